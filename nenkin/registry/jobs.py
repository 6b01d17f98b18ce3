"""What the worker does again and again. Each app adds its own in `AppConfig.ready`, so the registry knows none of them."""

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from django.conf import settings

from nenkin.registry import budget, postman, printing
from nenkin.registry.models import Letter


class Job(NamedTuple):
    """`run` is given the time, and may run in several processes at once; `every`: seconds between two runs."""

    name: str
    run: Callable[[datetime], object]
    every: int


JOBS: list[Job] = []


def add(name: str, run: Callable[[datetime], object], *, every: int) -> None:
    """Name a job for `manage.py work`. The same name again replaces it."""
    JOBS[:] = [*(job for job in JOBS if job.name != name), Job(name, run, every)]


def send_mails(now: datetime) -> None:
    """Only where a server is set; without one, practice mode keeps the mails to be looked at."""
    if settings.SENDS_MAIL:
        postman.send(now)


def print_practice_letters(now: datetime) -> None:
    """Practice mode prints at once. In production letters go to a printer in batches: `manage.py print_letters`."""
    if settings.PRACTICE and Letter.objects.filter(printed_at=None).exists():
        printing.print_letters(settings.PRACTICE_LETTERS, now=now)


def sweep_budgets(now: datetime) -> None:
    """Windows of tries that are over."""
    budget.sweep()
