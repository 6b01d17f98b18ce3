"""在職老齢年金 (in-work suspension). EPI Act art. 46, art. 78-29; suppl. art. 11 until 2022-03.

b (基本月額) is a twelfth of the yearly pension, w (総報酬月額相当額, monthly total remuneration) the standard of the month and a twelfth of
the standard bonuses of that month and the eleven before. Both are kept in twelfths, so that nothing is rounded before
the yearly stop; `cut_first` cuts both to the yen first (the text leaves it open; it moves the stop by a few yen).

The pension that counts is the earnings-related part after early reduction, before 65 with the flat-rate part; never the
spouse and child addition (art. 46), the deferral increase (art. 46) or the transitional addition (Act No. 34 of 1985
suppl. art. 62). Members of a fund: with the substitute part. The basic pension is never suspended.
"""

from datetime import date
from functools import cache
from typing import NamedTuple

from nenkin.law.calendar import attain_month
from nenkin.law.career import month_number
from nenkin.law.rounding import round_to_yen
from nenkin.law.tables import in_force

AGE_65, AGE_70 = 780, 840
NO_SUSPENSION, ONE_RULE, UNDER_65_BEFORE_2022 = 0, 1, 2


class SuspensionRule(NamedTuple):
    """The rule of one month for one person; yen a month."""

    kind: int  # NO_SUSPENSION, ONE_RULE, UNDER_65_BEFORE_2022
    start_figure: int  # 支給停止調整開始額, only under 65 before 2022-04
    threshold: int  # 支給停止調整額; under 65 before 2022-04: 支給停止調整変更額


class Suspension(NamedTuple):
    """What is not paid of one pension while the month's pay lasts."""

    stop: int  # yen a year, at most the amount
    whole: bool  # everything is stopped, and with it the spouse and child addition


FourNumbers = tuple[int, int, int, int]  # by category, 第1号〜第4号
FourSuspensions = tuple[Suspension, Suspension, Suspension, Suspension]


def yearly_suspension(
    amount: int, standard: int, bonuses: int, threshold: int, cut_first: bool = False
) -> Suspension:
    """支給停止 of a single pension, from 2022-04 at every age, before that from 65. EPI Act art. 46 (1).

    `amount`: yen a year; `standard`: 標準報酬月額; `bonuses`: 標準賞与額 of the 12 months, yen together.
    Exactly the threshold stops nothing. The yearly stop is rounded half up (the order permits, practice unpublished).
    """
    return suspension(amount, standard, bonuses, SuspensionRule(ONE_RULE, 0, threshold), cut_first)


def suspension(
    amount: int, standard: int, bonuses: int, rule: SuspensionRule, cut_first: bool = False
) -> Suspension:
    """支給停止 of a single pension by the rule of the month."""
    return of_base(amount, round_to_yen(twice_the_base(amount, standard, bonuses, rule, cut_first), 2))


def split_suspension(
    amounts: FourNumbers, standard: int, bonuses: int, rule: SuspensionRule, cut_first: bool = False
) -> FourSuspensions:
    """支給停止 of several categories: tested on the sum, split in proportion to the amounts. EPI Act art. 78-29.

    An amount is 0 where no pension of the category has begun. Each part is rounded half up by itself (assumed, low), so
    the parts may differ from the stop of the sum by a yen or two. The art. is in force from 2015-10; before, each scheme
    had its own rule. Largest product: 2 × 5·10⁷ × 10⁷ < 2⁵⁰.
    """
    total = amounts[0] + amounts[1] + amounts[2] + amounts[3]
    twice = twice_the_base(total, standard, bonuses, rule, cut_first)
    return (
        of_base(amounts[0], _share(twice, amounts[0], total)),
        of_base(amounts[1], _share(twice, amounts[1], total)),
        of_base(amounts[2], _share(twice, amounts[2], total)),
        of_base(amounts[3], _share(twice, amounts[3], total)),
    )


def _share(twice: int, amount: int, total: int) -> int:
    return round_to_yen(twice * amount, 2 * total) if amount > 0 else 0


def of_base(amount: int, base: int) -> Suspension:
    """支給停止基準額 → what is stopped of an amount; a base of the amount or more stops the whole. Art. 46 (1) proviso."""
    return Suspension(min(base, amount), amount > 0 and base >= amount)


