"""令和7年改正 and other changes enacted with a later date: which take effect by their dates here, where, and which do not."""

from datetime import date, timedelta

import pytest

from nenkin.law.adjustment.dependants import addition_rule
from nenkin.law.adjustment.in_work import suspension_rule
from nenkin.law.adjustment.revision import slide_with_relief
from nenkin.law.benefits import SPOUSE, DeathEvent, employees_holder, fixed_term_end
from nenkin.law.calendar import attain_month
from nenkin.law.career import FEMALE, GENERAL, MALE, STATUS_OF_SIGN, Career, month_number
from nenkin.law.checks import GRADES, impossible
from nenkin.law.dates import first_day, month_of
from nenkin.law.employees_pension.standard_remuneration import standard_remuneration
from nenkin.law.estimate import Plan, estimate
from nenkin.law.levels import LAST_FISCAL_YEAR, levels_on, thousandths
from nenkin.law.life_rules import life_rules_on
from nenkin.law.national_pension.disability_basic import child_additions, uniform_child_addition
from nenkin.law.projection import Assumptions, project
from nenkin.law.tables import rows
from nenkin.law.tests.practice import DAY, born

CHANGES = {row["code"]: row["valid_from"] for row in rows("enacted_future_changes")}
# The module that honours a change.
HONOURED = {
    "employees_slide_relief": "nenkin.law.adjustment.revision, the tables of fiscal 2026",
    "standard_remuneration_680000": "nenkin.law.projection",
    "standard_remuneration_710000": "nenkin.law.projection",
    "standard_remuneration_750000": "nenkin.law.projection",
    "child_additions": "nenkin.law.adjustment.dependants, nenkin.law.national_pension.disability_basic",
    "spouse_addition_cut": "nenkin.law.adjustment.dependants",
    "suspension_threshold_620000": "nenkin.law.adjustment.in_work",
    "survivor_reform": "nenkin.law.benefits",
}
# A change that no rule here asks about, and why.
NOT_HONOURED = {
    "payment_deferral_extension": "a record says which months were postponed; whether an application would be granted "
    "depends on income and is not computed",
    "voluntary_65_to_69": "a record or a plan says who enrolled; the check takes voluntary months until 70 from everyone "
    "and does not ask for the year of birth",
}
# What of an honoured change is not: said by a reason code or by the docstring of the module.
PARTS_NOT_HONOURED = {
    "employees_slide_relief": "levels after fiscal 2026: there are no tables of later years yet, a later day is refused",
    "child_additions": "the child addition to the old-age basic pension of who has no 120 months of employees' coverage",
    "survivor_reform": "the middle-aged widow's addition of a death from 2028-04 (reason 151), the split of the record",
}
TOPS = {680_000: (2027, 9), 710_000: (2028, 9), 750_000: (2029, 9)}
RATE_OF_2024 = 1045


def test_every_enacted_change_is_in_one_list():
    assert set(HONOURED) | set(NOT_HONOURED) == set(CHANGES)
    assert not set(HONOURED) & set(NOT_HONOURED)
    assert set(PARTS_NOT_HONOURED) <= set(HONOURED)


# 標準報酬月額の上限


@pytest.mark.parametrize("top", TOPS)
def test_a_new_top_grade_begins_on_its_day(top):
    begins = CHANGES[f"standard_remuneration_{top}"]
    lower = max(650_000, *(other for other in (650_000, *TOPS) if other < top))

    assert month_of(begins) == month_number(*TOPS[top])
    assert standard_remuneration(2_000_000, begins - timedelta(days=1)) == lower
    assert standard_remuneration(2_000_000, begins) == top


def test_a_projected_wage_takes_each_new_top_in_its_month():
    start = month_number(2026, 10)
    worker = Career(
        born(1980), MALE, start, (start - 12,), (start,), (GENERAL,), (650,), (), (), (), (), (), ()
    )
    found = project(worker, month_number(2031, 4), Assumptions(wage=2_000_000))

    for month in range(start, month_number(2031, 4)):
        pay = next(found.coverage_pay[place] for place in range(len(found.coverage_pay))
                   if found.coverage_start[place] <= month < found.coverage_end[place])  # fmt: skip
        assert 1000 * pay == standard_remuneration(2_000_000, first_day(month))
    assert set(found.coverage_pay) == {650, 680, 710, 750}
    assert impossible(found, GRADES) == []


