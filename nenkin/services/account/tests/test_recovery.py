"""入れないとき: back in without the post, never by the mail alone."""

import json
import re
import time
from pathlib import Path

import pyotp
import pytest
from django.contrib.auth.hashers import check_password
from django.core.management import CommandError, call_command, get_commands, load_command_class
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver
from django.utils import timezone

from nenkin.registry.models import Mail
from nenkin.services.account import factors, recovery
from nenkin.services.account.models import Account, CodeApp, PortalSession
from nenkin.services.account.tests.authenticator import Authenticator

pytestmark = pytest.mark.django_db
MAIL = "hanako@example.jp"
START, SENT, PROVE, NEW = "/recovery/", "/recovery/sent/", "/recovery/prove/", "/recovery/password/"
SEED = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
GOOD = "うみ と やま と そら と かぜ"


@pytest.fixture(autouse=True)
def registered(hanako) -> Account:
    Account.objects.filter(pk=hanako.pk).update(mail=MAIL)
    hanako.refresh_from_db()
    return hanako


@pytest.fixture
def printed(hanako) -> list[str]:
    codes = factors.print_codes(hanako)
    Mail.objects.all().delete()
    return codes


def ask(page, user_id="hanako", mail=MAIL):
    return page.post(START, {"user_id": user_id, "mail": mail})


def link(page) -> str:
    """The path in the mail that was just asked for."""
    ask(page)
    return re.search("http://testserver(/recovery/link/[^/\\s]+/)", Mail.objects.latest("pk").body).group(1)


def through(page, code: str) -> str:
    """From the link to the new password."""
    assert page.post(link(page))["Location"] == PROVE
    assert page.post(PROVE, {"code": code})["Location"] == NEW
    return NEW


def test_hanako_comes_back_with_mail_and_a_printed_code(page, hanako, printed):
    through(page, printed[0])
    assert page.post(NEW, {"new_password": GOOD})["Location"] == "/recovery/done/"
    page.get("/recovery/done/")

    hanako.refresh_from_db()
    assert hanako.check_password(GOOD)
    assert page.post("/login/", {"user_id": "hanako", "password": GOOD})["Location"] == "/login/prove/"


def test_an_app_and_a_passkey_do_as_well(page, hanako):
    CodeApp.objects.create(account=hanako, seed=SEED, created_at=timezone.now())
    through(page, pyotp.TOTP(SEED).now())

    page.sign_in(hanako)
    phone, add = Authenticator(), "/settings/factors/passkeys/add/"
    options = json.loads(page.post(add + "options/", status=200).content)
    page.post(add, {"name": "電話", "passkey_answer": phone.create(options)})
    page.post("/logout/")
    page.post(link(page))
    options = json.loads(page.post(PROVE + "passkey/", status=200).content)
    assert page.post(PROVE, {"passkey_answer": phone.get(options)})["Location"] == NEW


def test_other_visits_end_the_owner_is_told_and_a_stop_is_lifted(page, hanako, printed, client):
    page.sign_in(hanako)
    visit = PortalSession.objects.get()
    Account.objects.filter(pk=hanako.pk).update(frozen_at=timezone.now())
    page.client.cookies.clear()
    through(page, printed[0])
    page.post(NEW, {"new_password": GOOD})

    visit.refresh_from_db()
    hanako.refresh_from_db()
    assert (visit.state, visit.reason) == (PortalSession.ENDED, PortalSession.CHANGED)
    assert hanako.frozen_at is None
    told = Mail.objects.latest("pk")
    assert (told.kind, told.to) == ("password_changed", MAIL)
    assert "http" not in told.body


# S-204: one answer


def answer(page, user_id: str, mail: str) -> tuple:
    response = ask(page, user_id, mail)
    after = page.get(SENT)
    body = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", after.content.decode())
    headers = {
        name: value
        for name, value in response.headers.items()
        if name not in {"Content-Security-Policy", "X-Request-ID"}
    }
    return response.status_code, response["Location"], headers, sorted(response.cookies), body


