"""The numbers of a fiscal year and a birth, as published and as the Acts' appended tables print them."""

from datetime import date, timedelta
from fractions import Fraction

import pytest

from nenkin.law.career import GENERAL, MALE, STATUS_OF_SIGN, Career, month_number
from nenkin.law.employees_pension.earnings import (
    FIRST_RATE_MONTH,
    PROTECTED,
    PROTECTED_MUTUAL_AID,
    PROTECTED_SEAMAN,
    RATES,
    RATES_MUTUAL_AID,
    RATES_SEAMAN,
    YEARLY_PROTECTED,
    YEARLY_RATES,
)
from nenkin.law.estimate import Plan, estimate
from nenkin.law.levels import (
    EARLIEST_BIRTH,
    FIRST_FISCAL_YEAR,
    LAST_FISCAL_YEAR,
    LAST_RATE_MONTH,
    OLD_LAW,
    levels_on,
    thousandths,
)
from nenkin.law.tables import find, rows
from nenkin.law.tests.practice import born

YEARS = range(2018, 2027)
OLDER, YOUNGER = born(1956, 4, 1), born(1956, 4, 2)  # 既裁定者 and 新規裁定者 part here from fiscal 2023
PUBLISHED = {  # 満額, 定額単価, 改定率 of the younger; the same of the older; 従前額改定率 of births from 1938-04-02
    2018: (779_300, 1_625, 998, 779_300, 1_625, 998, 997),
    2019: (780_100, 1_626, 999, 780_100, 1_626, 999, 998),
    2020: (781_700, 1_630, 1001, 781_700, 1_630, 1001, 1000),
    2021: (780_900, 1_628, 1000, 780_900, 1_628, 1000, 999),
    2022: (777_800, 1_621, 996, 777_800, 1_621, 996, 995),
    2023: (795_000, 1_657, 1018, 792_600, 1_652, 1015, 1014),
    2024: (816_000, 1_701, 1045, 813_700, 1_696, 1042, 1041),
    2025: (831_700, 1_734, 1065, 829_300, 1_729, 1062, 1061),
    2026: (847_300, 1_766, 1085, 844_900, 1_761, 1082, 1082),
}
BY_FISCAL_YEAR_OF_BIRTH = [  # from 1926-04-02; the Acts' tables: flat part, current formula, protected amount (‰)
    (1.875, 9.500, 7.308, 10.00, 7.692), (1.817, 9.367, 7.205, 9.86, 7.585), (1.761, 9.234, 7.103, 9.72, 7.477),
    (1.707, 9.101, 7.001, 9.58, 7.369), (1.654, 8.968, 6.898, 9.44, 7.262), (1.603, 8.845, 6.804, 9.31, 7.162),
    (1.553, 8.712, 6.702, 9.17, 7.054), (1.505, 8.588, 6.606, 9.04, 6.954), (1.458, 8.465, 6.512, 8.91, 6.854),
    (1.413, 8.351, 6.424, 8.79, 6.762), (1.369, 8.227, 6.328, 8.66, 6.662), (1.327, 8.113, 6.241, 8.54, 6.569),
    (1.286, 7.990, 6.146, 8.41, 6.469), (1.246, 7.876, 6.058, 8.29, 6.377), (1.208, 7.771, 5.978, 8.18, 6.292),
    (1.170, 7.657, 5.890, 8.06, 6.200), (1.134, 7.543, 5.802, 7.94, 6.108), (1.099, 7.439, 5.722, 7.83, 6.023),
    (1.065, 7.334, 5.642, 7.72, 5.938), (1.032, 7.230, 5.562, 7.61, 5.854), (1.000, 7.125, 5.481, 7.50, 5.769),
]  # fmt: skip
STEPS = {  # field: (the value of the earliest births, then each first birth date and its value)
    "enrolment_months": (300, *(((year, 4, 2), 300 + 12 * (year - 1926)) for year in range(1927, 1942))),
    "month_cap": (
        420, ((1929, 4, 2), 432), ((1934, 4, 2), 444), ((1944, 4, 2), 456), ((1945, 4, 2), 468), ((1946, 4, 2), 480)
    ),
    "special_start_general": (
        720, ((1953, 4, 2), 732), ((1955, 4, 2), 744), ((1957, 4, 2), 756), ((1959, 4, 2), 768), ((1961, 4, 2), 780)
    ),
    "special_start_women": (
        720, ((1958, 4, 2), 732), ((1960, 4, 2), 744), ((1962, 4, 2), 756), ((1964, 4, 2), 768), ((1966, 4, 2), 780)
    ),
    "early_rate": (0, ((1941, 4, 2), 5), ((1962, 4, 2), 4)),
    "early_at_60": (420, ((1941, 4, 2), 0)),
    "early_at_64": (110, ((1941, 4, 2), 0)),
    "late_rate": (0, ((1941, 4, 2), 7)),
    "late_at_66": (120, ((1941, 4, 2), 0)),
    "late_at_70": (880, ((1941, 4, 2), 0)),
    "latest_start": (840, ((1952, 4, 2), 900)),
    "protected_revision": (1084, ((1938, 4, 2), 1082)),
    "minimum_average": (74_793, ((1935, 4, 2), 75_101), ((1936, 4, 2), 75_640), ((1937, 4, 2), 76_256),
                        ((1956, 4, 2), 76_468)),
    "revision_rate": (1082, ((1956, 4, 2), 1085)),
    "additional_benefit": (200,),
    "qualifying_needs": (120,),
    "special_needs": (12,),
}  # fmt: skip


