"""Sessions in a real browser: the reset screen, back, reload, tabs, a closed window, script off; both policies."""

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.django_db(transaction=True)
PC = {"viewport": {"width": 1280, "height": 800}, "has_touch": False}
BOTH_SIZES = pytest.mark.parametrize("size", [{}, PC], ids=["phone", "pc"])


def sign_in(page: Page, password: str, user_id: str = "p12") -> None:
    page.goto("/login/")
    page.get_by_label("ユーザID").fill(user_id)
    page.get_by_label("パスワード").fill(password)
    page.get_by_role("button", name="ログイン", exact=True).click()


def at(page: Page, words: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_contain_text(words)


@BOTH_SIZES
def test_the_reset_screen(open_page, practice, check, size):
    first, second = open_page(**size), open_page(**size)
    sign_in(first, practice)
    at(first, "雛形 あさひさんの年金")

    sign_in(second, practice)
    at(second, "別の端末が、いまログイン中です")
    check(second)
    second.get_by_role("button", name="前の接続を終わらせて続ける").click()
    at(second, "雛形 あさひさんの年金")

    first.get_by_role("link", name="年金記録を見る").click()
    at(first, "別の端末でログインされました")
    check(first)
    first.get_by_role("button", name="心当たりがないので止める").click()
    at(first, "利用を止めています")
    check(first)
    second.reload()
    at(second, "ログイン")


@BOTH_SIZES
def test_the_reset_screen_of_the_strict_policy(open_page, practice, check, settings, size):
    settings.SESSION_POLICY = "strict"
    first, second = open_page(**size), open_page(**size)
    sign_in(first, practice)
    at(first, "雛形 あさひさんの年金")

    sign_in(second, practice)
    at(second, "別の端末が、いまログイン中です")
    check(second)
    second.get_by_role("button", name="ログアウト", exact=True).click()
    at(second, "ログイン")
    sign_in(second, practice)
    at(second, "雛形 あさひさんの年金")
    first.get_by_role("link", name="年金記録を見る").click()
    at(first, "ログイン")


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_back_forward_and_reload_are_safe_at_every_step(open_page, practice, script):
    page = open_page(java_script_enabled=script)
    sign_in(page, practice)
    page.get_by_role("link", name="年金記録を見る").click()
    at(page, "年金記録")
    for _ in range(2):
        page.go_back()
        at(page, "雛形 あさひさんの年金")
        page.go_forward()
        at(page, "年金記録")
        page.reload()
        at(page, "年金記録")
    page.goto("/estimate/")
    page.get_by_role("button", name="見込額を計算する").click()
    at(page, "見込額")
    page.reload()
    page.go_back()
    at(page, "かんたん試算")
    page.get_by_role("button", name="見込額を計算する").click()
    at(page, "見込額")


def test_back_is_an_error_in_the_strict_policy_and_the_next_sign_in_meets_the_reset_screen(
    open_page, practice, check, settings
):
    settings.SESSION_POLICY = "strict"
    page = open_page(conflict_expected=True)
    sign_in(page, practice)
    page.get_by_role("link", name="年金記録を見る").click()
    at(page, "年金記録")
    page.get_by_role("link", name="ホーム").click()
    at(page, "雛形 あさひさんの年金")

    page.go_back()
    at(page, "画面の順番がちがいます")
    check(page)
    page.get_by_role("link", name="ログインの画面へ").click()
    sign_in(page, practice)
    at(page, "別の端末が、いまログイン中です")


def test_two_tabs(open_page, practice):
    page = open_page()
    sign_in(page, practice)
    at(page, "雛形 あさひさんの年金")
    other = page.context.new_page()
    other.goto("/estimate/")
    page.goto("/records/")
    other.get_by_role("button", name="見込額を計算する").click()
    at(other, "見込額")
    page.reload()
    at(page, "年金記録")


def test_a_form_of_another_tab_keeps_what_was_typed_when_the_sign_in_changed(open_page, practice):
    """B-303, B-305: signed out in one tab, sent in the other."""
    page = open_page()
    sign_in(page, practice)
    at(page, "雛形 あさひさんの年金")
    other = page.context.new_page()
    other.goto("/estimate/")
    other.get_by_text("条件を変えてから計算する").click()
    other.get_by_label("受け取り始める年齢").select_option("70")
    page.get_by_role("button", name="ログアウト").click()
    at(page, "ログアウトしました")

    other.get_by_role("button", name="見込額を計算する").click()
    at(other, re.compile("ログイン|もう一度"))
    sign_in(other, practice)
    other.goto("/estimate/")
    expect(other.get_by_role("heading", level=1)).to_contain_text("かんたん試算")


def test_a_closed_window_is_no_alarm(open_page, practice):
    page = open_page()
    sign_in(page, practice)
    at(page, "雛形 あさひさんの年金")
    context = page.context
    context.clear_cookies(name="nenkin")  # what closing the whole browser does to a session cookie
    page.close()

    again = context.new_page()
    sign_in(again, practice)
    at(again, "雛形 あさひさんの年金")


def test_after_signing_out_back_shows_nothing(open_page, practice):
    """B-202."""
    page = open_page()
    sign_in(page, practice)
    page.get_by_role("link", name="年金記録を見る").click()
    at(page, "年金記録")
    page.get_by_role("button", name="ログアウト").click()
    at(page, "ログアウトしました")

    page.go_back()

    at(page, "ログイン")
    assert "雛形" not in page.locator("main h1").inner_text()


def test_a_password_is_not_there_after_back(open_page, practice):
    """B-207."""
    page = open_page()
    page.goto("/login/")
    page.get_by_label("ユーザID").fill("p12")
    page.get_by_label("パスワード").fill("himitsu-no-kotoba")
    page.goto("/guide/")
    page.go_back()

    expect(page.get_by_label("パスワード")).to_have_value("")


def test_reloading_after_a_wrong_password_sends_nothing_again(open_page, practice):
    """B-206: after a POST there is always a page of its own."""
    page = open_page()
    sent = []
    page.on(
        "request", lambda request: sent.append(request.method) if request.is_navigation_request() else None
    )
    sign_in(page, "wrong-password-wrong")
    expect(page.get_by_role("alert", name="直して")).to_be_visible()
    assert sent.count("POST") == 1
    page.reload()
    expect(page.get_by_role("alert", name="直して")).to_be_visible()
    assert sent.count("POST") == 1
    expect(page.get_by_label("ユーザID")).to_have_value("p12")
