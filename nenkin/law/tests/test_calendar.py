"""Days, months, ages and fiscal years, against the calendar of the standard library."""

from datetime import date, timedelta

import pytest

from nenkin.law.calendar import (
    attain_month,
    fiscal_year,
    month_of_age_zero,
    months_within,
    year_month_day,
)
from nenkin.law.career import month_number

FIRST, LAST = date(1900, 1, 1).toordinal(), date(2110, 12, 31).toordinal()


def test_every_day_of_two_centuries_is_the_calendars_day():
    wrong = [
        number
        for number in range(FIRST, LAST + 1)
        if year_month_day(number) != date.fromordinal(number).timetuple()[:3]
    ]
    assert wrong == []


def eve_of_birthday(birth, age):
    """The day before the birthday; who is born on 29 February has it on 1 March in a common year."""
    try:
        birthday = birth.replace(year=birth.year + age)
    except ValueError:
        birthday = date(birth.year + age, 3, 1)
    return birthday - timedelta(days=1)


@pytest.mark.parametrize("age", [20, 60, 65, 70, 75])
def test_an_age_is_attained_on_the_eve_of_the_birthday_by_everyone(age):
    wrong = []
    for number in range(date(1920, 1, 1).toordinal(), date(2010, 12, 31).toordinal()):
        birth = date.fromordinal(number)
        eve = eve_of_birthday(birth, age)
        if attain_month(number, 12 * age) != month_number(eve.year, eve.month):
            wrong.append(birth)
    assert wrong == []


@pytest.mark.parametrize(
    ("birth", "age_months", "attained"),
    [
        (date(1961, 4, 1), 780, (2026, 3)),  # born on the 1st: the last day of the month before
        (date(1961, 4, 2), 780, (2026, 4)),
        (date(1961, 1, 1), 720, (2020, 12)),  # across the turn of the year
        (date(1964, 2, 29), 720, (2024, 2)),
        (date(1964, 2, 29), 780, (2029, 2)),  # a common year: 28 February
        (date(1964, 3, 1), 720, (2024, 2)),  # 29 February of a leap year
        (date(1961, 4, 1), 783, (2026, 6)),  # 65 and three months
    ],
)
def test_the_month_in_which_an_age_is_attained(birth, age_months, attained):
    assert attain_month(birth.toordinal(), age_months) == month_number(*attained)


def test_months_of_age_are_counted_from_the_month_of_the_eve_of_birth():
    assert month_of_age_zero(date(1988, 2, 29).toordinal()) == month_number(1988, 2)
    assert month_of_age_zero(date(2000, 1, 1).toordinal()) == month_number(1999, 12)


def test_a_fiscal_year_runs_from_april_to_march():
    for year in range(1961, 2111):
        months = range(month_number(year, 4), month_number(year + 1, 4))
        assert {fiscal_year(month) for month in months} == {year}


def test_months_within_a_window_are_the_months_of_both():
    edges = range(6)
    spans = [(a, b) for a in edges for b in edges if a <= b]
    for start, end in spans:
        for first, last in spans:
            both = set(range(start, end)) & set(range(first, last))
            assert months_within(start, end, first, last) == len(both)
