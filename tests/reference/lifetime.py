"""The whole old-age estimate month by month, with fractions: slow, obvious, and independent of the law's code.

Nothing of the law is imported but the shape of the record; the tables are read by `tables.py` beside this
file. Every month of a life is looked at singly. What was chosen where the law leaves a choice:

Dates. Age n is attained on the day before the n-th birthday; months are `year × 12 + month − 1`.

Projection (かんたん試算). A spell whose end is `record_end` still goes on. Coverage goes on with the same kind
and pay until the month before attaining `until_age`, never beyond 70. Bonuses of the last 12 months of the
record, of the same kind as the open coverage, are paid again every year in the same calendar month, in
months strictly before that end. An open status of category 1 (any sign but those named next, unpaid and
exempt ones too) goes on as paid until attaining `until_age` or 60, with the additional premium if the open
sign has it; an open status of category 3 (+ $ - &) goes on as "+" equally long; an open "/", "#" or 合 does
not go on. Nothing of the record is cut when it ends after the horizon.

Months of the basic pension. A month with employees' coverage counts once, as the employees' month, whatever
its sign: paid if it lies from 1961-04 on and at ages 20–59, complementary (合算対象) otherwise. Other months
count by their sign, from 1961-04. Student and postponed months (サ セ) count for the 120 months only; 合 and &
too. Older births replace 480 by their enrolment months, everywhere in the calculation. Credited months stay
an exact fraction.

Averages. Per category of employees' coverage, rounded half up to the yen, over real months. Pay before
1969-11 is at least 10,000 yen (12,000 for seamen). With 36 or more months from 1957-10 to 1976-07, earlier
months are left out of sum and divisor; with fewer there but 36 or more up to 1976-07, all but the latest 36
of those. They are not left out of the months that the average is multiplied with. The minimum average lifts
the current formula only. Seamen's months before 1986-04 and mutual-aid months before 1985-10 take their
former tables, in both formulas.

Amounts. The current formula and the protected one are each summed over both eras, rounded once, and the
larger is taken, per category; in the fiscal years 2005 to 2014 the special level (the protected parts × 1.031 ×
the price slide, rounded once) is a third candidate, and full amount and flat unit are those of the special
level. The transitional addition is rounded once, after the subtraction, per category. `counted` months of
seamen and miners stay exact fractions. Until 2015-09 every pension (basic, additional, employees' of one
category) is rounded to 100 yen after its reduction or increase; its components to the yen before.

Start. Months before 65 count for the amount from 65. Early: amounts of the months before the claim, less
one rounded reduction for each of basic, additional and each category's employees' pension; the same
reduction stays after 65, when the months since the claim enter. Once a special pension could have begun
(start age before the claim), nothing of the earnings-related part is reduced, and the transitional addition
begins at 65; the special pension is paid until the claim. Late: the increase is a share of the pension on
the months before 65; the basic and additional pension count all months; `employees_from_65` is then the
amount before the increase, not paid. The special pension needs 12 counted employees' months, summed over
categories, and 120 qualifying months: it begins with the start age or with the first later month before
which both are there. For an early claim before the start age the 12 months must be there at the claim.
With 180 real months as miner or seaman category 1 has an earlier start age: from 55 on by birth.
"""

from datetime import date, timedelta
from fractions import Fraction
from math import floor

from nenkin.law.career import (
    CATEGORIES,
    CATEGORY_OF_KIND,
    FEMALE,
    GENERAL,
    MINER,
    SEAMAN,
    SIGNS,
    month_number,
)
from tests.reference import tables

APR_1961 = month_number(1961, 4)
OCT_1957 = month_number(1957, 10)
AUG_1976 = month_number(1976, 8)
NOV_1969 = month_number(1969, 11)
OCT_1985 = month_number(1985, 10)
APR_1986 = month_number(1986, 4)
APR_1991 = month_number(1991, 4)
APR_2003 = month_number(2003, 4)
APR_2009 = month_number(2009, 4)
NEVER = 10**6

