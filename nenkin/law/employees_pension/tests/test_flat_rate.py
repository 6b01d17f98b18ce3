"""定額部分と経過的加算. 厚生年金保険法 附則第9条の2、昭和60年改正法附則第59条第2項."""

from datetime import date

import pytest

from nenkin.law.employees_pension.flat_rate import flat_rate_part, flat_rate_unit, transitional_addition
from nenkin.law.levels import levels_on
from nenkin.law.tables import for_birth
from nenkin.law.tests.practice import born

MONTH = 15  # months are counted in 15ths
DAY = date(2026, 4, 1)
BANDS = [  # first birth date, cap from 65, cap of the flat part before 65
    ((1926, 4, 2), 420, 432), ((1929, 4, 2), 432, 432), ((1934, 4, 2), 444, 444), ((1944, 4, 2), 456, 456),
    ((1945, 4, 2), 468, 468), ((1946, 4, 2), 480, 480),
]  # fmt: skip
LAST_DAYS = [*[born(*first) - 1 for first, *_ in BANDS[1:]], born(1990)]
DAYS = [
    pytest.param(day, cap, before_65, id=str(date.fromordinal(day)))
    for (first, cap, before_65), last in zip(BANDS, LAST_DAYS, strict=True)
    for day in (born(*first), last)
]


def addition(birth, months, months_20_60=0):
    cohort = levels_on(DAY).cohort(birth)
    return transitional_addition(
        cohort.unit_thousandths, cohort.flat_multiplier, MONTH * months, cohort.month_cap,
        cohort.full_amount, months_20_60, cohort.enrolment_months, False,
    )  # fmt: skip


@pytest.mark.parametrize(("birth", "cap", "before_65"), DAYS)
def test_months_count_up_to_the_cap_of_the_birth(birth, cap, before_65):
    assert addition(birth, cap - 1) < addition(birth, cap) == addition(birth, cap + 1) == addition(birth, 600)
    assert levels_on(DAY).cohort(birth).month_cap == cap


@pytest.mark.parametrize(("birth", "cap", "before_65"), DAYS)
def test_the_flat_part_before_65_has_432_months_for_the_oldest(birth, cap, before_65):
    table = for_birth("flat_rate_month_caps", date.fromordinal(birth), applies_to="flat_rate_part_before_65")

    assert table["month_cap"] == before_65


def test_the_flat_part_is_unit_times_multiplier_times_months():
    assert flat_rate_part(1_766_000, 1000, MONTH * 600, 480) == 1_766 * 480
    assert flat_rate_part(1_761_000, 1875, MONTH * 420, 432) == 1_386_788  # 1,386,787.5
    assert flat_rate_part(1_766_000, 1000, MONTH * 4 // 3, 480) == 2_355  # a month at sea: 2,354.67


def test_the_unit_is_rounded_to_the_yen():
    assert flat_rate_unit(1628, 996) == 1_621  # 1,621.488
    assert flat_rate_unit(1628, 1018) == 1_657  # 1,657.304
    assert flat_rate_unit(1628, 1045) == 1_701  # 1,701.26


def test_480_months_from_20_to_59_leave_a_few_hundred_yen():
    assert addition(born(1960), 480, 480) == 1_766 * 480 - 847_300 == 380


def test_a_month_before_20_adds_one_unit():
    assert addition(born(1960), 101, 100) - addition(born(1960), 100, 100) == 1_766


def test_there_is_no_negative_addition():
    assert addition(born(1930, 4, 2), 300, 300) > 0
    assert transitional_addition(1_766_000, 1000, MONTH * 480, 400, 847_300, 480, 480, False) == 0


@pytest.mark.parametrize(("rounded_first", "amount"), [(False, 59_108), (True, 59_107)])
def test_a_tie_shows_which_rounding_was_taken(rounded_first, amount):
    """781,440 − 722,332.5 (https://fp2-siken.com/bbs/1146.html)."""
    found = transitional_addition(1_628_000, 1000, MONTH * 480, 480, 780_900, 444, 480, rounded_first)

    assert found == amount
