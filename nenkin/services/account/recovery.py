"""Coming back without the password and without the post: a link by mail, then a second factor, then a new password.

The mail alone opens nothing: it only leads to the second factor. Who has none registers again, which keeps everything.
An unknown user ID, a wrong mail address and too many tries cost the same answer and the same work.
"""

import hmac
import secrets
import time
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse

from nenkin.registry import budget, outgoing
from nenkin.registry.seal import seal, unseal
from nenkin.services.account import notices, throttle, visits
from nenkin.services.account.models import Account, PortalSession

RECOVERING = "recovering"
LINK_SECONDS = 30 * 60
STEPS_SECONDS = 30 * 60  # from the link to the new password
MAILS_AN_HOUR = 3
MAILS_A_DAY = 10
SOURCE_AN_HOUR = 20
HOUR, DAY = 3600, 86_400


@transaction.atomic
def ask(request: HttpRequest, *, user_id: str, mail: str) -> None:
    """Send the link when the user ID and its registered address are named together; else do as much for nothing.

    Counted for both together: who knows the user ID alone uses none of its owner's mails up.
    """
    allowed = (
        budget.spend("recovery", user_id, mail.casefold(), seconds=HOUR) <= MAILS_AN_HOUR,
        budget.spend("recovery of a day", user_id, mail.casefold(), seconds=DAY) <= MAILS_A_DAY,
        budget.spend("recovery to", mail.casefold(), seconds=DAY) <= MAILS_A_DAY,
        budget.spend("recovery from", budget.source_of(request), seconds=HOUR) <= SOURCE_AN_HOUR,
    )
    account = Account.objects.filter(user_id=user_id, is_active=True).first()
    registered = account.mail if account else ""
    is_true = _same(registered, mail) and bool(registered) and all(allowed)
    link = request.build_absolute_uri(reverse("account:recovery_link", args=[_token(account)]))
    with transaction.atomic():
        outgoing.mail(
            kind="recovery",
            to=registered or mail,
            person=account.person if account else None,
            language=account.language if account else Account.JAPANESE,
            link=link,
            minutes=LINK_SECONDS // 60,
        )
        if not is_true:
            transaction.set_rollback(True)


def is_open(token: str) -> bool:
    """Whether a link still leads on."""
    facts, account = _opened(token)
    return account is not None and not budget.used("recovery link", facts["nonce"])


def begin(request: HttpRequest, token: str) -> bool:
    """Use the link up, and remember in this browser whom it was for."""
    facts, account = _opened(token)
    if account is None or budget.spend("recovery link", facts["nonce"], seconds=2 * LINK_SECONDS) > 1:
        return False
    request.session[RECOVERING] = {
        "account": account.pk,
        "mark": _mark(account),
        "at": int(time.time()),
        "proved": False,
    }
    request.session.cycle_key()
    return True


def account_of(request: HttpRequest, *, proved: bool) -> Account | None:
    """Whose way back this browser is on: after the link, and with `proved` after the second factor too."""
    held = request.session.get(RECOVERING)
    if not held or held["at"] < time.time() - STEPS_SECONDS or held["proved"] < proved:
        return None
    account = Account.objects.filter(pk=held["account"], is_active=True).first()
    return account if account and _same(_mark(account), held["mark"]) else None


def proved(request: HttpRequest) -> None:
    """The second factor was right."""
    request.session[RECOVERING] = {**request.session[RECOVERING], "proved": True}
    request.session.cycle_key()


def finish(request: HttpRequest, account: Account, *, password: str) -> None:
    """The new password holds; every visit ends, and what was stopped is open again."""
    account.set_password(password)
    with transaction.atomic():
        Account.objects.filter(pk=account.pk).update(password=account.password, frozen_at=None)
        visits.end_all(account, PortalSession.CHANGED)
        notices.tell(account, "password_changed")
        throttle.right(
            user_id=account.user_id, source=budget.source_of(request), password=password, device=None
        )
    request.session.pop(RECOVERING, None)
    request.session.cycle_key()


def _token(account: Account | None) -> str:
    """Sealed: nobody reads in it for whom it is. A new password ends all links there were."""
    facts = {
        "account": account.pk if account else 0,
        "mark": _mark(account) if account else "",
        "nonce": secrets.token_urlsafe(16),
        "at": int(time.time()),
        "for": RECOVERING,
    }
    return seal(facts)


def _opened(token: str) -> tuple[dict[str, Any], Account | None]:
    try:
        facts: dict[str, Any] = unseal(token)
    except (ValueError, TypeError):
        return {}, None
    is_link = isinstance(facts, dict) and facts.get("for") == RECOVERING
    if not is_link or facts["at"] < time.time() - LINK_SECONDS:
        return {}, None
    account = Account.objects.filter(pk=facts["account"], is_active=True).first()
    return facts, account if account and _same(_mark(account), facts["mark"]) else None


def _mark(account: Account) -> str:
    """Changes with the password and the mail address."""
    known = f"{account.password}\0{account.mail}"
    return hmac.new(settings.SECRET_KEY.encode(), known.encode(), sha256).hexdigest()


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.casefold().encode(), other.casefold().encode())
