"""ねんきん定期便 compiled: the same figures as the plain run, on people of every age and both sexes."""

from datetime import date

import numpy as np
import pytest

from nenkin.batch.compiled import compile_rule
from nenkin.batch.people import careers
from nenkin.batch.population import people
from nenkin.law.levels import levels_on
from nenkin.law.projection import Assumptions
from nenkin.law.statement import EXPECTED, NO_AMOUNTS, SO_FAR, age_on, flat_part_of_birth, statement

DAYS = (date(2026, 11, 24), date(2010, 11, 24))
STRICT = Assumptions(right_by_record=True, subtrahend_rounded=True)


@pytest.fixture(scope="module")
def compiled():
    return compile_rule(statement)


def as_arrays(row):
    """A career or a cohort as the batch holds it."""
    long = {
        name: np.array(value, np.int32) for name, value in row._asdict().items() if isinstance(value, tuple)
    }
    return row._replace(**long)


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_the_compiled_statement_is_the_plain_one(compiled, day):
    kinds = set()
    for place, (person, career) in enumerate(careers(people(7, 0, 800))):
        cohort, age = levels_on(day).cohort(career.birth_date), age_on(career.birth_date, day.toordinal())
        if not cohort.rates:
            continue
        flat = flat_part_of_birth(date.fromordinal(career.birth_date))
        given = flat, STRICT if place % 3 == 0 else Assumptions(), age, place % 20 == 0
        plain = statement(career, career, cohort, *given)
        arrays = as_arrays(career)

        assert compiled(arrays, arrays, as_arrays(cohort), *given) == plain, person
        kinds.add(plain.amounts)
    assert kinds == {SO_FAR, EXPECTED, NO_AMOUNTS}


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_the_months_of_many_people_add_up(day):
    for person, career in careers(people(11, 0, 500)):
        cohort, age = levels_on(day).cohort(career.birth_date), age_on(career.birth_date, day.toordinal())
        flat = flat_part_of_birth(date.fromordinal(career.birth_date))
        found = statement(career, career, cohort, flat, Assumptions(), age, False)

        assert found.months.qualifying == found.months.insured + found.months.complementary, person
        assert found.total == found.national + found.general + found.public + found.school, person
