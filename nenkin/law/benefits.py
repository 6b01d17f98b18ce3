"""障害・遺族・脱退一時金: one career, an event, the numbers of the law → every figure of the benefit, or why there is none.

Read `disability`, `survivors` and `withdrawal` from top to bottom; each is one spine like `estimate`. What a record
cannot say is in the event: degrees, dates, family. Whether someone was supported (生計維持, income) is taken as given.
Months count as the record has them; open coverage and status go on to the event, statuses paid (as in `estimate`).
"""

from datetime import date
from functools import cache
from typing import NamedTuple

from nenkin.law.adjustment.choice import Rights, survivors_paid_at_65
from nenkin.law.calendar import month_of_age_zero, year_month_day
from nenkin.law.career import FEMALE, GENERAL, MALE, MINER, SEAMAN, Career
from nenkin.law.employees_pension.combined import (
    FIXED,
    CombinedRecord,
    combined_record,
    multipliers_of,
    part_of,
)
from nenkin.law.employees_pension.disability import FLOOR as DISABILITY_FLOOR
from nenkin.law.employees_pension.disability import disability_employees, disability_lump_sum, minimum_amount
from nenkin.law.employees_pension.earnings import FIFTEENTHS, counted_fifteenths, coverage_counted
from nenkin.law.employees_pension.survivors import (
    FIXED_TERM,
    FIXED_TERM_AGE,
    FIXED_TERM_AGE_FROM_2028,
    HUSBAND_AGE,
    HUSBAND_PAID_AGE,
    WIDOW_AGE,
    WIDOW_MONTHS,
    survivors_at_65,
    survivors_employees,
    survivors_fixed_term,
    transitional_widow_addition,
    widow_addition,
)
from nenkin.law.employees_pension.withdrawal import (
    CLAIM_MONTHS,
    FIRST_LAST_MONTH,
    average_remuneration,
    payment_rate,
    premium_rate_for,
    tax_withheld,
    withdrawal_employees,
    withdrawal_record,
)
from nenkin.law.levels import Cohort, thousandths
from nenkin.law.national_pension.death_lump_sum import death_lump_sum
from nenkin.law.national_pension.disability_basic import (
    UNIFORM_FROM,
    child_additions,
    disability_basic,
    uniform_child_addition,
)
from nenkin.law.national_pension.insured_months import (
    NOT_ASKED,
    NOT_MET,
    QUARTERS,
    PremiumCondition,
    category_one,
    coverage_end_of,
    employees_insured,
    exempt_months,
    national_insured,
    premium_condition,
)
from nenkin.law.national_pension.month_status import basic_months, coverage_of
from nenkin.law.national_pension.old_age_basic import credited_months
from nenkin.law.national_pension.survivors_basic import survivors_basic_of_children, survivors_basic_of_spouse
from nenkin.law.national_pension.widows_pension import FIRST_AGE as WIDOWS_FIRST_AGE
from nenkin.law.national_pension.widows_pension import widows_pension, widows_pension_right
from nenkin.law.national_pension.withdrawal import STEP, month_factor, premium_of, withdrawal_national
from nenkin.law.parameters import EMPLOYEES, NATIONAL, number, shares
from nenkin.law.reasons import (
    BORN_UNDER_OLD_LAW,
    COMPUTED,
    DISABILITY_ADDITIONS_2028_MISSING,
    EVENT_BEFORE_2017_08,
    EVENT_DATES_CONTRADICT,
    GRADE_NEEDS_EMPLOYEES,
    GRADE_UNKNOWN,
    LEVEL_BEFORE_2016,
    NO_RIGHT_BY_DEATH,
    NO_SURVIVOR,
    NOT_INSURED_AT_FIRST_VISIT,
    PREMIUM_CONDITION_NOT_MET,
    WIDOW_ADDITION_2028_MISSING,
    WITHDRAWAL_AFTER_OTHER_BENEFIT,
    WITHDRAWAL_NATIONAL,
    WITHDRAWAL_OUTSIDE_TABLES,
    WITHDRAWAL_QUALIFIES,
    WITHDRAWAL_STILL_INSURED,
    WITHDRAWAL_TOO_FEW_MONTHS,
    WITHDRAWAL_TOO_LATE,
)
from nenkin.law.tables import Row, in_force, rows

