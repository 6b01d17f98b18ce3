"""老齢基礎年金の額。国民年金法 第27条."""

import tomllib
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nenkin.law.levels import levels_on
from nenkin.law.national_pension.old_age_basic import (
    MONTH,
    MonthsByClass,
    credited_months,
    full_amount,
    old_age_basic,
)
from nenkin.law.tests.practice import born

FILE = Path(__file__).parent / "cases/old_age_basic.toml"
CASES = tomllib.loads(FILE.read_text(encoding="utf-8"))["case"]
NONE = MonthsByClass(0, 0, 0, 0, 0, 0, 0, 0, 0)
SHARES = {  # of a month within 480, and of one beyond: art. 27 (2)–(8); until 2009-03 Act No. 104 of 2004 suppl. art. 10
    "quarter_exempt_after": ("7/8", "3/8"),
    "quarter_exempt_before": ("5/6", "1/2"),
    "half_exempt_after": ("3/4", "1/4"),
    "half_exempt_before": ("2/3", "1/3"),
    "three_quarter_exempt_after": ("5/8", "1/8"),
    "three_quarter_exempt_before": ("1/2", "1/6"),
    "full_exempt_after": ("1/2", "0"),
    "full_exempt_before": ("1/3", "0"),
}
several = st.builds(MonthsByClass, *[st.integers(0, 500)] * 9)


def credited(enrolment_months=480, **months):
    return Fraction(credited_months(NONE._replace(**months), enrolment_months), MONTH)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_published_examples_agree_to_the_yen(case):
    months = NONE._replace(**case["months"])
    cohort = levels_on(case["as_of"]).cohort(born(1960))

    amount = old_age_basic(cohort.full_amount, credited_months(months, 480), 480, cohort.yearly_unit)

    assert amount == case["annual_yen"]


def test_every_case_names_its_source():
    assert all(case["source"].startswith("http") for case in CASES)


@pytest.mark.parametrize("name", SHARES)
def test_a_month_of_each_class_has_the_share_of_its_item(name):
    within, beyond = (Fraction(share) for share in SHARES[name])

    assert credited(**{name: 1}) == within
    assert credited(**{name: 480}) == 480 * within
    assert credited(**{name: 481}) == 480 * within + beyond


def test_paid_months_beyond_480_count_no_more():
    assert credited(paid=480) == credited(paid=516) == 480


def test_classes_use_up_the_480_in_the_order_of_the_article():
    assert credited(paid=470, half_exempt_after=20) == 470 + Fraction(10 * 3, 4) + Fraction(10, 4)
    assert credited(half_exempt_after=475, full_exempt_before=10) == 475 * Fraction(3, 4) + Fraction(5, 3)
    assert credited(quarter_exempt_before=480, full_exempt_after=12) == 400


def test_a_paid_month_more_takes_the_place_of_an_old_exempt_one():
    assert credited(paid=361, full_exempt_before=120) - credited(
        paid=360, full_exempt_before=120
    ) == Fraction(2, 3)


def test_the_first_births_need_300_months():
    assert credited(enrolment_months=300, paid=290, full_exempt_after=20) == 295
    assert old_age_basic(844_900, credited_months(NONE._replace(paid=150), 300), 300, 1) == 422_450


@given(several, st.sampled_from(MonthsByClass._fields), st.sampled_from([300, 468, 480]))
def test_more_months_of_any_class_never_count_less_and_never_more_than_one_each(
    months, name, enrolment_months
):
    one_more = months._replace(**{name: getattr(months, name) + 1})
    gained = credited_months(one_more, enrolment_months) - credited_months(months, enrolment_months)

    assert 0 <= gained <= MONTH
    assert credited_months(one_more, enrolment_months) <= enrolment_months * MONTH


@given(several)
def test_the_months_weigh_between_what_was_paid_and_their_number(months):
    paid = sum(Fraction(SHARES[name][1]) * getattr(months, name) for name in SHARES) + months.paid

    assert min(480, paid) <= credited(**months._asdict()) <= min(480, sum(months))


def test_the_full_amount_is_rounded_to_100_yen():
    assert full_amount(780_900, 1085) == 847_300
    assert full_amount(780_900, 996) == 777_800  # 777,776.4
    assert full_amount(804_200, 961) == 772_800  # 772,836.2


def test_until_september_2015_the_amount_was_rounded_to_100_yen():
    assert old_age_basic(772_800, 401 * MONTH, 480, 100) == 645_600  # 645,610
    assert old_age_basic(772_800, 401 * MONTH, 480, 1) == 645_610
