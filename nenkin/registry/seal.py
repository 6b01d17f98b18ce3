"""What waits in the database and must not be read there: sealed with a key drawn from the secret key."""

import base64
import json
from functools import cache
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.db import models


@cache
def _sealer(*keys: str) -> MultiFernet:
    """One Fernet (AES-128 with HMAC) a secret key; the first seals, all of them open."""
    drawn = [HKDF(SHA256(), 32, salt=None, info=b"nenkin seal").derive(key.encode()) for key in keys]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in drawn])


def seal(value: Any) -> str:
    """Any JSON value as one opaque line."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return _sealer(settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS).encrypt(text.encode()).decode()


def unseal(text: str) -> Any:
    """What was sealed.

    Raises:
        ValueError: not sealed with our key, or changed since.
    """
    try:
        opened = _sealer(settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS).decrypt(text.encode())
    except InvalidToken:
        raise ValueError("not sealed with this key") from None
    return json.loads(opened)


class SealedField(models.TextField):  # type: ignore[type-arg]
    """A column that holds any JSON value sealed. It cannot be searched."""

    _pyi_private_set_type: Any
    _pyi_private_get_type: Any
    _pyi_lookup_exact_type: Any

    def get_prep_value(self, value: Any) -> str | None:
        return None if value is None else seal(value)

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> Any:
        return None if value is None else unseal(value)

    def to_python(self, value: Any) -> Any:
        return value
