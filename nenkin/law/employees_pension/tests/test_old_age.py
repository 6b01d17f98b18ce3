"""報酬比例部分: the formulas, their one rounding, and one category as a whole. 厚生年金保険法 第43条."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nenkin.law.career import FEMALE, GENERAL, MALE, SEAMAN, Career, month_number
from nenkin.law.employees_pension.category import category_pension, no_pension
from nenkin.law.employees_pension.earnings import FAR
from nenkin.law.employees_pension.old_age import (
    SCALE,
    current_formula,
    earnings_related,
    exact_part,
    protected_formula,
    special_level_formula,
)
from nenkin.law.employees_pension.special_old_age import (
    EARNINGS_RELATED,
    FLAT_RATE,
    MEN_AND_OTHERS,
    WOMEN,
    special_start_age,
    start_age_of_birth,
)
from nenkin.law.employees_pension.standard_remuneration import standard_remuneration
from nenkin.law.levels import levels_on
from nenkin.law.tests.practice import KOTARO, UMIHIKO, born, estimate_of

averages, months, factors = st.integers(0, 1_000_000), st.integers(0, 15 * 900), st.integers(1, 1100)


def half_up(exact):
    return int(exact + Fraction(1, 2))


def test_both_eras_are_rounded_together():
    """Each era ends in .25 of a yen or so: rounding each would lose a yen."""
    part = exact_part(100_010, 15 * 10, 7_125)  # 7,125.7125

    assert current_formula(part, part) == 14_251  # 14,251.425
    assert current_formula(part, part + SCALE // 10) == 14_252  # 14,251.525


@given(averages, months, averages, months, factors)
def test_every_formula_is_exact_before_its_one_rounding(before, first, after, then, factor):
    parts = exact_part(before, first, 10_000), exact_part(after, then, 5_769)
    exact = Fraction(before * first, 15) * Fraction(10, 1000) + Fraction(after * then, 15) * Fraction(
        5769, 10**6
    )

    assert current_formula(*parts) == half_up(exact)
    assert protected_formula(*parts, factor) == half_up(exact * Fraction(factor, 1000))
    assert special_level_formula(*parts, factor) == half_up(
        exact * Fraction(1031, 1000) * Fraction(factor, 1000)
    )


def test_the_largest_formula_is_the_pension():
    assert (
        earnings_related(100, 101, 0)
        == earnings_related(101, 100, 0)
        == earnings_related(99, 100, 101)
        == 101
    )


def worked(start, end, pay, kind=GENERAL):
    record = Career(
        born(1950, 1, 15), MALE, end + 1, (start,), (end,), (kind,), (pay,), (), (), (), (), (), ()
    )
    cohort = levels_on(date(2026, 4, 1)).cohort(record.birth_date)
    return cohort, category_pension(record, cohort, 1, month_number(1950, 1), 0, FAR, False)


def test_a_small_average_is_lifted_to_the_minimum_in_the_current_formula_only():
    cohort, found = worked(month_number(1990, 4), month_number(2003, 4), 20)

    assert found.minimum_used == 1
    assert found.average_before == cohort.minimum_average == 76_256
    assert found.protected_average_before < 30_000
    assert found.earnings_related == found.current > found.protected


@pytest.mark.parametrize(("start", "pay"), [((2003, 4), 20), ((1990, 4), 200)])
def test_the_minimum_is_for_small_averages_until_march_2003(start, pay):
    _, found = worked(month_number(*start), month_number(2005, 4), pay)

    assert found.minimum_used == 0


def test_a_category_without_a_month_is_nothing():
    _, found = worked(month_number(1990, 4), month_number(1990, 4), 200)

    assert found == no_pension()
    assert set(found) == {0}


def test_the_average_divides_by_real_months_and_the_amount_multiplies_by_counted_ones():
    _, ashore = worked(month_number(1987, 4), month_number(1990, 4), 200)
    cohort, at_sea = worked(month_number(1987, 4), month_number(1990, 4), 200, SEAMAN)

    assert (at_sea.divisor_before, at_sea.counted_before) == (36, 36 * 18)
    assert at_sea.average_before == ashore.average_before
    assert at_sea.current == half_up(
        Fraction(at_sea.average_before * 36 * 6, 5) * Fraction(cohort.current_before, 10**6)
    )


def test_each_category_chooses_its_own_formula_and_rounds_by_itself():
    for pension in estimate_of(KOTARO).at_65 + estimate_of(UMIHIKO).at_65:
        assert pension.earnings_related == max(pension.current, pension.protected, pension.special_level)


@pytest.mark.parametrize(
    ("sex", "category", "age"), [(MALE, 1, 780), (FEMALE, 1, 768), (FEMALE, 2, 780), (FEMALE, 4, 780)]
)
def test_women_have_the_later_table_in_the_first_category_only(sex, category, age):
    assert special_start_age(sex, category, 780, 768) == age


@pytest.mark.parametrize(
    ("who", "part", "birth", "age"),
    [
        (MEN_AND_OTHERS, FLAT_RATE, date(1941, 4, 1), 60), (MEN_AND_OTHERS, FLAT_RATE, date(1941, 4, 2), 61),
        (MEN_AND_OTHERS, FLAT_RATE, date(1949, 4, 1), 64), (MEN_AND_OTHERS, FLAT_RATE, date(1949, 4, 2), 65),
        (WOMEN, FLAT_RATE, date(1946, 4, 1), 60), (WOMEN, FLAT_RATE, date(1946, 4, 2), 61),
        (WOMEN, FLAT_RATE, date(1954, 4, 2), 65), (WOMEN, EARNINGS_RELATED, date(1930, 1, 1), 60),
    ],
)  # fmt: skip
def test_start_ages_before_65(who, part, birth, age):
    assert start_age_of_birth(who, part, birth) == age


@pytest.mark.parametrize(
    ("wage", "day", "standard"),
    [
        (0, date(2026, 4, 1), 88_000), (92_999, date(2026, 4, 1), 88_000), (93_000, date(2026, 4, 1), 98_000),
        (634_999, date(2026, 4, 1), 620_000), (635_000, date(2026, 4, 1), 650_000), (10**9, date(2026, 4, 1), 650_000),
        (635_000, date(2020, 8, 31), 620_000), (10**9, date(2027, 9, 1), 680_000), (10**9, date(2029, 9, 1), 750_000),
    ],
)  # fmt: skip
def test_a_wage_has_the_grade_of_its_band_and_day(wage, day, standard):
    assert standard_remuneration(wage, day) == standard


def test_a_day_without_wage_bands_is_refused():
    with pytest.raises(LookupError, match="no wage bands on 1943-01-01"):
        standard_remuneration(50, date(1943, 1, 1))
