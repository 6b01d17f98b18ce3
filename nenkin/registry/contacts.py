"""Addresses and states of people into the registry, a line of JSON each: `docs/formats/contacts.md`."""

import json
import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, NamedTuple

from nenkin.registry import addresses
from nenkin.registry.models import Person

FIELDS = {
    "basic_pension_number": str,
    "postal_code": str,
    "address": str,
    "building": str,
    "overseas": bool,
    "old_age_pension_code": str,
    "closed": bool,
}
NUMBER = re.compile(r"\d{4}-?\d{6}")
POSTAL_CODE = re.compile(r"(\d{3}-?\d{4})?")
PENSION_CODE = re.compile(r"(\d{4})?")


class Rejected(NamedTuple):
    """One line that was set aside. Only the name of the field is told, never what stands in it."""

    row: int
    field: str
    allowed: str

    def __str__(self) -> str:
        return f"row {self.row}: {self.field} is not as allowed: {self.allowed}"


def load(lines: Iterable[str], *, at: datetime) -> Iterator[Rejected | None]:
    """Store line by line; each gives None, or why it was set aside. The same file again changes nothing."""
    for row, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            contact = json.loads(line)
        except ValueError:
            yield Rejected(row, "line", "one JSON object")
            continue
        fault = _fault(contact)
        yield Rejected(row, *fault) if fault else _store(row, contact, at)


def _fault(contact: Any) -> tuple[str, str] | None:
    if not isinstance(contact, dict):
        return "line", "one JSON object"
    for name, value in contact.items():
        if name not in FIELDS:
            return name if name.isidentifier() else "a field", f"only {', '.join(FIELDS)}"
        if not isinstance(value, FIELDS[name]):
            return name, "a text" if FIELDS[name] is str else "true or false"
    checks = (
        ("basic_pension_number", NUMBER.fullmatch(contact.get("basic_pension_number", "")), "9999-999999"),
        ("address", 1 <= len(contact.get("address", "")) <= 200, "1 to 200 characters"),
        ("building", len(contact.get("building", "")) <= 100, "at most 100 characters"),
        ("postal_code", POSTAL_CODE.fullmatch(contact.get("postal_code", "")), "999-9999, or nothing"),
        (
            "old_age_pension_code",
            PENSION_CODE.fullmatch(contact.get("old_age_pension_code", "")),
            "four digits",
        ),
    )
    return next(((name, allowed) for name, sound, allowed in checks if not sound), None)


def _store(row: int, contact: dict[str, Any], at: datetime) -> Rejected | None:
    number = contact["basic_pension_number"].replace("-", "")
    person = Person.objects.filter(basic_pension_number=number).first()
    if person is None:
        return Rejected(row, "basic_pension_number", "the number of a person whose record is loaded")
    person.old_age_pension_code = contact.get("old_age_pension_code", "")
    person.closed = contact.get("closed", False)
    person.save(update_fields=("old_age_pension_code", "closed"))
    addresses.record(
        person,
        at=at,
        postal_code=contact.get("postal_code", "").replace("-", ""),
        text=contact["address"],
        building=contact.get("building", ""),
        overseas=contact.get("overseas", False),
    )
    return None
