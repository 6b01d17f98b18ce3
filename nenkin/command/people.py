"""People from a file: JSON (one person), JSON Lines and Parquet (many), one at a time."""

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path
from typing import BinaryIO

from nenkin.law.faults import BROKEN_JSON, DUPLICATE_ID, NOT_TEXT, TOO_LARGE, fault
from nenkin.law.record import Record, check_career
from nenkin.law.record_json import BYTES_MOST, read_lines, read_text

STANDARD_INPUT = "-"
MANY = (".jsonl", ".parquet")
_LINES_TRIED = 20


class Unreadable(Exception):
    """A file that holds no record at all; the text says why, in one line."""


def read_file(name: str) -> Iterator[Record]:
    """The records of a file, `-` for one JSON document on standard input.

    Raises:
        Unreadable: the file as a whole cannot be read.
    """
    path, ending = Path(name), Path(name).suffix.lower()
    try:
        if name == STANDARD_INPUT:
            yield from _document(sys.stdin.buffer)
        elif path.is_dir():
            raise Unreadable("is a directory; allowed: a file")
        elif ending == ".json":
            with path.open("rb") as stream:
                yield from _document(stream)
        elif ending == ".jsonl":
            with path.open("rb") as stream:
                yield from _once_each(_lines(stream))
        elif ending == ".parquet":
            yield from _once_each(_parquet(path))
        elif path.exists():
            raise Unreadable("has another ending; allowed: .json (one person), .jsonl or .parquet (many)")
        else:
            raise Unreadable("does not exist")
    except OSError as error:
        raise Unreadable(error.strerror or "cannot be read") from None


def _document(stream: BinaryIO) -> Iterator[Record]:
    record = read_text(stream.read(BYTES_MOST + 1), "(no id)")
    if not record.document and record.faults and record.faults[0].code in (BROKEN_JSON, NOT_TEXT, TOO_LARGE):
        raise Unreadable(f"is no record: {record.faults[0].message}")
    yield record


def _lines(stream: BinaryIO) -> Iterator[Record]:
    """The lines; a file that begins with many lines that are no JSON is no JSON Lines file."""
    held: list[Record] = []
    found = False
    for line in read_lines(stream):
        if not found and not line.readable:
            held.append(line.record)
            if len(held) == _LINES_TRIED:
                break
            continue
        if not found:
            found = True
            yield from held
        yield line.record
    if not found and held:
        first = held[0].faults[0]
        raise Unreadable(f"is not JSON Lines: {first.person}: {first.message}")
    if not found:
        raise Unreadable("is empty; allowed: one JSON object a line")


def _parquet(path: Path) -> Iterator[Record]:
    if find_spec("pyarrow") is None or find_spec("numpy") is None:
        raise Unreadable("Parquet needs more packages: pip install 'nenkin[batch]'")
    from nenkin.batch.files import read_people
    from nenkin.batch.people import careers

    with path.open("rb"):
        pass  # a missing or forbidden file says so in the words of the system
    try:
        for people in read_people(path):
            for person, career in careers(people):
                faults = check_career(career, person)
                yield Record(person, None if faults else career, {}, faults)
    except ValueError as error:
        raise Unreadable(" ".join(str(error).split())[:300]) from None


def _once_each(records: Iterator[Record]) -> Iterator[Record]:
    """Set aside whoever has the id of an earlier person. The ids lie in a temporary file, not in memory."""
    with closing(sqlite3.connect("")) as seen:
        seen.executescript(
            "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; CREATE TABLE ids(id PRIMARY KEY) WITHOUT ROWID"
        )
        for record in records:
            if (
                record.career is None
                or seen.execute("INSERT OR IGNORE INTO ids VALUES (?)", (record.id,)).rowcount
            ):
                yield record
            else:
                twice = fault(DUPLICATE_ID, record.id, "person.id", record.id)
                yield Record(record.id, None, record.document, (twice,))
