"""The strict policy takes comfort away and no safety: B-502, B-503.

`scripts/checks/strict.sh` runs the tests of accounts and registration under it, all but those whose steps are out of its
order of pages.
"""

import runpy
from pathlib import Path

import pytest
from django.conf import settings as site
from django.test import Client

from nenkin.config.tests.test_settings import production
from nenkin.registry.models import AuditEntry
from nenkin.services.account import throttle
from nenkin.services.account.tests.test_visits import Browser, later

ROOT = Path(__file__).parents[2]
BANNER = "画面のボタンで進んでください。"
BOTH = pytest.mark.parametrize("policy", ["default", "strict"], indirect=True)


@pytest.fixture
def policy(request, settings):
    settings.SESSION_POLICY = request.param
    return request.param


def start(tmp_path, monkeypatch, **changes) -> dict:
    for name, value in production(tmp_path, **changes).items():
        monkeypatch.setenv(f"NENKIN_{name}", str(value))
    return runpy.run_path(str(ROOT / "nenkin/config/settings.py"))


def test_production_starts_strict_with_two_switches_only(tmp_path, monkeypatch):
    """B-503. The control: with both it starts."""
    with pytest.raises(SystemExit, match=r"^nenkin: NENKIN_SESSION_POLICY_CONFIRMED is 'no'"):
        start(tmp_path, monkeypatch, SESSION_POLICY="strict")

    both = {"SESSION_POLICY": "strict", "SESSION_POLICY_CONFIRMED": "yes"}
    assert start(tmp_path, monkeypatch, **both)["SESSION_POLICY"] == "strict"


@pytest.mark.django_db
def test_every_page_says_that_the_policy_is_strict(page, settings):
    """B-503. The control: by default no page says so."""
    settings.SESSION_POLICY = "default"
    assert BANNER not in page.get("/login/").content.decode()
    settings.SESSION_POLICY = "strict"
    assert BANNER in page.get("/login/").content.decode()


@pytest.mark.django_db
@BOTH
def test_five_wrong_ones_are_looked_at(hanako, policy):
    tries = [
        throttle.may_try(user_id="hanako", source="203.0.113.1", password=f"x{number}", device=None)
        for number in range(20)
    ]

    assert tries == [True] * 5 + [False] * 15


@pytest.mark.django_db
@BOTH
def test_a_forged_sign_in_is_refused(hanako, policy):
    data = {"user_id": "hanako", "password": "hanako-no-aikotoba"}

    assert Client(enforce_csrf_checks=True).post("/login/", data).status_code == 403


@pytest.mark.django_db
@BOTH
def test_opening_the_record_is_in_the_viewing_log(hanako, policy):
    phone = Browser()
    phone.sign_in()
    before = AuditEntry.objects.count()

    phone.get("/records/")

    assert AuditEntry.objects.count() == before + 1


@pytest.mark.django_db
@BOTH
def test_limits_lock_and_what_was_typed_is_kept_for_its_person(hanako, policy):
    phone = Browser()
    phone.sign_in()
    phone.get("/estimate/")
    later(site.SESSION_SECONDS["idle"] + 1)

    phone.post("/estimate/", {"until": "60", "start_years": "70", "start_months": "3"})

    assert "/estimate/" in phone.client.session["kept"]
    phone.sign_in()
    assert '<option value="70" selected>' in phone.get("/estimate/").words


@pytest.mark.django_db
@BOTH
def test_the_cookies_and_heads_are_the_same(hanako, policy):
    phone = Browser()
    answer = phone.sign_in()
    cookie = phone.client.cookies[site.SESSION_COOKIE_NAME]

    assert answer["Cache-Control"] == "no-store, private"
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", "")
