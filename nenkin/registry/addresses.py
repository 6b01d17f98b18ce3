"""Addresses on record. Letters go there and nowhere else; after a move they wait, and the old address is told."""

from datetime import datetime, timedelta

from django.db import transaction

from nenkin.registry import outgoing
from nenkin.registry.models import Address, Person

WAIT_AFTER_MOVE = timedelta(days=14)  # a thief who moved the address has the owner's eyes on it first


def current(person: Person) -> Address | None:
    """The newest address on record."""
    return person.addresses.order_by("-recorded_at", "-pk").first()


def held_until(person: Person) -> datetime | None:
    """Until when letters wait, because the address changed; None when they need not."""
    newest = list(person.addresses.order_by("-recorded_at", "-pk")[:2])
    return newest[0].recorded_at + WAIT_AFTER_MOVE if len(newest) == 2 else None


@transaction.atomic
def record(
    person: Person, *, at: datetime, postal_code: str, text: str, building: str = "", overseas: bool = False
) -> Address:
    """Keep an address; the same again changes nothing. A move is told by a letter to the old address."""
    facts = {"postal_code": postal_code, "text": text, "building": building, "overseas": overseas}
    old = current(person)
    if old and all(getattr(old, name) == value for name, value in facts.items()):
        return old
    address = Address.objects.create(person=person, recorded_at=at, **facts)
    if old:
        outgoing.letter(kind="address_changed", person=person, at=at, address=old)
    return address
