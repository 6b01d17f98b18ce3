"""The old-age pension's operations: months, rates, basic and employees' pension, early and late receipt."""

from collections.abc import Callable
from datetime import date
from fractions import Fraction

from nenkin.law.adjustment.early import early_factor, early_reduction
from nenkin.law.adjustment.late import deferral_increase, late_factor
from nenkin.law.adjustment.revision import next_rate
from nenkin.law.calendar import attain_month
from nenkin.law.employees_pension.earnings import FIFTEENTHS
from nenkin.law.employees_pension.flat_rate import flat_rate_part, transitional_addition
from nenkin.law.employees_pension.old_age import (
    SCALE,
    current_formula,
    earnings_related,
    exact_part,
    protected_formula,
)
from nenkin.law.employees_pension.special_old_age import (
    EARNINGS_RELATED,
    FLAT_RATE,
    MEN_AND_OTHERS,
    WOMEN,
    start_age_of_birth,
)
from nenkin.law.employees_pension.standard_remuneration import standard_remuneration
from nenkin.law.national_pension.additional_pension import additional_pension
from nenkin.law.national_pension.old_age_basic import (
    MONTH,
    MonthsByClass,
    credited_months,
    old_age_basic,
)
from nenkin.law.rounding import (
    cut_to_yen,
    round_to_yen,
)
from nenkin.law.vectors.common import (
    Figures,
    day_number,
    exact,
    month,
    month_text,
    number,
    rounded,
    thousandths,
)

CLASS_KEYS = (
    "paid",
    "q1_post",
    "q1_pre",
    "half_post",
    "half_pre",
    "q3_post",
    "q3_pre",
    "full_post",
    "full_pre",
)
ADDITIONAL_BENEFIT = 200


def _part(part: Figures) -> int:
    return exact_part(
        number(part["average"]), FIFTEENTHS * number(part["months"]), thousandths(part["permille"])
    )


# One function for each operation; its name is the operation's.


def statutory_amount(inputs: Figures) -> Figures:
    return {
        "amount": rounded(number(inputs["base"]) * thousandths(inputs["rate"]), 1000, inputs.get("unit", 100))
    }


def rate_chain(inputs: Figures) -> Figures:
    return {"rate": Fraction(next_rate(thousandths(inputs["previous"]), thousandths(inputs["factor"])), 1000)}


def attain(inputs: Figures) -> Figures:
    months = [attain_month(day_number(birth), 12 * inputs["age"]) for birth in inputs["births"]]
    return {"months": [month_text(month) for month in months]}


def window(inputs: Figures) -> Figures:
    figures: Figures = {}
    if "birth" in inputs:
        birth = day_number(inputs["birth"])
        first, end = attain_month(birth, 240), attain_month(birth, 720)
        figures["window_from"] = month_text(first)
        figures["window_to"] = month_text(end - 1)
        figures["window_months"] = end - first
    for name, (first_month, last_month) in inputs.get("spans", {}).items():
        figures[name] = month(last_month) + 1 - month(first_month)
    if "early_claim_month" in inputs:
        figures["early_months"] = attain_month(day_number(inputs["birth"]), 780) - month(
            inputs["early_claim_month"]
        )
    return figures


def start_age(inputs: Figures) -> Figures:
    member_type = WOMEN if inputs["sex"] == "F" else MEN_AND_OTHERS
    part = EARNINGS_RELATED if inputs["part"] == "proportional" else FLAT_RATE
    return {
        "ages": [
            start_age_of_birth(member_type, part, date.fromisoformat(birth)) for birth in inputs["births"]
        ]
    }


def _credited(inputs: Figures) -> tuple[int, int]:
    enrolment_months = inputs.get("possible_months", 480)
    months = MonthsByClass(*(number(inputs.get(key, 0)) for key in CLASS_KEYS))
    return credited_months(months, enrolment_months), enrolment_months


def credited_months_of(inputs: Figures) -> Figures:
    return {"credited_months": Fraction(_credited(inputs)[0], MONTH)}


def basic(inputs: Figures) -> Figures:
    credited, enrolment_months = _credited(inputs)
    amount = old_age_basic(number(inputs["full"]), credited, enrolment_months, inputs.get("unit", 1))
    figures = {"basic": amount}
    if "fuka_months" in inputs:
        figures["fuka"] = additional_pension(inputs["fuka_months"], ADDITIONAL_BENEFIT)
        figures["total"] = amount + figures["fuka"]
    return figures


def proportional(inputs: Figures) -> Figures:
    parts = [_part(part) for part in inputs["parts"]]
    amount = Fraction(sum(parts), SCALE)
    for multiplier in inputs.get("multipliers", []):
        amount *= exact(multiplier)
    months = sum(number(part["months"]) for part in inputs["parts"])
    if "floor_months" in inputs and months < inputs["floor_months"]:
        amount = amount * inputs["floor_months"] / months
    if "share" in inputs:
        amount *= exact(inputs["share"])
    unit = int(inputs.get("unit", 1))
    figures = {"amount": rounded(amount.numerator, amount.denominator, unit)}
    if "plus" in inputs:
        total = amount + exact(inputs["plus"])
        figures["total"] = rounded(total.numerator, total.denominator, int(inputs.get("total_unit", unit)))
    return figures


