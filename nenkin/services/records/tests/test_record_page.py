"""年金記録の画面: whoever signs in sees the whole record, and nobody else's."""

import gzip
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from nenkin.registry.models import AuditEntry
from nenkin.services.records import queries
from nenkin.ui import months

PERSONS = [f"p{number:02d}" for number in range(1, 15)]


def words_of(response) -> str:
    """The text of a page on one line."""
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


@pytest.mark.parametrize("person", PERSONS)
def test_every_practice_person_sees_the_record(page, practice_people, person):
    account = practice_people[person]
    shown = page.sign_in(account).get("/records/")

    words = words_of(shown)
    assert "加入の一覧" in words
    assert "月ごとの記録" in words
    for row in account.person.versions.get().document["coverage"]:
        assert row["employer"] in words
    assert len(gzip.compress(shown.content)) < 20_000


@pytest.mark.parametrize("person", PERSONS)
def test_the_grid_links_every_month_that_has_a_record(page, practice_people, person):
    account = practice_people[person]
    shown = page.sign_in(account).get("/records/").content.decode()
    for row in account.person.versions.get().document["coverage"]:
        assert f'href="/records/month/{row["start"]}"' in shown


def test_rows_of_one_employer_are_one_spell_with_the_pay_of_now(page, hanako):
    words = words_of(page.sign_in(hanako).get("/records/"))
    assert words.count("厚生年金 架空商事") == 1
    assert "平成26年4月〜いま 厚生年金 架空商事 150か月 いま 260,000円" in words


def test_the_qualifying_period_and_the_totals(page, hanako):
    words = words_of(page.sign_in(hanako).get("/records/"))
    assert "国民年金 第1号・任意加入(未納を除く) 20か月" in words
    assert "厚生年金(会社員) 150か月" in words
    assert "170か月 です。必要な120か月を満たしています。" in words


def test_what_is_missing_to_120_months_is_said(page, hanako, store_again):
    store_again(hanako, coverage=[], bonuses=[])
    words = words_of(page.sign_in(hanako).get("/records/"))
    assert "20か月 です。あと100か月で、必要な120か月になります。" in words


def test_the_number_is_masked(page, hanako):
    shown = page.sign_in(hanako).get("/records/").content.decode()
    assert '<span class="mask nb">9999-••••01</span>' in shown
    assert hanako.person.basic_pension_number not in shown


def test_a_gap_is_a_row_and_a_month_to_look_at(page, hanako, store_again):
    store_again(hanako, statuses=[])
    words = words_of(page.sign_in(hanako).get("/records/"))
    assert "平成24年8月〜平成26年3月 × どの制度にも記録がない月 20か月" in words
    assert "平成24年8月〜平成26年3月 × 未加 20か月あります。" in words


def test_a_month_that_can_be_paid_comes_first_with_its_last_day(page, hanako, store_again):
    statuses = [
        {"start": "2012-08", "end": "2014-04", "sign": "*", "category": "1"},
        {"start": "2024-11", "end": "2024-12", "sign": "*", "category": "1"},
    ]
    coverage = [
        {"start": "2014-04", "end": "2024-11", "kind": "general", "pay": 200000, "employer": "架空商事"},
        {"start": "2024-12", "end": None, "kind": "general", "pay": 200000, "employer": "別の架空商事"},
    ]
    store_again(hanako, statuses=statuses, coverage=coverage)
    words = words_of(page.sign_in(hanako).get("/records/"))
    assert "早い期限は令和8年12月31日(木)です。" in words
    assert words.index("令和6年11月 ▲ 納可") < words.index("平成24年8月〜平成26年3月 × 未納")


def test_a_short_gap_between_two_employers_may_be_a_missing_record(page, practice_people):
    words = words_of(page.sign_in(practice_people["p05"]).get("/records/"))
    assert "平成11年9月 × 未納 勤め先が変わるあいだの1か月です。" in words


def test_a_hostile_employer_stays_text(page, hanako, store_again):
    name = '<script>alert(1)</script>"&'
    row = {"start": "2012-08", "end": None, "kind": "general", "pay": 200000, "employer": name}
    store_again(hanako, coverage=[row], statuses=[])
    shown = page.sign_in(hanako).get("/records/").content.decode()
    assert "<script>alert" not in shown
    assert "&lt;script&gt;alert" in shown


def test_forty_years_are_one_page_under_a_hundred_kilobytes(page, hanako, store_again):
    rows = [
        {"start": f"{year}-04", "end": f"{year + 1}-04", "kind": "general", "pay": 200000 + year % 2 * 20000}
        for year in range(1986, 2026)
    ]
    person = {"birth_date": "1966-04-02"}
    store_again(hanako, person=person, coverage=rows, bonuses=[], statuses=[])
    shown = page.sign_in(hanako).get("/records/")
    assert shown.content.count(b'<td role="cell" class="e">') == 480
    assert len(gzip.compress(shown.content)) < 100_000


def test_nothing_yet_at_19(page, hanako, store_again):
    store_again(hanako, person={"birth_date": "2007-10-01"}, coverage=[], bonuses=[], statuses=[])
    words = words_of(page.sign_in(hanako).get("/records/"))
    assert "まだ記録がありません" in words
    assert "加入の一覧" not in words


def test_an_account_without_a_record_is_told_so(page, account_without_record):
    words = words_of(page.sign_in(account_without_record).get("/records/"))
    assert "まだ記録がありません" in words


def test_a_record_that_cannot_be_read_is_not_shown_as_zero(page, hanako, store_again):
    store_again(hanako, unchecked=True, coverage=[{"start": "2016-09", "end": "2014-04", "kind": "general"}])
    words = words_of(page.sign_in(hanako).get("/records/"))
    assert "記録を読めません" in words
    assert "厚生年金の記録の1件目" in words
    assert "か月" not in words


def test_who_is_not_signed_in_is_sent_to_the_door(page):
    page.get("/records/", status=302)


def test_jiro_sees_only_his_own(page, hanako, jiro):
    shown = page.sign_in(jiro).get("/records/").content.decode()
    assert "9999-••••03" in shown
    assert "9999-••••01" not in shown
    assert list(AuditEntry.objects.values_list("person", "account_id")) == [(jiro.person_id, jiro.pk)]


def test_the_page_asks_the_database_no_more_for_a_longer_life(page, practice_people):
    counts = set()
    for person in ("p01", "p13"):
        page.sign_in(practice_people[person])
        page.get("/records/")
        with CaptureQueriesContext(connection) as queries:
            page.get("/records/")
        counts.add(sum(query["sql"].startswith(("SELECT", "INSERT", "UPDATE")) for query in queries))
    assert len(counts) == 1
    assert counts.pop() <= 7  # session, visit, account, audit head read and moved, audit row, record


@pytest.mark.parametrize("person", PERSONS)
def test_the_months_add_up_to_the_qualifying_period(practice_records, today, person):
    life = months.life(career=practice_records[person].career, as_of=today)
    rows = {total.name: total.months for total in queries.totals(life)}
    added = rows["加入期間の合計"] + rows.get("合算対象期間", 0)
    assert added == rows["年金を受け取るための期間"] == life.counted.qualifying


@pytest.mark.parametrize("person", PERSONS)
def test_spells_cover_each_month_once(practice_records, today, person):
    record = practice_records[person]
    life = months.life(career=record.career, as_of=today)
    spells = queries.spells(life, record.document)
    assert sum(spell.months for spell in spells) == len(life.months)
    assert [spell.start for spell in spells] == sorted({spell.start for spell in spells}, reverse=True)
