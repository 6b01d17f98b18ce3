"""How often one may try. Counted per pension number, whether anybody has it or not, per source and mail address."""

import time
from datetime import UTC, datetime

from nenkin.registry import budget

WINDOW = 3600
NUMBER_TRIES = 10  # a window
PASSWORDS = 40  # chosen by one source in a window: each costs a slow hash
SOURCE_TRIES = 40
MAILS = 5  # a day to one address, over all applications
DAY = 86_400


def person_data(*, number: str, source: str) -> datetime | None:
    """Count one more try with the data of a person; returns until when to wait, or None."""
    return _count(
        ("registration number", number, NUMBER_TRIES), ("registration source", source, SOURCE_TRIES)
    )


def new_password(source: str) -> datetime | None:
    """Count one more password that has to be hashed; returns until when to wait, or None."""
    return _count(("registration password", source, PASSWORDS))


def mail(address: str) -> datetime | None:
    """Count one more mail to an address that nobody has confirmed yet; returns until when to wait, or None."""
    window, until = _window(DAY)
    used = budget.spend("registration mail", address.lower(), window, seconds=DAY)
    return until if used > MAILS else None


def _count(*budgets: tuple[str, str, int]) -> datetime | None:
    window, until = _window(WINDOW)
    used = [budget.spend(kind, who, window, seconds=WINDOW) > most for kind, who, most in budgets]
    return until if any(used) else None


def _window(seconds: int) -> tuple[int, datetime]:
    """The window of the clock that is open now, and its end: so the end can be told."""
    window = int(time.time()) // seconds
    return window, datetime.fromtimestamp((window + 1) * seconds, tz=UTC)
