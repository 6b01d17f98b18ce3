"""`manage.py load_practice`: the practice people and their accounts. Does nothing a second time."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from nenkin.services.account import practice


class Command(BaseCommand):
    help = "Load the practice people and give each an account; only in practice mode."
    requires_system_checks = ()  # `make run` has just made them

    def handle(self, **options: Any) -> None:
        if not settings.PRACTICE:
            raise CommandError("practice people are loaded in practice mode only (NENKIN_MODE=practice)")
        added = practice.load()
        people = practice.people()
        self.stdout.write(f"{len(people)} practice people, {added} of them new.")
        first = people[0].user_id
        self.stdout.write(f"Sign in as {first} … {people[-1].user_id}, password {practice.PASSWORD}")
