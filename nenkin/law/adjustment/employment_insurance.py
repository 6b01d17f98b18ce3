"""雇用保険との調整 before 65. EPI Act suppl. art. 7-4, 7-5 (early receipt), 11-5, 11-6 (special pension).

Two rules: the pension stops wholly while unemployment benefit (基本手当) is drawn, and by up to 6 % (4 % from 2025-04) of
the standard while the continued-employment benefit (高年齢雇用継続給付) is drawn. Confidence: the articles were read
(high); the taper between the two rates is that of the published table of rates (medium); rounding of the yearly figure
(low). Whether a benefit is drawn in a month is asked, not computed. Nothing of this is for pensions from 65.
"""

from datetime import date
from typing import NamedTuple

from nenkin.law.adjustment.in_work import Suspension, of_base
from nenkin.law.rounding import round_to_yen
from nenkin.law.tables import in_force

PERCENT = 100
DAYS_OF_A_MONTH = 30


class ContinuedEmploymentRule(NamedTuple):
    """高年齢雇用継続給付 and the pension, in hundredths. The stop is two fifths of the benefit."""

    stop: int  # of the standard, where the pay has fallen far
    full_below: int  # of the pay at 60: below it the whole rate
    none_from: int  # of the pay at 60: from it nothing


def continued_employment_stop(
    standard: int, pay_at_60: int, limit: int, rule: ContinuedEmploymentRule
) -> int:
    """在職支給停止調整額 (調整額), yen a year. EPI Act suppl. art. 11-6 (1)–(4), 7-5 (1)–(4).

    `standard`: 標準報酬月額; `pay_at_60`: みなし賃金日額 × 30; `limit`: 支給限度額 of the Employment Insurance Act art. 61
    (1) no. 2 in the month; all yen a month. Largest product: 12 × 10 × 100 × 22 × 10⁶ < 2⁴⁰.
    """
    if PERCENT * standard >= rule.none_from * pay_at_60 or standard >= limit:
        return 0
    span = rule.none_from - rule.full_below
    scale = PERCENT * PERCENT * span
    if PERCENT * standard < rule.full_below * pay_at_60:
        month = rule.stop * standard * PERCENT * span
    else:
        month = rule.stop * rule.full_below * (rule.none_from * pay_at_60 - PERCENT * standard)
    if 5 * month > 2 * scale * (limit - standard):
        month = 2 * scale * (limit - standard) // 5
    return round_to_yen(12 * month, scale)


def with_continued_employment(amount: int, in_work: Suspension, adjustment: int) -> Suspension:
    """調整後の支給停止基準額: the in-work stop and the adjustment together, at most the amount. Suppl. art. 11-6 (1), (2)."""
    return of_base(amount, in_work.stop + adjustment)


def unemployment_benefit_stops(
    month: int, applied: int, ended: int, benefit_days: int, suspended_in_work: bool
) -> bool:
    """Whether the whole pension of a month stops for 基本手当. EPI Act suppl. art. 7-4 (1), (2), 11-5.

    From the month after the application for work (求職の申込み; or after the right, if later) to the month in which the
    benefit ends (received in full, or its period over), except months without a benefit day or suspended in work.
    """
    return applied < month <= ended and benefit_days > 0 and not suspended_in_work


def months_released(stopped_months: int, benefit_days: int) -> int:
    """事後精算: how many of the latest stopped months are paid after all, when the benefit has ended. Suppl. art. 7-4 (3)."""
    return max(0, stopped_months - (benefit_days + DAYS_OF_A_MONTH - 1) // DAYS_OF_A_MONTH)


def continued_employment_rule(attained_60: date) -> ContinuedEmploymentRule:
    """The rule by the day on which 60 was attained (for 高年齢再就職給付金: of the new employment).

    Raises:
        LookupError: before 1998-04.
    """
    row = in_force("continued_employment_benefits", attained_60)
    return ContinuedEmploymentRule(
        _hundredths(row["suspension_rate"]),
        _hundredths(row["full_below_rate"]),
        _hundredths(row["none_from_rate"]),
    )


def _hundredths(rate: object) -> int:
    return int(rate * PERCENT)  # type: ignore[operator]
