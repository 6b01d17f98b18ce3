"""The page knows when its visit locks, says so, and has the script that guards it; only while somebody is in."""

import re
import time
from pathlib import Path

import pytest

import nenkin.ui
from nenkin.services.account import visits

SCRIPT = Path(nenkin.ui.__file__).parent / "static/ui/session.js"


def box_of(response) -> dict[str, str]:
    found = re.search(r'<div id="session"[^>]*>', response.content.decode())
    return dict(re.findall(r'data-([\w-]+)="([^"]*)"', found.group())) if found else {}


@pytest.mark.django_db
def test_the_page_of_a_signed_in_person_is_guarded(page, hanako):
    shown = page.sign_in(hanako).get("/")
    box = box_of(shown)
    assert (box["alive"], box["warn"]) == ("/session/alive/", "180")
    assert 1790 <= int(box["left"]) <= 1800
    assert '<script src="/static/ui/session.js" defer>' in shown.content.decode()


@pytest.mark.django_db
def test_a_page_for_everybody_is_not(page):
    html = page.get("/login/").content.decode()
    assert "session.js" not in html
    assert 'id="session"' not in html


@pytest.mark.django_db
def test_the_limits_are_printed_on_the_page_for_who_has_no_script(page, hanako, settings):
    assert "30分使わないと" in page.sign_in(hanako).get("/").content.decode()
    settings.SESSION_SECONDS = {"idle": 45 * 60, "absolute": 2 * 3600}
    html = page.get("/").content.decode()
    assert "45分使わないと" in html
    assert "ログインから2時間たったとき" in html


@pytest.mark.django_db
def test_near_the_end_of_the_eight_hours_less_is_left(page, hanako):
    page.sign_in(hanako)
    session = page.client.session
    session[visits.SESSION] = {**session[visits.SESSION], "until": int(time.time()) + 240}
    session.save()
    assert 230 <= int(box_of(page.get("/"))["left"]) <= 240


@pytest.mark.django_db
def test_another_person_in_the_same_browser_is_told_apart(page, hanako, taro):
    mine = box_of(page.sign_in(hanako).get("/"))["who"]
    assert page.client.get("/session/alive/").json()["who"] == mine
    page.sign_in(taro)
    assert page.client.get("/session/alive/").json()["who"] != mine


def test_the_warning_comes_two_minutes_before_or_more(settings):
    assert settings.WARN_SECONDS >= 120
    assert settings.SHARED_SESSION_SECONDS["idle"] > 2 * settings.WARN_SECONDS


def test_the_script_is_small():
    assert len(SCRIPT.read_bytes()) < 3_000
