"""Work and family: the rules of suspension, deferral in work, additions and break-even agree compiled and plain."""

import random

import numpy as np
import pytest

from nenkin.batch.compiled import compile_rule
from nenkin.law.adjustment import break_even, dependants, employment_insurance, in_work, late_in_work

ROUNDS = 300
RULES = (
    in_work.SuspensionRule(in_work.NO_SUSPENSION, 0, 0),
    in_work.SuspensionRule(in_work.ONE_RULE, 0, 650_000),
    in_work.SuspensionRule(in_work.UNDER_65_BEFORE_2022, 280_000, 470_000),
)
ADDITIONS = dependants.AdditionRule(243_800, 179_900, 243_800, 81_300, 240, 240)
CONTINUED = employment_insurance.ContinuedEmploymentRule(6, 61, 75)
MONTH = 24_316


def pay(rng):
    return 1000 * rng.randrange(88, 651), 1000 * rng.randrange(0, 18_000)


def suspension(rng):
    return rng.randrange(0, 5_000_000), *pay(rng), rng.choice(RULES), rng.random() < 0.3


def yearly_suspension(rng):
    return rng.randrange(0, 5_000_000), *pay(rng), 650_000, rng.random() < 0.3


def split_suspension(rng):
    amounts = tuple(rng.choice((0, rng.randrange(0, 3_000_000))) for _ in range(4))
    return amounts, *pay(rng), rng.choice(RULES), rng.random() < 0.3


def after_suspension(rng):
    stopped = in_work.Suspension(rng.randrange(0, 900_000), rng.random() < 0.5)
    return 900_000, stopped, rng.randrange(0, 90_000), rng.randrange(0, 90_000), 423_700


def suspension_applies(rng):
    return MONTH, MONTH - rng.randrange(0, 3), MONTH + rng.randrange(0, 3), rng.random() < 0.5


def bonuses_of_twelve_months(rng):
    months = np.array(sorted(rng.randrange(MONTH - 30, MONTH + 3) for _ in range(9)))
    return months, np.array([rng.randrange(0, 1500) for _ in range(9)]), MONTH


def average_payment_rate(rng):
    part, months = rng.randrange(0, 3_000_000), rng.randrange(0, 121)
    return part, rng.randrange(0, part * months + 1), months


def deferral_increase_in_work(rng):
    part, months = rng.randrange(1, 9_999_999), rng.randrange(12, 121)
    rate = late_in_work.average_payment_rate(part, rng.randrange(0, part * months + 1), months)
    return rng.randrange(0, 9_999_999), rng.randrange(0, 800_000), rate, 7, months


def deferral_increase_over_years(rng):
    amounts = [rng.randrange(1, 9_999_999) for _ in range(rng.randrange(9, 13))]
    kept = [rng.randrange(0, 12 * amount + 1) for amount in amounts]
    return (
        rng.randrange(0, 9_999_999),
        rng.randrange(0, 800_000),
        np.array(kept),
        np.array(amounts),
        12 * len(amounts),
        7,
    )


def continued_employment_stop(rng):
    return (
        1000 * rng.randrange(88, 500),
        rng.randrange(100_000, 600_000),
        rng.randrange(300_000, 400_000),
        CONTINUED,
    )


def with_continued_employment(rng):
    return (
        rng.randrange(0, 900_000),
        in_work.Suspension(rng.randrange(0, 900_000), False),
        rng.randrange(0, 200_000),
    )


def unemployment_benefit_stops(rng):
    return (
        MONTH,
        MONTH - rng.randrange(0, 3),
        MONTH + rng.randrange(-1, 3),
        rng.randrange(0, 31),
        rng.random() < 0.3,
    )


def months_released(rng):
    return rng.randrange(0, 12), rng.randrange(0, 331)


def spouse_addition(rng):
    spouse = dependants.SpouseMonths(*(MONTH + rng.randrange(-9, 60) for _ in range(5)))
    return ADDITIONS, rng.randrange(230, 250), MONTH - rng.randrange(-2, 9), spouse, MONTH, rng.random() < 0.2


def child_addition(rng):
    return ADDITIONS, rng.randrange(230, 250), rng.randrange(0, 6), rng.random() < 0.2


def children_counted(rng):
    first = np.array([MONTH + rng.randrange(-20, 9) for _ in range(9)])
    return first, first + rng.randrange(0, 40), MONTH - rng.randrange(0, 9), MONTH


def last_month_of_child(rng):
    return rng.randrange(700_000, 760_000), rng.random() < 0.3


def transfer_addition(rng):
    return rng.randrange(220_000, 260_000), rng.randrange(0, 1001)


def transfer_addition_from(rng):
    return tuple(MONTH + rng.randrange(0, 60) for _ in range(3))


def transfer_addition_paid(rng):
    return 16_335, MONTH, MONTH + rng.randrange(-2, 2), MONTH + rng.randrange(-2, 3)


def meeting_of(rng):
    return rng.randrange(1, 10**7), rng.randrange(720, 800), rng.randrange(1, 10**7), rng.randrange(800, 901)


def first_month_not_behind(rng):
    return (break_even.break_even(*meeting_of(rng)),)


def catch_up_place(rng):
    return tuple(np.array([rng.randrange(0, 9) for _ in range(40)]) for _ in range(2))


def cumulative_total(rng):
    return rng.randrange(0, 10**7), rng.randrange(720, 900), rng.randrange(700, 1300)


CASES = [
    (in_work.suspension, suspension),
    (in_work.yearly_suspension, yearly_suspension),
    (in_work.split_suspension, split_suspension),
    (in_work.after_suspension, after_suspension),
    (in_work.suspension_applies, suspension_applies),
    (in_work.bonuses_of_twelve_months, bonuses_of_twelve_months),
    (late_in_work.average_payment_rate, average_payment_rate),
    (late_in_work.deferral_increase_in_work, deferral_increase_in_work),
    (late_in_work.deferral_increase_over_years, deferral_increase_over_years),
    (employment_insurance.continued_employment_stop, continued_employment_stop),
    (employment_insurance.with_continued_employment, with_continued_employment),
    (employment_insurance.unemployment_benefit_stops, unemployment_benefit_stops),
    (employment_insurance.months_released, months_released),
    (dependants.spouse_addition, spouse_addition),
    (dependants.child_addition, child_addition),
    (dependants.children_counted, children_counted),
    (dependants.last_month_of_child, last_month_of_child),
    (dependants.statutory_addition, transfer_addition),
    (dependants.transfer_addition, transfer_addition),
    (dependants.transfer_addition_before_2015, transfer_addition),
    (dependants.transfer_addition_from, transfer_addition_from),
    (dependants.transfer_addition_paid, transfer_addition_paid),
    (break_even.break_even, meeting_of),
    (break_even.first_month_not_behind, first_month_not_behind),
    (break_even.catch_up_place, catch_up_place),
    (break_even.cumulative_total, cumulative_total),
]


@pytest.mark.parametrize(("rule", "arguments"), CASES, ids=lambda case: case.__name__)
def test_the_compiled_rule_gives_the_same_as_the_plain_one(rule, arguments):
    compiled, rng = compile_rule(rule), random.Random(7)

    for _ in range(ROUNDS):
        given = arguments(rng)
        plain = [tuple(part.tolist()) if isinstance(part, np.ndarray) else part for part in given]
        assert compiled(*given) == rule(*plain), given
