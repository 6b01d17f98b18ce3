"""The way with an access key, from the terms to the first sign-in."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth import authenticate, get_user_model
from django.db import connection
from django.utils import timezone

from nenkin.registry.models import Letter, Mail, Person
from nenkin.services.registration import actions, keys, user_ids
from nenkin.services.registration.models import AccessKey, Application

from .conftest import MAIL, WORDS, Path, link

pytestmark = pytest.mark.django_db


def shown_id(html: str) -> str:
    return "".join(re.findall('<span class="nb">([0-9a-z]+)</span>', html))


def test_the_whole_way_ends_with_a_user_id_that_opens_the_account(path, page, akari, key):
    path.with_key(key)
    address = link()
    page.get(address)
    assert not get_user_model().objects.exists(), "opening the link alone makes an account"
    page.post(address)
    html = page.get(path.at("done")).content.decode()
    user_id = shown_id(html)
    assert user_ids.holds(user_id)
    account = authenticate(None, username=user_id, password=WORDS)
    assert account.person == akari
    assert (account.mail, account.postal_statement, account.news_mail, account.login_mail) == (
        MAIL,
        False,
        True,
        False,
    )
    consent = account.consents.get()
    assert (consent.what, consent.given, consent.version) == ("terms", True, "1")


def test_two_presses_and_going_back_lead_to_the_same_receipt(path, page, key):
    path.agree().by("key").person(access_key=key, then="mail").sign_in_data().wishes()
    version = path.version()
    for _ in range(2):
        path.goes(path.at("check"), {"version": version}, "receipt")
    path.goes(path.at("mail"), {"mail": "other@example.jp", "password": ""}, "receipt")
    page.get(path.at("receipt"))
    assert Application.objects.count() == 1
    assert Mail.objects.filter(kind="confirm_registration").count() == 1


def test_a_draft_changed_in_another_tab_is_shown_again_before_it_is_sent(path, page, key):
    path.agree().by("key").person(access_key=key, then="mail").sign_in_data().wishes()
    old = path.version()
    path.sign_in_data(mail="other@example.jp", then="check")
    answer = page.post(path.at("check"), {"version": old})
    assert "まだ送っていません" in page.get(answer["Location"]).content.decode()
    assert not Mail.objects.exists()
    path.submit()
    assert Mail.objects.get().to == "other@example.jp"


def test_two_tabs_are_two_journeys(page, path, make_person, key):
    other = Path(page)
    other_key = keys.issue(
        make_person("9999910002", name="見本 光", kana="ミホン ヒカリ"),
        carrier="statement",
        at=timezone.now(),
    )
    path.agree().by("key")
    other.agree().by("key")
    path.person(access_key=key, then="mail")
    hikari = {"basic_pension_number": "9999910002", "name": "見本 光", "kana": "ミホン ヒカリ"}
    other.person(access_key=other_key, then="mail", **hikari)
    path.sign_in_data().wishes().submit()
    other.sign_in_data(mail="hikari@example.jp").wishes().submit()
    people = Application.objects.values_list("person__basic_pension_number", flat=True)
    assert sorted(people) == ["9999910001", "9999910002"]


def test_another_browser_does_not_see_the_journey(path, key):
    path.with_key(key)
    stranger = type(path.page)()
    for step in ("person", "check", "receipt", "done"):
        stranger.get(path.at(step), status=404)


def test_the_link_works_once_and_shows_the_id_in_its_browser_only(path, page, key):
    path.with_key(key)
    address, other = link(), type(page)()
    other.post(address)
    html = other.get(path.at("done")).content.decode()
    assert user_ids.holds(shown_id(html))
    assert other.post(address)["Location"] == path.at("done"), "a second press is not the same page"
    assert page.post(address)["Location"] == "/registration/link-used/"
    page.get(path.at("done"), status=404)


def test_the_id_is_gone_after_half_an_hour(path, page, key):
    path.with_key(key)
    page.post(link())
    Application.objects.update(done_at=timezone.now() - timedelta(minutes=31))
    assert shown_id(page.get(path.at("done")).content.decode()) == ""
    actions.sweep(timezone.now())
    assert Application.objects.get().user_id is None


def test_an_expired_link_is_sent_again_three_times(path, page, key):
    path.with_key(key)
    for _ in range(3):
        Application.objects.update(token_expires_at=timezone.now() - timedelta(seconds=1))
        address = link()
        assert "E-REG-04" in page.post(address, status=200).content.decode()
        page.post(address + "again/")
        page.get(address, status=404)
    Application.objects.update(token_expires_at=timezone.now() - timedelta(seconds=1))
    page.post(link() + "again/")
    assert Mail.objects.filter(kind="confirm_registration").count() == 4
    assert not get_user_model().objects.exists()


def test_the_database_holds_neither_key_nor_password_nor_link(path, page, akari, key):
    path.with_key(key)
    token = link().split("/")[3]
    assert page.get(f"/registration/link/{token}/")
    for model in (Application, AccessKey, Mail, Person):
        for row in model.objects.all():
            with connection.cursor() as cursor:
                cursor.execute(f"SELECT * FROM {model._meta.db_table} WHERE id = %s", [row.pk])
                stored = str(cursor.fetchone())
            assert key not in stored
            assert WORDS not in stored
            assert token not in stored
            assert MAIL not in stored


def test_registering_again_replaces_the_id_and_keeps_the_rest(path, page, akari, key):
    """S-218: everybody on record is told; nothing that belongs to the account is lost."""
    account = get_user_model().objects.create_account(user_id="oldid", person=akari, password=WORDS)
    account.mail, account.language, account.frozen_at = "old@example.jp", "en", timezone.now()
    account.save()
    now = timezone.now()
    visit = account.visits.create(
        method="password", device_label="", place="", started_at=now, seen_at=now, absolute_until=now
    )
    path.with_key(key)
    page.post(link())
    again = get_user_model().objects.get(pk=account.pk)
    assert again.user_id == shown_id(page.get(path.at("done")).content.decode())
    assert (again.mail, again.frozen_at, again.language, again.postal_statement) == (MAIL, None, "en", True)
    visit.refresh_from_db()
    assert (visit.state, visit.reason) == ("ended", "changed")
    notice = Mail.objects.get(kind="new_registration")
    assert (notice.to, notice.language) == ("old@example.jp", "en")
    assert again.user_id not in notice.body
    assert Letter.objects.get(kind="new_registration").person == akari
    assert authenticate(None, username="oldid", password=WORDS) is None


@pytest.mark.parametrize(
    "changes", [{"closed": True}, {"name": "見本 別人"}, {"sex": 1}, {"kana": "ミホン アカネ"}], ids=str
)
def test_a_right_key_with_other_data_is_a_mismatch(path, akari, key, changes):
    Person.objects.filter(pk=akari.pk).update(**changes)
    assert "E-REG-02" in path.agree().by("key").refused(access_key=key)


def test_a_kanji_variant_and_kana_in_other_shapes_are_the_same_person(path, akari, key):
    Person.objects.filter(pk=akari.pk).update(name="髙橋 﨑子", kana="タカハシ サキコ")
    path.agree().by("key").person(access_key=key, name="高橋　崎子", kana="ﾀｶﾊｼ ｻｷｺ", then="mail")


def test_the_old_law_is_told_to_who_holds_the_key(path, akari, key):
    Person.objects.filter(pk=akari.pk).update(old_age_pension_code="0130")
    path.agree().by("key")
    assert "E-REG-03" in path.refused(access_key=key)
    assert "E-REG-03" not in path.refused(access_key=keys.new())


def test_declining_ends_kindly_and_keeps_nothing(page):
    answer = page.post("/registration/terms/", {"agree": "no", "journey": "a" * 32})
    assert "登録をやめました" in page.get(answer["Location"]).content.decode()
    assert not Application.objects.exists()


def test_a_step_ahead_leads_to_the_one_that_is_missing(path, page):
    path.agree()
    for step in ("check", "wishes", "mail", "person"):
        assert page.get(path.at(step), status=303)["Location"] == path.at("route")


def test_the_password_is_asked_once_and_may_stay(path, page, key):
    path.agree().by("key").person(access_key=key, then="mail").sign_in_data().wishes()
    before = Application.objects.get().password_hash
    path.sign_in_data(mail="new@example.jp", password="", then="check")
    assert Application.objects.get().password_hash == before


def test_what_is_wrong_is_said_and_what_was_typed_stays(path, page):
    html = (
        path.agree().by("letter").refused(birth_date_era="昭和", birth_date_year="64", birth_date_month="6")
    )
    assert "昭和64年は1月7日まで" in html
    assert 'value="見本 明里"' in html
