"""The record of all categories as one: what disability and survivors' pensions are computed on. EPI Act art. 78-30, 78-32.

Unlike the old-age pension, which each category computes for itself, the months of all categories are added up, the
averages are taken over all of them, and one choice is made between the current and the protected formula. (Survivors'
pensions of the long type are then split among the categories; their total is this amount.) The months that leave the
average (Act No. 78 of 1969) are found category by category: the text read does not say.
"""

from typing import NamedTuple

from nenkin.law.career import CATEGORIES, Career
from nenkin.law.employees_pension.earnings import FIFTEENTHS, average, earnings
from nenkin.law.employees_pension.old_age import SCALE, exact_part
from nenkin.law.levels import Cohort, thousandths
from nenkin.law.rounding import round_to_yen
from nenkin.law.tables import rows

PER_MILLE = 1000


class Multipliers(NamedTuple):
    """給付乗率, millionths: 7.125 ‰ is 7,125."""

    current_before: int
    current_after: int
    protected_before: int
    protected_after: int


_LAST = rows("benefit_multipliers")[-1]
# Disability and the short type of survivors' pensions use these whatever the birth. Act No. 18 of 2000 suppl. art. 20.
FIXED = Multipliers(
    thousandths(_LAST["main_before_2003_04_per_mille"]),
    thousandths(_LAST["main_from_2003_04_per_mille"]),
    thousandths(_LAST["protected_before_2003_04_per_mille"]),
    thousandths(_LAST["protected_from_2003_04_per_mille"]),
)


class CombinedRecord(NamedTuple):
    """Months, averages and exact yearly parts over all categories."""

    months_before: int  # real months until 2003-03
    months_after: int
    counted: int  # 被保険者期間, 15ths of a month: multiples of seamen and miners included
    average_before: int  # yen a month
    average_after: int
    protected_average_before: int
    protected_average_after: int
    minimum_used: int  # 1: the minimum average took the place of average_before
    current: int  # exact, 1/SCALE yen: average × months × multiplier of both eras
    protected: int  # the same with the 1994-level averages, before 従前額改定率


def multipliers_of(cohort: Cohort) -> Multipliers:
    """給付乗率 by the date of birth: the long type of survivors' pensions."""
    return Multipliers(
        cohort.current_before, cohort.current_after, cohort.protected_before, cohort.protected_after
    )


def combined_record(
    career: Career, cohort: Cohort, multipliers: Multipliers, age_zero: int, horizon: int, until: int
) -> CombinedRecord:
    """Every category's months before `until` as one record. Largest part: 1,000,000 × 18,000 × 10,000 < 2⁴⁸."""
    months_before = months_after = counted_before = divisor = 0
    sum_before = sum_after = protected_before = protected_after = 0
    for category in CATEGORIES:
        sums = earnings(career, cohort.rates, category, age_zero, horizon, until)
        months_before += sums.months_before
        months_after += sums.months_after
        counted_before += sums.counted_before
        divisor += sums.divisor_before
        sum_before += sums.sum_before
        sum_after += sums.sum_after
        protected_before += sums.protected_sum_before
        protected_after += sums.protected_sum_after
    before, after = average(sum_before, divisor), average(sum_after, months_after)
    old_before, old_after = average(protected_before, divisor), average(protected_after, months_after)
    minimum_used = 1 if months_before > 0 and before < cohort.minimum_average else 0
    if minimum_used == 1:
        before = cohort.minimum_average
    counted_after = FIFTEENTHS * months_after
    current = exact_part(before, counted_before, multipliers.current_before)
    current += exact_part(after, counted_after, multipliers.current_after)
    protected = exact_part(old_before, counted_before, multipliers.protected_before)
    protected += exact_part(old_after, counted_after, multipliers.protected_after)
    return CombinedRecord(
        months_before,
        months_after,
        counted_before + counted_after,
        before,
        after,
        old_before,
        old_after,
        minimum_used,
        current,
        protected,
    )


def round_product(amount: int, multiply: int, divide: int) -> int:
    """amount × multiply ÷ divide, yen, half up, though the product of the first two may exceed 2⁶³."""
    whole, rest = amount // divide, amount % divide
    return whole * multiply + round_to_yen(rest * multiply, divide)


def part_of(
    exact: int, revision: int, counted: int, floor_months: int, numerator: int, denominator: int
) -> int:
    """A share of the earnings-related part, yen a year: fewer months than `floor_months` count as that many.

    EPI Act art. 50 (1), 60 (1): part × floor ÷ months × share, one rounding at the end. `exact` in 1/SCALE yen,
    `revision` in thousandths, `counted` in 15ths, the share in lowest terms (at most 5 over 4). Largest products:
    2⁴⁸ × 1,100 × 5 < 2⁶¹, and below the floor 10⁹ × 4,500 × 4 × 1,500 < 2⁵⁵.
    """
    if counted == 0:
        return 0
    if counted < FIFTEENTHS * floor_months:
        divisor = SCALE // FIFTEENTHS * PER_MILLE * counted * denominator
        return round_product(exact * revision, floor_months * numerator, divisor)
    return round_to_yen(exact * revision * numerator, SCALE * PER_MILLE * denominator)


def larger_part(
    record: CombinedRecord, protected_revision: int, floor_months: int, numerator: int, denominator: int
) -> int:
    """The same share of 本来水準 or of 従前額保障, whichever is more, yen a year. Act No. 18 of 2000 suppl. art. 21."""
    current = part_of(record.current, PER_MILLE, record.counted, floor_months, numerator, denominator)
    protected = part_of(
        record.protected, protected_revision, record.counted, floor_months, numerator, denominator
    )
    return max(current, protected)
