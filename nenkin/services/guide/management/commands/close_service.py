"""`manage.py close_service FUNCTION --until TIME --reason TEXT`: stop a function for a while."""

from argparse import ArgumentParser
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from nenkin.services.guide import actions, queries


def moment(text: str) -> datetime:
    """An ISO time; without a zone it is the time of the portal."""
    at = datetime.fromisoformat(text)
    return at if at.tzinfo else timezone.make_aware(at)


class Command(BaseCommand):
    help = (
        "Stop a function: its screens answer 503 with the reason and the end, everything else works on. "
        "FUNCTION is a service's folder (estimate), one screen (estimate:result), or all."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("function", metavar="FUNCTION")
        parser.add_argument("--from", type=moment, metavar="TIME", dest="starts_at", help="default: now")
        parser.add_argument(
            "--until", type=moment, metavar="TIME", dest="ends_at", help="default: until open_service"
        )
        parser.add_argument("--reason", required=True, metavar="TEXT", help="in Japanese, shown to people")
        parser.add_argument("--reason-en", default="", metavar="TEXT", help="the same in English")

    def handle(
        self,
        *,
        function: str,
        starts_at: datetime | None,
        ends_at: datetime | None,
        reason: str,
        reason_en: str,
        **options: Any,
    ) -> None:
        try:
            closure = actions.close(
                function=function,
                reason_ja=reason,
                reason_en=reason_en,
                starts_at=starts_at,
                ends_at=ends_at,
                now=timezone.now(),
            )
        except actions.Refused as refused:
            raise CommandError(str(refused)) from None
        start = timezone.localtime(closure.starts_at).isoformat(timespec="minutes") if starts_at else "now"
        end = timezone.localtime(ends_at).isoformat(timespec="minutes") if ends_at else "open_service"
        self.stdout.write(
            f"{function} ({queries.title_of(function)}) is closed from {start} until {end}; "
            f"in force everywhere within {queries.MEMORY_SECONDS} seconds"
        )
