"""The future written out: the default is what `estimate` assumes, each assumption changes what it says, grades go by date."""

import random
from datetime import date

import pytest

from nenkin.law.calendar import attain_month, month_of_age_zero
from nenkin.law.career import GENERAL, MALE, SCHOOL, STATUS_OF_SIGN, Career, month_number
from nenkin.law.checks import GRADES, impossible
from nenkin.law.estimate import Plan, estimate
from nenkin.law.projection import (
    BONUSES_OF_PRESENT_WORK,
    NO_BONUSES,
    Assumptions,
    Status,
    Work,
    graded,
    planned,
    project,
    record_until,
)
from nenkin.law.tests.practice import KASUMI, KOTARO, MANABUKO, PEOPLE, TENSUKE, born, cohort_of, estimate_of

PRACTICE = pytest.mark.parametrize("person", sorted(PEOPLE))
BIRTH, RECORD_END = born(1980, 6, 15), month_number(2026, 10)
AGE_60, AGE_65 = attain_month(BIRTH, 720), attain_month(BIRTH, 780)


def status(start, end, sign):
    return Status(month_number(*start), month_number(*end), STATUS_OF_SIGN[sign])


def career(coverage=(), bonuses=(), statuses=(), record_end=RECORD_END):
    """Someone born in June 1980: rows of (start, end, kind, pay), (month, amount, kind), (start, end, code)."""
    columns = [tuple(zip(*rows, strict=True)) or ((),) * width
               for rows, width in ((coverage, 4), (bonuses, 3), (statuses, 3))]  # fmt: skip
    return Career(BIRTH, MALE, record_end, *(column for part in columns for column in part))


EMPLOYEE = career(
    [(month_number(2003, 4), month_number(2026, 1), GENERAL, 300), (month_number(2026, 2), RECORD_END, GENERAL, 650)],
    [(month_number(2025, 12), 500, GENERAL), (month_number(2026, 7), 600, GENERAL)],
)  # fmt: skip


@PRACTICE
@pytest.mark.parametrize("until", [720, 744, 780, 840])
def test_the_future_written_out_gives_the_same_estimate(person, until):
    now, plan = PEOPLE[person], Plan(until)
    written = project(now, attain_month(now.birth_date, until))

    assert estimate(written, cohort_of(now), plan) == estimate(now, cohort_of(now), plan)


@PRACTICE
def test_the_same_holds_for_records_cut_at_any_month(person):
    chance = random.Random(person)
    for _ in range(6):
        first = max(month_number(2009, 4), attain_month(PEOPLE[person].birth_date, 216))
        now = record_until(PEOPLE[person], chance.randrange(first, PEOPLE[person].record_end))
        written = project(now, attain_month(now.birth_date, 756))

        assert impossible(now, GRADES) == impossible(written, GRADES) == []
        assert estimate(written, cohort_of(now), Plan(756)) == estimate(now, cohort_of(now), Plan(756))


def test_a_record_is_cut_to_what_was_known_and_what_went_on_is_open():
    known = record_until(EMPLOYEE, month_number(2025, 12))

    assert known.record_end == month_number(2025, 12)
    assert (known.coverage_start, known.coverage_end) == ((month_number(2003, 4),), (known.record_end,))
    assert known.bonus_month == ()
    assert record_until(EMPLOYEE, RECORD_END + 5) is EMPLOYEE


def test_nothing_is_projected_into_the_past():
    assert project(EMPLOYEE, RECORD_END) is EMPLOYEE


