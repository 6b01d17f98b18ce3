"""Records into the registry: a document that differs from the newest version becomes the next version."""

import hashlib
import json
import unicodedata
from datetime import date
from typing import Any, NamedTuple

from django.db import transaction

from nenkin.law.record import SEXES, Record
from nenkin.registry.models import Person, RecordVersion

NEW, CHANGED, UNCHANGED = "new", "changed", "unchanged"


class Stored(NamedTuple):
    """What became of a record."""

    person: Person
    outcome: str  # NEW, CHANGED or UNCHANGED


class IdentityConflict(Exception):
    """The basic pension number belongs to somebody with another birth date or sex. Only ids are in the text."""

    def __init__(self, field: str) -> None:
        super().__init__(f"{field} differs from the registered person")
        self.field = field


def store(record: Record, *, reason: str, source: str) -> Stored:
    """Keep a sound record, with its person, in one transaction. The same document again changes nothing.

    Raises:
        ValueError: the record has faults or no basic pension number.
        IdentityConflict: the number is registered for somebody else.
    """
    who = record.document.get("person", {})
    if record.career is None or "basic_pension_number" not in who:
        raise ValueError("a stored record has no faults and has a basic pension number")
    facts = {
        "birth_date": date.fromisoformat(who["birth_date"]),
        "sex": SEXES[who["sex"]],
        "name": unicodedata.normalize("NFC", who.get("name", "")),
        "kana": unicodedata.normalize("NFC", who.get("kana", "")),
    }
    with transaction.atomic():
        person, created = Person.objects.select_for_update().get_or_create(
            basic_pension_number=who["basic_pension_number"].replace("-", ""), defaults=facts
        )
        _keep_identity(person, facts)
        sha256 = fingerprint(record.document)
        last = None if created else person.versions.values("number", "sha256").order_by("-number").first()
        if last and last["sha256"] == sha256:
            return Stored(person, UNCHANGED)
        RecordVersion.objects.create(
            person=person,
            number=last["number"] + 1 if last else 1,
            document=record.document,
            sha256=sha256,
            record_through=record.document["record_through"],
            reason=reason,
            source=source,
        )
    return Stored(person, CHANGED if last else NEW)


def fingerprint(document: dict[str, Any]) -> str:
    """SHA-256 of the document in one canonical spelling: sorted keys, no spaces, UTF-8."""
    text = json.dumps(document, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _keep_identity(person: Person, facts: dict[str, Any]) -> None:
    """Birth date and sex say who it is and never change by loading; the name may have changed."""
    for field in ("birth_date", "sex"):
        if getattr(person, field) != facts[field]:
            raise IdentityConflict(field)
    if (person.name, person.kana) != (facts["name"], facts["kana"]):
        person.name, person.kana = facts["name"], facts["kana"]
        person.save(update_fields=("name", "kana"))
