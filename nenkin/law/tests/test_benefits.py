"""Disability, survivors, widow's pension, lump sums, withdrawal: published amounts, boundaries and laws."""

from datetime import date
from fractions import Fraction

import pytest

from nenkin.law import reasons
from nenkin.law.benefits import (
    CHILDREN,
    NOBODY,
    SPOUSE,
    DeathEvent,
    Departure,
    DisabilityEvent,
    attained,
    benefit_levels,
    disability,
    survivors,
    withdrawal,
)
from nenkin.law.career import (
    FEMALE,
    GENERAL,
    LOCAL,
    MALE,
    MINER,
    NOT_COVERED,
    STATUS_OF_SIGN,
    Career,
    month_number,
)
from nenkin.law.employees_pension.combined import CombinedRecord, part_of, round_product
from nenkin.law.levels import levels_on
from nenkin.law.national_pension.death_lump_sum import death_lump_sum
from nenkin.law.national_pension.insured_months import MET_BY_ONE_YEAR, MET_BY_SHARE, NOT_ASKED, NOT_MET
from nenkin.law.national_pension.withdrawal import STEP, month_factor, withdrawal_of
from nenkin.law.tables import rows

AS_OF = date(2026, 11, 24)
LEVELS = benefit_levels(AS_OF)
FULL, FULL_EXISTING, CHILD, THIRD = 847_300, 844_900, 243_800, 81_300
A, B, H, Y, UNPAID, SPOUSE_SIGN, STUDENT = (STATUS_OF_SIGN[sign] for sign in "ABイY*+サ")


def day(year, month, number=15):
    return date(year, month, number).toordinal()


def month(text):
    return month_number(int(text[:4]), int(text[5:]))


def person(coverage=(), statuses=(), birth=(1980, 6, 15), sex=MALE, end="2026-10", bonuses=()):
    """`coverage`: (start, end, kind, thousand yen); `statuses`: (start, end, code); months as texts."""
    spells = [(month(a), month(b), kind, pay) for a, b, kind, pay in coverage]
    signs = [(month(a), month(b), code) for a, b, code in statuses]
    paid = [(month(a), amount, kind) for a, amount, kind in bonuses]
    columns = [
        tuple(c)
        for table, width in ((spells, 4), (paid, 3), (signs, 3))
        for c in (list(zip(*table, strict=True)) or [()] * width)
    ]
    return Career(day(*birth), sex, month(end), *columns)


def cohort(birth):
    return levels_on(AS_OF).cohort(day(*birth))


def disabled(career, visit, recognition, grade, **more):
    return disability(
        career,
        levels_on(AS_OF).cohort(career.birth_date),
        LEVELS,
        DisabilityEvent(day(*visit), day(*recognition), grade, **more),
    )


def left_behind(career, death, spouse=None, sex=FEMALE, **more):
    levels = levels_on(AS_OF)
    own = levels.cohort(career.birth_date)
    if spouse:
        more |= {"spouse_birth": day(*spouse), "spouse_sex": sex}
    survivor = levels.cohort(day(*spouse)) if spouse else own
    return survivors(career, own, survivor, LEVELS, DeathEvent(day(*death), **more))


def employee(months, pay=300, end="2026-10", **more):
    """Employed for so many months until the end of the record, and going on."""
    last = month(end)
    start = f"{(last - months) // 12:04d}-{(last - months) % 12 + 1:02d}"
    return person([(start, end, GENERAL, pay)], end=end, **more)


# Published amounts of fiscal 2026


def test_the_published_amounts_of_a_basic_disability_pension():
    paid = person(statuses=[("2000-06", "2026-10", A)])

    assert disabled(paid, (2024, 5), (2025, 11), 2).total == FULL
    assert disabled(paid, (2024, 5), (2025, 11), 1).total == 1_059_125
    assert disabled(paid, (2024, 5), (2025, 11), 2, children=3).children == 2 * CHILD + THIRD


def test_the_older_have_the_rate_of_existing_beneficiaries_but_the_additions_of_new_ones():
    older = person(statuses=[("1976-01", "2020-01", A)], birth=(1955, 6, 15), end="2020-01")
    found = disabled(older, (2019, 5), (2020, 10), 2, children=1)

    assert (found.basic, found.children) == (FULL_EXISTING, CHILD)


