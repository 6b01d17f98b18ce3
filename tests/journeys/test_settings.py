"""各種設定 on a phone: post and mail, notices, password, lists, stopping; without script as well."""

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.django_db(transaction=True)
NEW = "うみ と やま と そら と かぜ"


def heading(page: Page, words: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_contain_text(words)


def press(page: Page, name: str | re.Pattern) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=isinstance(name, str)).first.click()


def follow(page: Page, name: str) -> None:
    with page.expect_navigation():
        page.get_by_role("link", name=re.compile(name)).first.click()


def sign_in(page: Page, password: str) -> Page:
    page.goto("/login/")
    page.get_by_label("ユーザID").fill("p12")
    page.get_by_label("パスワード").fill(password)
    press(page, "ログイン")
    return page


@pytest.fixture
def phone(open_page, practice):
    """架空の p12 with a mail address, signed in on a phone."""
    from nenkin.services.account.models import Account

    Account.objects.filter(user_id="p12").update(mail="p12@example.jp", secret_answer="")
    return sign_in(open_page(), practice)


def test_every_page_of_the_settings_is_good(phone, check):
    for path in (
        "",
        "delivery",
        "notices",
        "password",
        "question",
        "stop",
        "stop/check",
        "visits",
        "sent",
        "viewing-log",
    ):
        phone.goto(f"/settings/{path}/" if path else "/settings/")
        check(phone)


def test_a_new_address_and_no_more_post(phone, check, open_page):
    from nenkin.registry.models import Mail
    from nenkin.services.account.models import Account

    phone.goto("/")
    follow(phone, "自分の設定を見る")
    follow(phone, "ねんきん定期便のペーパーレス")
    phone.get_by_label("郵便を止めて、画面で読む").check()
    phone.get_by_label("メールアドレス").fill("あたらしい")
    press(phone, "確認へ進む")
    check(phone)
    expect(phone.get_by_label("郵便を止めて、画面で読む")).to_be_checked()
    phone.get_by_label("メールアドレス").fill("new@example.jp")
    press(phone, "確認へ進む")
    heading(phone, "この内容に変えますか")
    check(phone)
    press(phone, "この内容に変える")
    heading(phone, "設定を変えました")
    check(phone)
    phone.reload()
    heading(phone, "設定を変えました")
    phone.go_back()
    phone.goto("/settings/delivery/")
    check(phone)

    mail = Mail.objects.filter(kind="confirm_mail").get()
    reader = open_page()
    reader.goto(re.search(r"/settings/mail/link/\S+", mail.body).group())
    check(reader)
    press(reader, "このアドレスに変える")
    heading(reader, "メールアドレスを変えました")
    check(reader)
    account = Account.objects.get(user_id="p12")
    assert (account.mail, account.postal_statement) == ("new@example.jp", False)
    phone.goto("/settings/sent/")
    check(phone)
    follow(phone, "メールアドレスが変わりました")
    check(phone)


def test_two_presses_change_a_notice_once(phone, check):
    from nenkin.services.account.models import Consent

    phone.goto("/settings/notices/")
    phone.get_by_label("年金振込通知書").check()
    press(phone, "確認へ進む")
    check(phone)
    phone.get_by_role("button", name="同意して変える").dblclick()
    heading(phone, "受け取り方を変えました")
    check(phone)
    phone.go_back()
    phone.go_back()
    assert Consent.objects.filter(what="paperless:transfer").count() == 1
    phone.goto("/settings/notices/")
    expect(phone.get_by_label("年金振込通知書")).to_be_checked()
    check(phone)


def test_a_new_password_with_a_mistake_on_the_way(phone, check, practice, open_page):
    phone.goto("/settings/password/")
    phone.get_by_label("いまのパスワード").fill(practice)
    phone.get_by_label("新しいパスワード").fill("みじかい")
    press(phone, "このパスワードにする")
    check(phone)
    expect(phone.get_by_label("いまのパスワード")).to_have_value("")
    phone.get_by_label("いまのパスワード").fill(practice)
    phone.get_by_label("新しいパスワード").fill(NEW)
    press(phone, "このパスワードにする")
    heading(phone, "パスワードを変えました")
    check(phone)
    phone.goto("/records/")
    heading(phone, "年金記録")
    press(phone, "ログアウト")
    sign_in(phone, NEW)
    heading(phone, "雛形 あさひさんの年金")


def test_visits_and_who_looked(phone, check, practice):
    press(phone, "ログアウト")
    sign_in(phone, practice)
    phone.goto("/records/")
    phone.goto("/settings/visits/")
    check(phone)
    expect(phone.get_by_text("ログアウトしました", exact=True)).to_be_visible()
    press(phone, re.compile("^忘れる"))
    check(phone)
    phone.goto("/settings/viewing-log/")
    check(phone)
    expect(phone.get_by_text(re.compile("続けて\\d+回"))).to_be_visible()


def test_stopping_without_script(open_page, practice):
    page = sign_in(open_page(java_script_enabled=False), practice)
    page.goto("/settings/")
    follow(page, "使うのをやめる")
    follow(page, "止める手続きへ進む")
    press(page, "サービスの利用を止める")
    heading(page, "利用を止めました")
    sign_in(page, practice)
    expect(page.get_by_text("IDかパスワードがちがいます。").first).to_be_visible()


def test_the_strict_policy_asks_and_sends_a_code(open_page, practice, settings, check):
    from django.utils import timezone

    from nenkin.registry import addresses
    from nenkin.registry.models import Letter
    from nenkin.services.account import changes
    from nenkin.services.account.models import Account

    settings.SESSION_POLICY = "strict"
    account = Account.objects.get(user_id="p12")
    changes.set_answer(account, question="food", answer="ひだまり")
    addresses.record(account.person, at=timezone.now(), postal_code="1000001", text="見本県見本市1-2-3")
    page = sign_in(open_page(), practice)
    heading(page, "秘密の質問")
    check(page)
    follow(page, "番号を郵便で送ってもらう")
    check(page)
    press(page, "番号を郵便で送ってもらう")
    expect(page.get_by_text("申込みを受け付けました")).to_be_visible()
    check(page)
    follow(page, "質問へ戻る")
    follow(page, "秘密の質問と答えの変更")
    check(page)
    page.get_by_label("手紙の番号").fill(Letter.objects.get(kind="secret_code").facts["code"])
    page.get_by_label("いちばん遠くへ行った旅の").check()
    page.get_by_label("答え", exact=False).last.fill("なつみかん")
    press(page, "この質問と答えにする")
    heading(page, "秘密の質問")
    page.get_by_label("秘密の質問の答え").fill("ナツみかん")
    press(page, "続ける")
    expect(page.get_by_text("答えがちがいます。").first).to_be_visible()
    page.get_by_label("秘密の質問の答え").fill("なつみかん")
    press(page, "続ける")
    heading(page, "雛形 あさひさんの年金")
    follow(page, "自分の設定を見る")
    follow(page, "秘密の質問と答えを変える")
    heading(page, "秘密の質問と答えの変更")
    check(page)
