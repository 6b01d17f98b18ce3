"""年金の支払: instalments and their yen, months, paydays, death and lapse."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as some

from nenkin.law.career import month_number
from nenkin.law.dates import business_day_after, first_day, is_business_day, last_day, month_of, month_text
from nenkin.law.payment import (
    CLAIMANTS,
    february_addition,
    first_month_not_lapsed,
    instalment,
    lapse_month,
    months_paid,
    months_stopped,
    payday,
    payment_amount,
    payment_month,
    payments,
    unpaid_at_death,
    yearly_amounts,
)

FEBRUARY, APRIL = month_number(2026, 2), month_number(2026, 4)
YEARLY = some.integers(0, 5_000_000)
HOLIDAYS = {date(2026, 8, 11), date(2027, 2, 11), date(2027, 10, 15)}


def slow_year(months, first):
    """The payments of April to February, benefit by benefit, as the two articles say, with fractions."""
    paid, cut = [], Fraction(0)
    for payment in range(first + 2, first + 14, 2):
        exact = sum((Fraction(months.get(month, 0), 12) for month in (payment - 2, payment - 1)), Fraction(0))
        whole = exact.numerator // exact.denominator
        cut += exact - whole
        is_last = payment == first + 12
        paid.append(whole + (int(cut) if is_last and exact else 0))
    return paid


@given(YEARLY)
def test_the_instalments_of_a_year_make_the_year(yearly):
    months = (yearly,) * 12
    paid = [payment_amount(months, FEBRUARY, payment) for payment in range(APRIL, APRIL + 12, 2)]
    assert sum(paid) == yearly
    assert paid[:5] == [yearly // 6] * 5


@given(some.lists(YEARLY, min_size=1, max_size=12), some.integers(0, 11))
def test_any_year_agrees_with_the_articles_in_fractions(amounts, start):
    first = FEBRUARY + start
    months = {first + place: amount for place, amount in enumerate(amounts) if first + place < FEBRUARY + 12}
    computed = [payment_amount(tuple(amounts), first, payment) for payment in range(APRIL, APRIL + 11, 2)]
    assert computed == slow_year(months, FEBRUARY)


def test_every_benefit_is_cut_by_itself():
    benefits = [(amount,) * 12 for amount in (211_543, 385_174, 80_820)]
    assert sum(instalment(yearly, FEBRUARY, APRIL) for yearly in benefits) == 112_922
    assert sum(payment_amount(yearly, FEBRUARY, FEBRUARY + 12) for yearly in benefits) == 112_927


def test_an_amount_that_changes_inside_an_instalment_is_cut_once():
    yearly = (100_007, 200_009)  # 8,333 11/12 and 16,667 5/12
    assert instalment(yearly, FEBRUARY, APRIL) == 25_001
    assert 100_007 // 12 + 200_009 // 12 == 25_000


def test_no_fraction_was_paid_back_before_october_2015():
    first = month_number(2015, 2)
    assert february_addition((100_005,) * 12, first, month_number(2016, 2)) == 3 * 6 // 12
    assert february_addition((100_005,) * 12, first - 12, month_number(2015, 2)) == 0
    assert february_addition((100_011,) * 12, first, month_number(2016, 2)) == 3 * 6 // 12


def test_no_february_payment_no_addition():
    assert february_addition((100_011,) * 8, FEBRUARY, FEBRUARY + 12) == 0
    assert february_addition((100_011,) * 11, FEBRUARY, FEBRUARY + 12) == (5 * 6 + 3) // 12


def test_paid_from_the_month_after_the_right_to_the_month_of_death():
    assert months_paid(month_number(2026, 4), month_number(2026, 6)) == (
        month_number(2026, 5),
        month_number(2026, 7),
    )
    start, end = months_paid(APRIL, APRIL)
    assert start == end


def test_a_suspension_that_begins_and_ends_in_one_month_stops_nothing():
    assert months_stopped(APRIL, APRIL + 2) == (APRIL + 1, APRIL + 3)
    start, end = months_stopped(APRIL, APRIL)
    assert start == end


def test_two_months_are_paid_in_the_even_month_after_them():
    assert [
        payment_month(month_number(2026, month)) - month_number(2026, 1) + 1 for month in (2, 3, 4, 5, 12)
    ] == [4, 4, 6, 6, 14]


@pytest.mark.parametrize(
    ("month", "day"),
    [
        ((2026, 6), date(2026, 6, 15)),
        ((2026, 8), date(2026, 8, 14)),  # Saturday
        ((2026, 2), date(2026, 2, 13)),  # Sunday
        ((2027, 10), date(2027, 10, 14)),  # a holiday that is handed in
    ],
)
def test_the_payday_is_the_15th_or_the_business_day_before(month, day):
    assert payday(month_number(*month), HOLIDAYS) == day


def test_the_payments_of_a_benefit_that_starts_changes_and_ends():
    found = payments(
        [(month_number(2026, 5), 100_001), (month_number(2026, 8), 200_003)], month_number(2027, 4)
    )
    assert [(month_text(one.month), one.amount, one.addition) for one in found] == [
        ("2026-06", 8_333, 0),
        ("2026-08", 16_666, 0),
        ("2026-10", 33_333, 0),
        ("2026-12", 33_333, 0),
        ("2027-02", 33_336, 3),
        ("2027-04", 33_333, 0),
    ]
    assert (found[0].first_month, found[0].last_month) == (month_number(2026, 5), month_number(2026, 5))
    assert found[1].day == date(2026, 8, 14)


def test_a_stopped_spell_pays_nothing():
    changes = [(APRIL, 600_000), (APRIL + 2, 0), (APRIL + 6, 600_000)]
    assert [one.month - APRIL for one in payments(changes, APRIL + 8)] == [2, 8]


def test_changes_out_of_order_are_refused():
    for changes in ([], [(APRIL, 1), (APRIL, 2)], [(APRIL + 1, 1), (APRIL, 2)], [(APRIL + 8, 1)]):
        with pytest.raises(ValueError, match=r"in order and before 2026-12"):
            payments(changes, APRIL + 8)


def test_the_payment_months_before_1990_are_not_known():
    assert payments([(month_number(1989, 12), 600_000)], month_number(1990, 2))[0].month == month_number(
        1990, 2
    )
    with pytest.raises(LookupError, match="1989-11 was paid before 1990-02"):
        payments([(month_number(1989, 11), 600_000)], month_number(1990, 2))


def test_what_is_unpaid_at_death():
    changes = [(APRIL, 600_001)]
    found = unpaid_at_death(changes, month_number(2026, 8), month_number(2026, 8))
    assert [(month_text(one.month), one.first_month, one.last_month, one.amount) for one in found] == [
        ("2026-10", month_number(2026, 8), month_number(2026, 8), 50_000)
    ]
    assert CLAIMANTS[:2] == ("配偶者", "子")


def test_a_pension_never_claimed_is_unpaid_from_its_first_month_and_none_before_it_begins():
    changes = [(APRIL, 600_001)]
    assert sum(one.amount for one in unpaid_at_death(changes, APRIL + 10, 0)) == 550_000
    assert unpaid_at_death(changes, APRIL - 1, 0) == ()


def test_a_death_in_january_still_brings_the_february_addition():
    (last,) = unpaid_at_death([(FEBRUARY, 100_005)], month_number(2027, 1), month_number(2026, 12))
    assert (last.amount, last.addition) == (16_667 + 3, 3)


def test_a_payment_lapses_five_years_after_the_month_of_its_payment():
    assert lapse_month(month_number(2021, 2)) == month_number(2026, 5)
    assert lapse_month(month_number(2021, 3)) == month_number(2026, 5)


@given(some.integers(month_number(2000, 1), month_number(2100, 1)))
def test_the_first_month_not_lapsed_is_the_first_whose_time_is_not_over(claim):
    first = first_month_not_lapsed(claim)
    assert lapse_month(first - 1) <= claim < lapse_month(first)


def test_yearly_amounts_by_month():
    assert yearly_amounts([(APRIL, 5), (APRIL + 2, 7)], APRIL + 3) == (5, 5, 7)


def test_banks_are_closed_at_weekends_on_holidays_and_at_new_year():
    assert not is_business_day(date(2026, 11, 22), set())
    assert is_business_day(date(2026, 11, 23), set())
    assert not is_business_day(date(2026, 11, 23), {date(2026, 11, 23)})
    assert business_day_after(date(2026, 12, 31), set()) == date(2027, 1, 4)


def test_days_of_a_month_number():
    february = month_number(2028, 2)
    assert (first_day(february), last_day(february)) == (date(2028, 2, 1), date(2028, 2, 29))
    assert month_of(date(2028, 2, 29)) == february
