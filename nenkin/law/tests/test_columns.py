"""Every figure explains itself: the walk over every column of every result, in both languages."""

import re
from datetime import date
from fnmatch import fnmatchcase
from fractions import Fraction
from functools import cache

import pytest

from nenkin.law.adjustment.choice import WAYS, Choice, Rights, choose
from nenkin.law.adjustment.dependants import AdditionRule, SpouseMonths
from nenkin.law.benefits import (
    BenefitLevels,
    DeathEvent,
    Departure,
    Disability,
    DisabilityEvent,
    Survivors,
    Withdrawal,
    benefit_levels,
    disability,
    survivors,
    withdrawal,
)
from nenkin.law.career import FEMALE, MALE
from nenkin.law.columns import (
    REGISTRY,
    Subject,
    column_name,
    columns_of,
    columns_under,
    explain_column,
    statement_subject,
    value_of,
)
from nenkin.law.columns.uncertain import FACTS, points
from nenkin.law.employees_pension.category import CategoryPension
from nenkin.law.employees_pension.combined import CombinedRecord
from nenkin.law.employees_pension.earnings import FAR
from nenkin.law.estimate import EmployeesAmounts, Estimate, Plan, estimate
from nenkin.law.explain import ENGLISH, JAPANESE
from nenkin.law.levels import OLD_LAW, Cohort, levels_on
from nenkin.law.life_rules import life_rules_on
from nenkin.law.lifetime import (
    Amounts,
    Counted,
    Family,
    LifeRules,
    counted_at,
    life_of,
    nobody,
    nothing_counted,
)
from nenkin.law.national_pension.insured_months import PremiumCondition
from nenkin.law.national_pension.month_status import BasicMonths
from nenkin.law.national_pension.old_age_basic import MonthsByClass
from nenkin.law.projection import NO_BONUSES, Assumptions
from nenkin.law.statement import Cell, FlatPart, MonthsTable, Statement
from nenkin.law.statement import Column as AgeColumn
from nenkin.law.statement import columns as age_columns
from nenkin.law.tables_schema import SCHEMAS
from nenkin.law.tests.formulas import check_equation, evaluate
from nenkin.law.tests.practice import DAY, PEOPLE, cohort_of
from nenkin.law.timeline import timeline
from nenkin.law.words import EXACT_SCALE, TABLE_WORDS, Words
from tests.reference.strategies import random_case

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
    assert not re.search(r"(?<!「)[A-Za-z]", " ".join(japanese_words)), japanese
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


ASSUMED = {
    "as it is": Assumptions(),
    "everything else": Assumptions(0, NO_BONUSES, True, True, True, True),
}
DAYS = (DAY, date(2027, 3, 31), date(2018, 4, 1), date(2010, 8, 1))


def walk_statement(whole: Subject) -> None:
    walk(whole, (*columns_under("statement"), *columns_under("flat_part")))
    for column in age_columns(whole.statement):
        walk(whole._replace(age_column=column), columns_under("age_column"))


@pytest.mark.parametrize("assumed", ASSUMED)
@pytest.mark.parametrize("day", DAYS, ids=str)
@everybody
def test_every_column_of_a_statement_explains_itself(person, day, assumed):
    walk_statement(statement_subject(day, PEOPLE[person], assumptions=ASSUMED[assumed]))


@everybody
def test_a_statement_without_amounts_says_why_in_every_column(person):
    whole = statement_subject(DAY, PEOPLE[person], receiving=True)

    walk_statement(whole)
    assert "already draws" in explain_column("statement.total", whole, ENGLISH).formula


@pytest.mark.parametrize("seed", range(60))
def test_statements_of_random_people_of_every_cohort_and_year_explain_themselves(seed):
    case = random_case(seed)
    if case.as_of.toordinal() > case.career.birth_date:
        walk_statement(statement_subject(case.as_of, case.career))


def test_a_cell_of_the_statement_points_to_the_figure_it_repeats():
    whole = statement_subject(DAY, PEOPLE["p06"])
    basic, total = (explain_column(f"statement.{field}", whole, ENGLISH) for field in ("basic", "total"))

    assert basic.formula == "847,300 yen × 444 months ÷ 480 months = 783,753 yen"
    assert [(one.source, one.value) for one in basic.inputs] == [("basic", 783_753)]
    assert total.formula == "783,753 yen + 172,253 yen + 1,350,485 yen = 2,306,491 yen"
    assert [one.source for one in total.inputs] == [f"statement.{field}" for field in ("national", "general", "public")]  # fmt: skip


def test_under_50_a_cell_is_the_current_formula():
    found = explain_column(
        "statement.categories.1.earnings_related", statement_subject(DAY, PEOPLE["p03"]), ENGLISH
    )

    assert [one.source for one in found.inputs] == ["at_65.1.current"]
    assert "5.481/1000" in found.formula


