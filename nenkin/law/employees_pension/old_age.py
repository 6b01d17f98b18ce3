"""老齢厚生年金の報酬比例部分 (earnings-related part). EPI Act art. 43, Act No. 18 of 2000 suppl. art. 20–21."""

from nenkin.law.employees_pension.earnings import FIFTEENTHS
from nenkin.law.rounding import round_to_yen

PER_MILLE = 1000  # multipliers are per mille with three decimals: whole numbers of millionths


def current_formula(
    average_before: int, counted_before: int, multiplier_before: int,
    average_after: int, counted_after: int, multiplier_after: int,
) -> int:  # fmt: skip
    """本来水準, yen a year. EPI Act art. 43 (1), Act No. 18 of 2000 suppl. art. 20; one rounding at the end.

    Averages in yen, months in 15ths, multipliers in millionths (7.125 per mille is 7,125).
    Largest product: 1,000,000 × 10,000 × 15,000 < 2⁵⁷.
    """
    amount = (
        average_before * multiplier_before * counted_before + average_after * multiplier_after * counted_after
    )
    return round_to_yen(amount, FIFTEENTHS * PER_MILLE * PER_MILLE)


def protected_formula(
    average_before: int, counted_before: int, multiplier_before: int,
    average_after: int, counted_after: int, multiplier_after: int, revision_rate: int,
) -> int:  # fmt: skip
    """従前額保障, yen a year. Act No. 18 of 2000 suppl. art. 21: 1994-level averages × 従前額改定率 (thousandths).

    Largest product: 700,000 × 10,000 × 15,000 × 1,100 < 2⁶³ / 75.
    """
    amount = (
        average_before * multiplier_before * counted_before + average_after * multiplier_after * counted_after
    )
    return round_to_yen(amount * revision_rate, FIFTEENTHS * PER_MILLE * PER_MILLE * PER_MILLE)


def earnings_related(current: int, protected: int) -> int:
    """報酬比例部分: the protected amount replaces the current one when that falls short. Act No. 18 of 2000 suppl. art. 21."""
    return max(current, protected)
