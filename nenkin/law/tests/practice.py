"""The fourteen practice people as careers, for tests that are sentences about people everyone knows."""

from datetime import date
from pathlib import Path

from nenkin.law.estimate import Plan, estimate
from nenkin.law.levels import levels_on
from nenkin.law.record_json import read_lines

FILE = Path(__file__).parents[2] / "registry/practice/persons.jsonl"
DAY = date(2026, 11, 24)

with FILE.open("rb") as stream:
    PEOPLE = {line.record.id: line.record.career for line in read_lines(stream)}

ITTETSU, YAOZO, MANABUKO, KASUMI, TENSUKE, KOTARO, WATASE = (PEOPLE[f"p{n:02}"] for n in range(1, 8))
SANAE, MACHIO, UMIHIKO, TADASHI, ASAHI, REITO, MARIA = (PEOPLE[f"p{n:02}"] for n in range(8, 15))


def born(year, month=1, day=15):
    return date(year, month, day).toordinal()


def cohort_of(career, day=DAY):
    return levels_on(day).cohort(career.birth_date)


def estimate_of(career, day=DAY, **plan):
    """The estimate of a career on a day, with a plan given by its words."""
    return estimate(career, cohort_of(career, day), Plan(**plan))