def test_bonuses_of_the_last_year_repeat_every_year():
    found = project(EMPLOYEE, month_number(2029, 1))

    assert [(month // 12, month % 12 + 1) for month in found.bonus_month[2:]] == [
        (2026, 12), (2027, 7), (2027, 12), (2028, 7), (2028, 12),
    ]  # fmt: skip


def test_bonuses_of_the_present_work_alone():
    found = project(EMPLOYEE, month_number(2028, 1), Assumptions(bonuses=BONUSES_OF_PRESENT_WORK))

    assert found.bonus_month[2:] == (month_number(2027, 7),)  # that of 2025-12 was paid before the gap


def test_bonuses_may_end():
    found = project(EMPLOYEE, AGE_60, Assumptions(bonuses=NO_BONUSES))

    assert found.bonus_month == EMPLOYEE.bonus_month
    assert estimate_of(found).final_total < estimate_of(EMPLOYEE).final_total


@pytest.mark.parametrize(
    ("sign", "assumptions", "goes_on"),
    [
        ("Z", Assumptions(), "A"), ("Z", Assumptions(same_status=True), "Z"), ("*", Assumptions(), "A"),
        ("*", Assumptions(same_status=True), "*"), ("B", Assumptions(), "B"),
        ("B", Assumptions(additional_ends=True), "A"), ("サ", Assumptions(), "A"), ("+", Assumptions(), "+"),
        ("-", Assumptions(), "+"), ("+", Assumptions(same_status=True), "+"),
    ],
)  # fmt: skip
def test_what_an_open_status_becomes(sign, assumptions, goes_on):
    now = career(statuses=[status((2020, 4), (2026, 10), sign)])
    found = project(now, AGE_65, assumptions)

    assert (found.status_start[1], found.status_end[1]) == (RECORD_END, AGE_60)
    assert found.status_code[1] == STATUS_OF_SIGN[goes_on]


@pytest.mark.parametrize("sign", ["/", "#", "合"])
def test_what_is_no_coverage_does_not_go_on(sign):
    now = career(statuses=[status((2020, 4), (2026, 10), sign)])
    found = project(now, AGE_60, Assumptions(same_status=True))

    assert found.status_end == now.status_end


def test_a_wage_follows_the_grades_month_by_month():
    found = project(EMPLOYEE, month_number(2030, 1), Assumptions(wage=900_000))

    assert list(zip(found.coverage_start[2:], found.coverage_pay[2:], strict=True)) == [
        (RECORD_END, 650), (month_number(2027, 9), 680), (month_number(2028, 9), 710), (month_number(2029, 9), 750),
    ]  # fmt: skip
    assert impossible(found, GRADES) == []


def test_a_standard_goes_on_as_it_is_whatever_the_grades_do():
    found = project(EMPLOYEE, AGE_60)

    assert found.coverage_pay[2:] == (650,)


@pytest.mark.parametrize(
    ("wage", "standards"),
    [(664_999, [650]), (665_000, [650, 680]), (695_000, [650, 680, 710]), (729_999, [650, 680, 710]),
     (730_000, [650, 680, 710, 750]), (300_000, [300])],
)  # fmt: skip
def test_a_wage_has_a_new_grade_only_where_its_band_is_new(wage, standards):
    rows = graded(month_number(2026, 10), month_number(2031, 4), GENERAL, wage)

    assert [row.pay for row in rows] == standards
    assert [row.start for row in rows[1:]] == [row.end for row in rows[:-1]]
    assert (rows[0].start, rows[-1].end) == (month_number(2026, 10), month_number(2031, 4))


def test_the_higher_tops_raise_the_pension_of_a_high_wage():
    paid = project(EMPLOYEE, AGE_60, Assumptions(wage=900_000))

    assert estimate_of(paid).final_total > estimate_of(EMPLOYEE).final_total


def test_a_wage_needs_one_present_job():
    two = career(
        [(month_number(2003, 4), RECORD_END, GENERAL, 300), (month_number(2020, 4), RECORD_END, SCHOOL, 200)]
    )
    for now, count in ((career(), 0), (two, 2)):
        with pytest.raises(ValueError, match=f"one present job; this record has {count}"):
            project(now, AGE_60, Assumptions(wage=300_000))


def test_employees_coverage_ends_at_70():
    with pytest.raises(ValueError, match="ends at 70: 2050-06 at the latest"):
        project(EMPLOYEE, attain_month(BIRTH, 841))


def test_a_described_future_takes_the_place_of_the_present():
    work = Work(month_number(2027, 4), month_number(2030, 4), GENERAL, 250_400, 300_700, (7, 12))
    found = planned(EMPLOYEE, AGE_65, [work], [status((2026, 10), (2027, 4), "A")])

    assert found.coverage_end[1] == RECORD_END
    assert found.coverage_start[2:] == (month_number(2027, 4),)
    assert found.coverage_pay[2:] == (260,)
    assert len(found.bonus_month) == 2 + 6
    assert found.bonus_amount[-1] == 300
    assert impossible(found, GRADES) == []
    assert estimate_of(found).months.by_class.paid == 273 + 8 + 6 + 36


def test_a_back_payment_and_a_gap_change_the_months_they_name():
    exempt = status((2010, 4), (2012, 4), "Z")
    now = career(statuses=[status((2000, 6), (2010, 4), "A"), exempt, status((2012, 4), (2026, 10), "A")])
    found = planned(
        now, AGE_60, statuses=[status((2010, 10), (2011, 10), "T"), status((2026, 10), (2030, 1), "*")]
    )

    signs = [
        (found.status_start[place], found.status_end[place], found.status_code[place])
        for place in range(1, 4)
    ]
    assert signs == [
        status((2010, 4), (2010, 10), "Z"), status((2010, 10), (2011, 10), "T"), status((2011, 10), (2012, 4), "Z"),
    ]  # fmt: skip
    assert estimate_of(found).months.by_class.paid == 118 + 12 + 174
    assert impossible(found, GRADES) == []


def test_the_later_of_two_statuses_for_a_month_holds():
    found = planned(
        career(), AGE_60, statuses=[status((2027, 1), (2029, 1), "A"), status((2028, 1), (2028, 7), "*")]
    )

    assert found.status_start == (month_number(2027, 1), month_number(2028, 1), month_number(2028, 7))


@pytest.mark.parametrize(
    ("plan", "says"),
    [
        ({"until": RECORD_END - 1}, r"cannot end \(2026-09\) before the record \(2026-10\)"),
        ({"work": [Work(RECORD_END, RECORD_END, GENERAL, 300_000)]}, "2026-10 to 2026-10 is no spell"),
        ({"statuses": [status((2030, 1), (2060, 1), "A")]}, "2030-01 to 2060-01 is no spell of months before 2040-06"),
        ({"work": [Work(RECORD_END - 1, RECORD_END + 9, GENERAL, 300_000)]}, "overlap in 2026-09"),
    ],
)  # fmt: skip
def test_a_contradiction_is_said(plan, says):
    with pytest.raises(ValueError, match=says):
        planned(EMPLOYEE, **{"until": AGE_60} | plan)


def test_jobs_of_two_categories_may_overlap():
    found = planned(EMPLOYEE, AGE_60, [Work(RECORD_END - 9, RECORD_END + 9, SCHOOL, 300_000)])

    assert len(found.coverage_start) == 3


@pytest.mark.parametrize("now", [MANABUKO, KASUMI, TENSUKE, KOTARO], ids=["p03", "p04", "p05", "p06"])
def test_less_is_assumed_less_is_expected(now):
    until = month_of_age_zero(now.birth_date) + 720
    expected = estimate_of(now).final_total
    for less in (
        Assumptions(bonuses=NO_BONUSES),
        Assumptions(same_status=True),
        Assumptions(additional_ends=True),
    ):
        assert estimate_of(project(now, until, less)).final_total <= expected


def test_a_past_record_does_not_know_later_days():
    past = record_until(MANABUKO, month_number(2020, 4))

    assert max(*past.coverage_end, *past.status_end) <= past.record_end == month_number(2020, 4)
    assert estimate_of(past, date(2020, 4, 1)).reason == 0
