"""`manage.py load_records FILE`: records of many people into the registry."""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from time import monotonic
from typing import Any, BinaryIO, TextIO

from django.core.management.base import BaseCommand, CommandError

from nenkin.registry.loader import Reject, Totals, load, read

SHOWN_MOST = 100  # rejects on the screen; --rejects keeps them all
EXPECTED = ("persons", "accepted", "months", "pay", "bonuses")


class Command(BaseCommand):
    help = (
        "Load records (nenkin-record: .json holds one person, other files one person a line). "
        "A person whose record has a fault is rejected with the reason, the others are stored; "
        "loading the same file again changes nothing. Exit code 2: rejects, or totals not as expected."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--rejects", type=Path, metavar="FILE", help="write all rejects here, JSON Lines")
        parser.add_argument("--reason", default="load", help="why these versions are made (default: load)")
        parser.add_argument("--expect-persons", type=int, metavar="N", help="persons in the file")
        parser.add_argument("--expect-accepted", type=int, metavar="N", help="persons without a fault")
        parser.add_argument("--expect-months", type=int, metavar="N", help="months of employees' coverage")
        parser.add_argument("--expect-pay", type=int, metavar="YEN", help="monthly pay, all months together")
        parser.add_argument("--expect-bonuses", type=int, metavar="YEN", help="bonuses together")

    def handle(self, *, file: Path, rejects: Path | None, reason: str, **options: Any) -> None:
        totals = Totals()
        with _opened(file) as stream, _report(rejects) as report:
            lines = read(stream, one_document=file.suffix.lower() == ".json")
            progress = _Progress(stream, file.stat().st_size, totals, sys.stderr)
            for found in load(lines, totals, reason=reason[:100], source=file.name[:200]):
                for reject in found:
                    self._tell(reject, totals.rejected, report)
                progress.move()
        self._print(totals)
        self._compare(totals, options)

    def _tell(self, reject: Reject, rejected: int, report: TextIO | None) -> None:
        if rejected <= SHOWN_MOST:
            self.stdout.write(str(reject))
        if report:
            report.write(json.dumps(reject._asdict(), ensure_ascii=False) + "\n")

    def _print(self, totals: Totals) -> None:
        if totals.rejected > SHOWN_MOST:
            more = totals.rejected - SHOWN_MOST
            self.stdout.write(f"… {more:,} more persons were rejected; --rejects FILE keeps all reasons")
        for name in ("persons", "accepted", "new", "changed", "unchanged", "rejected"):
            self.stdout.write(f"{name:<10}{getattr(totals, name):>20,}")
        for name in ("months", "pay", "bonuses"):
            self.stdout.write(f"{name:<10}{getattr(totals, name):>20,}")

    def _compare(self, totals: Totals, options: dict[str, Any]) -> None:
        wrong = [
            f"{name} is {getattr(totals, name):,}, expected {wanted:,}"
            for name in EXPECTED
            if (wanted := options[f"expect_{name}"]) is not None and wanted != getattr(totals, name)
        ]
        if totals.rejected:
            wrong.insert(0, f"{totals.rejected:,} of {totals.persons:,} persons were rejected")
        if wrong:
            raise CommandError("; ".join(wrong), returncode=2)


@contextmanager
def _opened(file: Path) -> Iterator[BinaryIO]:
    try:
        with file.open("rb") as stream:
            yield stream
    except OSError as error:
        raise CommandError(f"{error.filename or file}: {error.strerror}", returncode=2) from None


def _report(file: Path | None) -> Any:
    return file.open("w", encoding="utf-8") if file else nullcontext()


class _Progress:
    """How far the file is read: one line a second, in place on a terminal."""

    def __init__(self, stream: BinaryIO, size: int, totals: Totals, out: TextIO) -> None:
        self.stream, self.size, self.totals, self.out = stream, size, totals, out
        self.last = monotonic()

    def move(self) -> None:
        if monotonic() - self.last < 1:
            return
        self.last = monotonic()
        percent = 100 * self.stream.tell() // max(self.size, 1)
        ending = "\r" if self.out.isatty() else "\n"
        self.out.write(f"{percent:3d} %  {self.totals.persons:,} persons{ending}")
        self.out.flush()
