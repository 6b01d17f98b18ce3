"""老齢基礎年金 (old-age basic pension). NP Act art. 26–28, supplementary provisions of Act No. 104 of 2004 art. 10."""

from typing import NamedTuple

from nenkin.law.rounding import round_to_hundred_yen, round_yearly
from nenkin.law.tables import rows

MONTH = 24  # every share of a month in art. 27 is a whole number of 24ths


class MonthsByClass(NamedTuple):
    """納付・免除の月数 in the order in which art. 27 counts them; 'after' is from 2009-04, 'before' until 2009-03."""

    paid: int
    quarter_exempt_after: int
    quarter_exempt_before: int
    half_exempt_after: int
    half_exempt_before: int
    three_quarter_exempt_after: int
    three_quarter_exempt_before: int
    full_exempt_after: int
    full_exempt_before: int


def _share(category: str, after: bool, beyond: bool) -> int:
    """One share of `exemption_benefit_fractions`, in 24ths of a month."""
    row = next(
        row
        for row in rows("exemption_benefit_fractions", category=category)
        if (row["period_to"] is None) == after
    )
    part = "fraction_beyond_cap" if beyond else "fraction"
    return int(row[f"{part}_numerator"] * MONTH // row[f"{part}_denominator"])


_CLASSES = ("one_quarter_exempt", "half_exempt", "three_quarter_exempt", "full_exempt")
SHARES_WITHIN = tuple(_share(name, after, False) for name in _CLASSES for after in (True, False))
SHARES_BEYOND = tuple(_share(name, after, True) for name in _CLASSES for after in (True, False))


def credited_months(months: MonthsByClass, enrolment_months: int) -> int:
    """反映される月数, in 24ths of a month. NP Act art. 27 (1)–(8).

    A class counts in full while `enrolment_months` (480) are not used up by the months of the classes
    before it; what lies beyond keeps only the share that the person paid.
    """
    used = months[0]
    total = min(used, enrolment_months) * MONTH
    for place in range(8):
        count = months[place + 1]
        within = min(count, max(0, enrolment_months - used))
        total += within * SHARES_WITHIN[place] + (count - within) * SHARES_BEYOND[place]
        used += count
    return min(total, enrolment_months * MONTH)


def full_amount(base_amount: int, revision_rate: int) -> int:
    """満額 = 780,900円 × 改定率, yen a year. NP Act art. 27. `revision_rate` in thousandths."""
    return round_to_hundred_yen(base_amount * revision_rate, 1000)


def old_age_basic(full: int, credited: int, enrolment_months: int, unit: int) -> int:
    """老齢基礎年金の年額, yen a year. NP Act art. 27, rounded by art. 17 (1) to `unit`: 1 yen, until 2015-09 100 yen.

    `full`: 満額; `credited` in 24ths of a month. Largest product: 900,000 × 11,520 < 2³⁴.
    """
    return round_yearly(full * credited, enrolment_months * MONTH, unit)
