"""`manage.py print_letters FOLDER`: the letters of the outbox as PDF, with a manifest for the printer."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from nenkin.registry import printing

SHOWN_MOST = 100


class Command(BaseCommand):
    help = (
        "Print all letters that need not wait: one PDF each, named by the letter's number, and manifest.csv. "
        "One folder is one batch; running it again finishes what was interrupted and adds what is new. "
        "Exit code 2: a letter could not be printed, has no address, or waits in an unfinished batch."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, nargs="?")
        parser.add_argument(
            "--release", metavar="BATCH", help="give back the letters of a batch that is lost"
        )

    def handle(self, *, folder: Path | None, release: str | None, **options: Any) -> None:
        if release:
            self.stdout.write(f"given back{printing.release(release):>20,}")
        if folder:
            self._print(folder)
        elif not release:
            raise CommandError("name a folder for the letters", returncode=2)

    def _print(self, folder: Path) -> None:
        try:
            report = printing.print_letters(folder, now=timezone.now())
        except (printing.FolderInUse, OSError) as fault:
            raise CommandError(str(fault), returncode=2) from None
        counts = {
            "printed": len(report.printed),
            "air mail": sum(row.post == printing.AIR_MAIL for row in report.printed),
            "held": report.held,
            "no address": len(report.without_address),
            "refused": len(report.refused),
        }
        self.stdout.write(f"batch     {report.batch:>20}")
        for name, count in counts.items():
            self.stdout.write(f"{name:<10}{count:>20,}")
        self._tell(report)

    def _tell(self, report: printing.Report) -> None:
        faults = [
            f"letter {number}: the person has no address on record" for number in report.without_address
        ]
        faults += [f"letter {number}: {reason}" for number, reason in report.refused]
        faults += [
            f"{count:,} letters wait in the batch {batch}: run its folder again, or --release {batch} when it is lost"
            for batch, count in report.elsewhere.items()
        ]
        for fault in faults[:SHOWN_MOST]:
            self.stderr.write(fault)
        if faults:
            raise CommandError(f"{len(faults):,} things need somebody", returncode=2)