def test_the_minimum_of_grade_3_and_of_the_lump_sum():
    found = disabled(employee(12, pay=88), (2026, 1), (2026, 6), 3)

    assert found.minimum == found.employees == 635_500  # 847,300 × 3/4 = 635,475
    assert found.basic == 0
    assert disabled(employee(12, pay=88), (2026, 1), (2026, 6), 4).lump_sum == 2 * 635_500


def test_a_wife_with_two_children_has_the_published_basic_pension():
    found = left_behind(employee(120), (2026, 8), (1985, 1), children=2, last_child_until=month("2035-03"))

    assert found.basic == 1_334_900 == FULL + 2 * CHILD
    assert found.basic_until == month("2035-03")


def test_children_alone_share_the_basic_pension():
    found = left_behind(employee(120), (2026, 8), children=3, last_child_until=month("2035-03"))

    assert found.basic_each_child == round((FULL + CHILD + THIRD) / 3) == 390_800
    assert found.basic == 3 * 390_800
    assert found.employees_to == CHILDREN


def test_the_middle_aged_widows_addition_is_three_quarters_to_a_hundred_yen():
    assert left_behind(employee(120), (2026, 8), (1980, 1)).widow_addition == 635_500


@pytest.mark.parametrize(
    ("birth", "amount"),
    [((1927, 4, 1), 633_700), ((1927, 4, 2), 601_204), ((1956, 4, 1), 21_147), ((1956, 4, 2), 0)],
)  # 844,900 × 3/4 = 633,675; less 844,900 × 12/312 = 32,496 and × 348/480 = 612,553
def test_the_transitional_addition_of_widows_goes_by_birth(birth, amount):
    career = person([("1980-01", "2026-10", GENERAL, 300)], birth=(1957, 6, 15))

    assert left_behind(career, (2026, 8), birth).transitional_widow_addition == amount


# 300 months, categories, multiples


@pytest.mark.parametrize(("months", "stretched"), [(1, 300), (299, 300), (300, 300), (301, 301)])
def test_fewer_than_300_months_count_as_300(months, stretched):
    found = disabled(employee(months, pay=300, birth=(1970, 6, 15)), (2026, 9), (2026, 9), 2)
    record = found.record
    exact = Fraction(record.current, 15 * 10**6) * Fraction(stretched, months)

    assert record.counted == 15 * months
    assert found.current == int(exact + Fraction(1, 2))
    assert found.employees == max(found.current, found.protected)


def test_grade_1_is_rounded_once_after_the_factor():
    two = disabled(employee(121, pay=320), (2025, 3), (2026, 9), 2)
    one = disabled(employee(121, pay=320), (2025, 3), (2026, 9), 1)
    exact = Fraction(two.record.protected * cohort((1980, 6, 15)).protected_revision, 15 * 10**9) * 300 / 121

    assert one.employees == int(exact * Fraction(5, 4) + Fraction(1, 2))


def test_months_after_the_month_of_recognition_do_not_count():
    career = employee(120)

    assert disabled(career, (2024, 12), (2026, 6), 2).record.counted == 15 * 117
    assert disabled(career, (2025, 1), (2026, 7), 2).record.counted == 15 * 118


def test_the_months_of_all_categories_are_one_record():
    both = person([("2006-10", "2016-10", LOCAL, 300), ("2016-10", "2026-10", GENERAL, 300)])
    one = person([("2006-10", "2026-10", GENERAL, 300)])

    assert disabled(both, (2025, 3), (2026, 9), 2) == disabled(one, (2025, 3), (2026, 9), 2)


def test_multiplied_months_fill_the_300_months():
    # 225 months of a miner until 1986-03 are 300.
    career = person(
        [("1967-07", "1986-04", MINER, 100), ("2026-09", "2026-10", GENERAL, 100)], birth=(1957, 6, 15)
    )

    assert left_behind(career, (2026, 9, 30), (1960, 1)).record.counted == 15 * 301


def test_a_product_above_64_bits_is_avoided_and_exact():
    for amount, multiply, divide in (
        (4 * 10**16, 1500, 9 * 10**12),
        (10**16 + 7, 1125, 13 * 10**12),
        (0, 5, 7),
    ):
        exact = Fraction(amount * multiply, divide)

        assert round_product(amount, multiply, divide) == int(exact + Fraction(1, 2))


def test_no_coverage_gives_no_part():
    assert part_of(0, 1000, 0, 300, 1, 1) == 0


