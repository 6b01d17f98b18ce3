"""The whole estimate: sentences about the practice people, and laws that hold for every career."""

from datetime import date
from itertools import groupby

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from nenkin.law import reasons
from nenkin.law.calendar import month_of_age_zero
from nenkin.law.career import FEMALE, GENERAL, MALE, STATUS_OF_SIGN, Career
from nenkin.law.estimate import AGE_60, AGE_65, AGE_66, Plan, estimate, plan_fault
from nenkin.law.explain import reason_text
from nenkin.law.levels import YEN_ROUNDING_BEGINS, levels_on
from nenkin.law.tests.practice import (
    ASAHI,
    ITTETSU,
    KASUMI,
    KOTARO,
    MACHIO,
    MANABUKO,
    PEOPLE,
    REITO,
    SANAE,
    TENSUKE,
    UMIHIKO,
    WATASE,
    YAOZO,
    born,
    cohort_of,
    estimate_of,
)
from tests.reference.strategies import cases

many = settings(max_examples=60, deadline=None)


def worker(birth, months, *, sex=MALE, at_age=AGE_60, others=0):
    """A closed career: `months` of work until `at_age`, `others` premiums paid from 20 on before it."""
    zero = month_of_age_zero(birth)
    end, first = zero + at_age, zero + 240
    spell = ((end - months,), (end,), (GENERAL,), (300,)) if months else ((), (), (), ())
    paid = ((first,), (first + others,), (STATUS_OF_SIGN["A"],)) if others else ((), (), ())
    return Career(birth, sex, max(end, first + others) + 1, *spell, (), (), (), *paid)


# — the basic pension —


@pytest.mark.parametrize(
    ("career", "paid", "credited", "basic"),
    [
        (ITTETSU, 480, 480, 847_300),
        (YAOZO, 357, 408.625, 721_308),  # 12 classes of month, counted by hand in the record
        (MANABUKO, 456, 456, 804_935),  # two years of student deferral were not paid back
        (KASUMI, 462, 462, 815_526),  # 18 months of 第3号 reported too late
        (TENSUKE, 477, 477.5, 842_887),  # two gaps unpaid, one exempt
        (WATASE, 307, 307, 541_919),
        (
            UMIHIKO,
            473,
            473,
            832_579,
        ),  # of 844,900 yen: born before 1956-04-02; old months at sea count once here
        (REITO, 471, 475.5, 839_357),  # nine months of 法定免除, then paid to 60
    ],
    ids=["一徹", "八百蔵", "まなぶ子", "かすみ", "転助", "渡瀬", "海彦", "例斗"],
)
def test_the_basic_pension_counts_each_month_by_its_sign(career, paid, credited, basic):
    found = estimate_of(career)

    assert (found.months.by_class.paid, found.credited / 24, found.basic) == (paid, credited, basic)


def test_the_additional_pension_is_200_yen_for_each_month():
    assert estimate_of(YAOZO).months.additional == 147
    assert estimate_of(YAOZO).additional == 29_400


def test_months_abroad_give_the_right_and_no_amount():
    months = estimate_of(WATASE).months

    assert months.complementary == 36 + 180
    assert months.qualifying == 307 + 36 + 180


def test_the_level_is_that_of_the_year_asked_for():
    assert estimate_of(ITTETSU, date(2025, 4, 1)).basic == 831_700
    assert estimate_of(UMIHIKO, date(2025, 4, 1)).full_amount == 829_300
    assert estimate_of(ITTETSU, date(2018, 4, 1)).basic == 779_300


# — the employees' pension and the pension before 65 —


def test_months_at_sea_before_1991_count_more_than_once_for_the_employees_pension():
    assert estimate_of(UMIHIKO).at_65[0].counted_before == 15 * (273 + 72 + 60 + 81) + 5


def test_each_category_is_a_pension_of_its_own():
    found = estimate_of(KOTARO)

    assert [pension.months_before + pension.months_after for pension in found.at_65] == [52, 0, 444, 0]
    assert [amounts.total > 0 for amounts in found.final] == [True, False, True, False]


def test_the_special_pension_begins_at_the_age_of_birth_and_sex():
    man = ASAHI._replace(sex=MALE)

    assert estimate_of(ASAHI).special_age[0] == 64 * 12
    assert estimate_of(ASAHI).special_total > 0
    assert estimate_of(man).special_age == (AGE_65,) * 4
    assert estimate_of(man).special_total == 0
    assert estimate_of(man).final_total == estimate_of(ASAHI).final_total


