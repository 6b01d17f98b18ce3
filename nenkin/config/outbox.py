"""練習用の郵便受け: all mails and letters of a practice portal. In production the addresses do not exist."""

import re
from collections.abc import Callable
from functools import wraps
from typing import Any, NamedTuple

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.db.models import CharField, Value
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from nenkin.registry import outgoing
from nenkin.registry.models import Letter, Mail
from nenkin.registry.sent import LETTER_NAMES

ON_A_PAGE = 20
LINK = re.compile(r"(https?://\S+)")


class Part(NamedTuple):
    """A piece of a mail's text."""

    text: str
    is_link: bool


class Row(NamedTuple):
    """One mail or one letter; `parts`: the text of a mail; `name`: of a letter."""

    mail: Mail | None = None
    parts: tuple[Part, ...] = ()
    letter: Letter | None = None
    name: Any = ""
    is_printed: bool = False


def practice_only(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Outside practice mode there is no such page."""

    @wraps(view)
    def shows(request: HttpRequest, *args: Any, **options: Any) -> HttpResponseBase:
        if not settings.PRACTICE:
            raise Http404
        return view(request, *args, **options)

    return shows


@login_not_required
@practice_only
@never_cache
@require_safe
def outbox(request: HttpRequest) -> HttpResponse:
    """Everything that was sent, the newest first."""
    columns = ("created_at", "pk", "what")
    mails = Mail.objects.annotate(what=Value("mail", CharField())).values_list(*columns)
    letters = Letter.objects.annotate(what=Value("letter", CharField())).values_list(*columns)
    pages = Paginator(mails.union(letters, all=True).order_by("-created_at", "-pk"), ON_A_PAGE)
    shown = pages.get_page(request.GET.get("page"))
    page = {"rows": _rows(list(shown)), "shown": shown, "is_sent": settings.SENDS_MAIL}
    return render(request, "config/outbox.html", page)


@login_not_required
@practice_only
@never_cache
@require_safe
def letter(request: HttpRequest, number: int) -> FileResponse:
    """One letter as PDF, to keep: a browser that shows it inside the page would break the page's own rules."""
    name = f"{get_object_or_404(Letter, pk=number).pk}.pdf"
    try:
        content = (settings.PRACTICE_LETTERS / name).open("rb")
    except OSError:
        raise Http404 from None
    return FileResponse(
        content, as_attachment=True, filename=f"letter-{name}", content_type="application/pdf"
    )


def _rows(found: list[tuple[Any, int, str]]) -> list[Row]:
    mails = Mail.objects.in_bulk([pk for _at, pk, what in found if what == "mail"])
    numbers = [pk for _at, pk, what in found if what == "letter"]
    letters = Letter.objects.select_related("person").in_bulk(numbers)
    return [_mail(mails[pk]) if what == "mail" else _letter(letters[pk]) for _at, pk, what in found]


def _mail(mail: Mail) -> Row:
    if mail.kind not in outgoing.WITH_LINK:
        return Row(mail=mail, parts=(Part(mail.body, False),))
    pieces = enumerate(LINK.split(mail.body))
    return Row(mail=mail, parts=tuple(Part(text, place % 2 == 1) for place, text in pieces))


def _letter(letter: Letter) -> Row:
    file = settings.PRACTICE_LETTERS / f"{letter.pk}.pdf"
    return Row(letter=letter, name=LETTER_NAMES.get(letter.kind, letter.kind), is_printed=file.is_file())
