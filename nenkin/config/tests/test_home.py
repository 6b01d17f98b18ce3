"""ホーム: 目的別サービス一覧."""

import re

import pytest
from django.urls import reverse

from nenkin.config.menu import MENU

GUIDE = {f"{chapter}章" for chapter in range(1, 16)} | {"届書の作成", "私の履歴整理表"}
GUIDE_ROWS = {  # 項番 of 目的別サービス一覧 → the chapters of its lines
    1: ["2章", "2章"],
    2: ["4章", "4章"],
    3: ["5章"],
    4: ["7章", "7章", "7章"],
    5: ["8章"],
    6: ["12章"],
    7: ["13章"],
    8: ["14章"],
    9: ["15章"],
    10: ["3章"] * 9 + ["6章", "9章", "10章", "11章"],
}


def words_of(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def test_the_menu_names_every_chapter_of_the_guide():
    assert {entry.chapter for purpose in MENU for entry in purpose.entries} == GUIDE


@pytest.mark.parametrize(("row", "chapters"), GUIDE_ROWS.items())
def test_every_line_of_the_guides_list_is_in_the_menu(row, chapters):
    found = [entry.chapter for purpose in MENU for entry in purpose.entries if entry.row == row]
    extra = ["5章"] if row == 3 else []  # here the estimate has two entries
    assert sorted(found) == sorted(chapters + extra)


def test_no_wish_is_in_the_menu_twice():
    wishes = [str(entry.wish) for purpose in MENU for entry in purpose.entries]
    assert len(wishes) == len(set(wishes))


@pytest.mark.django_db
def test_what_is_not_built_yet_is_no_link(page, hanako):
    shown = page.sign_in(hanako).get("/").content.decode()
    for purpose in MENU:
        for entry in purpose.entries:
            assert f"<b>{entry.wish}</b>" in shown or f'soon">{entry.wish}<span>準備中</span>' in shown
    assert shown.count('<a class="row"') == sum(bool(e.url_name) for p in MENU for e in p.entries)


@pytest.mark.django_db
def test_every_link_of_the_home_page_opens(page, hanako):
    shown = page.sign_in(hanako).get("/").content.decode()
    for path in set(re.findall(r'href="(/[^"#]*)', shown)) - {"/"}:
        if not path.startswith("/static/"):
            led = page.client.get(path, follow=True)  # the secret question leads on where there is none
            assert led.status_code == 200, path


@pytest.mark.django_db
def test_the_state_of_the_record_is_on_the_first_screen(page, hanako):
    words = words_of(page.sign_in(hanako).get("/"))
    assert "見本 花子さんの年金" in words
    assert "9999-••••01" in words
    assert "年金を受け取るための期間 170 か月" in words
    assert "確かめてほしい月 0 か月 ありません。" in words


@pytest.mark.django_db
def test_a_place_in_a_screen_that_the_menu_names_is_there(page, hanako):
    page.sign_in(hanako)
    parts = [entry for purpose in MENU for entry in purpose.entries if entry.part]
    assert len(parts) >= 2
    for entry in parts:
        assert f'id="{entry.part}"' in page.get(reverse(entry.url_name)).content.decode()


@pytest.mark.django_db
def test_the_name_of_the_service_is_a_setting(page, hanako, settings):
    settings.SERVICE_NAME = "わが町の年金"
    words = words_of(page.sign_in(hanako).get("/"))
    assert "わが町の年金" in words
    assert "日本年金機構のサービスではありません" in words


@pytest.mark.django_db
def test_practice_mode_says_so(page, hanako, settings):
    assert "練習用の画面です" in words_of(page.sign_in(hanako).get("/"))
    settings.PRACTICE = False
    assert "練習用" not in words_of(page.get("/"))
