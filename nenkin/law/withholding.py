"""公的年金等の源泉徴収 (income tax withheld from a public old-age pension). Income Tax Act art. 203-2 to 203-7.

A dated rule beside the pension law, not a part of it: from 2020 on, for the pensions paid by the Minister (art. 203-3 (1)),
not for what mutual-aid schemes and funds pay on top. Survivors' and disability pensions are not taxed (art. 9 (1) 3).
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from nenkin.law.calendar import attain_month
from nenkin.law.career import month_number
from nenkin.law.rounding import cut_to_yen
from nenkin.law.tables import Row, in_force, rows

STEP = 4  # the monthly amount is raised to a multiple of 4 yen, so that a quarter of it is whole yen
RATE_SCALE = 100_000  # a tax rate of 5.105 % is 5,105
PER_MILLE = 1000
AGE_65 = 12 * 65


class Withholding(NamedTuple):
    """The tax withheld from one payment, and what it was taken from; yen."""

    monthly_amount: int  # 公的年金等の月割額
    basic_deduction: int  # 基礎的控除額 a month
    personal_deduction: int  # 人的控除額 a month
    taxable: int  # 課税対象額
    tax: int  # 所得税及び復興特別所得税


def monthly_amount(payment: int, months: int) -> int:
    """公的年金等の月割額: the payment over its months, raised to a multiple of 4 yen. Income Tax Act Order art. 319-7 (1)."""
    return -(-payment // (STEP * months)) * STEP


def basic_deduction(monthly: int, rate: int, fixed: int, minimum: int) -> int:
    """基礎的控除額 a month = 月割額 × 25 % + a fixed amount, at least a minimum; yen. Income Tax Act art. 203-3 (1).

    `rate` in thousandths.
    """
    return max(cut_to_yen(monthly * rate, PER_MILLE) + fixed, minimum)


def taxable_part(payment: int, social_insurance: int, deduction: int, months: int) -> int:
    """課税対象額 = payment − premiums withheld from it − monthly deductions × months, yen. Art. 203-3, 203-5."""
    return max(0, payment - social_insurance - deduction * months)


def withheld_tax(taxable: int, rate: int) -> int:
    """源泉徴収税額 with the special tax for reconstruction, yen, cut. 423AC117 art. 28, 31.

    `rate` in hundred-thousandths; that both taxes are cut once together is [medium].
    """
    return cut_to_yen(taxable * rate, RATE_SCALE)


def settlement(taxes_anew: Sequence[int], withheld: Sequence[int]) -> int:
    """年末の精算, yen: the tax of the year's payments by the December rule less what was withheld; below 0: a refund.

    Only in a year whose December payment has deductions of its own: 2025 and 2026.
    """
    return sum(taxes_anew) - sum(withheld)


def after_flat_cut(tax: int, left: int) -> int:
    """定額減税 of 2024: the tax after the part of the cut that is still left, yen. Act on Special Measures art. 41-3-9."""
    return max(0, tax - left)


def is_65_or_over(birth_date: int, year: int) -> bool:
    """Whether 65 is attained by 31 December of the year. Act on Special Measures art. 41-15-3 (4)."""
    return attain_month(birth_date, AGE_65) <= month_number(year, 12)


def tax_rate(day: date) -> int:
    """所得税 5 % with the surtax of the day, hundred-thousandths: 5,105. Raises LookupError where no surtax is known."""
    surtax = in_force("income_tax_surtax", day)["rate_on_income_tax"]
    rates = {row["tax_rate"] for row in rows("pension_withholding_basic")}
    (rate,) = rates
    return int(rate * (1 + surtax) * RATE_SCALE)


def withholding(
    payment: int,
    months: int,
    paid: date,
    birth_date: int,
    annual_pension: int,
    social_insurance: int = 0,
    personal: Mapping[str, int] | None = None,
) -> Withholding:
    """源泉徴収 from a payment for `months` months made on a day.

    `annual_pension`: the yearly amount of the pension; `personal`: how many of each category of
    `pension_withholding_personal` the 扶養親族等申告書 declares; without it the basic part alone counts (since 2020).
    The minimum deductions of January to November 2026 are reckoned, not published [low].

    Raises:
        LookupError: the deductions of that day are not known, or a category is not.
    """
    row = _row(paid, is_65_or_over(birth_date, paid.year), annual_pension)
    monthly = monthly_amount(payment, months)
    if annual_pension < row["no_withholding_below"]:
        return Withholding(monthly, 0, 0, 0, 0)
    if row["minimum_per_month"] is None:
        raise LookupError(
            f"pension_withholding_basic: the monthly deductions for payments on {paid} are not known; "
            f"known is only that nothing is withheld below {row['no_withholding_below']:,} yen a year"
        )
    rate = int(row["rate_on_monthly_amount"] * PER_MILLE)
    basic = basic_deduction(monthly, rate, row["fixed_amount_per_month"], row["minimum_per_month"])
    own = sum(
        in_force("pension_withholding_personal", paid, category=category)["amount_per_month"] * number
        for category, number in (personal or {}).items()
    )
    taxable = taxable_part(payment, social_insurance, basic + own, months)
    return Withholding(monthly, basic, own, taxable, withheld_tax(taxable, tax_rate(paid)))


def flat_cut(paid: date, persons: int) -> int:
    """定額減税 of the year for so many persons, yen; 0 on days without one."""
    known = [row for row in rows("income_tax_flat_cut") if row["valid_from"] <= paid <= row["valid_to"]]
    per_person: int = sum(row["amount_per_person"] for row in known)
    return per_person * persons


def _row(paid: date, is_65: bool, annual_pension: int) -> Row:
    group = "65_and_over" if is_65 else "under_65"
    for row in rows("pension_withholding_basic", age_group=group):
        in_band = (row["annual_pension_from"] or 0) <= annual_pension and (
            row["annual_pension_to"] is None or annual_pension <= row["annual_pension_to"]
        )
        if row["valid_from"] <= paid and (row["valid_to"] is None or paid <= row["valid_to"]) and in_band:
            return row
    first = min(row["valid_from"] for row in rows("pension_withholding_basic"))
    raise LookupError(f"pension_withholding_basic: no deductions for {paid}; the table begins on {first}")
