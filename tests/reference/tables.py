"""The numbers of the law for the second opinion, read straight from the CSV files beside the rules.

Only the `csv` module stands between a file and a figure; nothing of the law's own loader is used. A rate is a
Fraction, an amount whole yen, a month `year × 12 + month − 1`, `birth` a date. A band of birth dates is inclusive
at both ends, an empty end is open.
"""

import csv
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path

from nenkin.law import career

LAW = Path(career.__file__).parent
FOREVER = 10**6


@cache
def rows(name):
    """All rows of the one file of this name, wherever it lies under the law."""
    [path] = LAW.rglob(f"{name}.csv")
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def born_within(row, birth):
    first, last = row["birth_from"], row["birth_to"]
    return (not first or date.fromisoformat(first) <= birth) and (
        not last or birth <= date.fromisoformat(last)
    )


@cache
def row_for_birth(name, birth, **where):
    """The one row of a file for a birth date, among the rows that say `where`."""
    found = [
        row for row in rows(name) if born_within(row, birth) and all(row[key] == where[key] for key in where)
    ]
    if len(found) != 1:
        raise LookupError(f"{name}: {len(found)} rows for birth {birth} and {where}")
    return found[0]


def fiscal_year(as_of):
    return as_of.year if as_of.month >= 4 else as_of.year - 1


def month_of(text):
    return int(text[:4]) * 12 + int(text[5:7]) - 1


def periods_of(found):
    """(first month, last month, rate) of rows with a period, in order of time."""
    periods = [
        (
            month_of(row["period_from"]) if row["period_from"] else 0,
            month_of(row["period_to"]) if row["period_to"] else FOREVER,
            Fraction(row["rate"]),
        )
        for row in found
    ]
    return sorted(periods)


def rate_in(periods, month):
    """The rate of the period that holds the month; a month after the last period takes the last rate."""
    for first, last, rate in periods:
        if first <= month <= last:
            return rate
    if month > periods[-1][1]:
        return periods[-1][2]
    raise LookupError(f"no rate for month {month}")


@cache
def bands(table, year):
    """The birth bands of a fiscal year's revaluation table, each with its periods."""
    found = {}
    for row in rows(table):
        if row["fiscal_year"] == str(year):
            found.setdefault((row["birth_from"], row["birth_to"]), []).append(row)
    return [(band[0], periods_of(band)) for band in found.values()]


@cache
def band_of(table, year, birth):
    """The place of the one band that holds a birth date."""
    [place] = [place for place, (row, _) in enumerate(bands(table, year)) if born_within(row, birth)]
    return place


@cache
def rate_of_band(table, year, place, month):
    return rate_in(bands(table, year)[place][1], month)


def current_rate(table, year, birth, month):
    """再評価率 of the current formula."""
    return rate_of_band(table, year, band_of(table, year, birth), month)


@cache
def periods_1994(insured_type, year):
    return periods_of(
        row
        for row in rows("revaluation_rates_1994_level")
        if row["insured_type"] == insured_type and int(row["valid_from"][:4]) <= year
    )


@cache
def rate_1994(insured_type, year, month):
    """再評価率 of the 1994 level (従前額保障): rows that came into force up to the fiscal year."""
    return rate_in(periods_1994(insured_type, year), month)


def in_force(row, as_of):
    """Whether the day lies between valid_from and valid_to, both inclusive."""
    first, last = row["valid_from"], row["valid_to"]
    return (not first or date.fromisoformat(first) <= as_of) and (
        not last or as_of <= date.fromisoformat(last)
    )


@cache
def row_in_force(name, as_of, birth=None, **where):
    """The one row of a file in force on a day (for a birth date), among the rows that say `where`."""
    found = [
        row
        for row in rows(name)
        if in_force(row, as_of)
        and (birth is None or born_within(row, birth))
        and all(row[key] == where[key] for key in where)
    ]
    if len(found) != 1:
        raise LookupError(f"{name}: {len(found)} rows on {as_of} for birth {birth} and {where}")
    return found[0]


def special_level(as_of):
    """物価スライド特例水準: what is paid in the fiscal years 2005 to 2014 follows it."""
    return fiscal_year(as_of) <= 2014


