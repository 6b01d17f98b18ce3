"""What is paid in every single month of a life: the second opinion on the law's timeline.

Slow and plain like `lifetime.py`, whose months, averages and formulas it uses; nothing of the law is imported but the
shape of the record. Every month from the first entitlement to the month of attaining 100 is looked at by itself.
All amounts are yearly rates in yen at the level of `as_of`. The conventions:

Payment. A pension is paid from the month after the right or the claim; a right at 65 arises in the month of
attaining 65. Months are known, days are not: who leaves a job leaves on the last day of a month.

Special pension (before 65). From the start age of the category, from 55 on by birth with 180 real months as miner or
seaman. On the months before its right, per category; when a job is left before 65 (insured in
the month before E, not in E, whatever the category) the months before E count from E on. The flat-rate part of a
category is paid after its start age, or, while not insured in the month, with 528 counted months of the category or
where the special for the disabled was claimed (`disabled`). It has its own cap of months and stops with an early
claim. A special pension ends with the month of attaining 65.

From 65. The pension is decided anew on the months before attaining 65. Yearly revision from October 2022 on: who is
65 to 69 and insured in August and September gets the months up to August from October. Leaving at E: months before
E from E on. Insurance ends at 70: all months from the month after attaining 70.

Early claim. On the months before the claim, reduced, and not revised until 65; from 65 by the rules above, less the
same reduction. A category whose special right arose before the claim keeps its unreduced earnings-related part,
revised by leaving, and gets its transitional addition at 65.

Late claim. Nothing is paid while a pension waits. The increase is a share of P × a + T on the months before 65, with
a the mean over the waiting months (after attaining 65 up to the start) of the part not stopped by the rule below,
on P alone; rounded once per category. Births to 1941-04-01 have the older rule by age, with a = 1.

In-work suspension. In a month insured with the month before insured too. w is the pay of the month (all coverages
together) and a twelfth of the bonuses of the 12 months that end with it; b a twelfth of the earnings-related and
flat-rate parts after the early reduction. The threshold is that of the month's fiscal year, later than the level's
year that of the level; no rule before 2005-04. Up to 2022-03 and the month of attaining 65 the four cases under 65
hold. The yearly stop is split by category in proportion and rounded half up. It is whole when it reaches the sum.

Additions. Of spouse and children: from 65 (with a waiting pension from its start; before 65 with a flat-rate part)
while 240 employees' months count in the pension, whole multiples of seamen included, or the 15 to 19 years of
category 1 after 40 (women 35); 120 months for children where 65 is attained from 2028-04 on. A spouse counts up to and
including the first month in which the spouse attains 65, has an own pension on 240 months, or is no longer supported;
not while drawing a disability pension. A child counts from the month after its birth to its last month. Nothing in a
month in which the pension is stopped as a whole. Transfer addition: after attaining 65, after the start of the basic
pension and after the partner's right, while the own months that count are fewer than 240.

Until 2015-09 each pension is rounded to 100 yen after its reduction or increase, components to the yen before.
"""

from datetime import date
from fractions import Fraction
from math import floor

from nenkin.law.career import CATEGORIES, month_number
from tests.reference import tables
from tests.reference.lifetime import (
    NEVER,
    Life,
    attain_month,
    counted_months,
    employees_part,
    middle_age_months,
    miner_months,
    pension,
    reference_estimate,
    round_half_up,
)
from tests.reference.strategies import Relatives, Spouse

APR_2005 = month_number(2005, 4)
APR_2022 = month_number(2022, 4)
OCT_2022 = month_number(2022, 10)
APR_2028 = month_number(2028, 4)
OCTOBER = 9  # of a month number modulo 12
FIGURES = (
    "basic", "additional", "earnings_related", "flat_rate", "transitional", "adjustment", "suspended",
    "spouse_addition", "child_addition", "transfer_addition", "total",
)  # fmt: skip


