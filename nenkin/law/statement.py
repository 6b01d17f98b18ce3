"""ねんきん定期便: the figures of the yearly statement. NP Act art. 14-5, EPI Act art. 31-2; the Japan Pension Service's own guide.

Under 50 (これまでの加入実績に応じた年金額): the record so far, at the level of the year, as if received at 65; the employees'
pension by the current formula alone. From 50 on (老齢年金の見込額): the present going on to 60, protected amount and transitional
addition included; from 60 on the record only. In neither: spouse, child and transfer additions, in-work
suspension, adjustments with employment insurance, early or late receipt, the rule of 44 years.
The record ends where the statement was made up; `record_until` of nenkin/law/projection.py cuts it there.
"""

from datetime import date
from functools import cache
from typing import NamedTuple

from nenkin.law.calendar import attain_month, month_of_age_zero, months_within, year_month_day
from nenkin.law.career import (
    CATEGORIES,
    CATEGORY_OF_KIND,
    FEMALE,
    SEAMAN,
    STATUS_OF_SIGN,
    Career,
    month_number,
)
from nenkin.law.dates import month_of
from nenkin.law.employees_pension.category import CategoryPension, category_pension
from nenkin.law.employees_pension.earnings import FAR, FIFTEENTHS
from nenkin.law.employees_pension.flat_rate import flat_rate_part
from nenkin.law.employees_pension.special_old_age import FLAT_RATE, MEN_AND_OTHERS, WOMEN, start_age_of_birth
from nenkin.law.estimate import (
    AGE_60,
    AGE_65,
    AGE_70,
    FourNumbers,
    Plan,
    no_special_ages,
    pensions_until,
    qualifies,
    special_pensions,
)
from nenkin.law.levels import EARLIEST_BIRTH, Cohort, levels_on
from nenkin.law.national_pension.additional_pension import additional_pension
from nenkin.law.national_pension.insured_months import (
    category_one,
    employees_insured,
    exempt_months,
    national_insured,
)
from nenkin.law.national_pension.month_status import (
    BasicMonths,
    Coverage,
    basic_months,
    coverage_of,
    first_coverage_after,
    national_months,
)
from nenkin.law.national_pension.old_age_basic import credited_months, old_age_basic
from nenkin.law.projection import Assumptions, project, record_until
from nenkin.law.reasons import BORN_UNDER_OLD_LAW, COMPUTED, NOT_ENOUGH_MONTHS
from nenkin.law.rounding import round_yearly
from nenkin.law.tables import find

# Which statement a person gets. Cards are pressure-sealed, letters (with the whole record) come in the years of 35, 45 and 59.
NO_STATEMENT, CARD_UNDER_50, CARD_FROM_50, CARD_RECEIVING, LETTER_35, LETTER_45, LETTER_59 = range(7)
SO_FAR, EXPECTED, NO_AMOUNTS = range(3)  # what its amounts are

FIFTY, SIXTY = 50, 60
MONTHS_BEFORE = (
    2  # a statement is made up about two months before the month in which the age is attained (low)
)
FIVE_YEARS, TEN_YEARS = 60, 120
CARD_SHOWS_75_FROM = 2022  # fiscal year: deferral to 75
WHOLE = 1000
SEAMENS_INSURANCE_ENDS = month_number(1986, 4)  # 船員保険の年金部門 joined the employees' pension
COUNTED_CATEGORY_3 = (STATUS_OF_SIGN["+"], STATUS_OF_SIGN["$"])


class FlatPart(NamedTuple):
    """定額部分 before 65 by birth (none for births from 1949-04-02, women of 第1号 from 1954-04-02)."""

    start_general: int  # months of age; AGE_65: none
    start_women: int
    month_cap: int


