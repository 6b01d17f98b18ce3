"""公的年金等の源泉徴収: the published deductions and limits, settlement, and the days without figures."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from nenkin.law.tables import rows
from nenkin.law.withholding import (
    Withholding,
    after_flat_cut,
    basic_deduction,
    flat_cut,
    is_65_or_over,
    monthly_amount,
    settlement,
    tax_rate,
    taxable_part,
    withheld_tax,
    withholding,
)

BORN_1950, BORN_1963 = date(1950, 5, 1).toordinal(), date(1963, 5, 1).toordinal()
JUNE_2025, DECEMBER_2025, JUNE_2026 = date(2025, 6, 13), date(2025, 12, 15), date(2026, 6, 15)


def test_a_payment_of_2025_by_hand():
    found = withholding(400_000, 2, JUNE_2025, BORN_1950, 2_400_000, 20_000, {"spouse": 1})
    assert found == Withholding(200_000, 135_000, 32_500, 45_000, 2_297)  # 45,000 × 5.105 % = 2,297.25


def test_a_large_pension_has_a_quarter_and_a_fixed_amount_deducted():
    found = withholding(600_001, 2, JUNE_2025, BORN_1950, 3_600_000)
    assert found.monthly_amount == 300_004
    assert found.basic_deduction == 75_001 + 65_000
    assert found.tax == (600_001 - 2 * 140_001) * 5_105 // 100_000


@pytest.mark.parametrize(
    ("paid", "born", "limit"),
    [
        (JUNE_2025, BORN_1950, 1_580_000),
        (JUNE_2025, BORN_1963, 1_080_000),
        (DECEMBER_2025, BORN_1950, 2_050_000),
        (DECEMBER_2025, BORN_1963, 1_550_000),
        (date(2027, 6, 15), BORN_1950, 2_140_000),
        (date(2027, 6, 15), BORN_1963, 1_640_000),
    ],
)
def test_nothing_is_withheld_below_the_published_limit(paid, born, limit):
    assert withholding(1_000_000, 2, paid, born, limit - 1).tax == 0
    if paid.year < 2027:
        assert withholding(1_000_000, 2, paid, born, limit).tax > 0


def test_a_year_without_figures_is_said():
    for paid in (date(2026, 12, 15), date(2027, 2, 15)):
        with pytest.raises(LookupError, match="nothing is withheld below 2,140,000 yen a year"):
            withholding(400_000, 2, paid, BORN_1950, 2_400_000)
    with pytest.raises(LookupError, match="the table begins on 2020-01-01"):
        withholding(400_000, 2, date(2019, 12, 13), BORN_1950, 2_400_000)


def test_from_2026_the_fixed_amount_goes_by_the_yearly_pension():
    at_limit = withholding(800_000, 2, JUNE_2026, BORN_1950, 2_420_000)
    above = withholding(800_000, 2, JUNE_2026, BORN_1950, 2_420_001)
    assert (at_limit.basic_deduction, above.basic_deduction) == (205_000, 200_000)


def test_the_example_of_the_december_settlement():
    assert settlement([4_600] * 6, [6_000] * 5) == -2_400
    assert 5 * (6_000 - 4_600) == 7_000


def test_the_settlement_of_2025_pays_back_what_the_old_deductions_took():
    def tax(paid):
        return withholding(400_000, 2, paid, BORN_1950, 2_400_000, 20_000).tax

    assert (tax(JUNE_2025), tax(DECEMBER_2025)) == (5_615, 2_552)
    assert settlement([tax(DECEMBER_2025)] * 6, [tax(JUNE_2025)] * 5) == 6 * 2_552 - 5 * 5_615


def test_age_is_judged_at_the_end_of_the_year():
    assert is_65_or_over(date(1961, 1, 1).toordinal(), 2025)  # attains 65 on 31 December
    assert not is_65_or_over(date(1961, 1, 2).toordinal(), 2025)


def test_the_rate_is_5_percent_and_2_1_percent_of_it():
    assert tax_rate(date(2026, 6, 15)) == tax_rate(date(2037, 12, 15)) == 5_105
    with pytest.raises(LookupError, match="income_tax_surtax"):
        tax_rate(date(2038, 2, 15))


def test_the_flat_cut_of_2024_is_used_up_payment_by_payment():
    left, taxes = flat_cut(date(2024, 6, 14), 2), []
    assert left == 60_000
    for _ in range(4):
        taxes.append(after_flat_cut(25_000, left))
        left = max(0, left - 25_000)
    assert taxes == [0, 0, 15_000, 25_000]
    assert flat_cut(JUNE_2025, 2) == 0


def test_personal_deductions_add_up_and_unknown_ones_are_refused():
    for row in rows("pension_withholding_personal"):
        found = withholding(900_000, 2, JUNE_2025, BORN_1950, 5_400_000, 0, {row["category"]: 2})
        assert found.personal_deduction == 2 * row["amount_per_month"]
    with pytest.raises(LookupError, match="category=cat"):
        withholding(900_000, 2, JUNE_2025, BORN_1950, 5_400_000, 0, {"cat": 1})


@given(some.integers(0, 10_000_000), some.integers(1, 2))
def test_the_monthly_amount_is_the_next_multiple_of_four(payment, months):
    monthly = monthly_amount(payment, months)
    assert monthly % 4 == 0
    assert 0 <= monthly * months - payment < 4 * months


@given(some.integers(0, 5_000_000), some.integers(0, 300_000))
def test_a_larger_payment_has_less_tax_by_a_yen_at_most(payment, more):
    """The monthly amount moves in steps of 4 yen: one yen more can bring a yen more of deduction a month."""

    def tax(amount):
        deduction = basic_deduction(monthly_amount(amount, 2), 250, 65_000, 135_000)
        return withheld_tax(taxable_part(amount, 0, deduction, 2), 5_105)

    assert 0 <= tax(payment) <= tax(payment + more) + 1
    assert tax(payment) <= tax(payment + 8 * more)