def reference_life(
    career,
    as_of,
    until_age=720,
    basic_start=780,
    employees_start=780,
    family=None,
    disabled=False,
):
    """One dict of FIGURES and the month for every month from the first amount to attaining 100; [] without a right."""
    found = reference_estimate(career, as_of, until_age, basic_start, employees_start)
    if found["reason"]:
        return []
    person = Person(career, as_of, until_age, basic_start, employees_start, family, disabled, found)
    months = [
        person.amounts(month)
        for month in range(attain_month(person.birth, 55 * 12), attain_month(person.birth, 100 * 12) + 1)
    ]
    first = next((place for place, amounts in enumerate(months) if amounts["total"]), len(months))
    return months[first:]


class Person:
    """One life with its plan and family."""

    def __init__(self, career, as_of, until_age, basic_start, employees_start, family, disabled, found):
        self.life = Life(career, until_age)
        self.birth, self.as_of, self.found = self.life.birth, as_of, found
        self.family, self.disabled = family, disabled
        self.age_65 = self.life.attain_65
        self.age_70 = attain_month(self.birth, 70 * 12)
        self.early = employees_start < 65 * 12
        self.claim = attain_month(self.birth, employees_start)
        self.basic_claim = attain_month(self.birth, basic_start)
        self.insured = self.life.employees_months
        self.last_covered = {c: max(self.life.covered[c], default=0) for c in CATEGORIES}
        self.parts, self.cuts, self.counted = {}, {}, {}
        self.increase = dict.fromkeys(CATEGORIES, 0)
        if employees_start > 65 * 12:
            self.increase = {c: self.deferral_increase(c, employees_start) for c in CATEGORIES}

    def part(self, category, before):
        """Earnings-related part and the rest on the months before a month."""
        before = min(before, self.last_covered[category] + 1)
        if (category, before) not in self.parts:
            self.parts[category, before] = employees_part(self.life, self.as_of, category, before)
        return self.parts[category, before]

    def is_leaving(self, month):
        """Insured in the month before and not in this one."""
        return month - 1 in self.insured and month not in self.insured

    # Which months count in the pension of a month.

    def cut_before_65(self, right, month):
        """The cut of a special pension."""
        for leaving in range(month, right, -1):
            if self.is_leaving(leaving):
                return leaving
        return right

    def cut_from_65(self, month):
        """The cut from the month after attaining 65; the cut of the month before unless something happens in it."""
        if month <= self.age_65 + 1:
            cut = self.age_65
        elif month > self.age_70 + 1:
            return NEVER
        else:
            cut = self.cuts.get(month - 1) or self.cut_from_65(month - 1)
        september = month - 1
        in_september = september in self.insured and september - 1 in self.insured
        if (
            month % 12 == OCTOBER
            and month >= OCT_2022
            and self.age_65 <= september < self.age_70
            and in_september
        ):
            cut = max(cut, september)
        if self.is_leaving(month) and month < self.age_70:
            cut = month
        if month > self.age_70:
            cut = NEVER
        self.cuts[month] = cut
        return cut

    def has_own_special_pension(self, category):
        """Whether a special right arose before the claim, so that the early claim leaves it alone."""
        return self.found["special_right"][category] < min(self.claim, self.age_65)

    def cut(self, category, month):
        """The first month that does not count in the employees' pension of a category, or None: nothing is paid."""
        right = self.found["special_right"][category]
        if month > self.age_65:
            return self.cut_from_65(month) if month > self.claim else None
        if self.early and month > self.claim and not self.has_own_special_pension(category):
            return self.claim
        if self.has_own_special_pension(category) and month > right:
            return self.cut_before_65(right, month)
        return None

    # The parts of one month.

    def flat_rate(self, category, cut, month):
        """定額部分 of a special pension."""
        if (
            month > self.age_65
            or not self.has_own_special_pension(category)
            or (self.early and month > self.claim)
        ):
            return 0
        counted = self.part(category, cut)["counted"]
        start_age = tables.flat_start_age(self.birth, category, self.life.female)
        if category == 1 and miner_months(self.life, cut) >= 180:
            start_age = min(start_age, tables.miner_start_age(self.birth))
        start = attain_month(self.birth, start_age)
        long_or_disabled = counted >= 528 or self.disabled
        if not (month > start or (long_or_disabled and month not in self.insured)):
            return 0
        needed = tables.required_months("middle_age_special_by_birth", self.birth)
        if category == 1 and needed and middle_age_months(self.life, cut) >= needed:
            counted = max(counted, 240)  # Act No. 34 of 1985 suppl. art. 61 (2)
        unit = tables.flat_unit(self.as_of, self.birth) * tables.flat_multiplier(self.birth)
        return round_half_up(unit * min(counted, tables.flat_month_cap_before_65(self.birth)))

    def pay_with_bonuses(self, month):
        """総報酬月額相当額, yen a month."""
        pay = sum(self.life.covered[c][month][1] for c in CATEGORIES if month in self.life.covered[c])
        bonuses = sum(
            amount
            for c in CATEGORIES
            for paid_in, amount in self.life.bonuses[c]
            if month - 12 < paid_in <= month
        )
        return pay + Fraction(bonuses, 12)

    def stop(self, month, yearly):
        """在職支給停止 of a month for yearly amounts by category: (stops by category, whether all is stopped)."""
        nothing = dict.fromkeys(yearly, 0)
        if month not in self.insured or month - 1 not in self.insured or month < APR_2005:
            return nothing, False
        total = sum(yearly.values())
        b, w = Fraction(total, 12), self.pay_with_bonuses(month)
        start, change = tables.suspension_figures(month, self.as_of, month <= self.age_65)
        if month <= self.age_65 and month < APR_2022:
            stopped = stop_under_65(b, w, start, change)
        else:
            stopped = (w + b - change) / 2 if w + b > change else 0
        if total == 0 or stopped <= 0:
            return nothing, False
        if stopped * 12 >= total:
            return dict(yearly), True
        shares = {c: round_half_up(stopped * 12 * amount / total) for c, amount in yearly.items()}
        return {c: min(share, yearly[c]) for c, share in shares.items()}, False

    def deferral_increase(self, category, start_age):
        """繰下げ加算額 with the mean payment rate."""
        yearly = {c: self.part(c, self.age_65)["proportional"] for c in CATEGORIES}
        at_65 = self.part(category, self.age_65)
        waiting = range(self.age_65 + 1, self.claim + 1)
        assert len(waiting) <= 120
        paid = Fraction(0)
        for month in waiting:
            stops, _ = self.stop(month, yearly)
            if yearly[category]:
                paid += 1 - Fraction(stops[category], yearly[category])
        per_month, whole = tables.late_increase(self.birth, start_age)
        if whole is not None:  # births to 1941-04-01: the older rule knows no mean payment rate
            paid = Fraction(len(waiting))
        rate = per_month * len(waiting) if whole is None else whole
        return round_half_up((at_65["proportional"] * paid / len(waiting) + at_65["transitional"]) * rate)

    # Additions.

    def month_of_spouse(self, month):
        spouse = self.family.spouse
        last = min(spouse.attains_65, spouse.own_pension, spouse.support_ends)
        return month <= last and not spouse.disability_from <= month < spouse.disability_until

    def children(self, month):
        months = zip(self.family.child_from, self.family.child_until, strict=True)
        return len([1 for first, last in months if first <= month <= last])

    def counts_as(self, cut):
        """Whole employees' months in the pension; 240 for whom 15 to 19 years after 40 stand for them."""
        if cut not in self.counted:
            self.counted[cut] = floor(counted_months(self.life, CATEGORIES, cut))
            special = tables.required_months("middle_age_special_by_birth", self.birth)
            if special and middle_age_months(self.life, cut) >= special:
                self.counted[cut] = max(self.counted[cut], 240)
        return self.counted[cut]

    def additions(self, month, cut):
        if self.family is None:
            return 0, 0
        counted, new_rules = self.counts_as(cut), self.age_65 >= APR_2028
        amounts = tables.dependants_amounts(self.as_of, self.birth, new_rules)
        spouse = child = 0
        if counted >= 240 and self.month_of_spouse(month):
            spouse = amounts["spouse"] + amounts["special"]
        if counted >= (120 if new_rules else 240):
            for place in range(self.children(month)):
                child += amounts["child"] if place < 2 else amounts["third_child"]
        return spouse, child

    def transfer_addition(self, month):
        begins = max(self.age_65, self.basic_claim, self.family.partner_right if self.family else NEVER)
        if month <= begins or self.counts_as(self.cut_from_65(month)) >= 240:
            return 0
        return tables.transfer_addition(self.as_of, self.birth)

    # A whole month.

    def amounts(self, month):
        result = {"month": month, **dict.fromkeys(FIGURES, 0)}
        if month > self.basic_claim:
            result["basic"] = self.found["basic_paid"]
            result["additional"] = self.found["additional_paid"]
            result["transfer_addition"] = self.transfer_addition(month)
        cuts = {c: self.cut(c, month) for c in CATEGORIES if self.last_covered[c]}
        paid = [c for c in cuts if cuts[c] is not None]
        yearly = {}
        rounded = 0
        for category in paid:
            part = self.part(category, cuts[category])
            p, t, f = (
                part["proportional"],
                part["transitional"],
                self.flat_rate(category, cuts[category], month),
            )
            if month <= self.age_65 and self.has_own_special_pension(category):
                t = 0
            change = self.increase[category] if month > self.age_65 else 0
            reduced = 0
            if self.early and month > self.claim:
                change = -self.found["employees_reduction"][category]
                reduced = self.found["part_reduction"][category]
            yearly[category] = p + f - reduced
            result["earnings_related"] += p
            result["flat_rate"] += f
            result["transitional"] += t
            result["adjustment"] += change
            rounded += pension(p + f + t + change, self.as_of)
        stops, whole = self.stop(month, yearly)
        result["suspended"] = sum(stops.values())
        if paid and not whole and (month > self.age_65 or result["flat_rate"]):
            result["spouse_addition"], result["child_addition"] = self.additions(
                month, max(cuts[c] for c in paid)
            )
        others = ("basic", "additional", "spouse_addition", "child_addition", "transfer_addition")
        result["total"] = rounded + sum(result[name] for name in others) - result["suspended"]
        return result