RIGHTS = (
    Rights(),
    Rights(old_age_basic=800_000, old_age_employees=600_000, survivors_employees=900_000, survivors_addition=635_500),
    Rights(old_age_basic=800_000, old_age_employees=1_200_000, spouse_addition=415_900, survivors_employees=1_000_000),
    Rights(old_age_employees=500_000, survivors_employees=900_000, of_spouse=0),
    Rights(old_age_employees=100_001, survivors_employees=900_000, survivors_addition=1),
    Rights(old_age_employees=700_001, survivors_employees=900_000),
    Rights(700_000, 900_000, 0, 847_300, 0, 0, 800_000, 0, 0, 1),
    Rights(disability_basic=847_300, disability_employees=700_000, survivors_basic=847_300, widows=500_000),
)  # fmt: skip


@pytest.mark.parametrize("from_65", [False, True])
@pytest.mark.parametrize("rights", RIGHTS)
def test_every_column_of_a_choice_explains_itself(rights, from_65):
    whole = subject("p01", "65")._replace(rights=rights, choice=choose(rights, from_65), from_65=from_65)

    found = {one.column: one for one in walk(whole, (*columns_under("choice"), *columns_under("rights")))}
    assert len([column for column in found if column.startswith("choice.totals.")]) == WAYS
    assert found["choice.totals.5"].name == "Total of a way (choice between pensions, widow's pension)"


# — the list of columns is whole —

RESULTS = (
    Estimate, EmployeesAmounts, CategoryPension, BasicMonths, MonthsByClass, Amounts, Counted, Cohort, Plan, LifeRules,
    AdditionRule, BenefitLevels, Disability, Survivors, Withdrawal, PremiumCondition, CombinedRecord,
    Statement, MonthsTable, Cell, AgeColumn, FlatPart, Rights, Choice,
)  # fmt: skip


def test_every_field_of_every_result_has_a_name_a_unit_and_an_explainer():
    inner = {
        "months",
        "by_class",
        "at_65",
        "at_start",
        "from_65",
        "final",
        "pensions",
        "addition",
        "premium",
        "record",
    }
    wanted = {(owner, field) for owner in RESULTS for field in owner._fields if field not in inner}
    wanted.remove((Statement, "categories"))
    assert set(REGISTRY) == wanted
    for entry in REGISTRY.values():
        assert entry.japanese.strip()
        assert not KANA.search(entry.english)
        assert entry.unit


def test_columns_are_named_by_their_path():
    columns = columns_of(Estimate)
    assert columns[0] == "reason"
    assert {"basic", "months.by_class.paid", "special.1", "at_65.4.average_before", "final.1.adjustment"} <= {
        *columns
    }
    assert len(columns) == len(set(columns)) > 150
    assert set(columns_under("cohort")) == {f"cohort.{field}" for field in Cohort._fields}


def test_the_name_of_a_column_says_category_and_place():
    assert (
        column_name("at_65.1.average_before")
        == "平均標準報酬月額(65歳に決まる額、第1号厚生年金(会社員・船員))"
    )
    assert column_name("at_65.2.current", ENGLISH) == "Current formula (decided at 65, Category 2 (state))"
    assert column_name("basic", ENGLISH) == "Old-age basic pension at 65"


@pytest.mark.parametrize(
    ("asked", "near"),
    [("basik", "basic"), ("cohort.full_amont", "cohort.full_amount"), ("months", "months.by_class.paid"), ("at_65.1", "at_65.1.")],
)  # fmt: skip
def test_an_unknown_column_is_refused_with_near_names(asked, near):
    with pytest.raises(LookupError, match=re.escape(near)) as error:
        explain_column(asked, subject("p01", "65"))
    assert repr(asked) in str(error.value)


@pytest.mark.parametrize(
    "asked", ["", ".", "basic.", "at_65.5.current", "at_65.0.current", "x" * 5000, "__class__", "reason.real"]
)
def test_hostile_names_are_no_columns(asked):
    with pytest.raises(LookupError, match="no column is called"):
        explain_column(asked, subject("p01", "65"))


def test_a_result_that_was_not_computed_is_said_to_be_missing():
    with pytest.raises(LookupError, match="nothing was computed under 'disability'"):
        explain_column("disability.basic", subject("p01", "65"))


def test_a_language_that_is_not_here_is_refused():
    with pytest.raises(ValueError, match="'fr' is no language"):
        explain_column("basic", subject("p01", "65"), "fr")


# — what it says —


def test_kotaros_basic_pension_names_formula_article_row_and_inputs():
    found = explain_column("basic", subject("p06", "65"), ENGLISH)
    full, credited, months = found.inputs

    assert found.formula == f"847,300 yen × {credited.value / 24:g} months ÷ 480 months = {found.value:,} yen"
    assert found.article == "National Pension Act art. 27, rounding art. 17"
    assert found.table.startswith("basic_pension_full_amounts (fiscal 2026, born from 1956-04-02)")
    assert (full.source, full.value, months.value) == ("full_amount", 847_300, 480)
    assert found.uncertainty == ""


