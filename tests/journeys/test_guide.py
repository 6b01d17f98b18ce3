"""年金用語集 and a function that is stopped, on a phone."""

import pytest
from django.core.management import call_command
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.django_db(transaction=True)
PAGES = ("", "services/", "words/", "words/?q=zzzz", "cautions/", "environment/", "hours/")


def heading(page: Page, words: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_contain_text(words)


@pytest.fixture
def phone(browser, live_server):
    """A window in which a page may answer 503: a browser writes that as an error, `open_page` would fail."""
    context = browser.new_context(base_url=live_server.url, viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.set_default_timeout(10_000)
    yield page
    context.close()


def sign_in(page: Page, password: str) -> None:
    page.goto("/login/")
    page.get_by_label("ユーザID").fill("p02")
    page.get_by_label("パスワード").fill(password)
    with page.expect_navigation():
        page.get_by_role("button", name="ログイン", exact=True).click()


@pytest.mark.parametrize("path", PAGES)
def test_the_pages_of_the_guide_are_sound(open_page, practice, check, path):
    page = open_page()
    page.goto(f"/guide/{path}")
    check(page)


def test_a_word_is_found_in_romaji_without_script(open_page, practice):
    page = open_page(java_script_enabled=False)
    page.goto("/login/")
    page.get_by_role("contentinfo").get_by_role("link", name="年金用語集").click()
    heading(page, "年金用語集")
    page.get_by_label("ことばをさがす").fill("kuriage")
    page.get_by_role("button", name="さがす").click()
    expect(page.get_by_text("「kuriage」で1件見つかりました")).to_be_visible()
    page.get_by_role("link", name="繰下げ").click()
    expect(page.locator(":target")).to_contain_text("75歳まで")


def test_a_word_in_a_page_opens_by_keyboard_and_back_returns(open_page, practice):
    page = open_page()
    sign_in(page, practice)
    page.goto("/records/")
    word = page.get_by_role("main").locator("a.term", has_text="受給資格期間")
    word.focus()
    page.keyboard.press("Enter")
    expect(page.locator(":target")).to_contain_text("年金を受け取るために必要な期間")
    expect(page.locator(":target")).to_be_in_viewport()
    page.go_back()
    expect(word).to_be_in_viewport()


def test_a_stopped_function_keeps_what_was_typed(phone, practice, check):
    sign_in(phone, practice)
    phone.goto("/estimate/")
    phone.get_by_text("条件を変えてから計算する").click()
    phone.get_by_label("受け取り始める年齢").select_option("70")
    call_command("close_service", "estimate", reason="計算の表を入れかえています。")
    phone.get_by_role("button", name="見込額を計算する").click()
    heading(phone, "いま、年金見込額の試算を使えません")
    expect(
        phone.locator("main").get_by_text("書いた内容は、この画面に残っています。この画面は開いたまま")
    ).to_be_visible()
    check(phone)
    other = phone.context.new_page()
    other.goto("/records/")
    heading(other, "年金記録")
    call_command("open_service", "estimate")
    phone.get_by_role("button", name="同じ内容を、もう一度送る").click()
    expect(phone.get_by_text("70歳から受け取ると")).to_be_visible()
