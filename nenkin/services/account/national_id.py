"""マイナンバーカードで入る: the portal as a relying party of OpenID Connect.

The provider proves who holds the card. From here on a person is (issuer, subject); the subject is a pseudonym that means
nothing at another service. Every claim is held against what was asked; what is left over is refused with a code.
"""

import logging
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any, NamedTuple

import requests
from authlib.common.errors import AuthlibBaseError  # type: ignore[import-untyped]
from authlib.integrations.django_client import (  # type: ignore[import-untyped]
    DjangoIntegration,
    DjangoOAuth2App,
)
from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.core.cache import cache
from django.http import HttpRequest
from django.urls import reverse
from joserfc.errors import JoseError

from nenkin.law.career import FEMALE, MALE

log = logging.getLogger(__name__)

SCOPE = "openid profile address"
ALGORITHMS = ("ES256", "RS256")
TIMEOUT = (2, 5)  # seconds to connect; seconds of silence
LEEWAY = 30  # seconds that two clocks may differ
STATE_SECONDS = 10 * 60  # for the card, the PIN and the consent
STATES = 5  # that one browser may have open
KEPT_SECONDS = 60 * 60  # what the provider says of itself
REST_SECONDS = 10  # after no answer, the next ones are not made to wait
ENDPOINTS = ("authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri")
SEXES = {"male": MALE, "female": FEMALE}
KANA = "name#ja-Kana-JP"  # a claim with the language it is in, as OpenID Connect Core 5.2 has it

CANCELLED, NO_ANSWER, CERTIFICATE, INVALID, MISSING, STALE = (
    "cancelled",
    "no-answer",
    "certificate",
    "invalid",
    "missing",
    "stale",
)
CODES = {  # errors that a provider may name; any other one is INVALID
    "access_denied": CANCELLED,
    "login_required": CANCELLED,
    "temporarily_unavailable": NO_ANSWER,
    "server_error": NO_ANSWER,
    "unmet_authentication_requirements": CERTIFICATE,
}
FAULTS = (requests.RequestException, AuthlibBaseError, JoseError, LookupError, TypeError, ValueError)


class Identity(NamedTuple):
    """What the card says. `kana` is empty where a provider has none."""

    issuer: str
    subject: str
    name: str
    kana: str
    birth_date: date
    sex: int
    address: str


class Return(NamedTuple):
    """Who came back from the provider, and what for: the facts given to `start`."""

    identity: Identity
    facts: dict[str, Any]


class Refusal(Exception):
    """Nobody came in. `code`: one of the six above."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def is_on() -> bool:
    """Whether a provider is set."""
    return bool(settings.NATIONAL_ID_ISSUER)


def start(request: HttpRequest, **facts: Any) -> str:
    """The provider's address to go to. State, nonce, verifier and `facts` wait in this browser's session.

    Raises:
        Refusal: the provider does not answer, or wrongly.
    """
    client = _client()
    back = request.build_absolute_uri(reverse("account:national_id_callback"))
    with _plain_errors():
        sent = client.create_authorization_url(back, prompt="login", max_age=STATE_SECONDS)
    _forget_oldest(request.session)
    client.save_authorize_data(request, redirect_uri=back, at=time.time(), facts=facts, **sent)
    return str(sent["url"])


def finish(request: HttpRequest) -> Return:
    """The person who came back. Whatever happens, the state cannot be used again.

    Raises:
        Refusal: with the reason.
    """
    client, state = _client(), request.GET.get("state", "")
    waiting = client.framework.get_state_data(request.session, state)
    if waiting is None or time.time() > waiting["at"] + STATE_SECONDS:
        raise Refusal(STALE)
    try:
        if request.GET.get("iss", settings.NATIONAL_ID_ISSUER) != settings.NATIONAL_ID_ISSUER:
            raise Refusal(INVALID)  # RFC 9207: another provider's answer
        with _plain_errors():
            options = _claims_options(asked_at=waiting["at"])
            token = client.authorize_access_token(request, claims_options=options, leeway=LEEWAY)
            subject = token["userinfo"]["sub"]  # the checked ID token's; none came: KeyError
            told = client.userinfo(token=token)
    finally:
        client.framework.clear_state_data(request.session, state)
    if told.get("sub") != subject:
        raise Refusal(INVALID)
    return Return(_identity(subject, told), waiting["facts"])


class _Client(DjangoOAuth2App):  # type: ignore[misc]
    """Authlib's client; what the provider says of itself is kept for all requests, and only what is used of it."""

    def load_server_metadata(self) -> dict[str, Any]:
        key = f"national-id:{settings.NATIONAL_ID_ISSUER}"
        kept: dict[str, Any] | None = cache.get(key)
        if kept is None:
            kept = _checked(self._fetch(self._server_metadata_url))
            cache.set(key, kept, KEPT_SECONDS)
        return kept

    def fetch_jwk_set(self, force: bool = False) -> dict[str, Any]:
        """The provider's keys. `force`: an unknown key came, perhaps a new one."""
        key = f"national-id-keys:{settings.NATIONAL_ID_ISSUER}"
        kept: dict[str, Any] | None = None if force else cache.get(key)
        if kept is None:
            kept = self._fetch(self.load_server_metadata()["jwks_uri"])
            cache.set(key, kept, KEPT_SECONDS)
        return kept

    def _fetch(self, url: str) -> dict[str, Any]:
        with self._get_session() as session:
            answer = session.request("GET", url, withhold_token=True)
            answer.raise_for_status()
            found = answer.json()
        if not isinstance(found, dict):
            raise ValueError("not a JSON object")
        return found