class MonthsTable(NamedTuple):
    """これまでの年金加入期間 in months; unpaid months are in none. Months at sea are counted as they were, without multiples."""

    category_1: int  # a1: paid, exempt, deferred
    category_3: int  # a3
    national: int  # a = a1 + a3
    additional: int  # 付加保険料納付済月数, not added
    general: int  # b 一般厚生年金: companies, mines, and ships from 1986-04
    public: int  # b 公務員厚生年金: 第2号 and 第3号
    school: int  # b 私学共済厚生年金
    employees: int  # b: a month of two of them counts once
    seamen: int  # c 船員保険, until 1986-03 (medium)
    insured: int  # a + b + c
    complementary: int  # d 合算対象期間等
    qualifying: int  # 受給資格期間 = a + b + c + d


class Cell(NamedTuple):
    """老齢厚生年金 of one category in the column of 65, yen a year."""

    earnings_related: int  # 報酬比例部分; under 50 by the current formula alone
    transitional: int  # 経過的加算部分; under 50 none
    fund_substitute: int  # 厚生年金基金の代行部分, added back; 0: a career does not know fund months yet


FourCells = tuple[Cell, Cell, Cell, Cell]


class Statement(NamedTuple):
    """Every figure of a statement; yen a year, ages in months unless said otherwise."""

    reason: int  # reasons.COMPUTED, or why there is no amount: then the amounts are 0 and not shown
    form: int  # NO_STATEMENT … LETTER_59
    amounts: int  # SO_FAR, EXPECTED or NO_AMOUNTS
    age: int  # years attained
    months: MonthsTable
    credited: int  # 24ths of a month: what the basic pension counts, assumed months included
    basic: int  # 老齢基礎年金
    additional: int  # 付加年金
    national: int  # (1): both
    categories: FourCells  # 第1号〜第4号
    general: int  # (2) 一般厚生年金期間
    public: int  # 公務員厚生年金期間
    school: int  # 私学共済厚生年金期間
    total: int  # (1) and (2), from 65
    total_at_70: int  # the total × 1.42, as the card shows it; 0: not shown
    total_at_75: int  # × 1.84
    special_age: FourNumbers  # 特別支給: the age column of each category; AGE_65: none
    special: FourNumbers  # its 報酬比例部分
    flat_age: FourNumbers  # the age column of its 定額部分; AGE_65: none
    flat: FourNumbers  # 定額部分


class Column(NamedTuple):
    """One age column of 老齢年金の種類と見込額, yen a year."""

    from_age: int  # months of age
    national: int
    general: int
    public: int
    school: int
    total: int


class Figures(NamedTuple):
    """The amounts before they are put into cells: yen a year; `credited` in 24ths of a month, ages in months."""

    reason: int
    credited: int
    basic: int
    additional: int
    categories: FourCells
    special_age: FourNumbers
    special: FourNumbers
    flat_age: FourNumbers
    flat: FourNumbers


def statement(
    career: Career, future: Career, cohort: Cohort, flat: FlatPart, assumptions: Assumptions, age: int, receiving: bool
) -> Statement:  # fmt: skip
    """The statement of a person of `age` years whose record ends where the statement was made up.

    `future`: the career itself (its present then goes on to 60 as in `estimate`), or `project` of it with other
    assumptions; under 50 and from 60 on it is not looked at. `receiving`: an old-age pension is drawn already.
    """
    age_zero, end = month_of_age_zero(career.birth_date), career.record_end
    coverage = coverage_of(career, age_zero, end, end)
    months = basic_months(career, coverage, end, end, end)
    table = months_table(career, coverage, months)
    insured = employees_insured(career, end, end - 1) or national_insured(career, end, end - 1)
    form = form_of(age, insured, receiving)
    if receiving or cohort.enrolment_months == 0:
        reason = COMPUTED if receiving else BORN_UNDER_OLD_LAW
        return in_cells(no_figures(reason, 0), form, NO_AMOUNTS, age, table, cohort)
    amounts = SO_FAR if age < FIFTY else EXPECTED
    goes_on = FIFTY <= age < SIXTY
    horizon = age_zero + AGE_60 if goes_on else end
    figures = figures_of(
        future if goes_on else career,
        cohort,
        flat,
        assumptions,
        amounts,
        age_zero,
        horizon,
        qualifies(career, cohort, months, age_zero, end, end),
    )
    return in_cells(figures, form, amounts, age, table, cohort)


