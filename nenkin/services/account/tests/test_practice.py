"""Practice people: easy to enter in practice mode, not there in production."""

import io

import pytest
from django.core.management import CommandError, call_command

from nenkin.registry.models import RecordVersion
from nenkin.services.account import practice
from nenkin.services.account.hashers import Argon2
from nenkin.services.account.models import Account

pytestmark = pytest.mark.django_db


@pytest.fixture
def loaded():
    out = io.StringIO()
    call_command("load_practice", stdout=out)
    return out.getvalue()


def test_every_person_has_a_name_a_title_and_a_story():
    people = practice.people()

    assert len(people) >= 12
    assert [person.user_id for person in people] == [f"p{number:02d}" for number in range(1, len(people) + 1)]
    assert all(all(person) for person in people)


def test_everyone_gets_a_record_and_an_account(loaded):
    accounts = Account.objects.all()

    assert {account.user_id for account in accounts} == {person.user_id for person in practice.people()}
    assert all(account.person.basic_pension_number.startswith("9999") for account in accounts)
    assert RecordVersion.objects.count() == len(accounts)
    assert practice.PASSWORD in loaded


def test_a_second_time_changes_nothing_and_makes_no_hash(loaded, monkeypatch):
    before = list(Account.objects.values_list("password", flat=True))
    monkeypatch.setattr(Argon2, "encode", lambda *a: pytest.fail("a hash was made"))
    call_command("load_practice", stdout=io.StringIO())

    assert list(Account.objects.values_list("password", flat=True)) == before
    assert RecordVersion.objects.count() == len(before)


def test_the_sign_in_page_tells_each_story_and_how_to_enter(page, loaded):
    text = page.get("/login/").content.decode()

    for person in practice.people():
        assert all(part in text for part in (person.name, person.title, person.story, person.user_id))
    assert practice.PASSWORD in text


def test_every_person_can_sign_in_with_one_press(page, loaded):
    for person in practice.people():
        page.post("/login/", {"user_id": person.user_id, "password": person.password, "next": ""})
        page.get("/")
        page.post("/logout/")


def test_production_shows_and_loads_nobody(page, settings):
    settings.PRACTICE = False

    assert practice.PASSWORD not in page.get("/login/").content.decode()
    with pytest.raises(CommandError, match="practice mode only"):
        call_command("load_practice")
    assert not Account.objects.exists()