def test_the_special_pension_holds_the_months_before_its_age_only():
    found = estimate_of(ASAHI, until_age=70 * 12)

    assert found.special[0] < found.at_65[0].earnings_related < found.final[0].earnings_related


@pytest.mark.parametrize(("months", "age"), [(11, AGE_65), (12, 62 * 12), (13, 62 * 12)])
def test_twelve_months_of_work_give_a_pension_before_65(months, age):
    found = estimate_of(worker(born(1956, 1, 15), months, others=400))

    assert found.special_age[0] == age
    assert (found.special_total > 0) == (age < AGE_65)


def test_who_completes_twelve_months_after_the_special_age_has_the_pension_from_then():
    late = worker(born(1956, 1, 15), 12, at_age=62 * 12 + 7, others=400)

    assert estimate_of(late).special_age[0] == 62 * 12 + 7


def test_a_pension_that_waits_leaves_the_special_pension_as_it_is():
    waiting = estimate_of(MACHIO, employees_start=AGE_66 + 1)

    assert waiting.special == estimate_of(MACHIO).special
    assert waiting.special_total > 0


# — early and late receipt —


def test_sanae_at_60_loses_half_a_percent_a_month_each_part_by_its_own_months():
    at_60 = estimate_of(SANAE, basic_start=720, employees_start=720)

    assert at_60.basic_paid == 750_214 - 225_064  # 30 %
    assert at_60.additional_paid == 25_600 - 7_680
    assert at_60.final[0] == (30_964, 24, -3_723, 27_265)  # 24 months to 62, 60 months for the 24 yen
    assert at_60.special_total == 0


def test_who_was_born_a_day_later_loses_four_per_mille():
    younger = SANAE._replace(birth_date=SANAE.birth_date + 1)

    assert estimate_of(SANAE, basic_start=720, employees_start=720).early_rate == 5
    assert estimate_of(younger, basic_start=720, employees_start=720).early_rate == 4


def test_machio_who_waited_13_months_gains_9_1_percent_of_both():
    late, at_65 = estimate_of(MACHIO, basic_start=793, employees_start=793), estimate_of(MACHIO)

    assert late.basic_paid == at_65.basic + round(at_65.basic * 0.091)
    assert late.final[0].adjustment == round(at_65.final[0].total * 0.091)


def test_the_two_pensions_can_wait_apart():
    found = estimate_of(MACHIO, basic_start=AGE_65, employees_start=840)

    assert found.basic_adjustment == 0
    assert found.final[0].adjustment == round(estimate_of(MACHIO).final[0].total * 0.42)


def test_months_worked_after_65_are_not_increased():
    on, off = (
        estimate_of(KOTARO, until_age=until, basic_start=840, employees_start=840) for until in (840, 780)
    )
    assert [amounts.adjustment for amounts in on.final] == [amounts.adjustment for amounts in off.final]
    assert on.final_total > off.final_total


def test_after_the_special_pension_has_begun_an_early_basic_pension_leaves_it_whole():
    found = estimate_of(ITTETSU, basic_start=774, employees_start=774)

    assert found.special[0] > 0
    assert found.basic_paid == 847_300 - 25_419  # six months
    assert found.at_start[0].transitional == 0
    assert found.final[0].adjustment == 0


def test_claimed_in_the_month_of_the_special_age_only_the_transitional_addition_is_reduced():
    woman = ASAHI._replace(birth_date=born(1960, 4, 2))  # the special pension at 62, half a percent a month
    found = estimate_of(woman, until_age=240, basic_start=744, employees_start=744)
    sooner = estimate_of(woman, until_age=240, basic_start=743, employees_start=743)

    assert found.special == (0, 0, 0, 0)
    assert found.at_start[0].adjustment == -round(found.at_start[0].transitional * 36 * 0.005) < 0
    assert (
        sooner.at_start[0].adjustment
        < found.at_start[0].adjustment - sooner.at_start[0].earnings_related // 250
    )


