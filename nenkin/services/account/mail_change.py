"""メールアドレスの変更. The new address counts once the link that was sent there has been opened and confirmed.

Until then the old one stays. The newest link works once, for a day. Both addresses are told.
"""

import time
from datetime import timedelta
from hmac import compare_digest
from typing import Any

from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac

from nenkin.registry import budget, outgoing
from nenkin.registry.models import Mail
from nenkin.registry.seal import seal, unseal
from nenkin.services.account import notices
from nenkin.services.account.models import Account

KIND = "confirm_mail"
LINK_HOURS = 24
LINK_SECONDS = LINK_HOURS * 3600
MAILS_A_DAY = 5


def ask(request: HttpRequest, account: Account, new: str) -> bool:
    """Send the link to the new address; False after too many. Inside the transaction of the step."""
    if budget.spend("confirm mail of a day", account.pk, seconds=86_400) > MAILS_A_DAY:
        return False
    token = seal({"for": KIND, "account": account.pk, "mark": _mark(account), "at": time.time()})
    link = request.build_absolute_uri(reverse("account:mail_confirm", args=[token]))
    outgoing.mail(
        kind=KIND, to=new, person=account.person, language=account.language, link=link, hours=LINK_HOURS
    )
    return True


def waiting(account: Account) -> Mail | None:
    """The newest mail to an address that is not confirmed yet, while its link works."""
    since = timezone.now() - timedelta(seconds=LINK_SECONDS)
    sent = Mail.objects.filter(person=account.person_id, kind=KIND, created_at__gt=since)
    newest = sent.order_by("-created_at", "-pk").first()
    if newest is None or newest.to == account.mail or budget.used(KIND, newest.pk):
        return None
    return newest


def give_up(account: Account) -> None:
    """The old address stays; the link that was sent leads nowhere."""
    mail = waiting(account)
    if mail:
        budget.spend(KIND, mail.pk, seconds=2 * LINK_SECONDS)


def is_open(token: str) -> bool:
    """Whether a link still leads on."""
    return _opened(token) is not None


@transaction.atomic
def confirm(token: str) -> bool:
    """The new address is the account's; the old one and the new one are told."""
    found = _opened(token)
    if found is None or budget.spend(KIND, found[1].pk, seconds=2 * LINK_SECONDS) > 1:
        return False
    account, mail = found
    old = account.mail
    Account.objects.filter(pk=account.pk).update(mail=mail.to)
    for address in {old, mail.to} - {""}:
        notices.tell(account, "mail_changed", to=address)
    return True


def _opened(token: str) -> tuple[Account, Mail] | None:
    """Whose link it is and the mail it came in: the newest one, not used, not too old."""
    try:
        facts: dict[str, Any] = unseal(token)
    except (ValueError, TypeError):
        return None
    if not isinstance(facts, dict) or facts.get("for") != KIND or facts["at"] < time.time() - LINK_SECONDS:
        return None
    account = Account.objects.filter(pk=facts["account"], is_active=True).first()
    if account is None or not compare_digest(_mark(account), facts["mark"]):
        return None
    mail = waiting(account)
    return (account, mail) if mail and f"/{token}/" in mail.body else None


def _mark(account: Account) -> str:
    """Changes with the password: who was in with the old one changes no address afterwards."""
    return salted_hmac("nenkin mail change", account.password, algorithm="sha256").hexdigest()
