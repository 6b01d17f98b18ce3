"""What was begun with a password ends when the password does; what a thief left behind ends with a stop."""

from datetime import timedelta

import pytest
from django.contrib.auth.hashers import make_password
from django.utils import timezone
from pyotp import TOTP

from nenkin.services.account import factors
from nenkin.services.account.models import Account, PrintedCode

from .test_visits import PASSWORD, Browser

pytestmark = pytest.mark.django_db
SEED = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
NEW = "うみ と やま と そら と かぜ"


def change_password(owner: Browser) -> None:
    owner.post("/settings/password/", {"password": PASSWORD, "new_password": NEW})
    assert owner.is_in


def waits_for_next(**facts) -> None:
    waiting = {"next_user_id": "n1", "next_password": make_password(PASSWORD), "next_mail": "a@example.jp"}
    Account.objects.update(**(waiting | facts))


def test_a_sign_in_begun_with_the_old_password_ends(hanako):
    owner, thief = Browser(), Browser()
    owner.sign_in()
    page = thief.sign_in()  # at ログイン(リセット要求)
    change_password(owner)
    thief.press(page)

    assert (owner.is_in, thief.is_in) == (True, False)


def test_and_one_that_waits_for_the_second_factor(hanako):
    codes, thief = factors.print_codes(hanako), Browser()
    thief.sign_in()
    assert thief.at == "/login/prove/"
    Account.objects.update(password=make_password(NEW))
    thief.post("/login/prove/", {"code": codes[0]})

    assert not thief.is_in
    assert PrintedCode.objects.filter(used_at=None).count() == len(codes)


def test_a_letter_opens_what_it_was_written_for_and_nothing_newer(hanako):
    first, owner = Browser(), Browser()
    first.sign_in()
    waits_for_next()
    page = owner.sign_in("n1", PASSWORD)
    waits_for_next(next_user_id="n2", next_password=make_password(NEW), next_mail="thief@example.jp")
    owner.press(page)

    assert not owner.is_in
    assert Account.objects.get(pk=hanako.pk).user_id == "hanako"


def test_a_password_that_changes_while_it_is_hashed_opens_nothing(hanako, monkeypatch):
    from nenkin.services.account import actions

    late = actions._right

    def changed_meanwhile(request, counted):
        account = late(request, counted)
        Account.objects.update(password=make_password(NEW))
        return account

    monkeypatch.setattr(actions, "_right", changed_meanwhile)
    browser = Browser()

    assert "IDかパスワードがちがいます" in browser.sign_in().words
    assert not Account.objects.get(pk=hanako.pk).visits.exists()


def replaced(hanako) -> tuple[Browser, Browser]:
    """The first browser's visit was taken over by the second."""
    first, second = Browser(), Browser()
    first.sign_in()
    second.press(second.sign_in())
    first.get("/records/")
    return first, second


def test_a_stop_forgets_the_browser_of_the_thief(hanako):
    owner, thief = replaced(hanako)
    owner.post("/session/freeze/")
    codes = factors.print_codes(hanako)
    owner.sign_in()
    owner.post("/login/prove/", {"code": codes[0]})
    assert owner.is_in
    owner.post("/logout/")
    thief.sign_in()

    assert thief.at == "/login/prove/"


def test_a_stop_works_after_the_thief_changed_the_password(hanako):
    owner, thief = replaced(hanako)
    change_password(thief)
    owner.post("/session/freeze/")

    assert not thief.is_in
    assert "利用を止めています" in thief.sign_in(password=NEW).words


def test_a_stop_takes_back_the_factors_that_the_thief_set_up(hanako):
    owner, _thief = replaced(hanako)
    before = timezone.now() - timedelta(days=1)
    own = hanako.passkeys.create(credential_id="AAAA", public_key="AAAA", name="", created_at=before)
    hanako.passkeys.create(credential_id="BBBB", public_key="AAAA", name="", created_at=timezone.now())
    factors.set_up_app(hanako, SEED, TOTP(SEED).now())
    factors.print_codes(hanako)
    owner.post("/session/freeze/")

    assert [*hanako.passkeys.all()] == [own]
    assert not factors.has_codes(hanako)
