"""`manage.py open_service FUNCTION`: end a stop."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from nenkin.services.guide import actions, queries


class Command(BaseCommand):
    help = "Open a function that close_service has stopped. With --planned: take back its later stops."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("function", metavar="FUNCTION")
        parser.add_argument("--planned", action="store_true", help="take back stops that have not begun")

    def handle(self, *, function: str, planned: bool, **options: Any) -> None:
        try:
            count = actions.open_again(function=function, planned=planned, now=timezone.now())
        except actions.Refused as refused:
            raise CommandError(str(refused)) from None
        what = "planned stops taken back" if planned else "stops ended"
        self.stdout.write(
            f"{function}: {count} {what}; in force everywhere within {queries.MEMORY_SECONDS} seconds"
        )
