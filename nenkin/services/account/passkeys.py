"""Passkeys (WebAuthn). The device checks the person by face, finger or screen lock; that makes two factors of one.

The relying party is the host of the request, which the settings allow. A challenge waits in the browser's session, for
five minutes and one answer.
"""

import time

from django.conf import settings
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.utils import timezone
from webauthn import (
    base64url_to_bytes,
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import bytes_to_base64url, parse_authentication_credential_json
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticationCredential,
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from nenkin.registry import budget
from nenkin.services.account import devices, notices
from nenkin.services.account.models import Account, NationalIdLink, Passkey

CHALLENGE = "passkey_challenge"
CHALLENGE_SECONDS = 300
MOST_PASSKEYS = 20
MOST_BYTES = 1023  # of a credential's number, by the standard
MOST_LETTERS = 20_000  # of an answer; real ones have about a thousand
REFUSED = (WebAuthnException, ValueError, TypeError, KeyError, AttributeError, RecursionError)
VERIFIED = UserVerificationRequirement.REQUIRED


def ask_to_register(request: HttpRequest, account: Account) -> str:
    """What the browser needs to make a new passkey, as JSON."""
    options = generate_registration_options(
        rp_id=_host(request),
        rp_name=settings.SERVICE_NAME,
        user_id=_handle(account),
        user_name=account.user_id,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=VERIFIED
        ),
        exclude_credentials=_credentials(account),
        timeout=CHALLENGE_SECONDS * 1000,
    )
    _keep(request, options.challenge, f"register {account.pk}")
    return options_to_json(options)


def register(request: HttpRequest, account: Account, *, answer: str, name: str) -> bool:
    """Keep a new passkey, when the answer fits the question of this browser."""
    challenge = _take(request, f"register {account.pk}")
    if challenge is None or len(answer) > MOST_LETTERS or account.passkeys.count() >= MOST_PASSKEYS:
        return False
    try:
        verified = verify_registration_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=_host(request),
            expected_origin=_origin(request),
            require_user_verification=True,
        )
        if len(verified.credential_id) > MOST_BYTES:
            return False
        with transaction.atomic():
            Passkey.objects.create(
                account=account,
                credential_id=bytes_to_base64url(verified.credential_id),
                public_key=bytes_to_base64url(verified.credential_public_key),
                sign_count=verified.sign_count,
                name=name or devices.label(request)[:60],
                created_at=timezone.now(),
            )
            notices.tell(account, "factor_added")
    except (*REFUSED, IntegrityError):
        return False
    return True


def ask_to_prove(request: HttpRequest, account: Account | None) -> str:
    """What the browser needs to answer with a passkey: any of this site, or one of a known account."""
    options = generate_authentication_options(
        rp_id=_host(request),
        allow_credentials=_credentials(account) if account else None,
        user_verification=VERIFIED,
        timeout=CHALLENGE_SECONDS * 1000,
    )
    _keep(request, options.challenge, f"prove {account.pk if account else 'anybody'}")
    return options_to_json(options)


def prove(request: HttpRequest, account: Account | None, *, answer: str) -> Account | None:
    """Whose passkey answered; nobody's when the answer does not hold. `account`: it must be this one's."""
    challenge = _take(request, f"prove {account.pk if account else 'anybody'}")
    if challenge is None or len(answer) > MOST_LETTERS:
        return None
    try:
        credential = parse_authentication_credential_json(answer)
        passkey = _owned(credential, account)
        if passkey is None:
            return None
        verified = verify_authentication_response(
            credential=credential,
            expected_challenge=challenge,
            expected_rp_id=_host(request),
            expected_origin=_origin(request),
            credential_public_key=base64url_to_bytes(passkey.public_key),
            credential_current_sign_count=passkey.sign_count,
            require_user_verification=True,
        )
    except REFUSED:
        return None
    unchanged = Passkey.objects.filter(pk=passkey.pk, sign_count=passkey.sign_count)
    if not unchanged.update(sign_count=verified.new_sign_count, last_used_at=timezone.now()):
        return None
    return passkey.account if passkey.account.is_active else None


def remove(account: Account, passkey: Passkey) -> bool:
    """Forget a passkey; False when it is the last way in."""
    with transaction.atomic():
        locked = Account.objects.select_for_update().get(pk=account.pk)
        if is_last_way_in(locked):
            return False
        if Passkey.objects.filter(pk=passkey.pk, account=account).delete()[0]:
            notices.tell(account, "factor_removed")
    return True


def is_last_way_in(account: Account) -> bool:
    """Whether one passkey is all the account can be entered with."""
    if account.has_usable_password() or NationalIdLink.objects.filter(account=account).exists():
        return False
    return account.passkeys.count() <= 1


def _owned(credential: AuthenticationCredential, account: Account | None) -> Passkey | None:
    """The passkey that the answer names, when the handle in the answer and the account agree with it."""
    found = Passkey.objects.select_related("account__person").filter(
        credential_id=bytes_to_base64url(credential.raw_id)
    )
    passkey = found.filter(account=account).first() if account else found.first()
    handle = credential.response.user_handle
    if passkey is None or (handle is None and account is None):
        return None
    return passkey if handle in (None, _handle(passkey.account)) else None


def _handle(account: Account) -> bytes:
    """How authenticators know the account: a number, nothing about the person."""
    return b"account %d" % account.pk


def _credentials(account: Account) -> list[PublicKeyCredentialDescriptor]:
    known = account.passkeys.values_list("credential_id", flat=True)
    return [PublicKeyCredentialDescriptor(id=base64url_to_bytes(each)) for each in known]


def _host(request: HttpRequest) -> str:
    """The relying party: the host, which Django has compared with ALLOWED_HOSTS, without its port."""
    host = request.get_host()
    return host if host.endswith("]") else host.rpartition(":")[0] or host


def _origin(request: HttpRequest) -> str:
    return f"{request.scheme}://{request.get_host()}"


def _keep(request: HttpRequest, challenge: bytes, purpose: str) -> None:
    request.session[CHALLENGE] = {
        "challenge": bytes_to_base64url(challenge),
        "purpose": purpose,
        "at": int(time.time()),
    }


def _take(request: HttpRequest, purpose: str) -> bytes | None:
    """The challenge of this browser, once: the count in the budget stops a second answer at the same time."""
    kept = request.session.pop(CHALLENGE, None)
    if not kept or kept["purpose"] != purpose or kept["at"] < time.time() - CHALLENGE_SECONDS:
        return None
    if budget.spend("passkey challenge", kept["challenge"], seconds=2 * CHALLENGE_SECONDS) > 1:
        return None
    return base64url_to_bytes(kept["challenge"])