# 国民年金納付記録の記号: what a month with this sign is.
SIGN_CLASS = {
    **dict.fromkeys("APVBGQWCDEFTUHKM+$シスソタオカキクケコマミムメモヤナニヌネノハ", "paid"),
    **dict.fromkeys("フヘホ", "quarter"),
    **dict.fromkeys("イウエ", "half"),
    **dict.fromkeys("ツテト", "three_quarters"),
    **dict.fromkeys("YZLR", "full"),
    **dict.fromkeys("サセ", "deferred"),
    **dict.fromkeys("合&", "complementary"),
    **dict.fromkeys("-*Xアチヒ/#", "nothing"),
}
ADDITIONAL_SIGNS = "BGQWEF"
CATEGORY_3_SIGNS = "+$-&"
NOT_GOING_ON_SIGNS = "/#合"

# In the order of the law: class, share of a month within the cap, share beyond it.
EXEMPT_CLASSES = (
    ("quarter_after", Fraction(7, 8), Fraction(3, 8)),
    ("quarter_before", Fraction(5, 6), Fraction(1, 2)),
    ("half_after", Fraction(3, 4), Fraction(1, 4)),
    ("half_before", Fraction(2, 3), Fraction(1, 3)),
    ("three_quarters_after", Fraction(5, 8), Fraction(1, 8)),
    ("three_quarters_before", Fraction(1, 2), Fraction(1, 6)),
    ("full_after", Fraction(1, 2), Fraction(0)),
    ("full_before", Fraction(1, 3), Fraction(0)),
)
FORMER_MUTUAL_AID = {
    4: "former_national_public_service_mutual_aid",
    5: "former_local_public_service_mutual_aid",
    6: "former_private_school_mutual_aid",
}


def round_half_up(amount):
    return floor(Fraction(amount) + Fraction(1, 2))


def attain_month(birth, age_months):
    """The month of attaining an age in years, plus further months."""
    eve = birth - timedelta(days=1)
    return month_number(eve.year, eve.month) + age_months


class Life:
    """A record laid out month by month, with the months assumed after its end."""

    def __init__(self, record, until_age):
        self.birth = date.fromordinal(record.birth_date)
        self.female = record.sex == FEMALE
        self.attain_20 = attain_month(self.birth, 20 * 12)
        self.attain_60 = attain_month(self.birth, 60 * 12)
        self.attain_65 = attain_month(self.birth, 65 * 12)
        self.record_end = record.record_end
        self.coverage_until = attain_month(self.birth, min(until_age, 70 * 12))
        self.status_until = attain_month(self.birth, min(until_age, 60 * 12))
        self.covered = {category: {} for category in CATEGORIES}  # category → month → (kind, pay in yen)
        self.bonuses = {category: [] for category in CATEGORIES}  # category → [(month, yen)]
        self.sign = {}  # month → sign
        self._lay_out(record)
        self.employees_months = {month for months in self.covered.values() for month in months}
        self.revalued = {}  # see `revalued`

    def _lay_out(self, record):
        bonuses = list(zip(record.bonus_month, record.bonus_amount, record.bonus_kind, strict=True))
        last_year = [bonus for bonus in bonuses if record.record_end - 12 <= bonus[0] < record.record_end]
        for start, end, kind, pay in zip(
            record.coverage_start, record.coverage_end, record.coverage_kind, record.coverage_pay, strict=True
        ):
            if end == record.record_end:
                end = max(end, self.coverage_until)
                for month, amount, bonus_kind in last_year:
                    if bonus_kind == kind:
                        bonuses += [(again, amount, kind) for again in range(month + 12, end, 12)]
            for month in range(start, end):
                self.covered[CATEGORY_OF_KIND[kind]][month] = (kind, pay * 1000)
        for month, amount, kind in bonuses:
            self.bonuses[CATEGORY_OF_KIND[kind]].append((month, amount * 1000))
        for start, end, code in zip(record.status_start, record.status_end, record.status_code, strict=True):
            for month in range(start, end):
                self.sign[month] = SIGNS[code]
            if end == record.record_end:
                for month in range(end, self.status_until):
                    self.sign[month] = sign_that_goes_on(SIGNS[code])


def sign_that_goes_on(sign):
    if sign in NOT_GOING_ON_SIGNS:
        return "/"
    if sign in CATEGORY_3_SIGNS:
        return "+"
    return "B" if sign in ADDITIONAL_SIGNS else "A"


