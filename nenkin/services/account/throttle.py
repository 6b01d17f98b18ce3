"""How often a password may be tried. Delays that grow, never a lock that a stranger can put on the owner's door.

A browser that its owner has used before has a budget of its own. From everywhere else the tries are counted by user
ID and source, by user ID, by source, by password and in all. Unknown user IDs are counted like real ones.
"""

import hashlib
import hmac
import logging
from typing import TypedDict

from django.conf import settings
from django.db import transaction

from nenkin.registry import budget

log = logging.getLogger("nenkin.security")

TRIES = 5  # of one source for one user ID, then it waits
WAIT_SECONDS = 300  # doubled each time the tries are used up, up to 16 times as long
UNKNOWN_DEVICES = 10  # wrong ones an hour from new browsers; then they need a second factor, not a password
IN_A_ROW = 100  # wrong ones from new browsers without a right one; then only another way in helps
SOURCE_A_MINUTE = 30
PASSWORD_AN_HOUR = 50  # one password tried for many user IDs
ALARM_A_MINUTE = 100  # wrong ones in all
BELL_SECONDS = 600  # so long after the alarm a new browser needs more than a password
HOUR, DAY, YEAR = 3600, 86_400, 365 * 86_400


class Try(TypedDict):
    """One try of a password: for which user ID, from where, and on which known device of the owner's."""

    user_id: str
    source: str
    password: str
    device: int | None


@transaction.atomic
def may_try(*, user_id: str, source: str, password: str, device: int | None) -> bool:
    """Count one more try; False when it must not be looked at now.

    What one limit turns away is not counted for the next: one stranger does not use up what holds for everybody.
    """
    if device is not None:
        return _in_turn("device", device, user_id)
    return (
        _in_turn("source", source, user_id)
        and budget.spend("source", source, seconds=60) <= SOURCE_A_MINUTE
        and budget.spend("password", _mark(password), seconds=HOUR) <= PASSWORD_AN_HOUR
        and budget.spend("unknown device", user_id, seconds=HOUR) <= UNKNOWN_DEVICES
        and budget.spend("in a row", user_id, seconds=YEAR, lasting=True) <= IN_A_ROW
    )


def _in_turn(kind: str, who: object, user_id: str) -> bool:
    """Five tries, then five minutes; five more, then ten; and so on for a day."""
    level = budget.used("waits", kind, who, user_id)
    if level and budget.used("tries", kind, who, user_id, level - 1) > TRIES:
        return False
    seconds = WAIT_SECONDS * 2 ** min(level, 4)
    count = budget.spend("tries", kind, who, user_id, level, seconds=seconds)
    if count == TRIES + 1:  # one of many at once, so that the next window does not open early
        budget.spend("waits", kind, who, user_id, seconds=DAY)
    return count <= TRIES


def wrong(*, user_id: str) -> None:
    """A wrong one. Many in a minute, over all people, and more than right ones: somebody tries a stolen list."""
    count = budget.spend("wrong in all", seconds=60)
    if count < ALARM_A_MINUTE or count <= budget.used("right in all"):
        return
    if budget.spend("bell", seconds=BELL_SECONDS) == 1:
        log.error("%d wrong sign-ins within a minute; new browsers need more than a password", count)


def bell_rings() -> bool:
    """Whether so many wrong passwords are tried that a right one from a new browser may be a stolen one."""
    return budget.used("bell") > 0


@transaction.atomic
def right(*, user_id: str, source: str, password: str, device: int | None) -> None:
    """After a right password, the wrong ones before it are forgiven where they can only be the owner's."""
    for kind, who in (("source", source), ("device", device)):
        level = budget.used("waits", kind, who, user_id)
        budget.forget("tries", kind, who, user_id, level)
    budget.forget("in a row", user_id)
    budget.spend("right in all", seconds=60)


def _mark(password: str) -> str:
    """A password in a form that says only whether two are the same."""
    return hmac.new(settings.SECRET_KEY.encode(), password.encode(), hashlib.sha256).hexdigest()
