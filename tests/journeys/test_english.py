"""The way through the portal in English and in the largest letters, on a phone and on a PC."""

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.django_db(transaction=True)


def sign_in(page: Page, user_id: str, password: str) -> None:
    page.goto("/login/")
    page.get_by_role("button", name="English").click()
    expect(page).to_have_title(re.compile("^Sign in "))
    page.get_by_label("User ID").fill(user_id)
    page.get_by_label("Password").fill(password)
    with page.expect_navigation():
        page.get_by_role("button", name="Sign in", exact=True).click()


def heading(page: Page, words: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_contain_text(words)


def test_from_the_switch_to_the_working(open_page, practice, check):
    page = open_page()
    sign_in(page, "p12", practice)
    heading(page, "Pension of")
    assert page.locator("html").get_attribute("lang") == "en"
    check(page)

    page.get_by_role("link", name="See my pension record", exact=False).first.click()
    heading(page, "Pension record")
    check(page)

    page.get_by_role("link", name="May 2008 Emp").click()
    heading(page, "Record of May 2008")
    check(page)

    page.goto("/estimate/")
    page.get_by_role("button", name="Compute the estimate").click()
    heading(page, "Estimate")
    expect(page.get_by_text(re.compile("[0-9,]{6,} yen a month")).first).to_be_visible()
    check(page)

    page.get_by_role("button", name="日本語").click()
    heading(page, "見込額")


@pytest.mark.parametrize(
    "path", ["/", "/records/", "/estimate/", "/estimate/result", "/guide/words/", "/display/"]
)
def test_the_largest_letters_fit_every_width(open_page, practice, check, path):
    page = open_page()
    sign_in(page, "p02", practice)
    page.goto("/display/")
    page.get_by_label("Very large (150%)").check()
    page.get_by_role("button", name="Use this display").click()
    expect(page.get_by_role("status")).to_contain_text("Changed")

    page.goto(path)
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "24px"
    check(page)


def test_a_pc_gets_the_layout_of_a_phone_where_large_letters_need_it(open_page, practice):
    page = open_page(viewport={"width": 1000, "height": 740})
    sign_in(page, "p02", practice)
    page.goto("/records/")
    head = page.locator("details[open] .mg thead").first
    assert head.is_visible()
    page.goto("/display/")
    page.get_by_label("Very large (150%)").check()
    page.get_by_role("button", name="Use this display").click()
    page.goto("/records/")
    assert not head.is_visible()


def test_what_was_typed_is_there_in_the_other_language(open_page, practice):
    page = open_page()
    page.goto("/login/")
    page.get_by_label("ユーザID").fill("hanako")
    page.get_by_label("パスワード").fill("secret-secret-secret")
    page.get_by_role("button", name="English").click()

    expect(page.get_by_label("User ID")).to_have_value("hanako")
    expect(page.get_by_label("Password")).to_have_value("")
    assert page.evaluate("sessionStorage.length") == 0


def test_the_switch_works_with_script_off(open_page, practice):
    page = open_page(java_script_enabled=False)
    page.goto("/guide/")
    page.get_by_role("button", name="English").click()
    heading(page, "Guide")
