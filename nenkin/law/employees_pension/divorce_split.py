"""離婚等をした場合の標準報酬の分割 (split on divorce). EPI Act art. 78-2 to 78-21.

By agreement (合意分割, art. 78-6) or by half without one (3号分割, art. 78-14) one person's standards of the married months are
lowered, the other's raised. Months in which the receiver had no coverage become deemed months (離婚時みなし被保険者期間): they
count for averages and amount, not for the qualifying period, the transitional addition, the 240 months or the 12 months
(art. 78-11, 78-19). Pay after a split is a whole number of yen, so a split stands beside the career, not in it.
Medium confidence: how months before 1969-11 and multiplied months of seamen and miners are split is not settled here.
"""

from typing import NamedTuple

from nenkin.law.calendar import months_within
from nenkin.law.career import CATEGORY_OF_KIND, SEAMAN, Career
from nenkin.law.employees_pension.category import CategoryPension, no_pension
from nenkin.law.employees_pension.earnings import (
    FIFTEENTHS,
    FIRST_RATE_MONTH,
    FLOOR,
    FLOOR_ENDS,
    FLOOR_SEAMAN,
    PROTECTED,
    RATES,
    TOTAL_REMUNERATION,
    Earnings,
    average,
    average_begins,
    counted_fifteenths,
    earnings,
    rate_row,
)
from nenkin.law.employees_pension.flat_rate import transitional_addition
from nenkin.law.employees_pension.old_age import (
    current_formula,
    earnings_related,
    exact_part,
    protected_formula,
    special_level_formula,
)
from nenkin.law.levels import Cohort
from nenkin.law.rounding import round_to_yen

SHARE = 10**5  # 按分割合: hundred-thousandths
SHARE_LIMIT = SHARE // 2  # art. 78-3 (1): at most a half
REVISION_DIGITS = 7
REVISION = 10**REVISION_DIGITS  # 改定割合: ten-millionths
HALF = REVISION // 2  # art. 78-14 (2)


class Split(NamedTuple):
    """The months and bonuses of one person that a split has changed, all splits together. `split_fits` says what must hold."""

    start: tuple[int, ...]  # month number
    end: tuple[int, ...]  # month number, half-open
    kind: tuple[int, ...]  # GENERAL … SCHOOL; of a deemed month: the giver's
    before_yen: tuple[int, ...]  # 標準報酬月額 as the career has it, yen; 0 in deemed months
    after_yen: tuple[int, ...]  # and after the split (after several: after the last)
    deemed: tuple[int, ...]  # 1: 離婚時みなし被保険者期間
    bonus_month: tuple[int, ...]  # month number
    bonus_kind: tuple[int, ...]  # GENERAL … SCHOOL
    bonus_before_yen: tuple[int, ...]  # 標準賞与額 as the career has it, yen; 0: none of one's own
    bonus_after_yen: tuple[int, ...]


class SplitPay(NamedTuple):
    """標準報酬 of one month or one bonus after a split, yen."""

    giver: int  # 第1号改定者, 特定被保険者
    receiver: int  # 第2号改定者, 被扶養配偶者


class SplitChanges(NamedTuple):
    """What a split changes in one category before some month; sums in thousandths of a yen (pay in yen × rate)."""

    touched: int  # 1: some figure is other than before
    deemed_counted_before: int  # deemed months until 2003-03, 15ths of a month
    deemed_after: int  # deemed months from 2003-04
    deemed_divisor: int  # deemed months in the average until 2003-03
    sum_before: int
    sum_after: int
    protected_sum_before: int
    protected_sum_after: int


def split_fits(career: Career, split: Split) -> bool:
    """Whether a split is one of this career: every row changes the pay that the career has. EPI Act art. 78-6, 78-14.

    A row of own coverage lies in spells of its kind and pay, a deemed row where its kind's category has none; rows of one
    category do not overlap, lie in the record and leave no pay below 0 yen. A bonus replaces one of the career or none.
    """
    for row in range(len(split.start)):
        start, end, category = split.start[row], split.end[row], CATEGORY_OF_KIND[split.kind[row]]
        if start >= end or end > career.record_end or split.after_yen[row] < 0:
            return False
        if split.deemed[row] == 1 and split.before_yen[row] != 0:
            return False
        found = 0
        for spell in range(len(career.coverage_start)):
            kind = career.coverage_kind[spell]
            if CATEGORY_OF_KIND[kind] != category:
                continue
            months = months_within(career.coverage_start[spell], career.coverage_end[spell], start, end)
            same = kind == split.kind[row] and 1000 * career.coverage_pay[spell] == split.before_yen[row]
            if months > 0 and (split.deemed[row] == 1 or not same):
                return False
            found += months
        if found != (0 if split.deemed[row] == 1 else end - start):
            return False
        for other in range(row):
            together = months_within(split.start[other], split.end[other], start, end)
            if together > 0 and CATEGORY_OF_KIND[split.kind[other]] == category:
                return False
    for row in range(len(split.bonus_month)):
        if split.bonus_after_yen[row] < 0 or split.bonus_month[row] < TOTAL_REMUNERATION:
            return False
        paid = 0
        for bonus in range(len(career.bonus_month)):
            if (
                career.bonus_month[bonus] == split.bonus_month[row]
                and career.bonus_kind[bonus] == split.bonus_kind[row]
            ):
                paid += 1000 * career.bonus_amount[bonus]
        if paid != split.bonus_before_yen[row]:
            return False
    return True


