"""被保険者期間. What premium conditions and the benefits of category 1 count: insured, paid, exempt. NP Act art. 5, 7, 11, 30, 37.

Months are looked at as the record has them: a payment made after the event is not told apart from one made before.
A month of employees' coverage until 64 is a paid month of category 2 whatever sign it bears; one from 65 is no month
of the National Pension. Signs that are not coverage: / (none), # (not yet switched), 合 (complementary).
"""

from typing import NamedTuple

from nenkin.law.calendar import months_within
from nenkin.law.career import SIGNS, Career
from nenkin.law.national_pension.month_status import (
    ADDITIONAL_OF_STATUS,
    BASIC_PENSION_BEGINS,
    CLASS_FULL,
    CLASS_HALF,
    CLASS_NONE,
    CLASS_OF_STATUS,
    CLASS_PAID,
    CLASS_QUARTER,
    CLASS_THREE_QUARTERS,
    GOES_ON_PAID,
    NOT_QUALIFYING,
    QUALIFYING_OF_STATUS,
    STATE_PAYS_HALF,
    first_coverage_after,
    goes_on,
    national_months,
)
from nenkin.law.national_pension.old_age_basic import MonthsByClass
from nenkin.law.parameters import NATIONAL, shares
from nenkin.law.tables import rows

AGE_60, AGE_65 = 720, 780
QUARTERS = 4  # a partly exempt month counts by the quarters of the premium that were paid

INSURED_OF_STATUS = tuple(int(sign not in "/#合") for sign in SIGNS)
CATEGORY_1_OF_STATUS = tuple(int(sign not in "/#合+$-&") for sign in SIGNS)
PREMIUM_MONTH_OF_STATUS = tuple(int(sign not in "DEF") for sign in SIGNS)  # maternity: no premium was paid

(TWO_THIRDS,) = shares(NATIONAL, "premium_condition_share")
(ONE_YEAR,) = shares(NATIONAL, "premium_condition_one_year")
ONE_YEAR_RULE_ENDS: int = (
    rows(NATIONAL, code="premium_condition_one_year")[0]["valid_to"].toordinal() + 1
)  # day number

NOT_MET, MET_BY_SHARE, MET_BY_ONE_YEAR, NOT_ASKED = range(4)


class InsuredMonths(NamedTuple):
    """国民年金の被保険者期間 of a span of months."""

    insured: int
    good: int  # 納付済と免除
    last: int  # the last insured month; 0: none


class CategoryOne(NamedTuple):
    """第1号被保険者としての被保険者期間, voluntary months included."""

    by_class: MonthsByClass
    deferred: int  # 学生納付特例・納付猶予
    additional: int  # 付加保険料納付済
    last_premium: int  # the last month whose premium, or a part of it, was paid; 0: none
    quarters: int  # paid months in quarters of a month (art. 52-4): 4, 3, 2, 1 by class


class PremiumCondition(NamedTuple):
    """保険料納付要件. Months up to the one before the month before the event's."""

    insured: int
    good: int
    unpaid_in_year: int
    result: int  # NOT_MET, MET_BY_SHARE, MET_BY_ONE_YEAR or NOT_ASKED


def coverage_end_of(career: Career, spell: int, horizon: int) -> int:
    """The month number at which a spell of employees' coverage ends; it may go on to `horizon`."""
    return goes_on(career.coverage_end[spell], career.record_end, horizon)


def employees_insured(career: Career, horizon: int, month: int) -> bool:
    """Whether employees' coverage holds in a month."""
    for spell in range(len(career.coverage_start)):
        if career.coverage_start[spell] <= month < coverage_end_of(career, spell, horizon):
            return True
    return False


def status_end_of(career: Career, spell: int, status_horizon: int) -> int:
    """The month number at which a 国民年金 status ends; an open one that is coverage goes on to `status_horizon` and is paid."""
    end = career.status_end[spell]
    if end == career.record_end and GOES_ON_PAID[career.status_code[spell]] == 1:
        return max(end, status_horizon)
    return end


def national_insured(career: Career, status_horizon: int, month: int) -> bool:
    """Whether a status of category 1 or 3, or voluntary enrolment, holds in a month."""
    for spell in range(len(career.status_start)):
        end = status_end_of(career, spell, status_horizon)
        if career.status_start[spell] <= month < end and INSURED_OF_STATUS[career.status_code[spell]] == 1:
            return True
    return False


def insured_months(
    career: Career, age_zero: int, horizon: int, status_horizon: int, first: int, until: int
) -> InsuredMonths:
    """Insured months of [first, until) from 1961-04, and how many of them are paid or exempt."""
    begin = max(first, BASIC_PENSION_BEGINS)
    insured = good = last = reached = 0
    for spell in range(len(career.coverage_start)):
        start = max(career.coverage_start[spell], reached, begin)
        end = min(coverage_end_of(career, spell, horizon), until, age_zero + AGE_65)
        if end > start:
            insured += end - start
            reached = end
            last = max(last, end - 1)
    good = insured
    for spell in range(len(career.status_start)):
        code = career.status_code[spell]
        if INSURED_OF_STATUS[code] == 0:
            continue
        known = career.status_end[spell]
        start, end = max(career.status_start[spell], begin), status_end_of(career, spell, status_horizon)
        place = first_coverage_after(career, horizon, 0, start)
        months = national_months(career, horizon, place, start, min(end, until))
        if months == 0:
            continue
        insured += months
        last = max(last, min(end, until) - 1)
        if QUALIFYING_OF_STATUS[code] != NOT_QUALIFYING:
            good += months
        elif end > known:
            good += national_months(career, horizon, place, max(known, begin), min(end, until))
    return InsuredMonths(insured, good, last)


