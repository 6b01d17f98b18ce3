"""繰下げと平均支給率。厚生年金保険法施行令 第3条の5の2."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nenkin.law.adjustment.late_in_work import (
    PaymentRate,
    average_payment_rate,
    deferral_increase_in_work,
    deferral_increase_over_years,
)

AMOUNTS = st.integers(1, 9_999_999)
TRANSITIONAL = st.integers(0, 800_000)
MONTHS = st.integers(12, 120)


def half_up(value):
    return int((Fraction(value) + Fraction(1, 2)) // 1)


def test_a_quarter_stopped_for_one_year_of_five():
    rate = average_payment_rate(1_200_000, 12 * 300_000, 60)

    assert Fraction(*rate) == Fraction(95, 100)
    assert deferral_increase_in_work(1_200_000, 0, rate, 7, 60) == 478_800


def test_wholly_suspended_only_the_transitional_addition_grows():
    rate = average_payment_rate(1_200_000, 60 * 1_200_000, 60)

    assert rate.numerator == 0
    assert deferral_increase_in_work(1_200_000, 50_000, rate, 7, 60) == 21_000


def test_without_an_earnings_related_part_or_a_month_the_rate_is_one():
    assert average_payment_rate(0, 0, 60) == average_payment_rate(1_200_000, 0, 0) == PaymentRate(1, 1)


@given(AMOUNTS, TRANSITIONAL, MONTHS)
def test_not_in_work_it_is_the_plain_increase(part, transitional, months):
    rate = average_payment_rate(part, 0, months)

    exact = Fraction((part + transitional) * 7 * months, 1000)
    assert deferral_increase_in_work(part, transitional, rate, 7, months) == half_up(exact)


@given(AMOUNTS, AMOUNTS, TRANSITIONAL, MONTHS, st.fractions(0, 1))
def test_the_increase_is_exact_at_another_level_too(part, then, transitional, months, share):
    stopped = int(share * months * then)
    rate = average_payment_rate(then, stopped, months)

    exact = (part * (1 - Fraction(stopped, months * then)) + transitional) * 7 * months / 1000
    assert deferral_increase_in_work(part, transitional, rate, 7, months) == half_up(exact)


@st.composite
def years(draw):
    """Levels of P, each with its months and what was kept of P in them."""
    found = []
    for amount in draw(st.lists(AMOUNTS, min_size=1, max_size=12)):
        months = draw(st.integers(1, 12))
        found.append((amount, months, draw(st.integers(0, months * amount))))
    return found


@given(AMOUNTS, TRANSITIONAL, years())
def test_levels_that_change_while_waiting_are_exact(part, transitional, levels):
    amounts, counts, kept = zip(*levels, strict=True)

    exact = sum(part * Fraction(keep, amount) for amount, _, keep in levels) + transitional * sum(counts)
    increase = deferral_increase_over_years(part, transitional, kept, amounts, sum(counts), 7)
    assert increase == half_up(exact * 7 / 1000)


@given(AMOUNTS, TRANSITIONAL, MONTHS, st.fractions(0, 1))
def test_one_level_is_the_same_either_way(part, transitional, months, share):
    kept = int(share * months * part)

    rate = average_payment_rate(part, months * part - kept, months)
    assert deferral_increase_over_years(
        part, transitional, (kept,), (part,), months, 7
    ) == deferral_increase_in_work(part, transitional, rate, 7, months)


@pytest.mark.parametrize(("kept", "increase"), [((1, 2), 4), ((1, 1), 3), ((2, 2), 4)])
def test_a_tie_made_of_thirds_goes_up(kept, increase):
    """1 × (thirds of two levels) + 499, × 7 ÷ 1000: thirds that make one give exactly 3.5."""
    part, transitional = 1, 499
    exact = (sum(Fraction(part * keep, 3) for keep in kept) + transitional) * 7 / 1000

    assert half_up(exact) == increase
    assert deferral_increase_over_years(part, transitional, kept, (3, 3), 1, 7) == increase
