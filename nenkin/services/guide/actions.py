"""Stop a function for a while and open it again."""

from datetime import datetime
from difflib import get_close_matches

from django.core.cache import cache as memory
from django.db import transaction
from django.utils import timezone

from nenkin.services.guide import queries
from nenkin.services.guide.models import Closure


class Refused(Exception):
    """The stop makes no sense; the text says why and what would."""


@transaction.atomic
def close(
    *,
    function: str,
    reason_ja: str,
    reason_en: str = "",
    starts_at: datetime | None = None,
    ends_at: datetime | None = None,
    now: datetime,
) -> Closure:
    """Stop `function` from `starts_at` (at once without) until `ends_at` (until opened without)."""
    _check_function(function)
    if not reason_ja.strip():
        raise Refused("--reason is empty; people are told why")
    if len(reason_ja) > 200 or len(reason_en) > 200:
        raise Refused("a reason has at most 200 characters")
    if starts_at is not None and starts_at < now:
        raise Refused(f"--from {_shown(starts_at)} is in the past; it is {_shown(now)}; leave it out for now")
    if ends_at is not None and ends_at <= (starts_at or now):
        base = f"--from {_shown(starts_at)}" if starts_at else f"now, {_shown(now)}"
        raise Refused(f"--until {_shown(ends_at)} is not after {base}")
    closure = Closure.objects.create(
        function=function,
        starts_at=starts_at or now,
        ends_at=ends_at,
        reason_ja=reason_ja.strip(),
        reason_en=reason_en.strip(),
    )
    memory.delete(queries.MEMORY)
    return closure


@transaction.atomic
def open_again(*, function: str, planned: bool = False, now: datetime) -> int:
    """End what stops `function` now; with `planned`, take back what was to stop it later. Returns how many."""
    _check_function(function)
    closures = Closure.objects.filter(function=function)
    if planned:
        count, _ = closures.filter(starts_at__gt=now).delete()
    else:
        count = closures.filter(starts_at__lte=now).exclude(ends_at__lte=now).update(ends_at=now)
    memory.delete(queries.MEMORY)
    if not count:
        raise Refused(
            f"{function} has no {'planned' if planned else 'running'} stop of its own; {_others(now)}"
        )
    return count


def _check_function(function: str) -> None:
    known = {queries.EVERYTHING} | queries.addresses()
    if function in queries.NEVER_CLOSED:
        raise Refused(f"{function} is never closed")
    if function not in known:
        near = get_close_matches(function, known, n=3)
        folders = sorted(name for name in known if ":" not in name and name not in queries.NEVER_CLOSED)
        hint = (
            f"did you mean {' or '.join(near)}?" if near else f"known: {', '.join(folders)}, or folder:screen"
        )
        raise Refused(f"there is no function {function!r}; {hint}")


def _others(now: datetime) -> str:
    found = [
        f"{c.function} {'(running)' if c.starts_at <= now else '(planned)'}"
        for c in Closure.objects.exclude(ends_at__lte=now).order_by("starts_at", "pk")
    ]
    return f"stops: {', '.join(found)}" if found else "nothing is stopped or planned"


def _shown(at: datetime) -> str:
    return timezone.localtime(at).isoformat(timespec="minutes")
