"""国民年金の月の分類: from the monthly sign to the class of the month. NP Act art. 5, 26–27; the signs of the record sheet."""

from typing import NamedTuple

from nenkin.law.calendar import months_within
from nenkin.law.career import CATEGORY_OF_KIND, MINER, SEAMAN, SIGNS, Career, month_number
from nenkin.law.national_pension.old_age_basic import MonthsByClass
from nenkin.law.tables import rows

BASIC_PENSION_BEGINS = month_number(1961, 4)
STATE_PAYS_HALF = month_number(2009, 4)

CLASS_NONE, CLASS_PAID, CLASS_QUARTER, CLASS_HALF, CLASS_THREE_QUARTERS, CLASS_FULL = range(6)
_CLASS_NAMES = ("none", "paid", "quarter_exempt", "half_exempt", "three_quarter_exempt", "full_exempt")
NOT_QUALIFYING, QUALIFYING, COMPLEMENTARY = range(3)
_QUALIFYING_NAMES = ("no", "yes", "complementary")

_CODES = {row["sign"]: row for row in rows("month_status_codes")}
CLASS_OF_STATUS = tuple(_CLASS_NAMES.index(_CODES[sign]["month_class"]) for sign in SIGNS)
QUALIFYING_OF_STATUS = tuple(_QUALIFYING_NAMES.index(_CODES[sign]["qualifying"]) for sign in SIGNS)
ADDITIONAL_OF_STATUS = tuple(int(_CODES[sign]["additional_premium"] == "yes") for sign in SIGNS)
# What an open status becomes when it goes on (第1号: paid; 第3号: stays): 0 nothing, 1 paid.
GOES_ON_PAID = tuple(int(sign not in "/#合") for sign in SIGNS)


class BasicMonths(NamedTuple):
    """The months behind the basic pension and the right to it."""

    by_class: MonthsByClass
    deferred: int  # 学生納付特例・納付猶予
    complementary: int  # 合算対象期間, employees' months outside 20–59 included
    additional: int  # 付加保険料納付済月数
    employees: int  # distinct months of employees' coverage at any age
    qualifying: int  # 受給資格期間


class Coverage(NamedTuple):
    """The employees' coverage of a career at a glance; months are distinct, whatever the category."""

    months: int  # at any age
    basic_months: int  # ages 20–59, from 1961-04: these count for the basic pension
    end: int  # month number: the end of the last spell, assumed months included; 0: none
    categories: int  # bit c is set where the career has category c
    class3: int  # months as a miner or seaman, assumed ones included; overlapping spells count twice


def goes_on(end: int, record_end: int, horizon: int) -> int:
    """The month number at which a spell ends: one that is open at the end of the record goes on to `horizon`."""
    return max(end, horizon) if end == record_end else end


def coverage_of(career: Career, age_zero: int, horizon: int, until: int) -> Coverage:
    """Look once through the employees' coverage; months from `until` on are not counted.

    Spells are sorted by their start, so that only what reaches past all earlier ones is new.
    """
    window_start, window_end = max(age_zero + 240, BASIC_PENSION_BEGINS), age_zero + 720
    months = basic = reached = last = categories = class3 = 0
    for spell in range(len(career.coverage_start)):
        end = goes_on(career.coverage_end[spell], career.record_end, horizon)
        last = max(last, end)
        kind = career.coverage_kind[spell]
        categories |= 1 << CATEGORY_OF_KIND[kind]
        if kind in (MINER, SEAMAN):
            class3 += end - career.coverage_start[spell]
        start = max(career.coverage_start[spell], reached)
        end = min(end, until)
        if end > start:
            months += end - start
            basic += months_within(start, end, window_start, window_end)
            reached = end
    return Coverage(months, basic, last, categories, class3)


def first_coverage_after(career: Career, horizon: int, place: int, month: int) -> int:
    """From `place` on, the first spell of coverage that ends after `month`; those before it end earlier."""
    while place < len(career.coverage_end):
        if goes_on(career.coverage_end[place], career.record_end, horizon) > month:
            break
        place += 1
    return place


def national_months(career: Career, horizon: int, place: int, start: int, end: int) -> int:
    """Months of [start, end) that no employees' coverage takes: an employees' month wins over a 国民年金 status.

    `place`: `first_coverage_after` of a month not after `start`.
    """
    months = max(0, end - start)
    reached = start
    while place < len(career.coverage_start):
        first = max(career.coverage_start[place], reached)
        if first >= end:
            break
        last = min(goes_on(career.coverage_end[place], career.record_end, horizon), end)
        if last > first:
            months -= last - first
            reached = last
        place += 1
    return months


def basic_months(
    career: Career, coverage: Coverage, horizon: int, status_horizon: int, until: int
) -> BasicMonths:
    """Sort the months before `until` into the classes of NP Act art. 27 and count the qualifying period.

    `coverage`: coverage_of the same months; `horizon`: where open coverage ends; `status_horizon`: where an open
    第1号 or 第3号 status ends. An open status is paid for in its future months (年金見込額試算の前提).
    """
    paid = coverage.basic_months
    quarter_after = quarter_before = half_after = half_before = 0
    three_after = three_before = full_after = full_before = 0
    deferred = additional = place = 0
    complementary = coverage.months - coverage.basic_months
    for spell in range(len(career.status_start)):
        code = career.status_code[spell]
        start, end = career.status_start[spell], career.status_end[spell]
        goes_on_paid = end == career.record_end and status_horizon > end and GOES_ON_PAID[code] == 1
        if not goes_on_paid and QUALIFYING_OF_STATUS[code] == NOT_QUALIFYING:
            continue
        place = first_coverage_after(career, horizon, place, start)
        if goes_on_paid:
            future = national_months(career, horizon, place, end, min(status_horizon, until))
            paid += future
            additional += future * ADDITIONAL_OF_STATUS[code]
        end = min(end, until)
        if end <= start or QUALIFYING_OF_STATUS[code] == NOT_QUALIFYING:
            continue
        months = national_months(career, horizon, place, start, end)
        month_class = CLASS_OF_STATUS[code]
        additional += months * ADDITIONAL_OF_STATUS[code]
        if month_class == CLASS_PAID:
            paid += months
        elif month_class == CLASS_NONE:
            if QUALIFYING_OF_STATUS[code] == COMPLEMENTARY:
                complementary += months
            else:
                deferred += months
        else:
            after = months
            if start < STATE_PAYS_HALF:
                after = national_months(career, horizon, place, STATE_PAYS_HALF, end)
            before = months - after
            if month_class == CLASS_QUARTER:
                quarter_after += after
                quarter_before += before
            elif month_class == CLASS_HALF:
                half_after += after
                half_before += before
            elif month_class == CLASS_THREE_QUARTERS:
                three_after += after
                three_before += before
            else:
                full_after += after
                full_before += before
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
    exempt = quarter_after + quarter_before + half_after + half_before
    exempt += three_after + three_before + full_after + full_before
    qualifying = paid + exempt + deferred + complementary
    return BasicMonths(by_class, deferred, complementary, additional, coverage.months, qualifying)
