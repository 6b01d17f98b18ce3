"""`manage.py load_practice_newcomers`: practice people who are not registered, with their access keys."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from nenkin.services.registration import practice


class Command(BaseCommand):
    help = "Load the practice people who can be registered; only in practice mode."
    requires_system_checks = ()

    def handle(self, **options: Any) -> None:
        if not settings.PRACTICE:
            raise CommandError("practice people are loaded in practice mode only (NENKIN_MODE=practice)")
        issued = practice.load(timezone.now())
        self.stdout.write(f"{len(practice.newcomers())} practice newcomers, {issued} access keys issued.")
