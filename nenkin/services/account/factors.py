"""Second factors: a passkey, an app of one-time codes (TOTP, RFC 6238), printed codes.

A code counts once: the database itself decides which of many tries at the same time was the first. Printed codes that
are still in the post (numbers 11 to 20) are asked for by nobody; the first of them that is typed in puts them in the
place of the list before.
"""

import secrets
import time
from hmac import compare_digest
from typing import Any

import pyotp
from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from nenkin.registry import addresses, budget, outgoing
from nenkin.registry.models import Letter
from nenkin.services.account import devices, notices, throttle
from nenkin.services.account.models import Account, CodeApp, PrintedCode

STEP_SECONDS = 30
APP_DIGITS = 6
CODES = 10  # on a list
CODE_DIGITS = 12  # the first one is the last digit of its number on the list, so one slow hash finds it
LETTERS_A_MONTH = 3
MONTH_SECONDS = 30 * 86_400


def available(account: Account) -> bool:
    """Whether the account has any second factor."""
    return account.passkeys.exists() or has_codes(account)


def has_codes(account: Account) -> bool:
    """Whether there is a code to type: of an app, or a printed one that is in use."""
    return CodeApp.objects.filter(account=account).exists() or codes_left(account) > 0


def codes_left(account: Account) -> int:
    """Printed codes in use that are not used up."""
    return account.printed_codes.filter(used_at=None, number__lte=CODES).count()


def codes_in_the_post(account: Account) -> bool:
    return account.printed_codes.filter(number__gt=CODES).exists()


def check_code(request: HttpRequest, account: Account, code: str) -> str | None:
    """Use one code up. Returns "app" or "printed"; None when it is wrong, used before, or tried too often.

    Wrong ones are counted for the account apart from wrong passwords; a browser of the owner has its own count.
    """
    device = devices.known(request, account)
    counted: dict[str, Any] = {
        "user_id": f"factor {account.pk}",
        "source": budget.source_of(request),
        "password": f"{account.pk} {code}",
        "device": device.pk if device else None,
    }
    if not throttle.may_try(**counted):
        return None
    method = "app" if len(code) == APP_DIGITS else "printed"
    if use_app_code(account, code) if method == "app" else use_printed_code(account, code):
        throttle.right(**counted)
        return method
    throttle.wrong(user_id=counted["user_id"])
    return None


def new_seed() -> str:
    """160 random bits in base 32, for an app that is not confirmed yet."""
    return pyotp.random_base32()


def step_of(seed: str, code: str) -> int | None:
    """The time step a code belongs to: this one, the one before or the one after; None: none of them."""
    now = int(time.time()) // STEP_SECONDS
    app = pyotp.TOTP(seed, interval=STEP_SECONDS)
    steps = [step for step in (now - 1, now, now + 1) if compare_digest(app.generate_otp(step), code)]
    return steps[0] if steps else None


def use_app_code(account: Account, code: str) -> bool:
    """Whether it is the app's code now and nobody used it, or a later one, before."""
    app = CodeApp.objects.filter(account=account).first()
    step = step_of(app.seed, code) if app and code.isascii() else None
    if app is None or step is None:
        return False
    unused = CodeApp.objects.filter(pk=app.pk, created_at=app.created_at, last_step__lt=step)
    return unused.update(last_step=step) == 1


def set_up_app(account: Account, seed: str, code: str) -> bool:
    """Keep an app once it has shown its first code; one that was there before is replaced."""
    step = step_of(seed, code)
    if step is None:
        return False
    with transaction.atomic():
        CodeApp.objects.update_or_create(
            account=account, defaults={"seed": seed, "last_step": step, "created_at": timezone.now()}
        )
        notices.tell(account, "factor_added")
    return True


def remove_app(account: Account) -> None:
    with transaction.atomic():
        if CodeApp.objects.filter(account=account).delete()[0]:
            notices.tell(account, "factor_removed")


def use_printed_code(account: Account, code: str) -> bool:
    """Use up a printed code. A code of a list that came by post puts that list in the place of the one before."""
    if len(code) != CODE_DIGITS or not code.isdecimal() or not code.isascii():
        return False
    number = int(code[0]) or CODES
    found = account.printed_codes.filter(number__in=(number, number + CODES), used_at=None).order_by("number")
    for printed in found:
        if check_password(code, printed.code_hash):
            return _use_up(account, printed)
    return False


@transaction.atomic
def _use_up(account: Account, printed: PrintedCode) -> bool:
    _lock(account)
    mine = PrintedCode.objects.filter(pk=printed.pk, number=printed.number, used_at=None)
    used = mine.update(used_at=timezone.now()) == 1
    if used and printed.number > CODES:
        account.printed_codes.filter(number__lte=CODES).delete()
        for waiting in account.printed_codes.filter(number__gt=CODES):
            PrintedCode.objects.filter(pk=waiting.pk).update(number=waiting.number - CODES)
    return used


def print_codes(account: Account) -> list[str]:
    """Ten new codes to print on the spot; all codes before them count no more."""
    codes, hashes = _new_codes()
    with transaction.atomic():
        _lock(account)
        account.printed_codes.all().delete()
        _keep(account, hashes, after=0)
        notices.tell(account, "codes_printed")
    return codes


def send_codes(account: Account) -> Letter | None:
    """Ten new codes by post to the address on record; None without an address or after too many letters."""
    if not may_send_codes(account):
        return None
    codes, hashes = _new_codes()
    with transaction.atomic():
        _lock(account)
        if budget.spend("printed codes by post", account.pk, seconds=MONTH_SECONDS) > LETTERS_A_MONTH:
            return None
        account.printed_codes.filter(number__gt=CODES).delete()
        _keep(account, hashes, after=CODES)
        notices.tell(account, "codes_printed")
        return outgoing.letter(
            kind="printed_codes",
            person=account.person,
            at=timezone.now(),
            language=account.language,
            facts={"codes": codes},
        )


def may_send_codes(account: Account) -> bool:
    """Whether there is an address on record, and not too many letters went there."""
    sent = budget.used("printed codes by post", account.pk)
    return sent < LETTERS_A_MONTH and addresses.current(account.person) is not None


def remove_codes(account: Account) -> None:
    """No printed code counts any more, neither in use nor in the post."""
    with transaction.atomic():
        if account.printed_codes.all().delete()[0]:
            notices.tell(account, "factor_removed")


def in_groups(text: str) -> str:
    """Four by four: easier to read and to type."""
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))


def _new_codes() -> tuple[list[str], list[str]]:
    """Ten codes and their slow hashes, made before any lock is held."""
    codes = [
        f"{number % 10}{secrets.randbelow(10 ** (CODE_DIGITS - 1)):0{CODE_DIGITS - 1}}"
        for number in range(1, CODES + 1)
    ]
    return codes, [make_password(code) for code in codes]


def _keep(account: Account, hashes: list[str], *, after: int) -> None:
    now = timezone.now()
    PrintedCode.objects.bulk_create(
        PrintedCode(account=account, number=after + place, code_hash=code_hash, created_at=now)
        for place, code_hash in enumerate(hashes, 1)
    )


def _lock(account: Account) -> None:
    """Two changes of one account's factors happen one after the other."""
    Account.objects.select_for_update().get(pk=account.pk)
