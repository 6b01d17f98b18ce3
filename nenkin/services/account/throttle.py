"""Tries to sign in, counted per user ID and source in fixed windows.

The owner on another line is never held up by a stranger's failures, and nobody is locked out for long.
"""

import hashlib
import time

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest


def source_of(request: HttpRequest) -> str:
    """The address the request came from; behind a trusted proxy, the last one that the proxy names."""
    if settings.BEHIND_PROXY:
        forwarded = str(request.META.get("HTTP_X_FORWARDED_FOR", ""))
        return forwarded.rpartition(",")[2].strip()
    return str(request.META.get("REMOTE_ADDR", ""))


def may_try(*, user_id: str, source: str) -> bool:
    """Count one more try; False when this source has used up its tries for this user ID in this window."""
    key = _key(user_id, source)
    cache.add(key, 0, timeout=2 * 300)
    return cache.incr(key) <= 5


def forget_tries(*, user_id: str, source: str) -> None:
    """After a right password, the wrong ones before it are forgiven."""
    cache.delete(_key(user_id, source))


def _key(user_id: str, source: str) -> str:
    window = int(time.time()) // 300
    return "sign-in:" + hashlib.sha256(f"{window}\0{source}\0{user_id}".encode()).hexdigest()
