"""老齢厚生年金の報酬比例部分 (earnings-related part). EPI Act art. 43, Act No. 18 of 2000 suppl. art. 20–21."""

from nenkin.law.employees_pension.earnings import FIFTEENTHS
from nenkin.law.rounding import round_to_yen

SPECIAL_LEVEL = 1031  # 1.031: Act No. 104 of 2004 suppl. art. 27
SCALE = FIFTEENTHS * 10**6  # averages in yen × months in 15ths × multipliers in millionths


def exact_part(average: int, counted: int, multiplier: int) -> int:
    """平均 × 乗率 × 月数, exact, in 1/SCALE yen. Average in yen, months in 15ths, multiplier in millionths (7.125 ‰ is 7,125).

    Largest product: 1,000,000 × 10,000 × 15,000 < 2⁵⁸.
    """
    return average * counted * multiplier


def current_formula(before: int, after: int) -> int:
    """本来水準, yen a year. EPI Act art. 43 (1), Act No. 18 of 2000 suppl. art. 20.

    The exact parts until 2003-03 and from 2003-04, rounded once at the end.
    """
    return round_to_yen(before + after, SCALE)


def protected_formula(before: int, after: int, revision_rate: int) -> int:
    """従前額保障, yen a year. Act No. 18 of 2000 suppl. art. 21: 1994-level parts × 従前額改定率 (thousandths).

    Largest product: 700,000 × 10,000 × 15,000 × 1,100 < 2⁵⁷.
    """
    return round_to_yen((before + after) * revision_rate, SCALE * 1000)


def special_level_formula(before: int, after: int, factor: int) -> int:
    """物価スライド特例水準, yen a year, until fiscal 2014; 0 where `factor` is 0. Act No. 104 of 2004 suppl. art. 27.

    The parts of the protected formula × 1.031 × the year's factor (thousandths). Divided in two steps, so that no
    product passes 2⁶³; the result is exact.
    """
    amount = (before + after) * SPECIAL_LEVEL
    whole, rest = amount // (SCALE * 10**6), amount % (SCALE * 10**6)
    return whole * factor + round_to_yen(rest * factor, SCALE * 10**6)


def earnings_related(current: int, protected: int, special_level: int) -> int:
    """報酬比例部分, yen a year: the protected amount replaces a smaller current one. Act No. 18 of 2000 suppl. art. 21."""
    return max(current, protected, special_level)
