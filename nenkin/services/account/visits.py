"""Visits: one signed-in stay of a person. What the browser may do is decided here, anew for every request.

Both policies keep at most one ACTIVE visit an account, by a constraint of the database. Times are limits of the
settings: idle, absolute, and shorter ones on a shared terminal.
"""

import time
from datetime import datetime, timedelta
from functools import wraps
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, login
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, connection, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils import timezone

from nenkin.services.account import devices
from nenkin.services.account.models import Account, KnownDevice, PortalSession
from nenkin.ui import kept

SESSION = "visit"
ENDED = "visit_ended"
LAST_PAGE = "last_page"  # of the strict policy's order; a new visit begins a new one
LOCKED = "locked_account"  # whose this browser was; what it carries is for nobody else
BACKEND = "nenkin.services.account.signed_in.AccountBackend"
SEEN_EVERY_SECONDS = 5  # a visit's last use is written this often at most, so limits are exact to that
STATE = "SELECT state, seen_at > %s, seen_at > %s, reason FROM account_portalsession WHERE id = %s"


class Ended(NamedTuple):
    """Why a browser that was signed in no longer is."""

    visit: int
    account: int
    reason: str


class OtherVisit(Exception):
    """Another visit of this account is active."""


def seconds(shared: bool) -> dict[str, int]:
    """The limits of a visit, by kind."""
    return settings.SHARED_SESSION_SECONDS if shared else settings.SESSION_SECONDS


def begin(
    request: HttpRequest, account: Account, *, method: str, shared: bool, device: KnownDevice | None
) -> PortalSession:
    """Sign this browser in, with a new key. Everything it carried for somebody else is gone first.

    Raises:
        OtherVisit: another visit is active; the database says so.
    """
    now = timezone.now()
    absolute = now + timedelta(seconds=seconds(shared)["absolute"])
    try:
        with transaction.atomic():
            visit = PortalSession.objects.create(
                account=account,
                method=method,
                shared=shared,
                device=device,
                device_label=devices.label(request),
                place=devices.place(request),
                started_at=now,
                seen_at=now,
                absolute_until=absolute,
            )
    except IntegrityError:
        raise OtherVisit from None
    if request.session.get(LOCKED, account.pk) != account.pk:
        request.session.flush()
    login(request, account, backend=BACKEND)
    request.session.pop(LOCKED, None)
    request.session.pop(LAST_PAGE, None)
    request.session.pop(ENDED, None)
    request.session[SESSION] = {
        "id": visit.pk,
        "until": int(absolute.timestamp()),
        "proved": int(time.time()),
        "shared": shared,
    }
    return visit


def check(request: HttpRequest, *, counts_as_use: bool = True) -> None:
    """Let a live visit pass and note its use; take a browser out whose visit is over, and remember why."""
    held = request.session.get(SESSION)
    if held is None:
        if SESSION_KEY in request.session:  # signed in without a visit: never by our own screens
            _take_out(request, 0, PortalSession.ENDED)
        return
    now = timezone.now()
    row = _state(held["id"], now, seconds(held["shared"])["idle"])
    if row is None:
        return _take_out(request, held["id"], PortalSession.ENDED)
    state, in_time, just_seen, reason = row
    if state != PortalSession.ACTIVE:
        return _take_out(
            request, held["id"], PortalSession.REPLACED if state == PortalSession.REPLACED else reason
        )
    if held["until"] <= now.timestamp() or not in_time:
        over = PortalSession.ABSOLUTE if held["until"] <= now.timestamp() else PortalSession.IDLE
        _close(held["id"], PortalSession.LOCKED, over)
        return _take_out(request, held["id"], over)
    if counts_as_use and not just_seen:
        PortalSession.objects.filter(pk=held["id"], state=PortalSession.ACTIVE).update(seen_at=now)
    return None


