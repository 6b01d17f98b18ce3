"""送ったもの: every mail and letter that ever went to a person, in words. What a link opened is never shown again."""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from django.db.models import CharField, QuerySet, Value
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from nenkin.registry.models import Letter, Mail, Person
from nenkin.registry.outgoing import WITH_LINK
from nenkin.registry.sent import LETTER_NAMES

LINK = re.compile(r"https?://\S+")


class Sent(NamedTuple):
    """One mail or letter in the list."""

    is_mail: bool
    number: int
    at: datetime
    name: str | Promise
    language: str  # of the name, when it is not the page's
    to: str
    state: str
    on: datetime | None  # of the state


def newest_first(person: Person) -> QuerySet[Mail, tuple[str, int, datetime]]:
    """(table, number, time) of everything sent, in one query that pages can cut."""
    letters = Letter.objects.filter(person=person).annotate(table=Value("letter", CharField()))
    mails = Mail.objects.filter(person=person).annotate(table=Value("mail", CharField()))
    columns = ("table", "pk", "created_at")
    both = mails.values_list(*columns).union(letters.values_list(*columns), all=True)
    return both.order_by("-created_at", "-pk")


def rows(keys: list[tuple[str, int, datetime]]) -> Iterator[Sent]:
    """The mails and letters of one page."""
    mails = Mail.objects.in_bulk([number for table, number, _at in keys if table == "mail"])
    letters = Letter.objects.in_bulk([number for table, number, _at in keys if table == "letter"])
    for table, number, at in keys:
        if table == "mail":
            mail = mails[number]
            yield Sent(
                True, number, at, title(mail), mail.language, masked_mail(mail.to), *_state_of_mail(mail)
            )
        else:
            letter = letters[number]
            name = LETTER_NAMES.get(letter.kind, _("手紙"))
            yield Sent(False, number, at, name, "", _("登録してある住所"), *_state_of_letter(letter))


def title(mail: Mail) -> str:
    """The subject without the name of the service, which all of them begin with."""
    return mail.subject.partition("】")[2] or mail.subject


def body(mail: Mail) -> str:
    """The text as it was sent. A link proves that the reader has the mail, so it is in the mail alone."""
    text: str = mail.body
    return (
        LINK.sub(_("(ここにあった住所は、メールの中だけで見られます)"), text)
        if mail.kind in WITH_LINK
        else text
    )


def masked_mail(address: str) -> str:
    """t•••@example.jp: enough to recognise one's own."""
    local, _at, domain = address.rpartition("@")
    return f"{local[:1]}•••@{domain}" if address else ""


def _state_of_mail(mail: Mail) -> tuple[str, datetime | None]:
    if mail.sent_at:
        return _("送りました"), mail.sent_at
    if mail.next_try_at is None:
        return _("届けられませんでした"), None
    return (_("もう一度送ります") if mail.tries else _("これから送ります")), None


def _state_of_letter(letter: Letter) -> tuple[str, datetime | None]:
    return (_("印刷しました"), letter.printed_at) if letter.printed_at else (_("これから印刷します"), None)
