"""Second opinion: the figures of ねんきん定期便 against the slow month-by-month reference, on random careers.

Under 50 the record so far by the current formula alone; from 50 to 59 the present going on to 60 with protected amount and
transitional addition; from 60 on the same on the record alone. SECOND_OPINION_STATEMENTS sets how many statements are
compared (400 unless told).
"""

import os
import random
from datetime import date, timedelta
from fractions import Fraction

import pytest

from nenkin.law.career import CATEGORIES, SEAMAN
from nenkin.law.reasons import BORN_UNDER_OLD_LAW, COMPUTED, NOT_ENOUGH_MONTHS
from nenkin.law.statement import statement_on
from tests.reference import tables
from tests.reference.lifetime import (
    ADDITIONAL_SIGNS,
    APR_1961,
    APR_1986,
    SIGN_CLASS,
    Life,
    attain_month,
    employees_part,
    late_increase,
    pension,
    reference_estimate,
    round_half_up,
)
from tests.reference.strategies import random_case

STATEMENTS = int(os.environ.get("SECOND_OPINION_STATEMENTS", "400"))
FIRST_DAY, LAST_DAY = date(2005, 4, 1), date(2027, 3, 31)
AGE_60, AGE_65, AGE_70, AGE_75 = 720, 780, 840, 900
REASONS = {COMPUTED: "", BORN_UNDER_OLD_LAW: "born under the old law", NOT_ENOUGH_MONTHS: "not enough months"}


def day_of(seed, career):
    """A day on which the person is of some age from 20 to 72, around the birthdays too, in the years of the tables."""
    rng = random.Random(f"statement {seed}")
    birth = date.fromordinal(career.birth_date)
    age = rng.choice([*range(20, 73), 49, 50, 50, 52, 54, 56, 58, 59, 60])
    day = birth + timedelta(days=int(age * 365.2425) + rng.choice([-1, 0, 1, rng.randrange(365)]))
    return min(max(day, FIRST_DAY), LAST_DAY)


def age_in_years(birth, day):
    """Counted up: an age is attained on the eve of the birthday."""
    tomorrow = day + timedelta(days=1)
    had_birthday = (tomorrow.month, tomorrow.day) >= (birth.month, birth.day)
    return tomorrow.year - birth.year - (not had_birthday)


def known_until(career, month):
    """The record with nothing of `month` and later, still going on where it went on then."""
    if month >= career.record_end:
        return career
    coverage = [
        (start, min(end, month), kind, pay)
        for start, end, kind, pay in zip(
            career.coverage_start, career.coverage_end, career.coverage_kind, career.coverage_pay, strict=True
        )
        if start < month
    ]
    bonuses = [
        row
        for row in zip(career.bonus_month, career.bonus_amount, career.bonus_kind, strict=True)
        if row[0] < month
    ]
    statuses = [
        (start, min(end, month), code)
        for start, end, code in zip(career.status_start, career.status_end, career.status_code, strict=True)
        if start < month
    ]
    columns = []
    for rows, width in ((coverage, 4), (bonuses, 3), (statuses, 3)):
        columns += [tuple(row[place] for row in rows) for place in range(width)]
    return type(career)(career.birth_date, career.sex, month, *columns)


def closed(record):
    """The same record with nothing going on: no row ends where it ends."""
    return record._replace(record_end=record.record_end + 1)


def months_of(life):
    """これまでの年金加入期間, month by month."""
    signs = {
        month: sign
        for month, sign in life.sign.items()
        if month >= APR_1961 and month not in life.employees_months
    }
    at_sea = {m for m, (kind, _) in life.covered[1].items() if kind == SEAMAN and m < APR_1986}
    others = {m for m in life.employees_months if m not in at_sea}
    found = {
        "category_1": sum(
            SIGN_CLASS[sign] not in ("nothing", "complementary") and sign not in "+$"
            for sign in signs.values()
        ),
        "category_3": sum(sign in "+$" for sign in signs.values()),
        "additional": sum(sign in ADDITIONAL_SIGNS for sign in signs.values()),
        "general": len(life.covered[1]) - len(at_sea),
        "public": len(life.covered[2]) + len(life.covered[3]),
        "school": len(life.covered[4]),
        "employees": len(others),
        "seamen": len(at_sea),
        "complementary": sum(SIGN_CLASS[sign] == "complementary" for sign in signs.values()),
    }
    found["national"] = found["category_1"] + found["category_3"]
    found["insured"] = found["national"] + found["employees"] + found["seamen"]
    found["qualifying"] = found["insured"] + found["complementary"]
    return found


