"""繰上げ (early receipt). NP Act suppl. art. 9-2, Order art. 12; EPI Act suppl. art. 7-3, 13-4, Order art. 6-3, 8-2-3."""

from nenkin.law.rounding import round_yearly

PER_MILLE = 1000


def early_reduction(amount: int, rate_per_month: int, months: int, unit: int) -> int:
    """減額する額 = 額 × 減額率 × 月数, yen a year, half up to `unit` (1; 100 until 2015-09); the pension is the rest.

    NP Order art. 12. `rate_per_month` in thousandths (0.4 % is 4). Largest product: 10⁷ × 5 × 60 < 2³².
    """
    return round_yearly(amount * rate_per_month * months, PER_MILLE, unit)


def early_reduction_employees(
    earnings_related: int,
    months_to_special: int,
    transitional: int,
    months_to_65: int,
    rate_per_month: int,
    unit: int,
) -> int:
    """老齢厚生年金から減額する額, yen a year: one rounding over both parts. EPI Order art. 6-3 and art. 8-2-3.

    The earnings-related part is reduced for the months to the special start age where one exists (経過的な繰上げ),
    the transitional addition for the months to 65; without a special start age both numbers are the same.
    """
    amount = earnings_related * months_to_special + transitional * months_to_65
    return round_yearly(amount * rate_per_month, PER_MILLE, unit)


def early_factor(rate_per_month: int, months: int) -> int:
    """1 − 減額率, thousandths: what is left of an amount. NP Order art. 12."""
    return PER_MILLE - rate_per_month * months