def cohort(birth, year=2026):
    return levels_on(date(year, 4, 1)).cohort(birth)


@pytest.mark.parametrize("year", YEARS)
def test_full_amount_and_rates_of_a_year_are_the_published_ones(year):
    younger, older = cohort(YOUNGER, year), cohort(OLDER, year)

    assert (younger.full_amount, younger.revision_rate) == PUBLISHED[year][0:3:2]
    assert (older.full_amount, older.revision_rate) == PUBLISHED[year][3:6:2]
    assert younger.protected_revision == older.protected_revision == PUBLISHED[year][6]


@pytest.mark.parametrize(
    ("day", "amount"),
    [
        (date(2005, 4, 1), 794_500), (date(2006, 4, 1), 792_100), (date(2011, 3, 31), 792_100),
        (date(2011, 4, 1), 788_900), (date(2012, 4, 1), 786_500), (date(2013, 9, 30), 786_500),
        (date(2013, 10, 1), 778_500), (date(2014, 4, 1), 772_800), (date(2015, 4, 1), 780_100),
        (date(2017, 3, 31), 780_100), (date(2017, 4, 1), 779_300),
    ],
)  # fmt: skip
def test_full_amounts_of_older_days_are_the_published_ones(day, amount):
    assert levels_on(day).cohort(OLDER).full_amount == levels_on(day).cohort(YOUNGER).full_amount == amount


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize(("birth", "place"), [(YOUNGER, 1), (OLDER, 4)], ids=["younger", "older"])
def test_a_month_of_work_at_19_adds_one_published_unit(year, birth, place):
    at_19 = month_number(1975, 10)
    others = ((at_19 + 12,), (at_19 + 492,), (STATUS_OF_SIGN["A"],))
    career = Career(birth, MALE, at_19 + 492, (at_19,), (at_19 + 1,), (GENERAL,), (98,), (), (), (), *others)

    assert estimate(career, cohort(birth, year), Plan()).final[0].transitional == PUBLISHED[year][place]


@pytest.mark.parametrize("year", YEARS)
def test_the_numbers_hold_from_1_april_to_31_march(year):
    first, last = levels_on(date(year, 4, 1)), levels_on(date(year + 1, 3, 31))

    assert first.fiscal_year == last.fiscal_year == year
    assert [first.cohort(b) for b in first.birth_limits] == [last.cohort(b) for b in first.birth_limits]


@pytest.mark.parametrize("name", STEPS)
def test_a_number_changes_on_the_birth_date_of_the_law_and_on_no_other(name):
    value, *steps = STEPS[name]
    changes = {born(*day): changed for day, changed in steps}
    for first in sorted({born(1926, 4, 2), *levels_on(date(2026, 4, 1)).birth_limits}):
        value = changes.get(first, value)
        assert getattr(cohort(first), name) == value, date.fromordinal(first)
        if first in changes:
            assert getattr(cohort(first - 1), name) != value, date.fromordinal(first - 1)


@pytest.mark.parametrize("place", range(21), ids=lambda place: str(1926 + place))
def test_multipliers_hold_from_2_april_to_1_april(place):
    expected = tuple(round(1000 * rate) for rate in BY_FISCAL_YEAR_OF_BIRTH[place])
    last = date(1927 + place, 4, 1) if place < 20 else date(2008, 4, 1)

    for birth in (date(1926 + place, 4, 2), last):
        found = cohort(birth.toordinal())
        assert found.flat_multiplier == expected[0]
        assert (found.current_before, found.current_after) == expected[1:3]
        assert (found.protected_before, found.protected_after) == expected[3:5]


def test_who_was_born_before_2_april_1926_is_under_the_old_law():
    levels = levels_on(date(2026, 4, 1))
    eve = EARLIEST_BIRTH - timedelta(days=1)

    assert levels.cohort(born(1900)) == levels.cohort(eve.toordinal()) == OLD_LAW
    assert levels.cohort(EARLIEST_BIRTH.toordinal()).enrolment_months == 300


