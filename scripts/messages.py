"""Collect every text of the portal into nenkin/locale/en/LC_MESSAGES/django.po and compile it.

The Japanese text in the code is the key; the .po holds the English. Texts that are gone leave the file, new ones come
in empty and are named at the end. Babel reads and writes; Django turns its templates into what Babel can read.
"""

import ast
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import IO, Any

from babel.messages import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir, extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

CODE = Path(__file__).parents[1] / "nenkin"
PO = CODE / "locale/en/LC_MESSAGES/django.po"
MO = PO.with_suffix(".mo")
LAZY = ("gettext", "ngettext", "pgettext", "npgettext")
KEYWORDS = (
    DEFAULT_KEYWORDS | {f"{name}_lazy": DEFAULT_KEYWORDS[name] for name in LAZY} | {"gettext_noop": None}
)
NO_CLOCK = datetime(2026, 1, 1, tzinfo=UTC)  # the same texts give the same file


def extract_template(
    file: IO[bytes], keywords: Any, comment_tags: Any, options: dict[str, Any]
) -> Iterator[Any]:
    """A Django template as Python calls. Line starts go: Babel would take them for wrong indentation."""
    calls = re.sub(r"(?m)^[ \t]+", "", templatize(file.read().decode()))
    return extract_python(BytesIO(calls.encode()), keywords, comment_tags, options | {"encoding": "utf-8"})


def extract_code(file: IO[bytes], keywords: Any, comment_tags: Any, options: dict[str, Any]) -> Iterator[Any]:
    """The calls of a module, also those inside an f-string, which Babel passes over."""
    for node in ast.walk(ast.parse(file.read())):
        name = getattr(getattr(node, "func", None), "id", "")
        if isinstance(node, ast.Call) and name in keywords:
            words = [part.value if isinstance(part, ast.Constant) else None for part in node.args]
            yield node.lineno, name, words[0] if len(words) == 1 else tuple(words), []


def collected() -> Catalog:
    """Every text that is marked in the code and the templates, without English."""
    catalog = Catalog(
        locale="en",
        project="nenkin",
        version="1",
        copyright_holder="the nenkin contributors",
        msgid_bugs_address=" ",
        creation_date=NO_CLOCK,
        revision_date=NO_CLOCK,
        header_comment="# The texts of the portal: Japanese in the code, English here. `make messages` keeps it up to date.",
        fuzzy=False,
    )
    methods = [("**/tests/**.py", "ignore"), ("**.py", extract_code), ("**/templates/**", extract_template)]
    found = extract_from_dir(CODE, method_map=methods, keywords=KEYWORDS, comment_tags=("Translators:",))
    for name, _line, message, comments, context in sorted(found, key=lambda text: text[:2]):
        catalog.add(message, None, [(f"nenkin/{name}", None)], auto_comments=comments, context=context)
    return catalog


def written(file: Path = PO) -> Catalog:
    """What the .po says now."""
    with file.open("rb") as stream:
        return read_po(stream, locale="en")


def updated(old: Catalog) -> Catalog:
    """The texts of the code with the English of `old`."""
    catalog = collected()
    for message in texts(catalog):
        known = old.get(message.id, message.context)
        if known is not None and isinstance(known.string, tuple) == isinstance(message.id, tuple):
            message.string, message.flags = known.string, message.flags | (known.flags & {"fuzzy"})
    return catalog


def texts(catalog: Catalog) -> list[Message]:
    """The messages without the head of the file."""
    return [message for message in catalog if message.id]


def untranslated(catalog: Catalog) -> list[str]:
    """The texts that have no English, or one that somebody doubts."""
    return [str(message.id) for message in texts(catalog) if message.fuzzy or not all(english_of(message))]


def english_of(message: Message) -> tuple[str, ...]:
    """The English of a text: one, or one and many; an empty one when there is none."""
    found = message.string or ("",)
    return (found,) if isinstance(found, str) else tuple(found)


def po(catalog: Catalog) -> bytes:
    """The catalog as the .po: no line numbers, so that a moved line is no change."""
    out = BytesIO()
    write_po(out, catalog, width=0, include_lineno=False)
    return out.getvalue()


def mo(catalog: Catalog) -> bytes:
    """The catalog as the server reads it."""
    out = BytesIO()
    write_mo(out, catalog)
    return out.getvalue()


def main() -> None:
    catalog = updated(written()) if PO.exists() else collected()
    PO.write_bytes(po(catalog))
    MO.write_bytes(mo(written()))
    missing = untranslated(catalog)
    print(f"{len(texts(catalog))} texts, {len(missing)} without English")
    for text in missing:
        print(f"  {text}", file=sys.stderr)


if __name__ == "__main__":
    main()
