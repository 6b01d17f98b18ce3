"""年金の一生: what is paid for every month from the first entitlement to age 100, at the level of one fiscal year.

`amounts_at` gives one month, `next_change` the next in which anything can change: between two changes every month is
the same; nenkin/law/timeline.py walks over them. The levels
are those of the cohort's year, the rules of in-work suspension those of the month. Pension is paid from the month
after the right; months are known, days are not: who leaves a job is taken to leave on the last day of a month.
"""

from typing import NamedTuple

from nenkin.law.adjustment.dependants import (
    AdditionRule,
    SpouseMonths,
    child_addition,
    children_counted,
    spouse_addition,
    transfer_addition_from,
    transfer_addition_paid,
)
from nenkin.law.adjustment.early import early_reduction
from nenkin.law.adjustment.in_work import (
    NO_SUSPENSION,
    ONE_RULE,
    UNDER_65_BEFORE_2022,
    Suspension,
    SuspensionRule,
    bonuses_of_twelve_months,
    split_suspension,
)
from nenkin.law.adjustment.late_in_work import PaymentRate, average_payment_rate, deferral_increase_in_work
from nenkin.law.calendar import fiscal_year
from nenkin.law.career import FEMALE, Career, month_number
from nenkin.law.employees_pension.category import CategoryPension, category_pension, no_pension
from nenkin.law.employees_pension.earnings import FAR, FIFTEENTHS, coverage_counted
from nenkin.law.employees_pension.flat_rate import flat_rate_part
from nenkin.law.employees_pension.special_old_age import class3_months, middle_age_counted
from nenkin.law.estimate import (
    AGE_65,
    AGE_70,
    Estimate,
    FourNumbers,
    FourPensions,
    Plan,
    adjusted,
    pensions_until,
)
from nenkin.law.levels import Cohort
from nenkin.law.national_pension.month_status import goes_on
from nenkin.law.reasons import COMPUTED
from nenkin.law.revisions import cut_after_leaving, cut_from_65, insured_in, next_revision
from nenkin.law.rounding import round_yearly

AGE_100 = 1200
ONE_RULE_BEGINS = month_number(2022, 4)
SUSPENSION_KNOWN_FROM = month_number(2005, 4)  # before, other rules held: nothing is suspended here
FIRST_THRESHOLD_YEAR = 2005
LONG_COVERAGE = 528  # 長期加入者特例: 44 years of one category. EPI Act suppl. art. 9-3
ADDITION_MONTHS = 240
LONGEST_WAIT = 120
APRIL = 3


class Family(NamedTuple):
    """The people an addition depends on, as month numbers; `nobody` for who has none."""

    spouse: SpouseMonths
    child_from: tuple[int, ...]  # the first month in which the child counts: the month after the birth
    child_until: tuple[int, ...]  # the last month in which the child counts
    partner_right: int  # the partner's right to a pension on 240 months: then the transfer addition begins


class LifeRules(NamedTuple):
    """The numbers a life needs beside the cohort's; see `life_rules_on` in nenkin/law/life_rules.py."""

    start_figure: tuple[int, ...]  # 支給停止調整開始額 under 65 by fiscal year from 2005, yen a month
    change_figure: tuple[int, ...]  # 支給停止調整変更額 under 65 by fiscal year
    threshold: tuple[int, ...]  # 支給停止調整額 by fiscal year; later months take the last
    addition: AdditionRule
    transfer: int  # 振替加算, yen a year
    flat_start_general: int  # 定額部分の支給開始年齢, months of age
    flat_start_women: int
    flat_cap: int  # 定額部分の上限月数 before 65
    disabled: bool  # 障害者特例 was claimed (grade 1 to 3): the flat-rate part while not insured


class Life(NamedTuple):
    """What stays the same over the months of one life."""

    estimate: Estimate
    basic_from: int  # month number: first month of the basic pension
    employees_from: int  # first month of the old-age employees' pension, early or late
    age_65: int  # month number in which the age is attained
    age_70: int
    last: int  # month number in which 100 is attained
    reductions: FourNumbers  # early receipt: what is taken from P and T together
    part_reductions: FourNumbers  # early receipt: what of it is taken from P
    increases: FourNumbers  # deferral, with the average payment rate
    payment_rate: PaymentRate  # 平均支給率 of the first category that has one


