"""本人確認: whether what was typed is what the record says. Nobody is compared too, so that it takes as long."""

import re
from datetime import date
from typing import Any

from nenkin.registry import addresses, matching
from nenkin.registry.models import Address, Person

POSTAL_MARK = re.compile(r"^\s*〒\s*\d{3}-?\d{4}\s*")  # a card's address may begin with its postal code


def is_same(facts: dict[str, Any], person: Person | None) -> bool:
    """Name, kana, birth date and sex. Somebody who died or whose record is stopped is nobody."""
    agreed = matching.matches(_typed(facts), _recorded(person), with_address=False)
    return agreed and person is not None and not person.closed


def lives_there(facts: dict[str, Any], person: Person) -> bool:
    """All of that, and the address is the newest on record."""
    here = addresses.current(person)
    agreed = matching.matches(_typed(facts), _recorded(person, here), with_address=True)
    return here is not None and agreed and here.overseas == facts["overseas"]


def is_excluded(person: Person) -> bool:
    """老齢年金 of the law before 1986-04: a code that begins with 0."""
    return person.old_age_pension_code.startswith("0")


def of_card(card: dict[str, Any]) -> Person | None:
    """The one person of a national ID: by birth date, sex, name and address.

    The address counts even where one person is left: that may be a namesake, whose record must stay closed.
    """
    typed = _typed(card)
    alike = Person.objects.filter(birth_date=typed.birth_date, sex=typed.sex, closed=False)
    found = [person for person in alike if _has_name(typed, person) and _has_address(typed, person)]
    return found[0] if len(found) == 1 else None


def _has_name(typed: matching.Facts, person: Person) -> bool:
    """A provider that tells no reading leaves the name to decide."""
    recorded = _recorded(person)
    if not typed.kana:
        recorded = recorded._replace(kana="")
    return matching.matches(typed, recorded, with_address=False)


def _has_address(typed: matching.Facts, person: Person) -> bool:
    here = addresses.current(person)
    return here is not None and matching.same_address(typed.address, _line(here))


def _typed(facts: dict[str, Any]) -> matching.Facts:
    return matching.Facts(
        name=facts["name"],
        kana=facts["kana"],
        birth_date=date.fromisoformat(facts["birth_date"]),
        sex=facts["sex"],
        postal_code=facts.get("postal_code", ""),
        address=POSTAL_MARK.sub("", f"{facts.get('address', '')} {facts.get('building', '')}"),
    )


def _recorded(person: Person | None, here: Address | None = None) -> matching.Facts:
    if person is None:
        return matching.NOBODY
    return matching.Facts(
        name=person.name,
        kana=person.kana,
        birth_date=person.birth_date,
        sex=person.sex,
        postal_code=here.postal_code if here else "",
        address=_line(here) if here else "",
    )


def _line(address: Address) -> str:
    return f"{address.text} {address.building}"
