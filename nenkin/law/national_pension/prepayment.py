"""保険料の前納 (prepayment). NP Act art. 93, Enforcement Order art. 7–9.

Exact to the last digit, although 1.04^(1/12) is irrational. Each discount factor (25/26)^(k/12) is kept as its first
132 decimals, cut, so that a computed total lies below the true one by less than 10⁻¹²⁶ yen (premiums up to a million
yen in all). Rounding to 10 yen asks only whether the total has reached a whole number of yen ending in 5. Write
y = (25/26)^(1/12). As 26/25 is no square and no cube of a fraction, y has degree 12 and 1, y, …, y¹¹ are independent
over the fractions: a total with any month discounted by other than whole years is irrational, so it never meets such
a number; a single month without discount is a whole number and its factor is exactly 1. Nor can it come close: the
product of the twelve conjugates of 676 × (total − number) times 26¹¹ is a whole number other than 0, and the eleven
other conjugates are below 1.4 × 10⁹ each, so that the distance is above 10⁻¹²⁰ yen. What the cut decimals decide is
therefore what the true total decides.
"""

from collections.abc import Sequence
from math import isqrt
from typing import NamedTuple

from nenkin.law.calendar import fiscal_year
from nenkin.law.career import month_number
from nenkin.law.dates import month_text
from nenkin.law.national_pension.premium import additional_premium_of, amount_to_pay_of
from nenkin.law.rounding import round_to_ten_yen

AT_THE_DUE_DATE, A_MONTH_LATER = (
    0,
    1,
)  # cash or card; direct debit (discounted to the month after): Order art. 8
LONGEST = 24  # months: to the end of the next fiscal year
LARGEST_TOTAL = 1_000_000  # yen: the bound of the proof above
FIRST_MONTH = month_number(2005, 4)  # the 4 % of Order art. 8 is not confirmed for earlier months
FROM_ANY_MONTH = month_number(2024, 4)  # to the end of the next fiscal year from any month [from memory]

PARTS, PART = 11, 10**12


def _cube_root(number: int) -> int:
    root = 1 << -(-number.bit_length() // 3)
    while True:
        better = (2 * root + number // (root * root)) // 3
        if better >= root:
            return root
        root = better


def _discount(months: int) -> tuple[int, ...]:
    """(25/26)^(months/12): the whole part and eleven parts of twelve decimals, cut."""
    factor = _cube_root(isqrt(isqrt(25**months * PART ** (12 * PARTS) // 26**months)))
    return tuple(factor // PART ** (PARTS - place) % PART for place in range(PARTS + 1))


DISCOUNTS = tuple(_discount(months) for months in range(LONGEST + 1))


class Plan(NamedTuple):
    """One pattern of prepayment that can begin in a month."""

    name: str  # as in `prepayment_amounts`, and rest_of_year, rest_of_next_year
    months: int
    at_the_due_date: bool  # by cash or card
    a_month_later: bool  # by direct debit


class Prepayment(NamedTuple):
    """What one prepayment costs, yen."""

    first_month: int
    months: int
    undiscounted: int
    amount: int
    discount: int


def prepaid_amount(premiums: Sequence[int], shift: int) -> int:
    """前納額 = Σ 保険料 / 1.04^((i + shift)/12) for i = 0, 1, 2 …, to 10 yen, 5 up. Order art. 8.

    `premiums`: yen, one for each month, at most 24 and a million yen in all; `shift`: AT_THE_DUE_DATE or
    A_MONTH_LATER. Largest product: 10⁶ × 10¹² < 2⁶³.
    """
    carried = 0
    for part in range(PARTS, 0, -1):
        for place in range(len(premiums)):
            carried += premiums[place] * DISCOUNTS[place + shift][part]
        carried //= PART
    for place in range(len(premiums)):
        carried += premiums[place] * DISCOUNTS[place + shift][0]
    return round_to_ten_yen(carried, 1)


def prepayment(
    first_month: int, months: int, shift: int, *, quarters_exempt: int = 0, additional: bool = False
) -> Prepayment:
    """前納 of consecutive months; each month counts with the premium of its own fiscal year. NP Act art. 93.

    `additional`: the 付加保険料 by itself; `quarters_exempt`: what is left to pay under a partial exemption.

    Raises:
        ValueError: not 1 to 24 months, or past the end of the next fiscal year.
        LookupError: the premium of a month is not set yet, or the months are before fiscal 2005.
    """
    if not 1 <= months <= LONGEST or fiscal_year(first_month + months - 1) > fiscal_year(first_month) + 1:
        raise ValueError(
            f"{months} months from {month_text(first_month)}: a prepayment covers 1 to {LONGEST} months, "
            "at most to the end of the next fiscal year"
        )
    if first_month < FIRST_MONTH:
        raise LookupError(
            f"no discount rate is known for a prepayment from {month_text(first_month)}; "
            f"4 % a year is known from {month_text(FIRST_MONTH)}"
        )
    covered = range(first_month, first_month + months)
    if additional:
        premiums = tuple(additional_premium_of(month) for month in covered)
    else:
        premiums = tuple(amount_to_pay_of(month, quarters_exempt) for month in covered)
    undiscounted, amount = sum(premiums), prepaid_amount(premiums, shift)
    return Prepayment(first_month, months, undiscounted, amount, undiscounted - amount)


def plans(first_month: int) -> tuple[Plan, ...]:
    """Every pattern of prepayment that can begin in a month, the shortest first (前納の種類).

    Half years begin in April and October, one and two years in April; two years by direct debit from fiscal 2014,
    by cash or card from fiscal 2017. The months left of this year or of the next can begin at any time.
    """
    left = 12 - (first_month - 3) % 12  # months to the end of the fiscal year
    found = [Plan("one_month_early", 1, False, True)]
    if left in (6, 12):
        found.append(Plan("half_year", 6, True, True))
    if left == 12:
        found.append(Plan("one_year", 12, True, True))
        if fiscal_year(first_month) >= 2014:
            found.append(Plan("two_years", 24, fiscal_year(first_month) >= 2017, True))
        return tuple(found)
    if left not in (1, 6):
        found.append(Plan("rest_of_year", left, True, first_month >= FROM_ANY_MONTH))
    if first_month >= FROM_ANY_MONTH:
        found.append(Plan("rest_of_next_year", left + 12, True, True))
    return tuple(found)
