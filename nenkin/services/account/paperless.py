"""ペーパーレス化: which notices a person reads on the screen instead of on paper, since when, under which text.

When notices are prepared is data: `paperless.toml`. Each change is one row more, none is ever changed.
"""

import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from django.db import transaction
from django.utils import timezone

from nenkin.services.account import notices
from nenkin.services.account.models import Account, Consent
from nenkin.ui import dates
from nenkin.ui.language import english

FILE = Path(__file__).with_suffix(".toml")
PREFIX, STATEMENT, CHANNEL = "paperless:", "statement", "portal"


class Notice(NamedTuple):
    """One kind of notice, and when it is prepared: month, day, and the month in which it arrives."""

    key: str
    ja: str
    en: str
    about_ja: str
    about_en: str
    runs: tuple[tuple[int, int, int], ...]

    @property
    def name(self) -> str:
        return self.en if english() else self.ja

    @property
    def about(self) -> str:
        return self.about_en if english() else self.about_ja

    def counts_from(self, day: date) -> int:
        """The month whose notice is the first to follow a change made on `day`."""
        return dates.month_of(min(_next_run(run, day) for run in self.runs)[1])


class Statement(NamedTuple):
    """ねんきん定期便 of one person after a change: the first month that follows it; the next sealed letter."""

    first: int
    sealed_age: int | None
    sealed: int | None


@cache
def notices_offered() -> tuple[Notice, ...]:
    return tuple(
        Notice(**{**each, "runs": tuple(_run(run) for run in each["runs"])}) for each in _file()["notice"]
    )


def text() -> tuple[str, tuple[str, ...]]:
    """The version that is agreed to now, and its sentences in the language of the page."""
    newest = _file()["text"][-1]
    return newest["version"], tuple(newest["en" if english() else "ja"])


def texts() -> dict[str, tuple[str, ...]]:
    """All versions that somebody may have agreed to."""
    return {each["version"]: tuple(each["en" if english() else "ja"]) for each in _file()["text"]}


def statement(birth_date: date, day: date) -> Statement:
    """From which ねんきん定期便 a change made on `day` counts; the next letter at 35, 45 or 59 from then on."""
    rule = _file()["statement"]
    born = dates.month_of(birth_date)
    early = birth_date.day == 1  # the age is reached, and the statement comes, in the month before
    ready = dates.month_of(day) + rule["prepared_months_before"] + 1
    first = ready + (born - early - ready) % 12
    age = (first + early - born) // 12
    for sealed_age in rule["sealed_ages"]:
        if sealed_age >= age:
            return Statement(first, sealed_age, born - early + 12 * sealed_age)
    return Statement(first, None, None)


def in_force(account: Account) -> dict[str, Consent]:
    """The newest row of each kind of notice that was ever changed, by its key."""
    rows = account.consents.filter(what__startswith=PREFIX).order_by("at", "pk")
    return {row.what.removeprefix(PREFIX): row for row in rows}


def chosen(account: Account) -> set[str]:
    """The notices that this person reads on the screen."""
    keys = {notice.key for notice in notices_offered()}
    return {key for key, row in in_force(account).items() if row.given and key in keys}


def history(account: Account) -> list[tuple[Consent, str, int | None]]:
    """Every change with the name of its notice and the month from which it counts, newest first."""
    rows = account.consents.filter(what__startswith=PREFIX).order_by("-at", "-pk")
    names = {notice.key: notice.name for notice in notices_offered()}
    return [(row, names.get(row.what.removeprefix(PREFIX), ""), month_of(row)) for row in rows]


def month_of(row: Consent) -> int | None:
    """From which month's notice a change counts."""
    return dates.month_of(row.effective_from) if row.effective_from else None


@transaction.atomic
def choose(account: Account, wanted: set[str]) -> bool:
    """Agree to exactly these kinds; others are taken back. False when nothing changes."""
    _lock(account)
    before, today = chosen(account), timezone.localdate()
    changed = [notice for notice in notices_offered() if (notice.key in wanted) != (notice.key in before)]
    for notice in changed:
        _add(account, notice.key, notice.key in wanted, notice.counts_from(today))
    if changed:
        notices.tell(account, "paperless_changed")
    return bool(changed)


def choose_statement(account: Account, *, postal: bool) -> bool:
    """ねんきん定期便 by post or not, inside a transaction. False when nothing changes."""
    if not Account.objects.filter(pk=account.pk, postal_statement=not postal).update(postal_statement=postal):
        return False
    _add(account, STATEMENT, not postal, statement(account.person.birth_date, timezone.localdate()).first)
    return True


def take_all_back(account: Account) -> None:
    """Everything comes by post again, inside a transaction."""
    today = timezone.localdate()
    for notice in notices_offered():
        if notice.key in chosen(account):
            _add(account, notice.key, False, notice.counts_from(today))
    choose_statement(account, postal=True)


def _add(account: Account, key: str, given: bool, month: int) -> None:
    Consent.objects.create(
        account=account,
        what=PREFIX + key,
        given=given,
        version=text()[0],
        channel=CHANNEL,
        at=timezone.now(),
        effective_from=dates.first_day(month),
    )


def _lock(account: Account) -> None:
    """Two changes of one person happen one after the other."""
    Account.objects.select_for_update().get(pk=account.pk)


def _next_run(run: tuple[int, int, int], day: date) -> tuple[date, date]:
    """The next time it is prepared after `day`, and the month in which it arrives."""
    month, first, arrives = run
    prepared = date(day.year, month, first)
    if prepared <= day:
        prepared = date(day.year + 1, month, first)
    return prepared, date(prepared.year + (arrives < month), arrives, 1)


def _run(parts: dict[str, Any]) -> tuple[int, int, int]:
    month, _, day = parts["prepared"].partition("-")
    return int(month), int(day), parts["arrives"]


@cache
def _file() -> dict[str, Any]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))