def form_of(age: int, insured: bool, receiving: bool) -> int:
    """Which statement goes out in the month of a birthday, by the age attained (medium: or that of the fiscal year)."""
    if not insured:
        return NO_STATEMENT
    if receiving:
        return CARD_RECEIVING
    if age == 35:
        return LETTER_35
    if age == 45:
        return LETTER_45
    if age == 59:
        return LETTER_59
    return CARD_UNDER_50 if age < FIFTY else CARD_FROM_50


def months_table(career: Career, coverage: Coverage, months: BasicMonths) -> MonthsTable:
    """これまでの年金加入期間 from the months of the record. `coverage` and `months` must be those of the same record."""
    end = career.record_end
    one = category_one(career, end, end, end)
    category_1 = one.by_class[0] + exempt_months(one) + one.deferred
    category_3 = 0
    for spell in range(len(career.status_start)):
        if career.status_code[spell] in COUNTED_CATEGORY_3:
            place = first_coverage_after(career, end, 0, career.status_start[spell])
            category_3 += national_months(
                career, end, place, career.status_start[spell], min(career.status_end[spell], end)
            )
    general = public = school = seamen = 0
    for spell in range(len(career.coverage_start)):
        start, stop = career.coverage_start[spell], min(career.coverage_end[spell], end)
        category = CATEGORY_OF_KIND[career.coverage_kind[spell]]
        length = max(0, stop - start)
        if category == 1:
            at_sea = 0
            if career.coverage_kind[spell] == SEAMAN:
                at_sea = months_within(start, stop, 0, SEAMENS_INSURANCE_ENDS)
            seamen += at_sea
            general += length - at_sea
        elif category == 4:
            school += length
        else:
            public += length
    employees = coverage.months - seamen
    national = category_1 + category_3
    outside = coverage.months - coverage.basic_months  # employees' months that count for the right alone
    return MonthsTable(
        category_1,
        category_3,
        national,
        months.additional,
        general,
        public,
        school,
        employees,
        seamen,
        national + employees + seamen,
        months.complementary - outside,
        months.qualifying,
    )


def figures_of(
    career: Career, cohort: Cohort, flat: FlatPart, assumptions: Assumptions, amounts: int,
    age_zero: int, horizon: int, right_of_record: bool,
) -> Figures:  # fmt: skip
    """The amounts on a career whose open spells go on to `horizon`: the month of 60, or the end of the record.

    SO_FAR asks for no right and knows neither special pension nor flat-rate part. `right_of_record`: whether the record
    alone gives it. Without the right there is no amount; its months are counted all the same.
    """
    plan = Plan(AGE_60, AGE_65, AGE_65, assumptions.subtrahend_rounded)
    coverage = coverage_of(career, age_zero, horizon, FAR)
    months = basic_months(career, coverage, horizon, horizon, FAR)
    credited = credited_months(months.by_class, cohort.enrolment_months)
    right = right_of_record
    if not assumptions.right_by_record:
        right = qualifies(career, cohort, months, age_zero, horizon, FAR)
    if amounts == EXPECTED and not right:
        return no_figures(NOT_ENOUGH_MONTHS, credited)
    pensions = pensions_until(career, cohort, plan, coverage.categories, age_zero, horizon, FAR)
    special_age, special = no_special_ages(), (0, 0, 0, 0)
    flat_age, flat_parts = special_age, special
    if amounts == EXPECTED:
        special_age, special = special_pensions(
            career, cohort, plan, age_zero, horizon, coverage, months, pensions
        )
        flat_age = flat_ages(career.sex, flat, special_age, special)
        flat_parts = flat_before_65(career, cohort, flat, plan, age_zero, horizon, coverage.end, flat_age)
    unit = cohort.yearly_unit
    return Figures(
        COMPUTED,
        credited,
        old_age_basic(cohort.full_amount, credited, cohort.enrolment_months, unit),
        additional_pension(months.additional, cohort.additional_benefit),
        (
            cell_of(pensions[0], amounts, unit),
            cell_of(pensions[1], amounts, unit),
            cell_of(pensions[2], amounts, unit),
            cell_of(pensions[3], amounts, unit),
        ),
        special_age,
        special,
        flat_age,
        flat_parts,
    )


