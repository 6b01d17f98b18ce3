"""The compiled law says what the plain law says, figure by figure."""

from collections.abc import Iterator
from datetime import date

import numpy as np
import pytest

from nenkin.batch.estimates import MAIN_FIGURES, Cohorts, cohorts_of, estimate_chunk, figures_of
from nenkin.batch.people import careers, gather, place_among
from nenkin.batch.population import people
from nenkin.law.estimate import Plan, estimate
from nenkin.law.levels import levels_on
from tests.reference.strategies import random_career

EVERY_FIGURE = tuple(figures_of())
QUESTIONS = (  # day, plan, random careers, people of the population
    (date(2026, 10, 1), Plan(), 4_000, 3_000),
    (date(2026, 4, 1), Plan(840, 840, 900), 3_000, 500),
    (date(2025, 4, 1), Plan(720, 720, 720), 3_000, 500),
    (date(2024, 11, 24), Plan(744, 760, 760), 2_000, 500),
    (date(2022, 3, 31), Plan(660, 780, 792, True), 2_000, 500),
    (date(2018, 4, 1), Plan(300, 792, 780), 1_000, 500),
)
STRANGE_PLANS = (
    Plan(239),
    Plan(841),
    Plan(720, 719, 719),
    Plan(720, 785, 780),
    Plan(720, 760, 780),
    Plan(720, 901),
)


def figures(value: object) -> Iterator[int]:
    """The figures of an estimate in their order."""
    if isinstance(value, tuple):
        for part in value:
            yield from figures(part)
    else:
        yield int(value)


def assert_same(lives, day, plan):
    levels = levels_on(day)
    compiled = np.column_stack(list(estimate_chunk(lives, levels, plan, EVERY_FIGURE).values()))
    plain = [
        list(figures(estimate(career, levels.cohort(career.birth_date), plan)))
        for _, career in careers(lives)
    ]
    different = np.argwhere(compiled != np.array(plain))
    assert [(lives.ids[person], EVERY_FIGURE[figure]) for person, figure in different] == []


@pytest.mark.parametrize(("day", "plan", "odd", "usual"), QUESTIONS, ids=lambda value: str(value))
def test_every_figure_of_random_careers_is_the_same(day, plan, odd, usual):
    seed = day.toordinal()
    assert_same(gather((str(place), random_career(seed + place)) for place in range(odd)), day, plan)
    assert_same(people(seed, 0, usual), day, plan)


def test_so_are_the_reasons_for_no_amount():
    lives = gather((str(place), random_career(place)) for place in range(200))
    for plan in STRANGE_PLANS:
        assert_same(lives, date(2026, 10, 1), plan)


def test_20_000_careers_are_compared():
    assert sum(odd + usual for _, _, odd, usual in QUESTIONS) >= 20_000


def test_every_figure_has_its_path():
    found = estimate(
        random_career(1), levels_on(date(2026, 4, 1)).cohort(date(1970, 1, 1).toordinal()), Plan()
    )
    by_path = [eval(f"found.{path}", {"found": found}) for path in EVERY_FIGURE]
    assert by_path == list(figures(found))
    assert set(MAIN_FIGURES) <= set(EVERY_FIGURE)


def test_an_unknown_figure_is_refused():
    with pytest.raises(ValueError, match="no figure 'basic_payed'"):
        estimate_chunk(people(1, 0, 1), levels_on(date(2026, 4, 1)), Plan(), ("reason", "basic_payed"))


def test_nobody_is_no_error():
    found = estimate_chunk(people(1, 0, 0), levels_on(date(2026, 4, 1)), Plan(), EVERY_FIGURE)
    assert all(len(column) == 0 for column in found.values())


@pytest.mark.parametrize("day", [date(2018, 4, 1), date(2026, 4, 1)])
def test_cohorts_are_those_of_the_law_on_both_sides_of_every_limit(day):
    levels = levels_on(day)
    cohorts: Cohorts = cohorts_of(levels)
    for limit in levels.birth_limits:
        for birth in (limit - 1, limit):
            cohort, place = levels.cohort(birth), place_among(cohorts.births_from, birth)
            assert cohorts.numbers[place].tolist() == list(cohort[:-1])
            if cohort.rates:
                assert [tuple(row) for row in cohorts.rates[cohorts.table[place]].tolist()] == list(
                    cohort.rates
                )
