"""Disability, survivors' and withdrawal benefits month by month, with fractions: independent of the law's code.

Months come from `lifetime.Life`, tables from `tables.py`; everything else is written anew here, as slowly as it can
be read. Events are Python dates. Open coverage and status go on to the event. Only amounts and rights that both
sides claim to compute are returned, under names of their own.
"""

from datetime import date, timedelta
from fractions import Fraction
from math import floor

from nenkin.law.career import CATEGORIES, FEMALE, GENERAL, MALE, MINER, SEAMAN
from tests.reference import tables
from tests.reference.lifetime import (
    ADDITIONAL_SIGNS,
    APR_1961,
    APR_2003,
    CATEGORY_3_SIGNS,
    EXEMPT_CLASSES,
    SIGN_CLASS,
    Life,
    attain_month,
    basic_months,
    counted_month,
    credited_months,
    current_rate,
    months_in_the_average,
    pay_for_the_average,
    protected_rate,
    round_half_up,
)

REFORM = date(2028, 4, 1)
FIXED = tuple(Fraction(text) / 1000 for text in ("7.125", "5.481", "7.5", "5.769"))
NOT_COVERAGE = "/#合"
QUARTERS = {"paid": 4, "quarter": 3, "half": 2, "three_quarters": 1}


def month_of(day):
    return day.year * 12 + day.month - 1


def birthday(birth, age):
    year = birth.year + age
    leap = year % 4 == 0 and (year % 100 or year % 400 == 0)
    return date(year, 3, 1) if (birth.month, birth.day) == (2, 29) and not leap else birth.replace(year=year)


def is_of_age(birth, age, day):
    return day >= birthday(birth, age) - timedelta(days=1)


def hundreds(amount):
    return round_half_up(Fraction(amount) / 100) * 100


def life_until(career, month):
    """The record laid out as if everything open went on to a month."""
    zero = attain_month(date.fromordinal(career.birth_date), 0)
    return Life(career, month - zero)


def insured_kind(life, month):
    """'good' or 'bad' where the National Pension covers a month, None where not."""
    if month < APR_1961:
        return None
    if month in life.employees_months:
        if month < life.attain_65:
            return "good"
        return None
    sign = life.sign.get(month, "/")
    if sign in NOT_COVERAGE:
        return None
    return "bad" if SIGN_CLASS[sign] == "nothing" else "good"


def premium_condition(life, day):
    """(insured, good, unpaid in the year, met)."""
    until = month_of(day) - 1
    months = [
        m for m in sorted(life.employees_months | set(life.sign)) if m < until and insured_kind(life, m)
    ]
    good = [m for m in months if insured_kind(life, m) == "good"]
    event = month_of(day)
    end = until
    if event not in life.employees_months and life.sign.get(event, "/") in NOT_COVERAGE:
        end = min(until, (months[-1] + 1) if months else 1)
    unpaid = [m for m in months if end - 12 <= m < end and insured_kind(life, m) == "bad"]
    met = Fraction(len(good)) >= Fraction(2, 3) * len(months)
    if not met and day < date(2036, 4, 1) and not unpaid and event < life.attain_65:
        met = True
    return len(months), len(good), len(unpaid), met


def combined_parts(life, as_of, before, multipliers):
    """(counted months, current part, protected part) of every category together, before any share."""
    spells = [(c, m, *life.covered[c][m]) for c in CATEGORIES for m in life.covered[c] if m < before]
    counted_1 = sum((counted_month(kind, m) for _, m, kind, _ in spells if m < APR_2003), Fraction(0))
    counted_2 = Fraction(len([1 for _, m, _, _ in spells if m >= APR_2003]))
    sums = [Fraction(0)] * 4
    divisor = 0
    for category in CATEGORIES:
        early = sorted(m for c, m, _, _ in spells if c == category and m < APR_2003)
        averaged = set(months_in_the_average(early))
        divisor += len(averaged)
        for c, month, kind, pay in spells:
            if c != category or (month < APR_2003 and month not in averaged):
                continue
            era = 0 if month < APR_2003 else 1
            sums[era] += pay_for_the_average(kind, month, pay) * current_rate(life, as_of, kind, month)
            sums[era + 2] += pay_for_the_average(kind, month, pay) * protected_rate(as_of, kind, month)
        for month, amount in life.bonuses[category]:
            if APR_2003 <= month < before:
                sums[1] += amount * current_rate(life, as_of, GENERAL, month)
                sums[3] += amount * protected_rate(as_of, GENERAL, month)
    late = int(counted_2)
    averages = [
        round_half_up(total / months) if months else 0
        for total, months in zip(sums, (divisor, late, divisor, late), strict=True)
    ]
    if counted_1:
        least = round_half_up(
            tables.minimum_average_base(life.birth) * tables.revision_rate(as_of, life.birth)
        )
        averages[0] = max(averages[0], least)
    current = averages[0] * multipliers[0] * counted_1 + averages[1] * multipliers[1] * counted_2
    protected = averages[2] * multipliers[2] * counted_1 + averages[3] * multipliers[3] * counted_2
    return counted_1 + counted_2, current, protected * tables.protected_revision(as_of, life.birth)


