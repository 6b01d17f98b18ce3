"""Known devices: a browser that its owner has signed in with before. The token in it changes at each sign-in."""

import hashlib
import secrets
from datetime import timedelta
from hmac import compare_digest

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from ua_parser import parse

from nenkin.registry import budget
from nenkin.services.account import notices
from nenkin.services.account.models import Account, KnownDevice

COOKIE_SECONDS = 180 * 24 * 60 * 60
PRESSED_TWICE_SECONDS = 10


def known(request: HttpRequest, account: Account) -> KnownDevice | None:
    """This browser, when its owner has signed in with it. A token that was used up means that it was copied:
    the device is known no more, and the owner is told."""
    number, _, token = request.COOKIES.get(settings.DEVICE_COOKIE_NAME, "").partition(".")
    device = (
        KnownDevice.objects.filter(number=number, account=account, revoked_at=None).first() if token else None
    )
    if device is None or compare_digest(device.token_hash, _hash(token)) or _just_used(device, token):
        return device
    with transaction.atomic():
        if KnownDevice.objects.filter(pk=device.pk, revoked_at=None).update(revoked_at=timezone.now()):
            notices.tell(account, "device_copied")
    return None


def _just_used(device: KnownDevice, token: str) -> bool:
    """A button pressed twice sends the old token twice."""
    is_fresh = device.last_used_at > timezone.now() - timedelta(seconds=PRESSED_TWICE_SECONDS)
    return is_fresh and compare_digest(device.previous_hash, _hash(token))


def remember(request: HttpRequest, account: Account, device: KnownDevice | None) -> KnownDevice:
    """Give this browser a new token. `put_cookie` puts it into the answer."""
    token, now = secrets.token_urlsafe(32), timezone.now()
    if device is None:
        device = KnownDevice(account=account, number=secrets.token_hex(16), created_at=now)
    device.previous_hash = device.token_hash
    device.token_hash, device.label, device.last_used_at = _hash(token), label(request), now
    device.save()
    request.device_cookie = f"{device.number}.{token}"  # type: ignore[attr-defined]
    return device


def forget_cookie(request: HttpRequest) -> None:
    """The sign-in did not come about: this browser keeps the token it has."""
    request.device_cookie = None  # type: ignore[attr-defined]


def put_cookie(request: HttpRequest, response: HttpResponseBase) -> None:
    """The device's cookie, when it has just got a new token."""
    value = getattr(request, "device_cookie", None)
    if value:
        response.set_cookie(
            settings.DEVICE_COOKIE_NAME,
            value,
            max_age=COOKIE_SECONDS,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )


def label(request: HttpRequest) -> str:
    """iPhone、Mobile Safari: what the browser says of itself, in two words."""
    said = parse(request.headers.get("User-Agent", "")[:400])
    machine = (said.device and said.device.family) or ""
    system = (said.os and said.os.family) or ""
    browser = (said.user_agent and said.user_agent.family) or ""
    parts = [machine if machine not in {"", "Other", "K"} else system, browser]
    return "、".join(part for part in parts if part and part != "Other")[:80]


def place(request: HttpRequest) -> str:
    """The line the request came from, without its last part: enough to recognise one's own."""
    source = budget.source_of(request)
    if ":" in source:
        return ":".join(source.split(":")[:3]) + ":…"
    return ".".join(source.split(".")[:2]) + ".…" if "." in source else ""


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