def test_an_implied_future_keeps_the_present_standard():
    start = month_number(2026, 10)
    worker = Career(
        born(1970), MALE, start, (start - 240,), (start,), (GENERAL,), (620,), (), (), (), (), (), ()
    )
    cohort = levels_on(DAY).cohort(worker.birth_date)

    assert estimate(worker, cohort, Plan()) == estimate(
        project(worker, attain_month(worker.birth_date, 720)), cohort, Plan()
    )


# 加給年金額


def attains_65_in(year, month):
    """Someone born on the 15th who attains 65 in a month."""
    return date(year - 65, month, 15)


@pytest.mark.parametrize(
    ("month", "spouse", "children"), [(3, 423_700, [243_800, 243_800, 81_300]), (4, 381_300, [292_500] * 3)]
)
def test_the_additions_follow_the_month_of_the_right(month, spouse, children):
    rules = life_rules_on(DAY, attains_65_in(2028, month)).addition

    assert rules.spouse + rules.special == spouse
    assert [rules.child, rules.child, rules.later_child] == children
    assert (rules.months_for_spouse, rules.months_for_child) == (240, 240 if month == 3 else 120)


def test_the_additions_in_prices_of_2024_are_the_announced_ones():
    day = date(2024, 4, 1)
    before, after = (addition_rule(day, date(1965, 1, 1), date(2028, month, 1)) for month in (3, 4))

    assert (before.spouse + before.special, after.spouse + after.special) == (408_100, 367_200)
    assert (before.child, before.later_child, after.child, after.later_child) == (
        234_800,
        78_300,
        281_700,
        281_700,
    )


def test_a_right_before_2028_keeps_its_additions_afterwards():
    begins = CHANGES["spouse_addition_cut"]
    assert begins == CHANGES["child_additions"] == date(2028, 4, 1)
    eve = addition_rule(DAY, date(1963, 3, 1), begins - timedelta(days=1))

    assert (
        eve
        == addition_rule(DAY, date(1963, 3, 1), date(2026, 4, 1))
        != addition_rule(DAY, date(1963, 3, 1), begins)
    )


def test_the_children_of_the_basic_disability_pension_are_alike_from_2028_04():
    alike = uniform_child_addition(RATE_OF_2024)
    march, april = (child_additions(3, month_number(2028, month), 234_800, 78_300, alike) for month in (3, 4))

    assert (march, april) == (2 * 234_800 + 78_300, 3 * 281_700)


# 在職老齢年金, マクロ経済スライド


def test_the_threshold_of_650000_yen_begins_in_2026_04():
    begins = month_of(CHANGES["suspension_threshold_620000"])
    worker = born(1958)

    assert suspension_rule(begins - 1, worker, DAY).threshold == 510_000
    assert suspension_rule(begins, worker, DAY).threshold == 650_000
    assert life_rules_on(DAY, date(1958, 1, 15)).threshold[-2:] == (510_000, 650_000)


def test_a_third_of_the_slide_is_applied_to_the_employees_pension_from_2026():
    row = rows("pension_revision_history", fiscal_year=CHANGES["employees_slide_relief"].year)[0]
    basic, employees = thousandths(row["slide_applied_basic"]), thousandths(row["slide_applied_employees"])

    assert (basic, employees) == (998, 999) == (basic, slide_with_relief(basic))
    assert row["employees_revision_new"] > row["basic_revision_new"]


def test_levels_after_the_tables_are_refused():
    with pytest.raises(LookupError, match=f"2005 to {LAST_FISCAL_YEAR}"):
        levels_on(date(LAST_FISCAL_YEAR + 1, 4, 1))


# 遺族厚生年金


def test_a_husband_of_45_has_five_years_from_2028_04():
    begins = CHANGES["survivor_reform"].toordinal()
    before, after = (
        DeathEvent(day, spouse_birth=born(1983), spouse_sex=MALE) for day in (begins - 1, begins)
    )

    assert employees_holder(before) != SPOUSE
    assert employees_holder(after) == SPOUSE
    assert fixed_term_end(after, has_basic=False) == month_number(2033, 4)


# Not honoured


def test_voluntary_months_until_70_are_taken_from_everyone():
    for birth in (born(1960), born(1974, 12, 1), born(1976)):
        start = attain_month(birth, 780)
        record = Career(birth, FEMALE, start + 24, (), (), (), (), (), (), (), (start,), (start + 24,), (STATUS_OF_SIGN["A"],))  # fmt: skip
        assert impossible(record, GRADES) == []
