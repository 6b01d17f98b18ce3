"""Operations of premiums and payment: partial exemption, prepayment, back payment, instalments."""

from collections.abc import Callable

from nenkin.law.career import month_number
from nenkin.law.national_pension.back_payment import back_payment as back_payment_due
from nenkin.law.national_pension.premium import (
    FULLY_EXEMPT,
    HALF_EXEMPT,
    QUARTER_EXEMPT,
    THREE_QUARTERS_EXEMPT,
    amount_to_pay,
    exempted_part,
)
from nenkin.law.national_pension.prepayment import DISCOUNTS, LARGEST_TOTAL, prepaid_amount
from nenkin.law.payment import instalment, payment_amount
from nenkin.law.vectors.common import Figures, Unsupported, number, thousandths

# A year of payments: those of April to February pay the months of one February to the next January.
FIRST_MONTH, APRIL, FEBRUARY = month_number(2019, 2), month_number(2019, 4), month_number(2020, 2)


# One function for each operation; its name is the operation's.


def partial_premium(inputs: Figures) -> Figures:
    full = number(inputs["full"])
    return {
        "pay_quarter": amount_to_pay(full, THREE_QUARTERS_EXEMPT),
        "pay_half": amount_to_pay(full, HALF_EXEMPT),
        "pay_three_quarters": amount_to_pay(full, QUARTER_EXEMPT),
    }


def prepay(inputs: Figures) -> Figures:
    premiums = [int(premium) for premium, months in inputs["premiums"] for _ in range(months)]
    if len(premiums) + inputs["shift"] > len(DISCOUNTS) or sum(premiums) > LARGEST_TOTAL:
        raise Unsupported(f"a prepayment of {len(premiums)} months and {sum(premiums):,} yen")
    pay = prepaid_amount(premiums, inputs["shift"])
    return {"pay": pay, "discount": sum(premiums) - pay}


def back_payment(inputs: Figures) -> Figures:
    premium, rate = number(inputs["premium"]), thousandths(inputs["surcharge"])
    return {
        name: back_payment_due(exempted_part(premium, quarters), rate)
        for name, quarters in (
            ("full", FULLY_EXEMPT),
            ("q3", THREE_QUARTERS_EXEMPT),
            ("half", HALF_EXEMPT),
            ("q1", QUARTER_EXEMPT),
        )
    }


def payments(inputs: Figures) -> Figures:
    benefits = [(amount,) * 12 for amount in inputs["annual_amounts"]]
    return {
        "regular": sum(instalment(yearly, FIRST_MONTH, APRIL) for yearly in benefits),
        "february": sum(payment_amount(yearly, FIRST_MONTH, FEBRUARY) for yearly in benefits),
    }


OPERATIONS: dict[str, Callable[[Figures], Figures]] = {
    "partial_premium": partial_premium,
    "prepay": prepay,
    "back_payment": back_payment,
    "payments": payments,
}
