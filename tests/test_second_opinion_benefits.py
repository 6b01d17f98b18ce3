"""Second opinion: disability, survivors and withdrawal against the slow reference on random careers and events.

SECOND_OPINION_EXAMPLES sets how many careers are compared (600 unless told).
"""

import os
import random
from datetime import date, timedelta

import pytest

from nenkin.law import reasons
from nenkin.law.benefits import (
    DeathEvent,
    Departure,
    DisabilityEvent,
    benefit_levels,
    disability,
    survivors,
    withdrawal,
)
from nenkin.law.career import FEMALE, MALE
from nenkin.law.levels import levels_on
from tests.reference.benefits import reference_disability, reference_survivors, reference_withdrawal
from tests.reference.lifetime import attain_month
from tests.reference.strategies import case_from

EXAMPLES = int(os.environ.get("SECOND_OPINION_EXAMPLES", "600"))
BLOCKS = range(10)
REFUSED = {
    reasons.COMPUTED: "",
    reasons.NOT_INSURED_AT_FIRST_VISIT: "not insured",
    reasons.PREMIUM_CONDITION_NOT_MET: "premiums",
    reasons.GRADE_NEEDS_EMPLOYEES: "grade",
    reasons.NO_SURVIVOR: "nobody",
    reasons.NO_RIGHT_BY_DEATH: "no right",
    reasons.WIDOW_ADDITION_2028_MISSING: "widow addition 2028",
    reasons.WITHDRAWAL_TOO_LATE: "late",
    reasons.WITHDRAWAL_STILL_INSURED: "insured",
    reasons.WITHDRAWAL_QUALIFIES: "qualifies",
    reasons.WITHDRAWAL_TOO_FEW_MONTHS: "short",
    reasons.WITHDRAWAL_OUTSIDE_TABLES: "outside",
}


def seeds(block):
    return range(block, EXAMPLES, len(BLOCKS))


def sound_case(rng):
    case = case_from(rng)
    return case._replace(as_of=max(case.as_of, date(2016, 4, 1)))


def day_near(rng, birth, record_end):
    """A day from 2017-08 on: near the end of the record, an age of the law, or anywhere."""
    year, month = divmod(record_end, 12)
    end = date(year, month + 1, 1)
    ages = [age for age in (19, 20, 40, 55, 60, 64, 65, 70) if birth.year + age <= 2035]
    near = [end, date(2028, 4, 1), date(2022, 1, 1) + timedelta(days=rng.randint(0, 4000))]
    near += [date(birth.year + age, birth.month, min(birth.day, 28)) for age in ages]
    day = rng.choice(near) + timedelta(days=rng.choice([-40, -2, -1, 0, 1, 2, 30, 31]))
    return max(day, date(2017, 8, 1), birth + timedelta(days=7000))


