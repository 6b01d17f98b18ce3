"""ねんきん定期便: what each age gets, every cell by hand or against the estimate, the table of months, who gets what."""

from datetime import date
from fractions import Fraction

import pytest

from nenkin.law.calendar import attain_month
from nenkin.law.career import (
    FEMALE,
    GENERAL,
    LOCAL,
    MALE,
    SCHOOL,
    SEAMAN,
    STATE,
    STATUS_OF_SIGN,
    Career,
    month_number,
)
from nenkin.law.estimate import AGE_65
from nenkin.law.levels import levels_on
from nenkin.law.national_pension.old_age_basic import MONTH
from nenkin.law.projection import Assumptions, record_until
from nenkin.law.reasons import BORN_UNDER_OLD_LAW, COMPUTED, NOT_ENOUGH_MONTHS
from nenkin.law.statement import (
    CARD_FROM_50,
    CARD_RECEIVING,
    CARD_UNDER_50,
    EXPECTED,
    LETTER_35,
    LETTER_45,
    LETTER_59,
    NO_AMOUNTS,
    NO_STATEMENT,
    SO_FAR,
    Cell,
    age_on,
    columns,
    flat_part_of_birth,
    form_of,
    statement_on,
    usual_record_end,
)
from nenkin.law.tables import find
from nenkin.law.tests.practice import (
    DAY,
    ITTETSU,
    KOTARO,
    MANABUKO,
    PEOPLE,
    REITO,
    TENSUKE,
    UMIHIKO,
    WATASE,
    born,
    estimate_of,
)

RECORD_END = month_number(2026, 10)
PRACTICE = pytest.mark.parametrize("person", sorted(PEOPLE))