class Amounts(NamedTuple):
    """What is paid for each month of [month, until), as a yearly rate in yen."""

    month: int
    until: int  # the first month in which something changes
    basic: int
    additional: int
    earnings_related: int
    flat_rate: int  # before 65 only
    transitional: int
    adjustment: int  # early: minus the reduction; late: plus the increase; employees' pension only
    suspended: int  # 在職支給停止: what is not paid, as a positive number
    spouse_addition: int
    child_addition: int
    transfer_addition: int
    total: int  # everything, less what is suspended


class Counted(NamedTuple):
    """The pensions on the months before a cut, kept from month to month."""

    first_cut: int  # for 第1号
    cut: int  # for the other categories
    pensions: FourPensions


def nobody() -> Family:
    """No spouse, no child."""
    return Family(SpouseMonths(0, 0, FAR, FAR, 0), (), (), FAR)


def life_of(career: Career, cohort: Cohort, plan: Plan, rules: LifeRules, estimate: Estimate) -> Life:
    """Everything about a life that the months share. `estimate` must be that of the same career, cohort and plan."""
    age_zero = estimate.age_zero
    age_65, age_70 = age_zero + AGE_65, age_zero + AGE_70
    early = plan.employees_start < AGE_65
    reductions = part_reductions = increases = (0, 0, 0, 0)
    rate = PaymentRate(1, 1)
    if early and estimate.reason == COMPUTED:
        at = estimate.at_start
        reductions = (-at[0].adjustment, -at[1].adjustment, -at[2].adjustment, -at[3].adjustment)
        part_reductions = (
            part_reduction(estimate, cohort, plan, 0),
            part_reduction(estimate, cohort, plan, 1),
            part_reduction(estimate, cohort, plan, 2),
            part_reduction(estimate, cohort, plan, 3),
        )
    elif plan.employees_start > AGE_65 and estimate.reason == COMPUTED:
        first = deferral(career, cohort, plan, rules, estimate, 0)
        second = deferral(career, cohort, plan, rules, estimate, 1)
        third = deferral(career, cohort, plan, rules, estimate, 2)
        fourth = deferral(career, cohort, plan, rules, estimate, 3)
        increases = (first[0], second[0], third[0], fourth[0])
        rate = first[1]
    return Life(
        estimate,
        age_zero + plan.basic_start + 1,
        age_zero + plan.employees_start + 1,
        age_65,
        age_70,
        age_zero + AGE_100,
        reductions,
        part_reductions,
        increases,
        rate,
    )


def part_reduction(estimate: Estimate, cohort: Cohort, plan: Plan, place: int) -> int:
    """How much of the early reduction falls on the earnings-related part: the pension that in-work suspension looks at."""
    months = max(0, estimate.claim_special_age[place] - plan.employees_start)
    part = estimate.at_start[place].earnings_related
    if cohort.early_rate > 0:
        return min(early_reduction(part, cohort.early_rate, months, 1), -estimate.at_start[place].adjustment)
    return 0


def rule_of_month(rules: LifeRules, month: int, age_65: int) -> SuspensionRule:
    """The rule of in-work suspension in force in a month; later years take the last threshold known. EPI Act art. 46."""
    if month < SUSPENSION_KNOWN_FROM:
        return SuspensionRule(NO_SUSPENSION, 0, 0)
    place = min(fiscal_year(month) - FIRST_THRESHOLD_YEAR, len(rules.threshold) - 1)
    if month < ONE_RULE_BEGINS and month <= age_65:
        return SuspensionRule(UNDER_65_BEFORE_2022, rules.start_figure[place], rules.change_figure[place])
    return SuspensionRule(ONE_RULE, 0, rules.threshold[place])


def pay_of_month(career: Career, horizon: int, month: int) -> int:
    """標準報酬月額 of the work that suspends a month, yen; 0 where none does (not insured, or the month of entry)."""
    pay = 0
    for spell in range(len(career.coverage_start)):
        start = career.coverage_start[spell]
        if start <= month < goes_on(career.coverage_end[spell], career.record_end, horizon):
            pay += 1000 * career.coverage_pay[spell]
    if pay > 0 and not insured_in(career, horizon, month - 1):
        return 0
    return pay


def bonuses_before(career: Career, horizon: int, month: int) -> int:
    """標準賞与額 of a month and the eleven before, yen; bonuses of the record's last year repeat while the work goes on."""
    total = bonuses_of_twelve_months(career.bonus_month, career.bonus_amount, month)
    if month < career.record_end:
        return total
    for place in range(len(career.bonus_month)):
        paid = career.bonus_month[place]
        if paid >= career.record_end - 12 and open_kind(career, career.bonus_kind[place]):
            repeated = paid + (month - paid) // 12 * 12
            if repeated > paid and month - 12 < repeated <= month and repeated < horizon:
                total += 1000 * career.bonus_amount[place]
    return total


