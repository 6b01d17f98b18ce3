"""Who is signed in: asked anew for every page, by two ready statements.

Through the ORM, putting a statement together takes ten times as long as running it.
"""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.sessions.backends import db
from django.db import connection
from django.utils import timezone

from nenkin.registry.models import Person
from nenkin.services.account.models import Account

SESSION = "SELECT session_data FROM django_session WHERE session_key = %s AND expire_date > %s"
ACCOUNT_COLUMNS = (
    "id",
    "password",
    "user_id",
    "person_id",
    "is_active",
)  # in the order of the model: from_db
PERSON_COLUMNS = ("id", "basic_pension_number", "birth_date", "sex", "name", "kana")
ACCOUNT = (
    f"SELECT {', '.join(f'account.{name}' for name in ACCOUNT_COLUMNS)},"
    f" {', '.join(f'person.{name}' for name in PERSON_COLUMNS)} FROM account_account AS account"
    " JOIN registry_person AS person ON person.id = account.person_id WHERE account.id = %s"
)


class SessionStore(db.SessionStore):
    """`settings.SESSION_ENGINE`: sessions in the database."""

    def load(self) -> dict[str, Any]:
        """What the session holds; nothing when there is none or its time is over."""
        now = connection.ops.adapt_datetimefield_value(timezone.now())
        with connection.cursor() as cursor:
            cursor.execute(SESSION, [self.session_key, now])
            row = cursor.fetchone()
        if row is None:
            self._session_key = None
            return {}
        return self.decode(row[0])


class AccountBackend(ModelBackend):
    """`settings.AUTHENTICATION_BACKENDS`: Django's own, with a quick way to the account of a session."""

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
