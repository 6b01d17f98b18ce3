"""The yearly numbers follow from each other: every rate of 2005 to 2026 from prices, wages and the year before, by the rules."""

from bisect import bisect_right
from collections import Counter
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as some

from nenkin.law.adjustment.revision import (
    CARRY_OVER_FROM,
    ONE,
    RELIEF_FROM,
    Change,
    Slide,
    changes,
    changes_from_2021,
    changes_until_2020,
    factor_of_latest_pay,
    factor_of_recent_pay,
    net_wage_change,
    next_rate,
    slide_applied,
    slide_with_relief,
    threshold_in_yen,
)
from nenkin.law.career import month_number
from nenkin.law.employees_pension.earnings import FIFTEENTHS
from nenkin.law.employees_pension.old_age import current_formula, exact_part
from nenkin.law.levels import thousandths
from nenkin.law.national_pension.old_age_basic import full_amount
from nenkin.law.national_pension.premium import premium_of
from nenkin.law.rounding import cut_to_yen
from nenkin.law.tables import for_birth_in, in_force, rows

YEARS = range(2005, 2027)
EVERY_YEAR = pytest.mark.parametrize("year", YEARS)
BASIC_BY_PRICES = 2005  # the basic pension followed prices alone (transitional rule of the act of 2004)
PARTIAL_SLIDE = 2014  # for births from 1938-04-02, in the employees' pension only
NEW, OLD = date(1990, 1, 1), date(1930, 4, 1)
AFTER_PARTIAL_SLIDE = date(1938, 4, 2)
RATES = some.integers(900, 1100)


def history(year):
    """The row of a year with its rates in thousandths; an empty slide is 1."""
    row = rows("pension_revision_history", fiscal_year=year)[0]
    return {name: thousandths(value) if isinstance(value, Fraction) else value for name, value in row.items()}


def slide_of(year):
    return history(year)["slide_rate_of_the_year"] or ONE


def change_before_slide(year):
    row = history(year)
    return changes(year, row["price_change"], row["net_nominal_wage_change"])


# 改定率の連鎖


@EVERY_YEAR
def test_net_wages_are_wages_times_the_disposable_share(year):
    row = history(year)

    assert row["net_nominal_wage_change"] == net_wage_change(
        row["nominal_wage_change"], row["disposable_income_ratio_change"]
    )


@EVERY_YEAR
def test_the_revision_of_a_year_follows_from_prices_wages_and_slide(year):
    row, change = history(year), change_before_slide(year)
    employees = next_rate(change.new, row["slide_applied_employees"]), next_rate(change.existing, ONE if year == PARTIAL_SLIDE else row["slide_applied_employees"])  # fmt: skip
    basic = [next_rate(part, row["slide_applied_basic"]) for part in change]
    if year == BASIC_BY_PRICES:
        basic = [row["price_change"]] * 2

    assert [row["basic_revision_new"], row["basic_revision_existing"]] == basic
    assert (row["employees_revision_new"], row["employees_revision_existing"]) == employees


def test_the_slide_is_applied_and_carried_as_the_rule_says():
    carried = ONE
    for year in range(2015, 2027):
        row, change = history(year), change_before_slide(year)
        found = slide_applied(year, change.new, slide_of(year), carried)

        assert row["slide_carried_in"] == (carried if year >= CARRY_OVER_FROM else None)
        assert row["slide_applied_basic"] == found.applied
        relief = slide_with_relief(slide_of(year)) if year >= RELIEF_FROM else slide_of(year)
        assert row["slide_applied_employees"] == slide_applied(year, change.new, relief, carried).applied
        carried = found.carried


@EVERY_YEAR
@pytest.mark.parametrize(("birth", "which"), [(NEW, 0), (OLD, 1)], ids=["new", "existing"])
def test_the_revision_rate_of_the_basic_pension_is_last_years_times_the_change(year, birth, which):
    def rate(of):
        level = "main_not_paid" if 2004 <= of <= 2014 else "paid"
        return thousandths(
            for_birth_in("basic_pension_full_amounts", birth, date(of, 4, 1), level=level)["revision_rate"]
        )

    row = history(year)
    change = (row["basic_revision_new"], row["basic_revision_existing"])[which]
    assert rate(year) == next_rate(rate(year - 1), change)