AGE_20, AGE_35, AGE_40, AGE_60, AGE_65, AGE_70 = 240, 420, 480, 720, 780, 840
FIRST_LEVEL = 2016  # yearly amounts to the yen, no special level
FIRST_EVENT = date(2017, 8, 1).toordinal()  # 受給資格期間の短縮: earlier events are under other conditions
REFORM = date(2028, 4, 1).toordinal()  # Act No. 74 of 2025
LONGEST_TO_RECOGNITION = 18  # months from the first visit. EPI Act art. 47
LONGEST_TO_CURE = 60  # 障害手当金: art. 55
GRADE_3, LUMP_SUM_GRADE = 3, 4
QUALIFYING: int = in_force("eligibility_periods", date.fromordinal(FIRST_EVENT), rule="required_total")[
    "months"
]
LONG_RECORD = number(NATIONAL, "long_record_months")
FIXED_TERM_WIVES_FROM = date(shares(EMPLOYEES, "fixed_term_wives_cohort")[0].numerator, 4, 2).toordinal()


def _by_birth(name: str, **keys: object) -> tuple[tuple[int, ...], tuple[Row, ...]]:
    """The last day of birth of every row of a table, as day numbers, and the rows."""
    table = rows(name, **keys)
    return tuple(row["birth_to"].toordinal() for row in table), table


# Records that stand for 25 years, by the last day of birth and months needed. Act No. 34 of 1985 suppl. art. 12.
TOTAL_BIRTHS, _TOTAL = _by_birth("eligibility_periods", rule="transitional_total_by_birth")
TOTAL_NEEDS: tuple[int, ...] = tuple(row["months"] for row in _TOTAL)
EMPLOYEES_BIRTHS, _EMPLOYEES = _by_birth("eligibility_periods", rule="employee_schemes_by_birth")
EMPLOYEES_NEEDS: tuple[int, ...] = tuple(row["months"] for row in _EMPLOYEES)
MIDDLE_AGE_BIRTHS, _MIDDLE_AGE = _by_birth("eligibility_periods", rule="middle_age_special_by_birth")
MIDDLE_AGE_NEEDS: tuple[int, ...] = tuple(row["months"] for row in _MIDDLE_AGE)
# 経過的寡婦加算 by the last day of birth of the widow.
WIDOW_BIRTHS, _WIDOWS = _by_birth("transitional_widow_additions")
WIDOW_NUMERATORS: tuple[int, ...] = tuple(row["fraction_numerator"] for row in _WIDOWS)
WIDOW_DENOMINATORS: tuple[int, ...] = tuple(row["fraction_denominator"] for row in _WIDOWS)

NOBODY, SPOUSE, CHILDREN = range(3)  # who has the employees' survivors' pension


class BenefitLevels(NamedTuple):
    """Amounts of a fiscal year that are the same for everybody: always at the rate of new beneficiaries. Yen a year."""

    full_new: int  # 満額 of new beneficiaries: children's basic pension
    spouse_addition: int
    child_first: int  # the first and the second child
    child_further: int
    child_alike: int  # every child, from 2028-04


@cache
def benefit_levels(as_of: date) -> BenefitLevels:
    """The amounts in force on a day.

    Raises:
        LookupError: no tables for the fiscal year of that day.
    """
    row = max(
        (
            row
            for row in rows("basic_pension_full_amounts", level="paid")
            if row["valid_from"] <= as_of <= row["valid_to"]
        ),
        key=lambda row: row["birth_from"] or date.min,
        default=None,
    )
    if row is None:
        raise LookupError(f"basic_pension_full_amounts: nothing in force on {as_of}")
    spouse, first, further = (
        in_force("dependants_additions", as_of, kind=kind)["annual_amount"]
        for kind in ("spouse", "first_child", "third_or_later_child")
    )
    alike = uniform_child_addition(thousandths(row["revision_rate"]))
    return BenefitLevels(row["annual_amount"], spouse, first, further, alike)


class DisabilityEvent(NamedTuple):
    """What a disability claim says. Days as day numbers."""

    first_visit: int  # 初診日
    recognition: int  # 障害認定日, of a later claim (事後重症) too; 障害手当金: the day of the cure
    grade: int  # 1, 2, 3; 4: 障害手当金の程度
    children: int = 0  # until 31 March after 18, or below 20 with grade 1 or 2
    spouse: int = 0  # 1: a supported spouse below 65
    paid_month: int = 0  # month number the additions are asked for; 0: the first month