def test_claimed_with_fewer_than_twelve_months_both_parts_lose_the_months_to_65():
    short = worker(born(1956, 1, 15), 12, at_age=63 * 12 + 6, others=400)  # nine months at the claim
    found = estimate_of(short, basic_start=63 * 12 + 3, employees_start=63 * 12 + 3)
    claimed = found.at_start[0]

    assert found.claim_special_age[0] == AGE_65
    assert claimed.adjustment == -round((claimed.earnings_related + claimed.transitional) * 21 * 0.005)


def test_months_after_an_early_claim_enter_at_65_without_reduction():
    found = estimate_of(KOTARO, until_age=780, basic_start=720, employees_start=720)

    assert found.from_65[0].adjustment == found.at_start[0].adjustment
    assert found.from_65[0].total > found.at_start[0].total


@pytest.mark.parametrize(("age", "per_mille"), [(60, -420), (61, -350), (62, -280), (63, -200), (64, -110),
                                               (66, 120), (67, 260), (68, 430), (69, 640), (70, 880)])  # fmt: skip
def test_births_until_1941_04_01_go_by_the_completed_age(age, per_mille):
    career = worker(born(1941, 4, 1), 0, others=468)
    in_the_year = estimate_of(
        career, basic_start=12 * age + 11 * (age < 70), employees_start=12 * age + 11 * (age < 70)
    )

    assert in_the_year.basic == 844_900
    assert in_the_year.basic_adjustment == 844_900 * per_mille // 1000


# — the assumption about the future —


def test_work_until_a_later_age_adds_months_and_money():
    totals = [estimate_of(KOTARO, until_age=12 * age).final_total for age in (65, 66, 68, 70)]

    assert totals == sorted(set(totals))


def test_an_age_already_passed_changes_nothing():
    assert (
        estimate_of(MANABUKO, until_age=300).final_total == estimate_of(MANABUKO, until_age=240).final_total
    )
    assert estimate_of(MANABUKO, until_age=300).final_total < estimate_of(MANABUKO).final_total


def test_a_closed_record_does_not_go_on():
    assert estimate_of(UMIHIKO, until_age=240)._replace(horizon=0) == estimate_of(
        UMIHIKO, until_age=840
    )._replace(horizon=0)


def test_premiums_go_on_to_60_at_most():
    assert estimate_of(REITO, until_age=840).months == estimate_of(REITO).months


def test_the_subtrahend_can_be_rounded_first():
    """60 months before 20 and 444 from then on, fiscal 2021: 781,440 − 722,332.5 (https://fp2-siken.com/bbs/1146.html)."""
    career = worker(born(1961, 6, 1), 504, at_age=AGE_60 - 36)
    day = date(2021, 4, 1)

    assert estimate_of(career, day).final[0].transitional == 59_108
    assert estimate_of(career, day, subtrahend_rounded=True).final[0].transitional == 59_107


# — no amount, and why —


@pytest.mark.parametrize(
    ("birth", "plan", "reason"),
    [
        ((1926, 4, 1), Plan(), reasons.BORN_UNDER_OLD_LAW),
        ((1961, 4, 2), Plan(until_age=239), reasons.UNTIL_OUT_OF_RANGE),
        ((1961, 4, 2), Plan(until_age=841), reasons.UNTIL_OUT_OF_RANGE),
        ((1961, 4, 2), Plan(basic_start=719, employees_start=719), reasons.START_TOO_EARLY),
        ((1961, 4, 2), Plan(basic_start=901), reasons.START_TOO_LATE),
        ((1952, 4, 1), Plan(employees_start=841), reasons.START_TOO_LATE),
        ((1961, 4, 2), Plan(basic_start=781), reasons.START_BETWEEN_65_AND_66),
        ((1961, 4, 2), Plan(employees_start=791), reasons.START_BETWEEN_65_AND_66),
        ((1961, 4, 2), Plan(basic_start=779), reasons.EARLY_STARTS_DIFFER),
        ((1961, 4, 2), Plan(720, 792, 779), reasons.EARLY_STARTS_DIFFER),
    ],
)
def test_an_impossible_plan_has_a_reason_and_no_amount(birth, plan, reason):
    career = worker(born(*birth), 0, others=468)
    cohort = cohort_of(career)
    found = estimate(career, cohort, plan)

    assert found.reason == plan_fault(cohort, plan) == reason
    assert (found.basic_paid, found.special_total, found.start_total, found.final_total) == (0, 0, 0, 0)


