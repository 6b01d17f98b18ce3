"""Each way the law rounds, at its ties and by its definition."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nenkin.law.rounding import (
    cut_to_yen,
    round_rate,
    round_to_hundred_yen,
    round_to_ten_thousand_yen,
    round_to_ten_yen,
    round_to_yen,
)

HALF_UP = [
    (round_to_yen, 1),
    (round_to_ten_yen, 10),
    (round_to_hundred_yen, 100),
    (round_to_ten_thousand_yen, 10_000),
]


@pytest.mark.parametrize(
    ("rule", "numerator", "denominator", "result"),
    [
        (round_to_yen, 7_277_375, 10, 727_738),  # 727,737.5: fifty sen go up
        (round_to_yen, 72_773_749, 100, 727_737),
        (round_to_yen, 0, 480, 0),
        (round_to_ten_yen, 17_505, 1, 17_510),  # five yen go up
        (round_to_ten_yen, 175_049, 10, 17_500),
        (round_to_hundred_yen, 831_650, 1, 831_700),  # fifty yen go up
        (round_to_hundred_yen, 780_900 * 1065, 1000, 831_700),
        (round_to_hundred_yen, 831_649_999, 1000, 831_600),
        (round_to_ten_thousand_yen, 645_000, 1, 650_000),  # five thousand yen go up
        (round_to_ten_thousand_yen, 644_999, 1, 640_000),
        (round_rate, 10_625, 10_000, 1063),  # 1.0625: the fourth decimal is a 5
        (round_rate, 1_062_499, 1_000_000, 1062),
        (cut_to_yen, 847_300, 12, 70_608),  # 70,608.33
        (cut_to_yen, 11, 12, 0),
    ],
)
def test_a_tie_goes_where_the_article_says(rule, numerator, denominator, result):
    assert rule(numerator, denominator) == result


@pytest.mark.parametrize(("rule", "unit"), HALF_UP)
@given(numerator=st.integers(0, 10**17), denominator=st.integers(1, 10**9))
def test_half_up_is_the_nearest_multiple_and_the_upper_one_at_a_tie(rule, unit, numerator, denominator):
    rounded = rule(numerator, denominator)

    assert rounded % unit == 0
    assert -unit * denominator <= 2 * (numerator - rounded * denominator) < unit * denominator


@given(amount=st.integers(0, 10**9), by=st.integers(1, 1000))
def test_a_whole_amount_stays_as_it_is(amount, by):
    assert round_to_yen(amount * by, by) == cut_to_yen(amount * by, by) == amount
    assert round_rate(amount * by, by) == amount * 1000
