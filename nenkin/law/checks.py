"""What makes a career impossible: the checks on its numbers, the same for one person and for a nation.

Not a fault: an employees' month inside a 国民年金 status. The employees' month wins (NP Act art. 5, 7).
Not supported, and therefore a fault: 高齢任意加入 (employees' coverage from age 70, EPI Act suppl. art. 4-3).
"""

from typing import NamedTuple

from nenkin.law.calendar import attain_month, year_month_day
from nenkin.law.career import (
    CATEGORY_OF_KIND,
    FEMALE,
    GENERAL,
    LOCAL,
    MALE,
    MINER,
    SCHOOL,
    SEAMAN,
    SIGNS,
    STATE,
    Career,
    month_number,
)
from nenkin.law.faults import (
    AFTER_RECORD_END,
    AGE_OUTSIDE,
    BAD_DATE,
    BAD_MONTH,
    BAD_NUMBER,
    BEFORE_1942,
    BEFORE_1961,
    BIRTH_IN_FUTURE,
    BONUS_BEFORE_2003_04,
    BONUS_OUTSIDE_COVERAGE,
    BONUS_OVER_CAP,
    END_BEFORE_START,
    MONTH_BEFORE_BIRTH,
    NONE,
    NOT_SORTED,
    OVERLAP_IN_SCHEME,
    PAY_NOT_A_GRADE,
    SIGN_BEFORE_ITS_TIME,
    UNEVEN_LISTS,
    UNKNOWN_KIND,
    UNKNOWN_SEX,
    UNKNOWN_STATUS_SIGN,
)
from nenkin.law.tables import rows

# A fault names a column of `Career` by its place.
(
    BIRTH_DATE, SEX, RECORD_END,
    COVERAGE_START, COVERAGE_END, COVERAGE_KIND, COVERAGE_PAY,
    BONUS_MONTH, BONUS_AMOUNT, BONUS_KIND,
    STATUS_START, STATUS_END, STATUS_CODE,
) = range(len(Career._fields))  # fmt: skip

FIRST_BIRTH = 693_596  # 1900-01-01
FIRST_MONTH, LAST_MONTH = month_number(1900, 1), month_number(2199, 12)
NEVER = month_number(9999, 12)

# The first month of each kind of coverage, and the first month whose pay is a grade of our table: the seamen's
# insurance and the mutual aid associations had tables of their own before.
KIND_BEGINS = dict.fromkeys((STATE, LOCAL, SCHOOL), FIRST_MONTH)
KIND_BEGINS |= {GENERAL: month_number(1942, 6), MINER: month_number(1942, 6), SEAMAN: month_number(1940, 6)}
GRADES_BEGIN = dict.fromkeys((STATE, LOCAL, SCHOOL), month_number(2015, 10))
GRADES_BEGIN |= {GENERAL: FIRST_MONTH, MINER: FIRST_MONTH, SEAMAN: month_number(1986, 4)}
FIRST_MONTH_OF_KIND = tuple(KIND_BEGINS.get(kind, 0) for kind in range(SCHOOL + 1))
FIRST_GRADED_MONTH_OF_KIND = tuple(GRADES_BEGIN.get(kind, 0) for kind in range(SCHOOL + 1))

CHILDREN_WORK_UNTIL = month_number(1947, 4)  # 労働基準法 art. 56: from then on nobody under 15 works
AGE_15, AGE_12, AGE_20, AGE_60, AGE_70 = 180, 144, 240, 720, 840

NATIONAL_PENSION_BEGINS = month_number(1961, 4)
SIGN_BEGINS = {
    "BGQWCX": month_number(1970, 10),  # 付加保険料, NP Act art. 87-2
    "+-$&": month_number(1986, 4),  # 第3号被保険者
    "サシス": month_number(2000, 4),  # 学生納付特例, art. 90-3
    "アイウエオカキクケコ": month_number(2002, 4),  # 半額免除
    "セソタ": month_number(2005, 4),  # 納付猶予
    "チツテトマミムメモヤヒフヘホナニヌネノハ": month_number(2006, 7),  # 4分の3免除, 4分の1免除
    "DEF": month_number(2019, 4),  # 産前産後免除, art. 88-2
}
FIRST_MONTH_OF_STATUS = tuple(
    next((first for signs, first in SIGN_BEGINS.items() if sign in signs), NATIONAL_PENSION_BEGINS)
    for sign in SIGNS
)
# The age at which a sign must end: 0 any age, else from 20 (voluntary coverage goes on to 70, art. 5 suppl.).
LAST_AGE_OF_STATUS = tuple(
    0 if sign in "/#合" else AGE_70 if sign in "APVBGQWC*X" else AGE_60 for sign in SIGNS
)


