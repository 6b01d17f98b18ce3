"""年金の一生: the amounts of practice people month by month."""

import itertools
import json
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from nenkin.law.career import GENERAL, MALE, Career
from nenkin.law.estimate import Plan, estimate
from nenkin.law.family import Child
from nenkin.law.levels import levels_on
from nenkin.law.record import read_person
from nenkin.law.timeline import couple_on, timeline_on

AS_OF = date(2026, 11, 24)
PEOPLE = Path(__file__).parents[2] / "registry/practice/persons.jsonl"


def month(year, number):
    return year * 12 + number - 1


@cache
def practice():
    lines = PEOPLE.read_text(encoding="utf-8").splitlines()
    records = [read_person(json.loads(line)) for line in lines]
    return {record.id: record.career for record in records}


def in_month(spans, asked):
    return next(span for span in spans if span.month <= asked < span.until)


PLANS = [Plan(), Plan(840, 780, 780), Plan(840, 840, 840), Plan(720, 725, 725), Plan(780, 780, 900)]


@pytest.mark.parametrize("person", sorted(practice()))
@pytest.mark.parametrize("plan", PLANS, ids=str)
def test_a_life_ends_with_the_final_total_less_what_work_kept_from_growing(person, plan):
    career = practice()[person]
    found = estimate(career, levels_on(AS_OF).cohort(career.birth_date), plan)
    spans = timeline_on(AS_OF, career, plan)

    if found.reason:
        assert spans == ()
    else:
        last = spans[-1]
        kept = sum(amounts.adjustment for amounts in found.final) - last.adjustment
        assert kept >= 0
        assert last.total - last.transfer_addition == found.final_total - kept


@pytest.mark.parametrize("person", sorted(practice()))
def test_spans_follow_each_other_and_differ(person):
    spans = timeline_on(AS_OF, practice()[person], Plan(840, 780, 780))

    for one, other in itertools.pairwise(spans):
        assert one.until == other.month
        assert one[2:] != other[2:]


def test_the_special_pension_ends_and_the_old_age_pension_begins_the_month_after_65():
    spans = timeline_on(AS_OF, practice()["p12"], Plan())

    assert [(span.month, span.total) for span in spans] == [
        (month(2028, 5), 420_953),
        (month(2029, 5), 1_300_294),
    ]


def test_work_after_65_counts_from_each_october_and_from_70():
    spans = timeline_on(AS_OF, practice()["p12"], Plan(840, 780, 780))

    assert [span.month for span in spans[1:]] == [
        month(2029, 5), *(month(year, 10) for year in range(2029, 2034)), month(2034, 5)
    ]  # fmt: skip
    assert all(one.earnings_related < other.earnings_related for one, other in itertools.pairwise(spans))


def test_pay_over_the_threshold_stops_half_of_what_is_over():
    career = Career(
        date(1960, 5, 10).toordinal(), MALE, month(2026, 10),
        (month(1982, 4), month(2000, 4)), (month(2000, 4), month(2026, 10)), (GENERAL, GENERAL), (400, 650),
        (month(2026, 7),), (1_200,), (GENERAL,), (), (), (),
    )  # fmt: skip
    spans = timeline_on(AS_OF, career, Plan(840, 780, 780))
    span = in_month(spans, month(2026, 12))
    pay = 650_000 + 1_200_000 / 12
    over = span.earnings_related / 12 + pay - 650_000

    assert span.suspended == round(over / 2 * 12)
    assert span.total == span.basic + span.earnings_related + span.transitional - span.suspended


def test_the_month_of_entry_is_not_suspended():
    career = Career(
        date(1955, 5, 10).toordinal(), MALE, month(2026, 10),
        (month(1977, 4), month(2022, 6)), (month(2015, 4), month(2024, 6)), (GENERAL, GENERAL), (620, 650),
        (), (), (), (), (), (),
    )  # fmt: skip
    spans = timeline_on(AS_OF, career, Plan())

    assert in_month(spans, month(2022, 6)).suspended == 0
    assert in_month(spans, month(2022, 7)).suspended > 0
    assert in_month(spans, month(2024, 6)).suspended == 0


def test_a_couple_has_the_spouse_addition_until_one_is_65_and_the_transfer_addition_from_then():
    older, younger = couple_on(AS_OF, practice()["p01"], practice()["p04"], (Plan(), Plan()))

    assert in_month(older, month(2031, 3)).spouse_addition == 423_700
    assert in_month(older, month(2031, 4)).spouse_addition == 0
    assert in_month(younger, month(2031, 4)).transfer_addition == 16_335


def test_the_spouse_addition_ends_when_the_partner_has_240_months_and_a_right():
    older, _ = couple_on(AS_OF, practice()["p06"], practice()["p12"], (Plan(), Plan()))

    assert in_month(older, month(2028, 4)).spouse_addition == 423_700
    assert in_month(older, month(2028, 5)).spouse_addition == 0


def test_a_couple_whose_dates_contradict_is_refused_in_words():
    with pytest.raises(ValueError, match="under 12"):
        couple_on(AS_OF, practice()["p01"], practice()["p04"], (Plan(), Plan()), (Child(date(1965, 1, 1)),))


def test_a_miner_or_seaman_of_15_years_has_both_parts_early():
    spans = timeline_on(AS_OF, practice()["p10"], Plan())

    assert spans[0].month == month(2011, 5)
    assert spans[0].flat_rate > 0


def test_who_waits_is_paid_nothing_and_then_more():
    spans = timeline_on(AS_OF, practice()["p06"], Plan(720, 840, 840))

    assert spans[0].month == month(2032, 5)
    assert spans[0].adjustment > 0


def test_a_deferral_while_working_increases_less():
    career = practice()["p11"]
    rich = career._replace(coverage_pay=tuple(650 for _ in career.coverage_pay))
    working = timeline_on(AS_OF, rich, Plan(840, 840, 840))[-1]
    resting = timeline_on(AS_OF, rich, Plan(780, 840, 840))[-1]

    assert working.adjustment < resting.adjustment
    assert working.earnings_related > resting.earnings_related


def test_without_a_family_there_is_no_addition():
    for career in practice().values():
        assert all(
            not span.spouse_addition + span.child_addition for span in timeline_on(AS_OF, career, Plan())
        )
