"""Notices to the owner of an account: a mail, and an entry in the list of all that was ever sent."""

from typing import Any

from nenkin.registry import outgoing
from nenkin.services.account.models import Account


def tell(account: Account, kind: str, *, to: str | None = None, **facts: Any) -> None:
    """Write a mail about something that happened to the account. Without a mail address there is none to write."""
    address = account.mail if to is None else to
    if address:
        outgoing.mail(kind=kind, to=address, person=account.person, language=account.language, **facts)
