"""繰下げ (deferral). NP Act art. 28, Order art. 4-5; EPI Act art. 44-3, Order art. 3-5-2."""

from nenkin.law.rounding import round_yearly

PER_MILLE = 1000
FIVE_YEARS_BACK_AFTER, FIVE_YEARS_BACK_UNTIL, FIVE_YEARS = 840, 960, 60  # months of age


def deferral_increase(amount: int, rate_per_month: int, months: int, unit: int) -> int:
    """増額する額 = 額 × 増額率 × 月数, yen a year, half up. NP Order art. 4-5. `rate_per_month` in thousandths (0.7 % is 7)."""
    return round_yearly(amount * rate_per_month * months, PER_MILLE, unit)


def late_factor(rate_per_month: int, months: int) -> int:
    """1 + 増額率, thousandths. NP Order art. 4-5."""
    return PER_MILLE + rate_per_month * months


def deemed_request(age: int) -> int:
    """特例的な繰下げみなし増額: a claim after 70 without a request for deferral counts as one made five years earlier.

    The age (months) of the deemed request; 0 where the rule does not apply: until 70, from 80 on. NP Act art. 28 (5), EPI
    Act art. 44-3 (5), from 2023-04, births from 1952-04-02; not where another pension right arose by the deemed day.
    The increase is that of the deemed age, and the five years since are paid as arrears (see `arrears_of`).
    """
    if age <= FIVE_YEARS_BACK_AFTER or age >= FIVE_YEARS_BACK_UNTIL:
        return 0
    return age - FIVE_YEARS


def arrears_of(yearly_amounts: int, months: int) -> int:
    """What a deemed request pays at once: `months` (60) of the amount increased to the deemed age, yen; cut as paid monthly.

    `yearly_amounts`: the sum of the yearly amounts, increase included, at one level.
    """
    return yearly_amounts * months // 12
