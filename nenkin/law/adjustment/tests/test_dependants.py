"""加給年金・振替加算。厚生年金保険法 第44条・第46条第6項、昭和60年改正法 附則第14条・第60条."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nenkin.law.adjustment.dependants import (
    AdditionRule,
    SpouseMonths,
    addition_rule,
    child_addition,
    children_counted,
    last_month_of_child,
    middle_age_months,
    spouse_addition,
    statutory_addition,
    transfer_addition,
    transfer_addition_before_2015,
    transfer_addition_from,
    transfer_addition_on,
    transfer_addition_paid,
)
from nenkin.law.career import month_number
from nenkin.law.tables import rows

AS_OF = date(2026, 4, 1)
OLD_RIGHT, NEW_RIGHT = date(2028, 3, 31), date(2028, 4, 1)
BIRTH = date(1961, 6, 1)
RULE = addition_rule(AS_OF, BIRTH, AS_OF)
FAR = month_number(2200, 1)
SPOUSE = SpouseMonths(month_number(2030, 5), FAR, FAR, FAR, FAR)
FIRST = month_number(2026, 6)


def half_up(value, unit=1):
    return int((Fraction(value) / unit + Fraction(1, 2)) // 1) * unit


def paid_months(rule=RULE, counted=240, first=FIRST, spouse=SPOUSE):
    return [
        m for m in range(FIRST - 12, FIRST + 100) if spouse_addition(rule, counted, first, spouse, m, False)
    ]


def test_fiscal_2026_as_printed():
    """https://www.kinzai.or.jp/uploads/lib/question/202609/fp01_g_oyo.pdf: 423,700 = 243,800 + 179,900."""
    assert AdditionRule(243_800, 179_900, 243_800, 81_300, 240, 240) == RULE
    assert spouse_addition(RULE, 240, FIRST, SPOUSE, FIRST, False) == 423_700


@pytest.mark.parametrize("name", ["dependants_additions", "spouse_special_additions"])
def test_every_amount_of_the_table_follows_from_its_base(name):
    for row in rows(name):
        assert (
            statutory_addition(row["base_amount"], int(row["revision_rate"] * 1000)) == row["annual_amount"]
        ), row


@pytest.mark.parametrize(
    ("first_birth", "base"),
    [
        ("1934-04-02", 33_200),
        ("1940-04-02", 66_300),
        ("1941-04-02", 99_500),
        ("1942-04-02", 132_600),
        ("1943-04-02", 165_800),
    ],
)
def test_the_special_addition_changes_on_the_second_of_april(first_birth, base):
    birth = date.fromisoformat(first_birth)

    assert addition_rule(AS_OF, birth, AS_OF).special == half_up(Fraction(base * 1085, 1000), 100)
    assert (
        addition_rule(AS_OF, birth - timedelta(1), AS_OF).special < addition_rule(AS_OF, birth, AS_OF).special
    )


def test_recipients_born_before_1934_04_02_have_no_special_addition():
    assert addition_rule(AS_OF, date(1934, 4, 1), AS_OF).special == 0


def test_a_right_from_2028_04_has_the_new_amounts_and_an_older_one_keeps_its_own():
    """367,200 and 281,700 at the level of fiscal 2024: published with the bill of 2025."""
    new = addition_rule(date(2024, 4, 1), BIRTH, NEW_RIGHT)

    assert new.spouse + new.special == 367_200
    assert new == AdditionRule(211_300, 155_900, 281_700, 281_700, 240, 120)
    assert addition_rule(AS_OF, BIRTH, OLD_RIGHT) == RULE
    assert addition_rule(date(2025, 4, 1), BIRTH, NEW_RIGHT).child == 287_100


def test_raising_the_children_of_older_rights_is_an_option_of_its_own():
    raised = addition_rule(AS_OF, BIRTH, OLD_RIGHT, raise_children=True)

    assert raised == RULE._replace(child=292_500, later_child=292_500)