def twice_the_base(
    amount: int, standard: int, bonuses: int, rule: SuspensionRule, cut_first: bool = False
) -> int:
    """Twice the 支給停止基準額, yen a year, exact and not capped by the amount; 24 times the stop of a month."""
    pension, pay = amount, 12 * standard + bonuses
    if cut_first:
        pension, pay = amount // 12 * 12, 12 * (standard + bonuses // 12)
    if rule.kind == ONE_RULE:
        return twice_by_one_rule(pension, pay, 12 * rule.threshold)
    if rule.kind == UNDER_65_BEFORE_2022:
        return twice_under_65_before_2022(pension, pay, 12 * rule.start_figure, 12 * rule.threshold)
    return 0


def twice_by_one_rule(pension: int, pay: int, threshold: int) -> int:
    """w + b − 支給停止調整額, in twelfths (yen a year). EPI Act art. 46 (1), from 2022-04 at every age."""
    return max(0, pension + pay - threshold)


def twice_under_65_before_2022(pension: int, pay: int, start: int, change: int) -> int:
    """低在老: the five cases of suppl. art. 11 (1), under 65 from 2005-04 to 2022-03, in twelfths (yen a year)."""
    if pension + pay <= start:
        return 0
    beyond = 2 * max(0, pay - change)
    if pension <= start:
        return min(pay, change) + pension - start + beyond
    return min(pay, change) + beyond


def after_suspension(
    amount: int, suspended: Suspension, transitional: int, deferral_increase: int, addition: int
) -> int:
    """What is paid of an old-age employees' pension, yen a year: the addition falls away only with the whole pension."""
    return amount - suspended.stop + transitional + deferral_increase + (0 if suspended.whole else addition)


def suspension_applies(month: int, start: int, end: int, left_within_month: bool = False) -> bool:
    """Whether a spell of coverage [start, end) suspends a month: it must run on from an earlier month. Art. 46 (1).

    The month of entry is not suspended. `end` is the month of loss; who was still insured on a day of it (left before
    the last day of the month: `left_within_month`) is suspended in it too; who left on the last day of the month before
    is not. From 70, the same with the spell of employment (70歳以上の使用される者).
    """
    return start < month and (month < end or (left_within_month and month == end))


def bonuses_of_twelve_months(bonus_month: tuple[int, ...], bonus_amount: tuple[int, ...], month: int) -> int:
    """その月以前の1年間の標準賞与額の総額, yen: of this month and the eleven before, of every employer.

    Columns as in `Career` (thousand yen). Not in it: shares taken over in a divorce split (art. 78-11).
    """
    total = 0
    for place in range(len(bonus_month)):
        if month - 12 < bonus_month[place] <= month:
            total += bonus_amount[place]
    return 1000 * total


# The rule of a month, from the table.

FIRST_MONTH = month_number(2005, 4)  # before, a fifth was stopped while insured under 65: not computed here
ONE_RULE_FROM = date(2022, 4, 1)
FROM_70_SINCE = date(2007, 4, 1)
OLDER_FROM_70_SINCE = date(2015, 10, 1)  # those born until 1937-04-01
OLDER_UNTIL = date(1937, 4, 1).toordinal()


@cache
def suspension_rule(month: int, birth_date: int, as_of: date) -> SuspensionRule:
    """The rule for a month (month number) of a person, with the threshold known on `as_of` where the month is later.

    Under 65 means up to the month in which 65 is attained: the pension of that month is still the special one.

    Raises:
        LookupError: a month before 2005-04, or no threshold known for it.
    """
    if month < FIRST_MONTH:
        raise LookupError(
            f"in-work suspension is known from 2005-04, not for {month // 12}-{month % 12 + 1:02d}"
        )
    day = date(month // 12, month % 12 + 1, 1)
    since = OLDER_FROM_70_SINCE if birth_date <= OLDER_UNTIL else FROM_70_SINCE
    if month > attain_month(birth_date, AGE_70) and day < since:
        return SuspensionRule(NO_SUSPENSION, 0, 0)
    known = min(day, as_of)
    if day < ONE_RULE_FROM and month <= attain_month(birth_date, AGE_65):
        row = in_force("work_income_suspension_thresholds", known, age_group="under_65")
        return SuspensionRule(UNDER_65_BEFORE_2022, row["lower_threshold"], row["upper_threshold"])
    group = "all" if known >= ONE_RULE_FROM else "65_and_over"
    row = in_force("work_income_suspension_thresholds", known, age_group=group)
    return SuspensionRule(ONE_RULE, 0, row["upper_threshold"])
