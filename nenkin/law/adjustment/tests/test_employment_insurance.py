"""雇用保険との調整。厚生年金保険法 附則第7条の4・第7条の5・第11条の5・第11条の6."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nenkin.law.adjustment.employment_insurance import (
    continued_employment_rule,
    continued_employment_stop,
    months_released,
    unemployment_benefit_stops,
    with_continued_employment,
)
from nenkin.law.adjustment.in_work import Suspension
from nenkin.law.career import month_number

UNTIL_2025 = continued_employment_rule(date(2025, 3, 31))
FROM_2025 = continued_employment_rule(date(2025, 4, 1))
HIGH_LIMIT = 10**7

# http://sharoushi-machida.com/roudouhoken_shakaihoken/ 高年齢雇用継続基本給付金の支給額: fall of pay (%), stop of the pension (%)
PUBLISHED = {
    "75.00": "0.00", "74.50": "0.18", "74.00": "0.35", "73.50": "0.53", "73.00": "0.72", "72.50": "0.90",
    "72.00": "1.09", "71.50": "1.28", "71.00": "1.47", "70.50": "1.67", "70.00": "1.87", "69.50": "2.07",
    "69.00": "2.27", "68.50": "2.48", "68.00": "2.69", "67.50": "2.90", "67.00": "3.12", "66.50": "3.34",
    "66.00": "3.56", "65.50": "3.79", "65.00": "4.02", "64.50": "4.26", "64.00": "4.49", "63.50": "4.73",
    "63.00": "4.98", "62.50": "5.23", "62.00": "5.48", "61.50": "5.74", "61.00": "6.00", "50.00": "6.00",
}  # fmt: skip


@pytest.mark.parametrize(("fallen", "stopped"), PUBLISHED.items())
def test_the_published_table_of_rates(fallen, stopped):
    pay_at_60 = 40_000_000  # large, so that the rounding of the year leaves the rate alone
    standard = int(pay_at_60 * Fraction(fallen) / 100)

    stop = continued_employment_stop(standard, pay_at_60, 10**9, UNTIL_2025)
    assert round(float(Fraction(100 * stop, 12 * standard)), 2) == float(stopped)


def test_from_2025_at_most_four_percent():
    assert continued_employment_stop(200_000, 400_000, HIGH_LIMIT, UNTIL_2025) == 12 * 12_000
    assert continued_employment_stop(200_000, 400_000, HIGH_LIMIT, FROM_2025) == 12 * 8_000
    assert continued_employment_stop(256_000, 400_000, HIGH_LIMIT, FROM_2025) == 12 * 10_240
    assert continued_employment_stop(300_000, 400_000, HIGH_LIMIT, FROM_2025) == 0


def test_the_rule_goes_by_the_day_of_60_and_no_day_before_1998_has_one():
    assert (
        continued_employment_rule(date(1998, 4, 1))
        == continued_employment_rule(date(2003, 4, 30))
        == (10, 64, 85)
    )
    assert continued_employment_rule(date(2003, 5, 1)) == UNTIL_2025 == (6, 61, 75)
    assert FROM_2025 == (4, 64, 75)
    with pytest.raises(LookupError, match="1998-04-01"):
        continued_employment_rule(date(1998, 3, 31))


def test_pay_and_benefit_together_do_not_pass_the_limit():
    assert (
        continued_employment_stop(340_000, 600_000, 390_999, UNTIL_2025) == 244_795
    )  # 2/5 of 50,999, not 6 %
    assert continued_employment_stop(340_000, 600_000, 391_000, UNTIL_2025) == 12 * 20_400
    assert continued_employment_stop(340_000, 600_000, 340_000, UNTIL_2025) == 0


@given(
    st.integers(88, 650),
    st.integers(80_000, 600_000),
    st.integers(80_000, 600_000),
    st.sampled_from([UNTIL_2025, FROM_2025]),
)
def test_the_stop_is_never_more_than_the_whole_rate_and_never_passes_the_limit(
    thousand, pay_at_60, limit, rule
):
    standard = 1000 * thousand

    stop = continued_employment_stop(standard, pay_at_60, limit, rule)
    assert 0 <= stop <= 12 * rule.stop * standard // 100 + 1
    assert stop == 0 or Fraction(stop * 5, 24) + standard <= limit + 1


def test_both_stops_together_take_at_most_the_pension():
    assert with_continued_employment(1_200_000, Suspension(300_000, False), 144_000) == (444_000, False)
    assert with_continued_employment(400_000, Suspension(300_000, False), 144_000) == (400_000, True)


def test_unemployment_benefit_stops_the_months_after_the_application_to_its_end():
    applied, ended = month_number(2026, 4), month_number(2026, 7)

    stopped = [
        m for m in range(applied - 1, ended + 2) if unemployment_benefit_stops(m, applied, ended, 28, False)
    ]
    assert stopped == [applied + 1, applied + 2, ended]
    assert not unemployment_benefit_stops(ended, applied, ended, 0, False)
    assert not unemployment_benefit_stops(ended, applied, ended, 28, True)


@pytest.mark.parametrize(
    ("stopped", "days", "released"), [(5, 90, 2), (5, 91, 1), (5, 150, 0), (3, 150, 0), (4, 0, 4)]
)
def test_months_beyond_the_days_of_benefit_are_paid_after_all(stopped, days, released):
    assert months_released(stopped, days) == released
