"""The operations of disability, survivors' and withdrawal benefits."""

from collections.abc import Callable
from fractions import Fraction

from nenkin.law.employees_pension.combined import CombinedRecord
from nenkin.law.employees_pension.disability import disability_employees
from nenkin.law.employees_pension.earnings import FIFTEENTHS
from nenkin.law.employees_pension.old_age import exact_part
from nenkin.law.employees_pension.survivors import paid_on_top, survivors_at_65
from nenkin.law.employees_pension.withdrawal import (
    OCTOBER_RATES,
    TENTHS,
    payment_rate,
    withdrawal_employees,
)
from nenkin.law.national_pension.withdrawal import withdrawal_national
from nenkin.law.vectors.common import Figures, Unsupported, number, thousandths


def record_of(parts: list[Figures]) -> CombinedRecord:
    """A record of averages and multipliers as printed; only the current formula is asked."""
    counted = sum(FIFTEENTHS * number(part["months"]) for part in parts)
    exact = sum(
        exact_part(
            number(part["average"]), FIFTEENTHS * number(part["months"]), thousandths(part["permille"])
        )
        for part in parts
    )
    return CombinedRecord(0, 0, counted, 0, 0, 0, 0, 0, exact, 0)


# One function for each operation; its name is the operation's.


def disability(inputs: Figures) -> Figures:
    record, grade = record_of(inputs["parts"]), inputs["grade"]
    if grade not in (1, 2, 3):
        raise Unsupported(f"a disability pension of grade {grade}")
    minimum = number(inputs["minimum"]) if grade == 3 else 0
    amount = disability_employees(record, 1000, grade, minimum)
    return {"amount": amount}


def survivor_65(inputs: Figures) -> Figures:
    three_quarters, own = number(inputs["three_quarters"]), number(inputs["own_pension"])
    return {
        "entitlement": survivors_at_65(three_quarters, own),
        "paid_on_top": paid_on_top(three_quarters, own),
    }


def withdrawal_np(inputs: Figures) -> Figures:
    return {"amount": withdrawal_national(number(inputs["premium"]), inputs["factor"])}


def withdrawal_epi(inputs: Figures) -> Figures:
    rates = [payment_rate(OCTOBER_RATES[-1], factor) for factor in inputs["factors"]]
    figures: Figures = {"multipliers": [Fraction(rate, TENTHS) for rate in rates]}
    if "average" in inputs:
        figures["amounts"] = [withdrawal_employees(number(inputs["average"]), rate) for rate in rates]
    return figures


def total(inputs: Figures) -> Figures:
    return {"total": sum(number(item) for item in inputs["items"])}


OPERATIONS: dict[str, Callable[[Figures], Figures]] = {
    "disability": disability,
    "survivor_65": survivor_65,
    "withdrawal_np": withdrawal_np,
    "withdrawal_epi": withdrawal_epi,
    "sum": total,
}
