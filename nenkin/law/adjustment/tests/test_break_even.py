"""損益分岐: 累計と、追いつく年齢。"""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nenkin.law.adjustment.break_even import (
    NEVER,
    BreakEven,
    break_even,
    catch_up_place,
    cumulative_total,
    first_month_not_behind,
)

STARTS = st.integers(720, 900)
AMOUNTS = st.integers(1, 5_000_000)


@pytest.mark.parametrize(
    ("earlier", "later", "age"),
    [
        ((1000, 780), (1084, 792), (77, 11)),
        ((1000, 780), (1420, 840), (81, 11)),
        ((700, 720), (1000, 780), (76, 8)),
    ],
)
def test_against_65_it_is_the_same_age_whatever_the_amount(earlier, later, age):
    """Published: nearest month. 66歳 77歳11か月, 70歳 81歳11か月, 60歳 (0.5%) 76歳8か月."""
    meeting = break_even(*earlier, *later)

    assert divmod(round(Fraction(*meeting)), 12) == age
    assert (
        break_even(earlier[0] * 817, earlier[1], later[0] * 817, later[1]).numerator
        == 817 * meeting.numerator
    )


@given(AMOUNTS, STARTS, AMOUNTS, STARTS)
def test_at_the_meeting_the_totals_are_equal_and_a_month_earlier_they_are_not(
    amount, start, more, later_start
):
    later, last = amount + more, max(start, later_start)
    meeting = break_even(amount, min(start, later_start), later, last)

    age = first_month_not_behind(meeting)
    assert age >= last
    assert cumulative_total(later, last, age) >= cumulative_total(amount, min(start, later_start), age)
    if age > last:
        assert cumulative_total(later, last, age - 1) < cumulative_total(
            amount, min(start, later_start), age - 1
        )


def test_a_later_start_that_pays_no_more_never_catches_up():
    assert break_even(1000, 720, 1000, 780) == break_even(1000, 720, 900, 780) == BreakEven(0, 0)
    assert first_month_not_behind(BreakEven(0, 0)) == NEVER


def test_nothing_is_paid_before_the_start():
    assert cumulative_total(70_000, 840, 780) == 0
    assert cumulative_total(70_000, 840, 841) == 70_000


@given(AMOUNTS, st.integers(720, 780), AMOUNTS, st.integers(781, 800))
def test_month_by_month_agrees_with_the_formula(amount, start, more, later_start):
    ages = range(721, 1400)
    earlier = tuple(amount if age > start else 0 for age in ages)
    later = tuple(amount + more if age > later_start else 0 for age in ages)

    age = first_month_not_behind(break_even(amount, start, amount + more, later_start))
    assert catch_up_place(earlier, later) == (age - 721 if age < 1400 else NEVER)


def test_a_lead_that_is_lost_again_does_not_count():
    assert catch_up_place((2, 0, 5, 0, 0), (0, 3, 0, 2, 2)) == 4
    assert catch_up_place((2, 0, 5), (0, 3, 0)) == NEVER
    assert catch_up_place((1, 1), (1, 1)) == 0
    assert catch_up_place((), ()) == NEVER
