"""Months and revalued earnings of one category. 厚生年金保険法 第43条.

The revaluation rates here are round numbers, so that every sum can be done by hand.
"""

import pytest

from nenkin.law.career import GENERAL, LOCAL, MALE, MINER, SCHOOL, SEAMAN, STATE, Career, month_number
from nenkin.law.employees_pension.earnings import (
    FAR,
    FIRST_RATE_MONTH,
    TOTAL_REMUNERATION,
    average,
    coverage_counted,
    earnings,
)
from nenkin.law.tests.practice import born

ZERO = month_number(1950, 1)  # birth: 20 in 1970-01, 60 in 2010-01
APRIL_2003 = TOTAL_REMUNERATION
PLACES = range(month_number(2100, 1) - FIRST_RATE_MONTH)
# thousandths: 1, 2 at sea and 3 in public service; the 1994-level table 10, 20, 30
MONTHLY = tuple(
    tuple(rate * place for place in PLACES) for rate in (1000, 2000, 3000, 10_000, 20_000, 30_000)
)
YEARLY = tuple(tuple(rate * (place // 12) for place in PLACES) for rate in (1000, 10_000))
RATES = MONTHLY + YEARLY


def career(*spells, bonuses=(), record_end=FAR - 1):
    """Spells as (start, end, kind, pay in thousand yen), bonuses as (month, amount, kind)."""
    coverage = [tuple(column) for column in zip(*spells, strict=True)]
    paid = [tuple(column) for column in zip(*bonuses, strict=True)] or [(), (), ()]
    return Career(born(1950, 1, 15), MALE, record_end, *coverage, *paid, (), (), ())


def earned(record, category=1, horizon=0, until=FAR):
    return earnings(record, RATES, category, ZERO, horizon, until)


def test_a_spell_across_april_2003_is_two_eras():
    found = earned(career((APRIL_2003 - 3, APRIL_2003 + 2, GENERAL, 300)))

    assert (found.months_before, found.months_after) == (3, 2)
    assert (found.sum_before, found.sum_after) == (900_000, 600_000)
    assert (found.protected_sum_before, found.protected_sum_after) == (9_000_000, 6_000_000)
    assert found.divisor_before == 3


@pytest.mark.parametrize(
    ("start", "end", "eras"),
    [(APRIL_2003 - 1, APRIL_2003, (1, 0)), (APRIL_2003, APRIL_2003 + 1, (0, 1))],
)
def test_march_2003_is_the_last_month_of_the_old_era(start, end, eras):
    found = earned(career((start, end, GENERAL, 300)))

    assert (found.months_before, found.months_after) == eras


def test_a_bonus_counts_with_the_rate_of_its_month_in_the_new_average():
    found = earned(
        career((APRIL_2003, APRIL_2003 + 12, GENERAL, 300), bonuses=[(APRIL_2003 + 3, 500, GENERAL)])
    )

    assert found.sum_after == 12 * 300_000 + 500_000
    assert average(found.sum_after, found.months_after) == 341_667


def test_months_from_20_to_59_are_told_apart():
    found = earned(career((ZERO + 200, ZERO + 250, GENERAL, 100), (ZERO + 700, ZERO + 760, GENERAL, 100)))

    assert found.months_before + found.months_after == 110
    assert found.months_20_60 == 10 + 20


@pytest.mark.parametrize(
    ("kind", "pay", "yen"),
    [(GENERAL, 8, 20_000 + 16_000), (GENERAL, 10, 40_000), (GENERAL, 11, 44_000), (SEAMAN, 11, 2 * (24_000 + 22_000)),
     (SEAMAN, 12, 2 * 48_000)],
)  # fmt: skip
def test_pay_below_the_floor_is_lifted_until_october_1969(kind, pay, yen):
    november = month_number(1969, 11)
    found = earned(career((november - 2, november + 2, kind, pay)))

    assert found.sum_before == yen


@pytest.mark.parametrize(
    ("kind", "fifteenths"),
    [(GENERAL, 60 + 45 + 30), (SEAMAN, 80 + 54 + 30), (MINER, 80 + 54 + 30), (STATE, 60 + 45 + 30)],
)
def test_old_months_at_sea_and_in_mines_count_four_thirds_and_six_fifths(kind, fifteenths):
    april_1986, april_1991 = month_number(1986, 4), month_number(1991, 4)
    record = career(
        (april_1986 - 4, april_1986, kind, 300),
        (april_1986, april_1986 + 3, kind, 300),
        (april_1991, april_1991 + 2, kind, 300),
    )
    found = earned(record, category=2 if kind == STATE else 1)

    assert found.counted_before == coverage_counted(record, 0, FAR) == fifteenths
    assert (found.months_before, found.divisor_before, found.months_20_60) == (9, 9, 9)


def test_a_spell_across_both_limits_is_cut_at_them():
    record = career((month_number(1986, 3), month_number(1991, 5), SEAMAN, 300))

    assert earned(record).counted_before == 20 + 60 * 18 + 15
    assert coverage_counted(record, 0, month_number(1991, 4)) == 20 + 60 * 18


@pytest.mark.parametrize(("kind", "category", "rate"), [(GENERAL, 1, 1), (MINER, 1, 1), (SEAMAN, 1, 2), (STATE, 2, 3),
                                                        (LOCAL, 3, 3), (SCHOOL, 4, 3)])  # fmt: skip
def test_each_kind_uses_its_own_table_until_march_2003(kind, category, rate):
    found = earned(career((APRIL_2003 - 1, APRIL_2003 + 1, kind, 100)), category)

    assert (found.sum_before, found.protected_sum_before) == (100_000 * rate, 1_000_000 * rate)
    assert (found.sum_after, found.protected_sum_after) == (100_000, 1_000_000)


def test_another_category_is_left_out():
    record = career(
        (APRIL_2003, APRIL_2003 + 10, GENERAL, 100), (APRIL_2003, APRIL_2003 + 30, LOCAL, 200),
        bonuses=[(APRIL_2003 + 1, 500, LOCAL)],
    )  # fmt: skip
    assert (earned(record).months_after, earned(record).sum_after) == (10, 1_000_000)
    assert (earned(record, 3).months_after, earned(record, 3).sum_after) == (30, 6_500_000)
    assert earned(record, 2) == (0,) * 9


def test_months_from_until_on_are_left_out_and_so_are_their_bonuses():
    record = career(
        (APRIL_2003, APRIL_2003 + 12, GENERAL, 100),
        bonuses=[(APRIL_2003 + 4, 50, GENERAL), (APRIL_2003 + 5, 70, GENERAL)],
    )
    found = earned(record, until=APRIL_2003 + 5)

    assert (found.months_after, found.sum_after) == (5, 550_000)


# — which months enter the average until 2003-03 —

OCTOBER_1957, AUGUST_1976 = month_number(1957, 10), month_number(1976, 8)


@pytest.mark.parametrize(
    ("spells", "months"),
    [
        ([(OCTOBER_1957 - 12, OCTOBER_1957 + 36)], 36),  # three years since 1957-10: older months stay out
        (
            [(OCTOBER_1957 - 12, OCTOBER_1957 + 35)],
            36,
        ),  # three years only with older ones: the latest three years
        ([(OCTOBER_1957 - 60, OCTOBER_1957 - 24), (OCTOBER_1957 + 10, OCTOBER_1957 + 20)], 36),
        ([(OCTOBER_1957 - 12, OCTOBER_1957 + 23)], 35),  # no three years until 1976-07: every month
        ([(OCTOBER_1957 - 12, OCTOBER_1957 + 12), (AUGUST_1976, AUGUST_1976 + 24)], 48),
        ([(OCTOBER_1957 - 12, OCTOBER_1957 + 30), (AUGUST_1976, AUGUST_1976 + 24)], 60),
        ([(OCTOBER_1957 - 12, OCTOBER_1957 + 30), (AUGUST_1976 - 6, AUGUST_1976)], 36),
        ([(OCTOBER_1957, OCTOBER_1957 + 20)], 20),
    ],
)
def test_three_years_leave_older_months_out_of_the_average(spells, months):
    found = earned(career(*[(start, end, GENERAL, 20) for start, end in spells]))

    assert found.divisor_before == months
    assert found.sum_before == 20_000 * months
    assert found.months_before == sum(end - start for start, end in spells)


def test_the_three_years_are_counted_in_each_category_by_itself():
    record = career(
        (OCTOBER_1957 - 12, OCTOBER_1957 + 20, GENERAL, 20),
        (OCTOBER_1957 + 20, OCTOBER_1957 + 60, SCHOOL, 20),
    )
    assert earned(record).divisor_before == 32
    assert earned(record, 4).divisor_before == 40


# — what goes on —

END = month_number(2026, 10)


def test_an_open_spell_goes_on_and_last_years_bonuses_repeat():
    record = career(
        (END - 36, END, GENERAL, 300), record_end=END,
        bonuses=[(END - 13, 999, GENERAL), (END - 12, 400, GENERAL), (END - 3, 500, GENERAL)],
    )  # fmt: skip
    found = earned(record, horizon=END + 24)

    assert found.months_after == 60
    assert found.sum_after == 60 * 300_000 + 999_000 + 3 * (400_000 + 500_000)


@pytest.mark.parametrize(("months", "paid"), [(0, 1), (9, 1), (10, 2), (21, 2), (22, 3)])
def test_a_bonus_comes_again_when_its_month_is_reached(months, paid):
    record = career((END - 12, END, GENERAL, 1), record_end=END, bonuses=[(END - 3, 400, GENERAL)])
    found = earned(record, horizon=END + months)

    assert found.sum_after - 1000 * found.months_after == 400_000 * paid


def test_nothing_repeats_when_the_work_has_ended_or_was_of_another_kind():
    ended = career((END - 12, END - 1, GENERAL, 300), record_end=END, bonuses=[(END - 3, 400, GENERAL)])
    changed = career(
        (END - 12, END - 2, SEAMAN, 300), (END - 2, END, GENERAL, 300), record_end=END,
        bonuses=[(END - 3, 400, SEAMAN)],
    )  # fmt: skip
    assert earned(ended, horizon=END + 24).sum_after == 11 * 300_000 + 400_000
    assert earned(changed, horizon=END + 24).sum_after == 36 * 300_000 + 400_000


def test_an_average_is_rounded_half_up_and_needs_a_month():
    assert average(1_000_001, 2) == 500_001
    assert average(1_000_000, 3) == 333_333
    assert average(0, 0) == 0
