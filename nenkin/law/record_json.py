"""Records as JSON text: one person in a document, many in JSON Lines. What cannot be read comes back as a fault."""

import json
import re
from collections.abc import Iterator
from typing import Any, BinaryIO, NamedTuple

from nenkin.law.faults import BROKEN_JSON, NOT_TEXT, TOO_LARGE, Fault, fault
from nenkin.law.record import Record, read_person

BYTES_MOST = 2_000_000  # of one person
_CHUNK = 65_536


class Line(NamedTuple):
    """One line of a JSON Lines file."""

    number: int  # from 1
    record: Record
    readable: bool  # False: the line is no JSON at all


def read_text(text: bytes, label: str = "?") -> Record:
    """The record of one person. Never raises; see `read_person`."""
    document = _parse(text, label)
    if isinstance(document, Fault):
        return Record(label, None, {}, (document,))
    return read_person(document, label)


def read_lines(stream: BinaryIO) -> Iterator[Line]:
    """The records of a JSON Lines stream, one at a time; empty lines are passed over."""
    number = 0
    while line := stream.readline(BYTES_MOST + 1):
        number += 1
        label = f"line {number}"
        if len(line) > BYTES_MOST:
            while not line.endswith(b"\n") and (line := stream.readline(_CHUNK)):
                pass
            yield Line(number, _rejected(_too_large(label, BYTES_MOST + 1)), False)
        elif line.strip():
            document = _parse(line, label)
            if isinstance(document, Fault):
                yield Line(number, _rejected(document), False)
            else:
                yield Line(number, read_person(document, label), True)


def _rejected(problem: Fault) -> Record:
    return Record(problem.person, None, {}, (problem,))


def _too_large(label: str, size: int) -> Fault:
    most = f"{BYTES_MOST // 1_000_000} MB for one person"
    return fault(
        TOO_LARGE, label, "the text", f"{size:,} bytes", most=(most, f"1人分で{BYTES_MOST // 1_000_000}MB")
    )


def _parse(text: bytes, label: str) -> object | Fault:
    """Strict JSON: UTF-8, no NaN, no name twice in an object. A fault where it is not."""
    if len(text) > BYTES_MOST:
        return _too_large(label, len(text))
    try:
        decoded = text.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return fault(NOT_TEXT, label, f"byte {error.start + 1}", text[error.start])
    try:
        parsed: object = json.loads(decoded, parse_constant=_refuse_constant, object_pairs_hook=_object)
        return parsed
    except json.JSONDecodeError as error:
        problem = f"{error.msg}, line {error.lineno}, column {error.colno}"
        where = decoded[error.pos : error.pos + 20].splitlines()[:1]
        found = where[0] if where else "nothing" if error.pos >= len(decoded) else "a line break"
        return fault(
            BROKEN_JSON, label, "the text", found, problem=(problem, f"{error.lineno}行目の{error.colno}字目")
        )
    except RecursionError:
        return fault(
            BROKEN_JSON, label, "the text", decoded, problem=("nested too deeply", "かっこが深すぎます")
        )
    except ValueError as error:
        problem = re.sub(r"[\r\n]+", " ", str(error))[:120]
        return fault(
            BROKEN_JSON, label, "the text", decoded, problem=(problem, "使えない数か、二重の名前があります")
        )


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is not a number of JSON")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    names = dict(pairs)
    if len(names) != len(pairs):
        seen: set[str] = set()
        twice = next(name for name, _ in pairs if name in seen or seen.add(name))  # type: ignore[func-returns-value]
        raise ValueError(f"the name {twice[:40]!r} stands twice in one object")
    return names
