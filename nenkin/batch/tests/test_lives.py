"""Whole lives, compiled and plain: every span of every life the same."""

from datetime import date

import numpy as np
import pytest

from nenkin.batch.lives import FIELDS, MOST_SPANS, compiled_arguments, compiled_spans, merged
from nenkin.law.estimate import Plan
from nenkin.law.levels import levels_on
from nenkin.law.life_rules import life_rules_on
from nenkin.law.lifetime import Family, SpouseMonths, nobody
from nenkin.law.tests.practice import PEOPLE
from nenkin.law.timeline import timeline
from tests.reference.strategies import random_life


def spans_of(career, plan, family, as_of, disabled=False):
    cohort = levels_on(as_of).cohort(career.birth_date)
    rules = life_rules_on(as_of, date.fromordinal(career.birth_date), disabled)
    arrays = compiled_arguments(career, cohort, family, rules)
    rows = np.zeros((MOST_SPANS, FIELDS), np.int64)
    count = compiled_spans()(*arrays[:2], plan, *arrays[2:], rows, 1)
    return merged(rows[:count]), timeline(career, cohort, plan, rules, family)


@pytest.mark.parametrize(
    "plan", [Plan(), Plan(840, 780, 780), Plan(840, 840, 840), Plan(720, 725, 725)], ids=str
)
def test_practice_lives_agree(plan):
    for career in PEOPLE.values():
        compiled, plain = spans_of(career, plan, nobody(), date(2026, 11, 24))

        assert compiled == plain


def test_random_lives_with_families_agree():
    for seed in range(400):
        life = random_life(seed)
        career, as_of, *plan = life.case
        family = nobody()
        if life.relatives:
            spouse, *others = life.relatives
            family = Family(SpouseMonths(*spouse), *others)
        compiled, plain = spans_of(career, Plan(*plan), family, as_of, life.disabled)

        assert compiled == plain, f"life {seed}"