@EVERY_YEAR
@pytest.mark.parametrize(
    ("birth", "which"),
    [(AFTER_PARTIAL_SLIDE, 0), (date(1938, 4, 1), 1)],
    ids=["from 1938-04-02", "to 1938-04-01"],
)
def test_the_rate_of_the_protected_amount_moves_with_existing_beneficiaries(year, birth, which):
    def rate(of):
        return thousandths(for_birth_in("protected_amount_revision_rates", birth, date(of, 4, 1))["rate"])

    row = history(year)
    change = row[
        "employees_revision_new" if year == PARTIAL_SLIDE and which == 0 else "employees_revision_existing"
    ]
    assert rate(year) == next_rate(rate(year - 1), change)


# 再評価率: every cell


rows_of = rows


def first_of(day):
    return day or date(1900, 1, 1)


def bands(table, year):
    """The tables of a year by birth: first birth dates, and for each the first days of its periods with their rates."""
    found = {}
    for row in rows(table, fiscal_year=year):
        band = found.setdefault(first_of(row["birth_from"]), [])
        band.append((first_of(row["period_from"]), thousandths(row["rate"])))
    births = sorted(found)
    return births, [sorted(found[birth]) for birth in births]


def rates_within(before, birth, first, last):
    """The rates that last year's table had for the days of a period: one or, where it was finer, several."""
    births, tables = before
    periods = tables[bisect_right(births, birth) - 1]
    start = bisect_right(periods, (first, ONE * ONE)) - 1
    return {rate for begins, rate in periods[start:] if begins <= last}


def factor_of(year, birth, first):
    """The factor of pay of a period that begins on `first`, for a birth. EPI Act art. 43-2 to 43-5."""
    row = history(year)
    slide = row["slide_applied_employees"]
    if year == PARTIAL_SLIDE and birth < AFTER_PARTIAL_SLIDE:
        slide = ONE
    if first >= date(year - 1, 4, 1):
        return factor_of_latest_pay(row["disposable_income_ratio_change"], slide)
    if first >= date(year - 3, 4, 1):
        return factor_of_recent_pay(row["price_change"], row["disposable_income_ratio_change"], slide)
    new_from = AFTER_PARTIAL_SLIDE if year == PARTIAL_SLIDE else date(year - 67, 4, 2)
    return row["employees_revision_new" if birth >= new_from else "employees_revision_existing"]


def cells_that_follow(table, year):
    """Checks every cell of a year against the year before; how many there are."""
    before = bands(table, year - 1)
    known = {}
    wrong = []
    for row in rows(table, fiscal_year=year):
        birth, first = first_of(row["birth_from"]), first_of(row["period_from"])
        last = min(row["period_to"], date(year, 3, 31))  # this year's pay has last year's row of its own year
        began = min(first, date(year - 1, 4, 1))
        key = birth, max(first, date(year - 4, 4, 1))
        if key not in known:
            known[key] = factor_of(year, *key)
        factor = known[key]
        rate = thousandths(row["rate"])
        if {next_rate(previous, factor) for previous in rates_within(before, birth, began, last)} != {rate}:
            wrong.append((birth, first, rate))
    assert wrong == []
    return len(rows(table, fiscal_year=year))


def test_every_cell_of_the_revaluation_rates_follows_from_the_year_before():
    assert sum(cells_that_follow("revaluation_rates", year) for year in YEARS) == 12_820


@pytest.mark.parametrize("part", ["seamens_insurance", "mutual_aid"])
def test_so_do_the_tables_of_the_former_schemes(part):
    table = f"revaluation_rates_former_{part}"
    first_year = len(rows(table, fiscal_year=2004))

    assert sum(cells_that_follow(table, year) for year in YEARS) == len(rows(table)) - first_year


