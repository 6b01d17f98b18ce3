"""Registering again is what is left when something was lost or stolen: older ways in end with it."""

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone

from nenkin.registry.models import Letter
from nenkin.services.registration import actions, throttle

from .conftest import ADDRESS, MAIL, WORDS, Path, link
from .test_national_id import read_card, register

pytestmark = pytest.mark.django_db
OLD = "まえ の ことば を つなげた もの"


@pytest.fixture
def account(akari):
    """An account with every second factor, one passkey of which may be a thief's, and a known browser."""
    now = timezone.now()
    account = get_user_model().objects.create_account(user_id="oldid", person=akari, password=OLD)
    account.passkeys.create(credential_id="AAAA", public_key="AAAA", name="", created_at=now)
    account.printed_codes.create(number=1, code_hash="!", created_at=now)
    account._meta.get_field("code_app").related_model.objects.create(
        account=account, seed="A" * 32, created_at=now
    )
    account.devices.create(number="1", token_hash="", label="", created_at=now, last_used_at=now)
    return account


def ways_in(account) -> list[bool]:
    fresh = get_user_model().objects.get(pk=account.pk)
    known = fresh.devices.filter(revoked_at=None)
    return [
        *(rows.exists() for rows in (fresh.passkeys, fresh.printed_codes, known)),
        hasattr(fresh, "code_app"),
    ]


def sign_in_with_letter(page) -> str:
    """In a browser that nobody knows."""
    user_id = Letter.objects.get(kind="user_id").facts["user_id"]
    return type(page)().post("/login/", {"user_id": user_id, "password": WORDS})["Location"]


def by_letter(path, page) -> None:
    path.without_key()
    page.post(link())
    actions.match_waiting()


def test_with_a_key(path, page, account, key):
    assert ways_in(account) == [True] * 4
    path.with_key(key)
    page.post(link())

    assert ways_in(account) == [False] * 4


def test_by_letter_from_the_first_sign_in(path, page, account):
    by_letter(path, page)
    assert ways_in(account) == [True] * 4

    assert sign_in_with_letter(page) == "/"
    assert ways_in(account) == [False, False, True, False]  # the browser of this sign-in


def test_by_letter_opens_an_account_that_was_stopped(path, page, account):
    get_user_model().objects.filter(pk=account.pk).update(is_active=False)
    by_letter(path, page)

    assert sign_in_with_letter(page) == "/"
    assert get_user_model().objects.get(pk=account.pk).is_active


def test_who_stops_ends_a_registration_that_is_on_its_way(path, page, account):
    from nenkin.services.account import changes

    by_letter(path, page)
    changes.stop(account)

    assert sign_in_with_letter(page) == "/login/"
    assert not get_user_model().objects.get(pk=account.pk).is_active


def test_with_a_card_after_the_owner_stopped_it(path, account):
    """The password that somebody else knew does not open it again."""
    get_user_model().objects.filter(pk=account.pk).update(frozen_at=timezone.now())
    read_card(path)
    register(path)

    again = get_user_model().objects.get(pk=account.pk)
    assert (again.frozen_at, again.has_usable_password()) == (None, False)
    assert ways_in(account) == [False] * 4


def test_a_draft_is_no_mill_for_slow_hashes(path, page, akari, monkeypatch):
    """S-201 and R-611: the limit is that of a source, however many drafts it begins."""
    made: list[str] = []
    monkeypatch.setattr(actions, "make_password", lambda password: made.append(password) or "!")
    path.agree().by("letter").person(then="address")
    path.goes(path.at("address"), ADDRESS, "mail")
    for number in range(throttle.PASSWORDS + 5):
        page.client.post(path.at("mail"), {"mail": MAIL, "password": f"{WORDS}{number}"})

    assert len(made) == throttle.PASSWORDS
    assert "E-REG-05" in page.get(path.at("mail")).content.decode()
    other = Path(type(page)()).agree().by("letter").person(then="address")
    other.goes(other.at("address"), ADDRESS, "mail")
    other.page.post(other.at("mail"), {"mail": MAIL, "password": WORDS})
    assert len(made) == throttle.PASSWORDS