def cell_of(pension: CategoryPension, amounts: int, unit: int) -> Cell:
    """One category in the column of 65, each part rounded: SO_FAR is 本来水準 alone, EXPECTED the larger and 経過的加算."""
    if amounts == SO_FAR:
        return Cell(round_yearly(pension.current, 1, unit), 0, 0)
    return Cell(
        round_yearly(pension.earnings_related, 1, unit), round_yearly(pension.transitional, 1, unit), 0
    )


def flat_ages(sex: int, flat: FlatPart, special_age: FourNumbers, special: FourNumbers) -> FourNumbers:
    """The age of the flat-rate part of each category that has a pension before 65: not before that pension."""
    women = flat.start_women if sex == FEMALE else flat.start_general
    return (
        max(women, special_age[0]) if special[0] > 0 else AGE_65,
        max(flat.start_general, special_age[1]) if special[1] > 0 else AGE_65,
        max(flat.start_general, special_age[2]) if special[2] > 0 else AGE_65,
        max(flat.start_general, special_age[3]) if special[3] > 0 else AGE_65,
    )


def flat_before_65(
    career: Career, cohort: Cohort, flat: FlatPart, plan: Plan,
    age_zero: int, horizon: int, coverage_end: int, ages: FourNumbers,
) -> FourNumbers:  # fmt: skip
    """定額部分 of each category from its age on, on the months before it, yen a year. EPI Act suppl. art. 9-2."""
    first = second = third = fourth = 0
    for category in CATEGORIES:
        age = ages[category - 1]
        if age >= AGE_65:
            continue
        until = min(coverage_end, age_zero + age)
        pension = category_pension(
            career, cohort, category, age_zero, horizon, until, plan.subtrahend_rounded
        )
        counted = pension.counted_before + FIFTEENTHS * pension.months_after
        part = flat_rate_part(cohort.unit_thousandths, cohort.flat_multiplier, counted, flat.month_cap)
        amount = round_yearly(part, 1, cohort.yearly_unit)
        if category == 1:
            first = amount
        elif category == 2:
            second = amount
        elif category == 3:
            third = amount
        else:
            fourth = amount
    return first, second, third, fourth


def no_figures(reason: int, credited: int) -> Figures:
    """No amount, and why."""
    cell = Cell(0, 0, 0)
    ages = no_special_ages()
    none = (0, 0, 0, 0)
    return Figures(reason, credited, 0, 0, (cell, cell, cell, cell), ages, none, ages, none)


def in_cells(
    figures: Figures, form: int, amounts: int, age: int, months: MonthsTable, cohort: Cohort
) -> Statement:
    """Figures put into the cells of a statement: totals are sums of cells, nothing is rounded twice."""
    cells = figures.categories
    national = figures.basic + figures.additional
    general = sum_of_cell(cells[0])
    public = sum_of_cell(cells[1]) + sum_of_cell(cells[2])
    school = sum_of_cell(cells[3])
    total = national + general + public + school
    return Statement(
        figures.reason,
        form,
        amounts,
        age,
        months,
        figures.credited,
        figures.basic,
        figures.additional,
        national,
        cells,
        general,
        public,
        school,
        total,
        deferred_total(total, cohort, FIVE_YEARS),
        deferred_total(total, cohort, TEN_YEARS),
        figures.special_age,
        figures.special,
        figures.flat_age,
        figures.flat,
    )


def sum_of_cell(cell: Cell) -> int:
    """One category in the column of 65."""
    return cell.earnings_related + cell.transitional + cell.fund_substitute


