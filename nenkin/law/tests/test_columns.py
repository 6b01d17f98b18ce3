"""Every figure explains itself: the walk over every column of every result, in both languages."""

import re
from datetime import date
from fractions import Fraction
from functools import cache

import pytest

from nenkin.law.adjustment.dependants import SpouseMonths
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
from nenkin.law.columns import (
    Subject,
    columns_under,
    explain_column,
    value_of,
)
from nenkin.law.employees_pension.earnings import FAR
from nenkin.law.estimate import Plan, estimate
from nenkin.law.explain import ENGLISH, JAPANESE
from nenkin.law.levels import levels_on
from nenkin.law.life_rules import life_rules_on
from nenkin.law.lifetime import Family, counted_at, life_of, nobody, nothing_counted
from nenkin.law.tests.formulas import check_equation, evaluate
from nenkin.law.tests.practice import DAY, PEOPLE, cohort_of
from nenkin.law.timeline import timeline
from nenkin.law.words import EXACT_SCALE

PLANS = {
    "65": Plan(),
    "62y3m": Plan(720, 747, 747),
    "works to 70, 72": Plan(840, 864, 864, True),
    "66, 65": Plan(780, 792, 780),
}
LANGUAGES = (JAPANESE, ENGLISH)
KANA = re.compile(r"[ぁ-ヿ一-鿿]")
MONEY = {"yen", "yen_month", "yen_once"}
PARTS = {"months/24": 24, "months/15": 15, "months/4": 4, "yen/1000": 1000, "yen/15000000": EXACT_SCALE}
GIVEN = {"record", "plan", "event", "family", "law"}
everybody = pytest.mark.parametrize("person", PEOPLE)


@cache
def subject(person: str, plan: str, day: date = DAY) -> Subject:
    career = PEOPLE[person]
    cohort = cohort_of(career, day)
    return Subject(career, cohort, PLANS[plan], estimate(career, cohort, PLANS[plan]), day)


def family_of(career) -> Family:
    """A spouse five years younger, and three children who count until soon after 65."""
    born_65 = career.birth_date and subject_month(career, 780)
    return Family(
        SpouseMonths(born_65 + 60, FAR, FAR, FAR, FAR),
        (0, 0, 0),
        (born_65 + 12, born_65 + 30, born_65 + 40),
        born_65 + 2,
    )


def subject_month(career, age):
    return estimate(career, cohort_of(career), Plan()).age_zero + age


def spans(whole: Subject, family: Family, disabled: bool = False) -> list[Subject]:
    """The subject once for each span of its life."""
    career, cohort, plan = whole.career, whole.cohort, whole.plan
    rules = life_rules_on(whole.as_of, date.fromordinal(career.birth_date), disabled)
    life = life_of(career, cohort, plan, rules, whole.estimate)
    found = []
    for amounts in timeline(career, cohort, plan, rules, family):
        counted = counted_at(career, cohort, plan, life, amounts.month, nothing_counted())
        found.append(whole._replace(rules=rules, family=family, amounts=amounts, counted=counted))
    return found


def disabilities(person: str) -> list[Subject]:
    whole = subject(person, "65")
    day = date(2024, 5, 10).toordinal()
    levels = benefit_levels(DAY)
    found = []
    for grade in (1, 2, 3, 4):
        event = DisabilityEvent(day, day + 500, grade, children=3, spouse=1)
        result = disability(whole.career, whole.cohort, levels, event)
        found.append(whole._replace(levels=levels, disability=result, disability_event=event))
    return found


def deaths(person: str) -> list[Subject]:
    whole = subject(person, "65")
    levels = benefit_levels(DAY)
    day = date(2026, 2, 10).toordinal()
    younger = date(1980, 6, 5).toordinal()
    found = []
    for event in (
        DeathEvent(day, 1, 0, 0, 0, younger, FEMALE, 240, 2, 2035 * 12),
        DeathEvent(day, 1, 0, 0, 1, date(1950, 6, 5).toordinal(), FEMALE, 240, 0, 0, 500_000),
        DeathEvent(day, 0, 0, 0, 0, younger, FEMALE, 240),
        DeathEvent(day, 0, 1, 0, 0, date(1962, 6, 5).toordinal(), MALE, 240, 0, 0, 900_000),
        DeathEvent(day, 1, 0, 0, 0, 0, 0, 0, 3, 2035 * 12),
    ):
        spouse = levels_on(DAY).cohort(event.spouse_birth or whole.career.birth_date)
        result = survivors(whole.career, whole.cohort, spouse, levels, event)
        found.append(whole._replace(levels=levels, survivors=result, death=event, survivor=spouse))
    return found