def test_everybody_gets_the_same_answer_and_true_ones_alone_a_mail(page, hanako, taro, jiro):
    Account.objects.filter(pk=taro.pk).update(is_active=False, mail="taro@example.jp")
    answers = [
        answer(page, who, mail)
        for who, mail in (
            ("hanako", MAIL),
            ("hanako", "other@example.jp"),
            ("nobody", MAIL),
            ("taro", "taro@example.jp"),
            ("jiro", "jiro@example.jp"),
        )
    ]

    assert answers[0][:2] == (303, SENT)
    assert "送りました(登録があれば)" in answers[0][-1]
    assert answers == [answers[0]] * 5
    assert [(mail.to, mail.kind) for mail in Mail.objects.all()] == [(MAIL, "recovery")]


def test_too_many_tries_get_the_same_answer_and_no_mail(page, hanako):
    answers = [answer(page, "hanako", MAIL) for _ in range(5)]

    assert answers == [answers[0]] * 5
    assert Mail.objects.count() == recovery.MAILS_AN_HOUR


def test_strangers_do_not_use_the_owners_mails_up_over_many_ids(page, hanako):
    for number in range(recovery.SOURCE_AN_HOUR):
        ask(page, f"nobody{number}", f"n{number}@example.jp")
    ask(page)

    assert not Mail.objects.exists()  # this source is done for the hour


def test_the_work_is_the_same(page, hanako):
    """Unknown, wrong and right: the same statements, a row of mail written each time and taken back for nobody."""
    ask(page, "warm", "up@example.jp")
    kinds = []
    for who, mail in (("hanako", MAIL), ("hanako", "x@example.jp"), ("nobody", MAIL)):
        with CaptureQueriesContext(connection) as done:
            ask(page, who, mail)
        kinds.append([query["sql"].split()[0] for query in done if "SAVEPOINT" not in query["sql"]])

    assert kinds[0] == kinds[1] == kinds[2]
    assert Mail.objects.count() == 1


@pytest.mark.parametrize(
    ("user_id", "mail"), [(" ＨＡＮＡＫＯ ", "Hanako@Example.JP"), ("hanako", " hanako＠example.jp ")]
)
def test_what_is_typed_is_forgiven(page, hanako, user_id, mail):
    ask(page, user_id, mail)

    assert Mail.objects.get().to == MAIL


@pytest.mark.parametrize(
    ("user_id", "mail", "words"),
    [
        ("", MAIL, "ユーザIDが空です。"),
        ("hanako", "", "が空です。"),
        ("hanako", "hanako", "「@」がありません。"),
    ],
)
def test_what_is_missing_is_named(page, user_id, mail, words):
    assert ask(page, user_id, mail)["Location"] == START
    assert words in page.get(START).content.decode()


def test_an_account_without_a_mail_address_gets_none(page, hanako):
    Account.objects.update(mail="")
    ask(page, mail="@")
    ask(page)

    assert not Mail.objects.exists()


def test_the_mail_is_in_the_persons_language_and_names_nobody(page, hanako):
    Account.objects.update(language="en")
    ask(page)

    mail = Mail.objects.get()
    assert "Choosing a new password" in mail.subject
    assert not any(private in mail.body + mail.subject for private in ("花子", "hanako", "9999"))


# The link


def test_opening_the_link_changes_nothing_and_the_button_works_once(page, hanako, printed):
    url = link(page)
    for _ in range(3):
        assert "次へ" in page.get(url).content.decode()
    page.client.head(url)
    assert page.post(url)["Location"] == PROVE

    assert page.post(url)["Location"] == url
    assert "もう使えません" in page.get(url, status=410).content.decode()


