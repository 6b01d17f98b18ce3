"""The arithmetic of premiums, payment and withholding, compiled unchanged: the same yen as the plain run."""

import random

import numpy as np
import pytest

from nenkin.batch.compiled import compile_rule
from nenkin.law import payment, withholding
from nenkin.law.career import month_number
from nenkin.law.employees_pension import premium as employees
from nenkin.law.national_pension import back_payment, parental_exemption, premium
from nenkin.law.national_pension.prepayment import prepaid_amount

CHANCE = random.Random(20261124)
MONTHS = (month_number(1955, 1), month_number(2035, 12))

# Every rule with the range of each of its arguments.
RULES = [
    (premium.premium_amount, (0, 20_000), (900, 1_200)),
    (premium.monthly_premium, MONTHS, (240, 780)),
    (premium.amount_to_pay, (0, 30_000), (0, 4)),
    (premium.exempted_part, (0, 30_000), (0, 4)),
    (back_payment.back_payment, (0, 30_000), (0, 100)),
    (back_payment.needs_addition, MONTHS, MONTHS),
    (back_payment.last_month_to_pay, MONTHS),
    (parental_exemption.maternity_months, MONTHS, (0, 1)),
    (parental_exemption.child_raising_months, MONTHS, MONTHS, MONTHS),
    (employees.own_share, (0, 1_500_000), (0, 20_000)),
    (employees.whole_premium, (0, 1_500_000), (0, 20_000)),
    (employees.employers_share, (0, 1_500_000), (0, 20_000)),
    (employees.standard_bonus, (0, 5_000_000), (0, 1_500_000)),
    (payment.months_paid, MONTHS, MONTHS),
    (payment.months_stopped, MONTHS, MONTHS),
    (payment.payment_month, MONTHS),
    (payment.lapse_month, MONTHS),
    (payment.first_month_not_lapsed, MONTHS),
    (withholding.monthly_amount, (0, 2_000_000), (1, 6)),
    (withholding.basic_deduction, (0, 1_000_000), (0, 500), (0, 200_000), (0, 200_000)),
    (withholding.taxable_part, (0, 2_000_000), (0, 200_000), (0, 300_000), (1, 6)),
    (withholding.withheld_tax, (0, 2_000_000), (0, 20_000)),
    (withholding.after_flat_cut, (0, 100_000), (0, 100_000)),
]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule[0].__name__)
def test_a_rule_gives_the_same_compiled(rule):
    plain, *ranges = rule
    compiled = compile_rule(plain)
    for _ in range(500):
        arguments = [CHANCE.randint(*limits) for limits in ranges]
        assert compiled(*arguments) == plain(*arguments), arguments


def test_prepayments_are_exact_compiled():
    compiled = compile_rule(prepaid_amount)
    for _ in range(500):
        premiums = [10 * CHANCE.randint(0, 4_000) for _ in range(CHANCE.randint(1, 24))]
        shift = CHANCE.randint(0, 1)
        assert compiled(np.array(premiums), shift) == prepaid_amount(premiums, shift)


def test_payments_are_the_same_compiled():
    compiled = compile_rule(payment.payment_amount)
    for _ in range(500):
        yearly = [CHANCE.randint(0, 5_000_000) for _ in range(CHANCE.randint(1, 30))]
        first = CHANCE.randint(month_number(2014, 1), month_number(2030, 1))
        month = payment.payment_month(first + CHANCE.randint(0, 30))
        assert compiled(np.array(yearly), first, month) == payment.payment_amount(yearly, first, month)
