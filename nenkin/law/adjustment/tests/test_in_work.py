"""在職老齢年金。厚生年金保険法 第46条・第78条の29・附則第11条."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nenkin.law.adjustment.in_work import (
    NO_SUSPENSION,
    ONE_RULE,
    UNDER_65_BEFORE_2022,
    Suspension,
    SuspensionRule,
    after_suspension,
    bonuses_of_twelve_months,
    split_suspension,
    suspension,
    suspension_applies,
    suspension_rule,
    twice_the_base,
    yearly_suspension,
)
from nenkin.law.career import month_number

AMOUNTS = st.integers(0, 6_000_000)
STANDARDS = st.integers(88, 650).map(lambda thousand: 1000 * thousand)
BONUSES = st.integers(0, 18_000).map(lambda thousand: 1000 * thousand)
THRESHOLDS = st.sampled_from([460_000, 470_000, 480_000, 500_000, 510_000, 650_000])
OLD_RULE = SuspensionRule(UNDER_65_BEFORE_2022, 280_000, 470_000)
RULES = st.one_of(THRESHOLDS.map(lambda yen: SuspensionRule(ONE_RULE, 0, yen)), st.just(OLD_RULE))
AS_OF = date(2026, 4, 1)
BORN_1961 = date(1961, 4, 1).toordinal()  # 65 in 2026-03


def half_up(value):
    return int((Fraction(value) + Fraction(1, 2)) // 1)


def month_stop(b, w, rule):
    """The stop of a month as the text writes it, in fractions of a yen."""
    s, c = rule.start_figure, rule.threshold
    if rule.kind == ONE_RULE:
        return max((b + w - c) / 2, 0)
    if b + w <= s:
        return 0
    if b <= s:
        return (w + b - s) / 2 if w <= c else (c + b - s) / 2 + (w - c)
    return w / 2 if w <= c else Fraction(c, 2) + (w - c)


def test_exactly_the_threshold_stops_nothing_and_a_yen_more_does():
    assert yearly_suspension(1_200_000, 550_000, 0, 650_000) == (0, False)
    assert yearly_suspension(1_200_012, 550_000, 0, 650_000) == (6, False)


def test_bonuses_count_a_twelfth():
    assert yearly_suspension(1_200_000, 500_000, 1_200_000, 650_000) == yearly_suspension(
        1_200_000, 600_000, 0, 650_000
    )


@given(AMOUNTS, STANDARDS, BONUSES, RULES)
def test_the_stop_is_that_of_the_text_rounded_once(amount, standard, bonuses, rule):
    exact = 12 * month_stop(Fraction(amount, 12), standard + Fraction(bonuses, 12), rule)

    assert twice_the_base(amount, standard, bonuses, rule) == 2 * exact
    stop = half_up(exact)
    assert suspension(amount, standard, bonuses, rule) == (min(stop, amount), 0 < amount <= stop)


@given(AMOUNTS, STANDARDS, BONUSES, RULES)
def test_b_and_w_cut_to_the_yen_first_stop_at_most_a_few_yen_less(amount, standard, bonuses, rule):
    b, w = amount // 12, standard + bonuses // 12

    cut = suspension(amount, standard, bonuses, rule, cut_first=True)
    assert cut.stop == min(half_up(12 * Fraction(month_stop(b, w, rule))), amount)
    assert 0 <= suspension(amount, standard, bonuses, rule).stop - cut.stop <= 22


@given(AMOUNTS, STANDARDS, BONUSES, RULES, st.integers(0, 5_000_000))
def test_more_pay_never_stops_less_and_nothing_stops_more_than_the_pension(
    amount, standard, bonuses, rule, more
):
    less = suspension(amount, standard, bonuses, rule)
    dearer = suspension(amount, standard, bonuses + more, rule)

    assert 0 <= less.stop <= dearer.stop <= amount
    assert dearer.whole or not less.whole


@given(AMOUNTS, st.integers(0, 100_000), STANDARDS, BONUSES, RULES)
def test_more_pension_is_never_paid_less(amount, more, standard, bonuses, rule):
    paid = amount - suspension(amount, standard, bonuses, rule).stop
    assert amount + more - suspension(amount + more, standard, bonuses, rule).stop >= paid


@given(st.tuples(AMOUNTS, AMOUNTS, AMOUNTS, AMOUNTS), STANDARDS, BONUSES, RULES)
def test_several_categories_share_the_stop_in_proportion(amounts, standard, bonuses, rule):
    parts = split_suspension(amounts, standard, bonuses, rule)

    total = sum(amounts)
    base = Fraction(twice_the_base(total, standard, bonuses, rule), 2)
    for amount, part in zip(amounts, parts, strict=True):
        assert part.stop == (min(amount, half_up(base * amount / total)) if amount else 0)
        assert part.whole == (0 < amount <= half_up(base * amount / total) if amount else False)
    single = suspension(total, standard, bonuses, rule)
    assert abs(sum(part.stop for part in parts) - single.stop) <= 2


@given(AMOUNTS, STANDARDS, BONUSES, RULES)
def test_one_category_alone_is_the_single_pension(amount, standard, bonuses, rule):
    none = Suspension(0, False)
    assert split_suspension((0, amount, 0, 0), standard, bonuses, rule) == (
        none,
        suspension(amount, standard, bonuses, rule),
        none,
        none,
    )


def test_a_rule_that_does_not_apply_stops_nothing():
    assert suspension(1_200_000, 650_000, 18_000_000, SuspensionRule(NO_SUSPENSION, 0, 0)) == (0, False)


def test_the_addition_falls_away_only_with_the_whole_pension():
    part, whole = Suspension(600_000, False), Suspension(1_200_000, True)

    assert after_suspension(1_200_000, part, 50_000, 80_000, 423_700) == 600_000 + 50_000 + 80_000 + 423_700
    assert after_suspension(1_200_000, whole, 50_000, 80_000, 423_700) == 50_000 + 80_000


def test_the_month_of_entry_is_not_suspended_nor_the_month_after_leaving_on_the_last_day():
    start, end = month_number(2026, 4), month_number(2026, 8)

    found = [month for month in range(start - 1, end + 2) if suspension_applies(month, start, end)]
    assert found == [start + 1, start + 2, start + 3]


def test_who_left_within_the_month_of_loss_is_suspended_in_it():
    start, end = month_number(2026, 4), month_number(2026, 8)

    assert suspension_applies(end, start, end, left_within_month=True)
    assert not suspension_applies(end + 1, start, end, left_within_month=True)
    assert not suspension_applies(start, start, start, left_within_month=True)


def test_bonuses_are_those_of_the_month_and_the_eleven_before():
    months = (month_number(2025, 6), month_number(2025, 7), month_number(2025, 12), month_number(2026, 6))
    amounts = (1, 20, 300, 4000)

    assert bonuses_of_twelve_months(months, amounts, month_number(2026, 5)) == 321_000
    assert bonuses_of_twelve_months(months, amounts, month_number(2026, 6)) == 4_320_000
    assert bonuses_of_twelve_months((), (), month_number(2026, 6)) == 0


@pytest.mark.parametrize(
    ("first", "last", "yen"),
    [
        ((2005, 4), (2010, 3), 480_000),
        ((2010, 4), (2011, 3), 470_000),
        ((2011, 4), (2015, 3), 460_000),
        ((2015, 4), (2017, 3), 470_000),
        ((2017, 4), (2019, 3), 460_000),
        ((2019, 4), (2023, 3), 470_000),
        ((2023, 4), (2024, 3), 480_000),
        ((2024, 4), (2025, 3), 500_000),
        ((2025, 4), (2026, 3), 510_000),
        ((2026, 4), (2027, 3), 650_000),
    ],
)
def test_the_threshold_of_every_month_since_2005_for_both_ages(first, last, yen):
    for month in range(month_number(*first), month_number(*last) + 1):
        young = date((month + 1) // 12 - 62, 6, 15).toordinal()
        old = date((month + 1) // 12 - 67, 6, 15).toordinal()
        assert suspension_rule(month, old, AS_OF) == (ONE_RULE, 0, yen)
        if month < month_number(2022, 4):
            assert suspension_rule(month, young, AS_OF) == (UNDER_65_BEFORE_2022, 280_000, yen)
        else:
            assert suspension_rule(month, young, AS_OF) == (ONE_RULE, 0, yen)


@pytest.mark.parametrize(
    ("birth", "last_under_65"), [(date(1955, 3, 1), (2020, 2)), (date(1955, 3, 2), (2020, 3))]
)
def test_the_month_in_which_65_is_attained_is_the_last_under_65(birth, last_under_65):
    month = month_number(*last_under_65)

    assert suspension_rule(month, birth.toordinal(), AS_OF).kind == UNDER_65_BEFORE_2022
    assert suspension_rule(month + 1, birth.toordinal(), AS_OF).kind == ONE_RULE


@pytest.mark.parametrize(
    ("birth", "month", "kind"),
    [
        (date(1937, 4, 1), (2007, 4), NO_SUSPENSION),  # 70 in 2007-03: not until 2015-09
        (date(1937, 4, 1), (2015, 9), NO_SUSPENSION),
        (date(1937, 4, 1), (2015, 10), ONE_RULE),
        (date(1937, 4, 2), (2007, 4), ONE_RULE),  # 70 in that month
        (date(1937, 4, 2), (2007, 5), ONE_RULE),
        (date(1935, 6, 10), (2006, 8), NO_SUSPENSION),
        (date(1935, 6, 10), (2005, 6), ONE_RULE),  # the month of 70: still insured on its first days
    ],
)
def test_from_70_the_rule_came_later(birth, month, kind):
    assert suspension_rule(month_number(*month), birth.toordinal(), AS_OF).kind == kind


def test_months_after_the_day_asked_keep_the_threshold_known_then():
    assert suspension_rule(month_number(2031, 7), BORN_1961, AS_OF).threshold == 650_000
    assert suspension_rule(month_number(2026, 7), BORN_1961, date(2025, 9, 1)).threshold == 510_000
    assert suspension_rule(month_number(2023, 7), BORN_1961, date(2021, 9, 1)) == (ONE_RULE, 0, 470_000)


def test_a_month_without_a_rule_is_refused():
    with pytest.raises(LookupError, match="2005-04, not for 2005-03"):
        suspension_rule(month_number(2005, 3), BORN_1961, AS_OF)
    with pytest.raises(LookupError, match="2027-04"):
        suspension_rule(month_number(2027, 4), BORN_1961, date(2027, 4, 1))
