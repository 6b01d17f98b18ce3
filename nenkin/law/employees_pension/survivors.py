"""遺族厚生年金 (employees' survivors' pension). EPI Act art. 58–68, Act No. 34 of 1985 suppl. art. 73; Act No. 74 of 2025 from 2028-04."""

from nenkin.law.employees_pension.combined import CombinedRecord, larger_part
from nenkin.law.parameters import EMPLOYEES, lowest, number, share, shares
from nenkin.law.rounding import round_to_hundred_yen, round_to_yen

SHARE = share(EMPLOYEES, "survivors_share")
FLOOR = number(EMPLOYEES, "survivors_month_floor")
OF_SURVIVORS = share(EMPLOYEES, "survivors_share_at_65")
OF_OWN = share(EMPLOYEES, "own_share_at_65")
WIDOW_SHARE = share(EMPLOYEES, "widow_addition_share")
WIDOW_MONTHS = number(EMPLOYEES, "widow_addition_months")
WIDOW_AGE = 12 * number(EMPLOYEES, "widow_addition_first_age")
HUSBAND_AGE = 12 * number(EMPLOYEES, "husband_least_age")
HUSBAND_PAID_AGE = 12 * number(EMPLOYEES, "husband_first_paid_age")
FIXED_TERM = 12 * number(EMPLOYEES, "fixed_term_years")
FIXED_TERM_AGE, FIXED_TERM_AGE_FROM_2028 = (12 * age.numerator for age in shares(EMPLOYEES, "fixed_term_age"))
FIXED_TERM_ADDITION = share(EMPLOYEES, "fixed_term_addition_share")
# 3/4 and the addition of 1/4 are shares of the same part: rounded together.
FIXED_TERM_SHARE = lowest(
    SHARE.numerator * FIXED_TERM_ADDITION.denominator + FIXED_TERM_ADDITION.numerator * SHARE.denominator,
    SHARE.denominator * FIXED_TERM_ADDITION.denominator,
)


def survivors_employees(record: CombinedRecord, protected_revision: int, short: bool) -> int:
    """遺族厚生年金の年額 = 報酬比例 × 3/4, yen; the short type counts at least 300 months. EPI Act art. 60 (1).

    One rounding at the end, after × 300 ÷ months and × 3/4.
    """
    floor = FLOOR if short else 0
    return larger_part(record, protected_revision, floor, SHARE.numerator, SHARE.denominator)


def survivors_fixed_term(record: CombinedRecord, protected_revision: int, short: bool) -> int:
    """遺族厚生年金 with 有期給付加算 (1/4 of 報酬比例), yen a year, from 2028-04. Act No. 74 of 2025; medium confidence."""
    floor = FLOOR if short else 0
    return larger_part(
        record, protected_revision, floor, FIXED_TERM_SHARE.numerator, FIXED_TERM_SHARE.denominator
    )


def at_65_exact(three_quarters: int, own: int) -> tuple[int, int]:
    """The entitlement of a spouse with an own old-age employees' pension, exact: numerator, denominator. Art. 60 (1).

    The larger of 3/4 of the deceased's part, and 2/3 of that + 1/2 of the own pension.
    """
    denominator = OF_SURVIVORS.denominator * OF_OWN.denominator
    mixed = three_quarters * OF_SURVIVORS.numerator * OF_OWN.denominator
    mixed += own * OF_OWN.numerator * OF_SURVIVORS.denominator
    return max(three_quarters * denominator, mixed), denominator


def survivors_at_65(three_quarters: int, own: int) -> int:
    """遺族厚生年金 of a spouse from 65, the own pension included, yen a year. EPI Act art. 60 (1) item 2.

    `own`: 老齢厚生年金 of the survivor without the spouse addition.
    """
    numerator, denominator = at_65_exact(three_quarters, own)
    return round_to_yen(numerator, denominator)


def paid_on_top(three_quarters: int, own: int) -> int:
    """What is paid of it beside the own pension, which is paid in full, yen a year. EPI Act art. 64-2."""
    numerator, denominator = at_65_exact(three_quarters, own)
    return round_to_yen(max(0, numerator - own * denominator), denominator)


def widow_addition(full: int) -> int:
    """中高齢寡婦加算 = 満額 × 3/4, yen a year, to 100 yen. EPI Act art. 62 (1). `full`: 満額 by the age of the widow."""
    return round_to_hundred_yen(full * WIDOW_SHARE.numerator, WIDOW_SHARE.denominator)


def transitional_widow_addition(full: int, numerator: int, denominator: int) -> int:
    """経過的寡婦加算, yen a year: widows from 65, born until 1956-04-01. Act No. 34 of 1985 suppl. art. 73.

    中高齢寡婦加算 less the basic pension she can have reached since 1986 (満額 × the share of her birth, to the yen).
    """
    return max(0, widow_addition(full) - round_to_yen(full * numerator, denominator))
