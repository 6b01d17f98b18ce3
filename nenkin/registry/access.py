"""The one door to a person's record. Every opening and every refusal is an audit row, committed first."""

import json
from typing import Any, NamedTuple

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import connection

from nenkin.law.career import Career
from nenkin.law.faults import Fault
from nenkin.law.record import Record, read_person
from nenkin.registry import audit
from nenkin.registry.models import AuditEntry, Person, RecordVersion

NEWEST_COLUMNS = ("id", "person_id", "number", "document", "sha256")  # in the order of the model: from_db
NEWEST = (
    f"SELECT {', '.join(NEWEST_COLUMNS)} FROM registry_recordversion"
    " WHERE person_id = %s ORDER BY number DESC LIMIT 1"
)
CAREERS_KEPT = 1_000
_careers: dict[str, Career] = {}  # by the fingerprint of the document


class NoRecord(LookupError):
    """There is nothing to show: no record yet (no faults), or one that cannot be read for these faults."""

    def __init__(self, faults: tuple[Fault, ...] = ()) -> None:
        super().__init__(f"{len(faults)} faults")
        self.faults = faults


class StoredRecord(NamedTuple):
    """What the door hands out: whose, which version, the document, and the same as the law reads it."""

    person: Person
    version: RecordVersion
    document: dict[str, Any]
    record: Record

    @property
    def career(self) -> Career:
        """The career all rules work on. Raises NoRecord when the document has faults."""
        if self.record.career is None:
            raise NoRecord(self.record.faults)
        return self.record.career


def record_of(
    *, account: AbstractBaseUser | AnonymousUser, person: Person | None = None, purpose: str
) -> StoredRecord:
    """The newest version of a person's record, for a purpose that the person will read in the viewing log.

    An account opens only the record of its own person. Call it outside a transaction: the audit row is
    committed before the record is read, and when it cannot be stored nothing is read.

    Raises:
        PermissionDenied: not this account's person. The refusal is in the audit trail.
        NoRecord: the person has no record yet.
    """
    own: Person | None = getattr(account, "person", None)
    if own is None or not account.is_active:
        raise PermissionDenied("a record is opened by an account")
    person = person or own
    allowed = person.pk == own.pk
    audit.write(
        account_id=account.pk,
        person=person,
        action=AuditEntry.OPENED if allowed else AuditEntry.REFUSED,
        purpose=purpose,
    )
    if not allowed:
        raise PermissionDenied("an account opens only its own record")
    version = _newest_version(person)
    return StoredRecord(person, version, version.document, _as_the_law_reads(version))


def _newest_version(person: Person) -> RecordVersion:
    """Plain SQL, as every page of a record passes here: the ORM takes five times as long."""
    with connection.cursor() as cursor:
        cursor.execute(NEWEST, [person.pk])
        row = cursor.fetchone()
    if row is None:
        raise NoRecord
    version = RecordVersion.from_db(connection.alias, NEWEST_COLUMNS, row)
    version.document = json.loads(version.document)
    return version


def _as_the_law_reads(version: RecordVersion) -> Record:
    """A version never changes, so careers once read are kept, by the fingerprint of what they were read from."""
    career = _careers.get(version.sha256)
    if career is None:
        record = read_person(version.document)
        if record.career is None:
            return record
        if len(_careers) >= CAREERS_KEPT:
            _careers.clear()
        _careers[version.sha256] = career = record.career
    return Record(version.document["person"]["id"], career, version.document, ())
