"""`manage.py work`: what comes after the commit — mails, practice letters, matching, clearing up."""

import logging
import signal
import threading
import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import close_old_connections
from django.utils import timezone

from nenkin.registry.jobs import JOBS, Job
from nenkin.registry.postman import Unreachable

log = logging.getLogger(__name__)

LONGEST_WAIT = 300  # seconds; after a fault a job waits, each time twice as long


class Command(BaseCommand):
    help = (
        "Send mails, and do what else comes after an act: until it is stopped (SIGTERM, Ctrl+C), or --once. "
        "Any number of workers may run. With --once, exit code 2: a job failed."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="do each job once, then stop")

    def handle(self, *, once: bool, **options: Any) -> None:
        if once:
            failed = [job.name for job in JOBS if not _run(job)]
            if failed:
                raise CommandError(f"failed: {', '.join(failed)}", returncode=2)
            return
        stop = threading.Event()
        for name in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(name, lambda *_: stop.set())
        self.stdout.write("work: started")
        self.stdout.flush()
        _go_on(stop)


def _go_on(stop: threading.Event) -> None:
    """Run each job when its time has come, until somebody says stop. A job that has begun is finished."""
    next_run = {job.name: 0.0 for job in JOBS}
    faults = dict.fromkeys(next_run, 0)
    while not stop.is_set():
        for job in JOBS:
            if stop.is_set() or time.monotonic() < next_run[job.name]:
                continue
            faults[job.name] = 0 if _run(job) else faults[job.name] + 1
            longer = min(job.every * 2 ** min(faults[job.name], 10), LONGEST_WAIT)
            next_run[job.name] = time.monotonic() + max(longer, job.every)
        stop.wait(max(0.0, min(next_run.values(), default=1.0) - time.monotonic()))


def _run(job: Job) -> bool:
    """One job, once. What goes wrong in it is told, and stops no other."""
    close_old_connections()
    try:
        job.run(timezone.now())
    except Unreachable as fault:
        log.error("%s: the mail server does not answer as it must: %s", job.name, fault)
        return False
    except Exception:
        log.exception("%s failed", job.name)
        return False
    finally:
        close_old_connections()
    return True
