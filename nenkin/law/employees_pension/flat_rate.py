"""定額部分と経過的加算 (flat-rate part, transitional addition). EPI Act suppl. art. 9-2, Act No. 34 of 1985 suppl. art. 59 (2)."""

from nenkin.law.employees_pension.earnings import FIFTEENTHS
from nenkin.law.rounding import round_to_yen


def flat_rate_unit(base_amount: int, revision_rate: int) -> int:
    """定額単価 = 1,628円 × 改定率, yen, half up. EPI Act suppl. art. 9-2 (2). `revision_rate` in thousandths."""
    return round_to_yen(base_amount * revision_rate, 1000)


def flat_rate_part(unit: int, multiplier: int, counted: int, month_cap: int) -> int:
    """定額部分, yen a year. EPI Act suppl. art. 9-2 (2).

    `unit` in thousandths of a yen, `multiplier` in thousandths, `counted` in 15ths of a month.
    """
    return round_to_yen(unit * multiplier * min(counted, FIFTEENTHS * month_cap), 10**6 * FIFTEENTHS)


def transitional_addition(
    unit: int, multiplier: int, counted: int, month_cap: int,
    full: int, months_20_60: int, enrolment_months: int, subtrahend_rounded: bool,
) -> int:  # fmt: skip
    """経過的加算, yen a year. Act No. 34 of 1985 suppl. art. 59 (2): flat part minus the basic pension of the same months.

    `unit`, `multiplier` and `counted` as in `flat_rate_part`; `full`: the unreduced 満額; `months_20_60` without
    multiples. One rounding at the end, or, with `subtrahend_rounded`, the basic part rounded to the yen first: the
    orders leave it open. Largest product: 1,766,000 × 1,875 × 7,200 × 480 < 2⁵⁴.
    """
    scale = 10**6 * FIFTEENTHS * enrolment_months
    flat = unit * multiplier * min(counted, FIFTEENTHS * month_cap) * enrolment_months
    basic = full * months_20_60 * 10**6 * FIFTEENTHS
    if subtrahend_rounded:
        basic = round_to_yen(full * months_20_60, enrolment_months) * scale
    return round_to_yen(max(0, flat - basic), scale)
