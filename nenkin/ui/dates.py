"""和暦. Days, months and fiscal years in the words of the page; the eras come from the law's table, exact to the day.

A month here is the law's month number (year × 12 + month − 1). A month in which the era changes carries the name
of its first day: 昭和64年1月, 平成31年4月, 令和元年5月.
"""

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
    """令和8年11月24日."""
    return f"{era_year(day)}{day.month}月{day.day}日"


def era_day(day: date) -> str:
    """令和8年11月24日(火): with the weekday, for a deadline."""
    return f"{era_date(day)}({WEEKDAYS[day.weekday()]})"


@cache
def era_month(month: int) -> str:
    """昭和54年4月."""
    return f"{era_year(first_day(month))}{month % 12 + 1}月"


def month_with_western_year(month: int) -> str:
    """昭和54年4月(1979年): where years are compared or lie far off."""
    return f"{era_month(month)}({month // 12}年)"


@cache
def fiscal_year(year: int) -> str:
    """令和元年度: a fiscal year is called after the era of 1 May, as the whole year 2019 is 令和元年度."""
    return f"{era_year(date(year, 5, 1))}度"


def month_span(start: int, end: int | None) -> str:
    """令和6年10月〜12月, a half-open spell in words; None: it goes on."""
    if end is None:
        return f"{era_month(start)}〜いま"
    last = end - 1
    if last == start:
        return era_month(start)
    same_year = era_year(first_day(start)) == era_year(first_day(last))
    return f"{era_month(start)}〜{f'{last % 12 + 1}月' if same_year else era_month(last)}"


def months_as_years(months: int) -> str:
    """487 → 40年7か月; 480 → 40年; 7 → 7か月."""
    years, rest = divmod(months, 12)
    if not years:
        return f"{rest}か月"
    return f"{years}年{rest}か月" if rest else f"{years}年"


def age(months: int) -> str:
    """An age in months: 780 → 65歳; 791 → 65歳11か月."""
    years, rest = divmod(months, 12)
    return f"{years}歳{rest}か月" if rest else f"{years}歳"


def first_day(month: int) -> date:
    """The first day of a month number."""
    return date(month // 12, month % 12 + 1, 1)


def last_day(month: int) -> date:
    """The last day of a month number."""
    return date.fromordinal(first_day(month + 1).toordinal() - 1)


def month_of(day: date) -> int:
    """The month number of a day."""
    return day.year * 12 + day.month - 1
