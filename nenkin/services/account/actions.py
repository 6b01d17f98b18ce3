"""What writes: signing in, through all its stages, and signing out.

A sign-in passes up to three stages: the password (or a passkey, or the national ID), a second factor where the
browser is new, and the screen ログイン(リセット要求) where another visit is active. What was proved so far waits in
the browser's session for five minutes.
"""

import secrets
import time
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY, authenticate
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from nenkin.registry import budget
from nenkin.services.account import devices, factors, hashers, notices, throttle, visits
from nenkin.services.account.models import Account, PortalSession

PENDING = "signing_in"
PENDING_SECONDS = 300
IN, WRONG, BUSY = "in", "wrong", "busy"
PROVE, QUESTION, RESET, FROZEN = "prove", "question", "reset", "frozen"
TAKEOVERS, TAKEOVER_SECONDS = 3, 15 * 60  # so many, then only with a second factor: no war of the ends


def sign_in(request: HttpRequest, *, user_id: str, password: str, shared: bool) -> str:
    """The first stage. Returns IN, WRONG or the stage that comes next.

    An unknown user ID, a stopped one, a wrong password and too many tries cost the same answer: WRONG. So does a
    right password alone from a new browser while the bell rings: whoever tries stolen lists learns nothing from it.
    """
    source = budget.source_of(request)
    owner = Account.objects.filter(user_id=user_id).first()
    device = devices.known(request, owner) if owner else None
    counted: throttle.Try = {
        "user_id": user_id,
        "source": source,
        "password": password,
        "device": device.pk if device else None,
    }
    with hashers.place_in_the_room(wait=device is not None) as inside:
        if not inside:
            return BUSY
        account = _right(request, counted)
    if account is None:
        return WRONG
    if device is None and throttle.bell_rings() and not factors.available(account):
        return WRONG
    return enter(
        request, account, method="password", shared=shared, new_user_id=account.next_user_id == user_id
    )


def _right(request: HttpRequest, counted: throttle.Try) -> Account | None:
    """The account whose user ID and password these are; None when they are not, or must not be looked at now."""
    if not throttle.may_try(**counted):
        return None
    account = authenticate(request, username=counted["user_id"], password=counted["password"])
    if not isinstance(account, Account):
        throttle.wrong(user_id=counted["user_id"])
        return None
    throttle.right(**counted)
    return account


def enter(
    request: HttpRequest, account: Account, *, method: str, shared: bool, strong: bool = False, **rest: Any
) -> str:
    """After a proof. `strong`: it counts as two factors (passkey, national ID), nothing more is asked."""
    waiting = {
        "account": account.pk,
        "method": method,
        "shared": shared,
        "strong": strong,
        "question": False,
        **rest,
    }
    waiting["mark"] = _mark(account, waiting)
    return _next(request, account, waiting)


def proved(request: HttpRequest, *, method: str) -> str:
    """After a second factor."""
    waiting, account = pending(request)
    if account is None:
        return WRONG
    return _next(request, account, {**waiting, "strong": True, "method": f"{waiting['method']}+{method}"})


def answered(request: HttpRequest) -> str:
    """After the right answer to the secret question. It opens nothing alone: the password came before it."""
    waiting, account = pending(request)
    if account is None:
        return WRONG
    return _next(request, account, {**waiting, "question": True})


def take_over(request: HttpRequest, *, nonce: str) -> str:
    """End the other visit from the screen that showed it, and come in; in the strict policy, to the sign-in again."""
    waiting, account = pending(request)
    if account is None or not secrets.compare_digest(nonce, waiting.get("nonce", "")):
        return WRONG
    if _missing(request, account, waiting):
        return _next(request, account, waiting)  # the other visit stays until what is missing is proved
    strict = settings.SESSION_POLICY == "strict"
    with transaction.atomic():
        state = PortalSession.ENDED if strict else PortalSession.REPLACED
        if visits.end(waiting["other"], PortalSession.BY_OWNER, state=state):
            notices.tell(account, "taken_over")
    if strict:
        request.session.pop(PENDING, None)
        return IN
    return _next(request, account, {**waiting, "replaces": waiting["other"]})


def give_up(request: HttpRequest) -> None:
    """Nothing of the unfinished sign-in stays; the other visit is untouched."""
    request.session.pop(PENDING, None)
    request.session.cycle_key()


def pending(request: HttpRequest) -> tuple[dict[str, Any], Account | None]:
    """The unfinished sign-in of this browser, and whose; nobody's when there is none or it is too old."""
    waiting = request.session.get(PENDING)
    if not waiting or waiting["at"] < time.time() - PENDING_SECONDS:
        return {}, None
    account = Account.objects.filter(pk=waiting["account"]).first()
    return (waiting, account) if account and _holds(account, waiting) else ({}, None)


def _holds(account: Account, waiting: dict[str, Any]) -> bool:
    """Whether the first stage is still right. A new password ends what was begun with the old one."""
    is_open = account.is_active or waiting.get("new_user_id", False)
    return is_open and secrets.compare_digest(_mark(account, waiting), waiting["mark"])


