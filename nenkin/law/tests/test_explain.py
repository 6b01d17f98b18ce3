"""The working of an estimate: it adds up, it can be recomputed from its own words, in both languages alike."""

import re
from datetime import date
from fractions import Fraction
from itertools import pairwise

import pytest

from nenkin.law.career import FEMALE, GENERAL, STATUS_OF_SIGN, Career
from nenkin.law.estimate import Plan, estimate
from nenkin.law.explain import ENGLISH, JAPANESE, bands, fiscal_year_ja, number, steps
from nenkin.law.levels import levels_on
from nenkin.law.national_pension.old_age_basic import MONTH
from nenkin.law.tests.formulas import check_equation, evaluate
from nenkin.law.tests.practice import ASAHI, DAY, KOTARO, PEOPLE, born
from tests.reference.strategies import random_case

PLANS = [
    Plan(),
    Plan(720, 720, 720),
    Plan(720, 747, 747),
    Plan(780, 774, 774),
    Plan(780, 792, 840),
    Plan(720, 840, 780),
    Plan(840, 840, 840),
]
everybody = pytest.mark.parametrize("career", PEOPLE.values(), ids=PEOPLE)


def workings(career, language=JAPANESE, day=DAY):
    """Each plan's estimate with its steps."""
    return [working(career, day, plan, language) for plan in PLANS]


def working(career, day, plan, language=JAPANESE):
    cohort = levels_on(day).cohort(career.birth_date)
    found = estimate(career, cohort, plan)
    return found, steps(found, career, cohort, plan, language)


def every(found):
    for step in found:
        yield step
        yield from every(step.inner)


# — a formula is recomputed from its own words —


def check(step):
    no_addition = re.search(r" = 0(円\(引く額|\D*yen \(not more)", step.formula)
    too_low = re.fullmatch(
        r"(.*?)(?: が最低保障額に足りないため | is below the minimum average: )(.*)", step.formula
    )
    amount = Fraction(step.amount, MONTH) if step.unit == "months/24" else abs(step.amount)
    if no_addition:
        assert evaluate(step.formula[: no_addition.start()]) < Fraction(1, 2)
        assert amount == 0
    elif too_low:
        assert evaluate(too_low[1]) < evaluate(too_low[2]) == amount
    else:
        assert check_equation(step.formula) == amount, step


@pytest.mark.parametrize("language", [JAPANESE, ENGLISH])
@everybody
def test_every_formula_gives_its_result_again(career, language):
    for _, lines in workings(career, language) + workings(career, language, date(2019, 5, 1)):
        for step in every(lines):
            check(step)


@pytest.mark.parametrize("language", [JAPANESE, ENGLISH])
def test_the_formulas_of_random_people_of_every_cohort_do_too(language):
    for seed in range(250):
        case = random_case(seed)
        plan = Plan(case.until_age, case.basic_start, case.employees_start)
        for step in every(working(case.career, case.as_of, plan, language)[1]):
            check(step)


# — it adds up —


@everybody
def test_the_steps_add_up_to_the_total_and_the_last_band_pays_it(career):
    for found, lines in workings(career):
        assert sum(step.amount for step in lines if step.unit == "yen") == found.final_total > 0
        assert bands(found)[-1].total == found.final_total


@everybody
def test_the_parts_of_a_category_and_of_a_band_add_up(career):
    for found, lines in workings(career):
        for step in lines:
            parts = sum(part.amount for part in step.inner)
            assert parts == step.amount or not step.code.startswith("employees"), step
        for band in bands(found):
            assert sum(band[1:6]) == band.total


@everybody
def test_the_bands_follow_each_other_and_differ(career):
    for found, _ in workings(career):
        for before, after in pairwise(bands(found)):
            assert before.from_age < after.from_age
            assert before[1:] != after[1:]


def test_asahis_bands_are_the_special_pension_and_the_pension_at_65():
    first, second = bands(working(ASAHI, DAY, Plan())[0])

    assert (first.from_age, first.basic, first.transitional) == (768, 0, 0)
    assert (second.from_age, second.basic) == (780, 826_118)
    assert first.total == first.earnings_related == second.earnings_related


