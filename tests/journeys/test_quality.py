"""What only a real browser can show: cookies of a sibling host, a link back against Back, the gesture on a phone."""

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.django_db(transaction=True)
PORTAL, SIBLING = "https://portal.example", "https://evil.portal.example"


def tossed(browser: Browser, name: str) -> list[dict]:
    """The cookies that the portal would get after a visit to its sibling, which sets one for both hosts."""
    context = browser.new_context()
    try:
        head = f"{name}=of-the-thief; Domain=portal.example; Path=/; Secure"
        page = context.new_page()
        page.route(
            f"{SIBLING}/",
            lambda route: route.fulfill(
                body="<h1>x</h1>", headers={"content-type": "text/html", "set-cookie": head}
            ),
        )
        page.goto(f"{SIBLING}/")
        page.evaluate("text => document.cookie = text", head)
        return context.cookies(PORTAL)
    finally:
        context.close()


@pytest.mark.parametrize("name", ["__Host-nenkin", "__Host-nenkin-device", "__Host-nenkin-csrf"])
def test_a_sibling_host_sets_no_cookie_of_the_portal(browser, name):
    """S-249: these are the names of production, see `test_cookies_and_transport_in_production`."""
    assert tossed(browser, name) == []


def test_without_the_prefix_it_would(browser):
    """The control of the test above."""
    assert [cookie["name"] for cookie in tossed(browser, "nenkin")] == ["nenkin"]


def sign_in(page: Page, password: str) -> None:
    page.goto("/login/")
    page.get_by_label("ユーザID").fill("p12")
    page.get_by_label("パスワード").fill(password)
    page.get_by_role("button", name="ログイン", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("雛形 あさひさんの年金")


def state(page: Page) -> tuple:
    """Which page it is and what stands in its fields."""
    fields = "Array.from(document.querySelectorAll('main [name]:not([type=hidden])'), f => [f.name, f.value, f.checked])"
    return page.url.partition("?")[0], page.locator("h1").inner_text(), page.evaluate(fields)


def to_the_check(page: Page) -> None:
    page.goto("/settings/delivery/")
    page.get_by_label("メールアドレス", exact=True).fill("atarashii@example.jp")
    page.locator("main form button.b").last.click()
    expect(page.get_by_role("link", name="前へ戻る")).to_be_visible()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_the_link_back_and_the_browsers_back_lead_to_the_same_page(open_page, practice, script):
    """B-208: the same page with the same entries."""
    page = open_page(java_script_enabled=script)
    sign_in(page, practice)
    to_the_check(page)
    page.go_back()
    by_the_browser = state(page)
    page.go_forward()

    page.get_by_role("link", name="前へ戻る").click()

    assert state(page) == by_the_browser
    assert "atarashii@example.jp" in str(by_the_browser)
