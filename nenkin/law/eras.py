"""元号. Days in era years (和暦); the eras come from the table `era_boundaries`, exact to the day."""

from datetime import date
from functools import cache
from typing import NamedTuple

from nenkin.law import tables

WEEKDAYS = "月火水木金土日"


class Era(NamedTuple):
    """One 元号: year 1 is `offset` + 1."""

    first_day: date
    name: str
    offset: int


@cache
def eras() -> tuple[Era, ...]:
    """All eras of the law's table, newest first."""
    rows = tables.rows("era_boundaries")
    found = (Era(row["valid_from"], row["era_kanji"], row["year_offset"]) for row in rows)
    return tuple(sorted(found, reverse=True))


def era_of(day: date) -> Era:
    """The era in force on a day.

    Raises:
        LookupError: the day is before the first era of the table.
    """
    for era in eras():
        if era.first_day <= day:
            return era
    raise LookupError(f"no era on {day}; the first of the table starts on {eras()[-1].first_day}")


def era_year(day: date) -> str:
    """令和8年; year 1 is 元年."""
    era = era_of(day)
    year = day.year - era.offset
    return f"{era.name}{'元' if year == 1 else year}年"


def era_date(day: date) -> str:
    """令和8年11月24日, of a day."""
    return f"{era_year(day)}{day.month}月{day.day}日"


def era_day(day: date) -> str:
    """令和8年11月24日(火): with the weekday, for a deadline."""
    return f"{era_date(day)}({WEEKDAYS[day.weekday()]})"