# The first visit


def test_a_first_visit_before_20_asks_for_no_premiums():
    found = disabled(person(birth=(2006, 6, 15), end="2026-10"), (2024, 1), (2025, 7), 2)

    assert (found.reason, found.before_20, found.premium.result) == (reasons.COMPUTED, 1, NOT_ASKED)
    assert found.first_month == month("2026-07")  # the month after attaining 20


def test_from_60_to_64_who_was_insured_has_the_basic_pension():
    career = person(statuses=[("1981-06", "2021-06", A)], birth=(1961, 6, 15), end="2021-06")

    assert disabled(career, (2026, 6, 13), (2026, 6, 13), 2).basic == FULL
    assert disabled(career, (2026, 6, 14), (2026, 6, 14), 2).reason == reasons.NOT_INSURED_AT_FIRST_VISIT


def test_grade_1_from_a_visit_at_65_is_the_employees_pension_alone():
    career = employee(24, birth=(1958, 6, 15), pay=88)
    found = disabled(career, (2026, 1), (2026, 6), 1)

    assert (found.basic_right, found.basic) == (0, 0)
    assert found.employees == found.minimum == 635_500


@pytest.mark.parametrize(
    ("event", "reason"),
    [
        (((2017, 7), (2017, 7, 31), 2), reasons.EVENT_BEFORE_2017_08),
        (((2024, 5), (2024, 4), 2), reasons.EVENT_DATES_CONTRADICT),
        (((2022, 5), (2023, 12), 2), reasons.EVENT_DATES_CONTRADICT),
        (((1979, 5), (1979, 6), 2), reasons.EVENT_DATES_CONTRADICT),
        (((2024, 5), (2025, 11), 0), reasons.GRADE_UNKNOWN),
        (((2024, 5), (2025, 11), 5), reasons.GRADE_UNKNOWN),
        (((2024, 5), (2025, 11), 3), reasons.GRADE_NEEDS_EMPLOYEES),
    ],
)
def test_an_impossible_claim_gives_a_reason_with_a_sentence(event, reason):
    found = disabled(person(statuses=[("2000-06", "2026-10", A)]), *event)

    assert found.reason == reason
    assert found.total == 0
    assert reasons.TEXT_JA[reason]
    assert reasons.TEXT_EN[reason]


def test_levels_before_2016_are_refused():
    career = person(statuses=[("2000-06", "2026-10", A)])
    old = levels_on(date(2018, 4, 1)).cohort(career.birth_date)._replace(fiscal_year=2015)

    event = DisabilityEvent(day(2024, 5), day(2025, 11), 2)
    assert disability(career, old, LEVELS, event).reason == reasons.LEVEL_BEFORE_2016
    assert survivors(career, old, old, LEVELS, DeathEvent(day(2024, 5))).reason == reasons.LEVEL_BEFORE_2016


def test_the_additions_from_2028_04_that_are_not_known_are_refused():
    career = employee(120)
    april, march = month("2028-04"), month("2028-03")

    assert disabled(career, (2025, 1), (2026, 6), 2, spouse=1, paid_month=march).spouse == CHILD
    refused = disabled(career, (2025, 1), (2026, 6), 2, spouse=1, paid_month=april)
    assert refused.reason == reasons.DISABILITY_ADDITIONS_2028_MISSING
    alike = disabled(career, (2025, 1), (2026, 6), 2, children=3, paid_month=april)
    assert alike.children == 3 * 292_500  # 269,600 × 1.085


# Premiums


@pytest.mark.parametrize(("unpaid", "result"), [(40, MET_BY_SHARE), (41, NOT_MET)])
def test_two_thirds_must_be_paid_or_exempt(unpaid, result):
    # 120 insured months until 2026-07, the last of them unpaid; the visit is in 2026-09.
    paid_until = month("2026-08") - unpaid
    change = f"{paid_until // 12:04d}-{paid_until % 12 + 1:02d}"
    career = person(statuses=[("2016-08", change, A), (change, "2026-10", UNPAID)], birth=(1996, 8, 15))
    found = disabled(career, (2026, 9), (2026, 9), 2)

    assert found.premium.result == result
    assert (found.premium.insured, found.premium.good) == (120, 120 - unpaid)
    assert found.reason == (reasons.COMPUTED if result else reasons.PREMIUM_CONDITION_NOT_MET)


