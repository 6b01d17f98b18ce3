"""国民年金保険料: every month since 1961-04, exemption, and what is refused."""

from datetime import date

import pytest

from nenkin.law.career import month_number
from nenkin.law.dates import first_day
from nenkin.law.national_pension.premium import (
    FIRST_MONTH,
    LAST_MONTH,
    additional_premium_of,
    amount_to_pay,
    amount_to_pay_of,
    exempted_part,
    exempted_part_of,
    monthly_premium,
    premium_amount,
    premium_of,
)
from nenkin.law.tables import find, rows

QUARTERS = {"one_quarter": 1, "half": 2, "three_quarter": 3, "full": 4}


@pytest.mark.parametrize("age", [20, 34, 35, 59])
def test_every_month_has_the_premium_of_its_row(age):
    for month in range(FIRST_MONTH, LAST_MONTH + 1):
        found = [
            row["monthly_premium"]
            for row in rows("national_pension_premiums")
            if row["valid_from"] <= first_day(month) <= row["valid_to"]
            and row["age_from"] <= age <= row["age_to"]
        ]
        assert [monthly_premium(month, 12 * age)] == found


def test_no_month_outside_the_tables_has_a_premium():
    assert monthly_premium(FIRST_MONTH - 1, 240) == monthly_premium(LAST_MONTH + 1, 240) == 0
    with pytest.raises(LookupError, match=r"1961-03; the table covers 1961-04 to 2028-03"):
        premium_of(FIRST_MONTH - 1)
    with pytest.raises(LookupError, match="2028-04"):
        premium_of(LAST_MONTH + 1)


def test_the_higher_premium_begins_with_the_month_of_35():
    born = date(1930, 4, 1).toordinal()  # attains 35 on 1965-03-31
    assert premium_of(month_number(1965, 2), born) == 100
    assert premium_of(month_number(1965, 3), born) == 150


def test_the_birth_matters_until_june_1970_only():
    with pytest.raises(LookupError, match="1970-06 goes by age"):
        premium_of(month_number(1970, 6))
    assert premium_of(month_number(1970, 7)) == 450


def test_premiums_since_2005_are_the_amount_of_the_law_times_the_rate():
    for row in rows("national_pension_premiums"):
        if row["premium_revision_rate"] is not None:
            rate = int(row["premium_revision_rate"] * 1000)
            assert premium_amount(row["base_amount"], rate) == row["monthly_premium"]


def test_the_additional_premium_was_350_yen_at_first():
    assert additional_premium_of(month_number(1973, 12)) == 350
    assert additional_premium_of(month_number(1974, 1)) == 400
    with pytest.raises(LookupError, match="additional_pension"):
        additional_premium_of(month_number(1970, 9))


@pytest.mark.parametrize(
    "row", rows("partial_exemption_premiums"), ids=lambda row: f"{row['valid_from']} {row['exemption']}"
)
def test_every_partial_premium_of_the_table(row):
    quarters = QUARTERS[row["exemption"]]
    month = month_number(row["valid_from"].year, row["valid_from"].month)
    assert amount_to_pay_of(month, quarters) == row["monthly_amount_to_pay"]
    assert exempted_part_of(month, quarters) == row["monthly_amount_exempted"]


def test_five_yen_are_rounded_up():
    assert amount_to_pay(16490, 2) == 8250  # 8,245
    assert exempted_part(16490, 2) == 8240


def test_what_is_paid_and_what_is_exempted_make_the_premium():
    for premium in range(0, 20_000, 10):
        for quarters in range(5):
            assert amount_to_pay(premium, quarters) + exempted_part(premium, quarters) == premium
            assert amount_to_pay(premium, quarters) >= amount_to_pay(premium, min(4, quarters + 1))


def test_a_kind_of_exemption_that_did_not_exist_is_refused():
    assert amount_to_pay_of(month_number(2002, 4), 2) == 6650
    with pytest.raises(LookupError, match=r"2/4 of the premium exists from 2002-04; 2002-03 is earlier"):
        amount_to_pay_of(month_number(2002, 3), 2)
    with pytest.raises(LookupError, match="2006-07"):
        amount_to_pay_of(month_number(2006, 6), 3)


def test_the_table_of_exemptions_and_that_of_premiums_agree():
    row = find("partial_exemption_premiums", on=date(2026, 4, 1), exemption="half")
    assert amount_to_pay(premium_of(month_number(2026, 4)), 2) == row["monthly_amount_to_pay"] == 8960
