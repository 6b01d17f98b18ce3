"""Passkeys with Chromium's own authenticator, codes, and the way back, on a phone."""

import json
import re
from urllib.parse import parse_qs, urlsplit

import pyotp
import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.django_db(transaction=True)
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
ANSWER = """async (host) => {
    const question = {challenge: Uint8Array.from(atob(QUESTION), (c) => c.charCodeAt(0)), userVerification: "required", rpId: host};
    const found = await navigator.credentials.get({publicKey: question});
    const text = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
    const response = {};
    for (const name of ["clientDataJSON", "authenticatorData", "signature", "userHandle"]) response[name] = text(found.response[name]);
    return JSON.stringify({id: found.id, rawId: text(found.rawId), type: found.type, response});
}"""


@pytest.fixture
def phone(open_page, practice):
    """A browser with an authenticator of its own; p12 is signed in with the password."""
    from nenkin.services.account.models import Account

    Account.objects.update(mail="")
    page = open_page()
    tools = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    page.authenticator = tools.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})[
        "authenticatorId"
    ]
    page.tools = tools
    sign_in(page, practice)
    return page


def heading(page: Page, words: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_contain_text(words)


def press(page: Page, name: str) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).first.click()


def sign_in(page: Page, password: str) -> None:
    page.goto("/login/")
    page.locator("#id_user_id").fill("p12")
    page.locator("#id_password").fill(password)
    press(page, "ログイン")


def add_passkey(page: Page) -> None:
    page.goto("/settings/factors/passkeys/add/")
    page.get_by_label("パスキーの名前").fill("わたしの電話")
    press(page, "パスキーをつくる")
    expect(page.get_by_text("パスキーを足しました。")).to_be_visible()


def test_a_passkey_is_made_and_opens_the_door_alone(phone, check):
    phone.goto("/settings/factors/")
    check(phone)
    phone.goto("/settings/factors/passkeys/add/")
    check(phone)
    add_passkey(phone)
    check(phone)
    press(phone, "ログアウト")
    phone.goto("/login/")
    check(phone)

    press(phone, "パスキーで入る")
    heading(phone, "雛形 あさひさんの年金")


def test_a_second_passkey_of_the_same_device_is_told_before_anything_is_sent(phone):
    add_passkey(phone)
    phone.goto("/settings/factors/passkeys/add/")
    phone.get_by_label("パスキーの名前").fill("もう1つ")
    phone.get_by_role("button", name="パスキーをつくる").click()

    expect(phone.get_by_text("この端末のパスキーは、もう登録してあります。")).to_be_visible()


def test_a_person_the_device_does_not_know_gets_no_further(phone):
    add_passkey(phone)
    press(phone, "ログアウト")
    phone.goto("/login/")
    phone.tools.send(
        "WebAuthn.setUserVerified", {"authenticatorId": phone.authenticator, "isUserVerified": False}
    )
    phone.get_by_role("button", name="パスキーで入る").click()

    expect(phone.get_by_text("パスキーの確認が終わりませんでした。")).to_be_visible()
    expect(phone).to_have_url(re.compile("/login/$"))


def question(page: Page) -> str:
    """A new question of the server to this browser, as the page's script asks for it."""
    return page.evaluate(
        """async () => {
            const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
            const answer = await fetch("/login/passkey/options/", {method: "POST", headers: {"X-CSRFToken": token}});
            return (await answer.json()).challenge.replaceAll("-", "+").replaceAll("_", "/");
        }"""
    )


def send(page: Page, answer: str) -> None:
    with page.expect_navigation():
        page.evaluate(
            """(answer) => {
                const form = document.querySelector("form[data-passkey]");
                form.elements.passkey_answer.value = answer;
                form.submit();
            }""",
            answer,
        )


@pytest.mark.parametrize("own", [True, False], ids=["our own page", "a foreign page"])
def test_an_answer_made_on_a_foreign_page_is_refused(phone, own):
    """S-231: a page of another origin passes our question on. Its browser signs where it was asked."""
    add_passkey(phone)
    press(phone, "ログアウト")
    phone.goto("/login/")
    ours, asked = phone.url, question(phone)
    if not own:
        phone.route(
            "http://localhost:9/**", lambda route: route.fulfill(body="<h1>x</h1>", content_type="text/html")
        )
        phone.goto("http://localhost:9/")
    answer = phone.evaluate(ANSWER.replace("QUESTION", json.dumps(asked)), "localhost")
    phone.goto(ours)
    send(phone, answer)

    heading(phone, "雛形 あさひさんの年金" if own else "パスキーで入れませんでした")


def test_a_foreign_host_gets_no_answer_from_the_browser(phone):
    """S-231: the browser itself refuses to answer for our host on another one."""
    add_passkey(phone)
    phone.route(
        "http://evil.localhost:9/**", lambda route: route.fulfill(body="<h1>x</h1>", content_type="text/html")
    )
    phone.goto("http://evil.localhost:9/")

    refused = phone.evaluate(
        f"({ANSWER.replace('QUESTION', json.dumps('AAAA'))})('localhost').then(() => 'answered', (e) => e.name)"
    )
    assert refused == "SecurityError"