def price_slide_factor(as_of):
    """物価スライド率 of the special level."""
    return Fraction(row_in_force("price_slide_special_factors", as_of)["factor"])


def hundreds(amount):
    return (Fraction(amount) / 100 + Fraction(1, 2)).__floor__() * 100


@cache
def full_amount(as_of, birth):
    """満額, yen a year, computed from the base and the rate and checked against the table."""
    row = row_in_force("basic_pension_full_amounts", as_of, birth, level="paid")
    amount = hundreds(Fraction(row["base_amount"]) * Fraction(row["revision_rate"]))
    assert amount == int(row["annual_amount"])
    return amount


def revision_rate(as_of, birth):
    """改定率 of the law as it stands (本来水準), also in the years in which the special level was paid."""
    level = "main_not_paid" if special_level(as_of) else "paid"
    return Fraction(row_in_force("basic_pension_full_amounts", as_of, birth, level=level)["revision_rate"])


@cache
def flat_unit(as_of, birth):
    """定額単価, yen a month of coverage; at the special level 1,676 yen and the price slide, not rounded."""
    if special_level(as_of):
        row = row_in_force("flat_rate_unit_amounts", as_of, birth, level="paid_special_level")
        return Fraction(row["base_amount"]) * Fraction(row["revision_rate"])
    row = row_in_force("flat_rate_unit_amounts", as_of, birth, level="paid")
    return Fraction(int(row["unit_amount"]))


def flat_multiplier(birth):
    return Fraction(row_for_birth("flat_rate_multipliers", birth)["multiplier"])


def flat_month_cap(birth):
    return int(
        row_for_birth("flat_rate_month_caps", birth, applies_to="transitional_addition_from_65")["month_cap"]
    )


def enrolment_months(birth):
    """加入可能月数."""
    return int(row_for_birth("possible_enrolment_months", birth)["months"])


def multipliers(birth):
    """給付乗率: (current before 2003-04, current from, protected before, protected from)."""
    row = row_for_birth("benefit_multipliers", birth)
    return tuple(
        Fraction(row[f"{formula}_{era}_2003_04_per_mille"]) / 1000
        for formula in ("main", "protected")
        for era in ("before", "from")
    )


def protected_revision(as_of, birth):
    """従前額改定率."""
    year = str(fiscal_year(as_of))
    return Fraction(row_for_birth("protected_amount_revision_rates", birth, fiscal_year=year)["rate"])


@cache
def required_months(rule, birth):
    """A qualifying period by birth, or None where there is none for that birth."""
    found = [row for row in rows("eligibility_periods") if row["rule"] == rule and born_within(row, birth)]
    return int(found[0]["months"]) if found else None


def minimum_average_base(birth):
    return int(row_for_birth("minimum_average_remuneration", birth)["base_amount"])


def special_start_age(birth, category, female):
    """支給開始年齢 of the earnings-related part of the special pension in months; 780: none before 65.

    The table for women of category 1 begins in 1940-04-02; earlier births start at 60 (EPI Act suppl. art. 8). The
    earlier ages of women with 20 years and of police are not part of the estimate.
    """
    member = "class1_female" if female and category == 1 else "class1_male_and_class2_3_4_both_sexes"
    if member == "class1_female" and birth < date(1940, 4, 2):
        return 60 * 12
    row = row_for_birth(
        "special_old_age_pension_start_ages", birth, member_type=member, part="earnings_related"
    )
    return int(row["start_age"]) * 12


def early_reduction(birth, start_age):
    """繰上げ: the rate for one month, or None and the whole rate of the age (births to 1941-04-01)."""
    return _rate("early_claim_rates", "reduction_rate", birth, start_age)


def late_increase(birth, start_age):
    """繰下げ: the rate for one month, or None and the whole rate of the age (births to 1941-04-01)."""
    return _rate("deferral_rates", "increase_rate", birth, start_age)


def latest_start_age(birth):
    """The highest age in months at which a late start can be asked for."""
    found = [row for row in rows("deferral_rates") if born_within(row, birth)]
    return max(int(row["latest_age"]) for row in found) * 12