def reevaluated(inputs: Figures) -> Figures:
    return {"amount": round_to_yen(number(inputs["amount"]) * thousandths(inputs["rate"]), 1000)}


def employees(inputs: Figures) -> Figures:
    current = current_formula(sum(_part(part) for part in inputs["current"]), 0)
    rate = thousandths(inputs["guarantee_rate"])
    protected = protected_formula(sum(_part(part) for part in inputs["guarantee"]), 0, rate)
    part = earnings_related(current, protected, 0)
    addition = transitional(inputs["transitional"])["amount"] if "transitional" in inputs else 0
    return {
        "current": current,
        "guarantee": protected,
        "proportional": part,
        "transitional": addition,
        "total": part + addition,
    }


def transitional(inputs: Figures) -> Figures:
    return {
        "amount": transitional_addition(
            1000 * number(inputs["unit_price"]),
            1000,
            FIFTEENTHS * number(inputs["months"]),
            inputs.get("cap", 480),
            number(inputs["full"]),
            number(inputs["months_20_60"]),
            inputs.get("possible_months", 480),
            bool(inputs.get("subtrahend_rounded")),
        )
    }


def flat_part(inputs: Figures) -> Figures:
    return {
        "amount": flat_rate_part(
            1000 * number(inputs["unit_price"]),
            thousandths(inputs.get("multiplier", 1)),
            FIFTEENTHS * number(inputs["months"]),
            inputs.get("cap", 480),
        )
    }


def early_late(inputs: Figures) -> Figures:
    unit = inputs.get("unit", 1)
    figures, total = {}, 0
    for component in inputs["components"]:
        amount, months = component["amount"], component["months"]
        rate = thousandths(component["rate_per_month"])
        change = (
            deferral_increase(amount, rate, months, unit)
            if months > 0
            else -early_reduction(amount, rate, -months, unit)
        )
        figures[component["name"]] = amount + change
        total += amount + change
    return figures | {"total": total}


def factor(inputs: Figures) -> Figures:
    rate, months = thousandths(inputs["rate_per_month"]), inputs["months"]
    changed = late_factor(rate, months) if months > 0 else early_factor(rate, -months)
    figures: Figures = {"factor": Fraction(changed, 1000)}
    if "monthly" in inputs:
        figures["monthly"] = cut_to_yen(number(inputs["monthly"]) * changed, 1000)
    if "annual" in inputs:
        figures["annual"] = rounded(number(inputs["annual"]) * changed, 1000, inputs.get("unit", 1))
    return figures


def rate_row(inputs: Figures) -> Figures:
    rate = thousandths(inputs["rate_per_month"])
    percent = []
    for place in range(inputs["count"]):
        months = 12 * inputs["age"] + place - 780
        changed = late_factor(rate, months) - 1000 if months > 0 else 1000 - early_factor(rate, -months)
        percent.append(Fraction(changed, 10))
    return {"percent": percent}


def model_household(inputs: Figures) -> Figures:
    average = exact(inputs["average"]) * exact(inputs["revaluation"])
    part = exact_part(number(average), FIFTEENTHS * number(inputs["months"]), 5_481)
    basic_monthly = cut_to_yen(number(inputs["full"]), 12)
    proportional_monthly = cut_to_yen(current_formula(0, part), 12)
    return {
        "basic_monthly": basic_monthly,
        "proportional_monthly": proportional_monthly,
        "total_monthly": 2 * basic_monthly + proportional_monthly,
    }


def lifecourse(inputs: Figures) -> Figures:
    average = exact(inputs["average"]) * exact(inputs["revaluation"])
    part = exact_part(number(average), FIFTEENTHS * 12 * number(inputs["years"]), 5_481)
    return {"employees_monthly": cut_to_yen(part, 12 * SCALE)}


def grade(inputs: Figures) -> Figures:
    year = inputs["_fiscal_year"] or 2026
    return {"standards": [standard_remuneration(number(wage), date(year, 10, 1)) for wage in inputs["wages"]]}


OPERATIONS: dict[str, Callable[[Figures], Figures]] = {
    "statutory_amount": statutory_amount,
    "rate_chain": rate_chain,
    "attain": attain,
    "window": window,
    "start_age": start_age,
    "credited_months": credited_months_of,
    "basic": basic,
    "proportional": proportional,
    "reevaluated": reevaluated,
    "employees": employees,
    "transitional": transitional,
    "flat_part": flat_part,
    "early_late": early_late,
    "factor": factor,
    "rate_row": rate_row,
    "model_household": model_household,
    "lifecourse": lifecourse,
    "grade": grade,
}