def _state(visit: int, now: datetime, idle: int) -> tuple[str, bool, bool, str] | None:
    """Plain SQL, as every page of a signed-in person passes here. Times are compared by the database."""
    times = [now - timedelta(seconds=idle), now - timedelta(seconds=SEEN_EVERY_SECONDS)]
    adapted = [connection.ops.adapt_datetimefield_value(each) for each in times]
    with connection.cursor() as cursor:
        cursor.execute(STATE, [*adapted, visit])
        row: tuple[str, bool, bool, str] | None = cursor.fetchone()
    return row


def _take_out(request: HttpRequest, visit: int, reason: str) -> None:
    """The browser is nobody's now; what it carries stays for the same person, for a day."""
    account = int(request.session.get(SESSION_KEY, 0))
    for key in (SESSION_KEY, BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION):
        request.session.pop(key, None)
    request.session[LOCKED] = account
    request.session[ENDED] = Ended(visit, account, reason)._asdict()
    request.user = AnonymousUser()


def ended(request: HttpRequest) -> Ended | None:
    """Why this browser was taken out, if it was."""
    facts = request.session.get(ENDED)
    return Ended(**facts) if facts else None


def seconds_left(request: HttpRequest) -> int:
    """Until this visit locks when nothing more is asked for; 0: no visit."""
    held = request.session.get(SESSION)
    seen = held and PortalSession.objects.filter(pk=held["id"]).values_list("seen_at", flat=True).first()
    if not held or seen is None:
        return 0
    idle = seen.timestamp() + seconds(held["shared"])["idle"]
    return max(0, int(min(idle, held["until"]) - time.time()))


def current(request: HttpRequest) -> int | None:
    """The number of this browser's visit."""
    held = request.session.get(SESSION)
    return held["id"] if held else None


def active(account: Account) -> PortalSession | None:
    """The visit that is active now. One whose time is over is locked first: a ghost never blocks its owner."""
    visit = account.visits.filter(state=PortalSession.ACTIVE).first()
    if visit is None:
        return None
    limits = seconds(visit.shared)
    if visit.times_out_at(limits["idle"]) > timezone.now():
        return visit
    over = PortalSession.ABSOLUTE if visit.absolute_until <= timezone.now() else PortalSession.IDLE
    _close(visit.pk, PortalSession.LOCKED, over)
    return None


def end(visit: int | None, reason: str, *, state: str = PortalSession.ENDED) -> bool:
    """End one visit; False when it was over already."""
    return visit is not None and _close(visit, state, reason)


def end_all(account: Account, reason: str, *, but: int | None = None) -> None:
    """End every visit of the account, except one."""
    PortalSession.objects.filter(account=account, state=PortalSession.ACTIVE).exclude(pk=but or 0).update(
        state=PortalSession.ENDED, reason=reason, ended_at=timezone.now()
    )


def _close(visit: int, state: str, reason: str) -> bool:
    return bool(
        PortalSession.objects.filter(pk=visit, state=PortalSession.ACTIVE).update(
            state=state, reason=reason, ended_at=timezone.now()
        )
    )


def prove_now(request: HttpRequest) -> None:
    """The person has just proved who it is once more: a new key, and dangerous changes are open for a while."""
    request.session.cycle_key()
    request.session[SESSION] = {**request.session[SESSION], "proved": int(time.time())}


def proved_recently(request: HttpRequest) -> bool:
    held = request.session.get(SESSION) or {"proved": 0}
    return bool(held["proved"] > time.time() - settings.PROVE_AGAIN_SECONDS)


def require_recent_proof(view: Any) -> Any:
    """A screen of a dangerous change: asks for the password or a second factor when the last proof is old."""

    @wraps(view)
    def asks_first(request: HttpRequest, *args: Any, **options: Any) -> HttpResponse:
        if proved_recently(request):
            response: HttpResponse = view(request, *args, **options)
            return response
        if request.method == "POST":
            kept.keep(request)
        address = f"{resolve_url('account:prove_again')}?{urlencode({'next': request.get_full_path()})}"
        return HttpResponseRedirect(address, status=303)

    return asks_first
