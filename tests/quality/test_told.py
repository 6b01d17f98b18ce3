"""S-234: nothing that could be a theft happens in silence. The text of every kind: `registry/tests/test_mails.py`."""

import re

import pytest
from django.test import Client

from nenkin.registry.models import Mail
from nenkin.services.account import changes, factors
from nenkin.services.account.models import Account

pytestmark = pytest.mark.django_db
PASSWORD = "hanako-no-aikotoba"
MAIL = "hanako@example.jp"


@pytest.fixture
def hanako(hanako) -> Account:
    """花子さん, who gets mails."""
    Account.objects.filter(pk=hanako.pk).update(mail=MAIL, login_mail=False)
    hanako.refresh_from_db()
    return hanako


@pytest.fixture
def inside(hanako) -> Client:
    """Her browser; signing in for the first time is told to nobody, as no sign-in mail is wanted."""
    client = Client()
    client.post("/login/", {"user_id": "hanako", "password": PASSWORD})
    assert not Mail.objects.exists()
    return client


def elsewhere(inside: Client) -> Client:
    other = Client()
    other.post("/login/", {"user_id": "hanako", "password": PASSWORD})
    return other


def new_device(inside: Client, hanako: Account) -> None:
    inside.post("/logout/")
    elsewhere(inside)


def takeover(inside: Client, hanako: Account) -> None:
    other = elsewhere(inside)
    other.post("/login/reset/", {"nonce": other.get("/login/reset/").context["nonce"]})


def freezing(inside: Client, hanako: Account) -> None:
    takeover(inside, hanako)
    inside.get("/records/")
    inside.post("/session/freeze/")


def codes_away(inside: Client, hanako: Account) -> None:
    factors.print_codes(hanako)
    Mail.objects.all().delete()
    inside.post("/settings/factors/codes/remove/")


def copied_device(inside: Client, hanako: Account) -> None:
    inside.post("/logout/")
    thief = Client()
    thief.cookies["nenkin-device"] = inside.cookies["nenkin-device"].value
    for _ in range(2):  # the token before the newest may be a second press of the owner's
        inside.post("/login/", {"user_id": "hanako", "password": PASSWORD})
        inside.post("/logout/")
    thief.post("/login/", {"user_id": "hanako", "password": PASSWORD})


def new_mail(inside: Client, hanako: Account) -> None:
    form = {"mail": "new@example.jp", "postal_statement": "yes", "login_mail": "no", "news_mail": "yes"}
    inside.post("/settings/delivery/", form)
    check = inside.get("/settings/delivery/check/")
    inside.post("/settings/delivery/check/", {"nonce": check.context["nonce"]})
    inside.post(re.search(r"/settings/mail/link/\S+/", Mail.objects.get(kind="confirm_mail").body).group())
    Mail.objects.filter(kind="confirm_mail").delete()


EVENTS = {
    "new_device": new_device,
    "taken_over": takeover,
    "frozen": freezing,
    "device_copied": copied_device,
    "codes_printed": lambda inside, hanako: inside.post("/settings/factors/codes/", {"how": "here"}),
    "factor_removed": codes_away,
    "password_changed": lambda inside, hanako: inside.post(
        "/settings/password/", {"password": PASSWORD, "new_password": "うみ と やま と そら と かぜ"}
    ),
    "mail_changed": new_mail,
    "question_changed": lambda inside, hanako: changes.set_answer(hanako, question="food", answer="おにぎり"),
    "service_stopped": lambda inside, hanako: inside.post("/settings/stop/check/"),
}


@pytest.mark.parametrize("kind", EVENTS)
def test_an_event_is_told_at_once_without_saying_who(inside, hanako, kind):
    EVENTS[kind](inside, hanako)

    told = Mail.objects.filter(kind=kind)
    assert {mail.to for mail in told} == ({MAIL, "new@example.jp"} if kind == "mail_changed" else {MAIL})
    for mail in Mail.objects.all():
        assert re.search(r"花子|見本|hanako|9999|https?:|/login", mail.subject + mail.body) is None
        assert mail.person == hanako.person  # so it is in the list 送ったメールと手紙


def test_without_an_event_nothing_is_told(inside, hanako):
    """The control of the test above: reading tells nothing."""
    for path in ("/", "/records/", "/settings/", "/settings/sent/"):
        inside.get(path)

    assert not Mail.objects.exists()
