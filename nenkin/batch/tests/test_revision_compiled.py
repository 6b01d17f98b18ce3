"""The yearly revision compiled: the same rates as the plain run."""

import random

import pytest

from nenkin.batch.compiled import compile_rule
from nenkin.law.adjustment import revision

CHANCE = random.Random(20261124)
RATE, YEAR = (900, 1100), (2005, 2040)
RULES = [
    (revision.next_rate, (0, 20_000), RATE),
    (revision.net_wage_change, RATE, RATE),
    (revision.changes_until_2020, RATE, RATE),
    (revision.changes_from_2021, RATE, RATE),
    (revision.changes, YEAR, RATE, RATE),
    (revision.slide_with_relief, (900, 1000)),
    (revision.slide_applied, YEAR, RATE, (950, 1000), (950, 1000)),
    (revision.factor_of_recent_pay, RATE, RATE, (950, 1000)),
    (revision.factor_of_latest_pay, RATE, (950, 1000)),
    (revision.threshold_in_yen, (0, 10**12), (1, 10**6)),
]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule[0].__name__)
def test_a_rule_gives_the_same_compiled(rule):
    plain, *ranges = rule
    compiled = compile_rule(plain)
    for _ in range(500):
        arguments = [CHANCE.randint(*limits) for limits in ranges]
        assert compiled(*arguments) == plain(*arguments), arguments
