"""The one door: the audit row first, the record only to its owner."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from nenkin.law.record import read_person
from nenkin.registry import access, audit, careers
from nenkin.registry.models import AuditEntry, Person, RecordVersion

pytestmark = pytest.mark.django_db
PURPOSE = "年金記録の確認"


def test_hanako_opens_her_record_and_sees_that_it_was_opened(hanako, hanako_document):
    stored = access.record_of(account=hanako, purpose=PURPOSE)

    assert stored.document == hanako_document
    assert stored.career.coverage_pay == (200, 260)
    (entry,) = audit.audit_of(hanako.person)
    assert (entry.account_id, entry.action, entry.purpose) == (hanako.pk, "opened", PURPOSE)


def test_jiro_cannot_open_hanakos_record_and_she_sees_that_he_tried(hanako, jiro):
    with pytest.raises(PermissionDenied):
        access.record_of(account=jiro, person=hanako.person, purpose=PURPOSE)

    (entry,) = audit.audit_of(hanako.person)
    assert (entry.account_id, entry.action) == (jiro.pk, "refused")


def test_nobody_is_nobody(hanako):
    with pytest.raises(PermissionDenied):
        access.record_of(account=AnonymousUser(), person=hanako.person, purpose=PURPOSE)


def test_a_stopped_account_opens_nothing(hanako):
    hanako.is_active = False
    with pytest.raises(PermissionDenied):
        access.record_of(account=hanako, purpose=PURPOSE)


def test_the_audit_row_is_written_before_the_record_is_read(hanako, django_assert_num_queries):
    access.record_of(account=hanako, purpose=PURPOSE)  # the chain has its first row
    with django_assert_num_queries(6) as queries:
        access.record_of(account=hanako, purpose=PURPOSE)

    statements = [query["sql"] for query in queries.captured_queries]
    written = next(i for i, sql in enumerate(statements) if sql.startswith("INSERT INTO registry_auditentry"))
    read = next(i for i, sql in enumerate(statements) if "FROM registry_recordversion" in sql)
    assert written < read
    assert statements[read - 1].startswith("RELEASE SAVEPOINT")


def test_when_the_audit_row_cannot_be_stored_nothing_is_read(hanako, monkeypatch):
    def full(*args, **kwargs):
        raise DatabaseError("disk full")

    monkeypatch.setattr(audit, "seal", full)
    with pytest.raises(DatabaseError), CaptureQueriesContext(connection) as statements:
        access.record_of(account=hanako, purpose=PURPOSE)
    assert not [each for each in statements if "registry_recordversion" in each["sql"]]


@pytest.mark.parametrize("purpose", ["", "長" * 61])
def test_a_purpose_is_needed(hanako, purpose):
    with pytest.raises(ValueError, match="purpose"):
        access.record_of(account=hanako, purpose=purpose)


@pytest.mark.django_db(transaction=True)
def test_the_door_stays_shut_inside_a_transaction_that_could_undo_the_row(hanako):
    with pytest.raises(RuntimeError, match="durable"), transaction.atomic():
        access.record_of(account=hanako, purpose=PURPOSE)

    assert not AuditEntry.objects.exists()


def test_a_page_that_fails_after_opening_keeps_its_audit_row(hanako):
    access.record_of(account=hanako, purpose=PURPOSE)

    assert connection.in_atomic_block  # of the test alone
    assert audit.first_broken() is None


def test_a_correction_is_what_the_next_page_shows(hanako, hanako_document):
    access.record_of(account=hanako, purpose=PURPOSE)
    hanako_document["coverage"][0]["pay"] = 220000
    careers.store(read_person(hanako_document), reason="訂正", source="test")

    for _ in range(2):
        stored = access.record_of(account=hanako, purpose=PURPOSE)
        assert stored.version.number == 2
        assert stored.career.coverage_pay == (220, 260)


def test_the_version_is_the_one_that_the_orm_reads(hanako):
    stored = access.record_of(account=hanako, purpose=PURPOSE)
    version, same = stored.version, RecordVersion.objects.get(person=hanako.person)
    assert stored.document == same.document

    for field in RecordVersion._meta.concrete_fields:
        assert getattr(version, field.attname) == getattr(same, field.attname)


def test_a_person_without_a_record_is_told_apart(hanako):
    empty = Person.objects.create(basic_pension_number="9999900099", birth_date="1990-01-01", sex=1)
    account = get_user_model().objects.create_account(
        user_id="empty", person=empty, password="kiroku-ga-nai-hito"
    )

    with pytest.raises(access.NoRecord):
        access.record_of(account=account, purpose=PURPOSE)
    assert audit.audit_of(empty).count() == 1