def _client() -> _Client:
    return _Client(
        DjangoIntegration("national_id"),
        "national_id",
        client_id=settings.NATIONAL_ID_CLIENT_ID,
        client_secret=settings.NATIONAL_ID_CLIENT_SECRET,
        server_metadata_url=f"{settings.NATIONAL_ID_ISSUER.rstrip('/')}/.well-known/openid-configuration",
        client_kwargs={"scope": SCOPE, "code_challenge_method": "S256", "default_timeout": TIMEOUT},
    )


def _checked(metadata: dict[str, Any]) -> dict[str, Any]:
    """The part of the provider's metadata that is used; the signing algorithms are those that we name."""
    issuer = settings.NATIONAL_ID_ISSUER
    if metadata.get("issuer") != issuer:
        raise ValueError("another issuer's metadata")
    used = {name: str(metadata[name]) for name in ENDPOINTS}
    if not all(address.startswith(f"{issuer.partition(':')[0]}://") for address in used.values()):
        raise ValueError("an endpoint without TLS")
    said = metadata.get("id_token_signing_alg_values_supported", ())
    return {
        **used,
        "issuer": issuer,
        "id_token_signing_alg_values_supported": [name for name in ALGORITHMS if name in said],
    }


def _claims_options(*, asked_at: float) -> dict[str, Any]:
    """What the ID token must say: this issuer, this client and nobody else, and a card read after we asked."""
    client_id = settings.NATIONAL_ID_CLIENT_ID
    return {
        "iss": {"essential": True, "value": settings.NATIONAL_ID_ISSUER},
        "aud": {
            "essential": True,
            "value": client_id,
            "validate": lambda _, value: value in (client_id, [client_id]),
        },
        "sub": {"essential": True, "validate": lambda _, value: 1 <= len(value) <= 255},
        "nonce": {"essential": True},
        "auth_time": {"essential": True, "validate": lambda _, value: value >= int(asked_at) - LEEWAY},
    }


def _identity(subject: str, told: dict[str, Any]) -> Identity:
    name, kana, home = _line(told.get("name")), _line(told.get(KANA)), _address(told.get("address"))
    born, sex = told.get("birthdate"), SEXES.get(str(told.get("gender")))
    if not (
        name and home and sex and isinstance(born, str) and re.fullmatch(r"[0-9]{4}(-[0-9]{2}){2}", born)
    ):
        raise Refusal(MISSING)
    try:
        day = date.fromisoformat(born)
    except ValueError:  # the year 0000, for one: OpenID Connect's way not to tell it
        raise Refusal(MISSING) from None
    return Identity(settings.NATIONAL_ID_ISSUER, subject, name, kana, day, sex, home)


def _address(told: Any) -> str:
    """One line: as it is formatted, or from its parts, the largest first."""
    if not isinstance(told, dict):
        return ""
    parts = [_line(told.get(part)) for part in ("region", "locality", "street_address")]
    return _line(told.get("formatted")) or "".join(parts)


def _line(told: Any) -> str:
    """A text claim on one line; empty when it is no text or longer than any name or address."""
    text = " ".join(told.split()) if isinstance(told, str) else ""
    return text if len(text) <= 200 and text.isprintable() else ""


def _forget_oldest(session: SessionBase) -> None:
    """A browser that starts again and again keeps its newest states only."""
    open_ones = {key: held["exp"] for key, held in session.items() if key.startswith("_state_national_id_")}
    for key in sorted(open_ones, key=lambda key: open_ones[key])[: -(STATES - 1)]:
        del session[key]


@contextmanager
def _plain_errors() -> Iterator[None]:
    """Whatever goes wrong between us and the provider becomes a Refusal; the log names its kind only."""
    resting = f"national-id-rests:{settings.NATIONAL_ID_ISSUER}"
    if cache.get(resting):
        raise Refusal(NO_ANSWER)
    try:
        yield
    except FAULTS as error:
        code = _code(error)
        if code == NO_ANSWER:
            cache.set(resting, True, REST_SECONDS)
        if code != CANCELLED:
            log.warning("national ID: %s (%s)", code, type(error).__name__)
        raise Refusal(code) from error


def _code(error: Exception) -> str:
    if isinstance(error, AuthlibBaseError):
        return CODES.get(str(error.error), INVALID)
    silent = isinstance(error, requests.RequestException) and not isinstance(error, requests.JSONDecodeError)
    return NO_ANSWER if silent else INVALID
