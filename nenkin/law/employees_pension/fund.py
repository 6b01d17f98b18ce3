"""厚生年金基金の代行部分 (substitute part of an employees' pension fund). Former EPI Act art. 132 (2), Act No. 63 of 2013.

The fund (or the federation) pays the substitute part: the earnings-related part of its months without revaluation. The
state pays the rest of the earnings-related part. ねんきん定期便 shows both together, as if the state paid all of it.
Medium confidence: the funds' own rules and the rates of the federation are not here.
"""

from nenkin.law.calendar import months_within
from nenkin.law.career import CATEGORY_OF_KIND, Career
from nenkin.law.employees_pension.earnings import TOTAL_REMUNERATION
from nenkin.law.rounding import round_to_yen

MILLIONTHS = 10**6


def substitute_part(
    career: Career, fund_start: tuple[int, ...], fund_end: tuple[int, ...], before: int, after: int
) -> int:
    """代行部分, yen a year: Σ 標準報酬 of the fund's months × 乗率, not revalued, rounded once.

    `fund_start`, `fund_end`: spells in funds as month numbers, half-open, without overlap; `before`, `after`: the
    multipliers of the current formula in millionths. Only 第1号 months count. Largest product: 1,500 × 900 × 10⁷ < 2⁴⁴.
    """
    total = 0
    for fund in range(len(fund_start)):
        first, last = fund_start[fund], fund_end[fund]
        for spell in range(len(career.coverage_start)):
            if CATEGORY_OF_KIND[career.coverage_kind[spell]] == 1:
                start, end = career.coverage_start[spell], career.coverage_end[spell]
                pay = 1000 * career.coverage_pay[spell]
                total += pay * before * months_within(start, end, first, min(last, TOTAL_REMUNERATION))
                total += pay * after * months_within(start, end, max(first, TOTAL_REMUNERATION), last)
        for bonus in range(len(career.bonus_month)):
            if CATEGORY_OF_KIND[career.bonus_kind[bonus]] == 1 and first <= career.bonus_month[bonus] < last:
                total += 1000 * career.bonus_amount[bonus] * after
    return round_to_yen(total, MILLIONTHS)


def paid_by_the_state(earnings_related: int, substitute: int) -> int:
    """What is left of the earnings-related part for the state to pay, yen a year."""
    return max(0, earnings_related - substitute)
