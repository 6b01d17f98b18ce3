"""Practice people who are not registered yet: what is on their papers, to copy into the forms."""

import hashlib
import json
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.contrib.auth import get_user_model
from django.utils import timezone

import nenkin.registry
from nenkin.law.record_json import read_lines
from nenkin.registry import addresses, careers, check_digit
from nenkin.registry.models import Person
from nenkin.services.registration import keys
from nenkin.services.registration.models import AccessKey

FOLDER = Path(nenkin.registry.__file__).parent / "practice"
EXPIRED = {"p25"}
LONG_AGO = datetime(2026, 1, 15, 9, 0, tzinfo=timezone.get_fixed_timezone(540))


class Newcomer(NamedTuple):
    id: str
    number: str
    name: str
    kana: str
    birth_date: date
    sex: str
    postal_code: str
    address: str
    building: str
    access_key: str
    expired: bool
    overseas: bool
    old_law: bool

    @property
    def key_groups(self) -> str:
        return "-".join(keys.groups(self.access_key))


def newcomers() -> tuple[Newcomer, ...]:
    """All of them in practice mode, else none."""
    return _newcomers() if settings.PRACTICE else ()


def access_key(id: str) -> str:
    """The practice key of a newcomer: always the same, drawn from the id, so that the page can show it."""
    number = int.from_bytes(hashlib.sha256(f"practice access key of {id}".encode()).digest()[:8])
    digits = f"{number % 10**16:016d}"
    return digits + check_digit.luhn_digit(digits)


@cache
def _newcomers() -> tuple[Newcomer, ...]:
    with (FOLDER / "contacts.jsonl").open(encoding="utf-8") as stream:
        contacts = {row["basic_pension_number"]: row for row in map(json.loads, stream) if row}
    with (FOLDER / "newcomers.jsonl").open("rb") as stream:
        people = [line.record.document["person"] for line in read_lines(stream)]
    return tuple(_newcomer(person, contacts[person["basic_pension_number"]]) for person in people)


def _newcomer(person: dict[str, str], contact: dict[str, str]) -> Newcomer:
    code = contact.get("postal_code", "")
    return Newcomer(
        id=person["id"],
        number=person["basic_pension_number"],
        name=person["name"],
        kana=person["kana"],
        birth_date=date.fromisoformat(person["birth_date"]),
        sex="女" if person["sex"] == "female" else "男",
        postal_code=f"{code[:3]}-{code[3:]}" if code else "",
        address=contact["address"],
        building=contact.get("building", ""),
        access_key=access_key(person["id"]),
        expired=person["id"] in EXPIRED,
        overseas=bool(contact.get("overseas")),
        old_law="old_age_pension_code" in contact,
    )


def load(at: datetime) -> int:
    """Store the newcomers with their addresses and keys; who has registered meanwhile keeps the account.

    Returns how many keys were issued: a live one stays, one that has run out is issued anew.
    """
    issued = 0
    contacts = {each.id: each for each in _newcomers()}
    with (FOLDER / "newcomers.jsonl").open("rb") as stream:
        for line in read_lines(stream):
            newcomer = contacts[line.record.id]
            person = careers.store(line.record, reason="練習用の記録", source="practice").person
            _complete(person, newcomer, at)
            issued += _issue(person, newcomer, at)
    return issued


def _complete(person: Person, newcomer: Newcomer, at: datetime) -> None:
    if newcomer.old_law and not person.old_age_pension_code:
        Person.objects.filter(pk=person.pk).update(old_age_pension_code="0130")
    if addresses.current(person) is None:
        addresses.record(
            person,
            at=at,
            postal_code=newcomer.postal_code.replace("-", ""),
            text=newcomer.address,
            building=newcomer.building,
            overseas=newcomer.overseas,
        )


def _issue(person: Person, newcomer: Newcomer, at: datetime) -> bool:
    fresh = person.access_keys.filter(used_at=None, replaced_at=None)
    if not newcomer.expired:
        fresh = fresh.filter(expires_at__gt=at)
    if fresh.exists() or get_user_model().objects.filter(person=person).exists():
        return False
    day = LONG_AGO if newcomer.expired else at
    keys.issue(person, carrier=AccessKey.STATEMENT, at=day, key=newcomer.access_key)
    return True
