"""各種設定: every page opens, is closed to others, asks again before what matters, and comes once."""

import re

import pytest
from django.urls import reverse

from nenkin.services.account import paperless, visits
from nenkin.services.account.models import Account, Consent

pytestmark = pytest.mark.django_db
PAGES = [
    "settings",
    "delivery",
    "notices",
    "password",
    "question_change",
    "stop",
    "visits",
    "sent",
    "viewing_log",
]
CHECKED = ["delivery_check", "notices_check", "stop_check", "question_change", "question_letter"]
BOTH = pytest.mark.parametrize("policy", ["default", "strict"])


@pytest.fixture
def mail(hanako) -> Account:
    """花子さん with a mail address."""
    Account.objects.filter(pk=hanako.pk).update(mail="hanako@example.jp")
    hanako.refresh_from_db()
    return hanako


def old_proof(page) -> None:
    session = page.client.session
    session[visits.SESSION] = {**session[visits.SESSION], "proved": 0}
    session.save()


@BOTH
@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_every_page_opens(page, hanako, settings, policy, name, language):
    page.sign_in(hanako)
    page.client.cookies[f"{settings.DISPLAY_COOKIE_NAME}-language"] = language
    settings.SESSION_POLICY = policy

    words = page.get(reverse(f"account:{name}"), follow=True).content.decode()

    assert 'class="here w"' in words
    assert f'action="{reverse("account:sign_out")}"' in words  # S-253


@pytest.mark.parametrize("name", CHECKED)
@pytest.mark.parametrize("method", ["get", "post"])
def test_what_matters_asks_again_when_the_last_proof_is_old(page, hanako, name, method):
    """S-238. The control: with a new proof it does not ask."""
    page.sign_in(hanako)
    address = reverse(f"account:{name}")
    assert "/prove-again/" not in page.client.get(address).get("Location", "")
    old_proof(page)

    asked = getattr(page, method)(address, status=303)["Location"]

    assert asked.startswith("/prove-again/?next=")


def test_the_home_page_leads_to_the_settings(page, hanako):
    words = page.sign_in(hanako).get("/").content.decode()

    for name in ("password", "delivery", "notices", "question_change", "stop", "settings"):
        assert f'href="{reverse(f"account:{name}")}' in words, name


def test_the_settings_say_what_is_set_now(page, mail):
    page.sign_in(mail)
    words = page.get("/settings/").content.decode()
    assert "定期便は郵便でも届きます" in words
    assert "メールアドレスがありません" not in words
    paperless.choose(mail, {"transfer"})
    Account.objects.filter(pk=mail.pk).update(postal_statement=False, mail="")

    words = page.get("/settings/").content.decode()

    assert "定期便は画面で読みます" in words
    assert "画面で読む通知書: 1種類" in words
    assert "メールアドレスがありません" in words


# 通知書のペーパーレス化


def nonce(page, address: str) -> str:
    return re.search('name="nonce" value="([^"]+)"', page.get(address).content.decode()).group(1)


def choose(page, *keys: str) -> str:
    return page.post("/settings/notices/", {"paperless": list(keys)})["Location"]


def test_a_notice_is_chosen_checked_and_kept_once(page, mail):
    page.sign_in(mail)
    assert choose(page, "transfer", "withholding_slip") == "/settings/notices/check/"
    words = page.get("/settings/notices/check/").content.decode()
    assert "公的年金等の源泉徴収票" in words
    assert "同意して変える" in words
    token = nonce(page, "/settings/notices/check/")
    assert not Consent.objects.exists()

    for _press in range(3):
        done = page.post("/settings/notices/check/", {"nonce": token})["Location"]
        assert done == "/settings/notices/done/"

    assert {(row.what, row.given, row.version) for row in Consent.objects.all()} == {
        ("paperless:transfer", True, "2026-11"),
        ("paperless:withholding_slip", True, "2026-11"),
    }
    assert "画面で受け取る" in page.get("/settings/notices/done/").content.decode()
    assert mail.person.mails.filter(kind="paperless_changed").count() == 1


def test_it_is_taken_back_at_any_time_and_the_history_stays(page, mail):
    paperless.choose(mail, {"transfer"})
    page.sign_in(mail)
    choose(page)
    words = page.get("/settings/notices/check/").content.decode()
    assert "郵便に戻す" in words
    assert "同意すること" not in words

    page.post("/settings/notices/check/", {"nonce": nonce(page, "/settings/notices/check/")})

    assert paperless.chosen(mail) == set()
    words = page.get("/settings/notices/").content.decode()
    history = words[words.index("これまでに変えたこと") :]
    assert history.index("郵便に戻す") < history.index("画面で受け取る")
    assert "約束の文の版 2026-11" in history


def test_without_a_mail_address_nothing_is_read_on_the_screen_only(page, hanako):
    page.sign_in(hanako)
    assert choose(page, "transfer") == "/settings/notices/"

    words = page.get("/settings/notices/").content.decode()

    assert "<title>エラー: " in words
    assert "画面で受け取るには、メールアドレスが要ります。" in words
    assert re.search('value="transfer"[^>]* checked', words)


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ([], "いまの設定と同じです。"),
        (["no-such"], "その通知書は選べません。"),
        (["<b>"], "その通知書は選べません。"),
    ],
)
def test_what_cannot_be_chosen_says_so(page, mail, keys, words):
    page.sign_in(mail)
    choose(page, *keys)

    shown = page.get("/settings/notices/").content.decode()

    assert words in shown
    assert "<b>」" not in shown


@pytest.mark.parametrize("name", ["delivery", "notices"])
def test_a_check_or_an_end_without_a_beginning_leads_to_the_beginning(page, hanako, name):
    page.sign_in(hanako)
    for address in (f"account:{name}_check", f"account:{name}_done"):
        assert page.get(reverse(address), status=303)["Location"] == reverse(f"account:{name}")
    assert page.post(reverse(f"account:{name}_check"), {"nonce": "x"})["Location"] == reverse(
        f"account:{name}"
    )


def test_a_token_of_somebody_else_changes_nothing(page, mail):
    page.sign_in(mail)
    choose(page, "transfer")

    assert page.post("/settings/notices/check/", {"nonce": "x" * 22})["Location"] == "/settings/notices/"
    assert not Consent.objects.exists()
