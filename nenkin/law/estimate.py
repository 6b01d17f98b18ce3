"""老齢年金の見込額: one career, the numbers of the law, a plan for the future → every figure of the old-age pension.

Read `estimate` from top to bottom: it calls the rules in the order in which a person would explain them.
"""

from typing import NamedTuple

from nenkin.law.adjustment.early import early_reduction, early_reduction_employees
from nenkin.law.adjustment.late import deferral_increase
from nenkin.law.calendar import month_of_age_zero
from nenkin.law.career import Career
from nenkin.law.employees_pension.category import CategoryPension, category_pension, no_pension
from nenkin.law.employees_pension.divorce_split import Split, category_pension_after_split
from nenkin.law.employees_pension.earnings import FAR, FIFTEENTHS, coverage_counted
from nenkin.law.employees_pension.special_old_age import (
    middle_age_counted,
    special_start_age,
    start_age_of_category_1,
)
from nenkin.law.levels import Cohort
from nenkin.law.national_pension.additional_pension import additional_pension
from nenkin.law.national_pension.month_status import BasicMonths, Coverage, basic_months, coverage_of
from nenkin.law.national_pension.old_age_basic import credited_months, old_age_basic
from nenkin.law.reasons import (
    BORN_UNDER_OLD_LAW,
    COMPUTED,
    EARLY_STARTS_DIFFER,
    NOT_ENOUGH_MONTHS,
    START_BETWEEN_65_AND_66,
    START_TOO_EARLY,
    START_TOO_LATE,
    UNTIL_OUT_OF_RANGE,
)
from nenkin.law.revisions import cut_after_leaving
from nenkin.law.rounding import round_yearly

AGE_20, AGE_60, AGE_65, AGE_66, AGE_70 = 240, 720, 780, 792, 840


class Plan(NamedTuple):
    """かんたん試算の前提. Ages in months. The present coverage and pay go on until `until_age`."""

    until_age: int = AGE_60
    basic_start: int = AGE_65
    employees_start: int = AGE_65
    subtrahend_rounded: bool = False  # 経過的加算: round the basic part first (the orders leave it open)


class EmployeesAmounts(NamedTuple):
    """老齢厚生年金 of one category at one moment, yen a year."""

    earnings_related: int
    transitional: int
    adjustment: int  # early: minus the reduction; late: plus the increase
    total: int


FourNumbers = tuple[int, int, int, int]  # by category, 第1号〜第4号
FourPensions = tuple[CategoryPension, CategoryPension, CategoryPension, CategoryPension]
FourAmounts = tuple[EmployeesAmounts, EmployeesAmounts, EmployeesAmounts, EmployeesAmounts]


class Estimate(NamedTuple):
    """Every figure on the way to the amount; yen a year, months as counts, ages in months, rates in thousandths."""

    reason: int  # reasons.COMPUTED, or why there is no amount: then the amounts below it are 0
    age_zero: int  # month number to which months of age are added
    horizon: int  # month number: where open coverage was assumed to end
    coverage_end: int  # month number: where employees' coverage ends, assumed months included; 0: none
    categories: int  # bit c is set where the career has category c
    basic_start: int  # months of age
    employees_start: int
    months: BasicMonths
    credited: int  # 24ths of a month
    enrolment_months: int
    full_amount: int
    basic: int  # 老齢基礎年金 at 65
    additional: int  # 付加年金 at 65
    basic_early_months: int
    basic_late_months: int
    early_rate: int
    late_rate: int
    whole_rate: (
        int  # births until 1941-04-01: the whole early or late rate of the basic pension, by age; else 0
    )
    basic_adjustment: int
    additional_adjustment: int
    basic_paid: int
    additional_paid: int
    employees_early_months: int
    employees_late_months: int
    whole_rate_employees: int  # as whole_rate, for the employees' pension
    claim_special_age: (
        FourNumbers  # early receipt: the special start age that counted at the claim; else AGE_65
    )
    special_age: FourNumbers  # by category: start age of the special pension; AGE_65: none
    special: FourNumbers  # earnings-related part paid from that age to 65
    at_65: FourPensions
    at_start: FourAmounts
    from_65: FourAmounts
    final: FourAmounts
    special_total: int  # a year, before 65
    start_total: int  # a year, when both pensions have begun
    total_from_65: int  # a year, what is paid once 65 is attained: nothing of a pension that waits
    final_total: int  # with every month of the record and the plan