def premium_condition(
    career: Career, age_zero: int, horizon: int, status_horizon: int, event_day: int, event_month: int
) -> PremiumCondition:
    """保険料納付要件 on the day of the first visit or the death. NP Act art. 30 (1), 37; Act No. 34 of 1985 suppl. art. 20, 64.

    Two thirds of the insured months are paid or exempt (who has none passes), or, below 65 and until 2036-03-31, no
    month of the last year is unpaid. Who is not insured at the event looks at the year up to the last insured month.
    """
    until = event_month - 1
    whole = insured_months(career, age_zero, horizon, status_horizon, 0, until)
    end = until
    insured_now = employees_insured(career, horizon, event_month) or national_insured(
        career, status_horizon, event_month
    )
    if not insured_now:
        end = min(until, whole.last + 1)
    year = insured_months(career, age_zero, horizon, status_horizon, end - ONE_YEAR.numerator, end)
    unpaid = year.insured - year.good
    result = NOT_MET
    if TWO_THIRDS.denominator * whole.good >= TWO_THIRDS.numerator * whole.insured:
        result = MET_BY_SHARE
    elif unpaid == 0 and event_day < ONE_YEAR_RULE_ENDS and event_month < age_zero + AGE_65:
        result = MET_BY_ONE_YEAR
    return PremiumCondition(whole.insured, whole.good, unpaid, result)


def category_one(career: Career, horizon: int, status_horizon: int, until: int) -> CategoryOne:
    """第1号の月 before `until`, by class. NP Act art. 49–52-4; voluntary months count alike (suppl. art. 5 (10))."""
    paid = quarter_after = quarter_before = half_after = half_before = 0
    three_after = three_before = full_after = full_before = 0
    deferred = additional = last_premium = 0
    for spell in range(len(career.status_start)):
        code = career.status_code[spell]
        if CATEGORY_1_OF_STATUS[code] == 0:
            continue
        start, known = career.status_start[spell], min(career.status_end[spell], until)
        end = min(status_end_of(career, spell, status_horizon), until)
        place = first_coverage_after(career, horizon, 0, start)
        future = national_months(career, horizon, place, max(start, known), end)
        months = national_months(career, horizon, place, start, known)
        month_class = CLASS_OF_STATUS[code]
        paid += future
        additional += (months + future) * ADDITIONAL_OF_STATUS[code]
        after = months
        if start < STATE_PAYS_HALF:
            after = national_months(career, horizon, place, STATE_PAYS_HALF, known)
        before = months - after
        if month_class == CLASS_PAID:
            paid += months
        elif month_class == CLASS_QUARTER:
            quarter_after += after
            quarter_before += before
        elif month_class == CLASS_HALF:
            half_after += after
            half_before += before
        elif month_class == CLASS_THREE_QUARTERS:
            three_after += after
            three_before += before
        elif month_class == CLASS_FULL:
            full_after += after
            full_before += before
        elif QUALIFYING_OF_STATUS[code] != NOT_QUALIFYING:
            deferred += months
        premium = (
            month_class != CLASS_NONE and month_class != CLASS_FULL and PREMIUM_MONTH_OF_STATUS[code] == 1
        )
        if future > 0:
            last_premium = max(last_premium, last_national_month(career, horizon, max(start, known), end))
        elif premium and months > 0:
            last_premium = max(last_premium, last_national_month(career, horizon, start, known))
    by_class = MonthsByClass(
        paid,
        quarter_after,
        quarter_before,
        half_after,
        half_before,
        three_after,
        three_before,
        full_after,
        full_before,
    )
    quarters = QUARTERS * paid + 3 * (quarter_after + quarter_before) + 2 * (half_after + half_before)
    quarters += three_after + three_before
    return CategoryOne(by_class, deferred, additional, last_premium, quarters)


def last_national_month(career: Career, horizon: int, start: int, end: int) -> int:
    """The last month of [start, end) that no employees' coverage takes; 0: none."""
    last = end - 1
    for back in range(len(career.coverage_start)):
        spell = len(career.coverage_start) - 1 - back
        covered = months_within(
            career.coverage_start[spell], coverage_end_of(career, spell, horizon), last, last + 1
        )
        if covered == 1:
            last = career.coverage_start[spell] - 1
    return last if last >= start else 0


def exempt_months(months: CategoryOne) -> int:
    """保険料免除期間 of category 1, partial exemption included, student and postponed months not."""
    total = 0
    for place in range(8):
        total += months.by_class[place + 1]
    return total