def basic_months(life, before):
    """How many months of each class the record holds before a month."""
    names = ["paid", "deferred", "complementary", "additional_months"]
    counts = dict.fromkeys(names + [name for name, _, _ in EXEMPT_CLASSES], 0)
    for month in sorted(life.employees_months | set(life.sign)):
        if month >= before:
            continue
        if month in life.employees_months:
            at_20_to_59 = life.attain_20 <= month < life.attain_60
            counts["paid" if at_20_to_59 and month >= APR_1961 else "complementary"] += 1
            continue
        if month < APR_1961:
            continue
        sign = life.sign[month]
        name = SIGN_CLASS[sign]
        if name in ("quarter", "half", "three_quarters", "full"):
            name += "_after" if month >= APR_2009 else "_before"
        if name != "nothing":
            counts[name] += 1
        if sign in ADDITIONAL_SIGNS:
            counts["additional_months"] += 1
    counts["qualifying_months"] = sum(counts.values()) - counts["additional_months"]
    return counts


def credited_months(counts, cap):
    used = credited = Fraction(counts["paid"])
    for name, share, share_beyond in EXEMPT_CLASSES:
        within = min(counts[name], max(0, cap - used))
        credited += within * share + (counts[name] - within) * share_beyond
        used += counts[name]
    return min(Fraction(cap), credited)


def counted_month(kind, month):
    """第3種被保険者: a month of a seaman or miner counts for more than one."""
    if kind in (SEAMAN, MINER):
        if month < APR_1986:
            return Fraction(4, 3)
        if month < APR_1991:
            return Fraction(6, 5)
    return 1


def current_rate(life, as_of, kind, month):
    if kind == SEAMAN and month < APR_1986:
        table = "revaluation_rates_former_seamens_insurance"
    elif kind in FORMER_MUTUAL_AID and month < OCT_1985:
        table = "revaluation_rates_former_mutual_aid"
    else:
        table = "revaluation_rates"
    return tables.current_rate(table, tables.fiscal_year(as_of), life.birth, month)


def protected_rate(as_of, kind, month):
    if kind == SEAMAN and month < APR_1986:
        table = "former_seamens_insurance"
    elif kind in FORMER_MUTUAL_AID and month < OCT_1985:
        table = FORMER_MUTUAL_AID[kind]
    else:
        table = "employees_pension"
    return tables.rate_1994(table, tables.fiscal_year(as_of), month)


def pay_for_the_average(kind, month, pay):
    if month >= NOV_1969:
        return pay
    return max(pay, 12_000 if kind == SEAMAN else 10_000)


def months_in_the_average(months):
    """The months before 2003-04 of which the average is taken; law no. 78 of 1969, suppl. art. 4."""
    until_1976 = [m for m in months if m < AUG_1976]
    if len([m for m in until_1976 if m >= OCT_1957]) >= 36:
        return [m for m in months if m >= OCT_1957]
    if len(until_1976) >= 36:
        return [m for m in months if m >= until_1976[-36]]
    return months


