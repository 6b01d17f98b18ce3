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


def basic_row(as_of, birth):
    year = str(fiscal_year(as_of))
    return row_for_birth("basic_pension_full_amounts", birth, fiscal_year=year, level="paid")


def full_amount(as_of, birth):
    """満額, yen a year, computed from the base and the rate and checked against the table."""
    row = basic_row(as_of, birth)
    amount = Fraction(row["base_amount"]) * Fraction(row["revision_rate"])
    hundreds = (amount / 100 + Fraction(1, 2)).__floor__() * 100
    assert hundreds == int(row["annual_amount"])
    return hundreds


def revision_rate(as_of, birth):
    """改定率."""
    return Fraction(basic_row(as_of, birth)["revision_rate"])


def flat_unit(as_of, birth):
    """定額単価, yen a month of coverage."""
    first_day = f"{fiscal_year(as_of)}-04-01"
    row = row_for_birth("flat_rate_unit_amounts", birth, valid_from=first_day, level="paid")
    return int(row["unit_amount"])


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


def minimum_average_base(birth):
    return int(row_for_birth("minimum_average_remuneration", birth)["base_amount"])


def special_start_age(birth, category, female):
    """支給開始年齢 of the earnings-related part of the special pension in months; 780: none before 65.

    The table for women of category 1 begins in 1940-04-02; earlier births start at 60 (EPI Act suppl. art. 8). The
    earlier ages of long members, seamen and miners with 15 years and police are not part of the estimate.
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