def test_a_year_without_unpaid_months_is_enough_until_2036_03():
    career = person(
        statuses=[("2010-06", "2034-08", UNPAID), ("2034-08", "2036-10", Y)],
        birth=(1990, 6, 15),
        end="2036-10",
    )

    # 2035-08 … 2036-01 and before: the year up to two months before the visit is exempt throughout.
    assert disabled(career, (2036, 3, 31), (2036, 9), 2).premium.result == MET_BY_ONE_YEAR
    assert disabled(career, (2036, 4, 1), (2036, 9), 2).reason == reasons.PREMIUM_CONDITION_NOT_MET


def test_an_unpaid_month_two_months_before_breaks_the_year_one_before_does_not():
    def visit_after(unpaid):
        first, last = month(unpaid), month(unpaid) + 1
        texts = [f"{m // 12:04d}-{m % 12 + 1:02d}" for m in (first, last)]
        career = person(
            statuses=[
                ("2010-06", "2024-06", UNPAID),
                ("2024-06", texts[0], A),
                (*texts, UNPAID),
                (texts[1], "2026-10", A),
            ],
            birth=(1990, 6, 15),
        )
        return disabled(career, (2026, 8), (2026, 8), 2).premium.result

    assert visit_after("2026-07") == MET_BY_ONE_YEAR
    assert visit_after("2026-06") == NOT_MET
    assert visit_after("2025-07") == NOT_MET
    assert visit_after("2025-06") == MET_BY_ONE_YEAR


def test_an_employees_month_is_paid_whatever_the_sign():
    career = person([("2000-06", "2026-10", GENERAL, 200)], [("2000-06", "2026-10", UNPAID)])

    assert (
        disabled(career, (2025, 1), (2026, 6), 2).premium.good
        == disabled(career, (2025, 1), (2026, 6), 2).premium.insured
    )


# Survivors


def test_short_and_long_type_are_both_given_and_the_short_one_is_the_default():
    career = employee(310, birth=(1970, 6, 15))
    short = left_behind(career, (2026, 8), (1975, 1))
    long = left_behind(career, (2026, 8), (1975, 1), ask_long=1)

    assert (short.short_open, short.long_open, short.short, long.short) == (1, 1, 1, 0)
    assert (short.employees, short.other_type) == (long.other_type, long.employees)


def test_the_short_type_counts_300_months_the_long_one_real_months():
    voluntary = [("1990-06", "2016-10", A)]
    career = person([("2016-10", "2026-10", GENERAL, 300)], voluntary, birth=(1970, 6, 15))
    found = left_behind(career, (2026, 9, 30), (1975, 1))

    assert found.record.counted == 15 * 120
    assert abs(found.employees - Fraction(300, 120) * found.other_type) <= 2


@pytest.mark.parametrize(("months", "addition"), [(239, 0), (240, 635_500)])
def test_the_long_type_needs_240_months_for_the_widows_addition(months, addition):
    until = month("2003-04") + months
    end = f"{until // 12:04d}-{until % 12 + 1:02d}"
    career = person(
        [("2003-04", end, GENERAL, 300)],
        [("1998-06", "2003-04", A), (end, "2026-10", A)],
        birth=(1978, 6, 15),
    )
    found = left_behind(career, (2026, 8), (1980, 1))

    assert (found.short_open, found.long_open) == (0, 1)
    assert found.widow_addition == addition
    assert found.total_without_children == found.employees + addition


@pytest.mark.parametrize(
    ("birth", "start"),
    [
        ((1986, 8, 16), "2026-09"),  # attains 40 on the day of the death
        ((1986, 8, 17), None),
        ((1961, 9, 2), "2026-09"),  # attains 65 in the first month paid
        ((1961, 9, 1), None),  # in the month before it
    ],
)
def test_the_widows_addition_is_for_40_to_64(birth, start):
    found = left_behind(employee(120), (2026, 8, 15), birth)

    assert found.widow_addition_from == (month(start) if start else 0)


def test_the_addition_begins_when_the_childrens_pension_ends_at_40_or_later():
    def start(last_child):
        return left_behind(
            employee(120), (2026, 8), (1990, 2, 1), children=1, last_child_until=month(last_child)
        ).widow_addition_from

    assert start("2030-01") == month("2030-02")  # attains 40 on 2030-01-31
    assert start("2029-12") == 0


