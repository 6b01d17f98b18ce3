"""The audit trail: every opening of a record is a row, written before the record is read.

Row n carries the hash of row n − 1, so a changed, removed or inserted row is found by `first_broken`.
"""

import hashlib
import json
from collections.abc import Iterable
from datetime import UTC
from threading import Lock
from typing import Any

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.db.models import QuerySet
from django.utils import timezone

from nenkin.registry.models import FIRST_HASH, AuditEntry, AuditHead, Person
from nenkin.registry.request_number import request_number

COLUMNS = (
    "sequence",
    "at",
    "account_id",
    "person_id",
    "action",
    "purpose",
    "request_id",
    "previous_hash",
    "hash",
)
TURN = Lock()  # threads of one process take turns here: waiting inside SQLite is a series of naps
READ_HEAD = "SELECT sequence, hash FROM registry_audithead WHERE id = 1"
MOVE_HEAD = "UPDATE registry_audithead SET sequence = %s, hash = %s WHERE id = 1"
INSERT = f"INSERT INTO registry_auditentry ({', '.join(COLUMNS)}) VALUES ({', '.join(['%s'] * len(COLUMNS))})"


def write(*, account_id: int, person: Person, action: str, purpose: str) -> AuditEntry:
    """Add one row and commit it. Refuses to run inside another transaction, which could undo the row.

    Every opening of a record passes here: plain SQL costs a fifth of the same through the ORM.
    """
    if not 1 <= len(purpose) <= 60:
        raise ValueError("an audit row needs a purpose of 1 to 60 characters")
    with TURN, transaction.atomic(durable=True), connection.cursor() as cursor:
        sequence, previous_hash = _lock_head(cursor)
        entry = AuditEntry(
            sequence=sequence + 1,
            at=timezone.now(),
            account_id=account_id,
            person=person,
            action=action,
            purpose=purpose,
            request_id=request_number.get(),
            previous_hash=previous_hash,
        )
        entry.hash = seal(entry)
        cursor.execute(INSERT, [_column(entry, name) for name in COLUMNS])
        cursor.execute(MOVE_HEAD, [entry.sequence, entry.hash])
    return entry


def _lock_head(cursor: CursorWrapper) -> tuple[int, str]:
    """The last link of the chain, kept from other writers until the transaction ends."""
    lock = " FOR UPDATE" if connection.features.has_select_for_update else ""  # SQLite is locked as a whole
    cursor.execute(READ_HEAD + lock)
    head = cursor.fetchone()
    if head is None:
        AuditHead.objects.get_or_create(id=1)
        return _lock_head(cursor)
    return head[0], head[1]


def _column(entry: AuditEntry, name: str) -> Any:
    value = getattr(entry, name)
    return connection.ops.adapt_datetimefield_value(value) if name == "at" else value


def seal(entry: AuditEntry) -> str:
    """SHA-256 over every column of the row and the hash of the row before it."""
    columns = [
        entry.sequence,
        entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        entry.account_id,
        entry.person_id,
        entry.action,
        entry.purpose,
        entry.request_id,
        entry.previous_hash,
    ]
    return hashlib.sha256(json.dumps(columns, ensure_ascii=False).encode()).hexdigest()


def audit_of(person: Person) -> QuerySet[AuditEntry]:
    """Who looked at this person's record, newest first."""
    return AuditEntry.objects.filter(person=person).order_by("-sequence")


def first_broken() -> int | None:
    """The first place of the chain that does not hold, or None. A cut-off end shows against the head."""
    last, broken = _walk(AuditEntry.objects.order_by("sequence").iterator())
    if broken is not None:
        return broken
    head = AuditHead.objects.filter(id=1).first()
    kept = (head.sequence, head.hash) if head else (0, FIRST_HASH)
    return None if last == kept else last[0] + 1


def _walk(entries: Iterable[AuditEntry]) -> tuple[tuple[int, str], int | None]:
    last = (0, FIRST_HASH)
    for entry in entries:
        if entry.sequence != last[0] + 1 or entry.previous_hash != last[1] or entry.hash != seal(entry):
            return last, last[0] + 1
        last = (entry.sequence, entry.hash)
    return last, None
