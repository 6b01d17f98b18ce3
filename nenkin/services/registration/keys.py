"""アクセスキー: issued to the address on record, checked five times at most, used once.

A key opens nothing without the pension number of its person. 17 digits are guessed in no number of years when five
tries are all there are; docs/decisions/0013-registration.md has the arithmetic.
"""

import logging
import secrets
from datetime import datetime, time, timedelta
from functools import cache
from typing import NamedTuple

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from nenkin.registry import budget, check_digit
from nenkin.registry.models import Person
from nenkin.services.registration.models import AccessKey

log = logging.getLogger("nenkin.security")

LENGTH = 17
VALID_MONTHS = 3
TRIES = 5
ALARM_A_MINUTE = 100  # wrong keys in all: somebody is guessing
STEP_UP_SECONDS = 3600  # so long after the bell a right key sends the user ID by letter


class Checked(NamedTuple):
    """`person` and `key` only when the typed key belongs to the typed number."""

    person: Person | None
    key: AccessKey | None


def new() -> str:
    """Sixteen random digits and their check digit."""
    digits = f"{secrets.randbelow(10 ** (LENGTH - 1)):0{LENGTH - 1}d}"
    return digits + check_digit.luhn_digit(digits)


def groups(key: str) -> list[str]:
    """1234 5678 9012 3456 7, as it is printed."""
    return [key[place : place + 4] for place in range(0, LENGTH, 4)]


def expiry(issued_at: datetime) -> datetime:
    """The end of the day three calendar months after the day of issue, in Japan; at the latest the month's last."""
    day = timezone.localtime(issued_at).date()
    years, month = divmod(day.month - 1 + VALID_MONTHS, 12)
    first = day.replace(year=day.year + years, month=month + 1, day=1)
    next_first = (first + timedelta(days=31)).replace(day=1)
    last_day = min(first + timedelta(days=day.day - 1), next_first - timedelta(days=1))
    return datetime.combine(last_day + timedelta(days=1), time.min, tzinfo=timezone.get_current_timezone())


@transaction.atomic
def issue(person: Person, *, carrier: str, at: datetime, key: str | None = None) -> str:
    """A new key; the person's older one is dead from now on. Returns the digits, which are kept nowhere."""
    Person.objects.select_for_update().get(pk=person.pk)  # two at once: the database takes them in turn
    person.access_keys.filter(used_at=None, replaced_at=None).update(replaced_at=at)
    digits = key or new()
    AccessKey.objects.create(
        person=person, key_hash=make_password(digits), carrier=carrier, issued_at=at, expires_at=expiry(at)
    )
    return digits


def check(number: str, typed: str) -> Checked:
    """Whether a key belongs to a pension number. The try is counted before the key is looked at.

    A number nobody has, a person without a key and a dead key cost the same work: one slow hash.
    """
    nothing = _no_key()
    person = Person.objects.filter(basic_pension_number=number).first()
    found = AccessKey.objects.filter(person__basic_pension_number=number)
    key = found.order_by(F("replaced_at").desc(nulls_first=True), F("used_at").desc(nulls_first=True)).first()
    counted = AccessKey.objects.filter(pk=key.pk if key else 0, tries__lt=TRIES).update(tries=F("tries") + 1)
    right = check_password(typed, key.key_hash if key and counted else nothing)
    if not (right and key and counted):
        _wrong()
        return Checked(None, None)
    return Checked(person, key)


def right(key: AccessKey) -> None:
    """Everything else was right too: the tries before it were slips of the finger."""
    AccessKey.objects.filter(pk=key.pk).update(tries=0)


def use(key: AccessKey, at: datetime) -> bool:
    """Use a key up; False when it was used or replaced meanwhile. Of many at once the database lets one through."""
    return bool(AccessKey.objects.filter(pk=key.pk, used_at=None, replaced_at=None).update(used_at=at))


def step_up() -> bool:
    """Whether so many wrong keys are tried that a right one alone is not enough."""
    return budget.used("registration", "bell") > 0


def _wrong() -> None:
    if budget.spend("registration", "wrong keys", seconds=60) == ALARM_A_MINUTE:
        budget.spend("registration", "bell", seconds=STEP_UP_SECONDS)
        log.error("%d wrong access keys within a minute; user IDs go by letter for an hour", ALARM_A_MINUTE)


@cache
def _no_key() -> str:
    """What a typed key is compared with when there is none."""
    return make_password(secrets.token_hex(16))
