"""老齢厚生年金の額 of one category (第1号〜第4号): averages, both formulas and the transitional addition. EPI Act art. 43, 78-26."""

from typing import NamedTuple

from nenkin.law.career import Career
from nenkin.law.employees_pension.earnings import FIFTEENTHS, average, earnings
from nenkin.law.employees_pension.flat_rate import transitional_addition
from nenkin.law.employees_pension.old_age import (
    current_formula,
    earnings_related,
    exact_part,
    protected_formula,
    special_level_formula,
)
from nenkin.law.levels import Cohort


class CategoryPension(NamedTuple):
    """Every figure of one category; yen a year unless said otherwise."""

    months_before: int  # real months until 2003-03
    months_after: int  # from 2003-04
    counted_before: int  # with the multiples of seamen and miners, 15ths of a month
    months_20_60: int  # from 1961-04, ages 20–59
    divisor_before: int  # months average_before is taken over
    sum_before: int  # yen: pay × revaluation rate until 2003-03
    sum_after: int  # from 2003-04, bonuses included
    protected_sum_before: int  # the same with the 1994-level table
    protected_sum_after: int
    average_before: int  # yen a month: 平均標準報酬月額
    average_after: int  # 平均標準報酬額
    protected_average_before: int  # the same with the 1994-level table
    protected_average_after: int
    minimum_used: int  # 1: the minimum average took the place of average_before
    current: int  # 本来水準
    protected: int  # 従前額保障
    special_level: int  # 物価スライド特例水準; 0 from fiscal 2015
    earnings_related: int  # 報酬比例部分: the larger
    transitional: int  # 経過的加算


def no_pension() -> CategoryPension:
    """A category without a month."""
    return CategoryPension(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)


def category_pension(
    career: Career,
    cohort: Cohort,
    category: int,
    age_zero: int,
    horizon: int,
    until: int,
    subtrahend_rounded: bool,
) -> CategoryPension:
    """The pension of one category on its months before `until`, open spells going on to `horizon`.

    Averages, the choice between the formulas and every rounding are made for each category by itself (art. 78-26).
    """
    sums = earnings(career, cohort.rates, category, age_zero, horizon, until)
    if sums.months_before + sums.months_after == 0:
        return no_pension()
    before = average(sums.sum_before, sums.divisor_before)
    after = average(sums.sum_after, sums.months_after)
    protected_before = average(sums.protected_sum_before, sums.divisor_before)
    protected_after = average(sums.protected_sum_after, sums.months_after)
    minimum_used = 1 if sums.months_before > 0 and before < cohort.minimum_average else 0
    if minimum_used == 1:
        before = cohort.minimum_average
    counted_after = FIFTEENTHS * sums.months_after
    current = current_formula(
        exact_part(before, sums.counted_before, cohort.current_before),
        exact_part(after, counted_after, cohort.current_after),
    )
    old_before = exact_part(protected_before, sums.counted_before, cohort.protected_before)
    old_after = exact_part(protected_after, counted_after, cohort.protected_after)
    protected = protected_formula(old_before, old_after, cohort.protected_revision)
    special_level = special_level_formula(old_before, old_after, cohort.special_factor)
    transitional = transitional_addition(
        cohort.unit_thousandths, cohort.flat_multiplier, sums.counted_before + counted_after, cohort.month_cap,
        cohort.full_amount, sums.months_20_60, cohort.enrolment_months, subtrahend_rounded,
    )  # fmt: skip
    return CategoryPension(
        sums.months_before,
        sums.months_after,
        sums.counted_before,
        sums.months_20_60,
        sums.divisor_before,
        sums.sum_before,
        sums.sum_after,
        sums.protected_sum_before,
        sums.protected_sum_after,
        before,
        after,
        protected_before,
        protected_after,
        minimum_used,
        current,
        protected,
        special_level,
        earnings_related(current, protected, special_level),
        transitional,
    )