class Disability(NamedTuple):
    """Every figure of a disability benefit; yen a year, the lump sum once."""

    reason: int
    premium: PremiumCondition
    basic_right: int  # 1: 障害基礎年金
    employees_right: int  # 1: 障害厚生年金・障害手当金
    before_20: int  # 1: first visit before 20, outside employees' coverage (art. 30-4): income limits apply
    first_month: int  # month number: payment begins (not of a later claim)
    record: CombinedRecord
    current: int  # 本来水準 × 300 / months, before grade and minimum
    protected: int  # 従前額保障
    minimum: int  # 最低保障額 that applies; 0: none
    basic: int  # without children
    children: int
    employees: int  # without the spouse addition
    spouse: int
    lump_sum: int
    total: int  # a year, without the lump sum


class DeathEvent(NamedTuple):
    """What a claim after a death says. Days as day numbers, ages and spans in months."""

    death: int
    illness_while_insured: int = 0  # 1: within 5 years of a first visit while insured
    disability_grade: int = 0  # 1, 2: had the employees' disability pension of that grade
    received_basic: int = 0  # 1: had received old-age or disability basic pension
    ask_long: int = 0  # 1: where both types are open, the long one is asked for (art. 58 (2))
    spouse_birth: int = 0  # 0: no spouse
    spouse_sex: int = 0
    married: int = 0
    children: int = 0  # with a right at the death
    last_child_until: int = 0  # month number: the last month of right of the youngest child
    own_employees: int = 0  # the spouse's own 老齢厚生年金 from 65, without the spouse addition


class Survivors(NamedTuple):
    """Every figure of the benefits after a death; yen a year, the lump sum once; months as month numbers, 0: none."""

    reason: int
    premium: PremiumCondition
    short_open: int  # 1: 短期要件 is met
    long_open: int  # 1: 長期要件 is met
    short: int  # 1: computed as the short type
    qualifying: int  # 納付済・免除・合算対象の月数
    first_month: int
    record: CombinedRecord
    employees_to: int  # NOBODY, SPOUSE or CHILDREN
    employees_from: int  # month: husbands from 60 until 2028-03
    employees: int  # 遺族厚生年金 (3/4); of children: all of them together
    other_type: int  # the same by the other type where both are open, else 0
    fixed_term_until: int  # month: the last of five years; 0: no such end
    fixed_term: int  # 遺族厚生年金 with the addition of the five years, from 2028-04
    widow_addition: int
    widow_addition_from: int
    transitional_widow_addition: int  # from 65
    entitlement_at_65: int
    on_top_at_65: int  # paid beside the own old-age employees' pension, the transitional addition included
    basic: int  # 遺族基礎年金; of children: all of them together
    basic_each_child: int  # where the children have it
    basic_until: int
    category_one_quarters: int  # paid months of 第1号 in quarters
    widows: int  # 寡婦年金
    widows_from: int
    widows_until: int
    lump_sum: int  # 死亡一時金; where there is 寡婦年金 too, one of the two
    total_with_children: int
    total_without_children: int  # below 65: after the children, or at once
    total_at_65: int


class Departure(NamedTuple):
    """What a claim for withdrawal payments says. Days as day numbers."""

    left: int  # the later of the loss of coverage and of leaving Japan
    claim: int
    japanese: int = 0
    had_disability_right: int = 0  # 1: has had a right to a disability benefit


class Withdrawal(NamedTuple):
    """Both withdrawal payments, each with its reason; yen, once."""

    reason: int  # of both together; COMPUTED where one of them is paid
    national_reason: int
    national_quarters: int
    national_last: int  # 基準月
    national_premium: int
    national_factor: int
    national: int
    employees_reason: int
    employees_months: int
    employees_last: int  # 最終月
    employees_average: int
    employees_premium_rate: int  # hundred-thousandths
    employees_factor: int
    employees_rate: int  # 支給率, tenths
    employees: int
    employees_tax: int
    total: int  # after the tax withheld


def month_of_day(day: int) -> int:
    """The month of a day number."""
    year, month, _ = year_month_day(day)
    return year * 12 + month - 1


