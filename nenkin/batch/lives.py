"""Whole lives in batch runs: the spans of nenkin/law/timeline.py as rows of an array, compiled."""

from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from nenkin.batch.compiled import Compiled, compile_rule
from nenkin.law.career import Career
from nenkin.law.estimate import Plan, estimate
from nenkin.law.levels import Cohort
from nenkin.law.lifetime import (
    Amounts,
    Family,
    LifeRules,
    amounts_at,
    counted_at,
    first_month,
    life_of,
    next_change,
    nothing_counted,
)
from nenkin.law.reasons import COMPUTED

MOST_SPANS = 1_000  # more than the months from 20 to 100
FIELDS = len(Amounts._fields)

Numbers = npt.NDArray[np.int64]


def write_spans(
    career: Career, cohort: Cohort, plan: Plan, family: Family, rules: LifeRules, spans: Numbers
) -> int:
    """Write what is paid from change to change, a row each in the order of `Amounts`; the number of rows."""
    found = estimate(career, cohort, plan)
    if found.reason != COMPUTED:
        return 0
    life = life_of(career, cohort, plan, rules, found)
    rows = 0
    month, counted = first_month(life), nothing_counted()
    while month <= life.last:
        counted = counted_at(career, cohort, plan, life, month, counted)
        until = next_change(career, family, rules, life, month)
        amounts = amounts_at(career, cohort, plan, family, rules, life, month, counted)
        for field in range(FIELDS):
            spans[rows, field] = amounts[field]
        spans[rows, 1] = until
        rows += 1
        month = until
    return rows


def repeat_spans(
    career: Career, cohort: Cohort, plan: Plan, family: Family, rules: LifeRules, spans: Numbers, times: int
) -> int:
    """`write_spans` again and again, to measure it without the way in and out."""
    rows = 0
    for _ in range(times):
        rows += write_spans(career, cohort, plan, family, rules, spans)
    return rows


@cache
def compiled_spans() -> Compiled:
    """`repeat_spans`, compiled."""
    return compile_rule(repeat_spans, disk_key="lives")


def compiled_arguments(
    career: Career, cohort: Cohort, family: Family, rules: LifeRules
) -> tuple[Career, Cohort, Family, LifeRules]:
    """The same numbers with arrays in place of tuples, as the compiled code takes them."""
    return (
        Career(*career[:3], *(_array(column, np.int32) for column in career[3:])),
        cohort._replace(rates=_array(cohort.rates, np.int32)),
        family._replace(
            child_from=_array(family.child_from, np.int64), child_until=_array(family.child_until, np.int64)
        ),
        rules._replace(
            start_figure=_array(rules.start_figure, np.int64),
            change_figure=_array(rules.change_figure, np.int64),
            threshold=_array(rules.threshold, np.int64),
        ),
    )


def merged(rows: Numbers) -> tuple[Amounts, ...]:
    """The rows as spans, equal neighbours joined and what is before the first amount left out, as the timeline has them."""
    spans: list[Amounts] = []
    for row in rows.tolist():
        amounts = Amounts(*row)
        if spans and spans[-1][2:] == amounts[2:]:
            spans[-1] = spans[-1]._replace(until=amounts.until)
        elif spans or amounts.total:
            spans.append(amounts)
    return tuple(spans)


def _array(values: object, kind: type[np.generic]) -> Any:
    return np.array(values, dtype=kind)
