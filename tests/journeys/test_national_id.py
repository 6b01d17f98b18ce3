"""Through the card's screens and back, in a browser on a phone."""

import re

import pytest
from playwright.sync_api import expect

from tests.national_id import PIN, start

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def provider(live_server, settings):
    provider = start(live_server.url)
    for name, value in provider.settings().items():
        setattr(settings, name, value)
    yield provider
    provider.process.terminate()
    provider.process.wait(timeout=10)


@pytest.fixture
def policy(monkeypatch, provider):
    """The policy of the pages is read when the site starts; this provider is known only now."""
    from nenkin.config.middleware import ContentSecurityPolicy

    answer = ContentSecurityPolicy.process_response

    def process_response(self, request, response):
        answer(self, request, response)
        said = response["Content-Security-Policy"]
        response["Content-Security-Policy"] = said.replace(
            "form-action 'self'", f"form-action 'self' {provider.issuer}"
        )
        return response

    monkeypatch.setattr(ContentSecurityPolicy, "process_response", process_response)


def read_card(page, name: str, pin: str = PIN) -> None:
    page.get_by_label(name).check()
    page.get_by_label("暗証番号").fill(pin)
    page.get_by_role("button", name="読み取る").click()


def heading(page, words: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_contain_text(words)


def test_a_card_is_linked_and_then_opens_the_record(policy, provider, open_page, practice, check):
    page = open_page()
    page.goto("/login/")
    page.get_by_label("ユーザID").fill("p01")
    page.get_by_label("パスワード").fill(practice)
    page.get_by_role("button", name="ログイン", exact=True).click()
    heading(page, "年金")
    page.goto("/settings/national-id/")
    check(page)
    page.get_by_role("button", name="マイナンバーカードとつなぐ").click()
    heading(page, "マイナンバーカードの読み取り")
    check(page)
    read_card(page, "見本 一徹", "9999")
    expect(page.get_by_role("alert")).to_contain_text("あと2回")
    check(page)
    read_card(page, "見本 一徹")
    heading(page, "この情報をわたしますか")
    check(page)
    page.get_by_role("button", name="わたして進む").click()
    expect(page.get_by_text("カードだけで入れます")).to_be_visible()
    check(page)

    page.get_by_role("button", name="ログアウト").click()
    page.goto("/login/")
    page.get_by_role("button", name="マイナンバーカードで入る").click()
    read_card(page, "見本 一徹")
    heading(page, "見本 一徹さんの年金")
    page.goto("/settings/national-id/unlink/")
    check(page)


def test_who_cancels_at_the_card_is_back_with_nothing_changed(policy, provider, open_page, practice, check):
    page = open_page(java_script_enabled=False)
    page.goto("/login/")
    page.get_by_role("button", name="マイナンバーカードで入る").click()
    page.get_by_role("button", name="やめて戻る").click()
    heading(page, "カードの読み取りをやめました")


def test_a_card_registers_and_then_opens_the_record(policy, provider, open_page, transactional_db, check):
    from django.utils import timezone

    from nenkin.registry.models import Mail
    from nenkin.services.registration import practice

    practice.load(timezone.now())
    page = open_page()
    page.goto("/login/")
    page.get_by_role("button", name="マイナンバーカードで入る").click()
    read_card(page, "見本 新")
    page.get_by_role("button", name="わたして進む").click()
    heading(page, "マイナンバーカードで登録する")
    check(page)
    page.get_by_role("button", name="同意して、登録する").click()
    page.get_by_label("メールアドレス").fill("arata@example.jp")
    page.get_by_role("button", name="次へ").click()
    heading(page, "郵送とメールの希望")
    page.get_by_role("button", name="次へ").click()
    heading(page, "この内容で申し込みますか")
    page.get_by_role("button", name="申し込む").click()
    heading(page, "申込みを受け付けました")
    link = re.search(r"(/registration/link/\S+)", Mail.objects.get(kind="confirm_registration").body)[1]
    page.goto(link)
    page.get_by_role("button", name="登録を続ける").click()
    heading(page, "登録できました")
    check(page)

    page.goto("/login/")
    page.get_by_role("button", name="マイナンバーカードで入る").click()
    read_card(page, "見本 新")
    heading(page, "見本 新さんの年金")
