"""保険料の追納 (back payment of exempted premiums). NP Act art. 94, Enforcement Order art. 10."""

from datetime import date
from typing import NamedTuple

from nenkin.law.calendar import fiscal_year
from nenkin.law.career import SIGNS, Career
from nenkin.law.dates import month_of, month_text
from nenkin.law.national_pension.month_status import (
    CLASS_FULL,
    CLASS_HALF,
    CLASS_NONE,
    CLASS_OF_STATUS,
    CLASS_QUARTER,
    CLASS_THREE_QUARTERS,
    QUALIFYING,
    QUALIFYING_OF_STATUS,
)
from nenkin.law.national_pension.premium import (
    FULLY_EXEMPT,
    HALF_EXEMPT,
    QUARTER_EXEMPT,
    THREE_QUARTERS_EXEMPT,
    exempted_part_of,
)
from nenkin.law.rounding import round_to_ten_yen
from nenkin.law.tables import find, rows

PER_MILLE = 1000
MONTHS_BACK = 120  # 承認の日の属する月前十年以内
FREE_YEARS = 2  # no addition for months of the fiscal year of payment and of the two years before
MARCH = 2  # place of March among the months of a year, January being 0

_QUARTERS_OF_CLASS = {
    CLASS_QUARTER: QUARTER_EXEMPT,
    CLASS_HALF: HALF_EXEMPT,
    CLASS_THREE_QUARTERS: THREE_QUARTERS_EXEMPT,
    CLASS_FULL: FULLY_EXEMPT,
}
# 学生納付特例・納付猶予: months that qualify without counting for the amount.
DEFERRED_STATUS = tuple(
    CLASS_OF_STATUS[code] == CLASS_NONE and QUALIFYING_OF_STATUS[code] == QUALIFYING
    for code in range(len(SIGNS))
)
# The quarters that a status leaves exempted, and which can still be paid; 0: none.
PAYABLE_QUARTERS = tuple(
    FULLY_EXEMPT if DEFERRED_STATUS[code] else _QUARTERS_OF_CLASS.get(CLASS_OF_STATUS[code], 0)
    for code in range(len(SIGNS))
)


class BackPayment(NamedTuple):
    """What one exempted month costs when it is paid now; yen."""

    month: int
    quarters_exempt: int  # 1–4
    deferred: bool  # 学生納付特例・納付猶予
    exempted: int  # 免除された額
    addition_rate: int  # 加算率, thousandths
    addition: int  # 加算額
    due: int  # 追納額
    last_month: int  # the last month in which it can be paid


def back_payment_addition(exempted: int, addition_rate: int) -> int:
    """追納加算額 = 免除された額 × 加算率, yen, to 10 yen, 5 up. Order art. 10. `addition_rate` in thousandths."""
    return round_to_ten_yen(exempted * addition_rate, PER_MILLE)


def back_payment(exempted: int, addition_rate: int) -> int:
    """追納すべき額 = 免除された額 + 加算額, yen. NP Act art. 94 (3). `addition_rate` in thousandths."""
    return exempted + back_payment_addition(exempted, addition_rate)


def needs_addition(month: int, paid: int) -> bool:
    """Whether paying `month` in the month `paid` costs an addition: from the third fiscal year after its own.

    A month of March, which falls due in the next fiscal year, is still free in the April two years later.
    Order art. 10.
    """
    if month % 12 == MARCH and paid == month + 25:
        return False
    return fiscal_year(paid) - fiscal_year(month) > FREE_YEARS


def last_month_to_pay(month: int) -> int:
    """The last month in which `month` can be paid back: ten years later. NP Act art. 94 (1)."""
    return month + MONTHS_BACK


def addition_rate(month: int, paid: int) -> int:
    """追納加算率 for `month` paid in the month `paid`, thousandths. Order art. 10, rewritten every April.

    Raises:
        LookupError: the table has no rates for the fiscal year of payment.
    """
    if not needs_addition(month, paid):
        return 0
    known = rows("back_payment_addition_rates", payment_fiscal_year=fiscal_year(paid))
    if not known:
        years = [row["payment_fiscal_year"] for row in rows("back_payment_addition_rates")]
        raise LookupError(
            f"back_payment_addition_rates: no rates for payments in fiscal {fiscal_year(paid)}; "
            f"the table covers payments in fiscal {min(years)} to {max(years)}"
        )
    row = find(
        "back_payment_addition_rates",
        payment_fiscal_year=fiscal_year(paid),
        month_fiscal_year=fiscal_year(month),
    )
    return int(row["addition_rate"] * PER_MILLE)


def back_payment_of(month: int, quarters_exempt: int, paid: int, *, deferred: bool = False) -> BackPayment:
    """What an exempted month costs when it is paid back in the month `paid`.

    Raises:
        ValueError: the month is not within the ten years before the month of payment.
        LookupError: a table has no entry for it.
    """
    if not paid - MONTHS_BACK <= month < paid:
        raise ValueError(
            f"{month_text(month)} cannot be paid back in {month_text(paid)}: only months within the ten years "
            f"before can, {month_text(paid - MONTHS_BACK)} to {month_text(paid - 1)}"
        )
    exempted = exempted_part_of(month, quarters_exempt)
    rate = addition_rate(month, paid)
    return BackPayment(
        month,
        quarters_exempt,
        deferred,
        exempted,
        rate,
        back_payment_addition(exempted, rate),
        back_payment(exempted, rate),
        last_month_to_pay(month),
    )


def back_payable(
    career: Career, day: date, *, has_old_age_right: bool = False, oldest_first: bool = False
) -> tuple[BackPayment, ...]:
    """追納できる月 on a day, in the order in which they have to be paid. NP Act art. 94 (1)–(2).

    Students' and deferred months come before exempt ones, each kind from the oldest month on. `oldest_first`: the
    choice of the proviso, exempt months older than a deferred one before it: plain order of time. Nobody with the
    right to the old-age basic pension can pay back. A partly exempted month counts only with its remainder paid;
    the signs of the record say so. That deferred months rank with students' months is [from memory].
    """
    if has_old_age_right:
        return ()
    paid = month_of(day)
    found = [
        back_payment_of(month, PAYABLE_QUARTERS[code], paid, deferred=DEFERRED_STATUS[code])
        for start, end, code in zip(career.status_start, career.status_end, career.status_code, strict=True)
        if PAYABLE_QUARTERS[code]
        for month in range(max(start, paid - MONTHS_BACK), min(end, paid))
        if not is_employees_month(career, month)
    ]
    return tuple(sorted(found, key=lambda one: (not (one.deferred or oldest_first), one.month)))


def is_employees_month(career: Career, month: int) -> bool:
    """Whether employees' coverage takes the month, whatever its 国民年金 status says. NP Act art. 5, 7."""
    return any(
        start <= month < end for start, end in zip(career.coverage_start, career.coverage_end, strict=True)
    )
