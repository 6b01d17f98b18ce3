"""ホーム: 目的別サービス一覧."""

import re

import pytest

from nenkin.config.menu import MENU

GUIDE = {f"{chapter}章" for chapter in range(2, 16)} | {"届書の作成", "私の履歴整理表"}


def words_of(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def test_the_menu_names_every_chapter_of_the_guide():
    assert {entry.chapter for purpose in MENU for entry in purpose.entries} == GUIDE


@pytest.mark.django_db
def test_what_is_not_built_yet_is_no_link(page, hanako):
    shown = page.sign_in(hanako).get("/").content.decode()
    for purpose in MENU:
        for entry in purpose.entries:
            assert entry.wish in shown
            assert f"<b>{entry.wish}</b>" in shown or f'soon">{entry.wish}<span>準備中</span>' in shown
    assert shown.count('<a class="row"') == sum(bool(e.url_name) for p in MENU for e in p.entries)


@pytest.mark.django_db
def test_every_link_of_the_home_page_opens(page, hanako):
    shown = page.sign_in(hanako).get("/").content.decode()
    for path in set(re.findall(r'href="(/[^"#]*)', shown)) - {"/"}:
        if not path.startswith("/static/"):
            page.get(path)


@pytest.mark.django_db
def test_the_state_of_the_record_is_on_the_first_screen(page, hanako):
    words = words_of(page.sign_in(hanako).get("/"))
    assert "見本 花子さんの年金" in words
    assert "9999-••••01" in words
    assert "年金を受け取るための期間 170 か月" in words
    assert "確かめてほしい月 0 か月 ありません。" in words


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