@pytest.mark.parametrize(
    ("birth", "to"), [((1971, 8, 16), SPOUSE), ((1971, 8, 17), NOBODY)]
)  # attains 55 on the day of the death, or the day after
def test_a_husband_needs_55_years_until_2028(birth, to):
    found = left_behind(employee(120, sex=FEMALE), (2026, 8, 15), birth, MALE)

    assert found.employees_to == to
    if to == SPOUSE:
        assert found.employees_from == month("2031-09")  # from 60


def test_a_young_father_has_the_basic_pension_and_the_child_the_employees():
    found = left_behind(
        employee(120, sex=FEMALE), (2026, 8), (1985, 1), MALE, children=1, last_child_until=month("2035-03")
    )

    assert (found.basic, found.employees_to) == (FULL + CHILD, CHILDREN)


@pytest.mark.parametrize(("birth", "until"), [((1996, 8, 17), "2031-08"), ((1996, 8, 16), None)])
def test_a_childless_wife_below_30_has_five_years(birth, until):
    found = left_behind(employee(120), (2026, 8, 15), birth)

    assert found.fixed_term_until == (month(until) if until else 0)
    assert found.fixed_term == found.employees


@pytest.mark.parametrize(
    ("spouse", "sex", "death", "until"),
    [
        ((1985, 1), MALE, (2028, 3, 31), None),  # no right at 43
        ((1985, 1), MALE, (2028, 4, 1), "2033-04"),
        ((1968, 4, 2), MALE, (2028, 4, 1), None),  # attains 60 on that day: for life
        ((1989, 4, 2), FEMALE, (2028, 4, 1), "2033-04"),
        ((1989, 4, 1), FEMALE, (2028, 4, 1), None),
    ],
)
def test_from_2028_04_husbands_and_younger_wives_have_five_years(spouse, sex, death, until):
    found = left_behind(employee(120, end="2028-04"), death, spouse, sex)

    assert found.fixed_term_until == (month(until) if until else 0)
    if until:
        assert abs(Fraction(found.fixed_term) - Fraction(4, 3) * found.employees) <= 1


def test_the_widows_addition_of_2028_04_is_refused_by_name():
    career = employee(120, end="2028-04")

    assert left_behind(career, (2028, 3, 31), (1975, 1)).widow_addition == 635_500
    refused = left_behind(career, (2028, 4, 1), (1975, 1))
    assert refused.reason == reasons.WIDOW_ADDITION_2028_MISSING
    assert "中高齢寡婦加算" in reasons.TEXT_JA[refused.reason]


@pytest.mark.parametrize("own", [0, 1, 500_000, 3_000_000])
def test_from_65_the_own_pension_is_paid_in_full_and_the_rest_on_top(own):
    found = left_behind(employee(310, birth=(1957, 6, 15)), (2026, 8), (1958, 1), own_employees=own)
    best = max(Fraction(found.employees), Fraction(2, 3) * found.employees + Fraction(1, 2) * own)

    assert found.entitlement_at_65 == int(best + Fraction(1, 2))
    assert found.on_top_at_65 == int(max(Fraction(0), best - own) + Fraction(1, 2))
    assert own + found.on_top_at_65 >= found.employees - 1


def test_who_was_neither_insured_nor_has_25_years_leaves_no_pension():
    career = person(statuses=[("2000-06", "2006-06", UNPAID), ("2006-06", "2026-10", NOT_COVERED)])

    assert left_behind(career, (2026, 8), (1985, 1)).reason == reasons.NO_RIGHT_BY_DEATH


def test_a_shorter_record_stands_for_25_years_by_birth():
    def survives(months, birth):
        last = month("1975-04") + months
        end = f"{last // 12:04d}-{last % 12 + 1:02d}"
        career = person([("1975-04", end, GENERAL, 100)], birth=birth, end="2020-01")
        return left_behind(career, (2019, 8), (1955, 1)).long_open

    assert survives(240, (1952, 4, 1)) == 1
    assert survives(239, (1952, 4, 1)) == 0
    assert survives(240, (1952, 4, 2)) == 0
    assert survives(288, (1956, 4, 1)) == 1
    assert survives(288, (1956, 4, 2)) == 0


def test_a_child_needs_the_last_month_of_its_right():
    found = left_behind(employee(120), (2026, 8), (1985, 1), children=1)

    assert found.reason == reasons.EVENT_DATES_CONTRADICT


