"""Inputs of the operations of work and family that the vector files at hand do not use."""

from fractions import Fraction

import pytest

from nenkin.law.vectors import OPERATIONS
from nenkin.law.vectors.common import Unsupported


def test_bonuses_and_every_figure_of_a_suspended_pension():
    found = OPERATIONS["in_work"](
        {"pension_annual": 1_000_000, "standard_monthly": 560_000, "bonus_12m": 1_000_000, "threshold": 650_000,
         "transitional": 30_000, "spouse_addition": 423_700}
    )  # fmt: skip

    assert found == {
        "base_monthly": 83_333,
        "standard_stop_monthly": 38_333,
        "suspended_monthly": 38_333,
        "payable_monthly": 45_000,
        "payable_annual": 540_000,
        "total_annual": 540_000 + 30_000 + 423_700,
    }


def test_a_whole_stop_takes_the_spouse_addition_along():
    found = OPERATIONS["in_work"](
        {"base_monthly": 50_000, "standard_monthly": 650_000, "bonus_12m": 1_200_000, "threshold": 650_000,
         "transitional": 30_000, "spouse_addition": 423_700}
    )  # fmt: skip

    assert (found["standard_stop_monthly"], found["suspended_monthly"]) == (75_000, 50_000)
    assert (found["payable_annual"], found["total_annual"]) == (0, 30_000)


def test_the_transitional_addition_grows_whole():
    found = OPERATIONS["defer_in_work"](
        {"proportional": 1_200_000, "transitional": 50_000, "total_pay": 600_000, "threshold": 650_000,
         "months": 60, "working_months": 75, "rate_per_month": "0.007"}
    )  # fmt: skip

    assert found == {"average_payment_rate": Fraction(3, 4), "amount": 1_250_000 + 378_000 + 21_000}


def test_a_transfer_addition_to_the_yen_and_no_other_unit():
    assert OPERATIONS["furikae"]({"base": 243_100, "ratios": ["0.227"]}) == {"amounts": [55_184]}
    with pytest.raises(Unsupported, match="7 yen"):
        OPERATIONS["furikae"]({"base": 243_100, "ratios": ["0.227"], "unit": 7})


def test_a_sum():
    assert OPERATIONS["sum"]({"items": [1, 20, "300.5"]}) == {"total": Fraction(643, 2)}