def test_one_wrong_thousandth_would_be_found(monkeypatch):
    original = rows("revaluation_rates", fiscal_year=2026)
    spoiled = [dict(row) for row in original]
    spoiled[200]["rate"] += Fraction(1, 1000)
    monkeypatch.setattr(
        f"{__name__}.rows",
        lambda name, **keys: (
            spoiled
            if keys == {"fiscal_year": 2026} and name == "revaluation_rates"
            else rows_of(name, **keys)
        ),
    )
    with pytest.raises(AssertionError, match="datetime"):
        cells_that_follow("revaluation_rates", 2026)


def test_a_period_lies_within_one_kind_of_pay():
    """No cell mixes old and recent pay, so that one factor can hold for it."""
    for year in YEARS:
        for row in rows("revaluation_rates", fiscal_year=year):
            for limit in (date(year, 4, 1), date(year - 1, 4, 1), date(year - 3, 4, 1)):
                assert not first_of(row["period_from"]) < limit <= row["period_to"]


def test_new_rates_begin_with_the_fiscal_year_of_68():
    parts = Counter()
    for year in YEARS:
        firsts = bands("revaluation_rates", year)[0]
        row = history(year)
        if row["employees_revision_new"] != row["employees_revision_existing"]:
            parts[year] = sum(birth >= date(year - 67, 4, 2) for birth in firsts)
    assert set(parts) == {2005, 2014, 2023}
    assert parts[2005] == parts[2023] == 1


# 支給停止調整額, 保険料


def test_the_suspension_threshold_is_480000_yen_times_the_wages_since_2005():
    wages = Fraction(1)
    for year in range(2005, 2026):
        wages *= rows("pension_revision_history", fiscal_year=year)[0]["nominal_wage_change"]
        found = 480_000 * wages
        group = "all" if year >= 2022 else "65_and_over"
        row = in_force("work_income_suspension_thresholds", date(year, 4, 1), age_group=group)
        assert threshold_in_yen(found.numerator, found.denominator) == row["upper_threshold"]


def test_the_threshold_of_2026_is_620000_yen_in_wages_of_2024():
    wages = Fraction(1)
    for year in (2025, 2026):
        wages *= rows("pension_revision_history", fiscal_year=year)[0]["nominal_wage_change"]
    found = 620_000 * wages
    row = in_force("work_income_suspension_thresholds", date(2026, 4, 1), age_group="all")

    assert threshold_in_yen(found.numerator, found.denominator) == row["upper_threshold"] == 650_000


@pytest.mark.parametrize("year", range(2006, 2028))
def test_the_premium_rate_is_last_years_times_the_wages_of_the_year_before(year):
    def rate(of):
        return thousandths(in_force("national_pension_premiums", date(of, 4, 1))["premium_revision_rate"])

    before = history(year - 1)
    change = before["price_change" if year - 1 in (2005, 2006) else "nominal_wage_change"]
    assert rate(year) == next_rate(rate(year - 1), change)
    assert (
        premium_of(month_number(year, 4))
        == in_force("national_pension_premiums", date(year, 4, 1))["monthly_premium"]
    )


# モデル年金


