"""`manage.py issue_access_keys`: a new access key for each person of a list, by letter to the address on record."""

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from nenkin.registry.models import Person
from nenkin.services.registration import actions
from nenkin.services.registration.models import AccessKey


class Command(BaseCommand):
    help = (
        "Issue a new access key to each person of a list of basic pension numbers, one a line. "
        "The key goes into a letter; an older key of the same person ends. Prints counts only."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, nargs="?", help="the list; without it, standard input is read")
        carriers = [name for name, _label in AccessKey.CARRIERS]
        parser.add_argument(
            "--carrier", choices=carriers, default=AccessKey.COUNTER, help="what brings the key"
        )

    def handle(self, *, file: Path | None, carrier: str, **options: Any) -> None:
        issued = 0
        left_out: list[str] = []
        for row, number in enumerate(_numbers(file), start=1):
            person = Person.objects.filter(basic_pension_number=number).first()
            if person is None or not actions.send_key(person, carrier=carrier, at=timezone.now()):
                left_out.append(str(row))
            else:
                issued += 1
        self.stdout.write(f"{issued} access keys issued, each with a letter in the outbox.")
        if left_out:
            raise CommandError(
                f"{len(left_out)} rows without a key (no such person, record closed, pension code 0…, or no address): "
                f"{', '.join(left_out[:20])}{' …' if len(left_out) > 20 else ''}"
            )


def _numbers(file: Path | None) -> list[str]:
    try:
        text = file.read_text(encoding="utf-8-sig") if file else sys.stdin.read()
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"the list cannot be read: {type(error).__name__}") from None
    rows = [line.strip().replace("-", "") for line in text.splitlines() if line.strip()]
    wrong = [
        str(place)
        for place, row in enumerate(rows, start=1)
        if not (row.isascii() and row.isdecimal() and len(row) == 10)
    ]
    if wrong:
        raise CommandError(
            f"rows {', '.join(wrong[:20])} are no basic pension number; allowed: 4 and 6 digits"
        )
    return rows