@pytest.mark.parametrize(
    "plan", [Plan(240, 720, 720), Plan(840, 780, 900), Plan(720, 900, 792), Plan(720, 792, 792)]
)
def test_the_ends_of_each_range_are_allowed(plan):
    assert plan_fault(cohort_of(worker(born(1952, 4, 2), 0)), plan) == reasons.COMPUTED
    assert plan_fault(cohort_of(worker(born(1952, 4, 1), 0)), Plan(720, 840, 840)) == reasons.COMPUTED


def test_119_months_give_nothing_and_one_more_gives_a_pension():
    short, enough = (estimate_of(worker(born(1970), 0, others=months)) for months in (119, 120))

    assert (short.reason, short.months.qualifying, short.final_total) == (reasons.NOT_ENOUGH_MONTHS, 119, 0)
    assert (enough.reason, enough.final_total) == (reasons.COMPUTED, 211_825)


def test_the_months_are_counted_at_the_claim_when_it_is_early():
    zero = month_of_age_zero(born(1960))
    voluntary = {"status_start": (zero + 605,), "status_end": (zero + 725,), "record_end": zero + 726}
    career = worker(born(1960), 0, others=120)._replace(**voluntary)

    assert estimate_of(career, basic_start=724, employees_start=724).reason == reasons.NOT_ENOUGH_MONTHS
    assert estimate_of(career, basic_start=725, employees_start=725).reason == reasons.COMPUTED


def test_every_reason_has_a_sentence_in_both_languages():
    codes = {code for name, code in vars(reasons).items() if name.isupper() and isinstance(code, int)}
    told = [
        estimate_of(worker(born(1970), 0))._replace(reason=code)
        for code in sorted(codes - {reasons.COMPUTED})
    ]

    assert all(
        reason_text(found, "ja").endswith("。") and reason_text(found, "en").endswith(".") for found in told
    )
    assert reason_text(estimate_of(ITTETSU)) == ""


# — laws that hold for every career —


def computed(case, **changes):
    """The estimate of a random case, with changes to its career."""
    plan = Plan(case.until_age, case.basic_start, case.employees_start)
    cohort = levels_on(case.as_of).cohort(case.career.birth_date)
    return estimate(case.career._replace(**changes), cohort, plan)


def statuses(spells):
    starts, ends, codes = zip(*spells, strict=True)
    return {"status_start": starts, "status_end": ends, "status_code": codes}


def coverage(spells):
    starts, ends, kinds, pays = zip(*spells, strict=True)
    return {"coverage_start": starts, "coverage_end": ends, "coverage_kind": kinds, "coverage_pay": pays}


def status_spells(career):
    return list(zip(career.status_start, career.status_end, career.status_code, strict=True))


def coverage_spells(career):
    return list(
        zip(
            career.coverage_start, career.coverage_end, career.coverage_kind, career.coverage_pay, strict=True
        )
    )


@many
@given(cases(), st.data())
def test_one_more_paid_month_never_lowers_the_amount(case, data):
    spells = status_spells(case.career)
    assume(spells)
    place = data.draw(st.integers(0, len(spells) - 1))
    start, end, code = spells[place]
    month = data.draw(st.integers(start, end - 1))
    assume(STATUS_OF_SIGN["A"] != code and not (end == case.career.record_end and month == end - 1))
    parts = [(start, month, code), (month, month + 1, STATUS_OF_SIGN["C"]), (month + 1, end, code)]
    spells[place : place + 1] = [part for part in parts if part[0] < part[1]]
    more, before = computed(case, **statuses(spells)), computed(case)

    assert more.months.qualifying >= before.months.qualifying
    assert more.credited >= before.credited
    assert more.basic_paid >= before.basic_paid


@many
@given(cases(), st.data())
def test_splitting_a_spell_in_two_changes_nothing(case, data):
    def split(spells):
        found = []
        for start, end, *rest in spells:
            cut = data.draw(st.integers(start, end - 1))
            found += [(a, b, *rest) for a, b in ((start, cut), (cut, end)) if a < b]
        return sorted(found)

    career = case.career
    changes = coverage(split(coverage_spells(career))) if career.coverage_start else {}
    changes |= statuses(split(status_spells(career))) if career.status_start else {}

    assert computed(case, **changes) == computed(case)