def model_household(year, average, factor):
    """夫婦2人分, yen a month: two full basic pensions and one employees' pension of 40 years, each cut to the yen."""
    base, rate = 780_900, thousandths(for_birth_in("basic_pension_full_amounts", NEW, date(year, 4, 1), level="paid")["revision_rate"])  # fmt: skip
    basic = cut_to_yen(full_amount(base, rate), 12)
    # average × factor is in thousandths of a yen; what // cuts is below 10⁻⁷ yen
    employees = current_formula(0, exact_part(average * factor, FIFTEENTHS * 480, 5_481) // ONE)
    return 2 * basic + cut_to_yen(employees, 12)


def model_factor(first_year, year):
    """The rate of the latest pay in the year whose average was taken, then moved on by each year's revision."""
    factor = thousandths(rows("revaluation_rates", fiscal_year=first_year)[-1]["rate"])
    for later in range(first_year + 1, year + 1):
        factor = next_rate(factor, history(later)["employees_revision_new"])
    return factor


ANNOUNCED = {row["fiscal_year"]: row for row in rows("model_pension_announcements")}


@pytest.mark.parametrize("year", [2025, 2026])
def test_the_announced_couple_of_455000_yen(year):
    row = ANNOUNCED[year]

    assert row["average_standard_remuneration_stated"] == 455_000
    assert model_household(year, 455_000, model_factor(2024, year)) == row["couple_monthly_amount"]


def test_the_couple_of_2024_restated_on_the_basis_of_2025():
    assert model_household(2024, 455_000, model_factor(2024, 2024)) == 228_372


def averages_of(year):
    """The average remunerations in whole yen that round to the stated one and give the announced amount."""
    stated, factor = ANNOUNCED[year]["average_standard_remuneration_stated"], model_factor(2019, year)
    return {average for average in range(stated - 500, stated + 500)
            if model_household(year, average, factor) == ANNOUNCED[year]["couple_monthly_amount"]}  # fmt: skip


def test_one_average_that_rounds_to_439000_gives_the_couples_of_2020_to_2024():
    common = set.intersection(*(averages_of(year) for year in range(2020, 2025)))

    assert common == {438_859, 438_860}


@pytest.mark.parametrize("year", sorted(ANNOUNCED))
def test_one_full_basic_pension_as_announced(year):
    full = for_birth_in("basic_pension_full_amounts", NEW, date(year, 4, 1), level="paid")

    assert full["annual_amount"] == full_amount(full["base_amount"], thousandths(full["revision_rate"]))
    assert cut_to_yen(full["annual_amount"], 12) == ANNOUNCED[year]["basic_monthly_one_person"]


# The rules by themselves


@pytest.mark.parametrize(
    ("price", "wage", "until_2020", "from_2021"),
    [
        (1010, 1020, (1020, 1010), (1020, 1010)), (1020, 1010, (1010, 1010), (1010, 1010)),
        (1010, 990, (1000, 1000), (990, 990)), (995, 990, (995, 995), (990, 990)),
        (990, 995, (995, 990), (995, 990)), (990, 1010, (1010, 990), (1010, 990)), (1000, 1000, (1000, 1000), (1000, 1000)),
    ],
)  # fmt: skip
def test_six_cases_of_prices_and_wages(price, wage, until_2020, from_2021):
    assert changes_until_2020(price, wage) == changes(2020, price, wage) == until_2020
    assert changes_from_2021(price, wage) == changes(2021, price, wage) == from_2021


@given(RATES, RATES, some.integers(2005, 2040))
def test_existing_beneficiaries_never_gain_more_than_new_ones(price, wage, year):
    found = changes(year, price, wage)

    assert isinstance(found, Change)
    assert found.existing <= found.new
    assert found.new == found.existing or found == (wage, price)


@pytest.mark.parametrize(
    ("year", "base", "slide", "carried", "found"),
    [
        (2019, 1006, 998, 997, (995, 1000)), (2018, 1000, 997, 1000, (1000, 997)), (2022, 996, 998, 999, (1000, 997)),
        (2030, 1002, 996, 1000, (998, 998)), (2016, 1000, 993, 1000, (1000, 1000)), (2015, 1023, 991, 1000, (991, 1000)),
    ],
)  # fmt: skip
def test_the_slide_stops_at_1_and_the_rest_is_carried_from_2018_on(year, base, slide, carried, found):
    assert slide_applied(year, base, slide, carried) == Slide(*found)


@given(some.integers(2018, 2040), RATES, some.integers(980, 1000), some.integers(980, 1000))
def test_a_slide_never_brings_a_rise_below_1_and_nothing_gets_lost(year, base, slide, carried):
    found = slide_applied(year, base, slide, carried)

    assert next_rate(base, found.applied) >= min(base, ONE)
    assert abs(next_rate(found.applied, found.carried) - next_rate(slide, carried)) <= 1
    assert max(found) <= ONE


def test_a_third_of_the_slide_is_left_for_the_employees_pension():
    assert [slide_with_relief(slide) for slide in (1000, 999, 998, 997, 994, 991)] == [
        1000,
        1000,
        999,
        999,
        998,
        997,
    ]
