"""前納: every published amount, the exact rounding, each pattern, and what is refused."""

from decimal import Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as some

from nenkin.law.career import month_number
from nenkin.law.national_pension.prepayment import (
    A_MONTH_LATER,
    AT_THE_DUE_DATE,
    DISCOUNTS,
    LONGEST,
    PART,
    PARTS,
    Plan,
    plans,
    prepaid_amount,
    prepayment,
)
from nenkin.law.tables import rows

SHIFTS = {"cash_or_card": AT_THE_DUE_DATE, "direct_debit": A_MONTH_LATER}
PREMIUMS = some.integers(1, 2_000).map(lambda tens: 10 * tens)
DIGITS = PART**PARTS


def slow(premiums, shift):
    """The formula of Order art. 8 with 200 digits."""
    with localcontext(prec=200):
        total = sum(
            Decimal(premium) / Decimal("1.04") ** (Decimal(place + shift) / 12)
            for place, premium in enumerate(premiums)
        )
        return int((Decimal(total) / 10 + Decimal("0.5")) // 1) * 10


@pytest.mark.parametrize(
    "row",
    rows("prepayment_amounts"),
    ids=lambda row: f"{row['fiscal_year']} {row['premium_kind']} {row['plan']} {row['method']}",
)
def test_every_published_amount(row):
    found = prepayment(
        month_number(row["fiscal_year"], 4), row["months"], SHIFTS[row["method"]],
        additional=row["premium_kind"] == "additional",
    )  # fmt: skip
    assert (found.undiscounted, found.amount, found.discount) == (
        row["undiscounted_total"], row["amount"], row["discount"],
    )  # fmt: skip


def test_the_factors_are_cut_and_not_one_digit_short():
    for months, parts in enumerate(DISCOUNTS):
        factor = sum(part * PART ** (PARTS - place) for place, part in enumerate(parts))
        exact_twelfth_power = 25**months * DIGITS**12
        assert factor**12 * 26**months <= exact_twelfth_power < (factor + 1) ** 12 * 26**months
        assert all(0 <= part < PART for part in parts)


def test_a_whole_year_is_discounted_by_exactly_4_percent():
    year = sum(Fraction(part, PART**place) for place, part in enumerate(DISCOUNTS[12]))
    assert 0 <= Fraction(25, 26) - year < Fraction(1, DIGITS)


@given(PREMIUMS, PREMIUMS, some.integers(0, 12), some.integers(1, 12), some.sampled_from([0, 1]))
def test_any_two_years_agree_with_200_digits(this, following, months, rest, shift):
    premiums = (this,) * months + (following,) * rest
    assert prepaid_amount(premiums, shift) == slow(premiums, shift)


def test_every_premium_of_ten_yen_steps_agrees_with_200_digits():
    for premium in range(10, 20_000, 970):
        for months in range(1, LONGEST + 1):
            assert prepaid_amount((premium,) * months, 1) == slow((premium,) * months, 1)


def test_the_largest_total_does_not_overflow_63_bits():
    carried, largest = 0, 0
    for part in range(PARTS, 0, -1):
        carried = carried // PART + sum(41_660 * DISCOUNTS[place][part] for place in range(LONGEST))
        largest = max(largest, carried)
    assert largest < 2**63


def test_one_month_in_time_has_no_discount():
    assert prepayment(month_number(2026, 5), 1, AT_THE_DUE_DATE).discount == 0


@given(PREMIUMS, some.integers(1, LONGEST), some.sampled_from([0, 1]))
def test_more_months_cost_more_and_never_more_than_without_discount(premium, months, shift):
    amounts = [prepaid_amount((premium,) * count, shift) for count in range(1, months + 1)]
    assert amounts == sorted(amounts)
    assert all(amount <= premium * (place + 1) for place, amount in enumerate(amounts))
    assert prepaid_amount((premium,) * months, 1) <= prepaid_amount((premium,) * months, 0)


def test_months_of_next_year_have_the_premium_of_next_year():
    found = prepayment(month_number(2026, 10), 18, A_MONTH_LATER)
    assert found.undiscounted == 6 * 17920 + 12 * 18290
    assert found.amount == slow((17920,) * 6 + (18290,) * 12, 1)


def test_the_rest_of_a_partial_exemption_can_be_prepaid():
    found = prepayment(month_number(2026, 4), 12, AT_THE_DUE_DATE, quarters_exempt=2)
    assert found.undiscounted == 12 * 8960
    assert found.amount == slow((8960,) * 12, 0)


def test_a_premium_that_is_not_set_yet_is_named():
    with pytest.raises(LookupError, match="no premium is known for 2028-04"):
        prepayment(month_number(2027, 4), 24, A_MONTH_LATER)


@pytest.mark.parametrize(
    ("first", "months"), [((2026, 4), 0), ((2026, 4), 25), ((2026, 5), 24), ((2027, 3), 14)]
)
def test_no_prepayment_goes_past_the_next_fiscal_year(first, months):
    with pytest.raises(ValueError, match="at most to the end of the next fiscal year"):
        prepayment(month_number(*first), months, AT_THE_DUE_DATE)


def test_an_unknown_discount_rate_is_said():
    with pytest.raises(LookupError, match="from 2005-03"):
        prepayment(month_number(2005, 3), 1, A_MONTH_LATER)


def test_the_patterns_that_begin_in_april():
    assert plans(month_number(2026, 4)) == (
        Plan("one_month_early", 1, False, True),
        Plan("half_year", 6, True, True),
        Plan("one_year", 12, True, True),
        Plan("two_years", 24, True, True),
    )
    assert plans(month_number(2016, 4))[-1] == Plan("two_years", 24, False, True)
    assert plans(month_number(2013, 4))[-1].name == "one_year"


def test_the_patterns_that_begin_later_in_the_year():
    assert [(plan.name, plan.months) for plan in plans(month_number(2026, 10))] == [
        ("one_month_early", 1), ("half_year", 6), ("rest_of_next_year", 18),
    ]  # fmt: skip
    assert [(plan.name, plan.months) for plan in plans(month_number(2026, 12))] == [
        ("one_month_early", 1), ("rest_of_year", 4), ("rest_of_next_year", 16),
    ]  # fmt: skip
    assert [(plan.name, plan.months) for plan in plans(month_number(2020, 3))] == [("one_month_early", 1)]


def test_every_pattern_can_be_computed():
    for month in range(month_number(2022, 4), month_number(2027, 3)):
        for plan in plans(month):
            assert prepayment(month, plan.months, A_MONTH_LATER).amount > 0
