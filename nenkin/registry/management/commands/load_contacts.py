"""`manage.py load_contacts FILE`: addresses and states of people whose records are loaded."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from nenkin.registry import contacts


class Command(BaseCommand):
    help = (
        "Load addresses (JSON Lines, docs/formats/contacts.md). A changed address is a move: letters wait 14 days, "
        "and the old address is told by letter. Exit code 2: some lines were set aside; the others are stored."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *, file: Path, **options: Any) -> None:
        try:
            lines = file.open(encoding="utf-8")
        except OSError as problem:
            raise CommandError(f"{file}: {problem.strerror}") from None
        stored = rejected = 0
        with lines:
            for fault in contacts.load(lines, at=timezone.now()):
                stored, rejected = stored + (fault is None), rejected + (fault is not None)
                if fault:
                    self.stdout.write(str(fault))
        self.stdout.write(f"stored {stored:,}, set aside {rejected:,}")
        if rejected:
            raise CommandError("some lines were set aside", returncode=2)