def share_allowed(giver_total: int, receiver_total: int, share: int) -> bool:
    """按分割合の範囲: above the receiver's present share of both totals, at most a half. EPI Act art. 78-3 (1).

    Totals: 対象期間標準報酬総額, yen; `share` in hundred-thousandths. Largest product: 2³⁶ × 10⁵ < 2⁵³. High confidence.
    """
    return receiver_total * SHARE < share * (giver_total + receiver_total) and share <= SHARE_LIMIT


def revision_rate(giver_total: int, receiver_total: int, giver_total_revalued: int, share: int) -> int:
    """改定割合, ten-millionths: what part of each standard of the giver goes over. EPI Act art. 78-6 (1), its Ordinance.

    (share × T1 − (1 − share) × T2) ÷ (share × T1 + (1 − share) × T1'), so that the receiver has `share` of both totals
    afterwards. T1, T2: 対象期間標準報酬総額 of giver and receiver, yen; T1' (`giver_total_revalued`): the giver's standards with the
    receiver's revaluation rates; `share` in hundred-thousandths, `share_allowed`. The formula: high confidence; seven
    decimals, half up: low. Largest product: 2³⁷ × 10⁵ × 10 < 2⁵⁸.
    """
    moved = share * giver_total - (SHARE - share) * receiver_total
    whole = share * giver_total + (SHARE - share) * giver_total_revalued
    rate = 0
    rest = moved
    for _ in range(REVISION_DIGITS):  # division by hand: moved × 10⁷ would pass 2⁶³
        rest *= 10
        rate = 10 * rate + rest // whole
        rest %= whole
    return rate + round_to_yen(rest, whole)


def pay_after_split(giver_pay: int, receiver_pay: int, rate: int) -> SplitPay:
    """改定後の標準報酬月額・標準賞与額, yen. EPI Act art. 78-6 (1), (2); by half (`rate` HALF, receiver 0) art. 78-14 (2), (3).

    `rate`: 改定割合 in ten-millionths. What goes over is rounded half up to the yen and the giver keeps the rest, so that no
    yen is lost; rounding both persons' standards by themselves would give 1 yen more at exact halves. Medium confidence.
    Largest product: 1,500,000 × 10⁷ < 2⁴⁴.
    """
    moved = round_to_yen(giver_pay * rate, REVISION)
    return SplitPay(giver_pay - moved, receiver_pay + moved)


def revalued_yen(running: tuple[int, ...], kind: int, pay: int, start: int, end: int) -> int:
    """Pay × revaluation rate over [start, end), thousandths of a yen, exact. `pay` in yen, `running` in thousandths.

    The floor of months until 1969-10 holds as in `revalued` (Act No. 78 of 1969 suppl. art. 3): low confidence for
    standards after a split. Largest product: 1,500,000 × 16,068 × 900 < 2⁴⁵.
    """
    total = pay * (running[end - FIRST_RATE_MONTH] - running[start - FIRST_RATE_MONTH])
    floor = 1000 * (FLOOR_SEAMAN if kind == SEAMAN else FLOOR)
    if pay < floor and start < FLOOR_ENDS:
        stop = min(end, FLOOR_ENDS)
        total += (floor - pay) * (running[stop - FIRST_RATE_MONTH] - running[start - FIRST_RATE_MONTH])
    return total


def change_of_row(
    running: tuple[int, ...], kind: int, before: int, after: int, deemed: int, start: int, end: int
) -> int:
    """What one row adds to the sum of its months, thousandths of a yen (pay in yen). EPI Act art. 78-6 (1), (3)."""
    change = revalued_yen(running, kind, after, start, end)
    return change if deemed == 1 else change - revalued_yen(running, kind, before, start, end)