def test_a_recorded_answer_is_refused(phone):
    """S-231: what went over the line once is worth nothing a second time."""
    add_passkey(phone)
    press(phone, "ログアウト")
    phone.goto("/login/")
    recorded = []
    phone.on(
        "request",
        lambda request: (
            recorded.append(request.post_data) if "passkey_answer" in (request.post_data or "") else None
        ),
    )
    press(phone, "パスキーで入る")
    heading(phone, "雛形 あさひさんの年金")
    press(phone, "ログアウト")
    answer = parse_qs(recorded[0])["passkey_answer"][0]
    phone.goto("/login/")
    question(phone)
    send(phone, answer)

    heading(phone, "パスキーで入れませんでした")


def test_the_app_and_the_printed_codes_from_screen_to_sign_in(phone, practice, open_page, check):
    phone.goto("/settings/factors/app/")
    check(phone)
    expect(phone.get_by_role("img", name="アプリで読み取る2次元コード")).to_be_visible()
    assert phone.evaluate("document.querySelector('main img').naturalWidth") > 100
    link = phone.get_by_role("link", name="この端末のアプリを開く").get_attribute("href")
    seed = parse_qs(urlsplit(link).query)["secret"][0]
    phone.get_by_label("アプリの確認コード").fill(pyotp.TOTP(seed).now())
    press(phone, "使い始める")
    phone.goto("/settings/factors/codes/")
    check(phone)
    press(phone, "10個の番号を出す")
    check(phone)
    codes = phone.locator("td b").all_inner_texts()
    press(phone, "紙に残しました")

    other = open_page()
    sign_in(other, practice)
    heading(other, "もうひとつの確認")
    check(other)
    other.get_by_label("確認コード").fill(codes[0])
    press(other, "コードで続ける")
    heading(other, "別の端末が、いまログイン中です")


def test_a_code_that_was_typed_is_gone_after_going_back(phone, practice, open_page):
    """B-207. The control: an ordinary field comes back."""
    from nenkin.services.account import factors
    from nenkin.services.account.models import Account

    factors.print_codes(Account.objects.get(user_id="p12"))
    other = open_page()
    sign_in(other, practice)
    other.get_by_label("確認コード").fill("1234 5678 9012")
    other.goto("/recovery/")
    other.locator("#id_user_id").fill("p12")
    other.goto("/guide/")
    other.go_back()
    expect(other.locator("#id_user_id")).to_have_value("p12")
    other.go_back()
    heading(other, "もうひとつの確認")
    expect(other.get_by_label("確認コード")).to_have_value("")


@pytest.mark.parametrize("label", ["確認コード", "新しいパスワード"])
def test_secrets_can_be_pasted_and_filled_by_managers(phone, practice, open_page, label):
    """S-228."""
    from nenkin.services.account import factors
    from nenkin.services.account.models import Account

    codes = factors.print_codes(Account.objects.get(user_id="p12"))
    other = open_page(permissions=["clipboard-read", "clipboard-write"])
    sign_in(other, practice)
    if label == "新しいパスワード":
        other = recovering(other, codes[0])
    field = other.get_by_label(label)
    other.evaluate("navigator.clipboard.writeText('うみ と 123456')")
    field.focus()
    other.keyboard.press("Control+V")

    expect(field).to_have_value("うみ と 123456")
    expected = {"確認コード": "one-time-code", "新しいパスワード": "new-password"}[label]
    assert field.get_attribute("autocomplete") == expected
    assert other.locator("[onpaste]").count() == 0


def recovering(page: Page, code: str) -> Page:
    """From the mail to the screen of the new password."""
    from nenkin.registry.models import Mail
    from nenkin.services.account.models import Account

    Account.objects.filter(user_id="p12").update(mail="p12@example.jp")
    page.goto("/recovery/")
    page.locator("#id_user_id").fill("p12")
    page.get_by_label("登録したメールアドレス").fill("p12@example.jp")
    press(page, "メールを送ってもらう")
    heading(page, "送りました(登録があれば)")
    page.goto(re.search("/recovery/link/\\S+", Mail.objects.latest("pk").body).group())
    press(page, "次へ")
    page.get_by_label("確認コード").fill(code)
    press(page, "コードで続ける")
    heading(page, "新しいパスワード")
    return page


def test_the_way_back_is_good_on_every_screen(phone, practice, open_page, check):
    from nenkin.services.account import factors
    from nenkin.services.account.models import Account

    codes = factors.print_codes(Account.objects.get(user_id="p12"))
    other = open_page()
    other.goto("/login/")
    other.get_by_role("link", name=re.compile("ユーザIDかパスワードを忘れた")).click()
    check(other)
    recovering(other, codes[0])
    check(other)
    other.get_by_label("新しいパスワード").fill("みじかい")
    press(other, "このパスワードにする")
    check(other)
    other.get_by_label("新しいパスワード").fill("うみ と やま と そら と かぜ")
    press(other, "このパスワードにする")
    heading(other, "パスワードを変えました")
    check(other)
    phone.goto("/records/")
    heading(phone, "ログイン")


def test_without_script_the_page_says_how_to_go_on(open_page, practice):
    page = open_page(java_script_enabled=False)
    page.goto("/login/")

    expect(page.get_by_text("パスキーは、ブラウザのスクリプトを使う設定のときに使えます。")).to_be_visible()
    expect(page.get_by_role("button", name="パスキーで入る")).to_be_hidden()
