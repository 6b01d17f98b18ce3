"""Second opinion on whole lives: the law's timeline against the slow reference, figure by figure, month by month.

SECOND_OPINION_EXAMPLES sets how many lives are compared (400 unless told; as many couples as a tenth of them).
"""

import os

from hypothesis import HealthCheck, given, settings

from nenkin.law.career import Career
from nenkin.law.estimate import Plan
from nenkin.law.lifetime import Family, SpouseMonths
from nenkin.law.timeline import couple_on, timeline_on
from tests.reference.strategies import LifeCase, lives, random_couple, random_life
from tests.reference.whole_life import FIGURES, reference_couple, reference_life

EXAMPLES = int(os.environ.get("SECOND_OPINION_EXAMPLES", "400"))


def months_of(timeline):
    """A dict of figures for every month of the spans."""
    return [
        {"month": month, **{name: getattr(span, name) for name in FIGURES}}
        for span in timeline
        for month in range(span.month, span.until)
    ]


def law_life(life: LifeCase):
    family = None
    if life.relatives:
        spouse, *others = life.relatives
        family = Family(SpouseMonths(*spouse), *others)
    career, as_of, *plan = life.case
    return months_of(timeline_on(as_of, career, Plan(*plan), family, life.disabled))


def differences(law, reference):
    """For every figure the first month in which it differs: {figure: (month, law, reference)}."""
    found = {}
    by_month = [{row["month"]: row for row in rows} for rows in (law, reference)]
    for month in sorted(by_month[0].keys() | by_month[1].keys()):
        ours, other = (rows.get(month, {"month": None} | dict.fromkeys(FIGURES)) for rows in by_month)
        for name in ours:
            if ours[name] != other[name]:
                found.setdefault(name, (month, ours[name], other[name]))
    return found


def assert_same(life: LifeCase):
    reference = reference_life(*life.case, life.relatives, life.disabled)
    assert differences(law_life(life), reference) == {}, f"{life!r}"


@settings(max_examples=max(1, EXAMPLES // 4), deadline=None, suppress_health_check=list(HealthCheck))
@given(lives())
def test_lives_that_hypothesis_invents_agree_in_every_month(life):
    assert_same(life)


def test_a_long_row_of_random_lives_agrees_in_every_month():
    for seed in range(EXAMPLES - EXAMPLES // 4):
        assert_same(random_life(seed))


def test_random_couples_agree_in_every_month():
    for seed in range(max(1, EXAMPLES // 10)):
        cases = random_couple(seed)
        as_of = cases[0].as_of
        careers: list[Career] = [case.career for case in cases]
        plans = tuple(Plan(*case[2:]) for case in cases)
        reference = reference_couple([(case.career, *case[2:]) for case in cases], as_of)
        for place, timeline in enumerate(couple_on(as_of, *careers, plans)):
            found = differences(months_of(timeline), reference[place])
            assert found == {}, f"partner {place} of couple {seed}: {cases!r}"