def half_up(value):
    return int((Fraction(value) + Fraction(1, 2)) // 1)


def spell(start, end, *what):
    return month_number(*start), month_number(*end), *what


def career(birth, coverage=(), statuses=(), sex=MALE, bonuses=()):
    """A record to September 2026: rows of (start, end, kind, pay), (start, end, code), (month, amount, kind)."""
    columns = [tuple(zip(*found, strict=True)) or ((),) * width
               for found, width in ((coverage, 4), (bonuses, 3), (statuses, 3))]  # fmt: skip
    return Career(birth, sex, RECORD_END, *(column for part in columns for column in part))


def paid(start, end=(2026, 10), sign="A"):
    return spell(start, end, STATUS_OF_SIGN[sign])


# これまでの加入実績に応じた年金額


def revalued(birth, *pay):
    """Pay (thousand yen) over [start, end), month by month at the rates of fiscal 2026."""
    total = 0
    for start, end, amount in pay:
        for month in range(month_number(*start), month_number(*end)):
            day = date(month // 12, month % 12 + 1, 1)
            total += (
                1000 * amount * find("revaluation_rates", fiscal_year=2026, birth=birth, period=day)["rate"]
            )
    return total


def test_a_record_under_50_by_hand():
    birth = date(1985, 8, 20)
    work = [spell((2008, 4), (2016, 4), GENERAL, 260), spell((2016, 4), (2026, 10), SCHOOL, 340)]
    bonuses = [(month_number(2015, 12), 500, GENERAL)]
    found = statement_on(
        DAY, career(birth.toordinal(), work, [paid((2005, 8), (2008, 4), "B")], bonuses=bonuses)
    )

    bonus = (
        500_000 * find("revaluation_rates", fiscal_year=2026, birth=birth, period=date(2015, 12, 1))["rate"]
    )
    company = half_up((revalued(birth, ((2008, 4), (2016, 4), 260)) + bonus) / 96)
    school = half_up(revalued(birth, ((2016, 4), (2026, 10), 340)) / 126)
    assert (found.form, found.amounts, found.age) == (CARD_UNDER_50, SO_FAR, 41)
    assert found.basic == half_up(847_300 * Fraction(32 + 222, 480))
    assert found.additional == 200 * 32
    assert found.general == half_up(company * Fraction(5481, 10**6) * 96)
    assert (found.public, found.school) == (0, half_up(school * Fraction(5481, 10**6) * 126))
    assert found.total == found.basic + found.additional + found.general + found.school
    assert (found.total_at_70, found.total_at_75) == (half_up(found.total * Fraction(142, 100)), half_up(found.total * Fraction(184, 100)))  # fmt: skip


def test_under_50_neither_protected_amount_nor_transitional_addition_counts():
    found, whole = statement_on(DAY, MANABUKO), estimate_of(record_closed(MANABUKO))

    assert whole.at_65[0].protected > whole.at_65[0].current == found.general
    assert whole.at_65[0].transitional > 0
    assert [cell.transitional for cell in found.categories] == [0, 0, 0, 0]
    assert (found.basic, found.additional) == (whole.basic, whole.additional)


def record_closed(now):
    """The same record with nothing going on: as if it ended a month earlier than it is looked at."""
    return now._replace(record_end=now.record_end + 1)


def test_under_50_nothing_is_asked_of_the_right():
    young = career(born(2000), [spell((2025, 4), (2026, 10), GENERAL, 260)])

    assert statement_on(DAY, young).reason == COMPUTED
    assert statement_on(DAY, young).months.qualifying == 18
    assert statement_on(DAY, young).total > 0


def test_an_empty_record_under_50_is_zero_yen_of_zero_months():
    found = statement_on(DAY, career(born(2000)))

    assert (found.form, found.reason, found.total, found.months.insured) == (NO_STATEMENT, COMPUTED, 0, 0)
    assert [column.total for column in columns(found)] == [0]


# 老齢年金の見込額


@PRACTICE
def test_from_50_on_the_column_of_65_is_the_estimate(person):
    now = PEOPLE[person]
    found = statement_on(DAY, now)
    if found.amounts != EXPECTED:
        return
    expected = estimate_of(now if found.age < 60 else record_closed(now))

    assert (found.basic, found.additional) == (expected.basic, expected.additional)
    assert found.total == expected.final_total
    assert (found.special_age, found.special) == (expected.special_age, expected.special)
    assert found.credited == expected.credited


def test_the_present_goes_on_to_60_and_no_further():
    found = statement_on(DAY, TENSUKE)

    assert found.age == 51
    assert found.basic > statement_on(DAY, record_closed(TENSUKE)).basic
    assert found.total == estimate_of(TENSUKE).final_total < estimate_of(TENSUKE, until_age=744).final_total


def test_from_60_on_it_is_the_record_alone():
    birth = born(1966, 5, 10)  # 60 in May 2026
    work = [spell((1990, 4), (2026, 10), GENERAL, 500)]
    found = statement_on(DAY, career(birth, work))

    assert (found.age, found.months.general) == (60, 438)
    assert found.total == estimate_of(record_closed(career(birth, work))).final_total


def test_a_record_two_months_old_at_60_gets_no_month_more():
    birth = born(1966, 11, 10)  # 60 on 9 November 2026, record to September
    found = statement_on(DAY, career(birth, [spell((1990, 4), (2026, 10), GENERAL, 500)]))

    assert (found.age, found.credited) == (60, 438 * MONTH)


def test_the_employees_cells_are_earnings_related_part_and_transitional_addition():
    found, expected = statement_on(DAY, KOTARO), estimate_of(record_closed(KOTARO))

    for cell, pension in zip(found.categories, expected.at_65, strict=True):
        assert cell == Cell(pension.earnings_related, pension.transitional, 0)
    assert found.public == sum(found.categories[2]) > found.general == sum(found.categories[0]) > 0


def test_the_special_pension_stands_in_the_column_of_its_age():
    before, at_65 = columns(statement_on(DAY, ITTETSU))

    assert (before.from_age, at_65.from_age) == (768, AGE_65)
    assert before.total == before.general == estimate_of(ITTETSU).special[0]
    assert at_65.total == estimate_of(ITTETSU).final_total


def test_a_woman_of_two_categories_has_two_special_columns():
    work = [spell((1985, 4), (1995, 4), LOCAL, 200), spell((1995, 4), (2022, 4), GENERAL, 300)]
    woman = career(born(1960, 6, 1), work, sex=FEMALE)  # 第1号 62, others 64
    found = columns(statement_on(DAY, woman))

    assert [column.from_age for column in found] == [744, 768, 780]
    assert (found[0].public, found[0].general) == (0, found[1].general)
    assert found[1].public > 0


def test_the_flat_rate_part_by_birth_of_older_people():
    """A woman born in April 1950: earnings-related part from 60, flat-rate part from 63, as of fiscal 2010."""
    woman = career(born(1950, 4, 20), [spell((1970, 4), (2005, 4), GENERAL, 200)], sex=FEMALE)
    found = statement_on(date(2010, 4, 1), woman)
    unit = levels_on(date(2010, 4, 1)).cohort(woman.birth_date).unit_thousandths

    assert [column.from_age for column in columns(found)] == [720, 756, 780]
    assert found.flat[0] == half_up(Fraction(unit * 420, 1000) / 100) * 100
    assert columns(found)[1].general == found.special[0] + found.flat[0]


def test_flat_part_counts_the_months_before_its_age():
    birth = born(1950, 4, 20)
    day = date(2013, 4, 1)
    woman = career(birth, [spell((1970, 4), (2013, 4), GENERAL, 200)], sex=FEMALE)
    found = statement_on(day, woman)
    unit = levels_on(day).cohort(birth).unit_thousandths

    months = attain_month(birth, 756) - month_number(1970, 4)
    assert (found.flat_age[0], months) == (756, 516)
    assert found.flat[0] == half_up(Fraction(unit * 480, 1000) / 100) * 100  # capped


def test_no_flat_part_and_no_44_years_for_younger_people():
    found = statement_on(DAY, ITTETSU)

    assert found.months.general > 528
    assert (found.flat, found.flat_age) == ((0, 0, 0, 0), (780,) * 4)
    assert flat_part_of_birth(date(1926, 4, 1)).month_cap == 0


def test_without_120_months_from_50_on_the_amounts_stay_blank():
    short = career(born(1966, 5, 10), [spell((2020, 4), (2026, 10), GENERAL, 300)])
    found = statement_on(DAY, short)

    assert (found.reason, found.amounts, found.total) == (NOT_ENOUGH_MONTHS, EXPECTED, 0)
    assert columns(found) == ()
    assert found.months.qualifying == 78


def test_until_2017_07_the_shorter_employees_periods_by_birth_give_the_right():
    """Act No. 34 of 1985 suppl. art. 12: born in 1950, 20 years of employees' coverage stood for the 25."""
    day = date(2010, 4, 1)
    enough = career(born(1950, 4, 20), [spell((1970, 4), (1990, 4), GENERAL, 200)])
    short = career(born(1950, 4, 20), [spell((1970, 4), (1990, 3), GENERAL, 200)])

    assert (statement_on(day, enough).months.qualifying, statement_on(day, enough).reason) == (240, COMPUTED)
    assert statement_on(day, enough).total > 0
    assert statement_on(day, short).reason == NOT_ENOUGH_MONTHS


def test_months_assumed_until_60_may_give_the_right_or_not():
    short = career(born(1974, 5, 10), [spell((2020, 4), (2026, 10), GENERAL, 300)])
    by_record = statement_on(DAY, short, assumptions=Assumptions(right_by_record=True))

    assert statement_on(DAY, short).reason == COMPUTED
    assert by_record.reason == NOT_ENOUGH_MONTHS
    assert by_record.months == statement_on(DAY, short).months


def test_other_assumptions_change_the_expectation_alone():
    exempt = career(born(1974, 5, 10), statuses=[paid((1994, 5), (2020, 4)), paid((2020, 4), sign="Z")])
    found = statement_on(DAY, exempt)
    stays = statement_on(DAY, exempt, assumptions=Assumptions(same_status=True))

    assert found.months == stays.months
    assert found.basic > stays.basic
    assert stays.credited == (311 + (480 - 311) * Fraction(1, 2)) * MONTH


def test_a_wage_goes_through_the_higher_grades_to_60():
    worker = career(born(1974, 5, 10), [spell((1997, 4), (2026, 10), GENERAL, 650)])

    assert (
        statement_on(DAY, worker, assumptions=Assumptions(wage=640_000)).total
        == statement_on(DAY, worker).total
    )
    assert (
        statement_on(DAY, worker, assumptions=Assumptions(wage=800_000)).total
        > statement_on(DAY, worker).total
    )


def test_the_rounding_of_the_transitional_addition_is_an_option():
    totals = set()
    for birth in range(born(1967), born(1973), 31):
        worker = career(birth, [spell((1992, 3), (2026, 10), GENERAL, 300)])
        totals.add(
            statement_on(DAY, worker).total
            - statement_on(DAY, worker, assumptions=Assumptions(subtrahend_rounded=True)).total
        )
    assert totals <= {-1, 0, 1}


# 70歳・75歳


def test_the_card_shows_the_total_times_142_and_184():
    found = statement_on(DAY, TENSUKE)

    assert found.total_at_70 == half_up(found.total * Fraction(142, 100))
    assert found.total_at_75 == half_up(found.total * Fraction(184, 100))


def test_75_is_not_shown_where_there_is_no_deferral_to_it():
    before_2022 = statement_on(date(2021, 6, 1), TENSUKE)
    older = statement_on(DAY, career(born(1952, 4, 1), [spell((1974, 4), (2012, 4), GENERAL, 300)]))
    oldest = statement_on(DAY, career(born(1941, 4, 1), [spell((1964, 4), (1999, 4), GENERAL, 300)]))

    assert (before_2022.total_at_70 > 0, before_2022.total_at_75) == (True, 0)
    assert (older.total_at_70, older.total_at_75) == (half_up(older.total * Fraction(142, 100)), 0)
    assert (oldest.total_at_70, oldest.total_at_75) == (half_up(oldest.total * Fraction(188, 100)), 0)


# これまでの年金加入期間


@PRACTICE
@pytest.mark.parametrize("day", [date(2019, 4, 1), DAY])
def test_the_months_add_up_to_the_qualifying_period(person, day):
    found = statement_on(day, PEOPLE[person]).months

    assert found.national == found.category_1 + found.category_3
    assert found.employees == found.general + found.public + found.school
    assert found.insured == found.national + found.employees + found.seamen
    assert found.qualifying == found.insured + found.complementary
    assert min(found) >= 0


def test_unpaid_months_are_in_no_cell_and_exempt_ones_are():
    signs = [("*", 12), ("Z", 24), ("ア", 6), ("イ", 5), ("サ", 4), ("-", 3), ("+", 7), ("B", 8), ("合", 9)]
    statuses, month = [], month_number(2010, 4)
    for sign, length in signs:
        statuses.append((month, month + length, STATUS_OF_SIGN[sign]))
        month += length
    found = statement_on(DAY, career(born(1985), statuses=statuses)).months

    assert (found.category_1, found.category_3, found.additional) == (24 + 5 + 4 + 8, 7, 8)
    assert (found.insured, found.complementary, found.qualifying) == (48, 9, 57)


def test_months_of_work_outside_20_to_59_are_insured_months_and_not_complementary():
    young = career(born(1985, 6, 15), [spell((2001, 4), (2026, 10), GENERAL, 200)])
    found = statement_on(DAY, young).months

    assert (found.general, found.complementary, found.qualifying) == (306, 0, 306)


def test_a_month_of_two_categories_counts_once():
    work = [spell((2016, 4), (2020, 4), GENERAL, 300), spell((2018, 4), (2022, 4), SCHOOL, 200)]
    found = statement_on(DAY, career(born(1985), work)).months

    assert (found.general, found.school, found.employees, found.qualifying) == (48, 48, 72, 72)


def test_public_service_is_one_cell_of_two_categories():
    work = [spell((2016, 4), (2020, 4), STATE, 300), spell((2020, 4), (2022, 4), LOCAL, 300)]
    found = statement_on(DAY, career(born(1985), work))

    assert found.months.public == 72
    assert found.public == found.categories[1].earnings_related + found.categories[2].earnings_related
    assert min(found.categories[1].earnings_related, found.categories[2].earnings_related) > 0


def test_months_at_sea_until_1986_are_those_of_the_seamens_insurance():
    work = [spell((1980, 4), (1992, 4), SEAMAN, 300), spell((1992, 4), (2001, 4), GENERAL, 300)]
    found = statement_on(DAY, career(born(1962), work)).months

    assert (found.seamen, found.general, found.employees) == (72, 72 + 108, 180)
    assert statement_on(DAY, UMIHIKO).months.seamen == 205


# だれに、どれが


@pytest.mark.parametrize(
    ("age", "form"),
    [(16, CARD_UNDER_50), (34, CARD_UNDER_50), (35, LETTER_35), (36, CARD_UNDER_50), (45, LETTER_45), (49, CARD_UNDER_50),
     (50, CARD_FROM_50), (58, CARD_FROM_50), (59, LETTER_59), (60, CARD_FROM_50), (69, CARD_FROM_50)],
)  # fmt: skip
def test_the_form_goes_by_the_age_attained(age, form):
    assert form_of(age, insured=True, receiving=False) == form
    assert form_of(age, insured=True, receiving=True) == CARD_RECEIVING
    assert form_of(age, insured=False, receiving=False) == NO_STATEMENT


def test_who_is_no_longer_insured_gets_no_statement_but_has_figures():
    found = statement_on(DAY, WATASE)

    assert (found.form, found.amounts) == (NO_STATEMENT, EXPECTED)
    assert found.total > 0


def test_who_draws_a_pension_sees_months_and_no_amounts():
    found = statement_on(DAY, KOTARO, receiving=True)

    assert (found.form, found.amounts, found.total, columns(found)) == (CARD_RECEIVING, NO_AMOUNTS, 0, ())
    assert found.months == statement_on(DAY, KOTARO).months


def test_the_amounts_change_on_the_day_before_the_50th_birthday():
    worker = career(born(1976, 11, 24), [spell((1999, 4), (2026, 10), GENERAL, 300)])

    assert statement_on(date(2026, 11, 22), worker).amounts == SO_FAR
    assert statement_on(date(2026, 11, 23), worker).amounts == EXPECTED


@pytest.mark.parametrize(
    ("birth", "day", "age"),
    [((1976, 11, 24), (2026, 11, 22), 49), ((1976, 11, 24), (2026, 11, 23), 50), ((1977, 1, 1), (2026, 12, 30), 49),
     ((1977, 1, 1), (2026, 12, 31), 50), ((1976, 2, 29), (2026, 2, 27), 49), ((1976, 2, 29), (2026, 2, 28), 50),
     ((1976, 2, 29), (2024, 2, 27), 47), ((1976, 2, 29), (2024, 2, 28), 48), ((2026, 11, 25), (2026, 11, 24), 0),
     ((2026, 11, 26), (2026, 11, 24), -1)],
)  # fmt: skip
def test_an_age_is_attained_on_the_day_before_the_birthday(birth, day, age):
    assert age_on(born(*birth), date(*day).toordinal()) == age


def test_a_statement_is_made_up_two_months_before_the_month_of_the_age():
    assert usual_record_end(born(1976, 11, 24), 50) == month_number(2026, 9)
    assert usual_record_end(born(1976, 11, 1), 50) == month_number(2026, 8)  # the age is attained in October


# Records and days


def test_the_record_is_cut_where_it_is_told():
    cut = usual_record_end(TENSUKE.birth_date, 51)
    found = statement_on(DAY, TENSUKE, record_end=cut)

    assert found == statement_on(DAY, record_until(TENSUKE, cut))
    assert found.months.general == statement_on(DAY, TENSUKE).months.general - (RECORD_END - cut)
    assert found.months.general > 0


def test_a_statement_of_an_earlier_day_knows_nothing_later():
    then = statement_on(date(2020, 6, 1), MANABUKO)

    assert then == statement_on(date(2020, 6, 1), record_until(MANABUKO, month_number(2020, 7)))
    assert then.months.general < statement_on(DAY, MANABUKO).months.general


def test_who_was_born_under_the_old_law_gets_the_reason():
    old = career(born(1926, 4, 1), [spell((1950, 4), (1980, 4), GENERAL, 100)])
    found = statement_on(DAY, old)

    assert (found.reason, found.total, columns(found)) == (BORN_UNDER_OLD_LAW, 0, ())


def test_a_day_before_the_birth_or_the_tables_is_refused():
    with pytest.raises(ValueError, match="2005-06-01 is before the birth"):
        statement_on(date(2005, 6, 1), REITO._replace(birth_date=born(2005, 7, 1)))
    with pytest.raises(LookupError, match="no levels for 1999-04-01"):
        statement_on(date(1999, 4, 1), ITTETSU)


@pytest.mark.parametrize("year", range(2009, 2027))
@PRACTICE
def test_every_year_since_there_are_statements_can_be_computed(person, year):
    now = PEOPLE[person]
    if age_on(now.birth_date, date(year, 11, 1).toordinal()) < 18:
        return
    found = statement_on(date(year, 11, 1), now)

    assert found.reason in {COMPUTED, NOT_ENOUGH_MONTHS}
    assert found.total == found.national + found.general + found.public + found.school
    assert found.months.qualifying > 0 or found.total == 0


def test_one_more_paid_month_is_never_less():
    before = -1
    for month in range(month_number(2020, 1), RECORD_END + 1):
        found = statement_on(DAY, MANABUKO, record_end=month)
        assert found.total >= before
        before = found.total


def test_the_sample_people_have_every_kind_of_statement():
    forms = {statement_on(DAY, person).form for person in PEOPLE.values()}

    assert {NO_STATEMENT, CARD_UNDER_50, CARD_FROM_50} <= forms