def test_what_no_table_holds_is_refused():
    with pytest.raises(LookupError, match="1943-04-01"):
        addition_rule(AS_OF, date(1943, 4, 1), NEW_RIGHT)
    with pytest.raises(LookupError, match="2027-04-01"):
        addition_rule(date(2027, 4, 1), BIRTH, AS_OF)


def test_the_addition_runs_from_the_first_month_to_the_month_the_spouse_attains_65():
    assert paid_months() == list(range(FIRST, SPOUSE.attains_65 + 1))


@pytest.mark.parametrize("field", ["own_pension", "support_ends"])
def test_it_ends_with_the_month_of_the_event(field):
    assert paid_months(spouse=SPOUSE._replace(**{field: FIRST + 7})) == list(range(FIRST, FIRST + 8))


def test_a_spouse_who_was_65_at_the_right_gives_none():
    assert paid_months(spouse=SPOUSE._replace(attains_65=FIRST - 1)) == []


def test_it_rests_while_the_spouse_draws_a_disability_pension():
    months = paid_months(spouse=SPOUSE._replace(disability_from=FIRST + 2, disability_until=FIRST + 5))

    assert months == [m for m in range(FIRST, SPOUSE.attains_65 + 1) if not FIRST + 2 <= m < FIRST + 5]


def test_239_months_are_too_few_until_a_revision_reaches_240():
    assert paid_months(counted=239) == []
    assert paid_months(counted=240, first=FIRST + 9)[0] == FIRST + 9
    assert paid_months(rule=RULE._replace(months_for_spouse=180), counted=180) != []


def test_a_wholly_suspended_pension_carries_no_addition():
    assert spouse_addition(RULE, 240, FIRST, SPOUSE, FIRST, True) == 0
    assert child_addition(RULE, 240, 2, True) == 0


@pytest.mark.parametrize(
    ("children", "yen"), [(0, 0), (1, 243_800), (2, 487_600), (3, 568_900), (5, 731_500)]
)
def test_children_from_the_third_have_the_smaller_amount(children, yen):
    assert child_addition(RULE, 240, children, False) == yen
    assert child_addition(RULE, 239, children, False) == 0


def test_under_the_new_rule_120_months_are_enough_and_every_child_is_alike():
    new = addition_rule(AS_OF, BIRTH, NEW_RIGHT)

    assert child_addition(new, 120, 3, False) == 3 * 292_500
    assert child_addition(new, 119, 3, False) == 0
    assert spouse_addition(new, 239, FIRST, SPOUSE, FIRST, False) == 0


@pytest.mark.parametrize(
    ("birth", "last", "last_disabled"),
    [
        (date(2010, 4, 1), (2028, 3), (2030, 3)),
        (date(2010, 4, 2), (2029, 3), (2030, 4)),
        (date(2010, 3, 31), (2028, 3), (2030, 3)),
        (date(2010, 12, 15), (2029, 3), (2030, 12)),
        (date(2010, 1, 1), (2028, 3), (2029, 12)),
        (date(2012, 2, 29), (2030, 3), (2032, 2)),
    ],
)
def test_a_child_counts_to_march_after_18_or_to_20_when_disabled(birth, last, last_disabled):
    assert last_month_of_child(birth.toordinal(), False) == month_number(*last)
    assert last_month_of_child(birth.toordinal(), True) == month_number(*last_disabled)


@given(st.dates(date(1950, 1, 1), date(2040, 12, 31)))
def test_the_last_month_is_the_march_on_or_after_the_day_of_18(birth):
    year = birth.year + 18
    birthday = (
        date(year, 3, 1) if (birth.month, birth.day) == (2, 29) and year % 4 else birth.replace(year=year)
    )
    attained = birthday - timedelta(1)
    march = date(attained.year, 3, 31)
    if attained > march:
        march = date(attained.year + 1, 3, 31)
    assert last_month_of_child(birth.toordinal(), False) == month_number(march.year, 3)