def _rate(name, column, birth, start_age):
    found = [row for row in rows(name) if born_within(row, birth)]
    if found[0]["unit"] == "month":
        [row] = found
        return Fraction(row[column]), None
    [row] = [row for row in found if int(row["age_at_claim"]) == start_age // 12]
    return None, Fraction(row[column])


def miner_start_age(birth):
    """支給開始年齢 of both parts for 15 years as miner or seaman, in months."""
    row = row_for_birth(
        "special_old_age_pension_start_ages", birth, member_type="miner_or_seaman_15_years", part="flat_rate"
    )
    return int(row["start_age"]) * 12


def flat_start_age(birth, category, female):
    """支給開始年齢 of the flat-rate part in months; 780: none before 65. Women of category 1 before 1940-04-02: 60."""
    member = "class1_female" if female and category == 1 else "class1_male_and_class2_3_4_both_sexes"
    if member == "class1_female" and birth < date(1940, 4, 2):
        return 60 * 12
    row = row_for_birth("special_old_age_pension_start_ages", birth, member_type=member, part="flat_rate")
    return int(row["start_age"]) * 12


def flat_month_cap_before_65(birth):
    row = row_for_birth("flat_rate_month_caps", birth, applies_to="flat_rate_part_before_65")
    return int(row["month_cap"])


@cache
def suspension_figures(month, as_of, under_65):
    """(支給停止調整開始額 or None, 支給停止調整額) of a month, of the level's fiscal year at the latest, yen a month."""
    year = min(fiscal_year(date(month // 12, month % 12 + 1, 1)), fiscal_year(as_of))
    day = date(year, 4, 1)
    found = [
        row
        for row in rows("work_income_suspension_thresholds")
        if in_force(row, day) and row["age_group"] in ("all", "under_65" if under_65 else "65_and_over")
    ]
    [row] = found
    return int(row["lower_threshold"] or 0) or None, int(row["upper_threshold"])


NEWEST = date(2006, 12, 31)  # a birth that always has the rate of new beneficiaries


@cache
def dependants_amounts(as_of, birth, new_rules):
    """加給年金: spouse, special addition by the recipient's birth, first and second child, further child; yen a year."""
    if new_rules:
        rate = revision_rate(as_of, NEWEST)
        base = {row["kind"]: int(row["base_amount"]) for row in rows("dependants_additions_from_2028")}
        spouse, special, child = (hundreds(base[kind] * rate) for kind in ("spouse", "special", "child"))
        return {"spouse": spouse, "special": special, "child": child, "third_child": child}
    names = {"spouse": "spouse", "child": "first_child", "third_child": "third_or_later_child"}
    amounts = {
        name: int(row_in_force("dependants_additions", as_of, kind=kind)["annual_amount"])
        for name, kind in names.items()
    }
    special = [
        int(row["annual_amount"])
        for row in rows("spouse_special_additions")
        if in_force(row, as_of)
        and date.fromisoformat(row["recipient_birth_from"]) <= birth
        and (not row["recipient_birth_to"] or birth <= date.fromisoformat(row["recipient_birth_to"]))
    ]
    return amounts | {"special": sum(special)}


@cache
def transfer_addition(as_of, birth):
    """振替加算, yen a year: 224,700 × the own 改定率 × the rate of the birth, until 2015-09 rounded to 100 yen."""
    found = [row for row in rows("transfer_addition_rates") if born_within(row, birth)]
    if not found or not Fraction(found[0]["rate"]):
        return 0
    if special_level(as_of):
        base = int(row_in_force("dependants_additions", as_of, kind="spouse")["annual_amount"])
    else:
        base = hundreds(224_700 * revision_rate(as_of, birth))
    amount = base * Fraction(found[0]["rate"])
    rounded = hundreds(amount) if as_of < date(2015, 10, 1) else (amount + Fraction(1, 2)).__floor__()
    if fiscal_year(as_of) >= 2016:
        assert rounded == int(row_in_force("transfer_additions", as_of, birth)["annual_amount"])
    return rounded
