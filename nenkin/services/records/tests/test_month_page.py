"""ひと月の画面: what the record says of one month, in plain words."""

import re

import pytest


def words_of(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def test_an_employees_month(page, hanako):
    words = words_of(page.sign_in(hanako).get("/records/month/2025-12"))
    assert "令和7年12月の記録 (2025年)" in words
    assert "勤め先 架空商事" in words
    assert "給料の記録(標準報酬月額) 260,000円" in words
    assert "賞与の記録(標準賞与額) 400,000円" in words
    assert "老齢厚生年金への入り方 1か月。給料の記録で計算します" in words


def test_a_paid_month_names_its_sign(page, hanako):
    words = words_of(page.sign_in(hanako).get("/records/month/2013-01"))
    assert "国民年金の記号 A 定額納付" in words
    assert "年金を受け取るための期間 1か月と数えます" in words
    assert "老齢基礎年金への入り方 1か月" in words


@pytest.mark.parametrize(
    ("month", "heading", "share"),
    [
        ("2007-01", "4分の3免除(残りを納付)", "1か月の 2分の1"),
        ("2012-01", "4分の3免除(残りを納付)", "1か月の 8分の5"),
        ("2003-01", "半額免除(半分を納付)", "1か月の 3分の2"),
        ("2008-10", "4分の1免除(残りを納付)", "1か月の 6分の5"),
        ("1993-01", "全額免除", "1か月の 3分の1"),
        ("2011-01", "全額免除", "1か月の 2分の1"),
        ("2004-01", "半額免除、残りが未納", "入りません"),
        ("2001-01", "あとから納付(追納)", "1か月"),
        ("2018-01", "納付+付加保険料", "1か月"),
        ("2022-01", "納付+付加保険料", "1か月"),
    ],
)
def test_the_share_of_an_exempt_month(page, practice_people, month, heading, share):
    words = words_of(page.sign_in(practice_people["p02"]).get(f"/records/month/{month}"))
    assert f"{heading} " in words
    assert f"老齢基礎年金への入り方 {share}" in words


def test_a_month_that_can_be_paid_has_its_last_day(page, hanako, store_again):
    rows = [{"start": "2014-04", "end": "2026-09", "kind": "general", "pay": 200000}]
    unpaid = [{"start": "2026-09", "end": None, "sign": "*", "category": "1"}]
    store_again(hanako, coverage=rows, statuses=unpaid)
    words = words_of(page.sign_in(hanako).get("/records/month/2026-09"))
    assert "令和10年10月31日(火)まで です。" in words


def test_credited_pay_is_shown_beside_the_pay(page, hanako, store_again):
    row = {"start": "2020-04", "end": None, "kind": "general", "pay": 200000, "credited_pay": 260000}
    store_again(hanako, coverage=[row], bonuses=[])
    words = words_of(page.sign_in(hanako).get("/records/month/2021-01"))
    assert "給料の記録(標準報酬月額) 200,000円" in words
    assert "年金の計算で使う給料 260,000円" in words


def test_a_month_before_20_of_an_employee_does_not_enter_the_basic_pension(page, practice_people):
    words = words_of(page.sign_in(practice_people["p01"]).get("/records/month/1980-01"))
    assert "老齢基礎年金への入り方 入りません(20歳から59歳の月が入ります)" in words


def test_the_neighbours_end_with_the_record(page, hanako):
    first = words_of(page.sign_in(hanako).get("/records/month/2012-08"))
    last = words_of(page.get("/records/month/2026-09"))
    assert "平成24年9月 ›" in first
    assert "‹" not in first
    assert "‹ 令和8年8月" in last
    assert "令和8年10月" not in last


@pytest.mark.parametrize(
    "month",
    ["2012-07", "2026-10", "2026-13", "2026-00", "0000-00", "abcd", "２０２０-０１", "2020-1", "9999-12"],
)
def test_a_month_that_is_not_in_the_record_is_no_page(page, hanako, month):
    page.sign_in(hanako).get(f"/records/month/{month}", status=404)


def test_every_month_of_a_life_opens(page, practice_people):
    grid = page.sign_in(practice_people["p10"]).get("/records/").content.decode()
    months = re.findall(r'href="(/records/month/[0-9-]+)" aria-label', grid)
    for path in months[::29]:
        page.get(path)
    assert len(months) > 480