def share_of(parts, least, share):
    counted, current, protected = parts
    if not counted:
        return 0
    stretch = Fraction(max(least, counted)) / counted
    return max(round_half_up(current * stretch * share), round_half_up(protected * stretch * share))


def additions(as_of):
    year = str(tables.fiscal_year(as_of))
    found = {
        r["kind"]: int(r["annual_amount"])
        for r in tables.rows("dependants_additions")
        if r["fiscal_year"] == year
    }
    return found["spouse"], found["first_child"], found["third_or_later_child"]


def alike(as_of):
    """From 2028-04: 269,600 × the rate of new beneficiaries."""
    return hundreds(269_600 * tables.revision_rate(as_of, date(2000, 1, 1)))


def for_children(as_of, children, month):
    if month >= 2028 * 12 + 3:
        return children * alike(as_of)
    _, first, further = additions(as_of)
    return sum(first if number < 2 else further for number in range(children))


def reference_disability(career, as_of, visit, recognition, grade, children, spouse):
    birth = date.fromordinal(career.birth_date)
    until = month_of(recognition) + 1
    life = life_until(career, until)
    employees = month_of(visit) in life.employees_months
    national = life.sign.get(month_of(visit), "/") not in NOT_COVERAGE
    young = not is_of_age(birth, 65, visit)
    sixties = young and is_of_age(birth, 60, visit) and bool(life.employees_months or life.sign)
    minor = not employees and not is_of_age(birth, 20, visit)
    basic_right = minor or national or sixties or (employees and young)
    if not basic_right and not employees:
        return {"refused": "not insured"}
    if not minor and not premium_condition(life, visit)[3]:
        return {"refused": "premiums"}
    if grade >= 3 and not employees:
        return {"refused": "grade"}
    full = tables.full_amount(as_of, birth)
    basic = {1: round_half_up(Fraction(5, 4) * full), 2: full}.get(grade, 0) if basic_right else 0
    figures = {
        "refused": "",
        "basic": basic,
        "children": for_children(as_of, children, until) if basic else 0,
    }
    figures |= {"employees": 0, "spouse": 0, "lump_sum": 0}
    if employees:
        parts = combined_parts(life, as_of, until, FIXED)
        least = hundreds(Fraction(3, 4) * full) if not basic else 0
        if grade == 4:
            figures["lump_sum"] = max(share_of(parts, 300, Fraction(2)), 2 * least)
        else:
            figures["employees"] = max(share_of(parts, 300, Fraction(5, 4) if grade == 1 else 1), least)
        if spouse and grade < 3:
            figures["spouse"] = additions(as_of)[0]
    return figures


def category_one(life, before):
    """Counts by class of the months of category 1, the months with the additional premium, the last with a premium."""
    names = [name for name, _, _ in EXEMPT_CLASSES]
    counts = dict.fromkeys(["paid", "deferred", "quarters", "additional", *names], 0)
    last = 0
    for month, sign in life.sign.items():
        if month in life.employees_months or month >= before or sign in CATEGORY_3_SIGNS + NOT_COVERAGE:
            continue
        name = SIGN_CLASS[sign]
        counts["additional"] += sign in ADDITIONAL_SIGNS
        counts["quarters"] += QUARTERS.get(name, 0)
        if name in QUARTERS and sign not in "DEF":
            last = max(last, month)
        if name in ("quarter", "half", "three_quarters", "full"):
            name += "_after" if month >= 2009 * 12 + 3 else "_before"
        if name in counts:
            counts[name] += 1
    return counts, last


def stands_for_25_years(life, before, qualifying):
    if qualifying >= 300:
        return True
    covered = [(m, life.covered[c][m][0]) for c in CATEGORIES for m in life.covered[c] if m < before]

    def needed(rule):
        found = [
            r
            for r in tables.rows("eligibility_periods")
            if r["rule"] == rule and tables.born_within(r, life.birth)
        ]
        return int(found[0]["months"]) if found else 10**6

    if qualifying >= needed("transitional_total_by_birth"):
        return True
    if sum(counted_month(kind, m) for m, kind in covered) >= needed("employee_schemes_by_birth"):
        return True
    from_40 = attain_month(life.birth, (35 if life.female else 40) * 12)
    from_35 = attain_month(life.birth, 35 * 12)
    general = sum(counted_month(kind, m) for m, kind in covered if kind == GENERAL and m >= from_40)
    third = sum(counted_month(kind, m) for m, kind in covered if kind in (SEAMAN, MINER) and m >= from_35)
    return max(general, third) >= needed("middle_age_special_by_birth")