def deferred_total(total: int, cohort: Cohort, months: int) -> int:
    """The picture on the card: the whole total × 1.42 at 70, × 1.84 at 75, half up (low); 0 where it is not shown."""
    if AGE_65 + months > cohort.latest_start:
        return 0
    if months > AGE_70 - AGE_65 and cohort.fiscal_year < CARD_SHOWS_75_FROM:
        return 0
    rate = cohort.late_rate * months if cohort.late_rate > 0 else cohort.late_at_70
    return round_yearly(total * (WHOLE + rate), WHOLE, cohort.yearly_unit)


# For one person, in plain Python.


def columns(found: Statement) -> tuple[Column, ...]:
    """The age columns of a statement, special pension first; under 50 the one of 65, without amounts none."""
    if found.reason != COMPUTED or found.amounts == NO_AMOUNTS:
        return ()
    ages = {age for age, amount in zip(found.special_age, found.special, strict=True) if amount}
    ages |= {age for age, amount in zip(found.flat_age, found.flat, strict=True) if amount}
    before = [_special_column(found, age) for age in sorted(ages) if age < AGE_65]
    at_65 = Column(AGE_65, found.national, found.general, found.public, found.school, found.total)
    return (*before, at_65)


def _special_column(found: Statement, age: int) -> Column:
    parts = [0, 0, 0, 0]
    for place in range(4):
        parts[place] += found.special[place] if found.special_age[place] <= age else 0
        parts[place] += found.flat[place] if found.flat_age[place] <= age else 0
    return Column(age, 0, parts[0], parts[1] + parts[2], parts[3], sum(parts))


def age_on(birth_date: int, day: int) -> int:
    """Years attained on a day: an age is attained on the day before the birthday. 年齢計算ニ関する法律."""
    year, month, day_of_month = year_month_day(birth_date)
    next_year, next_month, next_day = year_month_day(day + 1)
    return next_year - year - ((next_month, next_day) < (month, day_of_month))


def usual_record_end(birth_date: int, age: int) -> int:
    """Where the record of the statement for an age usually ends: the first month not counted (low: about two months before)."""
    return attain_month(birth_date, 12 * age) - MONTHS_BEFORE


@cache
def flat_part_of_birth(birth: date) -> FlatPart:
    """定額部分 before 65 of people born on a day, from the tables."""
    if birth < EARLIEST_BIRTH:
        return FlatPart(AGE_65, AGE_65, 0)
    return FlatPart(
        12 * start_age_of_birth(MEN_AND_OTHERS, FLAT_RATE, birth),
        12 * start_age_of_birth(WOMEN, FLAT_RATE, birth),
        find("flat_rate_month_caps", birth=birth, applies_to="flat_rate_part_before_65")["month_cap"],
    )


def statement_on(
    day: date,
    career: Career,
    record_end: int | None = None,
    receiving: bool = False,
    assumptions: Assumptions = Assumptions(),  # noqa: B008
) -> Statement:
    """The statement of a person as of a day, with the law and the amounts of that day.

    `record_end`: the first month that the statement does not know (default: the record's own end, but nothing after
    the month of that day). See `usual_record_end`.

    Raises:
        LookupError: the tables do not cover that day.
        ValueError: the person was not born yet, or the assumptions contradict the record.
    """
    age = age_on(career.birth_date, day.toordinal())
    if age < 0:
        raise ValueError(f"{day} is before the birth ({date.fromordinal(career.birth_date)})")
    record = record_until(career, month_of(day) + 1 if record_end is None else record_end)
    future = record
    if FIFTY <= age < SIXTY and not receiving:
        future = project(record, attain_month(record.birth_date, AGE_60), assumptions)
    cohort = levels_on(day).cohort(career.birth_date)
    flat = flat_part_of_birth(date.fromordinal(career.birth_date))
    return statement(record, future, cohort, flat, assumptions, age, receiving)