@pytest.mark.parametrize("career", PEOPLE.values(), ids=PEOPLE)
def test_a_row_for_every_month_is_the_same_as_a_row_for_a_spell(career):
    months = [
        (month, month + 1, *rest)
        for start, end, *rest in coverage_spells(career)
        for month in range(start, end)
    ]
    signs = [
        (month, month + 1, *rest)
        for start, end, *rest in status_spells(career)
        for month in range(start, end)
    ]
    by_month = career._replace(**(coverage(sorted(months)) if months else {}), **statuses(signs))

    assert estimate_of(by_month) == estimate_of(career)
    assert estimate_of(by_month, until_age=800, basic_start=725, employees_start=725) == estimate_of(
        career, until_age=800, basic_start=725, employees_start=725
    )


@many
@given(cases())
def test_touching_rows_of_one_pay_are_the_same_as_one_row(case):
    rows = []
    for kind_and_pay, group in groupby(coverage_spells(case.career), key=lambda spell: spell[2:]):
        for start, end, *_ in group:
            if rows and rows[-1][1] == start and rows[-1][2:] == kind_and_pay:
                rows[-1] = (rows[-1][0], end, *kind_and_pay)
            else:
                rows.append((start, end, *kind_and_pay))

    assert computed(case, **(coverage(rows) if rows else {})) == computed(case)


@many
@given(cases())
def test_without_a_month_of_work_there_is_no_employees_pension(case):
    none = {"coverage_start": (), "coverage_end": (), "coverage_kind": (), "coverage_pay": ()}
    found = computed(case, **none, bonus_month=(), bonus_amount=(), bonus_kind=())

    assert {amounts.total for amounts in (*found.at_start, *found.from_65, *found.final)} == {0}
    assert (found.special_total, found.months.employees, found.categories) == (0, 0, 0)
    assert found.final_total == found.basic_paid + found.additional_paid


@many
@given(cases())
def test_totals_are_sums(case):
    found = computed(case)
    national = found.basic_paid + found.additional_paid
    to_hundred = 50 if case.as_of < YEN_ROUNDING_BEGINS else 0  # then each pension was rounded to 100 yen

    assert abs(found.basic_paid - found.basic - found.basic_adjustment) <= to_hundred
    assert abs(found.additional_paid - found.additional - found.additional_adjustment) <= to_hundred
    assert found.special_total == sum(found.special)
    waits = case.basic_start > 780, case.employees_start > 780
    for total, national_part, parts in (
        (found.start_total, national, found.at_start),
        (found.total_from_65, 0 if waits[0] else national, () if waits[1] else found.from_65),
        (found.final_total, national, found.final),
    ):
        assert total == national_part + sum(amounts.total for amounts in parts)
        assert all(abs(amounts.total - sum(amounts[:3])) <= to_hundred for amounts in parts)


@many
@given(cases(), st.integers(720, 779))
def test_a_month_later_an_early_basic_pension_is_never_smaller(case, start):
    sooner, later = (computed(case._replace(basic_start=s, employees_start=s)) for s in (start, start + 1))

    assert later.basic_paid + later.additional_paid >= sooner.basic_paid + sooner.additional_paid


@many
@given(cases(), st.integers(720, 779))
def test_a_month_later_an_early_total_is_never_smaller_where_work_has_ended(case, start):
    at_60 = month_of_age_zero(case.career.birth_date) + AGE_60
    assume(all(end <= at_60 for end in case.career.coverage_end))
    case = case._replace(until_age=min(case.until_age, AGE_60))
    sooner, later = (computed(case._replace(basic_start=s, employees_start=s)) for s in (start, start + 1))

    assert later.final_total >= sooner.final_total


@many
@given(cases(), st.integers(791, 899))
def test_a_month_later_a_late_total_is_never_smaller(case, start):
    latest = levels_on(case.as_of).cohort(case.career.birth_date).latest_start
    assume(start < latest)
    starts = (AGE_65 if start == 791 else start, start + 1)
    sooner, later = (computed(case._replace(basic_start=s, employees_start=s)) for s in starts)

    assert later.basic_paid >= sooner.basic_paid
    assert later.final_total >= sooner.final_total


@many
@given(cases())
def test_sex_matters_for_the_first_category_before_65_alone(case):
    assume(min(case.basic_start, case.employees_start) >= AGE_65)
    man, woman = computed(case, sex=MALE), computed(case, sex=FEMALE)

    assert man.final_total == woman.final_total
    assert man.special[1:] == woman.special[1:]