LUMP_SUMS = ((420, 320_000), (360, 270_000), (300, 220_000), (240, 170_000), (180, 145_000), (36, 120_000))


def reference_survivors(career, as_of, death, family):
    """`family`: spouse (birth or None), sex, married, children, last_child_until, own, received, illness, degree, ask_long."""
    birth = date.fromordinal(career.birth_date)
    until, at = month_of(death + timedelta(days=1)), month_of(death)
    life = life_until(career, until)
    in_death_month = life_until(career, at + 1)
    qualifying = basic_months(life, until)["qualifying_months"]
    met = premium_condition(life, death)[3]
    closed = until in [e for e in career.coverage_end if e < career.record_end]
    insured = at in in_death_month.employees_months or closed
    national = in_death_month.sign.get(at, "/") not in NOT_COVERAGE or (
        insured and not is_of_age(birth, 65, death)
    )
    sixties = (
        is_of_age(birth, 60, death)
        and not is_of_age(birth, 65, death)
        and bool(career.coverage_start or career.status_start)
    )
    long = stands_for_25_years(life, until, qualifying)
    has_employees = any(m < until for m in life.employees_months)
    short_open = has_employees and (family["degree"] in (1, 2) or ((insured or family["illness"]) and met))
    long_open = has_employees and long
    basic_open = long or ((national or sixties) and met)
    spouse, children = family["spouse"], family["children"]
    wife = spouse is not None and family["sex"] == FEMALE
    husband = spouse is not None and family["sex"] == MALE
    figures = {"refused": "", "basic": 0, "employees": 0, "other_type": 0}
    has_basic = basic_open and children > 0
    if has_basic and spouse is not None:
        figures["basic"] = tables.full_amount(as_of, spouse) + for_children(as_of, children, at + 1)
    elif has_basic:
        first, further = additions(as_of)[1:]
        others = [first if n == 0 else further for n in range(children - 1)]
        if at + 1 >= 2028 * 12 + 3:
            others = [alike(as_of)] * (children - 1)
        each = Fraction(tables.full_amount(as_of, date(2000, 1, 1)) + sum(others), children)
        figures["basic"] = children * round_half_up(each)

    to_spouse = wife or (husband and (death >= REFORM or is_of_age(spouse, 55, death)))
    short = short_open and not (long_open and family["ask_long"])
    born = tables.multipliers(birth)
    holds = (short_open or long_open) and (to_spouse or children > 0)
    if holds:
        by_short = share_of(combined_parts(life, as_of, until, FIXED), 300, Fraction(3, 4))
        by_long = share_of(combined_parts(life, as_of, until, born), 0, Fraction(3, 4))
        figures["employees"] = by_short if short else by_long
        if short_open and long_open:
            figures["other_type"] = by_long if short else by_short
    counted = combined_parts(life, as_of, until, FIXED)[0]
    figures |= {
        "addition": 0,
        "addition_from": 0,
        "transitional": 0,
        "fixed": 0,
        "fixed_until": 0,
        "on_top": 0,
    }
    figures |= {"widows": 0, "lump_sum": 0, "entitlement": 0}
    if holds and to_spouse:
        zero = attain_month(spouse, 0)
        new_rule = death >= REFORM and (husband or spouse >= date(1989, 4, 2))
        limit = 60 if new_rule else 30
        if new_rule or wife:
            if has_basic:
                if family["last_child_until"] < zero + 12 * limit:
                    figures["fixed_until"] = family["last_child_until"] + 60
            elif not is_of_age(spouse, limit, death):
                figures["fixed_until"] = at + 60
        share = Fraction(1) if figures["fixed_until"] and death >= REFORM else Fraction(3, 4)
        figures["fixed"] = share_of(
            combined_parts(life, as_of, until, FIXED if short else born), 300 if short else 0, share
        )
        if wife and (short or counted >= 240):
            start = family["last_child_until"] + 1 if has_basic else at + 1
            old_enough = is_of_age(spouse, 40, death) or (
                has_basic and zero + 480 <= family["last_child_until"]
            )
            three_quarters = hundreds(Fraction(3, 4) * tables.full_amount(as_of, spouse))
            if old_enough and not is_of_age(spouse, 65, death) and start <= zero + 780:
                if death >= REFORM:
                    return {"refused": "widow addition 2028"}
                figures |= {"addition": three_quarters, "addition_from": start}
            if spouse < date(1956, 4, 2):
                cohort = spouse.year if (spouse.month, spouse.day) >= (4, 2) else spouse.year - 1
                years = max(0, cohort - 1926)
                took = Fraction(tables.full_amount(as_of, spouse) * 12 * years, min(480, 300 + 12 * years))
                figures["transitional"] = max(0, three_quarters - round_half_up(took))
        if not figures["fixed_until"] or figures["fixed_until"] >= zero + 780:
            own, mine = family["own"], figures["employees"]
            best = max(Fraction(mine), Fraction(2, 3) * mine + Fraction(1, 2) * own)
            figures["entitlement"] = round_half_up(best)
            if figures["transitional"]:
                figures["on_top"] = max(0, round_half_up(best) + figures["transitional"] - own)
            else:
                figures["on_top"] = round_half_up(max(Fraction(0), best - own))

    counts, _ = category_one(life, at)
    if wife and not life.female and not is_of_age(spouse, 65, death) and not family["received"]:
        exempt = sum(counts[name] for name, _, _ in EXEMPT_CLASSES)
        enough = counts["paid"] + exempt + counts["deferred"] >= 120 and counts["paid"] + exempt > 0
        if enough and family["married"] >= 120:
            cap = tables.enrolment_months(birth)
            credited = credited_months(counts, cap)
            figures["widows"] = round_half_up(
                Fraction(3, 4) * tables.full_amount(as_of, spouse) * Fraction(credited) / cap
            )
    if not family["received"] and not has_basic:
        months = Fraction(counts["quarters"], 4)
        amount = next((amount for least, amount in LUMP_SUMS if months >= least), 0)
        figures["lump_sum"] = amount + (8_500 if amount and counts["additional"] >= 36 else 0)
    if not (figures["basic"] or figures["employees"] or figures["widows"] or figures["lump_sum"]):
        if basic_open or short_open or long_open:
            return {"refused": "nobody"}
        if not met and (national or insured or family["illness"] or sixties):
            return {"refused": "premiums"}
        return {"refused": "no right"}
    return figures