# Widow's pension and death lump sum


@pytest.mark.parametrize(
    ("months", "married", "right"), [(120, 120, True), (119, 120, False), (120, 119, False)]
)
def test_the_widows_pension_needs_ten_years_of_both(months, married, right):
    last = month("2000-06") + months
    end = f"{last // 12:04d}-{last % 12 + 1:02d}"
    career = person(statuses=[("2000-06", end, A), (end, "2026-10", UNPAID)])
    found = left_behind(career, (2026, 8), (1985, 1), married=married)

    assert found.widows == (round(Fraction(3, 4) * FULL * months / 480) if right else 0)
    if right:
        assert (found.widows_from, found.widows_until) == (month("2045-02"), month("2050-01"))


def test_student_months_alone_give_no_widows_pension():
    career = person(statuses=[("2000-06", "2012-06", STUDENT), ("2012-06", "2026-10", UNPAID)])

    assert left_behind(career, (2026, 8), (1985, 1), married=200).widows == 0


def test_who_has_received_a_basic_pension_leaves_neither():
    career = person(statuses=[("2000-06", "2026-10", A)])
    found = left_behind(career, (2026, 8), (1985, 1), married=200, received_basic=1)

    assert (found.widows, found.lump_sum) == (0, 0)


@pytest.mark.parametrize(
    ("months", "amount"),
    [(35, 0), (36, 120_000), (179, 120_000), (180, 145_000), (240, 170_000), (300, 220_000), (360, 270_000),
     (419, 270_000), (420, 320_000), (480, 320_000)],
)  # fmt: skip
def test_the_death_lump_sum_by_months(months, amount):
    assert death_lump_sum(4 * months, 35) == amount
    assert death_lump_sum(4 * months, 36) == (amount + 8_500 if amount else 0)
    assert death_lump_sum(4 * months - 1, 0) <= amount


def test_half_paid_months_count_half_and_category_3_not_at_all():
    career = person(
        statuses=[("2010-06", "2013-06", H), ("2013-06", "2016-06", SPOUSE_SIGN), ("2016-06", "2018-06", B)]
    )
    found = left_behind(career, (2026, 8))

    assert found.category_one_quarters == 4 * (18 + 24)
    assert found.lump_sum == 120_000


def test_a_basic_pension_takes_the_place_of_the_lump_sum():
    career = person(statuses=[("2000-06", "2026-10", A)])

    assert left_behind(career, (2026, 8), (1985, 1)).lump_sum == 220_000
    with_child = left_behind(career, (2026, 8), (1985, 1), children=1, last_child_until=month("2035-03"))
    assert with_child.lump_sum == 0


# Withdrawal


def gone(career, left, claim, **more):
    return withdrawal(career, Departure(day(*left), day(*claim), **more))


def worker(months, pay=200):
    start = month("2024-01") - months
    text = f"{start // 12:04d}-{start % 12 + 1:02d}"
    return person([(text, "2024-01", GENERAL, pay)], birth=(1990, 6, 15), end="2024-06")


@pytest.mark.parametrize(
    ("months", "rate"), [(5, 0), (6, 5), (11, 5), (12, 11), (35, 27), (36, 33), (59, 49), (60, 55), (119, 55)]
)
def test_the_employees_payment_by_months(months, rate):
    found = gone(worker(months), (2024, 2), (2024, 5))

    assert found.employees == 200_000 * rate // 10
    assert found.employees_tax == found.employees * 2042 // 10_000
    assert found.reason == (reasons.COMPUTED if rate else reasons.WITHDRAWAL_TOO_FEW_MONTHS)


def test_36_months_are_the_most_where_the_last_month_is_before_2021_04():
    assert month_factor(60, month("2021-03")) == 36
    assert month_factor(60, month("2021-04")) == 60
    assert withdrawal_of(4 * 60, month("2021-04")) == 498_300


def test_both_schemes_have_the_same_numbers_of_months():
    table = {
        scheme: [
            (row["valid_from"], row["months_from"], row["months"])
            for row in rows("withdrawal_month_factors", scheme=scheme)
        ]
        for scheme in ("national_pension", "employees_pension")
    }

    assert table["national_pension"] == table["employees_pension"]
    assert all(months_from == months for _, months_from, months in table["national_pension"])
    assert STEP == 6


