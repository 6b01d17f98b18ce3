"""What a person changes about the own account: mail, password, secret question, and stopping it all."""

import secrets
from datetime import timedelta
from typing import Any

from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from nenkin.registry import addresses, budget, outgoing
from nenkin.registry.models import Letter
from nenkin.services.account import devices, notices, paperless, queries, throttle, visits
from nenkin.services.account.models import Account, AnswerCode, NationalIdLink, PortalSession

CODE_DIGITS = 8
CODE_DAYS = 30
LETTERS_A_MONTH = 3
MONTH_SECONDS = 30 * 86_400


@transaction.atomic
def choose_delivery(account: Account, *, postal: bool, login_mail: bool, news_mail: bool) -> bool:
    """ねんきん定期便 by post or not, and which mails come. False when nothing changes."""
    paper = paperless.choose_statement(account, postal=postal)
    mails = {"login_mail": login_mail, "news_mail": news_mail}
    other = Account.objects.filter(pk=account.pk).exclude(**mails).update(**mails)
    if paper:
        notices.tell(account, "paperless_changed")
    if other:
        notices.tell(account, "delivery_changed")
    return bool(paper or other)


def is_password(request: HttpRequest, account: Account, password: str) -> bool:
    """Whether it is the password now; counted with the other questions for it, never a lock for the owner's browser."""
    device = devices.known(request, account)
    counted: dict[str, Any] = {
        "user_id": f"again {account.pk}",
        "source": budget.source_of(request),
        "password": password,
        "device": device.pk if device else None,
    }
    if not throttle.may_try(**counted) or not account.check_password(password):
        return False
    throttle.right(**counted)
    return True


def change_password(request: HttpRequest, account: Account, password: str) -> None:
    """The new password holds at once; other visits end, this one gets a new secret."""
    account.set_password(password)
    with transaction.atomic():
        Account.objects.filter(pk=account.pk).update(password=account.password)
        visits.end_all(account, PortalSession.CHANGED, but=visits.current(request))
        notices.tell(account, "password_changed")
    update_session_auth_hash(request, account)
    visits.prove_now(request)


def set_answer(account: Account, *, question: str, answer: str) -> None:
    """秘密の質問と答え. Only a slow hash of the answer is kept."""
    hashed = make_password(queries.folded(answer))
    with transaction.atomic():
        Account.objects.filter(pk=account.pk).update(secret_question=question, secret_answer=hashed)
        AnswerCode.objects.filter(account=account).delete()
        notices.tell(account, "question_changed")


def may_send_answer_code(account: Account) -> bool:
    """Whether there is an address on record, and not too many letters went there."""
    sent = budget.used("answer codes by post", account.pk)
    return sent < LETTERS_A_MONTH and addresses.current(account.person) is not None


def send_answer_code(account: Account) -> Letter | None:
    """A one-time code by post, with which a new answer can be set; the code before it counts no more."""
    if not may_send_answer_code(account):
        return None
    code = f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}"
    hashed, valid_until = make_password(code), timezone.localdate() + timedelta(days=CODE_DAYS)
    with transaction.atomic():
        if budget.spend("answer codes by post", account.pk, seconds=MONTH_SECONDS) > LETTERS_A_MONTH:
            return None
        AnswerCode.objects.update_or_create(
            account=account,
            defaults={"code_hash": hashed, "valid_until": valid_until, "created_at": timezone.now()},
        )
        notices.tell(account, "answer_code_sent")
        return outgoing.letter(
            kind="secret_code",
            person=account.person,
            at=timezone.now(),
            language=account.language,
            facts={"code": code, "valid_until": valid_until.isoformat()},
        )


def use_answer_code(request: HttpRequest, account: Account, code: str, *, question: str, answer: str) -> bool:
    """Set a new answer with the code of the letter. It opens nothing by itself."""
    waiting = AnswerCode.objects.filter(account=account, valid_until__gte=timezone.localdate()).first()
    counted: throttle.Try = {
        "user_id": f"answer code {account.pk}",
        "source": budget.source_of(request),
        "password": f"{account.pk} {code}",
        "device": None,
    }
    if not throttle.may_try(**counted):
        return False
    if waiting is None or not check_password(code, waiting.code_hash):
        throttle.wrong(user_id=counted["user_id"])
        return False
    throttle.right(**counted)
    with transaction.atomic():
        is_first = AnswerCode.objects.filter(pk=waiting.pk, code_hash=waiting.code_hash).delete()[0] == 1
        if is_first:
            set_answer(account, question=question, answer=answer)
    return is_first


@transaction.atomic
def stop(account: Account) -> None:
    """サービス利用停止: nobody comes in any more, everything comes by post again. Registering again opens it."""
    stopped = {"is_active": False, "next_user_id": None, "next_password": "", "next_mail": ""}
    if not Account.objects.filter(pk=account.pk, is_active=True).update(**stopped):
        return
    visits.end_all(account, PortalSession.STOPPED)
    account.forget_devices()
    NationalIdLink.objects.filter(account=account).delete()
    paperless.take_all_back(account)
    notices.tell(account, "service_stopped")