def open_kind(career: Career, kind: int) -> bool:
    """Whether coverage of a kind is open at the end of the record."""
    found = False
    for spell in range(len(career.coverage_end)):
        if career.coverage_end[spell] == career.record_end and career.coverage_kind[spell] == kind:
            found = True
    return found


def suspension_of(
    career: Career, rules: LifeRules, horizon: int, age_65: int, month: int, parts: FourNumbers
) -> tuple[Suspension, Suspension, Suspension, Suspension]:
    """在職支給停止 of a month for the parts that count (after early reduction), by category. EPI Act art. 46, 78-29."""
    pay = pay_of_month(career, horizon, month)
    if pay == 0:
        none = Suspension(0, False)
        return none, none, none, none
    return split_suspension(
        parts, pay, bonuses_before(career, horizon, month), rule_of_month(rules, month, age_65), False
    )


def deferral(
    career: Career, cohort: Cohort, plan: Plan, rules: LifeRules, estimate: Estimate, place: int
) -> tuple[int, PaymentRate]:
    """The increase of a deferred employees' pension of one category, and its average payment rate. EPI Order art. 3-5-2.

    The stop of a waiting month is that of all categories together, split; months not in work count in full.
    """
    base = estimate.at_65[place]
    months = min(plan.employees_start - AGE_65, LONGEST_WAIT)
    if base.earnings_related + base.transitional == 0:
        return 0, PaymentRate(1, 1)
    age_65 = estimate.age_zero + AGE_65
    parts = (
        estimate.at_65[0].earnings_related,
        estimate.at_65[1].earnings_related,
        estimate.at_65[2].earnings_related,
        estimate.at_65[3].earnings_related,
    )
    stopped = 0
    last = estimate.age_zero + plan.employees_start
    for month in range(last - months + 1, min(last + 1, estimate.coverage_end)):
        stopped += min(
            suspension_of(career, rules, estimate.horizon, age_65, month, parts)[place].stop,
            base.earnings_related,
        )
    rate = average_payment_rate(base.earnings_related, stopped, months)
    if cohort.late_rate == 0 or stopped == 0:
        return adjusted(base.earnings_related + base.transitional, cohort, plan.employees_start), rate
    return deferral_increase_in_work(
        base.earnings_related, base.transitional, rate, cohort.late_rate, months
    ), rate


def cuts_of(career: Career, life: Life, plan: Plan, month: int) -> tuple[int, int]:
    """The first month that does not count in the amount of `month`: for 第1号, and for the other categories; 0: no right yet."""
    horizon = life.estimate.horizon
    if month > life.age_65:
        if month < life.employees_from:
            return 0, 0
        cut = cut_from_65(career, horizon, life.age_65, life.age_70, month)
        return cut, cut
    if month >= life.employees_from:
        claim = life.employees_from - 1
        first, others = life.estimate.claim_special_age[0], life.estimate.claim_special_age[1]
        return (
            special_cut(career, life, first, month) if first < plan.employees_start else claim,
            special_cut(career, life, others, month) if others < plan.employees_start else claim,
        )
    first, others = life.estimate.special_age[0], life.estimate.special_age[1]
    return special_cut(career, life, first, month), special_cut(career, life, others, month)


def special_cut(career: Career, life: Life, age: int, month: int) -> int:
    """The cut of the special pension of `month`: its right, or a job left since (there is no yearly revision before 65)."""
    right = life.estimate.age_zero + age
    if age >= AGE_65 or month <= right:
        return 0
    return cut_after_leaving(career, life.estimate.horizon, right, life.age_70, month)


def counted_at(
    career: Career, cohort: Cohort, plan: Plan, life: Life, month: int, before: Counted
) -> Counted:
    """The pensions that count in a month; `before` is given back while the cuts stay."""
    first_cut, cut = cuts_of(career, life, plan, month)
    if first_cut == before.first_cut and cut == before.cut:
        return before
    age_zero, horizon = life.estimate.age_zero, life.estimate.horizon
    pensions = pensions_until(career, cohort, plan, life.estimate.categories, age_zero, horizon, cut)
    if first_cut != cut:
        one = no_pension()
        if life.estimate.categories & 2:
            one = category_pension(career, cohort, 1, age_zero, horizon, first_cut, plan.subtrahend_rounded)
        pensions = (one, pensions[1], pensions[2], pensions[3])
    return Counted(first_cut, cut, pensions)


