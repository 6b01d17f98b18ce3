"""障害厚生年金 and 障害手当金 (employees' disability pension, disability lump sum). EPI Act art. 47–57.

Months after the month of 障害認定日 do not count (art. 51); fewer than 300 count as 300; multipliers whatever the birth.
"""

from nenkin.law.employees_pension.combined import CombinedRecord, larger_part
from nenkin.law.parameters import EMPLOYEES, number, share
from nenkin.law.rounding import round_to_hundred_yen

GRADE_1 = share(EMPLOYEES, "disability_grade_1_factor")
FLOOR = number(EMPLOYEES, "disability_month_floor")
MINIMUM = share(EMPLOYEES, "disability_minimum_share")
LUMP_SUM = share(EMPLOYEES, "disability_lump_sum_factor")


def minimum_amount(full: int) -> int:
    """最低保障額 = 障害基礎年金2級 × 3/4, yen a year, to 100 yen. EPI Act art. 50 (3)."""
    return round_to_hundred_yen(full * MINIMUM.numerator, MINIMUM.denominator)


def disability_employees(record: CombinedRecord, protected_revision: int, grade: int, minimum: int) -> int:
    """障害厚生年金の年額 without the spouse addition, yen. EPI Act art. 50.

    `minimum`: 最低保障額 where no basic disability pension can be had, else 0. One rounding at the end, after × 1.25.
    """
    if grade == 1:
        amount = larger_part(record, protected_revision, FLOOR, GRADE_1.numerator, GRADE_1.denominator)
    else:
        amount = larger_part(record, protected_revision, FLOOR, 1, 1)
    return max(amount, minimum)


def disability_lump_sum(record: CombinedRecord, protected_revision: int, minimum: int) -> int:
    """障害手当金 = 報酬比例の額 × 2, at least twice the minimum, yen, once. EPI Act art. 57."""
    amount = larger_part(record, protected_revision, FLOOR, LUMP_SUM.numerator, LUMP_SUM.denominator)
    return max(amount, minimum * LUMP_SUM.numerator // LUMP_SUM.denominator)