def test_no_birth_date_of_a_table_is_passed_over():
    names = (
        "revaluation_rates",
        "revaluation_rates_former_mutual_aid",
        "revaluation_rates_former_seamens_insurance",
    )
    for year in YEARS:
        used = {row["birth_from"] for name in names for row in rows(name, fiscal_year=year)}
        known = set(levels_on(date(year, 4, 1)).birth_limits)
        assert {day.toordinal() for day in used if day and day >= EARLIEST_BIRTH} <= known


@pytest.mark.parametrize(
    ("year", "birth"), [(2018, born(1931, 4, 2)), (2026, YOUNGER), (2026, born(1959, 4, 1))]
)
def test_the_running_sums_hold_the_rate_of_each_month(year, birth):
    sums = cohort(birth, year).rates
    for month in range(month_number(1953, 4), month_number(year + 1, 4), 5):
        day, place = date(month // 12, month % 12 + 1, 1), month - FIRST_RATE_MONTH
        main = find("revaluation_rates", birth=date.fromordinal(birth), period=day, fiscal_year=year)
        frozen = find("revaluation_rates_1994_level", period=day, insured_type="employees_pension")

        assert sums[RATES][place + 1] - sums[RATES][place] == thousandths(main["rate"])
        assert sums[PROTECTED][place + 1] - sums[PROTECTED][place] == thousandths(frozen["rate"])


@pytest.mark.parametrize(
    ("table", "month", "rate"),
    [
        (RATES, (2025, 4), 922), (PROTECTED, (2025, 4), 834), (RATES, (2060, 4), 922), (PROTECTED, (2060, 4), 834),
        (PROTECTED_SEAMAN, (1975, 3), 2490), (PROTECTED_SEAMAN, (1986, 3), 1220), (PROTECTED_SEAMAN, (2025, 4), 834),
        (PROTECTED_MUTUAL_AID, (1970, 1), 1220), (PROTECTED_MUTUAL_AID, (1985, 9), 1220),
        (PROTECTED_MUTUAL_AID, (2025, 4), 834), (RATES_SEAMAN, (2025, 4), 922), (RATES_MUTUAL_AID, (2025, 4), 922),
    ],
)  # fmt: skip
def test_one_rate_of_fiscal_2025(table, month, rate):
    sums, place = cohort(YOUNGER, 2025).rates[table], month_number(*month) - FIRST_RATE_MONTH

    assert sums[place + 1] - sums[place] == rate


def test_old_months_at_sea_and_in_public_service_have_rates_of_their_own():
    sums, place = cohort(YOUNGER).rates, month_number(1980, 4) - FIRST_RATE_MONTH
    rate, at_sea, in_service = (
        sums[table][place + 1] - sums[table][place] for table in (RATES, RATES_SEAMAN, RATES_MUTUAL_AID)
    )
    assert len({rate, at_sea, in_service}) == 3


@pytest.mark.parametrize(("yearly", "monthly"), [(YEARLY_RATES, RATES), (YEARLY_PROTECTED, PROTECTED)])
def test_the_yearly_sums_add_the_same_month_of_every_year(yearly, monthly):
    sums, place = cohort(YOUNGER).rates, month_number(2026, 7) - FIRST_RATE_MONTH
    later = [place + 12 * year for year in range(1, 31)]

    assert sums[yearly][later[-1]] - sums[yearly][place] == sum(
        sums[monthly][month + 1] - sums[monthly][month] for month in later
    )


def test_the_rates_reach_every_month_that_can_be_asked():
    assert {len(sums) for sums in cohort(YOUNGER).rates} == {LAST_RATE_MONTH - FIRST_RATE_MONTH + 2}
    assert month_number(LAST_FISCAL_YEAR + 1 + 70, 4) <= LAST_RATE_MONTH  # born today and working until 70


def test_the_levels_of_a_day_are_made_once():
    assert levels_on(date(2026, 11, 24)) is levels_on(date(2026, 11, 24))


@pytest.mark.parametrize(
    ("day", "year"),
    [
        (date(FIRST_FISCAL_YEAR, 3, 31), FIRST_FISCAL_YEAR - 1),
        (date(LAST_FISCAL_YEAR + 1, 4, 1), LAST_FISCAL_YEAR + 1),
    ],
)
def test_a_year_without_tables_is_refused_and_the_years_there_are_are_named(day, year):
    with pytest.raises(LookupError) as refused:
        levels_on(day)

    assert f"no levels for {day} (fiscal year {year})" in str(refused.value)
    assert f"{FIRST_FISCAL_YEAR}-04-01 to {LAST_FISCAL_YEAR + 1}-03-31" in str(refused.value)


def test_a_rate_finer_than_thousandths_is_a_mistake_in_a_table():
    assert thousandths(Fraction("1.085")) == 1085
    with pytest.raises(ValueError, match="21/20000"):
        thousandths(Fraction("0.00105"))
