"""納期限と時効, and the months that parents need not pay."""

from datetime import date

import pytest

from nenkin.law.career import month_number
from nenkin.law.national_pension.late_payment import due_day, last_day_to_pay, late_payable
from nenkin.law.national_pension.parental_exemption import child_raising_months, maternity_months
from nenkin.law.national_pension.tests.test_back_payment import career

HOLIDAYS = {date(2024, 12, 31), date(2025, 1, 1), date(2026, 11, 3), date(2026, 11, 23)}


@pytest.mark.parametrize(
    ("month", "due"),
    [
        ((2026, 3), date(2026, 4, 30)),
        ((2024, 10), date(2024, 12, 2)),  # 30 November is a Saturday
        ((2025, 11), date(2026, 1, 5)),  # 31 December to 3 January closed, then a Sunday
        ((2024, 1), date(2024, 2, 29)),
    ],
)
def test_a_month_is_due_at_the_end_of_the_next_one_or_when_banks_open(month, due):
    assert due_day(month_number(*month), HOLIDAYS) == due


def test_a_month_can_be_paid_for_two_years_after_that():
    assert last_day_to_pay(month_number(2024, 10)) == date(2026, 11, 30)
    assert last_day_to_pay(month_number(2024, 1)) == date(2026, 3, 2)  # 28 February is a Saturday


def test_what_can_be_paid_on_a_day():
    person = career(
        ("*", month_number(2024, 8), month_number(2024, 12)),
        ("ア", month_number(2025, 1), month_number(2025, 2)),
        ("チ", month_number(2025, 2), month_number(2025, 3)),
        ("ヒ", month_number(2025, 3), month_number(2025, 4)),
        ("-", month_number(2025, 4), month_number(2025, 6)),
        ("X", month_number(2026, 10), month_number(2026, 11)),
    )
    found = late_payable(person, date(2026, 11, 24), HOLIDAYS)
    assert [(one.month, one.amount, one.overdue) for one in found] == [
        (month_number(2024, 10), 16980, True),
        (month_number(2024, 11), 16980, True),
        (month_number(2025, 1), 8490, True),
        (month_number(2025, 2), 4250, True),
        (month_number(2025, 3), 12740, True),
        (month_number(2026, 10), 17920, False),
    ]
    assert found[0].last_day == date(2026, 11, 30)


def test_the_last_day_itself_still_counts():
    person = career(("*", month_number(2024, 10), month_number(2024, 11)))
    assert len(late_payable(person, date(2026, 11, 30))) == 1
    assert late_payable(person, date(2026, 12, 1)) == ()


def test_a_last_day_on_which_banks_are_closed_moves_into_the_next_month():
    person = career(("*", month_number(2024, 1), month_number(2024, 2)))
    assert len(late_payable(person, date(2026, 3, 2))) == 1
    assert late_payable(person, date(2026, 3, 3)) == ()


def test_employees_months_have_nothing_to_pay():
    spell = (month_number(2025, 10), month_number(2025, 12))
    assert late_payable(career(("*", *spell), coverage=[spell]), date(2026, 11, 24)) == ()


def test_maternity_is_four_months_with_several_children_six():
    assert maternity_months(month_number(2027, 1), False) == (month_number(2026, 12), month_number(2027, 4))
    assert maternity_months(month_number(2027, 1), True) == (month_number(2026, 10), month_number(2027, 4))


def test_no_maternity_month_is_free_before_april_2019():
    assert maternity_months(month_number(2019, 2), False) == (month_number(2019, 4), month_number(2019, 5))
    start, end = maternity_months(month_number(2018, 12), True)
    assert start == end


def test_a_mothers_child_raising_months_are_the_nine_after_maternity():
    birth = month_number(2027, 1)
    _, end = maternity_months(birth, False)
    assert child_raising_months(birth, birth, end) == (month_number(2027, 4), month_number(2028, 1))
    assert child_raising_months(birth, birth) == (birth, month_number(2028, 1))


def test_child_raising_is_free_from_october_2026():
    assert child_raising_months(month_number(2026, 1), month_number(2026, 1)) == (
        month_number(2026, 10),
        month_number(2027, 1),
    )
    start, end = child_raising_months(month_number(2025, 6), month_number(2025, 6))
    assert start == end
