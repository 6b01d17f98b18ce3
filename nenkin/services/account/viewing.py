"""わたしの記録を見た人: the audit trail in words. Openings by the owner, one after the other, are folded into one row."""

from collections.abc import Iterable
from datetime import timedelta
from itertools import groupby
from typing import NamedTuple

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nenkin.registry import audit
from nenkin.registry.models import AuditEntry
from nenkin.services.account.models import Account

YEAR = timedelta(days=365)
PURPOSES: dict[str, str | Promise] = {
    "ホーム": gettext_lazy("ホーム"),
    "年金記録の確認": gettext_lazy("年金記録の確認"),
    "年金見込額の試算": gettext_lazy("年金見込額の試算"),
}


class Opening(NamedTuple):
    """One row of the page: one opening by somebody else, or all of the owner's on end. Newest first."""

    is_own: bool
    entries: tuple[tuple[AuditEntry, str | Promise], ...]

    @property
    def newest(self) -> AuditEntry:
        return self.entries[0][0]

    @property
    def oldest(self) -> AuditEntry:
        return self.entries[-1][0]

    @property
    def purpose(self) -> str | Promise:
        return self.entries[0][1]

    @property
    def who(self) -> str:
        return _("ご本人") if self.is_own else _("別の利用者")

    @property
    def what(self) -> str:
        refused = self.newest.action == AuditEntry.REFUSED
        return _("開こうとしました。見せていません") if refused else _("記録を開きました")


def entries(account: Account, *, others: bool) -> QuerySet[AuditEntry]:
    """Who opened the record of this account's person, newest first; without the owner's own when asked for."""
    found = audit.audit_of(account.person)
    return found.exclude(account_id=account.pk) if others else found


def of_others_in_a_year(account: Account) -> int:
    return entries(account, others=True).filter(at__gt=timezone.now() - YEAR).count()


def folded(account: Account, found: Iterable[AuditEntry]) -> list[Opening]:
    """The rows of one page."""

    def turn(entry: AuditEntry) -> tuple[bool, int]:
        is_own = entry.account_id == account.pk and entry.action == AuditEntry.OPENED
        return is_own, 0 if is_own else entry.sequence

    return [
        Opening(key[0], tuple((entry, PURPOSES.get(entry.purpose, entry.purpose)) for entry in group))
        for key, group in groupby(found, key=turn)
    ]
