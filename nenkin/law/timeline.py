"""The amounts of a whole life as a row of spans, for one person in plain Python."""

from datetime import date

from nenkin.law.career import Career
from nenkin.law.estimate import Plan, estimate
from nenkin.law.levels import Cohort, levels_on
from nenkin.law.life_rules import life_rules_on
from nenkin.law.lifetime import (
    Amounts,
    Family,
    LifeRules,
    amounts_at,
    counted_at,
    first_month,
    life_of,
    next_change,
    nobody,
    nothing_counted,
    same_rate,
)
from nenkin.law.reasons import COMPUTED


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
