"""家族: from the dates a person gives to the month numbers the additions need, and what cannot be."""

from datetime import date
from typing import NamedTuple

from nenkin.law.adjustment.dependants import SpouseMonths, last_month_of_child
from nenkin.law.calendar import attain_month
from nenkin.law.career import FEMALE
from nenkin.law.employees_pension.earnings import FAR
from nenkin.law.estimate import AGE_65
from nenkin.law.lifetime import Family, nobody
from nenkin.law.reasons import (
    CHILD_BEFORE_PARENT,
    COMPUTED,
    MARRIED_BEFORE_BIRTH,
    SPOUSE_TOO_YOUNG,
    TOO_MANY_CHILDREN,
)

EQUAL_AGE_FROM = date(2022, 4, 1)  # Civil Code art. 731: 18 for both; before that 16 for women
MARRIAGE_AGE, WOMENS_MARRIAGE_AGE = 18, 16
YOUNGEST_PARENT = 12
MOST_CHILDREN = 30


class Spouse(NamedTuple):
    """The partner as known to the person; month numbers, FAR where nothing of the kind happens."""

    birth_date: date
    sex: int
    married_on: date | None = None
    own_pension: int = FAR  # right to an old-age pension on 240 months
    disability_from: int = FAR  # first month with a disability pension to draw, half-open
    disability_until: int = FAR
    support_ends: int = FAR  # death, divorce, income of 8.5 million yen
    partner_right: int = FAR  # … and the partner's pension on 240 months that brings the transfer addition


class Child(NamedTuple):
    """A child; `support_ends` as a month number where it is earlier than by age."""

    birth_date: date
    disabled: bool = False  # grade 1 or 2: counts until 20
    support_ends: int = FAR


def family_of(birth_date: date, spouse: Spouse | None, children: tuple[Child, ...]) -> tuple[Family, int]:
    """The family of a person, and why it cannot be (reasons.COMPUTED where it can)."""
    fault = family_fault(birth_date, spouse, children)
    if fault != COMPUTED:
        return nobody(), fault
    months = nobody().spouse
    partner_right = FAR
    if spouse is not None:
        months = SpouseMonths(
            attain_month(spouse.birth_date.toordinal(), AGE_65),
            spouse.own_pension,
            spouse.disability_from,
            spouse.disability_until,
            spouse.support_ends,
        )
        partner_right = spouse.partner_right
    born = tuple(child.birth_date.year * 12 + child.birth_date.month - 1 for child in children)
    until = tuple(
        min(last_month_of_child(child.birth_date.toordinal(), child.disabled), child.support_ends)
        for child in children
    )
    return Family(months, tuple(month + 1 for month in born), until, partner_right), COMPUTED


def family_fault(birth_date: date, spouse: Spouse | None, children: tuple[Child, ...]) -> int:
    """Which of the dates contradict each other, as a reason code."""
    if len(children) > MOST_CHILDREN:
        return TOO_MANY_CHILDREN
    if spouse is not None and spouse.married_on is not None:
        if spouse.married_on < max(birth_date, spouse.birth_date):
            return MARRIED_BEFORE_BIRTH
        if _age_on(spouse.birth_date, spouse.married_on) < _marriage_age(spouse):
            return SPOUSE_TOO_YOUNG
    for child in children:
        if _age_on(birth_date, child.birth_date) < YOUNGEST_PARENT:
            return CHILD_BEFORE_PARENT
    return COMPUTED


def _marriage_age(spouse: Spouse) -> int:
    younger = spouse.sex == FEMALE and spouse.married_on is not None and spouse.married_on < EQUAL_AGE_FROM
    return WOMENS_MARRIAGE_AGE if younger else MARRIAGE_AGE


def _age_on(birth_date: date, day: date) -> int:
    """Completed years on a day."""
    return day.year - birth_date.year - ((day.month, day.day) < (birth_date.month, birth_date.day))
