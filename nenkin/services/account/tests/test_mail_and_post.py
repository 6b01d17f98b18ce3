"""ねんきん定期便、メールアドレス、メールの配信: entered, checked, done once; a new address is confirmed first."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from nenkin.registry.models import Mail
from nenkin.services.account import mail_change
from nenkin.services.account.models import Account, Consent

pytestmark = pytest.mark.django_db
FORM, CHECK, DONE = "/settings/delivery/", "/settings/delivery/check/", "/settings/delivery/done/"
AS_IT_IS = {"postal_statement": "yes", "mail": "old@example.jp", "login_mail": "yes", "news_mail": "yes"}


@pytest.fixture
def owner(page, hanako) -> Account:
    """花子さん, signed in, with a mail address."""
    Account.objects.filter(pk=hanako.pk).update(mail="old@example.jp")
    page.sign_in(hanako)
    hanako.refresh_from_db()
    return hanako


def enter(page, **fields) -> str:
    """Fill the form in; the words of the page it leads to."""
    to = page.post(FORM, {**AS_IT_IS, **fields})["Location"]
    return page.get(to).content.decode()


def confirm(page) -> str:
    token = re.search('name="nonce" value="([^"]+)"', page.get(CHECK).content.decode()).group(1)
    assert page.post(CHECK, {"nonce": token})["Location"] == DONE
    assert page.post(CHECK, {"nonce": token})["Location"] == DONE  # a second press
    return page.get(DONE).content.decode()


def link() -> str:
    return re.search(
        r"/settings/mail/link/\S+", Mail.objects.filter(kind="confirm_mail").latest("pk").body
    ).group()


def gone(page, address: str) -> None:
    """The button of a link that leads nowhere."""
    assert page.post(address)["Location"] == address
    assert "もう使えません" in page.get(address, status=410).content.decode()


def kinds() -> list[str]:
    return list(Mail.objects.order_by("pk").values_list("kind", flat=True))


def test_the_post_is_stopped_from_the_statement_it_says(page, owner):
    assert "令和9年8月(2027年)の定期便から変わります" in page.get(FORM).content.decode()
    words = enter(page, postal_statement="no")
    assert "まだ変えていません" in words
    assert "35歳の令和9年8月(2027年)" in words

    words = confirm(page)

    owner.refresh_from_db()
    assert not owner.postal_statement
    assert "郵便を止めて、画面で読む" in words
    consent = Consent.objects.get()
    assert (consent.what, consent.given, str(consent.effective_from)) == (
        "paperless:statement",
        True,
        "2027-08-01",
    )
    assert kinds() == ["paperless_changed"]


def test_the_post_comes_again(page, owner):
    Account.objects.update(postal_statement=False)
    enter(page)
    confirm(page)

    owner.refresh_from_db()
    assert owner.postal_statement
    assert not Consent.objects.get().given


def test_without_a_mail_address_the_post_is_not_stopped(page, owner):
    Account.objects.update(mail="")

    assert "郵便を止めるには、メールアドレスが要ります。" in enter(page, postal_statement="no", mail="")
    assert "郵便を止めるには、メールアドレスが要ります。" in enter(
        page, postal_statement="no", mail="a@example.jp"
    )


def test_mails_are_chosen_and_the_change_is_told(page, owner):
    enter(page, login_mail="no", news_mail="no")
    confirm(page)

    owner.refresh_from_db()
    assert (owner.login_mail, owner.news_mail) == (False, False)
    assert kinds() == ["delivery_changed"]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "いまの設定と同じです。"),
        ({"mail": ""}, "メールアドレスが空です。"),
        ({"mail": "old"}, "「@」"),
        ({"mail": "a@b@example.jp"}, "「@」"),
        ({"postal_statement": ""}, "どちらかを選んでください。"),
        ({"login_mail": "maybe"}, "どちらかを選んでください。"),
        ({"news_mail": "<script>"}, "どちらかを選んでください。"),
    ],
)
def test_a_wrong_entry_says_what_to_do(page, owner, fields, words):
    shown = enter(page, **fields)

    assert "<title>エラー: " in shown
    assert words in shown
    assert "<script>" not in shown
    assert not Mail.objects.exists()


def test_a_new_address_counts_once_it_is_confirmed(page, owner):
    """E-SET-01: until then the old one stays. S-234: both are told."""
    assert "それまでは、いまのアドレスのままです" in enter(page, mail="ｎｅｗ@Example.jp")
    assert "new@example.jpに、確かめるメールを送りました" in confirm(page)
    assert "新しいアドレスは、まだ使えません" in page.get(FORM).content.decode()
    assert "メールアドレスの確認を待っています" in page.get("/settings/").content.decode()
    assert (kinds(), Mail.objects.get().to) == (["confirm_mail"], "new@example.jp")
    page.client.cookies.clear()

    assert "まだ変えていません" in page.get(link()).content.decode()
    owner.refresh_from_db()
    assert owner.mail == "old@example.jp"
    assert page.post(link())["Location"] == "/settings/mail/confirmed/"
    page.get("/settings/mail/confirmed/")

    owner.refresh_from_db()
    assert owner.mail == "new@example.jp"
    assert {mail.to for mail in Mail.objects.filter(kind="mail_changed")} == {
        "old@example.jp",
        "new@example.jp",
    }


def test_the_first_address_is_told_alone(page, owner):
    Account.objects.update(mail="")
    enter(page, mail="new@example.jp")
    confirm(page)
    page.post(link())

    assert [mail.to for mail in Mail.objects.filter(kind="mail_changed")] == ["new@example.jp"]


def test_a_link_works_once(page, owner):
    enter(page, mail="new@example.jp")
    confirm(page)
    page.post(link())
    Account.objects.update(mail="third@example.jp")

    assert "もう使えません" in page.get(link(), status=410).content.decode()
    gone(page, link())
    owner.refresh_from_db()
    assert owner.mail == "third@example.jp"


def test_only_the_newest_link_works(page, owner):
    enter(page, mail="new@example.jp")
    confirm(page)
    first = link()
    enter(page, mail="newer@example.jp")
    confirm(page)

    page.get(first, status=410)
    page.post(link())
    owner.refresh_from_db()
    assert owner.mail == "newer@example.jp"


def test_a_link_works_for_a_day(page, owner, monkeypatch):
    enter(page, mail="new@example.jp")
    confirm(page)
    page.get(link())
    Mail.objects.update(created_at=timezone.now() - timedelta(hours=24, seconds=1))

    gone(page, link())
    assert "まだ使えません" not in page.get(FORM).content.decode()


def test_a_change_is_given_up(page, owner):
    enter(page, mail="new@example.jp")
    confirm(page)

    assert page.post("/settings/mail/give-up/")["Location"] == FORM

    assert "まだ使えません" not in page.get(FORM).content.decode()
    gone(page, link())
    page.post("/settings/mail/give-up/")


@pytest.mark.parametrize("token", ["x", "gAAAAA", "あ", "%00", "a" * 2000])
def test_a_made_up_link_leads_nowhere(page, owner, token):
    page.get(f"/settings/mail/link/{token}/", status=410)
    assert "/settings/mail/link/" in page.post(f"/settings/mail/link/{token}/")["Location"]


def test_a_token_made_for_something_else_leads_nowhere(page, owner):
    from nenkin.services.account import recovery

    page.get(f"/settings/mail/link/{recovery._token(owner)}/", status=410)


def test_the_link_of_a_stopped_account_leads_nowhere(page, owner):
    enter(page, mail="new@example.jp")
    confirm(page)
    Account.objects.update(is_active=False)

    gone(page, link())


def test_a_new_password_ends_the_links_that_were_asked_for_before(page, owner):
    """Who was in with the old password does not get the mails afterwards."""
    enter(page, mail="thief@example.jp")
    confirm(page)
    page.post(
        "/settings/password/",
        {"password": "hanako-no-aikotoba", "new_password": "うみ と やま と そら と かぜ"},
    )

    gone(page, link())
    assert Account.objects.get(pk=owner.pk).mail == "old@example.jp"


def test_a_day_has_five_mails(page, owner):
    for number in range(mail_change.MAILS_A_DAY):
        enter(page, mail=f"new{number}@example.jp")
        confirm(page)
    enter(page, mail="one-more@example.jp")

    assert "今日はもう5回送りました" in confirm(page)
    assert len(kinds()) == mail_change.MAILS_A_DAY
    assert "今日はもう" not in (enter(page, news_mail="no"), confirm(page))[1]


def test_what_was_typed_is_there_again_after_a_wrong_entry(page, owner):
    shown = enter(page, mail="なまえ@@example.jp", news_mail="no")

    assert 'value="なまえ@@example.jp"' in shown
    assert re.search('name="news_mail" value="no"[^>]* checked', shown)


def test_a_finished_form_shows_what_is_set(page, owner):
    enter(page, news_mail="no")
    confirm(page)

    shown = page.get(FORM).content.decode()
    assert re.search('name="news_mail" value="no"[^>]* checked', shown)
    assert "エラー" not in shown