def employees_part(life, as_of, category, before):
    """報酬比例部分 (both formulas) and 経過的加算 of one category, on the months before a month."""
    months, pays, bonuses = revalued(life, as_of, category)
    months = {m: kind for m, kind in months.items() if m < before}
    months_before = [m for m in months if m < APR_2003]
    months_after = [m for m in months if m >= APR_2003]
    counted_before = Fraction(sum(counted_month(months[m], m) for m in months_before))
    counted_after = Fraction(sum(counted_month(months[m], m) for m in months_after))
    in_average = months_in_the_average(months_before)

    sums = {"before": 0, "after": 0, "protected_before": 0, "protected_after": 0}
    for month in in_average:
        sums["before"] += pays[month][0]
        sums["protected_before"] += pays[month][1]
    for month in months_after:
        sums["after"] += pays[month][0]
        sums["protected_after"] += pays[month][1]
    for month, current, protected in bonuses:
        if month < before:
            sums["after"] += current
            sums["protected_after"] += protected
    average_before = average(sums["before"], in_average)
    average_after = average(sums["after"], months_after)
    protected_before = average(sums["protected_before"], in_average)
    protected_after = average(sums["protected_after"], months_after)
    if months_before:
        floor_base = tables.minimum_average_base(life.birth)
        average_before = max(
            average_before, round_half_up(floor_base * tables.revision_rate(as_of, life.birth))
        )

    main_1, main_2, old_1, old_2 = tables.multipliers(life.birth)
    current = round_half_up(average_before * main_1 * counted_before + average_after * main_2 * counted_after)
    protected_parts = protected_before * old_1 * counted_before + protected_after * old_2 * counted_after
    protected = round_half_up(protected_parts * tables.protected_revision(as_of, life.birth))
    special_level = 0
    if tables.special_level(as_of):
        special_level = round_half_up(protected_parts * Fraction("1.031") * tables.price_slide_factor(as_of))

    counted = counted_before + counted_after
    months_20_60 = len([m for m in months if m >= APR_1961 and life.attain_20 <= m < life.attain_60])
    flat = (
        tables.flat_unit(as_of, life.birth)
        * tables.flat_multiplier(life.birth)
        * min(counted, tables.flat_month_cap(life.birth))
    )
    basic_share = Fraction(
        tables.full_amount(as_of, life.birth) * months_20_60, tables.enrolment_months(life.birth)
    )
    return {
        "months_before": len(months_before),
        "months_after": len(months_after),
        "counted_before": counted_before,
        "counted_after": counted_after,
        "counted": counted,
        "months_20_60": months_20_60,
        "average_before": average_before,
        "average_after": average_after,
        "protected_average_before": protected_before,
        "protected_average_after": protected_after,
        "current": current,
        "protected": protected,
        "special_level": special_level,
        "proportional": max(current, protected, special_level),
        "transitional": round_half_up(max(Fraction(0), flat - basic_share)),
    }


def revalued(life, as_of, category):
    """The months of a category in order of time: kinds, and (current, protected) revalued yen of pay and of bonuses.

    Pay is a multiple of 1,000 yen and a rate has three decimals, so that every product is whole yen.
    """
    if (as_of, category) not in life.revalued:
        kinds, pays, bonuses = {}, {}, []
        for month, (kind, pay) in sorted(life.covered[category].items()):
            kinds[month] = kind
            counts = pay_for_the_average(kind, month, pay) if month < APR_2003 else pay
            pays[month] = (
                whole_yen(counts * current_rate(life, as_of, kind, month)),
                whole_yen(counts * protected_rate(as_of, kind, month)),
            )
        for month, amount in life.bonuses[category]:
            if month >= APR_2003:
                current = whole_yen(amount * current_rate(life, as_of, GENERAL, month))
                bonuses.append((month, current, whole_yen(amount * protected_rate(as_of, GENERAL, month))))
        life.revalued[as_of, category] = kinds, pays, bonuses
    return life.revalued[as_of, category]


def whole_yen(amount):
    assert amount.denominator == 1
    return amount.numerator


def average(total, months):
    return round_half_up(Fraction(total, len(months))) if months else 0


def pension(amount, as_of):
    """A yearly pension as it is decided: until 2015-09 rounded to 100 yen."""
    return tables.hundreds(amount) if as_of < date(2015, 10, 1) else amount


def qualifies(life, as_of, before):
    """受給資格期間: 120 months on the months before a month; on days before 2017-08 25 years or a shorter special."""
    months = basic_months(life, before)["qualifying_months"]
    if as_of >= date(2017, 8, 1):
        return months >= 120
    employees = tables.required_months("employee_schemes_by_birth", life.birth)
    middle_age = tables.required_months("middle_age_special_by_birth", life.birth)
    total = tables.required_months("transitional_total_by_birth", life.birth) or 300
    return (
        months >= total
        or bool(employees and counted_months(life, CATEGORIES, before) >= employees)
        or bool(middle_age and middle_age_months(life, before) >= middle_age)
    )


def counted_months(life, categories, before):
    """Employees' months with the multiples of seamen and miners."""
    return sum(
        (
            counted_month(kind, m)
            for c in categories
            for m, (kind, _) in life.covered[c].items()
            if m < before
        ),
        Fraction(0),
    )