def latest_cut(life: Life, now: Counted) -> int:
    """The later of the cuts of the categories the career has."""
    first = now.first_cut if life.estimate.categories & 2 else 0
    return max(first, now.cut if life.estimate.categories & 28 else 0)


def nothing_counted() -> Counted:
    """Before the first month."""
    none = no_pension()
    return Counted(-1, -1, (none, none, none, none))


def months_for_addition(career: Career, cohort: Cohort, life: Life, cut: int) -> int:
    """Months of employees' coverage before `cut` that count for an addition. EPI Act art. 44, 78-27.

    All categories, whether their pension has begun or not, with multiples; 240 by the 中高齢の特例.
    """
    counted = coverage_counted(career, life.estimate.horizon, cut) // FIFTEENTHS
    if counted >= ADDITION_MONTHS or cohort.middle_age_needs == 0:
        return counted
    special = middle_age_counted(career, life.estimate.age_zero, life.estimate.horizon, cut)
    return ADDITION_MONTHS if special >= FIFTEENTHS * cohort.middle_age_needs else counted


def flat_part_of(
    career: Career,
    cohort: Cohort,
    rules: LifeRules,
    life: Life,
    pension: CategoryPension,
    category: int,
    cut: int,
    month: int,
) -> int:
    """定額部分 before 65 of one category in a month: by age, by 44 years (長期加入者特例) or disability while not insured.

    EPI Act suppl. art. 9-2 to 9-4; Act No. 83 of 1994 suppl. art. 18 to 20.
    """
    if pension.months_before + pension.months_after == 0:
        return 0
    counted = pension.counted_before + FIFTEENTHS * pension.months_after
    start = rules.flat_start_women if career.sex == FEMALE and category == 1 else rules.flat_start_general
    if category == 1 and class3_months(career, life.estimate.horizon, cut) >= cohort.class3_needs:
        start = min(start, life.estimate.special_age[0])  # miners and seamen: both parts start together
    by_age = month > life.estimate.age_zero + start
    free = not insured_in(career, life.estimate.horizon, month)
    if not by_age and not (free and (rules.disabled or counted >= FIFTEENTHS * LONG_COVERAGE)):
        return 0
    if category == 1 and cohort.middle_age_needs > 0:
        special = middle_age_counted(career, life.estimate.age_zero, life.estimate.horizon, cut)
        if special >= FIFTEENTHS * cohort.middle_age_needs:
            counted = max(counted, FIFTEENTHS * ADDITION_MONTHS)  # Act No. 34 of 1985 suppl. art. 61 (2)
    return flat_rate_part(cohort.unit_thousandths, cohort.flat_multiplier, counted, rules.flat_cap)