def test_the_full_amount_names_its_row_its_source_and_how_sure_it_is():
    found = explain_column("cohort.full_amount", subject("p06", "65"), ENGLISH)

    assert found.formula == "780,900 yen × 1.085 = 847,300 yen (rounded to 100 yen)"
    assert re.match(
        r"basic_pension_full_amounts \(fiscal 2026, born from 1956-04-02\); source: \S.*; confidence: high",
        found.table,
    )


def test_the_parts_of_a_sum_are_the_pay_of_the_record_times_the_rates():
    found = explain_column("at_65.1.sum_before", subject("p01", "65"), ENGLISH)

    assert found.formula.count("×") >= 40
    assert check_equation(found.formula) == found.value > 0


def test_who_has_several_categories_is_told_that_the_cap_is_open():
    mixed = next(
        person for person in PEOPLE if len({*subject(person, "65").career.coverage_kind} - {2, 3}) > 1
    )
    single = explain_column("at_65.1.transitional", subject("p01", "65"), ENGLISH)
    several = explain_column("at_65.1.transitional", subject(mixed, "65"), ENGLISH)

    assert "several categories" in several.uncertainty
    assert "several categories" not in single.uncertainty
    assert "rounding at the end" in single.uncertainty


def test_without_an_amount_every_column_says_why():
    few = PEOPLE["p04"]._replace(status_start=(), status_end=(), status_code=(), coverage_start=(), coverage_end=(),
                                 coverage_kind=(), coverage_pay=(), bonus_month=(), bonus_amount=(), bonus_kind=())  # fmt: skip
    cohort = cohort_of(few)
    whole = Subject(few, cohort, Plan(), estimate(few, cohort, Plan()), DAY)
    found = {one.column: one for one in walk(whole, columns_under(""))}

    assert whole.estimate.reason
    assert "qualifying period is shorter" in found["final_total"].formula
    assert "qualifying period is shorter" in found["at_65.1.current"].formula


def test_the_oldest_are_told_that_the_old_law_applies():
    career = PEOPLE["p01"]._replace(birth_date=date(1926, 4, 1).toordinal())
    whole = Subject(career, OLD_LAW, Plan(), estimate(career, OLD_LAW, Plan()), DAY)

    assert "before 1986" in explain_column("cohort.full_amount", whole, ENGLISH).formula
    walk(whole, (*columns_under("cohort"), "reason", "basic", "final_total", "months.qualifying"))


@pytest.mark.parametrize("seed", range(40))
def test_random_people_of_every_cohort_and_year_explain_themselves(seed):
    case = random_case(seed)
    cohort = levels_on(case.as_of).cohort(case.career.birth_date)
    plan = Plan(case.until_age, case.basic_start, case.employees_start)
    whole = Subject(case.career, cohort, plan, estimate(case.career, cohort, plan), case.as_of)
    columns = [*columns_under(""), *columns_under("cohort")]
    walk(whole, tuple(columns[seed % 3 :: 3]))
    rules = life_rules_on(case.as_of, date.fromordinal(case.career.birth_date))
    for span in spans(whole._replace(rules=rules), nobody())[:6]:
        walk(span, columns_under("amounts"))


# — what is uncertain —


def test_every_open_point_names_columns_that_exist_and_facts_that_are_known():
    fields = {f"{owner.__name__}.{field}" for owner, field in REGISTRY}
    for point in points():
        assert point.ja.endswith("。")
        assert not KANA.search(point.en)
        assert point.when in ("", *FACTS), point.code
        assert point.columns or point.pages, point.code
        for pattern in point.columns:
            assert any(fnmatchcase(field, pattern) for field in fields), (point.code, pattern)
    assert len({point.code for point in points()}) == len(points())


def test_every_table_has_a_name_in_japanese():
    assert set(TABLE_WORDS) == set(SCHEMAS)


@pytest.mark.parametrize("code", ["NP", "NP 27-", "XX 3", "NP 3 4", "NP suppl"])
def test_a_code_that_is_no_article_is_refused(code):
    with pytest.raises((ValueError, KeyError)):
        Words(JAPANESE, None).law(code)


def test_articles_are_written_in_both_languages():
    assert (
        Words(JAPANESE, None).law("S60 suppl 59(2)", "EPI 44-3")
        == "昭和60年改正法附則第59条第2項、厚生年金保険法 第44条の3"
    )
    assert Words(ENGLISH, None).law("S60 suppl 59(2)", "EPI 44-3") == (
        "Act No. 34 of 1985 suppl. art. 59 (2), Employees' Pension Insurance Act art. 44-3"
    )