def stop_under_65(b, w, start, change):
    """The four cases of the rule under 65 until 2022-03, yen a month."""
    if w + b <= start:
        return Fraction(0)
    if b <= start:
        return (w + b - start) / 2 if w <= change else (change + b - start) / 2 + (w - change)
    return w / 2 if w <= change else Fraction(change, 2) + (w - change)


def right_on_240_months(career, as_of, until_age):
    """The month of the right to an old-age pension on 240 months: special, at 65, or before a revision; else NEVER."""
    found = reference_estimate(career, as_of, until_age)
    if found["reason"]:
        return NEVER
    person = Person(career, as_of, until_age, 65 * 12, 65 * 12, None, False, found)
    covered = [c for c in CATEGORIES if person.life.covered[c]]
    for paid in range(attain_month(person.birth, 55 * 12) + 1, person.age_70 + 2):
        cuts = [person.cut(c, paid) for c in covered if person.cut(c, paid) is not None]
        if cuts and person.counts_as(max(cuts)) >= 240:
            return paid - 1
    return NEVER


def reference_couple(cases, as_of):
    """The months of both of a married couple without children; each is (career, until_age, basic_start, employees_start)."""
    rights = [right_on_240_months(career, as_of, until_age) for career, until_age, *_ in cases]
    found = []
    for own, (career, until_age, basic_start, employees_start) in enumerate(cases):
        partner = 1 - own
        partner_birth = date.fromordinal(cases[partner][0].birth_date)
        spouse = Spouse(attain_month(partner_birth, 65 * 12), rights[partner], NEVER, NEVER, NEVER)
        family = Relatives(spouse, (), (), rights[partner])
        found.append(reference_life(career, as_of, until_age, basic_start, employees_start, family))
    return found
