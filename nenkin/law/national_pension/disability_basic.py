"""障害基礎年金 (basic disability pension) and the additions for children of the basic pensions. NP Act art. 30–36, 39."""

from datetime import date

from nenkin.law.career import month_number
from nenkin.law.parameters import NATIONAL, share
from nenkin.law.rounding import round_to_hundred_yen, round_to_yen
from nenkin.law.tables import rows

GRADE_1 = share(NATIONAL, "disability_grade_1_factor")
UNIFORM_BASE = share(NATIONAL, "uniform_child_addition").numerator  # yen, before the revision rate
_STARTS: date = rows(NATIONAL, code="uniform_child_addition")[0]["valid_from"]
UNIFORM_FROM = month_number(_STARTS.year, _STARTS.month)  # 2028-04


def disability_basic(full: int, grade: int) -> int:
    """障害基礎年金の年額 without children, yen: 満額 for grade 2, × 1.25 for grade 1, none for others. NP Act art. 33.

    `full`: 満額 by the age of the person (new or existing rate).
    """
    if grade == 1:
        return round_to_yen(full * GRADE_1.numerator, GRADE_1.denominator)
    return full if grade == 2 else 0


def child_additions_by_order(children: int, first_two: int, further: int) -> int:
    """子の加算 until 2028-03, yen a year: two children alike, less from the third on. NP Act art. 33-2, 39."""
    return min(children, 2) * first_two + max(0, children - 2) * further


def child_additions_alike(children: int, each: int) -> int:
    """子の加算 from 2028-04, yen a year: every child alike. Act No. 74 of 2025; amount of medium confidence."""
    return children * each


def child_additions(children: int, month: int, first_two: int, further: int, alike: int) -> int:
    """子の加算 of a month (month number): always at the rate of new beneficiaries."""
    if month >= UNIFORM_FROM:
        return child_additions_alike(children, alike)
    return child_additions_by_order(children, first_two, further)


def uniform_child_addition(revision_rate: int) -> int:
    """子1人の加算 from 2028-04 = 269,600円 × 改定率 (thousandths), yen a year, to 100 yen."""
    return round_to_hundred_yen(UNIFORM_BASE * revision_rate, 1000)