def miner_months(life, before):
    """Real months as miner or seaman."""
    return len([m for m, (kind, _) in life.covered[1].items() if kind in (MINER, SEAMAN) and m < before])


def middle_age_months(life, before):
    """中高齢の特例: months of category 1 after 40 (women 35), or those of seamen and miners after 35, with multiples."""
    age_35 = life.attain_20 + 15 * 12
    age_40 = age_35 if life.female else age_35 + 5 * 12
    all_kinds = class_3 = Fraction(0)
    for month, (kind, _) in life.covered[1].items():
        if month < before and month >= age_40:
            all_kinds += counted_month(kind, month)
        if month < before and month >= age_35 and kind in (SEAMAN, MINER):
            class_3 += counted_month(kind, month)
    return max(all_kinds, class_3)


def refusal(birth, until_age, basic_start, employees_start):
    """Why a choice is impossible, or an empty text."""
    if birth < date(1926, 4, 2):
        return "born under the old law"
    if not 20 * 12 <= until_age <= 70 * 12:
        return "work until an impossible age"
    for start in (basic_start, employees_start):
        if start < 60 * 12:
            return "start before 60"
        if start > tables.latest_start_age(birth):
            return "start after the latest age"
        if 65 * 12 < start < 66 * 12:
            return "start between 65 and 66"
    if min(basic_start, employees_start) < 65 * 12 and basic_start != employees_start:
        return "early start of one pension alone"
    return ""


def late_increase(birth, amount, start):
    """繰下げ加算額 of an amount; 0 for a start at 65 or earlier."""
    if start <= 65 * 12:
        return 0
    per_month, whole = tables.late_increase(birth, start)
    return round_half_up(amount * (whole if per_month is None else per_month * (start - 65 * 12)))


