"""Send the mails of the outbox by SMTP: each at least once, and in the normal course of things once.

A mail is claimed by moving its next try ahead: another worker that saw it too finds it moved. A worker that dies in
between leaves it to be sent after CLAIM; it keeps its Message-ID, so that a mail program shows it once. What a server
refuses is tried again with growing waits, then it stays in the outbox: no next try, and never sent.
"""

import hashlib
import hmac
import logging
import smtplib
from contextlib import suppress
from datetime import datetime, timedelta
from email.utils import format_datetime, formataddr
from typing import Any, NamedTuple

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.utils import timezone

from nenkin.registry.models import Mail

log = logging.getLogger(__name__)

AT_ONCE = 100  # mails over one connection
CLAIM = timedelta(minutes=10)
WAITS = [timedelta(minutes=m) for m in (1, 5, 15, 60, 180, 360, 720)]  # after the first try, the second …
SENT, PUT_OFF, GIVEN_UP = "sent", "put off", "given up"
MOST_REFUSED = 3  # tries after which a refusal that calls itself final is believed


class Unreachable(Exception):
    """The mail server cannot be reached, does not speak TLS, or does not let us in. No mail is to blame."""


class Report(NamedTuple):
    tried: int = 0
    sent: int = 0
    put_off: int = 0
    given_up: int = 0


def send(now: datetime) -> Report:
    """Send what is due, at most AT_ONCE.

    Raises:
        Unreachable: nothing can be sent now; what is left stays due.
    """
    due = Mail.objects.filter(sent_at=None, next_try_at__lte=now).order_by("next_try_at", "pk")
    outcomes: list[str] = []
    connection: Any = None
    try:
        for pk, tries, seen in list(due.values_list("pk", "tries", "next_try_at")[:AT_ONCE]):
            connection = connection or _connect()
            mine = Mail.objects.filter(pk=pk, tries=tries, next_try_at=seen, sent_at=None)
            if mine.update(tries=tries + 1, next_try_at=now + CLAIM):
                outcomes.append(_try(pk, tries + 1, connection))
                if outcomes[-1] != SENT:  # the server may have hung up
                    _close(connection)
                    connection = None
    finally:
        _close(connection)
    return Report(len(outcomes), *(outcomes.count(each) for each in (SENT, PUT_OFF, GIVEN_UP)))


def _try(pk: int, tries: int, connection: Any) -> str:
    """Send one mail; what became of it."""
    try:
        _message(Mail.objects.get(pk=pk), connection).send()
    except Exception as fault:  # whatever is wrong with one mail, the others must go out
        gives_up = tries > len(WAITS) or (_is_final(fault) and tries >= MOST_REFUSED)
        later = None if gives_up else timezone.now() + WAITS[tries - 1]
        Mail.objects.filter(pk=pk, sent_at=None).update(next_try_at=later)
        outcome = GIVEN_UP if gives_up else PUT_OFF
        # The server's words often quote the address: only its code is told.
        log.warning("mail %d %s at try %d: %s %d", pk, outcome, tries, type(fault).__name__, _code(fault))
        return outcome
    Mail.objects.filter(pk=pk).update(sent_at=timezone.now(), next_try_at=None)
    return SENT


def _connect() -> Any:
    connection = get_connection("django.core.mail.backends.smtp.EmailBackend")
    try:
        connection.open()
    except OSError as fault:  # of which smtplib's and ssl's are a kind
        _close(connection)
        raise Unreachable(f"{type(fault).__name__} {_code(fault) or ''}".strip()) from None
    return connection


def _close(connection: Any) -> None:
    if connection is None or connection.connection is None:
        return
    with suppress(OSError):  # of which smtplib's are a kind
        connection.close()


def _message(mail: Mail, connection: Any) -> EmailMessage:
    """Plain text, with nothing in its head but what a mail needs."""
    headers = {
        "Message-ID": message_id(mail),
        "Date": format_datetime(mail.created_at),
        "Content-Language": mail.language,
        "Auto-Submitted": "auto-generated",  # no answer by machine, please
    }
    sender = formataddr((settings.SERVICE_NAME, settings.MAIL_FROM))
    return EmailMessage(mail.subject, mail.body, sender, [mail.to], connection=connection, headers=headers)


def message_id(mail: Mail) -> str:
    """The same at each try. From outside, nothing can be read in it, nor how many mails there are."""
    key = hmac.new(settings.SECRET_KEY.encode(), f"mail {mail.pk}".encode(), hashlib.sha256).hexdigest()[:32]
    return f"<{key}@{settings.MAIL_FROM.partition('@')[2]}>"


def _is_final(fault: Exception) -> bool:
    """Refused for good. That the server does not like our own address is no fault of the mail."""
    return _code(fault) >= 500 and not isinstance(fault, smtplib.SMTPSenderRefused)


def _code(fault: Exception) -> int:
    """The server's answer, 4xx (later perhaps) or 5xx (final); 0 when it gave none."""
    if isinstance(fault, smtplib.SMTPRecipientsRefused):
        return max(int(answer[0]) for answer in fault.recipients.values())
    return int(getattr(fault, "smtp_code", 0))