def test_a_pension_that_waits_pays_nothing_meanwhile():
    ages = [(band.from_age, band.basic > 0, band.earnings_related > 0) for band in bands(
        working(KOTARO, DAY, Plan(720, 780, 840))[0]
    )]  # fmt: skip
    assert ages == [(780, True, False), (840, True, True)]


# — it names its grounds —


@pytest.mark.parametrize("language", [JAPANESE, ENGLISH])
@everybody
def test_every_step_has_title_formula_article_and_unit(career, language):
    for _, lines in workings(career, language):
        for step in every(lines):
            assert step.title.strip(), step
            assert step.formula.strip(), step
            assert re.search(r"第\d+条|art\. \d", step.article), step
            assert step.unit in {"yen", "yen_month", "months", "months/24"}
            assert step.table.strip() or step.code.startswith("employees_"), step


def shape(lines):
    return [(step.code, step.amount, step.unit, len(step.inner)) for step in every(lines)]


@everybody
def test_japanese_and_english_have_the_same_steps(career):
    for (_, japanese), (_, english) in zip(workings(career), workings(career, ENGLISH), strict=True):
        assert shape(japanese) == shape(english)
        assert not re.search(r"[A-Za-z]", words(japanese))
        assert not re.search(r"[ぁ-ヿ一-鿿]", words(english))


def words(lines):
    return " ".join(" ".join((step.title, step.formula, step.article, step.table)) for step in every(lines))


def test_a_table_of_the_year_names_the_year():
    titles = {step.code: step.table for step in every(working(KOTARO, date(2019, 5, 1), Plan())[1])}

    assert titles["basic"] == "老齢基礎年金の満額(令和元年度)"
    assert titles["current"] == "再評価率(令和元年度)"
    assert titles["earnings_related"] == "給付乗率(生年月日別)"


def test_without_an_amount_the_months_are_explained_and_nothing_is_paid():
    a_year = Career(
        born(1970),
        FEMALE,
        2026 * 12,
        (),
        (),
        (),
        (),
        (),
        (),
        (),
        (24_000,),
        (24_012,),
        (STATUS_OF_SIGN["A"],),
    )
    found, lines = working(a_year, DAY, Plan())

    assert bands(found) == ()
    assert [step.code for step in lines] == ["qualifying"]
    assert lines[0].formula == "納付 12 = 12か月(必要なのは120か月)"


def test_a_mans_few_months_and_an_early_claim_of_the_oldest_explain_themselves():
    """Births until 1941-04-01 go by age; with ten months of work the earnings-related part is reduced too."""
    first = 1960 * 12 + 3
    career = Career(
        born(1940, 4, 15), FEMALE, 2000 * 12 + 3, (first,), (first + 10,), (GENERAL,), (20,), (), (), (),
        (1962 * 12,), (1999 * 12,), (STATUS_OF_SIGN["A"],),
    )  # fmt: skip
    found, lines = working(career, DAY, Plan(720, 720, 720))
    early = next(step for step in every(lines) if step.code == "employees_early")

    check(early)
    assert early.amount == found.final[0].adjustment < 0


# — how figures are written —


@pytest.mark.parametrize(
    ("months", "written"),
    [(480, "480"), (Fraction(817, 2), "408.5"), (Fraction(3269, 8), "408.625"), (Fraction(1459, 3), "(486+1/3)"),
     (Fraction(1, 3), "1/3"), (0, "0")],
)  # fmt: skip
def test_a_count_of_months_is_exact(months, written):
    assert number(months) == written


@pytest.mark.parametrize(
    ("year", "written"),
    [(2018, "平成30年度"), (2019, "令和元年度"), (2020, "令和2年度"), (2026, "令和8年度")],
)
def test_a_fiscal_year_is_named_after_the_era_of_may(year, written):
    assert fiscal_year_ja(year) == written
