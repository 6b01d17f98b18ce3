"""Disability, survivors, withdrawal and the choice compile unchanged and agree with their plain runs."""

import random
from datetime import date

import numpy as np
import pytest

from nenkin.batch.compiled import as_array, compile_rule
from nenkin.law.adjustment.choice import Rights, choose
from nenkin.law.benefits import (
    DeathEvent,
    Departure,
    DisabilityEvent,
    benefit_levels,
    disability,
    survivors,
    withdrawal,
)
from nenkin.law.career import Career
from nenkin.law.levels import levels_on
from tests.reference.strategies import random_career

AS_OF = date(2026, 11, 24)
LEVELS = benefit_levels(AS_OF)
SEEDS = range(300)


def of_arrays(career: Career) -> Career:
    """The same career as a batch has it: columns of one type."""
    return Career(*career[:3], *(np.array(column, np.int64) for column in career[3:]))


def cohorts(career):
    """The cohort of a career, as it is and with its running sums as arrays of one type."""
    plain = levels_on(AS_OF).cohort(career.birth_date)
    return plain, plain._replace(rates=tuple(np.asarray(as_array(row), np.int64) for row in plain.rates))


def some_day(rng, first=2017, last=2030):
    return date(rng.randint(first + 1, last), rng.randint(1, 12), rng.randint(1, 28)).toordinal()


def test_disability_agrees():
    compiled = compile_rule(disability)
    reasons = set()
    for seed in SEEDS:
        rng, career = random.Random(seed), random_career(seed)
        plain, arrays = cohorts(career)
        visit = some_day(rng)
        event = DisabilityEvent(
            visit, visit + rng.choice([0, 400]), rng.randint(1, 4), rng.randint(0, 3), seed % 2
        )
        expected = disability(career, plain, LEVELS, event)
        assert compiled(of_arrays(career), arrays, LEVELS, event) == expected, seed
        reasons.add(expected.reason)
    assert len(reasons) > 3


def test_survivors_agree():
    compiled = compile_rule(survivors)
    holders = set()
    for seed in SEEDS:
        rng, career = random.Random(seed), random_career(seed)
        plain, arrays = cohorts(career)
        children = rng.randint(0, 3)
        event = DeathEvent(
            some_day(rng), rng.randint(0, 1), rng.randint(0, 2), rng.randint(0, 1), rng.randint(0, 1),
            some_day(rng, 1930, 1998), rng.randint(1, 2), rng.randint(100, 200),
            children, 24_400 * min(children, 1), rng.randint(0, 10**6),
        )  # fmt: skip
        expected = survivors(career, plain, plain, LEVELS, event)
        assert compiled(of_arrays(career), arrays, arrays, LEVELS, event) == expected, seed
        holders.add(expected.employees_to)
    assert holders == {0, 1, 2}


def test_withdrawal_agrees():
    compiled = compile_rule(withdrawal)
    for seed in SEEDS:
        rng, career = random.Random(seed), random_career(seed)
        left = some_day(rng)
        event = Departure(left, left + rng.choice([0, 100, 729, 731]), int(seed % 7 == 0), 0)
        assert compiled(of_arrays(career), event) == withdrawal(career, event), seed


@pytest.mark.parametrize("from_65", [False, True])
def test_the_choice_agrees(from_65):
    compiled = compile_rule(choose)
    for seed in SEEDS:
        rng = random.Random(seed)
        rights = Rights(*(rng.choice([0, rng.randint(1, 2_000_000)]) for _ in range(9)), rng.randint(0, 1))
        assert compiled(rights, from_65) == choose(rights, from_65), rights
