"""かんたん試算: one button, the amount, and how it came about."""

import re
from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from nenkin.law.estimate import Plan, estimate
from nenkin.law.explain import bands, steps
from nenkin.law.levels import levels_on
from nenkin.registry.models import AuditEntry

PERSONS = [f"p{number:02d}" for number in range(1, 15)]
DEFAULT = {"until": "60", "start_years": "65", "start_months": "0"}


def words_of(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def result_of(page, account, **answers):
    page.sign_in(account).post("/estimate/", DEFAULT | answers)
    return words_of(page.get("/estimate/result"))


@pytest.mark.parametrize("person", PERSONS)
def test_every_practice_person_presses_one_button(page, practice_people, practice_records, today, person):
    page.sign_in(practice_people[person])
    form = page.get("/estimate/").content.decode()
    selected = re.findall(r'name="(\w+)"|<option value="(\d+)" selected', form)
    assert len([value for _, value in selected if value]) == 3

    response = page.post("/estimate/", DEFAULT)
    assert response["Location"] == "/estimate/result"
    words = words_of(page.get("/estimate/result"))

    career = practice_records[person].career
    cohort = levels_on(today).cohort(career.birth_date)
    found = estimate(career, cohort, Plan())
    for band in bands(found):
        assert f"{band.total:,} {band.total // 12:,}" in words
    for step in steps(found, career, cohort, Plan()):
        assert step.formula in words.replace("&gt;", ">")
        assert step.article in words
        assert step.table in words
    assert "令和8年度の法律と金額で計算" in words


def test_the_headline_is_the_month_and_the_year(page, hanako):
    words = result_of(page, hanako)
    total = int(re.search(r"1年で ([0-9,]+)円", words)[1].replace(",", ""))
    month = int(re.search(r"65歳から受け取ると ([0-9,]+) 円/月", words)[1].replace(",", ""))
    assert month == total // 12
    assert "65歳の年金は、令和39年9月(2057年)の分からです。" in words


def test_the_yen_steps_add_up_to_the_year(page, hanako):
    page.sign_in(hanako)
    shown = page.get("/estimate/result").content.decode()
    yen = re.findall(r'<h3><span>[^<]+</span><span class="yen">([0-9,]+)円</span></h3>', shown)
    year = re.search(r'1年で <b class="yen">([0-9,]+)円', shown)[1]
    assert sum(int(amount.replace(",", "")) for amount in yen) == int(year.replace(",", ""))


@pytest.mark.parametrize(
    ("answers", "conditions"),
    [
        ({"until": "70"}, "70歳まで働く、65歳から受け取る"),
        ({"start_years": "60"}, "60歳まで働く、60歳から受け取る"),
        ({"start_years": "66", "start_months": "3"}, "60歳まで働く、66歳3か月から受け取る"),
        ({"start_years": "75"}, "60歳まで働く、75歳から受け取る"),
    ],
)
def test_other_conditions_are_named(page, hanako, answers, conditions):
    words = result_of(page, hanako, **answers)
    assert f"条件「{conditions}」" in words


def test_waiting_gives_more_and_hurrying_less(page, hanako):
    def year(**answers) -> int:
        return int(re.search(r"1年で ([0-9,]+)円", result_of(page, hanako, **answers))[1].replace(",", ""))

    assert year(start_years="60") < year() < year(start_years="70") < year(start_years="75")
    assert year() < year(until="65")


@pytest.mark.parametrize(
    ("answers", "error", "field"),
    [
        ({"start_months": "1"}, "繰下げは66歳からです。", "id_start_years"),
        ({"start_months": "11"}, "繰下げは66歳からです。", "id_start_years"),
        ({"start_years": "75", "start_months": "1"}, "受け取りを遅らせられる年齢を過ぎています。", "id_start_years"),
        ({"until": ""}, "「いつまで働きますか」が選ばれていません。", "id_until"),
        ({"until": "71"}, "一覧にある年齢から選んでください。", "id_until"),
        ({"until": "-1"}, "一覧にある年齢から選んでください。", "id_until"),
        ({"start_years": "６５.5"}, "一覧にある年齢から選んでください。", "id_start_years"),
        ({"start_months": "12"}, "一覧にある年齢から選んでください。", "id_start_months"),
        ({"start_years": "9" * 10_000}, "一覧にある年齢から選んでください。", "id_start_years"),
    ],
    ids=lambda value: str(value)[:40],
)  # fmt: skip
def test_an_impossible_choice_is_explained_beside_the_field(page, hanako, answers, error, field):
    assert page.sign_in(hanako).post("/estimate/", DEFAULT | answers)["Location"] == "/estimate/"
    shown = page.get("/estimate/").content.decode()
    assert "<title>エラー: " in shown
    assert shown.count(error) == 2
    assert f'<a href="#{field}">' in shown
    assert re.search(rf'<select name="{field[3:]}"[^>]* aria-invalid="true"', shown)
    assert '<details id="conditions" open>' in shown


def test_the_answers_stay_for_back_and_reload_and_in_no_address(page, hanako):
    first = result_of(page, hanako, start_years="70")
    again = words_of(page.get("/estimate/result"))
    assert first == again
    form = page.get("/estimate/").content.decode()
    assert '<option value="70" selected>' in form
    assert '<details id="conditions" open>' in form


def test_the_answers_of_one_person_are_not_those_of_the_next(page, hanako, jiro):
    result_of(page, hanako, start_years="70")
    page.client.logout()
    assert "65歳から受け取る" in words_of(page.sign_in(jiro).get("/estimate/result"))


def test_a_post_needs_the_token_of_the_page(hanako):
    client = Client(enforce_csrf_checks=True)
    client.force_login(hanako)
    refused = client.post("/estimate/", DEFAULT)
    assert refused.status_code == 403
    assert "もう一度、押してください" in refused.content.decode()


def test_who_is_60_computes_the_record_as_it_is(page, practice_people):
    form = words_of(page.sign_in(practice_people["p06"]).get("/estimate/"))
    assert "いままでの記録だけで計算する" in form
    assert "65歳まで" in form
    assert "63歳まで" not in form
    assert page.post("/estimate/", DEFAULT | {"until": "63"})["Location"] == "/estimate/"


def test_a_start_that_lies_behind_is_said_to(page, practice_people):
    words = result_of(page, practice_people["p10"])
    assert "この月は過ぎています。" in words


def test_special_pension_before_65_is_told_first(page, practice_people):
    words = result_of(page, practice_people["p12"])
    assert re.search(r"64歳から65歳になるまでは、 月 [0-9,]+円 です\( 特別支給の老齢厚生年金 \)。", words)


def test_too_few_months_give_no_amount_but_what_is_missing(page, hanako, store_again):
    born = {"birth_date": "1968-08-10"}
    few = [{"start": "2000-04", "end": "2002-04", "kind": "general", "pay": 200000}]
    unpaid = [{"start": "2002-04", "end": "2026-10", "sign": "*", "category": "1"}]
    unpaid[0]["end"] = "2026-09"
    store_again(hanako, person=born, coverage=few, bonuses=[], statuses=unpaid)
    words = result_of(page, hanako)
    assert "見込額を出せません" in words
    assert "いまの条件では 24か月 です。 あと96か月 足りません。" in words
    assert "任意で入れます" in words
    assert "円/月" not in words
    assert " 0円" not in words


def test_a_right_without_an_amount_is_not_called_zero(page, hanako, store_again):
    born = {"birth_date": "1966-08-10"}
    declared = [{"start": "1986-08", "end": "2000-08", "sign": "合"}]
    store_again(hanako, person=born, coverage=[], bonuses=[], statuses=declared)
    words = result_of(page, hanako)
    assert "この条件では、年金がありません" in words
    assert "円/月" not in words


def test_a_record_that_cannot_be_read_gives_the_reason(page, hanako, store_again):
    store_again(hanako, unchecked=True, coverage=[{"start": "2016-09", "end": "2014-04", "kind": "general"}])
    for path in ("/estimate/", "/estimate/result"):
        words = words_of(page.sign_in(hanako).get(path))
        assert "まちがった額を出さないため、表示と計算を止めました。" in words
        assert "円/月" not in words


def test_an_account_without_a_record_gets_no_amount(page, account_without_record):
    assert "まだ記録がありません" in words_of(page.sign_in(account_without_record).get("/estimate/result"))


def test_a_year_without_tables_gives_no_amount(page, hanako, monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda: date(2031, 4, 1))
    for path in ("/estimate/", "/estimate/result"):
        words = words_of(page.sign_in(hanako).get(path))
        assert "令和13年4月1日の年金額の表がありません" in words


def test_who_is_not_signed_in_is_sent_to_the_door(page):
    page.get("/estimate/", status=302)
    page.get("/estimate/result", status=302)


def test_each_opening_is_in_the_trail(page, hanako):
    result_of(page, hanako)
    assert list(AuditEntry.objects.values_list("purpose", flat=True)) == ["年金見込額の試算"] * 2


def test_jiro_computes_his_own_record(page, hanako, jiro):
    hers = result_of(page, hanako)
    his = result_of(page, jiro)
    assert "見本 次郎" in his
    assert re.search(r"1年で ([0-9,]+)円", hers)[1] != re.search(r"1年で ([0-9,]+)円", his)[1]
