"""The amounts of a whole life as a row of spans, for one person in plain Python."""

from datetime import date

from nenkin.law.career import Career
from nenkin.law.employees_pension.earnings import FAR
from nenkin.law.estimate import AGE_65, Plan, estimate
from nenkin.law.family import Child, Spouse, family_of
from nenkin.law.levels import Cohort, levels_on
from nenkin.law.life_rules import life_rules_on
from nenkin.law.lifetime import (
    ADDITION_MONTHS,
    Amounts,
    Family,
    LifeRules,
    amounts_at,
    counted_at,
    first_month,
    latest_cut,
    life_of,
    months_for_addition,
    next_change,
    nobody,
    nothing_counted,
    same_rate,
)
from nenkin.law.reasons import COMPUTED, TEXT_EN


def timeline(
    career: Career, cohort: Cohort, plan: Plan, rules: LifeRules, family: Family | None = None
) -> tuple[Amounts, ...]:
    """What is paid from the first entitlement to age 100: spans of months with one yearly rate each, in order of time.

    Empty where there is no right to a pension: `estimate(…).reason` says why.
    """
    family = family or nobody()
    found = estimate(career, cohort, plan)
    if found.reason != COMPUTED:
        return ()
    life = life_of(career, cohort, plan, rules, found)
    spans: list[Amounts] = []
    month, counted = first_month(life), nothing_counted()
    while month <= life.last:
        counted = counted_at(career, cohort, plan, life, month, counted)
        until = next_change(career, family, rules, life, month)
        amounts = amounts_at(career, cohort, plan, family, rules, life, month, counted)._replace(until=until)
        if spans and same_rate(spans[-1], amounts):
            spans[-1] = spans[-1]._replace(until=until)
        elif spans or amounts.total:
            spans.append(amounts)
        month = until
    return tuple(spans)


def timeline_on(
    as_of: date, career: Career, plan: Plan, family: Family | None = None, disabled: bool = False
) -> tuple[Amounts, ...]:
    """`timeline` at the level of a day.

    Raises:
        LookupError: the tables do not cover that day.
    """
    cohort = levels_on(as_of).cohort(career.birth_date)
    rules = life_rules_on(as_of, date.fromordinal(career.birth_date), disabled)
    return timeline(career, cohort, plan, rules, family)


def right_on_240_months(career: Career, cohort: Cohort, plan: Plan, rules: LifeRules) -> int:
    """The month in which a right to an old-age pension on 240 months exists; FAR: never.

    The special pension counts, a deferred one too: the right arises with the age or with the revision that reaches 240.
    """
    plan = plan._replace(basic_start=AGE_65, employees_start=AGE_65)
    found = estimate(career, cohort, plan)
    if found.reason != COMPUTED:
        return FAR
    life = life_of(career, cohort, plan, rules, found)
    month, counted = first_month(life), nothing_counted()
    while month <= life.last:
        counted = counted_at(career, cohort, plan, life, month, counted)
        if months_for_addition(career, cohort, life, latest_cut(life, counted)) >= ADDITION_MONTHS:
            return month - 1
        month = next_change(career, nobody(), rules, life, month)
    return FAR


def couple_on(
    as_of: date, one: Career, other: Career, plans: tuple[Plan, Plan], children: tuple[Child, ...] = ()
) -> tuple[tuple[Amounts, ...], tuple[Amounts, ...]]:
    """The timelines of a married couple: each partner's right decides on the other's additions.

    Both are taken to support each other; the children count for the partner who has the addition.

    Raises:
        LookupError: the tables do not cover that day.
        ValueError: the dates of the family contradict each other; the text says which.
    """
    levels = levels_on(as_of)
    births = date.fromordinal(one.birth_date), date.fromordinal(other.birth_date)
    rights, right_rules = [], []
    for career, plan, birth in zip((one, other), plans, births, strict=True):
        rules = life_rules_on(as_of, birth)
        right_rules.append(rules)
        rights.append(right_on_240_months(career, levels.cohort(career.birth_date), plan, rules))
    timelines = []
    for place, career in enumerate((one, other)):
        partner = (other, one)[place]
        spouse = Spouse(
            births[1 - place], partner.sex, own_pension=rights[1 - place], partner_right=rights[1 - place]
        )
        family, fault = family_of(births[place], spouse, children)
        if fault != COMPUTED:
            raise ValueError(TEXT_EN[fault])
        cohort = levels.cohort(career.birth_date)
        timelines.append(timeline(career, cohort, plans[place], right_rules[place], family))
    return timelines[0], timelines[1]