class Grades(NamedTuple):
    """標準報酬月額: every table of grades with the months it was in force. Months in no table are not known."""

    begin: tuple[int, ...]  # first month of a table
    end: tuple[int, ...]  # first month after it
    first: tuple[int, ...]  # place of its lowest grade in `pay`
    last: tuple[int, ...]  # place after its highest grade
    pay: tuple[int, ...]  # thousand yen, ascending in each table; below 10,000 yen rounded up
    highest: int  # the highest grade there has ever been
    bonus_begins: int  # 標準賞与額: its first month
    bonus_cap: int  # a month, thousand yen


def read_grades() -> Grades:
    """The grades of `standard_remuneration_grades` and the cap of `standard_bonus_caps`."""
    tables: dict[tuple[int, int], set[int]] = {}
    for row in rows("standard_remuneration_grades"):
        begin = month_number(row["valid_from"].year, row["valid_from"].month)
        end = month_number(row["valid_to"].year, row["valid_to"].month) + 1 if row["valid_to"] else NEVER
        tables.setdefault((begin, end), set()).add(-(-row["standard_monthly_remuneration"] // 1000))
    pay: list[int] = []
    first: list[int] = []
    last: list[int] = []
    for grades in tables.values():
        first.append(len(pay))
        pay.extend(sorted(grades))
        last.append(len(pay))
    cap = next(row for row in rows("standard_bonus_caps") if row["cap_per_month"])
    begins = month_number(cap["valid_from"].year, cap["valid_from"].month)
    begins_at, ends_at = (tuple(months) for months in zip(*tables, strict=True))
    highest_bonus = cap["cap_per_month"] // 1000
    return Grades(begins_at, ends_at, tuple(first), tuple(last), tuple(pay), max(pay), begins, highest_bonus)


GRADES = read_grades()


def impossible(career: Career, grades: Grades) -> list[tuple[int, int, int]]:
    """Everything that makes a career impossible, as (reason, column, row). Empty: it can be computed."""
    shape = shape_faults(career)
    if len(shape) > 0:
        return shape
    return coverage_faults(career, grades) + bonus_faults(career, grades) + status_faults(career)


def shape_faults(career: Career) -> list[tuple[int, int, int]]:
    """Faults of the person, and columns that do not belong together: nothing else can be checked then."""
    found = [(NONE, 0, 0)]
    if career.birth_date < FIRST_BIRTH or career.birth_date > 1_000_000:
        found.append((BAD_DATE, BIRTH_DATE, -1))
    elif career.record_end <= FIRST_MONTH or career.record_end > LAST_MONTH + 1:
        found.append((BAD_MONTH, RECORD_END, -1))
    elif birth_month(career.birth_date) >= career.record_end:
        found.append((BIRTH_IN_FUTURE, BIRTH_DATE, -1))
    if career.sex != MALE and career.sex != FEMALE:
        found.append((UNKNOWN_SEX, SEX, -1))
    spells = len(career.coverage_start)
    for column, length in (
        (COVERAGE_END, len(career.coverage_end) - spells),
        (COVERAGE_KIND, len(career.coverage_kind) - spells),
        (COVERAGE_PAY, len(career.coverage_pay) - spells),
        (BONUS_AMOUNT, len(career.bonus_amount) - len(career.bonus_month)),
        (BONUS_KIND, len(career.bonus_kind) - len(career.bonus_month)),
        (STATUS_END, len(career.status_end) - len(career.status_start)),
        (STATUS_CODE, len(career.status_code) - len(career.status_start)),
    ):
        if length != 0:
            found.append((UNEVEN_LISTS, column, -1))
    return found[1:]


def coverage_faults(career: Career, grades: Grades) -> list[tuple[int, int, int]]:
    """Faults of the employees' coverage."""
    found = [(NONE, 0, 0)]
    reached = [0, 0, 0, 0, 0]  # by category
    for row in range(len(career.coverage_start)):
        start, end = career.coverage_start[row], career.coverage_end[row]
        kind, pay = career.coverage_kind[row], career.coverage_pay[row]
        found += span_faults(career, start, end, COVERAGE_START, COVERAGE_END, row)
        if row > 0 and start < career.coverage_start[row - 1]:
            found.append((NOT_SORTED, COVERAGE_START, row))
        if kind < GENERAL or kind > SCHOOL:
            found.append((UNKNOWN_KIND, COVERAGE_KIND, row))
            continue
        if start < FIRST_MONTH_OF_KIND[kind]:
            found.append((BEFORE_1942, COVERAGE_START, row))
        if end > start and is_outside_working_age(career.birth_date, start, end):
            found.append((AGE_OUTSIDE, COVERAGE_START, row))
        category = CATEGORY_OF_KIND[kind]
        if start < reached[category]:
            found.append((OVERLAP_IN_SCHEME, COVERAGE_START, row))
        reached[category] = max(reached[category], end)
        if pay <= 0 or pay > grades.highest or not is_grade(pay, kind, start, end, grades):
            found.append((PAY_NOT_A_GRADE, COVERAGE_PAY, row))
    return found[1:]


def bonus_faults(career: Career, grades: Grades) -> list[tuple[int, int, int]]:
    """Faults of the bonuses."""
    found = [(NONE, 0, 0)]
    covered_until = [0] * (SCHOOL + 1)  # by kind: the end of the coverage that began last
    spell = total = 0
    for row in range(len(career.bonus_month)):
        month, amount, kind = career.bonus_month[row], career.bonus_amount[row], career.bonus_kind[row]
        if row > 0 and month < career.bonus_month[row - 1]:
            found.append((NOT_SORTED, BONUS_MONTH, row))
        if month < grades.bonus_begins:
            found.append((BONUS_BEFORE_2003_04, BONUS_MONTH, row))
        if month >= career.record_end:
            found.append((AFTER_RECORD_END, BONUS_MONTH, row))
        if amount <= 0:
            found.append((BAD_NUMBER, BONUS_AMOUNT, row))
        total = total + amount if row > 0 and month == career.bonus_month[row - 1] else amount
        if total > grades.bonus_cap:
            found.append((BONUS_OVER_CAP, BONUS_AMOUNT, row))
        while spell < len(career.coverage_start) and career.coverage_start[spell] <= month:
            spell_kind = career.coverage_kind[spell]
            if GENERAL <= spell_kind <= SCHOOL:
                covered_until[spell_kind] = max(covered_until[spell_kind], career.coverage_end[spell])
            spell += 1
        if kind < GENERAL or kind > SCHOOL:
            found.append((UNKNOWN_KIND, BONUS_KIND, row))
        elif month >= covered_until[kind]:
            found.append((BONUS_OUTSIDE_COVERAGE, BONUS_MONTH, row))
    return found[1:]


def status_faults(career: Career) -> list[tuple[int, int, int]]:
    """Faults of the 国民年金 statuses."""
    found = [(NONE, 0, 0)]
    reached = 0
    for row in range(len(career.status_start)):
        start, end, code = career.status_start[row], career.status_end[row], career.status_code[row]
        found += span_faults(career, start, end, STATUS_START, STATUS_END, row)
        if row > 0 and start < career.status_start[row - 1]:
            found.append((NOT_SORTED, STATUS_START, row))
        if start < reached:
            found.append((OVERLAP_IN_SCHEME, STATUS_START, row))
        reached = max(reached, end)
        if code < 0 or code >= len(FIRST_MONTH_OF_STATUS):
            found.append((UNKNOWN_STATUS_SIGN, STATUS_CODE, row))
            continue
        if start < NATIONAL_PENSION_BEGINS:
            found.append((BEFORE_1961, STATUS_START, row))
        elif start < FIRST_MONTH_OF_STATUS[code]:
            found.append((SIGN_BEFORE_ITS_TIME, STATUS_CODE, row))
        last_age = LAST_AGE_OF_STATUS[code]
        if last_age > 0 and end > start:
            window, window_end = (
                attain_month(career.birth_date, AGE_20),
                attain_month(career.birth_date, last_age),
            )
            if start < window or end > window_end:
                found.append((AGE_OUTSIDE, STATUS_START, row))
    return found[1:]


def span_faults(
    career: Career, start: int, end: int, start_column: int, end_column: int, row: int
) -> list[tuple[int, int, int]]:
    """Faults of one spell [start, end)."""
    found = [(NONE, 0, 0)]
    if end <= start:
        found.append((END_BEFORE_START, end_column, row))
    if start >= career.record_end:
        found.append((AFTER_RECORD_END, start_column, row))
    elif end > career.record_end:
        found.append((AFTER_RECORD_END, end_column, row))
    if start < birth_month(career.birth_date):
        found.append((MONTH_BEFORE_BIRTH, start_column, row))
    return found[1:]


def birth_month(birth_date: int) -> int:
    """The month number of a day number."""
    year, month, _ = year_month_day(birth_date)
    return year * 12 + month - 1


def is_outside_working_age(birth_date: int, start: int, end: int) -> bool:
    """Whether a spell has months under 15 (12 until 1947-03), or from the month of attaining 70 (EPI Act art. 9)."""
    if start < attain_month(birth_date, AGE_12) or end > attain_month(birth_date, AGE_70):
        return True
    return end > CHILDREN_WORK_UNTIL and max(start, CHILDREN_WORK_UNTIL) < attain_month(birth_date, AGE_15)


def is_grade(pay: int, kind: int, start: int, end: int, grades: Grades) -> bool:
    """Whether pay (thousand yen) is a grade in every month of [start, end) whose table is known. EPI Act art. 20."""
    first = max(start, FIRST_GRADED_MONTH_OF_KIND[kind])
    for table in range(len(grades.begin)):
        if grades.begin[table] >= end:
            break
        if max(first, grades.begin[table]) < min(end, grades.end[table]):
            low, high = grades.first[table], grades.last[table]
            while low < high:
                middle = (low + high) // 2
                if grades.pay[middle] < pay:
                    low = middle + 1
                else:
                    high = middle
            if low == grades.last[table] or grades.pay[low] != pay:
                return False
    return True