def reference_withdrawal(career, left, claim):
    """Amounts of both payments of someone without Japanese nationality; texts where there is none."""
    before = month_of(claim)
    life = life_until(career, month_of(left))
    two_years = (
        date(left.year + 2, 3, 1) if (left.month, left.day) == (2, 29) else left.replace(year=left.year + 2)
    )
    if claim >= two_years:
        return {"national": "late", "employees": "late"}
    if before in life.employees_months or life.sign.get(before, "/") not in NOT_COVERAGE:
        return {"national": "insured", "employees": "insured"}
    if basic_months(life, before)["qualifying_months"] >= 120:
        return {"national": "qualifies", "employees": "qualifies"}
    counts, last = category_one(life, before)
    figures = {}
    half_years = floor(Fraction(counts["quarters"], 4) / 6)
    if half_years == 0:
        figures["national"] = "short"
    elif last < 2005 * 12 + 3:
        figures["national"] = "outside"
    else:
        premium = next(
            int(r["monthly_premium"])
            for r in tables.rows("national_pension_premiums")
            if tables.month_of(r["valid_from"]) <= last <= tables.month_of(r["valid_to"])
        )
        most = 10 if last >= 2021 * 12 + 3 else 6
        figures["national"] = round_half_up(Fraction(premium, 2) * 6 * min(half_years, most))
    months = [(m, pay) for c in CATEGORIES for m, (_, pay) in life.covered[c].items() if m < before]
    if len(months) < 6:
        return figures | {"employees": "short"}
    last = max(m for m, _ in months)
    if last < 2005 * 12 + 3:
        return figures | {"employees": "outside"}
    total = sum(pay * (Fraction(13, 10) if m < APR_2003 else 1) for m, pay in months)
    total += sum(amount for c in CATEGORIES for m, amount in life.bonuses[c] if m < before)
    year = last // 12 - (2 if last % 12 + 1 <= 8 else 1)
    october = f"{year}-10-01"
    rate = next(
        Fraction(r["rate_per_mille"]) / 1000
        for r in tables.rows("employees_pension_premium_rates")
        if r["member_class"] == "class1_male" and r["valid_from"] <= october <= (r["valid_to"] or "9999")
    )
    number = 6 * min(len(months) // 6, 10 if last >= 2021 * 12 + 3 else 6)
    tenths = round_half_up(rate / 2 * number * 10)
    return figures | {"employees": round_half_up(round_half_up(total / len(months)) * Fraction(tenths, 10))}
