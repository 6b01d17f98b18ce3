"""離婚分割 compiled: the same figures as the plain run, on random splits of random careers."""

import random

import numpy as np
import pytest

from nenkin.batch.compiled import compile_rule
from nenkin.law.calendar import month_of_age_zero
from nenkin.law.employees_pension.divorce_split import (
    REVISION,
    SHARE,
    pay_after_split,
    revision_rate,
    share_allowed,
    split_fits,
)
from nenkin.law.employees_pension.earnings import FAR
from nenkin.law.estimate import Plan, category_pensions_after_split
from nenkin.law.levels import levels_on
from tests.reference.splits import random_split
from tests.reference.strategies import random_case

ROUNDS = 150


def as_arrays(row):
    """A career, a cohort or a split as the batch holds it."""
    long = {
        name: np.array(value, np.int32) for name, value in row._asdict().items() if isinstance(value, tuple)
    }
    return row._replace(**long)


@pytest.mark.parametrize(
    "rule", [share_allowed, revision_rate, pay_after_split], ids=lambda rule: rule.__name__
)
def test_the_compiled_shares_are_the_plain_ones(rule):
    rng, compiled = random.Random(5), compile_rule(rule)
    for _ in range(ROUNDS):
        first = rng.randint(1, 2**36)
        second, other = rng.randint(0, first), first * rng.randint(900, 1100) // 1000
        lowest = second * SHARE // (first + second)
        share = rng.randint(min(lowest + 1, SHARE // 2), SHARE // 2)
        if rule is pay_after_split:
            given = rng.randint(0, 1_500_000), rng.randint(0, 1_500_000), rng.randint(0, REVISION)
        elif rule is share_allowed:
            given = first, second, rng.randint(0, SHARE)
        else:
            given = first, second, other, share
            if not share_allowed(first, second, share):
                continue

        assert compiled(*given) == rule(*given), given


def test_the_compiled_split_is_the_plain_one():
    compiled, fits = compile_rule(category_pensions_after_split), compile_rule(split_fits)
    larger = 0
    for seed in range(ROUNDS):
        case = random_case(seed)
        career, split = case.career, random_split(random.Random(seed), case.career)
        cohort = levels_on(case.as_of).cohort(career.birth_date)
        age_zero = month_of_age_zero(career.birth_date)
        given = age_zero, age_zero + case.until_age, FAR
        plain = category_pensions_after_split(career, cohort, Plan(), *given, split)
        arrays, changed = as_arrays(career), as_arrays(split)

        assert compiled(arrays, as_arrays(cohort), Plan(), *given, changed) == plain, seed
        assert fits(arrays, changed) == split_fits(career, split), seed
        wrong = split._replace(before_yen=tuple(yen + 1 for yen in split.before_yen))
        assert fits(arrays, as_arrays(wrong)) == split_fits(career, wrong), seed
        larger += any(one.earnings_related > 0 for one in plain)
    assert larger > ROUNDS // 2