def reference_statement(career, day):
    """The statement by the reference alone, under the names of `Statement`."""
    birth = date.fromordinal(career.birth_date)
    age = age_in_years(birth, day)
    record = known_until(career, day.year * 12 + day.month)
    basis = record if 50 <= age < 60 else closed(record)
    reference = reference_estimate(basis, day, AGE_60, AGE_65, AGE_65)
    found = {"age": age, "reason": reference["reason"], "months": months_of(Life(closed(record), AGE_60))}
    if age < 50 and found["reason"] == "not enough months":
        found["reason"] = ""  # what the record so far gives asks for no right
    if found["reason"]:
        return found | dict.fromkeys(("basic", "additional", "general", "public", "school", "total"), 0)
    life, parts = Life(basis, AGE_60), reference["employees_all"]
    special = dict.fromkeys(CATEGORIES, 0)
    special_age = flat_age = dict.fromkeys(CATEGORIES, AGE_65)
    flat = special
    if age < 50:
        cells = {c: (pension(parts[c]["current"], day), 0, 0) for c in CATEGORIES}
    else:
        cells = {
            c: (pension(parts[c]["proportional"], day), pension(parts[c]["transitional"], day), 0)
            for c in CATEGORIES
        }
        special, special_age = reference["special"], reference["special_start_age"]
        flat_age = {
            c: max(special_age[c], tables.flat_start_age(birth, c, life.female)) if special[c] else AGE_65
            for c in CATEGORIES
        }
        flat = {c: flat_part(life, day, c, flat_age[c]) for c in CATEGORIES}
    exact = reference["full_amount"] * reference["credited"] / reference["enrolment_months"]
    basic = round_half_up(pension(exact, day))  # rounded once, by art. 17, also where it goes to 100 yen
    additional = reference["additional"]
    amounts = {c: sum(cells[c]) for c in CATEGORIES}
    total = basic + additional + sum(amounts.values())
    return found | {
        "credited": reference["credited"],
        "basic": basic,
        "additional": additional,
        "national": basic + additional,
        "categories": tuple(cells.values()),
        "general": amounts[1],
        "public": amounts[2] + amounts[3],
        "school": amounts[4],
        "total": total,
        "total_at_70": deferred(birth, day, total, AGE_70),
        "total_at_75": deferred(birth, day, total, AGE_75) if tables.fiscal_year(day) >= 2022 else 0,
        "special": tuple(special.values()),
        "special_age": tuple(special_age.values()),
        "flat": tuple(flat.values()),
        "flat_age": tuple(flat_age.values()),
    }


def flat_part(life, day, category, age):
    """定額部分 before 65 on the months before its age."""
    if age >= AGE_65:
        return 0
    counted = employees_part(life, day, category, attain_month(life.birth, age))["counted"]
    months = min(counted, tables.flat_month_cap_before_65(life.birth))
    unit = tables.flat_unit(day, life.birth) * tables.flat_multiplier(life.birth)
    return pension(round_half_up(unit * months), day)


def deferred(birth, day, total, age):
    if age > tables.latest_start_age(birth):
        return 0
    return pension(total + late_increase(birth, total, age), day)


def law_statement(career, day):
    """The law's statement under the reference's names."""
    found = statement_on(day, career)
    figures = found._asdict() | {"reason": REASONS[found.reason], "months": found.months._asdict()}
    figures["categories"] = tuple(tuple(cell) for cell in found.categories)
    figures["credited"] = Fraction(found.credited, 24)
    return figures


def differences(career, day):
    """Every figure of the reference that the law does not share: {name: (law, reference)}."""
    law, reference = law_statement(career, day), reference_statement(career, day)
    return {name: (law[name], figure) for name, figure in reference.items() if law[name] != figure}


def test_statements_agree_with_the_reference():
    seen = {"under 50": 0, "50 to 59": 0, "60 and over": 0}
    for seed in range(STATEMENTS):
        career = random_case(seed).career
        day = day_of(seed, career)
        found = differences(career, day)
        assert not found, (seed, day, found)
        age = age_in_years(date.fromordinal(career.birth_date), day)
        seen["under 50" if age < 50 else "50 to 59" if age < 60 else "60 and over"] += 1
    assert min(seen.values()) > STATEMENTS // 20, seen


@pytest.mark.parametrize("born", [date(1976, 11, 25), date(1966, 11, 25)])
def test_the_eve_of_the_50th_and_60th_birthday(born):
    """The two rules change on the eve of a birthday; both statements agree on the days around it."""
    for seed in range(10):
        career = random_case(seed).career._replace(birth_date=born.toordinal())
        for day in (date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 25)):
            assert not differences(career, day), (seed, day)