def amounts_at(
    career: Career,
    cohort: Cohort,
    plan: Plan,
    family: Family,
    rules: LifeRules,
    life: Life,
    month: int,
    now: Counted,
) -> Amounts:
    """What is paid for one month, as a yearly rate. `now`: counted_at of the month."""
    basic = additional = 0
    if month >= life.basic_from:
        basic, additional = life.estimate.basic_paid, life.estimate.additional_paid
    claimed = month >= life.employees_from
    from_65 = month > life.age_65
    cuts = (now.first_cut, now.cut, now.cut, now.cut)
    unit = cohort.yearly_unit
    part_total = flat_total = transitional_total = adjustment_total = paid_total = 0
    first = second = third = fourth = 0
    for place in range(4):
        pension = now.pensions[place]
        if cuts[place] == 0 or pension.months_before + pension.months_after == 0:
            continue
        part, flat, transitional, adjustment = pension.earnings_related, 0, 0, 0
        if from_65:
            transitional = pension.transitional
            adjustment = life.increases[place] - life.reductions[place]
        elif claimed and life.estimate.claim_special_age[place] >= plan.employees_start:
            transitional = pension.transitional
            adjustment = -life.reductions[place]
        elif not claimed:  # 定額部分 stops with an early basic pension
            flat = flat_part_of(career, cohort, rules, life, pension, place + 1, cuts[place], month)
        counts = part + flat - life.part_reductions[place]
        if place == 0:
            first = counts
        elif place == 1:
            second = counts
        elif place == 2:
            third = counts
        else:
            fourth = counts
        part_total += part
        flat_total += flat
        transitional_total += transitional
        adjustment_total += adjustment
        paid_total += round_yearly(part + flat + transitional + adjustment, 1, unit)
    stops = suspension_of(
        career, rules, life.estimate.horizon, life.age_65, month, (first, second, third, fourth)
    )
    suspended = stops[0].stop + stops[1].stop + stops[2].stop + stops[3].stop
    whole = suspended > 0 and suspended >= first + second + third + fourth
    spouse = children = 0
    if (from_65 and claimed) or flat_total > 0:
        right = max(life.age_65 + 1, life.employees_from) if from_65 else month
        counted = months_for_addition(career, cohort, life, latest_cut(life, now))
        spouse = spouse_addition(rules.addition, counted, right, family.spouse, month, whole)
        count = children_counted(family.child_from, family.child_until, right, month)
        children = child_addition(rules.addition, counted, count, whole)
    transfer = 0
    if rules.transfer > 0:
        starts = transfer_addition_from(life.age_65, life.basic_from - 1, family.partner_right)
        cut = cut_from_65(career, life.estimate.horizon, life.age_65, life.age_70, month)
        own = life.age_65 if months_for_addition(career, cohort, life, cut) >= ADDITION_MONTHS else FAR
        transfer = transfer_addition_paid(rules.transfer, month, starts, own)
    total = basic + additional + paid_total - suspended + spouse + children + transfer
    return Amounts(
        month, month + 1, basic, additional, part_total, flat_total, transitional_total, adjustment_total,
        suspended, spouse, children, transfer, total,
    )  # fmt: skip


def first_month(life: Life) -> int:
    """The first month that can have an amount: the special pension, an early claim, or the month after 65."""
    first = min(life.basic_from, life.employees_from, life.age_65 + 1)
    for place in range(4):
        if life.estimate.special_age[place] < AGE_65 and life.estimate.categories & (2 << place):
            first = min(first, life.estimate.age_zero + life.estimate.special_age[place] + 1)
    return first


def nearer(following: int, event: int, month: int) -> int:
    """The nearer of two months to come; an event up to `month` is past."""
    return min(following, event) if event > month else following


def next_change(career: Career, family: Family, rules: LifeRules, life: Life, month: int) -> int:
    """The first month after `month` in which an amount can change."""
    following = life.last + 1
    horizon = life.estimate.horizon
    events = (
        life.basic_from,
        life.employees_from,
        life.age_65 + 1,
        life.age_70 + 1,
        life.estimate.age_zero + life.estimate.special_age[0] + 1,
        life.estimate.age_zero + life.estimate.special_age[1] + 1,
        life.estimate.age_zero + rules.flat_start_general + 1,
        life.estimate.age_zero + rules.flat_start_women + 1,
        SUSPENSION_KNOWN_FROM,
        ONE_RULE_BEGINS,
        family.spouse.attains_65 + 1,
        family.spouse.own_pension + 1,
        family.spouse.disability_from,
        family.spouse.disability_until,
        family.spouse.support_ends + 1,
        family.partner_right + 1,
        next_revision(career, horizon, life.age_65, life.age_70, month),
    )
    for event in events:
        following = nearer(following, event, month)
    for child in range(len(family.child_until)):
        following = nearer(following, family.child_until[child] + 1, month)
        following = nearer(following, family.child_from[child], month)
    return min(following, next_work_change(career, rules, horizon, month))


def next_work_change(career: Career, rules: LifeRules, horizon: int, month: int) -> int:
    """The first month after `month` in which the pay that suspends a pension, or the rule, can change.

    Bonuses that repeat leave the twelve months when the next enters, so that only those of the record are events.
    """
    following = FAR
    for spell in range(len(career.coverage_start)):
        start = career.coverage_start[spell]
        end = goes_on(career.coverage_end[spell], career.record_end, horizon)
        following = nearer(nearer(nearer(following, start, month), start + 1, month), end, month)
    for bonus in range(len(career.bonus_month)):
        paid = career.bonus_month[bonus]
        following = nearer(nearer(following, paid, month), paid + 12, month)
    if fiscal_year(month) < FIRST_THRESHOLD_YEAR + len(rules.threshold):
        following = min(following, month + 12 - (month - APRIL) % 12)
    return following


def same_rate(one: Amounts, other: Amounts) -> bool:
    """Whether two months are paid alike."""
    return one[2:] == other[2:]