def attained(birth_date: int, age: int, day: int) -> bool:
    """Whether an age (whole years, in months) is attained by the end of a day: on the day before the birthday."""
    year, month, born_on = year_month_day(birth_date)
    return year_month_day(day + 1) >= (year + age // 12, month, born_on)


def no_record() -> CombinedRecord:
    """No employees' coverage."""
    return CombinedRecord(0, 0, 0, 0, 0, 0, 0, 0, 0, 0)


def no_condition() -> PremiumCondition:
    """The premium condition is not asked."""
    return PremiumCondition(0, 0, 0, NOT_ASKED)


def ever_insured(career: Career) -> bool:
    """Whether the record has any month."""
    return len(career.coverage_start) + len(career.status_start) > 0


# 障害


def disability_fault(career: Career, cohort: Cohort, event: DisabilityEvent) -> int:
    """Why an event cannot be computed, or COMPUTED."""
    if cohort.enrolment_months == 0:
        return BORN_UNDER_OLD_LAW
    if cohort.fiscal_year < FIRST_LEVEL:
        return LEVEL_BEFORE_2016
    if event.grade < 1 or event.grade > LUMP_SUM_GRADE:
        return GRADE_UNKNOWN
    if event.first_visit < career.birth_date or event.recognition < event.first_visit:
        return EVENT_DATES_CONTRADICT
    months = month_of_day(event.recognition) - month_of_day(event.first_visit)
    longest = LONGEST_TO_CURE if event.grade == LUMP_SUM_GRADE else LONGEST_TO_RECOGNITION
    if months > longest:
        return EVENT_DATES_CONTRADICT
    if event.recognition < FIRST_EVENT:
        return EVENT_BEFORE_2017_08
    return COMPUTED


def no_disability(
    reason: int, premium: PremiumCondition, basic: bool, employees: bool, before_20: bool
) -> Disability:
    """Why there is no benefit."""
    return Disability(
        reason, premium, int(basic), int(employees), int(before_20), 0, no_record(), 0, 0, 0, 0, 0, 0, 0, 0, 0
    )


def disability(career: Career, cohort: Cohort, levels: BenefitLevels, event: DisabilityEvent) -> Disability:
    """障害基礎年金, 障害厚生年金, 障害手当金. NP Act art. 30–36, EPI Act art. 47–57.

    Insured at the first visit is asked by the month. Not in it: income limits of art. 36-3, 労災 and other stops,
    several disabilities (art. 31), who receives an early old-age pension. From 2028-04 the spouse addition and the
    new additions of grade 3 are refused: their amounts are not in the tables.
    """
    age_zero = month_of_age_zero(career.birth_date)
    visit, recognised = month_of_day(event.first_visit), month_of_day(event.recognition)
    horizon = min(recognised + 1, age_zero + AGE_70)
    status_horizon = min(recognised + 1, age_zero + AGE_60)
    reason = disability_fault(career, cohort, event)
    if reason != COMPUTED:
        return no_disability(reason, no_condition(), False, False, False)

    employees_right = employees_insured(career, horizon, visit)
    insured = national_insured(career, status_horizon, visit)
    below_65 = not attained(career.birth_date, AGE_65, event.first_visit)
    at_60s = below_65 and attained(career.birth_date, AGE_60, event.first_visit) and ever_insured(career)
    before_20 = not employees_right and not attained(career.birth_date, AGE_20, event.first_visit)
    basic_right = before_20 or at_60s or insured or (employees_right and below_65)
    if not basic_right and not employees_right:
        return no_disability(NOT_INSURED_AT_FIRST_VISIT, no_condition(), False, False, False)
    premium = no_condition()
    if not before_20:
        premium = premium_condition(career, age_zero, horizon, status_horizon, event.first_visit, visit)
        if premium.result == NOT_MET:
            return no_disability(PREMIUM_CONDITION_NOT_MET, premium, basic_right, employees_right, before_20)
    if event.grade >= GRADE_3 and not employees_right:
        return no_disability(GRADE_NEEDS_EMPLOYEES, premium, basic_right, employees_right, before_20)
    first_month = max(recognised, age_zero + AGE_20 if before_20 else 0) + 1
    paid_month = max(event.paid_month, first_month)
    adds = (event.grade < GRADE_3 and event.spouse == 1) or (event.grade == GRADE_3 and event.children > 0)
    if paid_month >= UNIFORM_FROM and employees_right and adds:
        return no_disability(
            DISABILITY_ADDITIONS_2028_MISSING, premium, basic_right, employees_right, before_20
        )

    basic = children = employees = spouse = lump_sum = 0
    minimum = current = protected = 0
    record = no_record()
    if basic_right:
        basic = disability_basic(cohort.full_amount, event.grade)
    if basic > 0:
        children = child_additions(
            event.children, paid_month, levels.child_first, levels.child_further, levels.child_alike
        )
    if employees_right:
        record = combined_record(career, cohort, FIXED, age_zero, horizon, recognised + 1)
        current = part_of(record.current, 1000, record.counted, DISABILITY_FLOOR, 1, 1)
        revision = cohort.protected_revision
        protected = part_of(record.protected, revision, record.counted, DISABILITY_FLOOR, 1, 1)
        if basic == 0:
            minimum = minimum_amount(cohort.full_amount)
        if event.grade == LUMP_SUM_GRADE:
            lump_sum = disability_lump_sum(record, revision, minimum)
        else:
            employees = disability_employees(record, revision, event.grade, minimum)
            if event.grade < GRADE_3 and event.spouse == 1:
                spouse = levels.spouse_addition
    return Disability(
        COMPUTED,
        premium,
        int(basic_right),
        int(employees_right),
        int(before_20),
        first_month,
        record,
        current,
        protected,
        minimum,
        basic,
        children,
        employees,
        spouse,
        lump_sum,
        basic + children + employees + spouse,
    )


# 遺族


def first_not_before(births: tuple[int, ...], birth_date: int) -> int:
    """The row of a birth date in a table by the last day of birth; −1: born later than every row."""
    for place in range(len(births)):
        if birth_date <= births[place]:
            return place
    return -1


def counted_from_age(career: Career, horizon: int, until: int, first: int, third_kind: bool) -> int:
    """Months from a month on, 15ths: of 一般 coverage, or of seamen and miners (第3種)."""
    total = 0
    for spell in range(len(career.coverage_start)):
        kind = career.coverage_kind[spell]
        if (kind == GENERAL and not third_kind) or (kind in (SEAMAN, MINER) and third_kind):
            start = max(career.coverage_start[spell], first)
            end = min(coverage_end_of(career, spell, horizon), until)
            if end > start:
                total += counted_fifteenths(kind, start, end)
    return total


def long_record(career: Career, age_zero: int, horizon: int, until: int, qualifying: int) -> bool:
    """25 years of 納付済・免除・合算対象, or a shorter record that stands for them. EPI Act art. 58 (1) item 4.

    Act No. 34 of 1985 suppl. art. 12, by birth: 21–24 years in all; 20–24 years of employees' coverage; 15–19 years
    of it after 40 (women 35; seamen and miners 35).
    """
    if qualifying >= LONG_RECORD:
        return True
    place = first_not_before(TOTAL_BIRTHS, career.birth_date)
    if place >= 0 and qualifying >= TOTAL_NEEDS[place]:
        return True
    place = first_not_before(EMPLOYEES_BIRTHS, career.birth_date)
    if place >= 0 and coverage_counted(career, horizon, until) >= FIFTEENTHS * EMPLOYEES_NEEDS[place]:
        return True
    place = first_not_before(MIDDLE_AGE_BIRTHS, career.birth_date)
    if place < 0:
        return False
    first = age_zero + (AGE_35 if career.sex == FEMALE else AGE_40)
    months = max(
        counted_from_age(career, horizon, until, first, False),
        counted_from_age(career, horizon, until, age_zero + AGE_35, True),
    )
    return months >= FIFTEENTHS * MIDDLE_AGE_NEEDS[place]


def ended_by_death(career: Career, month: int) -> bool:
    """Whether employees' coverage was lost in the month of the day after the death: taken for a loss by the death."""
    for spell in range(len(career.coverage_start)):
        if career.coverage_end[spell] == month and month < career.record_end:
            return True
    return False


def death_fault(career: Career, cohort: Cohort, survivor: Cohort, event: DeathEvent) -> int:
    """Why an event cannot be computed, or COMPUTED."""
    if cohort.enrolment_months == 0 or (event.spouse_birth > 0 and survivor.enrolment_months == 0):
        return BORN_UNDER_OLD_LAW
    if cohort.fiscal_year < FIRST_LEVEL:
        return LEVEL_BEFORE_2016
    if event.death < career.birth_date or event.death < event.spouse_birth:
        return EVENT_DATES_CONTRADICT
    if event.children > 0 and event.last_child_until < month_of_day(event.death):
        return EVENT_DATES_CONTRADICT
    return EVENT_BEFORE_2017_08 if event.death < FIRST_EVENT else COMPUTED


def no_survivors(reason: int, premium: PremiumCondition, qualifying: int) -> Survivors:
    """Why there is no benefit."""
    return Survivors(
        reason, premium, 0, 0, 0, qualifying, 0, no_record(), NOBODY, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0,
    )  # fmt: skip


def employees_holder(event: DeathEvent) -> int:
    """Who has 遺族厚生年金: a wife, a husband of 55 (from 2028-04 of any age), else children. EPI Act art. 59, 66."""
    if event.spouse_birth > 0:
        old_enough = event.spouse_sex == FEMALE or attained(event.spouse_birth, HUSBAND_AGE, event.death)
        if old_enough or event.death >= REFORM:
            return SPOUSE
    return CHILDREN if event.children > 0 else NOBODY


def fixed_term_end(event: DeathEvent, has_basic: bool) -> int:
    """The last month of a right of five years, or 0. EPI Act art. 63 (1) item 5; Act No. 74 of 2025 from 2028-04.

    Until 2028-03 wives below 30 without the basic pension; from 2028-04 husbands, and wives born from 1989-04-02, below
    60. It runs from the death, or from the end of the basic pension.
    """
    reformed = event.death >= REFORM and (
        event.spouse_sex == MALE or event.spouse_birth >= FIXED_TERM_WIVES_FROM
    )
    if not reformed and event.spouse_sex == MALE:
        return 0
    age = FIXED_TERM_AGE_FROM_2028 if reformed else FIXED_TERM_AGE
    if has_basic:
        below = event.last_child_until < month_of_age_zero(event.spouse_birth) + age
        return event.last_child_until + FIXED_TERM if below else 0
    return 0 if attained(event.spouse_birth, age, event.death) else month_of_day(event.death) + FIXED_TERM


def widow_addition_start(event: DeathEvent, has_basic: bool) -> int:
    """The first month of 中高齢寡婦加算, or 0. EPI Act art. 62, 65: from 40 to 65, not beside the basic pension."""
    age_zero = month_of_age_zero(event.spouse_birth)
    if event.spouse_sex != FEMALE or attained(event.spouse_birth, AGE_65, event.death):
        return 0
    at_40 = attained(event.spouse_birth, WIDOW_AGE, event.death)
    start = month_of_day(event.death) + 1
    if has_basic:
        at_40 = at_40 or age_zero + WIDOW_AGE <= event.last_child_until
        start = event.last_child_until + 1
    return start if at_40 and start <= age_zero + AGE_65 else 0


def transitional_addition_of(birth_date: int, sex: int, full: int) -> int:
    """経過的寡婦加算 of a widow, yen a year; none born from 1956-04-02."""
    place = first_not_before(WIDOW_BIRTHS, birth_date)
    if sex != FEMALE or place < 0:
        return 0
    return transitional_widow_addition(full, WIDOW_NUMERATORS[place], WIDOW_DENOMINATORS[place])


def survivors(
    career: Career, cohort: Cohort, survivor: Cohort, levels: BenefitLevels, event: DeathEvent
) -> Survivors:
    """遺族基礎年金, 遺族厚生年金, 寡婦年金, 死亡一時金 of a spouse and children. NP Act art. 37–52-6, EPI Act art. 58–68.

    `survivor`: the cohort of the spouse (of the deceased where there is none). Revaluation and 従前額改定率 by the
    birth of the deceased (the text read leaves it open). Not in it: parents, grandchildren and grandparents (but the
    lump sum takes for granted that a relative lived with the deceased), labour accident compensation, and from 2028-04
    the pension that may follow the five years, the split of the record, and child additions of the employees'
    pension. Basic amounts are those of the first month paid.
    """
    age_zero = month_of_age_zero(career.birth_date)
    death, until = month_of_day(event.death), month_of_day(event.death + 1)
    horizon, status_horizon = min(until, age_zero + AGE_70), min(until, age_zero + AGE_60)
    reason = death_fault(career, cohort, survivor, event)
    if reason != COMPUTED:
        return no_survivors(reason, no_condition(), 0)

    coverage = coverage_of(career, age_zero, horizon, until)
    qualifying = basic_months(career, coverage, horizon, status_horizon, until).qualifying
    premium = premium_condition(career, age_zero, horizon, status_horizon, event.death, death)
    paid_up = premium.result != NOT_MET
    below_65 = not attained(career.birth_date, AGE_65, event.death)
    insured = employees_insured(career, min(death + 1, age_zero + AGE_70), death) or ended_by_death(
        career, until
    )
    national = national_insured(career, min(death + 1, age_zero + AGE_60), death) or (insured and below_65)
    at_60s = below_65 and attained(career.birth_date, AGE_60, event.death) and ever_insured(career)
    long = long_record(career, age_zero, horizon, until, qualifying)
    has_degree = event.disability_grade == 1 or event.disability_grade == 2
    by_illness = insured or event.illness_while_insured == 1
    short_open = coverage.months > 0 and (has_degree or (by_illness and paid_up))
    long_open = coverage.months > 0 and long
    basic_open = long or ((national or at_60s) and paid_up)

    # 遺族基礎年金
    first_month = death + 1
    has_basic = basic_open and event.children > 0
    basic = each_child = 0
    if has_basic and event.spouse_birth > 0:
        basic = survivors_basic_of_spouse(
            survivor.full_amount, event.children, first_month,
            levels.child_first, levels.child_further, levels.child_alike,
        )  # fmt: skip
    elif has_basic:
        each_child = survivors_basic_of_children(
            levels.full_new, event.children, first_month,
            levels.child_first, levels.child_further, levels.child_alike,
        )  # fmt: skip
        basic = each_child * event.children

    # 遺族厚生年金
    holder = NOBODY
    if short_open or long_open:
        holder = employees_holder(event)
    short = short_open and not (long_open and event.ask_long == 1)
    record = no_record()
    employees = other_type = fixed_term = fixed_until = addition = addition_from = transitional = 0
    employees_from = entitlement = on_top = total_below_65 = 0
    revision = cohort.protected_revision
    if holder != NOBODY:
        record = combined_record(
            career, cohort, FIXED if short else multipliers_of(cohort), age_zero, horizon, until
        )
        employees = survivors_employees(record, revision, short)
        employees_from = first_month
        if short_open and long_open:
            multipliers = multipliers_of(cohort) if short else FIXED
            other = combined_record(career, cohort, multipliers, age_zero, horizon, until)
            other_type = survivors_employees(other, revision, not short)
    if holder == SPOUSE:
        spouse_zero = month_of_age_zero(event.spouse_birth)
        spouse_65 = attained(event.spouse_birth, AGE_65, event.death)
        if event.spouse_sex == MALE and event.death < REFORM and not has_basic:
            employees_from = max(first_month, spouse_zero + HUSBAND_PAID_AGE + 1)
        fixed_until = fixed_term_end(event, has_basic)
        fixed_term = employees
        if fixed_until > 0 and event.death >= REFORM:
            fixed_term = survivors_fixed_term(record, revision, short)
        if short or record.counted >= FIFTEENTHS * WIDOW_MONTHS:
            addition_from = widow_addition_start(event, has_basic)
            transitional = transitional_addition_of(
                event.spouse_birth, event.spouse_sex, survivor.full_amount
            )
        if addition_from > 0:
            if event.death >= REFORM:
                return no_survivors(WIDOW_ADDITION_2028_MISSING, premium, qualifying)
            addition = widow_addition(survivor.full_amount)
        if fixed_until == 0 or fixed_until >= spouse_zero + AGE_65:
            entitlement = survivors_at_65(employees, event.own_employees)
            rights = Rights(0, event.own_employees, 0, 0, 0, 0, employees, transitional, 0, 1)
            on_top = survivors_paid_at_65(rights)
        if not spouse_65:
            total_below_65 = fixed_term + addition

    # 寡婦年金, 死亡一時金
    ones = category_one(career, horizon, status_horizon, death)
    widows = widows_from = widows_until = lump_sum = 0
    is_widow = event.spouse_birth > 0 and event.spouse_sex == FEMALE and career.sex == MALE
    if is_widow and not attained(event.spouse_birth, AGE_65, event.death):
        received = event.received_basic == 1
        exempt = exempt_months(ones)
        if widows_pension_right(ones.by_class.paid, exempt, ones.deferred, event.married, received):
            credited = credited_months(ones.by_class, cohort.enrolment_months)
            widows = widows_pension(survivor.full_amount, credited, cohort.enrolment_months)
            spouse_zero = month_of_age_zero(event.spouse_birth)
            widows_from = max(first_month, spouse_zero + WIDOWS_FIRST_AGE + 1)
            widows_until = spouse_zero + AGE_65
    if event.received_basic == 0 and not has_basic:
        lump_sum = death_lump_sum(ones.quarters, ones.additional)

    if basic + employees + widows + lump_sum == 0:
        open_to_any = basic_open or short_open or long_open
        if open_to_any:
            reason = NO_SURVIVOR
        elif not paid_up and (national or by_illness or at_60s):
            reason = PREMIUM_CONDITION_NOT_MET
        else:
            reason = NO_RIGHT_BY_DEATH
        return no_survivors(reason, premium, qualifying)
    return Survivors(
        COMPUTED,
        premium,
        int(short_open),
        int(long_open),
        int(short),
        qualifying,
        first_month,
        record,
        holder,
        employees_from,
        employees,
        other_type,
        fixed_until,
        fixed_term,
        addition,
        addition_from,
        transitional,
        entitlement,
        on_top,
        basic,
        each_child,
        event.last_child_until if has_basic else 0,
        ones.quarters,
        widows,
        widows_from,
        widows_until,
        lump_sum,
        basic + employees if has_basic or holder == CHILDREN else 0,
        total_below_65,
        on_top,
    )


# 脱退一時金


def departure_fault(career: Career, event: Departure, qualifying: int) -> int:
    """Why there is no withdrawal payment of either kind, or COMPUTED. NP Act suppl. art. 9-3-2 (1), EPI Act suppl. art. 29 (1)."""
    if event.left < career.birth_date or event.claim < event.left:
        return EVENT_DATES_CONTRADICT
    if event.claim < FIRST_EVENT:
        return EVENT_BEFORE_2017_08
    if event.japanese == 1:
        return WITHDRAWAL_NATIONAL
    if event.had_disability_right == 1:
        return WITHDRAWAL_AFTER_OTHER_BENEFIT
    left, claim = year_month_day(event.left), year_month_day(event.claim)
    if claim >= (left[0] + CLAIM_MONTHS // 12, left[1], left[2]):
        return WITHDRAWAL_TOO_LATE
    month, horizon = month_of_day(event.claim), month_of_day(event.left)
    if employees_insured(career, horizon, month) or national_insured(career, horizon, month):
        return WITHDRAWAL_STILL_INSURED
    return WITHDRAWAL_QUALIFIES if qualifying >= QUALIFYING else COMPUTED


def withdrawal(career: Career, event: Departure) -> Withdrawal:
    """国民年金と厚生年金の脱退一時金 by the months before the month of the claim. NP Act suppl. art. 9-3-2, EPI Act suppl. art. 29.

    Premium rate of 第1号 also for other categories. Not in it: agreements that add up foreign periods, and the limit
    of more than five years of Act No. 74 of 2025, whose date is not set.
    """
    age_zero = month_of_age_zero(career.birth_date)
    left, until = month_of_day(event.left), month_of_day(event.claim)
    horizon, status_horizon = min(left, age_zero + AGE_70), min(left, age_zero + AGE_60)
    coverage = coverage_of(career, age_zero, horizon, until)
    qualifying = basic_months(career, coverage, horizon, status_horizon, until).qualifying
    ones = category_one(career, horizon, status_horizon, until)
    paid = withdrawal_record(career, horizon, until)
    reason = departure_fault(career, event, qualifying)

    premium = premium_of(ones.last_premium)
    factor = month_factor(ones.quarters // QUARTERS, ones.last_premium)
    national_reason = reason
    if reason == COMPUTED:
        if ones.quarters < QUARTERS * STEP:
            national_reason = WITHDRAWAL_TOO_FEW_MONTHS
        elif premium == 0:
            national_reason = WITHDRAWAL_OUTSIDE_TABLES
    national = withdrawal_national(premium, factor) if national_reason == COMPUTED else 0

    average = average_remuneration(paid)
    premium_rate = premium_rate_for(paid.last_month) if paid.months > 0 else 0
    months_factor = month_factor(paid.months, paid.last_month)
    rate = payment_rate(premium_rate, months_factor)
    employees_reason = reason
    if reason == COMPUTED:
        if paid.months < STEP:
            employees_reason = WITHDRAWAL_TOO_FEW_MONTHS
        elif paid.last_month < FIRST_LAST_MONTH:
            employees_reason = WITHDRAWAL_OUTSIDE_TABLES
    employees = withdrawal_employees(average, rate) if employees_reason == COMPUTED else 0
    tax = tax_withheld(employees)
    if national_reason != COMPUTED and employees_reason != COMPUTED:
        reason = max(national_reason, employees_reason)
    return Withdrawal(
        reason,
        national_reason,
        ones.quarters,
        ones.last_premium,
        premium,
        factor,
        national,
        employees_reason,
        paid.months,
        paid.last_month,
        average,
        premium_rate,
        months_factor,
        rate,
        employees,
        tax,
        national + employees - tax,
    )
