"""What a month looks like, at both sides of every border."""

import re
from datetime import date

import pytest
from django.utils import translation

from nenkin.law.career import GENERAL, LOCAL, MINER, SCHOOL, SEAMAN, SIGNS, STATE, Career, month_number
from nenkin.law.record import read_person
from nenkin.ui import months

TODAY = date(2026, 11, 24)
EVERY_KIND = (GENERAL, SEAMAN, MINER, STATE, LOCAL, SCHOOL)


def career_of(*, coverage=(), statuses=(), birth="1990-05-20", through="2026-09") -> Career:
    """A career from rows (start, end, kind or sign)."""
    record = read_person(
        {
            "format": "nenkin-record",
            "version": 1,
            "record_through": through,
            "person": {"id": "t", "birth_date": birth, "sex": "female"},
            "coverage": [
                {"start": start, "end": end, "kind": kind, "pay": 200_000} for start, end, kind in coverage
            ],
            "bonuses": [],
            "statuses": [{"start": start, "end": end, "sign": sign} for start, end, sign in statuses],
        }
    )
    assert record.career is not None, record.faults
    return record.career


def look_of(month: tuple[int, int], as_of: date = TODAY, **record):
    return months.life(career=career_of(**record), as_of=as_of).months.get(month_number(*month))


@pytest.mark.parametrize(
    ("month", "day", "short"),
    [
        ((2024, 10), date(2026, 11, 30), "納可"),
        ((2024, 10), date(2026, 12, 1), "未納"),
        ((2024, 9), date(2026, 10, 31), "納可"),
        ((2024, 9), date(2026, 11, 1), "未納"),
    ],
)
def test_an_unpaid_month_can_be_paid_for_two_years_from_its_due_date(month, day, short):
    unpaid = [("2024-01", "2025-01", "*")]
    assert look_of(month, day, statuses=unpaid).word.short == short


@pytest.mark.parametrize("sign", months.UNPAID)
def test_every_unpaid_sign_is_payable_first_and_lost_later(sign):
    assert look_of((2026, 1), statuses=[("2026-01", "2026-02", sign)]).word is months.PAYABLE
    assert look_of((2010, 7), statuses=[("2010-07", "2010-08", sign)]).word.tone == "u"


def test_a_late_report_of_a_spouse_is_never_payable():
    word = look_of((2026, 1), statuses=[("2026-01", "2026-02", "-")]).word
    assert (word.tone, word.short) == ("u", "未納")


@pytest.mark.parametrize(
    ("sign", "short", "tone"),
    [
        ("A", "国年", "n"), ("T", "国年", "n"), ("+", "3号", "n"), ("D", "産免", "n"), ("Y", "全免", "x"),
        ("ツ", "3/4免", "x"), ("イ", "半免", "x"), ("フ", "1/4免", "x"), ("サ", "学特", "x"), ("セ", "猶予", "x"),
        ("合", "合算", "o"), ("#", "確認", "o"),
    ],
)  # fmt: skip
def test_a_sign_has_its_word_and_its_tone(sign, short, tone):
    word = months.national(sign, False)
    assert (word.short, word.tone) == (short, tone)


@pytest.mark.parametrize("sign", SIGNS.replace("/", ""))
def test_every_sign_of_the_law_has_words(sign):
    word = months.national(sign, False)
    assert word.name
    assert word.meaning.endswith("。")


def test_a_month_without_any_record_from_20_to_59_is_a_gap():
    assert look_of((2010, 5)).word is months.NOTHING
    assert look_of((2010, 4)) is None


def test_who_is_born_on_the_first_is_20_a_month_earlier():
    assert look_of((2010, 4), birth="1990-05-01").word is months.NOTHING


def test_a_month_after_60_is_no_gap_but_voluntary_when_paid():
    born = {"birth": "1960-05-20", "statuses": [("2020-08", "2021-01", "A")]}
    assert look_of((2020, 6), **born) is None
    assert look_of((2020, 9), **born).word.short == "任意"


def test_employees_coverage_wins_over_a_status():
    both = {"coverage": [("2015-04", None, "general")], "statuses": [("2014-04", "2016-04", "A")]}
    assert look_of((2015, 3), **both).word.short == "国年"
    assert look_of((2015, 4), **both).word.short == "厚年"


@pytest.mark.parametrize(("month", "name"), [((1986, 3), "船員保険"), ((1986, 4), "厚生年金(船員)")])
def test_seamen_had_their_own_insurance_until_march_1986(month, name):
    seaman = {"coverage": [("1980-04", "1990-04", "seaman")], "birth": "1960-05-20"}
    assert look_of(month, **seaman).word.name == name


def test_the_months_end_with_the_record():
    life = months.life(career=career_of(coverage=[("2015-04", None, "general")]), as_of=TODAY)
    assert max(life.months) == month_number(2026, 9)
    assert life.first == month_number(2010, 5)


def test_every_word_has_english_and_a_short_one_that_fits_a_cell():
    words = {months.NOTHING, months.CHECKING, months.OUTSIDE, months.PAYABLE}
    words |= {months.national(sign, voluntary) for sign in SIGNS for voluntary in (False, True)}
    words |= {months.employees(kind, month) for kind in EVERY_KIND for month in (23_000, 24_000)}
    with translation.override("en"):
        english = [months.said(word) for word in words]

    assert len(english) > 25
    assert all(len(word.short) <= 4 for word in english)
    assert not [word for word in english if re.search("[ぁ-ヿ一-鿿]", "".join(word))]
