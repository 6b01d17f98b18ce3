"""追納: every published amount, the ten years, the edge of March, the order, and who cannot."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from nenkin.law.career import GENERAL, MALE, STATUS_OF_SIGN, Career, month_number
from nenkin.law.national_pension.back_payment import (
    PAYABLE_QUARTERS,
    addition_rate,
    back_payable,
    back_payment,
    back_payment_of,
    last_month_to_pay,
    needs_addition,
)
from nenkin.law.tables import rows

QUARTERS = {"one_quarter": 1, "half": 2, "three_quarter": 3, "full": 4}


def career(*statuses, coverage=()):
    """A person with (sign, first month, end) statuses and (first month, end) of employees' coverage."""
    rows_ = sorted((start, end, STATUS_OF_SIGN[sign]) for sign, start, end in statuses)
    spells = sorted(coverage)
    return Career(
        date(1998, 5, 5).toordinal(), MALE, month_number(2026, 11),
        tuple(start for start, _ in spells), tuple(end for _, end in spells),
        (GENERAL,) * len(spells), (200,) * len(spells), (), (), (),
        tuple(row[0] for row in rows_), tuple(row[1] for row in rows_), tuple(row[2] for row in rows_),
    )  # fmt: skip


@pytest.mark.parametrize(
    "row",
    rows("back_payment_amounts"),
    ids=lambda row: f"{row['payment_fiscal_year']} {row['month_fiscal_year']} {row['exemption']}",
)
def test_every_published_amount(row):
    year, paid_year = row["month_fiscal_year"], row["payment_fiscal_year"]
    month = max(month_number(year, 7), month_number(paid_year, 4) - 120)
    paid = max(month_number(paid_year, 5), month + 1)
    paid = min(paid, month + 120)
    found = back_payment_of(month, QUARTERS[row["exemption"]], paid)
    assert (found.exempted, found.addition, found.due) == (
        row["exempted_amount"], row["addition"], row["amount_to_pay"],
    )  # fmt: skip
    assert found.addition_rate == row["addition_rate"] * 1000


def test_the_current_and_the_two_years_before_cost_no_addition():
    paid = month_number(2026, 11)
    assert [needs_addition(month_number(year, 6), paid) for year in (2023, 2024, 2025, 2026)] == [
        True, False, False, False,
    ]  # fmt: skip
    assert addition_rate(month_number(2026, 6), paid) == 0


def test_march_is_still_free_in_the_april_two_years_later():
    march, february = month_number(2024, 3), month_number(2024, 2)
    assert addition_rate(march, month_number(2026, 4)) == 0
    assert addition_rate(march, month_number(2026, 5)) == 15
    assert addition_rate(february, month_number(2026, 4)) == 15
    assert back_payment_of(march, 4, month_number(2026, 4)).due == 16520


def test_the_tables_note_names_the_march_that_is_free():
    for row in rows("back_payment_addition_rates"):
        if row["note"]:
            march = month_number(row["month_fiscal_year"] + 1, 3)
            assert row["note"].startswith(
                f"no addition for {march // 12}-03 if paid back in {march // 12 + 2}-04"
            )
            assert not needs_addition(march, march + 25)


def test_a_month_can_be_paid_until_ten_years_later():
    paid = month_number(2026, 11)
    assert last_month_to_pay(month_number(2016, 11)) == paid
    assert back_payment_of(month_number(2016, 11), 4, paid).due == 16260 + 590
    with pytest.raises(ValueError, match=r"2016-10 cannot be paid back in 2026-11.*2016-11 to 2026-10"):
        back_payment_of(month_number(2016, 10), 4, paid)
    with pytest.raises(ValueError, match="2026-11 cannot"):
        back_payment_of(paid, 4, paid)


def test_a_year_without_rates_is_named():
    with pytest.raises(
        LookupError, match="payments in fiscal 2027; the table covers payments in fiscal 2017 to 2026"
    ):
        addition_rate(month_number(2020, 4), month_number(2027, 4))
    assert addition_rate(month_number(2025, 4), month_number(2027, 4)) == 0


def test_students_months_come_first_then_the_oldest_exempt_ones():
    person = career(
        ("Z", month_number(2017, 4), month_number(2017, 6)),
        ("サ", month_number(2018, 4), month_number(2018, 6)),
        ("イ", month_number(2019, 4), month_number(2019, 5)),
        ("セ", month_number(2020, 4), month_number(2020, 5)),
    )
    day = date(2026, 11, 24)
    found = [(one.month // 12, one.quarters_exempt) for one in back_payable(person, day)]
    assert found == [(2018, 4), (2018, 4), (2020, 4), (2017, 4), (2017, 4), (2019, 2)]
    assert [one.month // 12 for one in back_payable(person, day, oldest_first=True)] == [
        2017,
        2017,
        2018,
        2018,
        2019,
        2020,
    ]


def test_only_exempted_months_within_ten_years_are_payable():
    person = career(
        ("Z", month_number(2016, 4), month_number(2017, 4)),
        ("*", month_number(2017, 4), month_number(2018, 4)),
        ("ア", month_number(2018, 4), month_number(2019, 4)),
        ("T", month_number(2019, 4), month_number(2020, 4)),
        ("Z", month_number(2026, 9), month_number(2026, 11)),
    )
    months = [one.month for one in back_payable(person, date(2026, 10, 1))]
    assert months == [*range(month_number(2016, 10), month_number(2017, 4)), month_number(2026, 9)]


def test_employees_months_are_not_payable():
    person = career(
        ("Z", month_number(2020, 4), month_number(2020, 8)),
        coverage=[(month_number(2020, 5), month_number(2020, 7))],
    )
    months = [one.month for one in back_payable(person, date(2026, 10, 1))]
    assert months == [month_number(2020, 4), month_number(2020, 7)]


def test_nobody_with_the_right_to_the_pension_pays_back():
    person = career(("Z", month_number(2020, 4), month_number(2020, 8)))
    assert back_payable(person, date(2026, 10, 1), has_old_age_right=True) == ()


def test_what_each_sign_leaves_to_pay_back():
    payable = {
        sign: PAYABLE_QUARTERS[code] for sign, code in STATUS_OF_SIGN.items() if PAYABLE_QUARTERS[code]
    }
    assert payable == dict.fromkeys("YZLRサセ", 4) | dict.fromkeys("ツテト", 3) | dict.fromkeys(
        "イウエ", 2
    ) | dict.fromkeys("フヘホ", 1)


@given(some.integers(0, 30_000), some.integers(0, 100))
def test_a_higher_rate_never_costs_less(exempted, rate):
    assert exempted <= back_payment(exempted, rate) <= back_payment(exempted, rate + 1)
