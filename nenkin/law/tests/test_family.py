"""家族: dates of a spouse and children, and the contradictions among them."""

from datetime import date

import pytest

from nenkin.law.career import FEMALE, MALE
from nenkin.law.employees_pension.earnings import FAR
from nenkin.law.family import Child, Spouse, family_of
from nenkin.law.reasons import (
    CHILD_BEFORE_PARENT,
    COMPUTED,
    MARRIED_BEFORE_BIRTH,
    SPOUSE_TOO_YOUNG,
    TEXT_EN,
    TEXT_JA,
    TOO_MANY_CHILDREN,
)

BIRTH = date(1960, 5, 10)


def month(year, number):
    return year * 12 + number - 1


def test_nobody_has_no_month_in_which_an_addition_could_be_paid():
    family, fault = family_of(BIRTH, None, ())

    assert fault == COMPUTED
    assert (family.spouse.attains_65, family.partner_right, family.child_until) == (0, FAR, ())


def test_a_spouse_counts_until_the_month_of_65():
    family, _ = family_of(BIRTH, Spouse(date(1966, 4, 1), FEMALE), ())

    assert family.spouse.attains_65 == month(2031, 3)


def test_a_child_counts_from_the_month_after_birth_to_the_march_after_18():
    family, _ = family_of(BIRTH, None, (Child(date(2010, 4, 1)), Child(date(2010, 4, 2))))

    assert family.child_from == (month(2010, 5), month(2010, 5))
    assert family.child_until == (month(2028, 3), month(2029, 3))


def test_a_disabled_child_counts_to_the_month_of_20_unless_support_ends():
    family, _ = family_of(
        BIRTH, None, (Child(date(2010, 8, 5), True), Child(date(2010, 8, 5), True, month(2020, 1)))
    )

    assert family.child_until == (month(2030, 8), month(2020, 1))


@pytest.mark.parametrize(
    ("spouse", "children", "fault"),
    [
        (Spouse(date(1970, 5, 1), MALE, date(1988, 4, 30)), (), SPOUSE_TOO_YOUNG),
        (Spouse(date(1970, 5, 1), MALE, date(1988, 5, 1)), (), COMPUTED),
        (Spouse(date(1970, 5, 1), FEMALE, date(1986, 5, 1)), (), COMPUTED),
        (Spouse(date(1970, 5, 1), FEMALE, date(1986, 4, 30)), (), SPOUSE_TOO_YOUNG),
        (Spouse(date(2005, 5, 1), FEMALE, date(2022, 4, 1)), (), SPOUSE_TOO_YOUNG),
        (Spouse(date(1970, 5, 1), FEMALE, date(1960, 5, 9)), (), MARRIED_BEFORE_BIRTH),
        (None, (Child(date(1972, 5, 9)),), CHILD_BEFORE_PARENT),
        (None, (Child(date(1972, 5, 10)),), COMPUTED),
        (None, (Child(date(2000, 1, 1)),) * 31, TOO_MANY_CHILDREN),
    ],
)
def test_dates_that_contradict_each_other_have_a_reason(spouse, children, fault):
    assert family_of(BIRTH, spouse, children)[1] == fault


def test_every_reason_says_in_both_languages_what_to_change():
    assert TEXT_JA.keys() == TEXT_EN.keys()
    assert all(text.endswith(("。", ".")) for text in [*TEXT_JA.values(), *TEXT_EN.values()])