def reference_estimate(career, as_of, until_age_months=720, basic_start=780, employees_start=780):
    """The whole estimate as a dict; see the module's text for what each figure means."""
    life = Life(career, until_age_months)
    birth = life.birth
    early = min(basic_start, employees_start) < 65 * 12
    claim = attain_month(birth, basic_start) if early else NEVER
    result = {
        "attain_20": life.attain_20,
        "attain_60": life.attain_60,
        "attain_65": life.attain_65,
        "reason": refusal(birth, until_age_months, basic_start, employees_start),
    }
    if result["reason"]:
        return result

    counts = basic_months(life, claim)  # an early claim closes the basic pension; else all months count
    cap = tables.enrolment_months(birth)
    full = tables.full_amount(as_of, birth)
    credited = credited_months(counts, cap)
    basic = round_half_up(full * credited / cap)
    additional = 200 * counts["additional_months"]
    result.update(counts)
    result.update(
        credited=credited,
        enrolment_months=cap,
        full_amount=full,
        basic=basic,
        additional=additional,
        employees_months=len([m for m in life.employees_months if m < claim]),
        eligible=qualifies(life, as_of, claim),
    )

    cache = {}

    def part(category, before):
        last = max(life.covered[category], default=0)
        key = category, min(before, last + 1)
        if key not in cache:
            cache[key] = employees_part(life, as_of, *key)
        return cache[key]

    employees_claim = claim if early else attain_month(birth, max(employees_start, 65 * 12))
    result["employees_at_claim"] = {c: part(c, employees_claim) for c in CATEGORIES}
    result["employees_at_65"] = {c: part(c, life.attain_65) for c in CATEGORIES}
    result["employees_all"] = {c: part(c, NEVER) for c in CATEGORIES}

    def has_special_right(month):
        counted = sum(part(c, month)["counted"] for c in CATEGORIES)
        return counted >= 12 and qualifies(life, as_of, month)

    special_age, special_month, special_right, special = {}, {}, {}, {}
    for category in CATEGORIES:
        age, as_miner = tables.special_start_age(birth, category, life.female), 0
        if category == 1 and tables.miner_start_age(birth) < age:
            as_miner = tables.miner_start_age(birth)
        right = next(
            (
                m
                for m in range(attain_month(birth, as_miner or age), life.attain_65)
                if (m >= attain_month(birth, age) or miner_months(life, m) >= 180) and has_special_right(m)
            ),
            NEVER,
        )
        if as_miner and miner_months(life, min(claim, right)) >= 180:
            age = as_miner
        month = attain_month(birth, age)
        special_right[category] = right
        special_age[category] = age + right - month if right != NEVER else 65 * 12
        special[category] = pension(part(category, right)["proportional"], as_of) if right < claim else 0
        if claim < month:  # not yet that old: the right is a coming one, if the months are there
            counted = sum(part(c, claim)["counted"] for c in CATEGORIES)
            special_month[category] = month if age < 65 * 12 and counted >= 12 else NEVER
        else:
            special_month[category] = right if right <= claim else NEVER
    result["special_start_age"] = special_age
    result["special"] = special
    result["special_right"] = special_right  # the month, or NEVER
    result["special_month"] = special_month  # early claim: the start month counted to, or NEVER

    reduction = dict.fromkeys(CATEGORIES, 0)
    part_reduction = dict.fromkeys(CATEGORIES, 0)  # what of it falls on the earnings-related part
    increase = dict.fromkeys(CATEGORIES, 0)
    basic_reduction = additional_reduction = 0
    at_start, from_65, final = {}, {}, {}
    if early:
        per_month, whole = tables.early_reduction(birth, basic_start)
        months_early = life.attain_65 - claim
        full_rate = per_month * months_early if whole is None else whole
        basic_reduction = round_half_up(basic * full_rate)
        additional_reduction = round_half_up(additional * full_rate)
    for category in CATEGORIES:
        at_claim = part(category, employees_claim)
        at_65 = part(category, life.attain_65)
        everything = part(category, NEVER)
        p, t = at_claim["proportional"], at_claim["transitional"]
        begins = p + t
        if early:
            special_from = special_month[category]
            if special_from == NEVER:
                reduction[category] = round_half_up((p + t) * full_rate)
                part_reduction[category] = round_half_up(p * full_rate)
            elif claim == special_from:
                reduction[category] = round_half_up(t * full_rate)
            elif claim < special_from:
                reduction[category] = round_half_up(
                    per_month * (p * (special_from - claim) + t * months_early)
                )
                part_reduction[category] = round_half_up(per_month * p * (special_from - claim))
            else:  # the special pension goes on as it was at its right, or as a job left since has revised it
                worked = life.employees_months
                left = [m for m in range(special_from + 1, claim + 2) if m - 1 in worked and m not in worked]
                begins = part(category, max(left, default=special_from))["proportional"]
        elif employees_start > 65 * 12:
            on_65 = at_65["proportional"] + at_65["transitional"]
            increase[category] = late_increase(birth, on_65, employees_start)
        change = increase[category] - reduction[category]
        at_start[category] = pension(begins + change, as_of)
        from_65[category] = pension(
            at_65["proportional"] + at_65["transitional"] - reduction[category], as_of
        )
        final[category] = pension(everything["proportional"] + everything["transitional"] + change, as_of)

    basic_increase = late_increase(birth, basic, basic_start)
    additional_increase = late_increase(birth, additional, basic_start)
    result.update(
        basic_reduction=basic_reduction,
        additional_reduction=additional_reduction,
        basic_increase=basic_increase,
        additional_increase=additional_increase,
        employees_reduction=reduction,
        part_reduction=part_reduction,
        employees_increase=increase,
        basic_paid=pension(basic - basic_reduction + basic_increase, as_of),
        additional_paid=pension(additional - additional_reduction + additional_increase, as_of),
        employees_at_start=at_start,
        employees_from_65=from_65,
        employees_final=final,
    )
    if not result["eligible"]:
        result["reason"] = "not enough months"
        result.update(basic_paid=0, additional_paid=0)
        for name in ("employees_at_start", "employees_from_65", "employees_final", "special"):
            result[name] = dict.fromkeys(CATEGORIES, 0)
    flat = result["basic_paid"] + result["additional_paid"]
    for total, amounts in (
        ("total_at_start", "employees_at_start"),
        ("total_from_65", "employees_from_65"),
        ("total_final", "employees_final"),
    ):
        result[total] = flat + sum(result[amounts].values())
    return result
