"""Who is signed in: asked anew for every page, by two ready statements.

Through the ORM, putting a statement together takes ten times as long as running it.
"""

import hashlib
import secrets
from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.hashers import check_password, make_password
from django.contrib.sessions.backends import db
from django.db import connection
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone

from nenkin.registry.models import Person
from nenkin.registry.seal import seal, unseal
from nenkin.services.account.models import Account, BrowserSession

SESSION = "SELECT session_data FROM account_browsersession WHERE session_key = %s AND expire_date > %s"
ACCOUNT_COLUMNS = (
    "id",
    "password",
    "user_id",
    "person_id",
    "is_active",
    "language",
    "large_letters",
)  # what every page needs; other columns are read when something asks for them
PERSON_COLUMNS = ("id", "basic_pension_number", "birth_date", "sex", "name", "kana")
ACCOUNT = (
    f"SELECT {', '.join(f'account.{name}' for name in ACCOUNT_COLUMNS)},"
    f" {', '.join(f'person.{name}' for name in PERSON_COLUMNS)} FROM account_account AS account"
    " JOIN registry_person AS person ON person.id = account.person_id WHERE account.id = %s"
)


class SessionStore(db.SessionStore):
    """`settings.SESSION_ENGINE`: sessions in the database, under a hash of the browser's key, sealed."""

    @classmethod
    def get_model_class(cls) -> type[BrowserSession]:
        return BrowserSession

    def _get_new_session_key(self) -> str:
        return secrets.token_hex(32)  # 256 bits

    def exists(self, session_key: str) -> bool:
        return self.model.objects.filter(session_key=hashed(session_key)).exists()

    def create_model_instance(self, data: dict[str, Any]) -> BrowserSession:
        return BrowserSession(
            session_key=hashed(self._get_or_create_session_key()),  # type: ignore[attr-defined]
            session_data=self.encode(data),
            expire_date=self.get_expiry_date(),
        )

    def delete(self, session_key: str | None = None) -> None:
        key = session_key or self.session_key
        if key is not None:
            self.model.objects.filter(session_key=hashed(key)).delete()

    def encode(self, session_dict: dict[str, Any]) -> str:
        return seal(session_dict)

    def decode(self, session_data: bytes | str) -> dict[str, Any]:
        try:
            opened: dict[str, Any] = unseal(str(session_data))
        except ValueError:
            return {}
        return opened

    def load(self) -> dict[str, Any]:
        """What the session holds; nothing when there is none or its time is over."""
        if self.session_key is None:
            return {}
        now = connection.ops.adapt_datetimefield_value(timezone.now())
        with connection.cursor() as cursor:
            cursor.execute(SESSION, [hashed(self.session_key), now])
            row = cursor.fetchone()
        if row is None:
            self._session_key = None
            return {}
        return self.decode(row[0])


def hashed(session_key: str) -> str:
    """What the database knows of a browser's key: 40 hexadecimal digits of its SHA-256."""
    return hashlib.sha256(session_key.encode()).hexdigest()[:40]


class AccountBackend(ModelBackend):
    """`settings.AUTHENTICATION_BACKENDS`: Django's own, with a quick way to the account of a session."""

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **_: Any
    ) -> Account | None:
        """The account of a user ID, or of one that waits for its first sign-in, which opens a stopped account too;
        one hash for every answer."""
        account = Account.objects.filter(Q(user_id=username) | Q(next_user_id=username)).first()
        if account is None:
            make_password(password)
            return None
        waits = account.user_id != username
        right = (
            check_password(password, account.next_password)
            if waits
            else account.check_password(password or "")
        )
        return account if right and (waits or self.user_can_authenticate(account)) else None

    def get_user(self, user_id: int) -> Account | None:
        """The account with its person. Columns that no page shows are read when something asks for them."""
        with connection.cursor() as cursor:
            cursor.execute(ACCOUNT, [user_id])
            row = cursor.fetchone()
        if row is None:
            return None
        own, rest = row[: len(ACCOUNT_COLUMNS)], row[len(ACCOUNT_COLUMNS) :]
        account = Account.from_db(connection.alias, ACCOUNT_COLUMNS, own)
        account.person = Person.from_db(connection.alias, PERSON_COLUMNS, rest)
        return account if self.user_can_authenticate(account) else None