def test_a_link_is_open_for_half_an_hour(page, hanako, printed, monkeypatch):
    url, now = link(page), time.time()
    for seconds, status in ((1790, 200), (1810, 410)):
        monkeypatch.setattr("nenkin.services.account.recovery.time.time", lambda s=seconds: now + s)
        page.get(url, status=status)


@pytest.mark.parametrize("token", ["x", "あ", "gAAAAA", "A" * 5000, "%00"])
def test_a_broken_link_says_what_to_do(page, token):
    text = page.get(f"/recovery/link/{token}/", status=410).content.decode()

    assert "もう一度、メールを送ってもらう" in text


def test_something_else_that_is_sealed_is_no_link(page, hanako):
    from nenkin.registry.seal import seal

    for value in (SEED, {"account": hanako.pk}, 1, None, [1]):
        address = f"/recovery/link/{seal(value)}/"
        assert page.post(address)["Location"] == address
        page.get(address, status=410)


def test_a_new_password_ends_all_links(page, hanako, printed):
    first = link(page)
    through(page, printed[0])
    page.get(first)
    page.post(NEW, {"new_password": GOOD})

    page.get(first, status=410)


def test_nothing_private_is_in_an_address_or_a_log(page, hanako, printed, caplog):
    caplog.set_level("DEBUG")
    url = link(page)
    page.post(url)
    page.post(PROVE, {"code": printed[0]})
    page.post(NEW, {"new_password": GOOD})

    assert not any(private in url + caplog.text for private in ("hanako", MAIL, GOOD, printed[0], "花子"))


# S-235: never by the mail alone


def test_the_mail_alone_leads_to_no_new_password(page, hanako, printed):
    page.post(link(page))

    assert page.get(NEW, status=303)["Location"] == START
    assert page.post(NEW, {"new_password": GOOD})["Location"] == START
    assert page.post(PROVE, {"code": "0" * 12})["Location"] == PROVE
    hanako.refresh_from_db()
    assert not hanako.check_password(GOOD)


def test_an_old_visit_is_no_second_factor(page, hanako, printed):
    page.sign_in(hanako)
    assert page.post(NEW, {"new_password": GOOD})["Location"] == START
    page.post(link(page))

    assert page.post(NEW, {"new_password": GOOD})["Location"] == START


def test_the_stage_of_a_sign_in_is_no_second_factor_here(page, hanako, printed):
    page.post("/login/", {"user_id": "hanako", "password": "hanako-no-aikotoba"})
    page.post(link(page))

    assert page.get(NEW, status=303)["Location"] == START


def test_the_code_of_somebody_else_does_not_help(page, hanako, taro, printed):
    others = factors.print_codes(taro)
    page.post(link(page))

    assert page.post(PROVE, {"code": others[0]})["Location"] == PROVE


def test_without_a_second_factor_registering_again_is_the_way_and_nothing_is_lost(page, hanako):
    password = hanako.password
    page.post(link(page))
    text = page.get(PROVE).content.decode()
    assert "もう一度、ご利用登録をします" in text
    assert 'name="code"' not in text
    assert page.post(NEW, {"new_password": GOOD})["Location"] == START

    hanako.refresh_from_db()
    assert (hanako.password, hanako.mail) == (password, MAIL)


def test_the_steps_are_open_for_half_an_hour(page, hanako, printed, monkeypatch):
    through(page, printed[0])
    now = time.time()
    monkeypatch.setattr("nenkin.services.account.recovery.time.time", lambda: now + 1810)

    assert page.post(NEW, {"new_password": GOOD})["Location"] == START


def test_a_stopped_account_does_not_come_back(page, hanako, printed):
    through(page, printed[0])
    Account.objects.update(is_active=False)

    assert page.post(NEW, {"new_password": GOOD})["Location"] == START


def test_nobody_comes_here_without_a_link(page):
    for url in (PROVE, NEW):
        assert page.get(url, status=303)["Location"] == START
    assert page.post(PROVE + "passkey/", status=403).content == b""


