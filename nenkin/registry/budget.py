"""Budgets: how often something may be tried in a window of time, counted for all processes together.

In the database, or in the shared cache where `NENKIN_CACHE_URL` names one. A count is never read first and written
later: of 200 tries at once no more than the limit get through. While the cache does not answer, the database counts.
"""

import hashlib
import ipaddress
import time
from contextlib import suppress

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest
from redis.exceptions import RedisError

SPEND = """
INSERT INTO registry_budget (key, ends_at, used) VALUES (%s, %s, 1)
ON CONFLICT (key) DO UPDATE SET
    used = CASE WHEN registry_budget.ends_at <= %s THEN 1 ELSE registry_budget.used + 1 END,
    ends_at = CASE WHEN registry_budget.ends_at <= %s THEN excluded.ends_at ELSE registry_budget.ends_at END
RETURNING used
"""

USED = "SELECT used FROM registry_budget WHERE key = %s AND ends_at > %s"


def spend(*what: object, seconds: int, lasting: bool = False) -> int:
    """Count one more try of `what`; returns how many there were in this window, this one included.

    The window begins with the first try and lasts `seconds`. Only a hash of `what` is kept. `lasting`: counted in
    the database always, where no restart forgets it.
    """
    key = _key(what)
    if settings.SHARED_CACHE and not lasting:
        with suppress(RedisError):
            return _spend_in_cache(key, seconds)
    now = int(time.time())
    with connection.cursor() as cursor:
        cursor.execute(SPEND, [key, now + seconds, now, now])
        return int(cursor.fetchone()[0])


def _spend_in_cache(key: str, seconds: int) -> int:
    while True:
        cache.add(key, 0, timeout=seconds)
        try:
            count = int(cache.incr(key))
        except ValueError:  # its window ended between the two
            continue
        if count == 1:
            cache.touch(key, seconds)  # a window that ended inside `incr` came back without an end
        return count


def used(*what: object, lasting: bool = False) -> int:
    """How many tries there were in the window that is open now."""
    key = _key(what)
    if settings.SHARED_CACHE and not lasting:
        with suppress(RedisError):
            return int(cache.get(key, 0))
    with connection.cursor() as cursor:
        cursor.execute(USED, [key, int(time.time())])
        row = cursor.fetchone()
    return int(row[0]) if row else 0


def forget(*what: object) -> None:
    """Start anew: after a right answer the wrong ones before it are forgiven."""
    key = _key(what)
    if settings.SHARED_CACHE:
        with suppress(RedisError):
            cache.delete(key)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM registry_budget WHERE key = %s", [key])


def source_of(request: HttpRequest) -> str:
    """Who is counted for a request: where it came from; behind a trusted proxy, the last one that the proxy names."""
    if settings.BEHIND_PROXY:
        return source(str(request.META.get("HTTP_X_FORWARDED_FOR", "")).rpartition(",")[2].strip())
    return source(str(request.META.get("REMOTE_ADDR", "")))


def source(address: str) -> str:
    """Who is counted for an address: of IPv6 the network of one line (/64), which has addresses without end."""
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(known, ipaddress.IPv4Address):
        return str(known)
    if known.ipv4_mapped:
        return str(known.ipv4_mapped)
    return str(ipaddress.ip_network((known.packed, 64), strict=False).network_address)


def sweep() -> None:
    """Remove windows that are over."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM registry_budget WHERE ends_at <= %s", [int(time.time())])


def _key(what: tuple[object, ...]) -> str:
    text = "\0".join(str(part) for part in what)
    return "budget:" + hashlib.sha256(f"{settings.SECRET_KEY}\0{text}".encode()).hexdigest()
