"""The way with the national ID, from what the card said to the account that it opens."""

import time

import pytest
from django.contrib.auth import get_user_model

from nenkin.registry.models import Mail, Person
from nenkin.services.registration import actions

from .conftest import HOME, MAIL, WORDS, link

pytestmark = pytest.mark.django_db
CARD = {
    "issuer": "https://id.example.jp",
    "subject": "pseudonym-1",
    "name": "見本 明里",
    "kana": "ミホン アカリ",
    "birth_date": "1993-04-03",
    "sex": 2,
    "address": "架空県見本市登録町1丁目2番3号",
}


def read_card(path, **changes) -> None:
    session = path.page.client.session
    session["national_id"] = {**CARD, "at": int(time.time()), **changes}
    session.save()
    path.page.client.cookies["nenkin"] = session.session_key


def agree(path) -> str:
    html = path.page.get("/registration/national-id/").content.decode()
    assert "見本 明里" in html
    path.journey = html.split('name="journey" value="')[1][:32]
    answer = path.page.post("/registration/national-id/", {"agree": "yes", "journey": path.journey})
    return answer["Location"]


def register(path) -> None:
    assert agree(path) == path.at("mail")
    path.goes(path.at("mail"), {"mail": MAIL}, "wishes")
    path.wishes().submit()
    path.page.post(link())
    assert "登録できました" in path.page.get(path.at("done")).content.decode()


def test_a_card_opens_a_new_account_without_a_password(path, akari):
    read_card(path)
    register(path)
    path.page.get("/registration/national-id/", status=404)  # nothing is left of the card in this browser
    account = get_user_model().objects.get()
    assert (account.person, account.mail, account.has_usable_password()) == (akari, MAIL, False)
    assert (account.national_id.issuer, account.national_id.subject) == (CARD["issuer"], CARD["subject"])


def test_an_account_that_is_there_is_linked_and_keeps_its_id_and_password(path, akari):
    account = get_user_model().objects.create_account(user_id="oldid", person=akari, password=WORDS)
    account.mail = "old@example.jp"
    account.save()
    read_card(path)
    register(path)
    again = get_user_model().objects.get()
    assert (again.user_id, again.check_password(WORDS), again.mail) == ("oldid", True, MAIL)
    assert again.national_id.subject == CARD["subject"]
    assert {mail.to for mail in Mail.objects.filter(kind="national_id_linked")} == {"old@example.jp", MAIL}


@pytest.mark.parametrize(
    "changes",
    [{"name": "見本 別人"}, {"birth_date": "1993-04-04"}, {"sex": 1}, {"kana": "ミホン アカネ"}],
    ids=str,
)
def test_a_card_without_its_record_is_refused_with_what_to_do(path, akari, changes):
    Person.objects.filter(pk=akari.pk).update(**changes)
    read_card(path)
    assert "E-REG-07" in path.page.get(agree(path)).content.decode()


def test_two_records_alike_are_decided_by_the_address(path, akari, make_person):
    twin = make_person("9999910002")
    read_card(path)
    assert agree(path).endswith("/refused/not_linked/")
    here = twin.addresses.get()
    here.text = "架空県仮名市別町9番9号"
    here.save()
    assert HOME["text"].startswith("架空県見本市")
    assert agree(path) == path.at("mail")


def test_a_person_with_another_card_and_a_card_of_another_person_are_refused(path, akari, make_person):
    account = get_user_model().objects.create_account(user_id="oldid", person=akari, password=WORDS)
    actions._link_card(account, {**CARD, "subject": "older card"}, account.created_at)
    read_card(path)
    assert "E-REG-02" in path.page.get(agree(path)).content.decode()
    make_person("9999910002", name="見本 光", kana="ミホン ヒカリ")
    read_card(path, subject="older card", name="見本 明里")
    assert agree(path) == path.at("mail")


def test_the_old_law_holds_for_cards_too(path, akari):
    Person.objects.filter(pk=akari.pk).update(old_age_pension_code="0130")
    read_card(path)
    assert "E-REG-03" in path.page.get(agree(path)).content.decode()


def test_without_a_card_or_with_an_old_reading_one_is_sent_back(path, page, akari):
    page.get("/registration/national-id/", status=404)
    read_card(path, at=int(time.time()) - 3600)
    page.get("/registration/national-id/", status=404)


def test_declining_forgets_the_card(path, akari):
    read_card(path)
    path.page.post("/registration/national-id/", {"agree": "no"})
    path.page.get("/registration/national-id/", status=404)
