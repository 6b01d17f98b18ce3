"""Letters (手紙) as print-ready PDF: tagged, archivable, the same bytes for the same input.

`letter.typ` is the sheet, `<kind>.<language>.typ` the words of a letter. What they print arrives here as text.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any
from unicodedata import category

from django.conf import settings

from nenkin.law.eras import era_date, era_day
from nenkin.registry.letters.typesetting import CannotPrint, typeset

__all__ = ["KINDS", "LANGUAGES", "CannotPrint", "check_facts", "render"]

Shape = Callable[[Any, str], Any]

LANGUAGES = ("ja", "en")
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
ADDRESS_LINES = 8
ENVELOPE = {"name", "address", "postal_code", "overseas", "number", "happened_on"}


def _groups(*sizes: int) -> Shape:
    """Cut a code into groups; the last size repeats, and a single character is not left alone."""

    def cut(value: Any, language: str) -> list[str]:
        rest, groups, left = "".join(str(value).split()), [], list(sizes)
        while rest:
            size = left.pop(0) if len(left) > 1 else left[0]
            groups.append(rest[:size])
            rest = rest[size:]
        if len(sizes) == 1 and len(groups) > 1 and len(groups[-1]) == 1:
            groups[-2:] = ["".join(groups[-2:])]
        return groups

    return cut


def _list(shape: Shape) -> Shape:
    return lambda values, language: [shape(value, language) for value in values]


def _day(value: Any, language: str) -> str:
    day = date.fromisoformat(value) if isinstance(value, str) else value
    return era_date(day) if language == "ja" else f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _last_day(value: Any, language: str) -> str:
    """The last day of something, with its weekday and the western year: it may lie in another year."""
    day = date.fromisoformat(value) if isinstance(value, str) else value
    return era_day(day) if language == "ja" else f"{day:%A}, {_day(day, language)}"


KINDS: dict[str, dict[str, Shape]] = {
    "user_id": {"user_id": _groups(4)},
    "access_key": {"access_key": _groups(4, 4, 4, 4, 1), "valid_until": _last_day},
    "secret_code": {"code": _groups(4), "valid_until": _last_day},
    "printed_codes": {"codes": _list(_groups(4))},
    "not_eligible": {},
    "address_differs": {},
    "address_changed": {},
    "new_registration": {},
}


def check_facts(kind: str, facts: Mapping[str, Any]) -> None:
    """Refuse a letter that could not be printed later, while who asks for it is still there.

    Raises:
        ValueError: no such kind, or a fact of its own is missing or unknown. Values are not told.
    """
    if kind not in KINDS:
        raise ValueError(f"letter kind is {kind!r}; allowed: {', '.join(KINDS)}")
    given, needed = sorted(facts), sorted(KINDS[kind])
    if given != needed:
        raise ValueError(f"a letter {kind} has the facts {given}; allowed: exactly {needed}")


def render(kind: str, facts: Mapping[str, Any], *, language: str, on: date) -> bytes:
    """One letter as PDF/A-3a and PDF/UA-1, dated `on`.

    `facts` are the recipient's `name` and `address` (lines), where known `postal_code`, `overseas` and the `number`
    of the letter, the day `happened_on` of what it tells about, and what its kind needs (KINDS).

    Raises:
        ValueError: a fact is missing or unknown, or there is no such kind or language.
        CannotPrint: a character that no font has, or an address too long for the window.
    """
    own = {name: value for name, value in facts.items() if name not in ENVELOPE}
    check_facts(kind, own)
    if language not in LANGUAGES:
        raise ValueError(f"language is {language!r}; allowed: {', '.join(LANGUAGES)}")
    texts = {name: shape(own[name], language) for name, shape in KINDS[kind].items()}
    texts["happened_on"] = _day(facts.get("happened_on", on), language)
    sheet = {
        "language": language,
        "service": settings.SERVICE_NAME,
        "on": _day(on, language),
        "number": str(facts.get("number", "")),
        "to": _recipient(facts),
        "facts": texts,
    }
    return typeset(f"{kind}.{language}.typ", sheet, on)


def _recipient(facts: Mapping[str, Any]) -> dict[str, Any]:
    """The address block. Nothing that could reverse, hide or break the text gets through."""
    name = _printable(facts.get("name", ""))
    lines = [line for part in str(facts.get("address", "")).splitlines() if (line := _printable(part))]
    if not name or not lines:
        raise ValueError("a letter needs a name and an address")
    if len(lines) > ADDRESS_LINES:
        raise CannotPrint(f"the address has {len(lines)} lines; allowed: {ADDRESS_LINES}")
    code = "".join(filter(str.isdecimal, str(facts.get("postal_code") or "")))
    overseas = bool(facts.get("overseas"))
    return {
        "name": name,
        "address": lines,
        "postal_code": f"〒{code[:3]}-{code[3:]}" if code and not overseas else "",
        "overseas": overseas,
    }


def _printable(text: Any) -> str:
    """One line without control and formatting characters, spaces joined. A character nobody knows stays: it is refused
    when no font has it, and never left out of a name.
    """
    shown = (" " if c.isspace() else c for c in str(text) if c.isspace() or category(c) not in {"Cc", "Cf"})
    return " ".join("".join(shown).split())
