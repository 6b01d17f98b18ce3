"""Who is signed in: the ready statements find what the ORM finds."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from nenkin.registry.models import Person
from nenkin.services.account.models import Account, BrowserSession
from nenkin.services.account.signed_in import AccountBackend

pytestmark = pytest.mark.django_db


def test_the_account_and_its_person_are_those_of_the_orm(hanako, taro):
    for account in (hanako, taro):
        found, same = AccountBackend().get_user(account.pk), Account.objects.get(pk=account.pk)
        for row, like in ((found, same), (found.person, same.person)):
            values = {
                field.attname: getattr(row, field.attname) for field in type(like)._meta.concrete_fields
            }
            assert values == {name: getattr(like, name) for name in values}
            assert {type(value) for value in values.values()} == {
                type(getattr(like, name)) for name in values
            }
        assert found.get_session_auth_hash() == same.get_session_auth_hash()


def test_a_page_asks_for_the_session_the_account_and_the_record_once(page, hanako):
    page.sign_in(hanako).get("/")  # the audit chain has its first row
    for path in ("/records/", "/estimate/result"):
        with CaptureQueriesContext(connection) as statements:
            page.get(path)
        reads = [each["sql"] for each in statements if each["sql"].startswith("SELECT")]
        assert len(reads) == 5  # session, visit, account with person, head of the audit chain, record
        for table in (
            "account_browsersession",
            "account_portalsession",
            "account_account",
            "registry_audithead",
            "registry_recordversion",
        ):
            assert sum(table in sql for sql in reads) == 1


def test_a_stopped_account_is_out_at_once(page, hanako):
    page.sign_in(hanako).get("/records/")
    Account.objects.filter(pk=hanako.pk).update(is_active=False)
    page.get("/records/", status=302)


def test_a_new_password_ends_the_other_sessions(page, hanako):
    page.sign_in(hanako).get("/records/")
    hanako.set_password("hanako-no-atarashii-aikotoba")
    hanako.save()
    page.get("/records/", status=302)


def test_an_unknown_account_is_nobody(db):
    assert AccountBackend().get_user(999_999) is None


@pytest.mark.parametrize("lives", [True, False])
def test_a_session_lives_until_its_time(page, hanako, lives):
    page.sign_in(hanako)
    ends = timezone.now() + timedelta(seconds=30 if lives else -1)
    BrowserSession.objects.update(expire_date=ends)
    page.get("/records/", status=200 if lives else 302)


def test_a_forged_session_is_nothing(page, hanako):
    page.sign_in(hanako)
    BrowserSession.objects.update(session_data="forged:data")
    page.get("/records/", status=302)


def test_a_new_name_is_on_the_next_page(page, hanako):
    page.sign_in(hanako).get("/")
    Person.objects.filter(pk=hanako.person_id).update(name="見本 華子")
    assert "見本 華子" in page.get("/").content.decode()
