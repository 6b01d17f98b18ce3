"""入力 → 確認 → 完了. What was entered waits in the browser's session until its check is confirmed, once.

A second press, a reload and going back find the step used up, and lead to the same last page.
"""

import secrets
from typing import Any

from django.http import HttpRequest

from nenkin.registry import budget

WAITING, DONE = "steps", "steps_done"
DAY = 86_400


def put(request: HttpRequest, name: str, facts: dict[str, Any]) -> None:
    """Keep what was entered, with a new token; what waited before under this name is gone."""
    held = request.session.get(WAITING, {})
    request.session[WAITING] = {**held, name: {"facts": facts, "nonce": secrets.token_urlsafe(16)}}
    done = request.session.get(DONE, [])
    if name in done:
        request.session[DONE] = [other for other in done if other != name]


def waiting(request: HttpRequest, name: str) -> dict[str, Any] | None:
    """What waits: `facts`, and `nonce` for the form of the check."""
    found: dict[str, Any] | None = request.session.get(WAITING, {}).get(name)
    return found


def take(request: HttpRequest, name: str) -> dict[str, Any] | None:
    """The facts, to the first press with the right token only. Call it inside the transaction of the act."""
    held = waiting(request, name)
    if held is None or not secrets.compare_digest(held["nonce"], request.POST.get("nonce", "")):
        return None
    if budget.spend("step", held["nonce"], seconds=DAY) > 1:
        return None
    facts: dict[str, Any] = held["facts"]
    return facts


def finish(request: HttpRequest, name: str) -> None:
    """It is done: the last page may be shown."""
    request.session[WAITING] = {
        key: held for key, held in request.session.get(WAITING, {}).items() if key != name
    }
    request.session[DONE] = [*request.session.get(DONE, []), name]


def is_done(request: HttpRequest, name: str) -> bool:
    return name in request.session.get(DONE, [])
