"""S-221, S-222: while somebody tries a stolen list, a password alone opens nothing on a new browser.

The figures over 10,000 pairs come from `scripts/checks/stolen_passwords.py`.
"""

import re

import pyotp
import pytest
from django.test import Client
from django.utils import timezone

from nenkin.services.account import throttle
from nenkin.services.account.models import CodeApp

pytestmark = pytest.mark.django_db
PASSWORD = "hanako-no-aikotoba"
SEED = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def ring() -> None:
    for number in range(throttle.ALARM_A_MINUTE):
        throttle.wrong(user_id=f"u{number}")


def sign_in(client: Client, password: str = PASSWORD) -> str:
    return client.post("/login/", {"user_id": "hanako", "password": password})["Location"]


def refusal(client: Client, password: str = PASSWORD) -> str:
    assert sign_in(client, password) == "/login/"
    return re.sub(r'csrfmiddlewaretoken" value="[^"]*"', "", client.get("/login/").content.decode())


def test_a_right_password_from_a_new_browser_looks_like_a_wrong_one(hanako):
    before = Client()
    assert sign_in(before) == "/", "the control: without the alarm it opens"
    ring()

    right, wrong = refusal(Client()), refusal(Client(), "x")

    assert "はじめての端末からは、正しくても10分ほど入れません" in right
    assert right == wrong


def test_the_owners_browser_is_let_in(hanako):
    owner = Client()
    sign_in(owner)
    owner.post("/logout/")
    ring()

    assert sign_in(owner) == "/"


def test_who_has_a_second_factor_is_asked_for_it(hanako):
    CodeApp.objects.create(account=hanako, seed=SEED, created_at=timezone.now())
    ring()
    browser = Client()

    assert sign_in(browser) == "/login/prove/"
    assert browser.post("/login/prove/", {"code": pyotp.TOTP(SEED).now()})["Location"] == "/"


def test_it_ends_by_itself(hanako, monkeypatch, settings):
    settings.SHARED_CACHE = False  # the clock of a Redis cannot be moved
    now = [1_800_000_000]
    monkeypatch.setattr("nenkin.registry.budget.time.time", lambda: now[0])
    ring()
    assert throttle.bell_rings()

    now[0] += throttle.BELL_SECONDS + 1

    assert sign_in(Client()) == "/"


def test_many_wrong_ones_among_many_more_right_ones_are_everyday(hanako, caplog):
    for number in range(throttle.ALARM_A_MINUTE + 1):
        throttle.right(user_id=f"r{number}", source="s", password="x", device=None)

    ring()

    assert not throttle.bell_rings()
    assert caplog.text == ""
