"""繰下げ (deferral). NP Act art. 28, Order art. 4-5; EPI Act art. 44-3, Order art. 3-5-2."""

from nenkin.law.rounding import round_yearly

PER_MILLE = 1000


def deferral_increase(amount: int, rate_per_month: int, months: int, unit: int) -> int:
    """増額する額 = 額 × 増額率 × 月数, yen a year, half up. NP Order art. 4-5. `rate_per_month` in thousandths (0.7 % is 7)."""
    return round_yearly(amount * rate_per_month * months, PER_MILLE, unit)


def late_factor(rate_per_month: int, months: int) -> int:
    """1 + 増額率, thousandths. NP Order art. 4-5."""
    return PER_MILLE + rate_per_month * months