def test_each_stage_gives_a_new_secret(page, hanako, printed):
    """S-242."""
    keys = []
    for url, typed in ((link(page), {}), (PROVE, {"code": printed[0]}), (NEW, {"new_password": GOOD})):
        page.post(url, typed)
        keys.append(page.client.cookies["nenkin"].value)

    assert len(set(keys)) == 3


# The new password


@pytest.mark.parametrize(
    ("password", "words"),
    [
        ("", "パスワードが空です。"),
        ("mijikai", "15"),
        ("かんじ", "15"),
        ("長" * 129, "129文字あります。128文字までにしてください。"),
        ("1q2w3e4r5t6y7u8i9o0p", "一般的すぎます"),
    ],
)
def test_a_weak_password_is_refused_with_a_reason(page, hanako, printed, password, words):
    through(page, printed[0])
    assert page.post(NEW, {"new_password": password})["Location"] == NEW

    text = page.get(NEW).content.decode()
    assert words in text
    assert not password or password not in re.sub("<title>.*</title>", "", text)


@pytest.mark.parametrize("password", ["長" * 128, "  まえ と うしろ に 空白  ", "🐈" * 15])
def test_any_long_password_is_taken_as_it_is(page, hanako, printed, password):
    through(page, printed[0])
    page.post(NEW, {"new_password": password})

    assert check_password(password, Account.objects.get(pk=hanako.pk).password)


def test_the_hundred_wrong_ones_in_a_row_are_forgiven(page, hanako, printed, monkeypatch):
    """S-225: until recovery."""
    monkeypatch.setattr("nenkin.services.account.throttle.IN_A_ROW", 2)
    for password in ("x", "y", "z"):
        page.post("/login/", {"user_id": "hanako", "password": password})
    assert (
        page.post("/login/", {"user_id": "hanako", "password": "hanako-no-aikotoba"})["Location"] == "/login/"
    )
    through(page, printed[0])
    page.post(NEW, {"new_password": GOOD})

    assert page.post("/login/", {"user_id": "hanako", "password": GOOD})["Location"] == "/login/prove/"


# S-236: nobody sets somebody's password


def test_no_command_sets_somebodys_password(hanako):
    """By name and by what it does: the commands of the framework that would are closed."""
    ours = Path(__file__).parents[4]
    for name, app in get_commands().items():
        command = load_command_class(app, name) if isinstance(app, str) else app
        source = Path(__import__(type(command).__module__, fromlist=["x"]).__file__)
        writes = re.search("set_password|create_superuser|make_password", source.read_text(encoding="utf-8"))
        assert not writes, (
            f"{name} sets passwords: {source.relative_to(ours) if ours in source.parents else source}"
        )
    for name in ("changepassword", "createsuperuser"):
        with pytest.raises(CommandError):
            call_command(name, "hanako")
    assert Account.objects.get(pk=hanako.pk).password == hanako.password


def test_the_passwords_of_the_framework_would_be_found():
    """The control for the search above."""
    from django.contrib.auth.management.commands import changepassword

    assert "set_password" in Path(changepassword.__file__).read_text(encoding="utf-8")


def test_no_address_sets_the_password_of_an_account_it_names():
    """Every screen that has to do with passwords acts on the browser's own account: no account in its address."""
    named = [
        str(pattern.pattern)
        for pattern in get_resolver().url_patterns
        for pattern in getattr(pattern, "url_patterns", [pattern])
        if "password" in str(pattern.pattern) + str(pattern.name)
    ]

    assert named
    assert not any("<" in address for address in named)


def test_who_knows_the_user_id_alone_uses_none_of_the_owners_mails_up(page, hanako):
    for number in range(recovery.MAILS_A_DAY + 1):
        ask(page, "hanako", f"thief{number}@example.jp")
    ask(page)

    assert [mail.to for mail in Mail.objects.all()] == [MAIL]
