"""What every page of a signed-in person knows of the visit: its limits, and whose page it is."""

import hmac
import time
from hashlib import sha256

from django.conf import settings
from django.http import HttpRequest

from nenkin.services.account import visits


def visit(request: HttpRequest) -> dict[str, object]:
    """Context processor: the limits in minutes and hours, and the seconds for the script. No query."""
    held = request.session.get(visits.SESSION) if hasattr(request, "session") else None
    if not held or not request.user.is_authenticated:
        return {}
    limits = visits.seconds(held["shared"])
    facts = {
        "who": owner_mark(request),
        "left": max(0, min(limits["idle"], held["until"] - int(time.time()))),
        "warn": settings.WARN_SECONDS,
        "idle_minutes": limits["idle"] // 60,
        "hours": limits["absolute"] // 3600,
    }
    return {"guarded": facts}


def owner_mark(request: HttpRequest) -> str:
    """Tells a page whether it is still the same person who is signed in; nobody reads in it who that is."""
    known = f"page of {request.user.pk}".encode()
    return hmac.new(settings.SECRET_KEY.encode(), known, sha256).hexdigest()[:16]