def plan_fault(cohort: Cohort, plan: Plan) -> int:
    """Why a plan contradicts the law, or COMPUTED."""
    if cohort.enrolment_months == 0:
        return BORN_UNDER_OLD_LAW
    if plan.until_age < AGE_20 or plan.until_age > AGE_70:
        return UNTIL_OUT_OF_RANGE
    for start in (plan.basic_start, plan.employees_start):
        if start < AGE_60:
            return START_TOO_EARLY
        if start > cohort.latest_start:
            return START_TOO_LATE
        if AGE_65 < start < AGE_66:
            return START_BETWEEN_65_AND_66
    early = min(plan.basic_start, plan.employees_start) < AGE_65
    if early and plan.basic_start != plan.employees_start:
        return EARLY_STARTS_DIFFER
    return COMPUTED


def whole_rate_by_age(cohort: Cohort, start: int) -> int:
    """Births until 1941-04-01: the whole reduction or increase by the completed age at the claim, thousandths."""
    if start < AGE_65:
        by_age = (
            cohort.early_at_60, cohort.early_at_61, cohort.early_at_62, cohort.early_at_63, cohort.early_at_64
        )  # fmt: skip
        return by_age[start // 12 - 60]
    if start >= AGE_66:
        late_by_age = (
            cohort.late_at_66,
            cohort.late_at_67,
            cohort.late_at_68,
            cohort.late_at_69,
            cohort.late_at_70,
        )
        return late_by_age[min(start // 12, 70) - 66]
    return 0


def adjusted(amount: int, cohort: Cohort, start: int) -> int:
    """What early or late receipt takes from (−) or adds to an amount, yen a year. NP Order art. 4-5, art. 12."""
    if start < AGE_65:
        if cohort.early_rate > 0:
            return -early_reduction(amount, cohort.early_rate, AGE_65 - start, 1)
        return -early_reduction(amount, whole_rate_by_age(cohort, start), 1, 1)
    if cohort.late_rate > 0:
        return deferral_increase(amount, cohort.late_rate, start - AGE_65, 1)
    return deferral_increase(amount, whole_rate_by_age(cohort, start), 1, 1)


def early_amounts(
    claimed: CategoryPension, later: CategoryPension, cohort: Cohort, start: int, special: int
) -> tuple[EmployeesAmounts, EmployeesAmounts]:
    """繰上げの老齢厚生年金 of one category: from the claim, and from 65. EPI Act suppl. art. 7-3, 13-4.

    `claimed` on the months before the claim is reduced; months after it enter at 65 unreduced. Claimed after the
    special pension has begun, the earnings-related part stays whole and the transitional addition begins at 65.
    """
    unit = cohort.yearly_unit
    if start > special:
        alone = round_yearly(claimed.earnings_related, 1, unit)
        return EmployeesAmounts(claimed.earnings_related, 0, 0, alone), with_adjustment(later, 0, unit)
    if cohort.early_rate > 0:
        reduction = early_reduction_employees(
            claimed.earnings_related,
            special - start,
            claimed.transitional,
            AGE_65 - start,
            cohort.early_rate,
            1,
        )
    else:
        reduced = claimed.transitional + (claimed.earnings_related if special > start else 0)
        reduction = early_reduction(reduced, whole_rate_by_age(cohort, start), 1, 1)
    return with_adjustment(claimed, -reduction, unit), with_adjustment(later, -reduction, unit)


def late_amounts(base: CategoryPension, now: CategoryPension, cohort: Cohort, start: int) -> EmployeesAmounts:
    """老齢厚生年金 of one category from 65 or later: only what was earned before 65 (`base`) grows. EPI Order art. 3-5-2."""
    increase = adjusted(base.earnings_related + base.transitional, cohort, start)
    return with_adjustment(now, increase, cohort.yearly_unit)


def with_adjustment(pension: CategoryPension, adjustment: int, unit: int) -> EmployeesAmounts:
    """The pension and what early or late receipt changes in it, rounded once as the yearly amounts of the day are."""
    amount = round_yearly(pension.earnings_related + pension.transitional + adjustment, 1, unit)
    return EmployeesAmounts(pension.earnings_related, pension.transitional, adjustment, amount)


def late_of_all(base: FourPensions, now: FourPensions, cohort: Cohort, start: int) -> FourAmounts:
    """`late_amounts` of the four categories."""
    return (
        late_amounts(base[0], now[0], cohort, start),
        late_amounts(base[1], now[1], cohort, start),
        late_amounts(base[2], now[2], cohort, start),
        late_amounts(base[3], now[3], cohort, start),
    )


def total_of_all(amounts: FourAmounts) -> int:
    """The four categories together, yen a year; each is a pension of its own."""
    return amounts[0].total + amounts[1].total + amounts[2].total + amounts[3].total


def pensions_until(
    career: Career, cohort: Cohort, plan: Plan, categories: int, age_zero: int, horizon: int, until: int
) -> FourPensions:
    """The four categories on the months before `until`; one that is not among `categories` costs nothing."""
    one, two, three, four = no_pension(), no_pension(), no_pension(), no_pension()
    rounded = plan.subtrahend_rounded
    if categories & 2:
        one = category_pension(career, cohort, 1, age_zero, horizon, until, rounded)
    if categories & 4:
        two = category_pension(career, cohort, 2, age_zero, horizon, until, rounded)
    if categories & 8:
        three = category_pension(career, cohort, 3, age_zero, horizon, until, rounded)
    if categories & 16:
        four = category_pension(career, cohort, 4, age_zero, horizon, until, rounded)
    return one, two, three, four


def category_pensions_after_split(
    career: Career, cohort: Cohort, plan: Plan, age_zero: int, horizon: int, until: int, split: Split
) -> FourPensions:
    """離婚分割: `pensions_until` with a split; deemed months may bring a category that the career lacks. EPI Act art. 78-11."""
    rounded = plan.subtrahend_rounded
    return (
        category_pension_after_split(career, cohort, 1, age_zero, horizon, until, rounded, split),
        category_pension_after_split(career, cohort, 2, age_zero, horizon, until, rounded, split),
        category_pension_after_split(career, cohort, 3, age_zero, horizon, until, rounded, split),
        category_pension_after_split(career, cohort, 4, age_zero, horizon, until, rounded, split),
    )


def counted_of_all(pensions: FourPensions) -> int:
    """Months of employees' coverage of all categories together, 15ths of a month, multiples included."""
    total = 0
    for place in range(4):
        total += pensions[place].counted_before + FIFTEENTHS * pensions[place].months_after
    return total


def no_special_ages() -> FourNumbers:
    """No category has a pension before 65."""
    return AGE_65, AGE_65, AGE_65, AGE_65


def start_of_category_1(career: Career, cohort: Cohort, age_zero: int, horizon: int, until: int) -> int:
    """支給開始年齢 of 第1号: by birth and sex, earlier for miners and seamen of 15 years. EPI Act suppl. art. 8-2."""
    by_birth = special_start_age(career.sex, 1, cohort.special_start_general, cohort.special_start_women)
    return start_age_of_category_1(
        career, age_zero, horizon, until, by_birth, cohort.special_start_class3, cohort.class3_needs
    )


def special_ages_at_claim(
    career: Career,
    cohort: Cohort,
    age_zero: int,
    horizon: int,
    start: int,
    claimed: FourPensions,
    right: FourNumbers,
) -> FourNumbers:
    """Early receipt: the special start age that counts for each category at the claim; 65: none. EPI Act suppl. art. 13-4.

    Claimed before that age, the right is a coming one for who has the months already; from that age on it must
    have arisen (`right`).
    """
    others = special_start_age(career.sex, 2, cohort.special_start_general, cohort.special_start_women)
    first = start_of_category_1(career, cohort, age_zero, horizon, age_zero + start)
    enough = counted_of_all(claimed) >= FIFTEENTHS * cohort.special_needs
    first = special_age_at_claim(start, first, right[0], enough)
    others = special_age_at_claim(start, others, right[1], enough)
    return first, others, others, others


def pensions_at_claim(
    career: Career, cohort: Cohort, plan: Plan, coverage: Coverage, age_zero: int, horizon: int,
    claimed: FourPensions, special: FourNumbers,
) -> FourPensions:  # fmt: skip
    """Early receipt: a category whose special pension has begun before the claim is not claimed with it.

    Its amount stays as it was at its right, or as a job left since has revised it.
    """
    first, others = claimed[0], claimed
    start_month, age_70 = age_zero + plan.employees_start, age_zero + AGE_70
    if special[0] < plan.employees_start and coverage.end > age_zero + special[0]:
        cut = cut_after_leaving(career, horizon, age_zero + special[0], age_70, start_month + 1)
        first = pensions_until(career, cohort, plan, coverage.categories & 2, age_zero, horizon, cut)[0]
    if special[1] < plan.employees_start and coverage.end > age_zero + special[1]:
        cut = cut_after_leaving(career, horizon, age_zero + special[1], age_70, start_month + 1)
        others = pensions_until(career, cohort, plan, coverage.categories & 28, age_zero, horizon, cut)
    return first, others[1], others[2], others[3]


def special_age_at_claim(start: int, by_birth: int, right: int, enough: bool) -> int:
    """`special_ages_at_claim` of one category."""
    if start < by_birth:
        return by_birth if enough else AGE_65
    return right if right <= start else AGE_65


def special_pensions(
    career: Career,
    cohort: Cohort,
    plan: Plan,
    age_zero: int,
    horizon: int,
    coverage: Coverage,
    months: BasicMonths,
    at_65: FourPensions,
) -> tuple[FourNumbers, FourNumbers]:
    """特別支給の老齢厚生年金: start ages, and the earnings-related part on the months before each. EPI Act suppl. art. 8, 9.

    None for a category whose early receipt begins at its start age or before.
    """
    others = special_start_age(career.sex, 2, cohort.special_start_general, cohort.special_start_women)
    first = special_start_age(career.sex, 1, cohort.special_start_general, cohort.special_start_women)
    if coverage.class3 > 0:
        first = start_of_category_1(career, cohort, age_zero, horizon, FAR)
    earliest = min(first, others)
    if earliest >= AGE_65 or coverage.categories == 0:
        return no_special_ages(), (0, 0, 0, 0)
    if not surely_before(earliest, coverage, months, cohort):
        earliest = right_to_special(career, cohort, age_zero, horizon, earliest)
        first, others = max(first, earliest), max(others, earliest)
    amounts = (
        special_amount(career, cohort, plan, age_zero, horizon, coverage.end, 1, first, at_65[0]),
        special_amount(career, cohort, plan, age_zero, horizon, coverage.end, 2, others, at_65[1]),
        special_amount(career, cohort, plan, age_zero, horizon, coverage.end, 3, others, at_65[2]),
        special_amount(career, cohort, plan, age_zero, horizon, coverage.end, 4, others, at_65[3]),
    )
    return (first, others, others, others), amounts


def qualifies(
    career: Career, cohort: Cohort, months: BasicMonths, age_zero: int, horizon: int, until: int
) -> bool:
    """受給資格期間: 120 months. NP Act art. 26. Until 2017-07 300, or fewer of employees' coverage by birth.

    Act No. 34 of 1985 suppl. art. 12: 20 to 24 years of employees' schemes, or 15 to 19 years in middle age.
    """
    if months.qualifying >= cohort.qualifying_needs:
        return True
    if cohort.ten_years_suffice == 1:
        return False
    if 0 < cohort.employees_qualifying_needs * FIFTEENTHS <= coverage_counted(career, horizon, until):
        return True
    return 0 < FIFTEENTHS * cohort.middle_age_needs <= middle_age_counted(career, age_zero, horizon, until)


def surely_before(age: int, coverage: Coverage, months: BasicMonths, cohort: Cohort) -> bool:
    """Whether the months needed for the right are there before `age`, even if every month to 70 came after it."""
    later = AGE_70 - age
    enough = coverage.months - later >= cohort.special_needs
    return enough and months.qualifying - months.complementary - later >= cohort.qualifying_needs


def right_to_special(career: Career, cohort: Cohort, age_zero: int, horizon: int, age: int) -> int:
    """The first age from `age` on at which the months before it give the right; 65: none before. EPI Act suppl. art. 8."""
    status_horizon = min(horizon, age_zero + AGE_60)
    while age < AGE_65:
        until = age_zero + age
        counted = coverage_counted(career, horizon, until)
        if counted >= FIFTEENTHS * cohort.special_needs:
            coverage = coverage_of(career, age_zero, horizon, until)
            months = basic_months(career, coverage, horizon, status_horizon, until)
            if qualifies(career, cohort, months, age_zero, horizon, until):
                break
        age += 1
    return age


def special_amount(
    career: Career, cohort: Cohort, plan: Plan, age_zero: int, horizon: int, coverage_end: int,
    category: int, age: int, at_65: CategoryPension,
) -> int:  # fmt: skip
    """The earnings-related part of one category from its special start age, yen a year."""
    if age >= AGE_65 or plan.employees_start <= age or at_65.months_before + at_65.months_after == 0:
        return 0
    pension = at_65
    if coverage_end > age_zero + age:
        pension = category_pension(
            career, cohort, category, age_zero, horizon, age_zero + age, plan.subtrahend_rounded
        )
    return round_yearly(pension.earnings_related, 1, cohort.yearly_unit)


def without_amount(
    reason: int, age_zero: int, horizon: int, plan: Plan, months: BasicMonths, credited: int, cohort: Cohort
) -> Estimate:
    """The months that were counted, and why there is no amount."""
    none = no_pension()
    nothing = EmployeesAmounts(0, 0, 0, 0)
    pensions = (none, none, none, none)
    amounts = (nothing, nothing, nothing, nothing)
    ages = no_special_ages()
    return Estimate(
        reason, age_zero, horizon, 0, 0, plan.basic_start, plan.employees_start, months, credited,
        cohort.enrolment_months, cohort.full_amount, 0, 0, 0, 0, cohort.early_rate, cohort.late_rate, 0,
        0, 0, 0, 0, 0, 0, 0, ages, ages, (0, 0, 0, 0), pensions, amounts, amounts, amounts, 0, 0, 0, 0,
    )  # fmt: skip


def estimate(career: Career, cohort: Cohort, plan: Plan) -> Estimate:
    """老齢年金の見込額 of one person, yen a year, at the level of the cohort's fiscal year.

    Assumes that the present coverage, pay and bonuses (or the premiums of 第1号, the status of 第3号) go on until
    `plan.until_age`, 国民年金 at most to 60. Not in it: in-work suspension, spouse and child additions, tax.
    """
    age_zero = month_of_age_zero(career.birth_date)
    horizon = age_zero + plan.until_age
    status_horizon = min(horizon, age_zero + AGE_60)
    early = plan.basic_start < AGE_65
    until_basic = age_zero + plan.basic_start if early else FAR

    coverage = coverage_of(career, age_zero, horizon, until_basic)
    months = basic_months(career, coverage, horizon, status_horizon, until_basic)
    credited = credited_months(months.by_class, cohort.enrolment_months)
    reason = plan_fault(cohort, plan)
    if reason == COMPUTED and not qualifies(career, cohort, months, age_zero, horizon, until_basic):
        reason = NOT_ENOUGH_MONTHS
    if reason != COMPUTED:
        return without_amount(reason, age_zero, horizon, plan, months, credited, cohort)

    basic = old_age_basic(cohort.full_amount, credited, cohort.enrolment_months, 1)
    additional = additional_pension(months.additional, cohort.additional_benefit)
    basic_adjustment = adjusted(basic, cohort, plan.basic_start)
    additional_adjustment = adjusted(additional, cohort, plan.basic_start)

    start_month = age_zero + plan.employees_start
    at_65 = pensions_until(career, cohort, plan, coverage.categories, age_zero, horizon, age_zero + AGE_65)
    final_pensions = at_65
    if coverage.end > age_zero + AGE_65:
        final_pensions = pensions_until(career, cohort, plan, coverage.categories, age_zero, horizon, FAR)
    start_pensions = at_65
    if coverage.end > min(start_month, age_zero + AGE_65):
        start_pensions = pensions_until(
            career, cohort, plan, coverage.categories, age_zero, horizon, start_month
        )

    special_age, special = special_pensions(career, cohort, plan, age_zero, horizon, coverage, months, at_65)
    start = plan.employees_start
    claim_special = no_special_ages()
    if early:
        claim_special = special_ages_at_claim(
            career, cohort, age_zero, horizon, start, start_pensions, special_age
        )
        start_pensions = pensions_at_claim(
            career, cohort, plan, coverage, age_zero, horizon, start_pensions, claim_special
        )
        first = early_amounts(start_pensions[0], at_65[0], cohort, start, claim_special[0])
        second = early_amounts(start_pensions[1], at_65[1], cohort, start, claim_special[1])
        third = early_amounts(start_pensions[2], at_65[2], cohort, start, claim_special[2])
        fourth = early_amounts(start_pensions[3], at_65[3], cohort, start, claim_special[3])
        at_start = (first[0], second[0], third[0], fourth[0])
        from_65 = (first[1], second[1], third[1], fourth[1])
    else:
        at_start = late_of_all(at_65, start_pensions, cohort, start)
        from_65 = late_of_all(at_65, at_65, cohort, AGE_65)
    final = (
        with_adjustment(final_pensions[0], at_start[0].adjustment, cohort.yearly_unit),
        with_adjustment(final_pensions[1], at_start[1].adjustment, cohort.yearly_unit),
        with_adjustment(final_pensions[2], at_start[2].adjustment, cohort.yearly_unit),
        with_adjustment(final_pensions[3], at_start[3].adjustment, cohort.yearly_unit),
    )
    basic_paid = round_yearly(basic + basic_adjustment, 1, cohort.yearly_unit)
    additional_paid = round_yearly(additional + additional_adjustment, 1, cohort.yearly_unit)
    national = basic_paid + additional_paid
    total_from_65 = national if plan.basic_start <= AGE_65 else 0
    if plan.employees_start <= AGE_65:
        total_from_65 += total_of_all(from_65)
    return Estimate(
        COMPUTED,
        age_zero,
        horizon,
        coverage.end,
        coverage.categories,
        plan.basic_start,
        plan.employees_start,
        months,
        credited,
        cohort.enrolment_months,
        cohort.full_amount,
        basic,
        additional,
        max(0, AGE_65 - plan.basic_start),
        max(0, plan.basic_start - AGE_65),
        cohort.early_rate,
        cohort.late_rate,
        whole_rate_by_age(cohort, plan.basic_start),
        basic_adjustment,
        additional_adjustment,
        basic_paid,
        additional_paid,
        max(0, AGE_65 - plan.employees_start),
        max(0, plan.employees_start - AGE_65),
        whole_rate_by_age(cohort, plan.employees_start),
        claim_special,
        special_age,
        special,
        at_65,
        at_start,
        from_65,
        final,
        special[0] + special[1] + special[2] + special[3],
        national + total_of_all(at_start),
        total_from_65,
        national + total_of_all(final),
    )
