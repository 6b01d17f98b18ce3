"""繰下げ while working: 平均支給率 (average payment rate) and the increase with it. EPI Act art. 44-3 (4), Order art. 3-5-2.

What art. 46 would have stopped while the pension waited is not increased. The rate of a waiting month is
1 − stop ÷ P, P being the earnings-related part on the months before the right; a month not in work has 1. Several categories: each by itself
(art. 78-28). Months worked after 65 may make a stop larger than P: such a month counts as 0 (assumed, low).
"""

from typing import NamedTuple

from nenkin.law.rounding import round_to_yen

PER_MILLE = 1000
DIGIT = 2**20
ENOUGH_DIGITS = 32  # 640 bits: more than any difference of 24 fractions of yearly amounts can hide behind


class PaymentRate(NamedTuple):
    """平均支給率, exact."""

    numerator: int
    denominator: int


def average_payment_rate(earnings_related: int, stopped_total: int, months: int) -> PaymentRate:
    """平均支給率 over the waiting months: from the month after the right to the month of the request. Order art. 3-5-2 (2).

    `earnings_related`: P, yen a year, at one level; `stopped_total`: Σ over the months of the yearly stop, each at most P;
    `months`: their number (the last 120 of them where the wait is longer). Largest product: 120 × 10⁷ < 2³¹.
    """
    if earnings_related == 0 or months == 0:
        return PaymentRate(1, 1)
    whole = months * earnings_related
    return PaymentRate(whole - stopped_total, whole)


def deferral_increase_in_work(
    earnings_related: int, transitional: int, rate: PaymentRate, rate_per_month: int, months: int
) -> int:
    """増額 = (P × 平均支給率 + 経過的加算) × 増額率 × 月数, yen a year, rounded once half up. Order art. 3-5-2 (1).

    `rate_per_month` in thousandths (0.7 % is 7). P and T at the level of the year paid, on the months before the right.
    Divided in two steps so that no product passes 10⁷ × 1.2·10⁹ < 2⁵⁴.
    """
    increased = earnings_related * rate.numerator + transitional * rate.denominator
    whole = increased // rate.denominator * rate_per_month * months
    left = (increased % rate.denominator) * rate_per_month * months
    return whole // PER_MILLE + round_to_yen(
        whole % PER_MILLE * rate.denominator + left, PER_MILLE * rate.denominator
    )


def deferral_increase_over_years(
    earnings_related: int,
    transitional: int,
    kept: tuple[int, ...],
    amounts: tuple[int, ...],
    months: int,
    rate_per_month: int,
) -> int:
    """`deferral_increase_in_work` where P changed with the yearly revision while the pension waited, exact.

    `amounts`: P at each level (at most 24, none 0); `kept`: Σ over the waiting months at that level of P − stop;
    `months`: the waiting months, the same that the increase is for, so that their number cancels.
    """
    whole = transitional * months
    for place in range(len(amounts)):
        whole += earnings_related * kept[place] // amounts[place]
    twice = 2 * whole * rate_per_month + PER_MILLE
    increase = twice // (2 * PER_MILLE)
    missing = 2 * PER_MILLE - twice % (2 * PER_MILLE)
    while _remainders_reach(earnings_related, kept, amounts, missing, 2 * rate_per_month):
        increase += 1
        missing += 2 * PER_MILLE
    return increase


def _remainders_reach(
    multiplier: int, kept: tuple[int, ...], amounts: tuple[int, ...], numerator: int, denominator: int
) -> bool:
    """Whether Σ of the remainders of multiplier × kept ÷ amount, as fractions, reaches numerator ÷ denominator.

    Compared digit by digit, as their common denominator would pass 63 bits; no difference after all digits is equality.
    """
    lead = -(numerator // denominator)
    for place in range(1, ENOUGH_DIGITS + 1):
        if lead >= 1:
            return True
        if lead <= -len(amounts):
            return False
        lead *= DIGIT
        for level in range(len(amounts)):
            lead += _digit(multiplier * kept[level] % amounts[level], amounts[level], place)
        lead -= _digit(numerator % denominator, denominator, place)
    return True


def _digit(remainder: int, divisor: int, place: int) -> int:
    """The digit at a place (from 1) of remainder ÷ divisor in base 2²⁰; the remainder is below the divisor."""
    digit = 0
    for _ in range(place):
        digit = remainder * DIGIT // divisor
        remainder = remainder * DIGIT % divisor
    return digit