def test_children_are_counted_month_by_month():
    first = (FIRST, FIRST, FIRST + 4)  # the third was born after the right: 胎児
    last = (FIRST + 2, FIRST + 9, FIRST + 9)

    found = [children_counted(first, last, FIRST, month) for month in range(FIRST - 1, FIRST + 11)]
    assert found == [0, 2, 2, 2, 1, 2, 2, 2, 2, 2, 2, 0]
    assert children_counted((), (), FIRST, FIRST) == 0


@pytest.mark.parametrize(
    ("birth", "months"),
    [
        ("1947-04-01", 180), ("1947-04-02", 192), ("1948-04-01", 192), ("1948-04-02", 204), ("1949-04-01", 204),
        ("1949-04-02", 216), ("1950-04-01", 216), ("1950-04-02", 228), ("1951-04-01", 228), ("1951-04-02", 0),
    ],
)  # fmt: skip
def test_the_15_to_19_years_by_birth(birth, months):
    assert middle_age_months(date.fromisoformat(birth)) == months


def test_every_transfer_addition_of_the_table_follows_from_base_and_rate():
    for row in rows("transfer_additions"):
        for birth in (row["birth_from"], row["birth_to"]):
            for day in (row["valid_from"], row["valid_to"]):
                assert transfer_addition_on(birth, day) == row["annual_amount"], row


RATIOS = [
    "1.000",
    ".973",
    ".947",
    ".920",
    ".893",
    ".867",
    ".840",
    ".813",
    ".787",
    ".760",
    ".733",
    ".707",
    ".680",
    ".653",
    ".627",
    ".600",
    ".573",
    ".547",
    ".520",
    ".493",
    ".467",
    ".440",
    ".413",
    ".387",
    ".360",
    ".333",
    ".307",
    ".280",
    ".253",
    ".227",
    ".200",
    ".173",
    ".147",
    ".120",
    ".093",
    ".067",
]


@pytest.mark.parametrize("place", range(len(RATIOS)))
def test_the_rate_changes_on_every_second_of_april(place):
    first = date(1926 + place, 4, 2)
    base = 243_100 if first <= date(1956, 4, 1) else 243_800

    assert transfer_addition_on(first, AS_OF) == half_up(base * Fraction(RATIOS[place]))
    before = half_up(243_100 * Fraction(RATIOS[place - 1])) if first <= date(1956, 4, 2) else None
    if place and before is not None:
        assert transfer_addition_on(first - timedelta(1), AS_OF) == before


@pytest.mark.parametrize(
    ("birth", "yen"),
    [
        ("1926-04-01", 0),
        ("1926-04-02", 243_100),
        ("1961-04-02", 16_335),
        ("1966-04-01", 16_335),
        ("1966-04-02", 0),
    ],
)
def test_births_outside_1926_to_1966_have_none(birth, yen):
    assert transfer_addition_on(date.fromisoformat(birth), AS_OF) == yen


def test_before_2015_10_it_was_rounded_to_100_yen():
    """Level of 2013-10, http://papy.in/nenkin/kakyuu_nenkin.html."""
    assert transfer_addition_on(date(1951, 4, 2), date(2013, 10, 1)) == 74_600
    assert transfer_addition_before_2015(224_000, 333) == 74_600
    assert transfer_addition(224_000, 333) == 74_592
    assert transfer_addition_on(date(1951, 4, 2), date(2015, 9, 30)) % 100 == 0
    assert transfer_addition_on(date(1951, 4, 2), date(2015, 10, 1)) == half_up(Fraction(333, 1000) * 224_500)


def test_the_transfer_addition_follows_the_last_of_its_conditions():
    attained = month_number(2026, 5)

    assert transfer_addition_from(attained, attained - 40, attained - 60) == attained + 1
    assert transfer_addition_from(attained, attained + 24, attained - 60) == attained + 25
    assert transfer_addition_from(attained, attained, attained + 30) == attained + 31


def test_the_transfer_addition_ends_with_an_own_pension_on_240_months():
    first, own = month_number(2026, 6), month_number(2027, 10)

    assert [transfer_addition_paid(16_335, m, first, own) for m in (first - 1, first, own, own + 1)] == [
        0,
        16_335,
        16_335,
        0,
    ]
