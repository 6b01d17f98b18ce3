"""How a person sees the pages: the language and the size of the letters.

What was chosen in this browser counts first (a cookie each), then what the person chose last anywhere (the account),
then Japanese in normal letters. What the browser asks for by itself (Accept-Language) does not count: the first page
is Japanese, with the way to English in its head.
"""

from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from nenkin.ui.language import ENGLISH, JAPANESE

LANGUAGES = {JAPANESE: "日本語", ENGLISH: "English"}
LETTERS = ("", "large", "largest")  # the class of <html>: 100, 125, 150 %
LETTER_NAMES = (_("ふつう"), _("大きい(125%)"), _("とても大きい(150%)"))
COOKIE_AGE = 365 * 24 * 60 * 60


class Display(NamedTuple):
    """`letters`: a place in LETTERS."""

    language: str
    letters: int

    @property
    def letters_class(self) -> str:
        return LETTERS[self.letters]


def display_of(request: HttpRequest) -> Display:
    """The choice that holds for a request. A cookie that nobody here wrote is passed over."""
    language, letters = (request.COOKIES.get(name, "") for name in cookie_names())
    user = request.user if request.user.is_authenticated else None
    if language not in LANGUAGES:
        language = getattr(user, "language", JAPANESE)
    size = int(letters) if letters in {"0", "1", "2"} else getattr(user, "large_letters", 0)
    return Display(language if language in LANGUAGES else JAPANESE, size if size in (0, 1, 2) else 0)


def keep(
    request: HttpRequest, response: HttpResponse, *, language: str = "", letters: int | None = None
) -> None:
    """Keep a choice in the browser, and with the account of a signed-in person."""
    language_cookie, letters_cookie = cookie_names()
    chosen: dict[str, tuple[str, str | int]] = {}
    if language:
        chosen["language"] = language_cookie, language
    if letters is not None:
        chosen["large_letters"] = letters_cookie, letters
    for cookie, value in chosen.values():
        response.set_cookie(
            cookie,
            str(value),
            max_age=COOKIE_AGE,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
    if request.user.is_authenticated and chosen:
        for field, (_cookie, value) in chosen.items():
            setattr(request.user, field, value)
        request.user.save(update_fields=list(chosen))


def return_address(request: HttpRequest) -> str:
    """Where the switch of languages leads back to: this page, or the page that the form was on."""
    if request.method in ("GET", "HEAD"):
        return request.get_full_path()
    parts = urlsplit(request.META.get("HTTP_REFERER", ""))
    return parts.path if parts.netloc == request.get_host() else "/"


def cookie_names() -> tuple[str, str]:
    """Of the language and of the letters."""
    return f"{settings.DISPLAY_COOKIE_NAME}-language", f"{settings.DISPLAY_COOKIE_NAME}-letters"


def middleware(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Everything inside speaks the language of the request."""

    def speak(request: HttpRequest) -> HttpResponse:
        display = display_of(request)
        request.display = display  # type: ignore[attr-defined]
        with translation.override(display.language):
            response = get_response(request)
        response.setdefault("Content-Language", display.language)
        return response

    return speak
