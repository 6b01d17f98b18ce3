"""The way without a key: the letter to the address on record decides. S-217."""

from datetime import timedelta

import pytest
from django.contrib.auth import authenticate, get_user_model
from django.utils import timezone

from nenkin.registry import addresses
from nenkin.registry.models import Letter, Mail, Person
from nenkin.services.registration import actions, user_ids
from nenkin.services.registration.models import Application

from .conftest import WORDS, Path, link

pytestmark = pytest.mark.django_db
MOVED = {"postal_code": "0000999", "text": "架空県仮名市どろぼう町9番9号"}


def apply(path, page, **data) -> str:
    """Apply, follow the link, let the worker match; returns the pages seen on the way."""
    path.without_key(**data)
    seen = page.get(path.at("receipt")).content.decode()
    page.post(link())
    seen += page.get(path.at("done")).content.decode()
    actions.match_waiting()
    return seen + page.get(path.at("receipt")).content.decode()


def test_the_letter_brings_an_id_that_opens_a_new_account(path, page, akari):
    apply(path, page)
    letter = Letter.objects.get()
    assert (letter.kind, letter.person) == ("user_id", akari)
    assert user_ids.holds(letter.facts["user_id"])
    account = authenticate(None, username=letter.facts["user_id"], password=WORDS)
    assert account.person == akari
    assert account.consents.get().what == "terms"


def test_nothing_happens_before_the_mail_is_confirmed(path, page, akari):
    path.without_key()
    page.get(link())
    actions.match_waiting()
    assert not Letter.objects.exists()


def test_an_account_that_is_there_stays_as_it_is_until_the_new_id_is_used(path, page, akari):
    account = get_user_model().objects.create_account(user_id="oldid", person=akari, password=WORDS + "2")
    account.mail = "old@example.jp"
    account.save()
    apply(path, page)
    assert authenticate(None, username="oldid", password=WORDS + "2") == account
    account.refresh_from_db()
    assert account.mail == "old@example.jp"
    assert account.next_user_id == Letter.objects.get().facts["user_id"]
    assert authenticate(None, username=account.next_user_id, password=WORDS) == account
    assert Mail.objects.get(kind="registration_by_letter").to == "old@example.jp"


@pytest.mark.parametrize(
    ("facts", "data", "kinds"),
    [
        ({}, {}, ["user_id"]),
        ({"old_age_pension_code": "0130"}, {}, ["not_eligible"]),
        ({"closed": True}, {}, []),
        ({}, {"name": "見本 別人"}, []),
        ({}, {"birth_date_day": "4"}, []),
        ({}, {"basic_pension_number": "9999-919999"}, []),
    ],
    ids=str,
)
def test_what_goes_out(path, page, akari, facts, data, kinds):
    Person.objects.filter(pk=akari.pk).update(**facts)
    apply(path, page, **data)
    assert [letter.kind for letter in Letter.objects.all()] == kinds
    assert get_user_model().objects.exists() == (kinds == ["user_id"])


def test_another_address_is_told_to_the_address_on_record_only(path, page, akari):
    """E-REG-06; the letter names no address to send to: it goes where the record says."""
    addresses.record(akari, at=timezone.now() - timedelta(days=90), **MOVED)
    Letter.objects.all().delete()
    apply(path, page)
    letter = Letter.objects.get()
    assert (letter.kind, letter.address) == ("address_differs", None)
    assert addresses.current(akari).text == MOVED["text"]


def test_after_a_move_the_letter_waits(path, page, akari, tmp_path):
    """S-217: the thief has moved the address; the old one is told, the letter with the ID is held 14 days."""
    from nenkin.registry.printing import print_letters

    now = timezone.now()
    addresses.record(akari, at=now, **MOVED)
    path.agree().by("letter").person(then="address")
    path.goes(path.at("address"), {"postal_code": "0000999", "address": MOVED["text"]}, "mail")
    path.sign_in_data().wishes().submit()
    page.post(link())
    actions.match_waiting()
    assert {letter.kind for letter in Letter.objects.all()} == {"address_changed", "user_id"}
    report = print_letters(tmp_path / "one", now=now + timedelta(days=13))
    assert [row.kind for row in report.printed] == ["address_changed"]
    later = print_letters(tmp_path / "two", now=now + timedelta(days=15))
    assert [row.kind for row in later.printed] == ["user_id"]


def test_three_letters_a_month_and_no_more(path, page, akari):
    for number in range(5):
        other = Path(page)
        other.agree().by("letter").person(then="address")
        other.goes(
            other.at("address"), {"postal_code": "0000101", "address": "架空県見本市登録町1-2-3"}, "mail"
        )
        other.sign_in_data(mail=f"akari{number}@example.jp").wishes().submit()
        page.post(link())
        actions.match_waiting()
    assert Letter.objects.count() == 3
    Letter.objects.update(created_at=timezone.now() - timedelta(days=32))
    apply(path, page)
    assert Letter.objects.count() == 4


def test_matching_a_second_time_changes_nothing(path, page, akari):
    apply(path, page)
    assert actions.match_waiting() == 0
    assert Letter.objects.count() == 1
    assert Application.objects.get().facts is None


def test_the_status_opens_in_the_browser_that_applied_and_nowhere_else(path, page, akari):
    apply(path, page)
    number = Application.objects.get().receipt_number
    assert page.post("/registration/status/", {"receipt_number": number})["Location"] == path.at("receipt")
    stranger = type(page)()
    assert (
        stranger.post("/registration/status/", {"receipt_number": number})["Location"]
        == "/registration/status/"
    )
    assert "ありません" in stranger.get("/registration/status/").content.decode()


def test_a_mail_address_is_not_flooded(path, page, akari, monkeypatch):
    for _ in range(5):
        Path(page).without_key()
    path.agree().by("letter").person(then="address")
    path.goes(path.at("address"), {"postal_code": "0000101", "address": "架空県見本市登録町1-2-3"}, "mail")
    path.sign_in_data().wishes()
    answer = page.post(path.at("check"), {"version": path.version()})
    assert "E-REG-05" in page.get(answer["Location"]).content.decode()
    assert Mail.objects.count() == 5


def test_drafts_go_after_a_day(path, page, akari):
    path.agree().by("letter")
    Application.objects.update(created_at=timezone.now() - timedelta(hours=25))
    page.get(path.at("person"), status=404)
    actions.sweep(timezone.now())
    assert not Application.objects.exists()


def test_a_link_that_nobody_followed_leaves_no_mail_address_behind(path, akari):
    path.without_key()
    week = timezone.now() + timedelta(days=7, minutes=1)
    actions.match_waiting(week - timedelta(hours=1))
    assert Mail.objects.count() == 1

    actions.match_waiting(week)
    assert not Mail.objects.exists()
    assert not Application.objects.exists()
