"""使えない時間: what is closed now, what is planned, what still works. Nothing here writes."""

import math
from datetime import datetime
from functools import cache
from typing import NamedTuple

from django.core.cache import cache as memory
from django.db import DatabaseError
from django.db.models import Q
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext

from nenkin.services.guide.functions import BY_CODE, FUNCTIONS, Function
from nenkin.services.guide.models import Closure
from nenkin.ui import dates

EVERYTHING = "all"
NEVER_CLOSED = ("healthz", "account:sign_out", "account:signed_out", "guide:hours")
MEMORY = "guide.closures"
MEMORY_SECONDS = 5  # a closure is in force everywhere after this long
RETRY_SECONDS = 30 * 60  # for a closure whose end is not known


class Stop(NamedTuple):
    """A closure that has not ended, in the words of the page."""

    function: str
    starts_at: datetime
    ends_at: datetime | None
    reason_ja: str
    reason_en: str

    @property
    def title(self) -> str:
        """What is stopped."""
        return title_of(self.function)

    @property
    def reason(self) -> str:
        """Why, in the language of the page."""
        return (
            self.reason_en if self.reason_en and (get_language() or "").startswith("en") else self.reason_ja
        )

    @property
    def starts(self) -> str:
        """令和8年12月1日(火) 6:00."""
        return _moment(self.starts_at)

    @property
    def ends(self) -> str:
        """The same of the end; empty when it is not known."""
        return _moment(self.ends_at) if self.ends_at else ""

    def runs(self, now: datetime) -> bool:
        """Is it in force?"""
        return self.starts_at <= now and (self.ends_at is None or now < self.ends_at)

    def stops(self, view_name: str) -> bool:
        """Does it stop this address?"""
        return self.function in (EVERYTHING, view_name, view_name.rpartition(":")[0])

    def retry_after(self, now: datetime) -> int:
        """Seconds until it is worth asking again."""
        return math.ceil((self.ends_at - now).total_seconds()) if self.ends_at else RETRY_SECONDS


class StillWorks(NamedTuple):
    """A function that is open, with its first screen where that needs no arguments."""

    title: str
    address: str


def not_ended() -> list[Stop]:
    """Running and planned, the earliest first. At most one query in five seconds and process."""
    known: list[Stop] | None = memory.get(MEMORY)
    if known is None:
        try:
            lasting = Closure.objects.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=timezone.now()))
            rows = lasting.order_by("starts_at", "pk").values_list(*Stop._fields)
            known = [Stop(*row) for row in rows]
        except DatabaseError:  # the screen itself says that the database does not answer
            return []
        memory.set(MEMORY, known, MEMORY_SECONDS)
    now = timezone.now()
    return [stop for stop in known if stop.ends_at is None or stop.ends_at > now]


def running_stop(view_name: str) -> Stop | None:
    """The closure that stops this address now; of several the one that ends last."""
    if view_name in NEVER_CLOSED:
        return None
    now = timezone.now()
    found = [stop for stop in not_ended() if stop.runs(now) and stop.stops(view_name)]
    return max(found, key=lambda stop: (stop.ends_at is None, stop.ends_at or now), default=None)


def still_works() -> list[StillWorks]:
    """The built functions of which nothing is stopped now."""
    now = timezone.now()
    stopped = {stop.function.partition(":")[0] for stop in not_ended() if stop.runs(now)}
    if EVERYTHING in stopped:
        return []
    whole = [function for function in FUNCTIONS if not function.level]
    return [
        StillWorks(str(function.title), _first_screen(function.code))
        for function in whole
        if is_built(function) and function.code not in stopped
    ]


def is_built(function: Function) -> bool:
    """Does the site have it?"""
    return function.code in addresses()


@cache
def addresses() -> frozenset[str]:
    """Every folder and every screen of the site: what can be closed."""
    return frozenset(_addresses(get_resolver(), ""))


def title_of(code: str) -> str:
    """The name of a function for people: 年金見込額の試算, or a part of it."""
    if code == EVERYTHING:
        return gettext("すべての機能")
    if code == "home":
        return gettext("ホーム")
    if code in BY_CODE:
        return str(BY_CODE[code].title)
    folder = code.partition(":")[0]
    return gettext("%(name)sの一部") % {"name": BY_CODE[folder].title} if folder in BY_CODE else code


def _addresses(resolver: URLResolver, prefix: str) -> list[str]:
    found = []
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            inside = f"{prefix}{entry.namespace}" if entry.namespace else prefix.removesuffix(":")
            found += [inside] if entry.namespace else []
            found += _addresses(entry, f"{inside}:" if inside else "")
        elif isinstance(entry, URLPattern) and entry.name:
            found.append(f"{prefix}{entry.name}")
    return found


def _first_screen(folder: str) -> str:
    for name in ("index", "list", "simple", "start", "settings"):
        try:
            return reverse(f"{folder}:{name}")
        except NoReverseMatch:
            continue
    return ""


def _moment(at: datetime) -> str:
    local = timezone.localtime(at)
    return f"{dates.era_day(local.date())} {local.hour}:{local.minute:02d}"
