"""The one door to a person's record. Every opening and every refusal is an audit row, committed first."""

import json
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import connection

from nenkin.law.career import Career
from nenkin.law.faults import Fault
from nenkin.law.record import read_person
from nenkin.registry import audit
from nenkin.registry.models import AuditEntry, Person, RecordVersion

VERSION_COLUMNS = ("id", "person_id", "number", "sha256")  # in the order of the model: from_db
NEWEST = (
    f"SELECT {', '.join(VERSION_COLUMNS)}, document FROM registry_recordversion"
    " WHERE person_id = %s ORDER BY number DESC LIMIT 1"
)
CAREERS_KEPT = 1_000
_careers: dict[str, Career] = {}  # by the fingerprint of the document


class NoRecord(LookupError):
    """There is nothing to show: no record yet (no faults), or one that cannot be read for these faults."""

    def __init__(self, faults: tuple[Fault, ...] = ()) -> None:
        super().__init__(f"{len(faults)} faults")
        self.faults = faults


@dataclass(frozen=True)
class StoredRecord:
    """What the door hands out: whose, which version, and its document as it is stored."""

    person: Person
    version: RecordVersion
    text: str

    @cached_property
    def document(self) -> dict[str, Any]:
        """The record in the open format. An estimate needs the career alone and leaves the text unread."""
        document: dict[str, Any] = json.loads(self.text)
        return document

    @cached_property
    def career(self) -> Career:
        """The career all rules work on. Raises NoRecord when the document has faults.

        A version never changes, so careers once read are kept, by the fingerprint of what they were read from.
        """
        career = _careers.get(self.version.sha256)
        if career is None:
            record = read_person(self.document)
            if record.career is None:
                raise NoRecord(record.faults)
            if len(_careers) >= CAREERS_KEPT:
                _careers.clear()
            _careers[self.version.sha256] = career = record.career
        return career


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
    return _newest_version(person)


def _newest_version(person: Person) -> StoredRecord:
    """Plain SQL, as every page of a record passes here: the ORM takes five times as long."""
    with connection.cursor() as cursor:
        cursor.execute(NEWEST, [person.pk])
        row = cursor.fetchone()
    if row is None:
        raise NoRecord
    *columns, text = row
    return StoredRecord(person, RecordVersion.from_db(connection.alias, VERSION_COLUMNS, columns), text)