def departures(person: str) -> list[Subject]:
    whole = subject(person, "65")
    left = date(2026, 9, 30).toordinal()
    ended = whole.career._replace(
        coverage_end=tuple(min(end, 2026 * 12 + 7) for end in whole.career.coverage_end),
        status_end=tuple(min(end, 2026 * 12 + 7) for end in whole.career.status_end),
    )
    event = Departure(left, left + 30)
    return [
        whole._replace(career=career, withdrawal=withdrawal(career, event), departure=event)
        for career in (whole.career, ended)
    ]


def left_side_checks(found) -> None:
    """A formula that computes gives the value again."""
    formula, value = found.formula, Fraction(found.value, PARTS.get(found.unit, 1))
    no_addition = re.search(r" = 0(円\(引く額|\D*yen \(not more)", formula)
    too_low = re.fullmatch(
        r"(.*?)(?: が最低保障額に足りないため | is below the minimum average: )(.*)", formula
    )
    if no_addition:
        assert evaluate(formula[: no_addition.start()]) < Fraction(1, 2), found
        assert value == 0
    elif too_low:
        assert evaluate(too_low[1]) < evaluate(too_low[2]) == value, found
    elif " = " in formula:
        assert check_equation(formula) == value, found
    else:
        assert found.unit not in MONEY or value == 0 or re.match(r"表の値|as the table|\d+円?:?", formula), (
            found
        )


def explained(column: str, whole: Subject):
    """Both explanations of a column, each found sound."""
    japanese, english = (explain_column(column, whole, language) for language in LANGUAGES)
    for found in (japanese, english):
        assert found.column == column
        assert found.name.strip(), found
        assert found.formula.strip(), found
        assert re.search(r"第\d+条|art\. \d", found.article), found
        left_side_checks(found)
    english_words = (english.name, english.formula, english.article, english.uncertainty)
    japanese_words = (japanese.name, japanese.formula, japanese.article, japanese.uncertainty)
    assert not KANA.search(" ".join(english_words)), english
    assert not re.search(r"[A-Za-z]", " ".join(japanese_words)), japanese
    assert bool(japanese.table) == bool(english.table)
    assert (japanese.value, japanese.unit) == (english.value, english.unit)
    assert [(one.source, one.value) for one in japanese.inputs] == [
        (one.source, one.value) for one in english.inputs
    ]
    return english


def walk(whole: Subject, columns: tuple[str, ...]) -> list:
    found = [explained(column, whole) for column in columns]
    for one in found:
        for name, source, value in one.inputs:
            assert name.strip(), one
            if source not in GIVEN:
                assert value_of(source, whole) == value, (one, source)
    return found


# — every column —


@pytest.mark.parametrize("plan", PLANS)
@everybody
def test_every_column_of_an_estimate_explains_itself(person, plan):
    walk(subject(person, plan), columns_under(""))


@everybody
def test_every_number_of_the_law_explains_itself(person):
    for day in (DAY, date(2010, 8, 1)):
        whole = subject(person, "65", day)
        rules = life_rules_on(day, date.fromordinal(whole.career.birth_date))
        found = walk(
            whole._replace(rules=rules, levels=benefit_levels(day)),
            (
                *columns_under("cohort"),
                *columns_under("plan"),
                *columns_under("rules"),
                *columns_under("levels"),
            ),
        )
        for one in found:
            if one.column.startswith(("cohort.", "levels.")) and one.value:
                assert "confidence: " in one.table, one
                assert "source: " in one.table, one


@pytest.mark.parametrize("plan", PLANS)
@everybody
def test_every_month_of_a_life_explains_itself(person, plan):
    columns = (*columns_under("amounts"), "counted.first_cut", "counted.cut")
    whole = subject(person, plan)
    for span in spans(whole, family_of(whole.career), disabled=plan == "65"):
        walk(span, columns)


@everybody
def test_every_pension_that_counts_explains_itself(person):
    whole = subject(person, "works to 70, 72")
    walk(spans(whole, nobody())[-1], columns_under("counted"))


@everybody
def test_every_column_of_a_disability_explains_itself(person):
    for whole in disabilities(person):
        walk(whole, columns_under("disability"))


@everybody
def test_every_column_after_a_death_explains_itself(person):
    for whole in deaths(person):
        walk(whole, (*columns_under("survivors"), *columns_under("survivor")))


@everybody
def test_every_column_of_a_withdrawal_explains_itself(person):
    for whole in departures(person):
        walk(whole, columns_under("withdrawal"))
