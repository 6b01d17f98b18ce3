"""国民年金の脱退一時金 (lump-sum withdrawal payment). NP Act suppl. art. 9-3-2, Enforcement Order art. 14-3."""

from nenkin.law.career import month_number
from nenkin.law.national_pension.insured_months import QUARTERS
from nenkin.law.parameters import NATIONAL, share
from nenkin.law.rounding import round_to_yen
from nenkin.law.tables import rows

SHARE = share(NATIONAL, "withdrawal_premium_share")
FIRST_MONTH = month_number(2005, 4)  # base months before are under the law before the Act No. 104 of 2004

_UNTIL_2021 = [row for row in rows("withdrawal_month_factors", scheme="national_pension") if row["valid_to"]]
_SINCE_2021 = [
    row for row in rows("withdrawal_month_factors", scheme="national_pension") if not row["valid_to"]
]
STEP: int = _UNTIL_2021[0]["months"]
MOST: int = _UNTIL_2021[-1]["months"]
MOST_FROM_2021: int = _SINCE_2021[-1]["months"]
MORE_FROM = month_number(_SINCE_2021[0]["valid_from"].year, _SINCE_2021[0]["valid_from"].month)  # 最終月

# 月額保険料 by month from FIRST_MONTH on, yen.
PREMIUMS: tuple[int, ...] = tuple(
    row["monthly_premium"]
    for row in rows("national_pension_premiums")
    if row["valid_from"].year >= 2005
    for _ in range(12)
)


def month_factor(months: int, last_month: int) -> int:
    """政令で定める数: whole half-years in months, at most 36, or 60 where the last month is 2021-04 or later; 0 below 6."""
    most = MOST_FROM_2021 if last_month >= MORE_FROM else MOST
    return min(months // STEP * STEP, most)


def premium_of(month: int) -> int:
    """月額保険料, yen; 0 for a month outside the table."""
    place = month - FIRST_MONTH
    return PREMIUMS[place] if 0 <= place < len(PREMIUMS) else 0


def withdrawal_national(premium: int, factor: int) -> int:
    """脱退一時金 = 基準月の属する年度の保険料 × 1/2 × 数, yen. NP Act suppl. art. 9-3-2 (3), (8)."""
    return round_to_yen(premium * factor * SHARE.numerator, SHARE.denominator)


def withdrawal_of(quarters: int, last_premium: int) -> int:
    """脱退一時金 by paid months (quarters of a month) and the last month with a premium, yen; 0: none."""
    return withdrawal_national(premium_of(last_premium), month_factor(quarters // QUARTERS, last_premium))
