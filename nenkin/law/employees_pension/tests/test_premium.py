"""厚生年金保険料: rates by date and kind, halves and their sen, bonuses."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as some

from nenkin.law.career import FEMALE, GENERAL, KINDS, LOCAL, MALE, MINER, SCHOOL, SEAMAN, STATE, month_number
from nenkin.law.employees_pension.premium import (
    Premium,
    employers_share,
    own_share,
    premium_of_bonus,
    premium_of_month,
    premium_rate,
    standard_bonus,
    whole_premium,
)
from nenkin.law.tables import rows

CAP = 1_500_000
KIND_AND_SEX = {
    "class1_male": [(GENERAL, MALE)],
    "class2_female": [(GENERAL, FEMALE)],
    "class3_miner_and_seaman": [(MINER, MALE), (SEAMAN, FEMALE)],
    "public_service_no2_and_no3": [(STATE, MALE), (LOCAL, FEMALE)],
    "private_school_no4_statutory": [(SCHOOL, MALE)],
}


@pytest.mark.parametrize(
    "row",
    rows("employees_pension_premium_rates"),
    ids=lambda row: f"{row['valid_from']} {row['member_class']}",
)
def test_every_rate_of_the_table_is_found_by_kind_and_sex(row):
    first = month_number(row["valid_from"].year, row["valid_from"].month)
    last = (
        month_number(row["valid_to"].year, row["valid_to"].month)
        if row["valid_to"]
        else month_number(2026, 11)
    )
    for kind, sex in KIND_AND_SEX.get(row["member_class"], []):
        for month in {first, max(first, last)}:
            if kind != SEAMAN or month >= month_number(1986, 4):
                assert premium_rate(month, kind, sex) == row["rate_per_mille"] * 100


def test_the_printed_half_of_the_lowest_grade():
    assert premium_of_month(88_000, month_number(2026, 4), GENERAL, MALE) == Premium(
        88_000, 18_300, 8_052, 8_052, 16_104
    )


def test_a_woman_paid_less_until_1993():
    month = month_number(1985, 10)
    assert premium_of_month(200_000, month, GENERAL, FEMALE).total == 22_600
    assert premium_of_month(200_000, month, GENERAL, MALE).total == 24_800


def test_fifty_sen_are_cut_and_more_is_rounded_up():
    assert (own_share(1_000, 100_100), employers_share(1_000, 100_100)) == (500, 501)  # half of 1,001
    assert (own_share(98_000, 14_288), employers_share(98_000, 14_288)) == (7_001, 7_001)  # half of 14,002.24
    assert (own_share(1_000, 100_160), employers_share(1_000, 100_160)) == (501, 500)  # half of 1,001.6


@given(some.integers(0, 1_500_000), some.integers(0, 20_000))
def test_both_shares_make_the_premium_and_differ_by_a_yen_at_most(base, rate):
    own, employer = own_share(base, rate), employers_share(base, rate)
    assert own + employer == whole_premium(base, rate) == int(Fraction(base * rate, 100_000))
    assert abs(own - employer) <= 1
    half = Fraction(base * rate, 200_000)
    assert Fraction(-1, 2) <= own - half < Fraction(1, 2)


@given(some.integers(0, 3_000_000))
def test_a_bonus_is_cut_to_a_thousand_yen_and_capped(bonus):
    standard = standard_bonus(bonus, CAP)
    assert standard % 1000 == 0
    assert standard <= min(bonus, CAP)
    assert bonus > CAP or bonus - standard < 1000


def test_a_bonus_pays_nothing_until_1995_one_percent_until_2003_then_the_full_rate():
    def own(month, bonus=805_999):
        return premium_of_bonus(bonus, month, GENERAL, MALE)

    assert own(month_number(1995, 3)) == Premium(805_999, 0, 0, 0, 0)
    assert own(month_number(1995, 4)) == Premium(805_999, 1_000, 4_030, 4_029, 8_059)
    assert own(month_number(2003, 3)).total == 8_059
    assert own(month_number(2003, 4)) == Premium(805_000, 13_580, 54_659, 54_660, 109_319)
    assert own(month_number(2026, 12), 2_000_000).base == CAP


def test_what_has_no_rate_is_refused_by_name():
    with pytest.raises(LookupError, match="1986-03 belongs to the former seamen's insurance"):
        premium_rate(month_number(1986, 3), SEAMAN, MALE)
    with pytest.raises(LookupError, match="public_service_no2_and_no3"):
        premium_rate(month_number(2015, 9), STATE, MALE)
    with pytest.raises(LookupError, match="1942-05-01"):
        premium_rate(month_number(1942, 5), GENERAL, MALE)
    with pytest.raises(LookupError, match="private_school"):
        premium_of_bonus(1_000_000, month_number(2000, 7), SCHOOL, MALE)


def test_all_kinds_pay_the_same_in_the_end():
    assert {premium_rate(month_number(2027, 9), kind, MALE) for kind in KINDS} == {18_300}


def test_a_rate_changes_with_a_month():
    assert all(row["valid_from"].day == 1 for row in rows("employees_pension_premium_rates"))
    assert premium_rate(month_number(2017, 8), GENERAL, MALE) == 18_182
    assert premium_rate(month_number(2017, 9), GENERAL, MALE) == 18_300
    assert date(2017, 9, 1) in {row["valid_from"] for row in rows("employees_pension_premium_rates")}