def split_changes(
    career: Career, rates: tuple[tuple[int, ...], ...], category: int, horizon: int, until: int, split: Split
) -> SplitChanges:
    """Add up what a split changes in one category before `until`: pay with its own table, bonuses. EPI Act art. 78-6.

    Deemed months do not decide which months enter the average until 2003-03. Largest sum: < 2⁴⁵.
    """
    touched = counted_before = deemed_after = divisor = 0
    sum_before = sum_after = protected_before = protected_after = 0
    current, protected = rates[RATES], rates[PROTECTED]
    first_of_average = average_begins(career, category, horizon, until)
    for spell in range(len(split.start)):
        kind = split.kind[spell]
        start, end = split.start[spell], min(split.end[spell], until)
        if CATEGORY_OF_KIND[kind] != category or end <= start:
            continue
        before, after, deemed = split.before_yen[spell], split.after_yen[spell], split.deemed[spell]
        if deemed == 1 or before != after:
            touched = 1
        stop = min(end, TOTAL_REMUNERATION)
        if start < stop:
            first = max(start, first_of_average)
            if deemed == 1:
                counted_before += counted_fifteenths(kind, start, stop)
                divisor += max(0, stop - first)
            if first < stop:
                row = rate_row(kind)
                sum_before += change_of_row(rates[row], kind, before, after, deemed, first, stop)
                protected_before += change_of_row(
                    rates[row + PROTECTED], kind, before, after, deemed, first, stop
                )
        first = max(start, TOTAL_REMUNERATION)
        if first < end:
            if deemed == 1:
                deemed_after += end - first
            sum_after += change_of_row(current, kind, before, after, deemed, first, end)
            protected_after += change_of_row(protected, kind, before, after, deemed, first, end)
    for bonus in range(len(split.bonus_month)):
        month = split.bonus_month[bonus]
        if month >= until or CATEGORY_OF_KIND[split.bonus_kind[bonus]] != category:
            continue
        change = split.bonus_after_yen[bonus] - split.bonus_before_yen[bonus]
        if change != 0:
            touched = 1
        place = month - FIRST_RATE_MONTH
        sum_after += change * (current[place + 1] - current[place])
        protected_after += change * (protected[place + 1] - protected[place])
    return SplitChanges(
        touched,
        counted_before,
        deemed_after,
        divisor,
        sum_before,
        sum_after,
        protected_before,
        protected_after,
    )


def category_pension_after_split(
    career: Career, cohort: Cohort, category: int, age_zero: int, horizon: int, until: int,
    subtrahend_rounded: bool, split: Split,
) -> CategoryPension:  # fmt: skip
    """`category_pension` with a split, yen a year. EPI Act art. 43, 78-11, 78-19.

    Months and `counted_before` are those of one's own coverage, as every condition counts them; deemed months are in
    `divisor_before`, in the averages and in the amounts. Sums are rounded to the yen for show, the averages come from the exact
    ones. The minimum average is not for a split record (EPI Act suppl. art. 17-4 (8)). Products as in `category_pension`.
    """
    own = earnings(career, cohort.rates, category, age_zero, horizon, until)
    changes = split_changes(career, cohort.rates, category, horizon, until, split)
    deemed = changes.deemed_counted_before + changes.deemed_after
    if own.months_before + own.months_after + deemed == 0:
        return no_pension()
    return pension_of_changed_sums(own, changes, cohort, subtrahend_rounded)


def pension_of_changed_sums(
    own: Earnings, changes: SplitChanges, cohort: Cohort, subtrahend_rounded: bool
) -> CategoryPension:
    """Averages, formulas and transitional addition of one category after a split. EPI Act art. 43, 78-11.

    Sums in thousandths of a yen, averages in yen; largest product as in `exact_part`, with a month counted once: < 2⁵⁸.
    """
    divisor_before = own.divisor_before + changes.deemed_divisor
    months_after = own.months_after + changes.deemed_after
    counted_before = own.counted_before + changes.deemed_counted_before
    counted_after = FIFTEENTHS * months_after
    sum_before = 1000 * own.sum_before + changes.sum_before
    sum_after = 1000 * own.sum_after + changes.sum_after
    protected_sum_before = 1000 * own.protected_sum_before + changes.protected_sum_before
    protected_sum_after = 1000 * own.protected_sum_after + changes.protected_sum_after
    before = average(sum_before, 1000 * divisor_before)
    after = average(sum_after, 1000 * months_after)
    protected_before = average(protected_sum_before, 1000 * divisor_before)
    protected_after = average(protected_sum_after, 1000 * months_after)
    lifted = changes.touched == 0 and own.months_before > 0 and before < cohort.minimum_average
    if lifted:
        before = cohort.minimum_average
    current = current_formula(
        exact_part(before, counted_before, cohort.current_before),
        exact_part(after, counted_after, cohort.current_after),
    )
    old_before = exact_part(protected_before, counted_before, cohort.protected_before)
    old_after = exact_part(protected_after, counted_after, cohort.protected_after)
    protected = protected_formula(old_before, old_after, cohort.protected_revision)
    special_level = special_level_formula(old_before, old_after, cohort.special_factor)
    own_counted = own.counted_before + FIFTEENTHS * own.months_after
    transitional = transitional_addition(
        cohort.unit_thousandths, cohort.flat_multiplier, own_counted, cohort.month_cap,
        cohort.full_amount, own.months_20_60, cohort.enrolment_months, subtrahend_rounded,
    )  # fmt: skip
    return CategoryPension(
        own.months_before,
        own.months_after,
        own.counted_before,
        own.months_20_60,
        divisor_before,
        round_to_yen(sum_before, 1000),
        round_to_yen(sum_after, 1000),
        round_to_yen(protected_sum_before, 1000),
        round_to_yen(protected_sum_after, 1000),
        before,
        after,
        protected_before,
        protected_after,
        1 if lifted else 0,
        current,
        protected,
        special_level,
        earnings_related(current, protected, special_level),
        transitional,
    )
