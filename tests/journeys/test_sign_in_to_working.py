"""The main way through the portal: from the sign-in to the working behind the amount, on a phone."""

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.django_db(transaction=True)


def sign_in(page: Page, user_id: str, password: str) -> None:
    page.goto("/")
    expect(page).to_have_title("ログイン | オープンねんきん")
    page.get_by_label("ユーザID").fill(user_id)
    page.get_by_label("パスワード").fill(password)
    with page.expect_navigation():
        page.get_by_role("button", name="ログイン", exact=True).click()


def heading(page: Page, words: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_contain_text(words)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_from_sign_in_to_the_working(open_page, practice, check, scheme):
    page = open_page(color_scheme=scheme)
    page.goto("/")
    check(page)
    sign_in(page, "p12", practice)
    heading(page, "雛形 あさひさんの年金")
    check(page)

    page.get_by_role("link", name="年金記録を見る").click()
    heading(page, "年金記録")
    check(page)

    page.get_by_role("link", name="平成20年5月 厚年").click()
    heading(page, "平成20年5月の記録")
    expect(page.get_by_text("ひながた会計事務所")).to_be_visible()
    check(page)

    page.get_by_role("link", name="ホーム").click()
    page.get_by_role("link", name="かんたんに試算する").first.click()
    heading(page, "かんたん試算")
    check(page)

    page.get_by_role("button", name="見込額を計算する").click()
    heading(page, "見込額")
    expect(page.get_by_text(re.compile("[0-9,]{6,}円/月"))).to_be_visible()
    expect(page.get_by_role("heading", name="この金額になるまで")).to_be_visible()
    expect(page.get_by_text(re.compile("^847,300円 × "))).to_be_visible()
    check(page)

    page.get_by_role("button", name="ログアウト").click()
    heading(page, "ログアウトしました")
    check(page)


def test_back_and_reload_are_safe(open_page, practice):
    page = open_page()
    sign_in(page, "p02", practice)
    page.goto("/estimate/")
    page.get_by_role("button", name="見込額を計算する").click()
    amount = page.locator(".big").inner_text()
    page.reload()
    assert page.locator(".big").inner_text() == amount
    page.go_back()
    heading(page, "かんたん試算")
    page.go_forward()
    assert page.locator(".big").inner_text() == amount


def test_everything_works_with_script_off(open_page, practice):
    page = open_page(java_script_enabled=False)
    sign_in(page, "p03", practice)
    page.get_by_role("link", name="年金記録を見る").click()
    page.get_by_role("link", name="令和7年4月 厚年").click()
    heading(page, "令和7年4月の記録")
    page.goto("/estimate/")
    page.get_by_text("条件を変えてから計算する").click()
    page.get_by_label("受け取り始める年齢").select_option("70")
    page.get_by_role("button", name="見込額を計算する").click()
    expect(page.get_by_text("70歳から受け取ると")).to_be_visible()
    expect(page.get_by_role("heading", name="この金額になるまで")).to_be_visible()


def test_an_impossible_age_is_explained_where_it_was_chosen(open_page, practice, check):
    page = open_page()
    sign_in(page, "p03", practice)
    page.goto("/estimate/")
    page.get_by_text("条件を変えてから計算する").click()
    page.get_by_label("受け取り始める月").select_option("5")
    page.get_by_role("button", name="見込額を計算する").click()
    expect(page).to_have_title(re.compile("^エラー: "))
    check(page)
    page.get_by_role("alert").get_by_role("link").click()
    expect(page.get_by_label("受け取り始める年齢")).to_be_focused()


def test_a_wrong_password_is_answered_on_a_sound_page(open_page, practice, check):
    page = open_page()
    sign_in(page, "p01", "wrong-password-wrong")
    expect(page.get_by_role("alert", name="直して")).to_be_visible()
    check(page)


def test_the_keyboard_reaches_the_text_first(open_page, practice):
    page = open_page()
    sign_in(page, "p01", practice)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="本文へ進む")).to_be_focused()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_every_target_is_large_enough_for_a_finger(open_page, practice):
    page = open_page()
    sign_in(page, "p02", practice)
    page.goto("/records/")
    page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
    sizes = page.evaluate(
        "[...document.querySelectorAll('.mg a, .b, summary, .row:not(.soon)')]"
        ".filter(part => part.checkVisibility()).map(part => part.getBoundingClientRect()).map(box => [box.width, box.height])"
    )
    assert len(sizes) > 480
    assert min(height for _, height in sizes) >= 44
    assert min(width for width, _ in sizes) >= 44


def test_print_shows_all_months_and_blackens_the_number(open_page, practice):
    page = open_page()
    sign_in(page, "p02", practice)
    page.goto("/records/")
    folded = page.locator("details:not([open]) .mg a").first
    assert not folded.is_visible()
    page.emulate_media(media="print")
    mask = page.locator(".mask")
    colours = mask.evaluate("part => [getComputedStyle(part).color, getComputedStyle(part).backgroundColor]")
    assert colours == ["rgb(0, 0, 0)", "rgb(0, 0, 0)"]
    assert folded.is_visible()
    assert not page.get_by_role("button", name="ログアウト").is_visible()