def last_day_before(record_end):
    return date(record_end // 12, record_end % 12 + 1, 1) + timedelta(days=3650)


@pytest.mark.parametrize("block", BLOCKS)
def test_disability(block):
    for seed in seeds(block):
        rng = random.Random(seed)
        case = sound_case(rng)
        career, birth = case.career, date.fromordinal(case.career.birth_date)
        visit = day_near(rng, birth, career.record_end)
        recognition = visit + timedelta(days=rng.choice([0, 200, 540]))
        if recognition >= date(2028, 3, 1):
            continue
        grade, children, spouse = rng.randint(1, 4), rng.randint(0, 4), rng.randint(0, 1)
        event = DisabilityEvent(visit.toordinal(), recognition.toordinal(), grade, children, spouse)
        law = disability(
            career, levels_on(case.as_of).cohort(career.birth_date), benefit_levels(case.as_of), event
        )
        expected = reference_disability(career, case.as_of, visit, recognition, grade, children, spouse)
        figures = {"refused": REFUSED[law.reason]}
        if law.reason == reasons.COMPUTED:
            figures |= {
                name: getattr(law, name) for name in ("basic", "children", "employees", "spouse", "lump_sum")
            }
        assert figures == expected, (seed, event)


@pytest.mark.parametrize("block", BLOCKS)
def test_survivors(block):
    for seed in seeds(block):
        rng = random.Random(seed)
        case = sound_case(rng)
        career, birth = case.career, date.fromordinal(case.career.birth_date)
        death = day_near(rng, birth, career.record_end)
        family = family_from(rng, birth, death)
        event = DeathEvent(
            death.toordinal(), family["illness"], family["degree"], family["received"], family["ask_long"],
            family["spouse"].toordinal() if family["spouse"] else 0, family["sex"], family["married"],
            family["children"], family["last_child_until"], family["own"],
        )  # fmt: skip
        levels = levels_on(case.as_of)
        cohort = levels.cohort(career.birth_date)
        survivor = levels.cohort(event.spouse_birth) if event.spouse_birth else cohort
        law = survivors(career, cohort, survivor, benefit_levels(case.as_of), event)
        expected = reference_survivors(career, case.as_of, death, family)
        figures = {"refused": REFUSED[law.reason]}
        if law.reason == reasons.COMPUTED:
            figures |= {
                "basic": law.basic, "employees": law.employees, "other_type": law.other_type,
                "addition": law.widow_addition, "addition_from": law.widow_addition_from,
                "transitional": law.transitional_widow_addition, "fixed": law.fixed_term,
                "fixed_until": law.fixed_term_until, "on_top": law.on_top_at_65, "widows": law.widows,
                "lump_sum": law.lump_sum, "entitlement": law.entitlement_at_65,
            }  # fmt: skip
        assert figures == expected, (seed, event)


def family_from(rng, birth, death):
    spouse = None
    if rng.random() < 0.8:
        year = rng.choice(
            [birth.year, death.year - rng.choice([25, 29, 30, 39, 40, 54, 55, 59, 60, 64, 65, 70])]
        )
        spouse = date(max(year, 1927), death.month, min(death.day, 28)) + timedelta(
            days=rng.choice([-1, 0, 1, 2])
        )
    children = rng.choice([0, 0, 1, 2, 3, 5])
    return {
        "spouse": spouse,
        "sex": rng.choice([MALE, FEMALE, FEMALE]) if spouse else 0,
        "married": rng.choice([119, 120, 400]),
        "children": children,
        "last_child_until": child_end(rng, spouse, death) if children else 0,
        "own": rng.choice([0, 0, rng.randint(1, 1_500_000)]),
        "received": int(rng.random() < 0.2),
        "illness": int(rng.random() < 0.2),
        "degree": rng.choice([0, 0, 0, 1, 2, 3]),
        "ask_long": rng.randint(0, 1),
    }


def child_end(rng, spouse, death):
    at = death.year * 12 + death.month - 1
    ends = [at, at + rng.randint(0, 220)]
    if spouse:
        ends += [attain_month(spouse, age) + shift for age in (360, 480, 720, 780) for shift in (-1, 0, 1)]
    return max(at, rng.choice(ends))


@pytest.mark.parametrize("block", BLOCKS)
def test_withdrawal(block):
    for seed in seeds(block):
        rng = random.Random(seed)
        case = sound_case(rng)
        career = short_career(rng, case.career)
        birth = date.fromordinal(career.birth_date)
        left = day_near(rng, birth, career.record_end)
        claim = left + timedelta(days=rng.choice([0, 31, 364, 729, 730, 731]))
        if claim >= date(2028, 4, 1):
            continue
        law = withdrawal(career, Departure(left.toordinal(), claim.toordinal()))
        figures = {
            "national": REFUSED[law.national_reason] or law.national,
            "employees": REFUSED[law.employees_reason] or law.employees,
        }
        assert figures == reference_withdrawal(career, left, claim), seed


def short_career(rng, career):
    """The last months of a career, as of someone who has come late: up to about ten years."""
    begin = career.record_end - rng.choice([5, 6, 11, 12, 37, 61, 70, 119, 120])
    coverage = [
        (max(start, begin), *rest) for start, *rest in zip(*career[3:7], strict=True) if rest[0] > begin
    ]
    bonuses = [row for row in zip(*career[7:10], strict=True) if row[0] >= begin]
    statuses = [(max(s, begin), e, code) for s, e, code in zip(*career[10:13], strict=True) if e > begin]
    columns = [
        tuple(column)
        for rows, width in ((coverage, 4), (bonuses, 3), (statuses, 3))
        for column in (list(zip(*rows, strict=True)) or [()] * width)
    ]
    return career._replace(**dict(zip(career._fields[3:], columns, strict=True)))