def test_pay_before_2003_04_counts_1_3_times_and_bonuses_are_added():
    career = person(
        [("2002-04", "2004-04", GENERAL, 200)],
        birth=(1980, 6, 15),
        end="2010-01",
        bonuses=[("2003-12", 240, GENERAL)],
    )
    found = gone(career, (2017, 9), (2017, 10))

    assert found.employees_average == (12 * 260_000 + 12 * 200_000 + 240_000) // 24 == 240_000
    assert found.employees_reason == reasons.WITHDRAWAL_OUTSIDE_TABLES


@pytest.mark.parametrize(
    ("changes", "claim", "reason"),
    [
        ({}, (2026, 2, 14), reasons.COMPUTED),
        ({}, (2026, 2, 15), reasons.WITHDRAWAL_TOO_LATE),
        ({"japanese": 1}, (2024, 5), reasons.WITHDRAWAL_NATIONAL),
        ({"had_disability_right": 1}, (2024, 5), reasons.WITHDRAWAL_AFTER_OTHER_BENEFIT),
        ({}, (2024, 1), reasons.EVENT_DATES_CONTRADICT),
    ],
)
def test_the_conditions_of_a_withdrawal_payment(changes, claim, reason):
    assert gone(worker(36), (2024, 2), claim, **changes).reason == reason


def test_claims_before_2017_08_are_refused():
    assert gone(worker(36), (2016, 2), (2017, 7, 31)).reason == reasons.EVENT_BEFORE_2017_08


def test_120_months_are_an_old_age_pension_instead():
    assert gone(worker(120), (2024, 2), (2024, 5)).reason == reasons.WITHDRAWAL_QUALIFIES


def test_while_insured_there_is_no_payment():
    career = person([("2020-01", "2026-10", GENERAL, 200)], birth=(1990, 6, 15))

    assert gone(career, (2026, 3), (2026, 5)).reason == reasons.WITHDRAWAL_STILL_INSURED


# Ages, properties


def test_an_age_is_attained_on_the_eve_of_the_birthday_leap_days_too():
    leap, first = day(1984, 2, 29), day(1984, 3, 1)

    assert not attained(leap, 480, day(2024, 2, 27))
    assert attained(leap, 480, day(2024, 2, 28))
    assert attained(leap, 492, day(2025, 2, 28))
    assert not attained(leap, 492, day(2025, 2, 27))
    assert attained(first, 480, day(2024, 2, 29))
    assert not attained(first, 480, day(2024, 2, 28))


def test_never_less_with_one_more_month_or_a_worse_degree():
    amounts = [
        disabled(employee(months, birth=(1960, 6, 15)), (2025, 3), (2026, 9), 3).employees
        for months in range(280, 340)
    ]
    assert amounts == sorted(amounts)
    by_grade = [disabled(employee(120), (2025, 3), (2026, 9), grade).total for grade in (3, 2, 1)]
    assert by_grade == sorted(by_grade)


def test_splitting_a_spell_changes_nothing():
    whole = employee(120)
    start = month("2016-10")
    parts = whole._replace(
        coverage_start=(start, start + 50), coverage_end=(start + 50, start + 120),
        coverage_kind=(GENERAL,) * 2, coverage_pay=(300, 300),
    )  # fmt: skip

    assert disabled(whole, (2025, 3), (2026, 9), 2) == disabled(parts, (2025, 3), (2026, 9), 2)
    assert left_behind(whole, (2026, 8), (1985, 1)) == left_behind(parts, (2026, 8), (1985, 1))


def test_a_record_without_a_month_is_answered():
    nobody = person()

    assert disabled(nobody, (2024, 5), (2025, 11), 2).reason == reasons.NOT_INSURED_AT_FIRST_VISIT
    assert left_behind(nobody, (2026, 8), (1985, 1)).reason == reasons.NO_RIGHT_BY_DEATH
    assert gone(nobody, (2024, 2), (2024, 5)).reason == reasons.WITHDRAWAL_TOO_FEW_MONTHS


def test_every_reason_is_explained_in_both_languages():
    codes = {
        value
        for name, value in vars(reasons).items()
        if name.isupper() and isinstance(value, int) and value > 100
    }

    assert codes == set(reasons.TEXT_JA) == set(reasons.TEXT_EN)


def test_a_combined_record_says_what_it_counts():
    assert CombinedRecord._fields[:3] == ("months_before", "months_after", "counted")
