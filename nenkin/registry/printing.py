"""Print the outbox: every letter that need not wait becomes one PDF in a folder, and is marked when it is safely there.

A folder is one batch. A letter is first claimed for the batch, so that no other takes it; then its file is written
and on disk under its final name; then it is marked printed and its facts are erased. Whatever happens in between, the
same folder is run again and finishes: no letter is lost, and none is in two batches.
"""

import csv
import fcntl
import io
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from django.db import transaction
from django.utils import timezone

from nenkin.registry import addresses, letters
from nenkin.registry.letters.typesetting import pages
from nenkin.registry.models import Address, Letter

MANIFEST = "manifest.csv"
BATCH = ".batch"
AT_ONCE = 200  # letters between two commits
DOMESTIC, AIR_MAIL = "domestic", "air mail"


class FolderInUse(Exception):
    """Another run prints into this folder."""


class Row(NamedTuple):
    """A line of the manifest."""

    number: int
    kind: str
    pages: int
    sha256: str
    post: str


@dataclass
class Report:
    """What a run did, by the numbers of the letters. Nothing here names a person."""

    batch: str
    printed: list[Row] = field(default_factory=list)
    held: int = 0  # the address has just changed
    elsewhere: dict[str, int] = field(default_factory=dict)  # letters of other batches that did not finish
    without_address: list[int] = field(default_factory=list)
    refused: list[tuple[int, str]] = field(default_factory=list)


def print_letters(folder: Path, *, now: datetime) -> Report:
    """Print all letters that are ready into `folder`, or finish what a run into it left half done.

    Raises:
        FolderInUse: another run prints into this folder.
        OSError: the folder cannot be written; what is not marked yet is printed by the next run.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _batch_of(folder) as batch:
        report = Report(batch)
        waiting = Letter.objects.filter(printed_at=None, claimed_by__in=("", batch))
        numbers = list(waiting.order_by("pk").values_list("pk", flat=True))
        for start in range(0, len(numbers), AT_ONCE):
            _print(numbers[start : start + AT_ONCE], folder, report, now)
        unfinished = Letter.objects.filter(printed_at=None).exclude(claimed_by__in=("", batch))
        for other in unfinished.values_list("claimed_by", flat=True):
            report.elsewhere[other] = report.elsewhere.get(other, 0) + 1
    return report


def release(batch: str) -> int:
    """Give back the letters of a batch whose folder is lost; how many there were."""
    return (
        Letter.objects.filter(printed_at=None, claimed_by=batch).exclude(claimed_by="").update(claimed_by="")
    )


def _print(numbers: list[int], folder: Path, report: Report, now: datetime) -> None:
    going: dict[int, Address] = {}
    done: dict[int, Row] = {}
    for letter in Letter.objects.filter(pk__in=numbers).select_related("person", "address").order_by("pk"):
        if (address := _destination(letter, report, now)) is not None:
            going[letter.pk] = address
    _claim(numbers, set(going), report.batch)
    mine = Letter.objects.filter(pk__in=going, claimed_by=report.batch, printed_at=None)
    for letter in mine.select_related("person").order_by("pk"):
        try:
            pdf = _pdf(letter, going[letter.pk], now)
        except (letters.CannotPrint, ValueError) as fault:
            report.refused.append((letter.pk, str(fault)))
            continue
        _write(folder / f"{letter.pk}.pdf", pdf)
        post = AIR_MAIL if going[letter.pk].overseas else DOMESTIC
        done[letter.pk] = Row(letter.pk, letter.kind, pages(pdf), sha256(pdf).hexdigest(), post)
    _list(folder, done, gone=set(numbers) - set(done))
    _claim(numbers, set(done), report.batch)
    if done:
        _mark({number: going[number] for number in done}, report.batch, now)
        report.printed += done.values()


def _destination(letter: Letter, report: Report, now: datetime) -> Address | None:
    """Where a letter goes now; None, and counted, when it must stay."""
    if letter.address is not None:  # to an older address, on purpose
        return letter.address
    address = addresses.current(letter.person)
    until = addresses.held_until(letter.person)
    if address is None:
        report.without_address.append(letter.pk)
    elif until is not None and now < until:
        report.held += 1
        return None
    return address


def _claim(numbers: list[int], ready: set[int], batch: str) -> None:
    """Take those that are ready and nobody else has; give back those of ours that are not."""
    chosen = Letter.objects.filter(pk__in=numbers, printed_at=None)
    with transaction.atomic():
        chosen.filter(pk__in=ready, claimed_by="").update(claimed_by=batch)
        chosen.filter(claimed_by=batch).exclude(pk__in=ready).update(claimed_by="")


def _pdf(letter: Letter, address: Address, now: datetime) -> bytes:
    own: dict[str, Any] = letter.facts or {}
    envelope = {
        "name": letter.person.name or letter.person.kana,
        "postal_code": address.postal_code,
        "address": f"{address.text}\n{address.building}",
        "overseas": address.overseas,
        "number": letter.pk,
        "happened_on": timezone.localtime(letter.created_at).date(),
    }
    today = timezone.localtime(now).date()
    return letters.render(letter.kind, {**own, **envelope}, language=letter.language, on=today)


def _mark(sent: dict[int, Address], batch: str, now: datetime) -> None:
    """Printed: where to is kept, what was secret is erased."""
    with transaction.atomic():
        for number, address in sent.items():
            mine = Letter.objects.filter(pk=number, claimed_by=batch, printed_at=None)
            mine.update(printed_at=now, address=address, facts=None)


@contextmanager
def _batch_of(folder: Path) -> Iterator[str]:
    """The name of the folder's batch, given at its first run; the folder is ours alone while we print."""
    with open(os.open(folder / BATCH, os.O_RDWR | os.O_CREAT, 0o600), "r+", encoding="ascii") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise FolderInUse(f"another run prints into {folder}") from None
        batch = file.read().strip()
        if len(batch) != 16:
            batch = secrets.token_hex(8)
            file.seek(0)
            file.truncate()
            file.write(batch)
            file.flush()
            os.fsync(file.fileno())
            _sync(folder)
        yield batch


def _write(path: Path, content: bytes) -> None:
    """The whole file under its name or none: written aside, on disk, then named."""
    draft = path.with_name(f".{path.name}.part")
    with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    os.replace(draft, path)


def _sync(folder: Path) -> None:
    """The names in a folder, on disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _list(folder: Path, done: dict[int, Row], *, gone: set[int]) -> None:
    """Keep the manifest: a line for each letter of the folder. What a broken run left of letters that must stay goes."""
    left = {number for number in gone if (folder / f"{number}.pdf").exists()}
    if not done and not left:
        return
    path = folder / MANIFEST
    rows: dict[int, tuple[Any, ...]] = {}
    if path.exists():
        with path.open(encoding="utf-8", newline="") as file:
            rows = {int(row[0]): tuple(row) for row in list(csv.reader(file))[1:] if int(row[0]) not in left}
    rows |= done
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([Row._fields, *(rows[number] for number in sorted(rows))])
    _write(path, text.getvalue().encode())
    for number in left:
        (folder / f"{number}.pdf").unlink()
    _sync(folder)
