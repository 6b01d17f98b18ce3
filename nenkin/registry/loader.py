"""Many records into the registry: each person alone, rejects told with their reason, totals to compare."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, BinaryIO, NamedTuple

from nenkin.law.career import Career
from nenkin.law.faults import MISSING_FIELD, UNKNOWN_FIELD, Fault
from nenkin.law.record import Record
from nenkin.law.record_json import BYTES_MOST, Line, read_lines, read_text
from nenkin.registry import careers
from nenkin.registry.careers import IdentityConflict

# Only values of these fields are told; names, numbers, employers and free text stay out of reports and logs.
SHOWN = {"birth_date", "sex", "record_through", "format", "version", "start", "end", "kind", "pay"}
SHOWN |= {"credited_pay", "month", "amount", "sign", "category"}
NOT_SHOWN = "(not shown)"


class Reject(NamedTuple):
    """One fault of one rejected record."""

    row: int  # line of the file, from 1
    person: str  # the id in the file, or the line when it cannot be read
    field: str
    value: str
    allowed: str

    def __str__(self) -> str:
        return f"row {self.row}, person {self.person}: {self.field} is {self.value}; allowed: {self.allowed}"


@dataclass
class Totals:
    """Control totals. Months, pay and bonuses are those of the accepted persons."""

    persons: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    rejected: int = 0
    months: int = 0  # of employees' coverage
    pay: int = 0  # yen: standard remuneration × months
    bonuses: int = 0  # yen
    numbers: set[int] = field(default_factory=set, repr=False)  # basic pension numbers met in this file

    @property
    def accepted(self) -> int:
        return self.new + self.changed + self.unchanged

    def add(self, career: Career, outcome: str) -> None:
        setattr(self, outcome, getattr(self, outcome) + 1)
        spells = zip(career.coverage_start, career.coverage_end, career.coverage_pay, strict=True)
        for start, end, pay in spells:
            self.months += end - start
            self.pay += (end - start) * pay * 1000
        self.bonuses += sum(career.bonus_amount) * 1000


def read(stream: BinaryIO, *, one_document: bool) -> Iterator[Line]:
    """The persons of a file: one JSON document, or JSON Lines."""
    if one_document:
        yield Line(1, read_text(stream.read(BYTES_MOST + 1), "line 1"), True)
    else:
        yield from read_lines(stream)


def load(lines: Iterable[Line], totals: Totals, *, reason: str, source: str) -> Iterator[list[Reject]]:
    """Store person after person, one transaction each; yields the rejects of each, usually none."""
    for line in lines:
        totals.persons += 1
        rejects = [_reject(line.number, fault) for fault in line.record.faults]
        rejects = rejects or _store(line, totals, reason=reason, source=source)
        totals.rejected += bool(rejects)
        yield rejects


def _store(line: Line, totals: Totals, *, reason: str, source: str) -> list[Reject]:
    record, number = line.record, _number(line.record)
    if number is None:
        return [_refused(line, "person.basic_pension_number", "a basic pension number, as 9999-000001")]
    if number in totals.numbers:
        return [_refused(line, "person.basic_pension_number", "each number once in a file")]
    totals.numbers.add(number)
    try:
        stored = careers.store(record, reason=reason, source=source)
    except IdentityConflict as conflict:
        return [_refused(line, f"person.{conflict.field}", "the same as registered for this number")]
    assert record.career is not None  # store() has refused all others
    totals.add(record.career, stored.outcome)
    return []


def _number(record: Record) -> int | None:
    who: dict[str, Any] = record.document["person"]
    text = who.get("basic_pension_number")
    return int(text.replace("-", "")) if text else None


def _refused(line: Line, place: str, allowed: str) -> Reject:
    return Reject(line.number, line.record.id, place, NOT_SHOWN, allowed)


def _reject(row: int, fault: Fault) -> Reject:
    is_shown = fault.code == MISSING_FIELD or (
        fault.code != UNKNOWN_FIELD and fault.place.rpartition(".")[2] in SHOWN
    )
    allowed = fault.message.rpartition("; allowed: ")[2]
    return Reject(row, fault.person, fault.place, fault.value if is_shown else NOT_SHOWN, allowed)