def _mark(account: Account, waiting: dict[str, Any]) -> str:
    """Changes with the user ID and the password that were typed."""
    own, following = (account.user_id, account.password), (account.next_user_id, account.next_password)
    typed = following if waiting.get("new_user_id") else own
    return salted_hmac("nenkin sign-in", "\0".join(map(str, typed)), algorithm="sha256").hexdigest()


def _next(request: HttpRequest, account: Account, waiting: dict[str, Any]) -> str:
    """The next stage, or in."""
    stage = _missing(request, account, waiting)
    if stage is None:
        return _open(request, account, waiting)
    request.session[PENDING] = {**waiting, "at": int(time.time()), "stage": stage}
    request.session.cycle_key()
    return stage


def _missing(request: HttpRequest, account: Account, waiting: dict[str, Any]) -> str | None:
    new = devices.known(request, account) is None
    has_factor = factors.available(account)
    if not waiting["strong"]:
        if waiting.get("new_user_id"):
            return None  # a registration: the letter came to the address on record
        if account.frozen_at and not has_factor:
            return FROZEN
        if has_factor and (new or account.frozen_at or _takes_over_often(account)):
            return PROVE
        asks = settings.SESSION_POLICY == "strict" and account.secret_answer and new
        if asks and not waiting["question"]:
            return QUESTION
    return None


def _takes_over_often(account: Account) -> bool:
    since = timezone.now() - timedelta(seconds=TAKEOVER_SECONDS)
    return account.visits.filter(state=PortalSession.REPLACED, ended_at__gte=since).count() >= TAKEOVERS


def _open(request: HttpRequest, account: Account, waiting: dict[str, Any]) -> str:
    """Begin the visit, or show the other one that is active."""
    device = devices.known(request, account)
    other = visits.active(account)
    if other is not None and settings.SESSION_POLICY == "default" and _is_own(request, other, device):
        visits.end(other.pk, PortalSession.SIGNED_OUT)
        other = None
    if other is None:
        try:
            return _begin(request, account, waiting, device)
        except visits.OtherVisit:
            devices.forget_cookie(request)
            other = visits.active(account)
    request.session[PENDING] = {
        **waiting,
        "at": int(time.time()),
        "stage": RESET,
        "other": other.pk if other else 0,
        "nonce": secrets.token_urlsafe(16),
    }
    request.session.cycle_key()
    return RESET


def _is_own(request: HttpRequest, visit: PortalSession, device: Any) -> bool:
    """Whether the visit is this browser's: its session or its device token proves it."""
    return visits.current(request) == visit.pk or (device is not None and visit.device_id == device.pk)


@transaction.atomic
def _begin(request: HttpRequest, account: Account, waiting: dict[str, Any], device: Any) -> str:
    was_frozen = account.frozen_at
    account = Account.objects.select_for_update(of=("self",)).get(pk=account.pk)
    if not _holds(account, waiting) or account.frozen_at != was_frozen:
        return WRONG  # it changed in this very moment
    is_first = not account.visits.exists()
    if waiting.get("new_user_id"):
        visits.end_all(account, PortalSession.CHANGED)
        account.take_next()
    if account.frozen_at and not waiting.get("new_user_id") and not factors.available(account):
        account.set_unusable_password()  # in by the card: whoever knows the old password stays out
        account.save(update_fields=["password"])
    new, shared = device is None, waiting["shared"]
    device = None if shared else devices.remember(request, account, device)
    visit = visits.begin(request, account, method=waiting["method"], shared=shared, device=device)
    request.session.pop(PENDING, None)
    if waiting.get("replaces"):
        PortalSession.objects.filter(pk=waiting["replaces"]).update(replaced_by=visit)
    if account.frozen_at:
        Account.objects.filter(pk=account.pk).update(frozen_at=None)
    if new and not is_first:
        notices.tell(account, "new_device")
    elif account.login_mail:
        notices.tell(account, "login")
    return IN


def sign_out(request: HttpRequest) -> bool:
    """End the visit; what the browser carried is deleted. True when it was on a shared terminal.

    Elsewhere the browser remembers whose it was: what another tab still sends is kept for that person alone.
    """
    held, account = request.session.get(visits.SESSION), int(request.session.get(SESSION_KEY) or 0)
    visits.end(visits.current(request), PortalSession.SIGNED_OUT)
    request.session.flush()
    shared = bool(held and held["shared"])
    if held and not shared:
        request.session[visits.LOCKED] = account
    return shared


def freeze(request: HttpRequest) -> bool:
    """心当たりがない: from a browser whose visit another one took over. Ends all visits; then a second factor or
    registering again opens the account, a password alone does not. What was set up since the takeover counts no more.
    """
    was = visits.ended(request)
    visit = PortalSession.objects.filter(pk=was.visit, account=was.account).first() if was else None
    if visit is None or visit.state != PortalSession.REPLACED:
        return False
    with transaction.atomic():
        Account.objects.filter(pk=visit.account_id).update(frozen_at=timezone.now())
        visits.end_all(visit.account, PortalSession.STOPPED)
        visit.account.forget_ways_in(since=visit.ended_at)
        notices.tell(visit.account, "frozen")
    request.session.flush()
    return True
