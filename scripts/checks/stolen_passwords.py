"""S-221 and S-222: a stolen list of user IDs and passwords, and three common passwords, tried on the portal.

The real sign-in answers, on a database of its own, with a clock that this script moves; only the slow hash is a quick
one, as its cost changes no count. Each run is made twice: as it is, and with the alarm deaf, to see that the check
could fail. Ends with 1 when an aim is missed.

    .venv/bin/python scripts/checks/stolen_passwords.py
"""

import logging
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from unittest.mock import patch

ROOT = Path(__file__).parents[2]
SOURCES, PAIRS, RIGHT, MINUTES = 1_000, 10_000, 100, 10
WORDS, ACCOUNTS = ("password-password", "nenkin-nenkin-nenkin", "aiueo-kakikukeko"), 5_000
AIM_IN, AIM_ALARM, AIM_EVALUATED = 2, 60, 50  # % of the right pairs; seconds; tries of one password an hour
START = 1_800_000_000


class Clock:
    """The clock of the budgets."""

    now = float(START)

    def time(self) -> float:
        return self.now


class Bell(logging.Handler):
    """When the alarm rang first, in seconds from the start."""

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self.clock, self.rang = clock, float("inf")

    def emit(self, record: logging.LogRecord) -> None:
        self.rang = min(self.rang, self.clock.now - START)


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="nenkin-check-") as folder:
        os.environ.update(
            DJANGO_SETTINGS_MODULE="nenkin.config.settings", NENKIN_DATA=folder, NENKIN_LOG_LEVEL="ERROR"
        )
        subprocess.run([sys.executable, ROOT / "manage.py", "migrate", "-v0"], check=True)
        sys.path.insert(0, str(ROOT))
        import django

        django.setup()
        missed = [*stuffing(), *spraying()]
    print("\n".join(missed) or "every aim is reached")
    sys.exit(bool(missed))


def stuffing() -> list[str]:
    """10,000 pairs from 1,000 sources in ten minutes; 1 % of them are right, and nobody has a second factor."""
    inside, rang, took = try_list(deaf=False)
    print(
        f"S-221: {PAIRS:,} pairs, {RIGHT} right, {SOURCES:,} sources, {MINUTES} minutes ({took:.0f} s of computing)"
    )
    print(f"  right pairs that reach a personal page   {inside} of {RIGHT}   (aim: {AIM_IN} % at most)")
    print(f"  the alarm rings after                    {rang:.0f} s   (aim: {AIM_ALARM} s)")
    control, _, _ = try_list(deaf=True)
    print(f"  control: nobody hears the alarm          {control} of {RIGHT}")
    return [
        *([] if inside <= RIGHT * AIM_IN / 100 else ["S-221: too many right pairs come in"]),
        *([] if rang <= AIM_ALARM else ["S-221: the alarm rings too late"]),
        *([] if control > RIGHT / 2 else ["S-221: the control lets nobody in: the check is blind"]),
    ]


def spraying() -> list[str]:
    """Three passwords on 5,000 user IDs, a source each, within the hour."""
    evaluated, rang = spray(deaf=False)
    print(f"S-222: {len(WORDS)} passwords, {ACCOUNTS:,} user IDs, within an hour")
    print(f"  tries that were looked at, a password    {evaluated}   (aim: {AIM_EVALUATED})")
    print(f"  the alarm rings after                    {rang:.0f} s   (aim: {AIM_ALARM} s)")
    control, _ = spray(deaf=True)
    print(f"  control: passwords are not told apart    {control}")
    return [
        *([] if max(evaluated) <= AIM_EVALUATED else ["S-222: a password is tried too often"]),
        *([] if rang <= AIM_ALARM else ["S-222: the alarm rings too late"]),
        *([] if max(control) > AIM_EVALUATED else ["S-222: the control is held too: the check is blind"]),
    ]


def try_list(*, deaf: bool) -> tuple[int, float, float]:
    """How many right pairs came in, when the alarm rang, and how long it took."""
    from django.test import Client

    from nenkin.services.account import throttle

    clock, bell, chance = *prepare(RIGHT), random.Random(221)
    pairs = [(f"person{number}", f"right-{number}") for number in range(RIGHT)]
    pairs += [(f"person{number % 5000}", f"wrong-{number}") for number in range(PAIRS - RIGHT)]
    chance.shuffle(pairs)
    inside, begun = set(), time.monotonic()
    with quick(clock, throttle, {"bell_rings": lambda: False} if deaf else {}):
        for number, (user_id, password) in enumerate(pairs):
            clock.now = START + MINUTES * 60 * number / PAIRS
            browser = Client(REMOTE_ADDR=f"198.18.{number % SOURCES // 256}.{number % SOURCES % 256}")
            browser.post("/login/", {"user_id": user_id, "password": password})
            if browser.get("/session/alive/").status_code == 200:
                inside.add(user_id)
    return len(inside), bell.rang, time.monotonic() - begun


def spray(*, deaf: bool) -> tuple[list[int], float]:
    """How often each password was looked at, and when the alarm rang."""
    from nenkin.services.account import throttle

    clock, bell = prepare(0)
    looked_at = dict.fromkeys(WORDS, 0)
    limit = {"PASSWORD_AN_HOUR": ACCOUNTS} if deaf else {}
    with quick(clock, throttle, limit):
        for number in range(ACCOUNTS * len(WORDS)):
            clock.now = START + 3500 * number / (ACCOUNTS * len(WORDS))
            word, user_id = WORDS[number % len(WORDS)], f"person{number // len(WORDS)}"
            if throttle.may_try(user_id=user_id, source=f"source {number}", password=word, device=None):
                looked_at[word] += 1
                throttle.wrong(user_id=user_id)
    return list(looked_at.values()), bell.rang


def prepare(accounts: int) -> tuple[Clock, Bell]:
    """Empty budgets, people with a password each, a clock and an ear."""
    from django.test.utils import setup_test_environment

    from nenkin.registry.models import Budget, Person
    from nenkin.services.account.models import Account

    if not hasattr(prepare, "done"):
        setup_test_environment()
        prepare.done = True  # type: ignore[attr-defined]
    Budget.objects.all().delete()
    Account.objects.all().delete()
    clock = Clock()
    with quick(clock, None, {}):
        for number in range(accounts):
            facts = {"birth_date": "1990-01-01", "sex": 1, "name": f"見本 {number}"}
            person, _ = Person.objects.get_or_create(basic_pension_number=f"99990{number:05}", defaults=facts)
            Account.objects.create_account(
                user_id=f"person{number}", person=person, password=f"right-{number}"
            )
    bell = Bell(clock)
    logging.getLogger("nenkin.security").handlers = [bell]
    logging.getLogger("nenkin.security").propagate = False
    return clock, bell


def quick(clock: Clock, module: object, changes: dict):
    """A quick hash, this clock, and what a control changes."""
    from contextlib import ExitStack

    from django.test import override_settings

    from nenkin.registry import budget

    stack = ExitStack()
    stack.enter_context(override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]))
    stack.enter_context(patch.object(budget, "time", clock))
    if changes:
        stack.enter_context(patch.multiple(module, **changes))
    return stack


if __name__ == "__main__":
    main()
