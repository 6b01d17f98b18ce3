"""`manage.py closed_services`: what is stopped now, and what is planned."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from nenkin.services.guide.models import Closure


class Command(BaseCommand):
    help = "List the stops that run or are planned: state, function, start, end, reason."

    def handle(self, **options: Any) -> None:
        now = timezone.now()
        closures = list(Closure.objects.exclude(ends_at__lte=now).order_by("starts_at", "pk"))
        for closure in closures:
            state = "running" if closure.starts_at <= now else "planned"
            start = timezone.localtime(closure.starts_at).isoformat(timespec="minutes")
            end = (
                timezone.localtime(closure.ends_at).isoformat(timespec="minutes")
                if closure.ends_at
                else "open"
            )
            self.stdout.write(f"{state}  {closure.function}  {start}  {end}  {closure.reason_ja}")
        if not closures:
            self.stdout.write("nothing is stopped or planned")
