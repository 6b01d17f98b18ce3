"""Operations of work and family: in-work suspension, deferral in work, transfer addition, break-even ages."""

from collections.abc import Callable
from fractions import Fraction

from nenkin.law.adjustment.break_even import break_even as meeting_of
from nenkin.law.adjustment.break_even import cumulative_total
from nenkin.law.adjustment.dependants import transfer_addition, transfer_addition_before_2015
from nenkin.law.adjustment.early import early_factor
from nenkin.law.adjustment.in_work import (
    AGE_65,
    ONE_RULE,
    UNDER_65_BEFORE_2022,
    SuspensionRule,
    after_suspension,
    suspension,
    twice_the_base,
    yearly_suspension,
)
from nenkin.law.adjustment.late import late_factor
from nenkin.law.adjustment.late_in_work import average_payment_rate, deferral_increase_in_work
from nenkin.law.rounding import cut_to_yen, round_to_yen
from nenkin.law.vectors.common import Figures, Unsupported, exact, number, thousandths

WHOLE = 1000  # a factor of 1, in thousandths


# One function for each operation; its name is the operation's.


def in_work(inputs: Figures) -> Figures:
    amount = (
        12 * number(inputs["base_monthly"]) if "base_monthly" in inputs else number(inputs["pension_annual"])
    )
    standard, bonuses = number(inputs.get("standard_monthly", 0)), number(inputs.get("bonus_12m", 0))
    rule = SuspensionRule(ONE_RULE, 0, number(inputs["threshold"]))
    twice = twice_the_base(amount, standard, bonuses, rule)
    suspended = suspension(amount, standard, bonuses, rule)
    stopped = min(twice, 2 * amount)
    total = after_suspension(
        amount, suspended, inputs.get("transitional", 0), 0, inputs.get("spouse_addition", 0)
    )
    return {
        "base_monthly": round_to_yen(amount, 12),
        "standard_stop_monthly": round_to_yen(twice, 24),
        "suspended_monthly": round_to_yen(stopped, 24),
        "payable_monthly": round_to_yen(2 * amount - stopped, 24),
        "payable_annual": amount - suspended.stop,
        "total_annual": total,
    }


def in_work_under65_old(inputs: Figures) -> Figures:
    amount = 12 * number(inputs["base_monthly"])
    rule = SuspensionRule(
        UNDER_65_BEFORE_2022, number(inputs["start_figure"]), number(inputs["change_figure"])
    )
    twice = twice_the_base(amount, number(inputs["total_pay"]), 0, rule)
    return {"payable_monthly": round_to_yen(max(0, 2 * amount - twice), 24)}


def defer_in_work(inputs: Figures) -> Figures:
    part, addition = number(inputs["proportional"]), number(inputs.get("transitional", 0))
    months = inputs["months"]
    stop = yearly_suspension(part, number(inputs["total_pay"]), 0, number(inputs["threshold"])).stop
    rate = average_payment_rate(part, stop * min(inputs["working_months"], months), months)
    increase = deferral_increase_in_work(part, addition, rate, thousandths(inputs["rate_per_month"]), months)
    return {
        "average_payment_rate": Fraction(rate.numerator, rate.denominator),
        "amount": part + addition + increase,
    }


def furikae(inputs: Figures) -> Figures:
    rules = {1: transfer_addition, 100: transfer_addition_before_2015}
    unit = inputs.get("unit", 1)
    if unit not in rules:
        raise Unsupported(f"a transfer addition rounded to {unit} yen")
    return {
        "amounts": [rules[unit](number(inputs["base"]), thousandths(ratio)) for ratio in inputs["ratios"]]
    }


def _factor(inputs: Figures) -> int:
    """What is paid of an amount from 65, thousandths; months before 65 are negative."""
    rate, months = thousandths(inputs["rate_per_month"]), inputs["months"]
    return late_factor(rate, months) if months > 0 else early_factor(rate, -months)


def break_even(inputs: Figures) -> Figures:
    starts = [(WHOLE, AGE_65), (_factor(inputs), AGE_65 + inputs["months"])]
    (earlier, earlier_start), (later, later_start) = sorted(starts, key=lambda start: start[1])
    meeting = meeting_of(earlier, earlier_start, later, later_start)
    months = round_to_yen(meeting.numerator, meeting.denominator)  # to the nearest month, as the source does
    return {"years": months // 12, "months": months % 12}


def cumulative(inputs: Figures) -> Figures:
    monthly = cut_to_yen(number(inputs["monthly"]) * _factor(inputs), WHOLE)
    return {"total": cumulative_total(monthly, AGE_65 + inputs["months"], 12 * inputs["to_age"])}


def total(inputs: Figures) -> Figures:
    return {"total": sum(exact(item) for item in inputs["items"])}


OPERATIONS: dict[str, Callable[[Figures], Figures]] = {
    "in_work": in_work,
    "in_work_under65_old": in_work_under65_old,
    "defer_in_work": defer_in_work,
    "furikae": furikae,
    "break_even": break_even,
    "cumulative": cumulative,
    "sum": total,
}
