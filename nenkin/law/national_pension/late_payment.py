"""納期限と時効: paying a premium late. NP Act art. 91, 102 (4). No addition is asked; 延滞金 (art. 97) follows a formal
demand (督促) only and is not computed here."""

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from nenkin.law.career import SIGNS, Career
from nenkin.law.dates import business_day_after, last_day, month_of
from nenkin.law.national_pension.back_payment import is_employees_month
from nenkin.law.national_pension.premium import (
    HALF_EXEMPT,
    QUARTER_EXEMPT,
    THREE_QUARTERS_EXEMPT,
    amount_to_pay_of,
)

MONTHS_TO_DUE = 1  # 翌月末日
MONTHS_TO_LIMIT = 25  # two years after that [from memory: the day from which the two years are counted]

# The quarters already exempted of a month that is not paid; other signs leave nothing to pay at the plain price.
UNPAID_QUARTERS = {"*": 0, "X": 0, "ヒ": QUARTER_EXEMPT, "ア": HALF_EXEMPT, "チ": THREE_QUARTERS_EXEMPT}


class LatePayment(NamedTuple):
    """An unpaid month that can still be paid."""

    month: int
    quarters_exempt: int  # 0–3
    amount: int  # yen: the premium, or what an exemption leaves of it
    due: date  # 納期限
    last_day: date  # the last day before the claim lapses
    overdue: bool


def due_day(month: int, holidays: Collection[date] = ()) -> date:
    """納期限: the last day of the next month; the next business day where banks are closed. NP Act art. 91, 95."""
    return business_day_after(last_day(month + MONTHS_TO_DUE), holidays)


def last_day_to_pay(month: int, holidays: Collection[date] = ()) -> date:
    """The last day on which a month can be paid: the last day of the 25th month after it, or the next business day.

    NP Act art. 102 (4), Civil Code art. 142 for the closed day [from memory].
    """
    return business_day_after(last_day(month + MONTHS_TO_LIMIT), holidays)


def late_payable(career: Career, day: date, holidays: Collection[date] = ()) -> tuple[LatePayment, ...]:
    """納付できる未納の月 on a day, oldest first: unpaid months up to that of the day, not yet lapsed.

    Months of employees' coverage are none, nor is 第3号未納 (sign -), which needs a notification instead.

    Raises:
        LookupError: no premium is known for a month.
    """
    found = []
    for start, end, code in zip(career.status_start, career.status_end, career.status_code, strict=True):
        quarters = UNPAID_QUARTERS.get(SIGNS[code])
        if quarters is None:
            continue
        this = month_of(day)
        for month in range(max(start, this - MONTHS_TO_LIMIT - 1), min(end, this + 1)):
            last = last_day_to_pay(month, holidays)
            if last < day or is_employees_month(career, month):
                continue
            due = due_day(month, holidays)
            amount = amount_to_pay_of(month, quarters)
            found.append(LatePayment(month, quarters, amount, due, last, due < day))
    return tuple(found)
