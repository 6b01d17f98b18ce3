"""年金の支払: months paid, instalments, what is unpaid at death, lapse. NP Act art. 18–19, 102; EPI Act art. 36–37, 92.

A benefit's yearly amounts are given month by month; each benefit (basic, employees', transfer addition …) is paid and
rounded by itself. Payment months are the even ones since 1990-02, each for the two months before. Tax and premiums
that are withheld are not taken off here.
"""

from collections.abc import Collection, Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from nenkin.law.career import month_number
from nenkin.law.dates import business_day_before, first_day, month_text
from nenkin.law.rounding import cut_to_yen

PAYDAY = 15
BIMONTHLY_SINCE = month_number(1990, 2)
FRACTIONS_SINCE = month_number(2015, 10)  # the payments whose cut fractions are paid in February
FEBRUARY = 1  # place among the months of a year, January being 0
MONTHS_TO_LAPSE = 61  # 支払期月の翌月の初日から五年

# 未支給年金を受けるべき者の順位 (lived in one household with the deceased). NP Order art. 4-3-2, EPI Order art. 3-2.
CLAIMANTS = (
    "配偶者",
    "子",
    "父母",
    "孫",
    "祖父母",
    "兄弟姉妹",
    "その他の三親等内の親族",
)


class Payment(NamedTuple):
    """One instalment of one benefit."""

    month: int  # 支払期月
    day: date  # 支払日
    first_month: int  # the first and the last month it pays for
    last_month: int
    amount: int  # yen, the February addition included
    addition: int  # yen: fractions cut since the March before, in February only


def months_paid(right_month: int, end_month: int) -> tuple[int, int]:
    """支給期間, half-open: from the month after the right arises to the month in which it ends. NP Act art. 18 (1)."""
    return right_month + 1, max(end_month, right_month) + 1


def months_stopped(cause_month: int, end_month: int) -> tuple[int, int]:
    """支給停止の期間, half-open: from the month after the cause to the month in which it ends; none inside one month.

    NP Act art. 18 (2), EPI Act art. 36 (2).
    """
    return cause_month + 1, max(end_month, cause_month) + 1


def payment_month(month: int) -> int:
    """支払期月 of a month: the next even calendar month. NP Act art. 18 (3), EPI Act art. 36 (3)."""
    return month + 1 + month % 2


def two_months(yearly: Sequence[int], first: int, payment: int) -> int:
    """The yearly amounts of the two months before a payment month, added; yen in twelfths.

    `yearly[i]`: 年金額 in the month `first + i`, 0 where nothing is paid.
    """
    total = 0
    for month in range(payment - 2, payment):
        if first <= month < first + len(yearly):
            total += yearly[month - first]
    return total


def instalment(yearly: Sequence[int], first: int, payment: int) -> int:
    """支払額 of a payment month before the February addition, yen, cut. NP Act art. 18-2 (1), EPI Act art. 36-2 (1).

    Both months are added before the yen is cut, so that an amount that changes between them is cut once.
    """
    return cut_to_yen(two_months(yearly, first, payment), 12)


def february_addition(yearly: Sequence[int], first: int, payment: int) -> int:
    """二月期支払の加算: the fractions cut from the payments of March to February together, yen, cut.

    NP Act art. 18-2 (2), EPI Act art. 36-2 (2), from 2015-10. 0 in other payment months, and where February pays nothing.
    """
    if payment % 12 != FEBRUARY or two_months(yearly, first, payment) == 0:
        return 0
    fractions = 0
    for month in range(payment - 10, payment + 1, 2):
        if month >= FRACTIONS_SINCE:
            fractions += two_months(yearly, first, month) % 12
    return cut_to_yen(fractions, 12)


def payment_amount(yearly: Sequence[int], first: int, payment: int) -> int:
    """What a benefit pays in a payment month, yen."""
    return instalment(yearly, first, payment) + february_addition(yearly, first, payment)


def lapse_month(month: int) -> int:
    """The month from whose first day on the payment for `month` can no longer be claimed.

    Five years from the first day of the month after its payment month. NP Act art. 102 (1), EPI Act art. 92 (1).
    It does not run while the whole pension is stopped, nor for a record corrected later (年金時効特例法).
    """
    return payment_month(month) + MONTHS_TO_LAPSE


def first_month_not_lapsed(claim_month: int) -> int:
    """The earliest month that a claim made in `claim_month` still reaches."""
    earliest = claim_month - MONTHS_TO_LAPSE + 1  # the earliest payment month that has not lapsed
    return earliest - 2 + (earliest + 1) % 2


def payday(payment: int, holidays: Collection[date] = ()) -> date:
    """支払日: the 15th of the payment month, or the business day before it."""
    return business_day_before(first_day(payment).replace(day=PAYDAY), holidays)


def yearly_amounts(changes: Sequence[tuple[int, int]], end: int) -> tuple[int, ...]:
    """Month by month: (first month, 年金額) of each change, in order, up to but without the month `end`.

    Raises:
        ValueError: no change, changes out of order, or one at or after the end.
    """
    starts = [month for month, _ in changes] + [end]
    if not changes or any(a >= b for a, b in pairwise(starts)):
        raise ValueError(f"changes of the amount must be in order and before {month_text(end)}: {changes}")
    return tuple(
        amount
        for (month, amount), until in zip(changes, starts[1:], strict=True)
        for _ in range(month, until)
    )


def payments(
    changes: Sequence[tuple[int, int]], end: int, holidays: Collection[date] = ()
) -> tuple[Payment, ...]:
    """Every instalment of one benefit: (first month paid, 年金額) of each change, without the month `end`.

    Arrears are shown in the payment month they belong to, whenever they are really paid.

    Raises:
        ValueError: the changes are not in order.
        LookupError: a month was paid before 1990-02, when pensions were not yet paid every two months.
    """
    yearly, first = yearly_amounts(changes, end), changes[0][0]
    if payment_month(first) < BIMONTHLY_SINCE:
        raise LookupError(
            f"{month_text(first)} was paid before {month_text(BIMONTHLY_SINCE)}: the payment months of that time "
            "are not known"
        )
    found = []
    for month in range(payment_month(first), payment_month(end - 1) + 1, 2):
        addition = february_addition(yearly, first, month)
        amount = instalment(yearly, first, month) + addition
        if two_months(yearly, first, month):
            found.append(
                Payment(
                    month,
                    payday(month, holidays),
                    max(first, month - 2),
                    min(end, month) - 1,
                    amount,
                    addition,
                )
            )
    return tuple(found)


def unpaid_at_death(
    changes: Sequence[tuple[int, int]], death_month: int, last_paid: int, holidays: Collection[date] = ()
) -> tuple[Payment, ...]:
    """未支給年金: the instalments after the payment month `last_paid` (0: none was paid), to the month of death.

    NP Act art. 19, EPI Act art. 37; `CLAIMANTS` may claim them, in that order. Each instalment is cut as if it were
    paid in its month; a death before February leaves the cut fractions unpaid [both from memory].
    """
    alive = [change for change in changes if change[0] <= death_month]
    return (
        tuple(one for one in payments(alive, death_month + 1, holidays) if one.month > last_paid)
        if alive
        else ()
    )
