"""What every request and every answer gets."""

import secrets
from collections.abc import Callable

from csp.constants import HEADER
from csp.middleware import CSPMiddleware
from csp.utils import build_policy
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from nenkin.registry.access import NoRecord
from nenkin.registry.request_number import request_number
from nenkin.services.guide import queries
from nenkin.ui import kept

Answer = Callable[[HttpRequest], HttpResponse]
PERMISSIONS = "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"


def request_id(get_response: Answer) -> Answer:
    """A number for this request: in the log, in the audit trail, in the answer's head."""

    def middleware(request: HttpRequest) -> HttpResponse:
        number = secrets.token_hex(8)
        token = request_number.set(number)
        try:
            response = get_response(request)
        finally:
            request_number.reset(token)
        response["X-Request-ID"] = number
        return response

    return middleware


def response_headers(get_response: Answer) -> Answer:
    """Pages of a signed-in person are kept nowhere; other pages are asked for again each time."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.setdefault("Permissions-Policy", PERMISSIONS)
        response.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        user = getattr(request, "user", None)
        if user is not None and user.is_authenticated:
            response["Cache-Control"] = "no-store, private"
        else:
            response.setdefault("Cache-Control", "no-cache, private")
        return response

    return middleware


class ContentSecurityPolicy(CSPMiddleware):
    """The policy of the settings as django-csp builds it, built once: only the nonce is new in each answer.

    No view of the portal asks for a policy of its own; django-csp's decorators have no effect here.
    """

    def __init__(self, get_response: Answer) -> None:
        super().__init__(get_response)
        self.without_nonce = build_policy()
        self.with_nonce = build_policy(nonce="{nonce}")

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """A page that asked for `request.csp_nonce` gets the nonce; any other page none."""
        nonce = getattr(request, "_csp_nonce", None)
        response[HEADER] = self.with_nonce.replace("{nonce}", nonce) if nonce else self.without_nonce
        return response


class NoRecordPage:
    """Any screen that needs a record says in words when there is none, or why it cannot be read."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The page in place of the screen; every other exception goes its way."""
        if isinstance(exception, NoRecord):
            return render(request, "ui/no_record.html", {"faults": exception.faults})
        return None


class ClosedPage:
    """A function that is stopped answers 503: what is stopped, since when, until when, and what still works."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *view: object) -> HttpResponse | None:
        """The page in place of the screen. What a form sent is not taken; it stays on the page, without secrets."""
        stop = queries.running_stop(request.resolver_match.view_name if request.resolver_match else "")
        if stop is None:
            return None
        sent = request.method == "POST"
        page = {"stop": stop, "sent": sent, "works": queries.still_works(), "typed": _typed(request)}
        response = render(request, "guide/closed.html", page, status=503)
        response["Retry-After"] = str(stop.retry_after(timezone.now()))
        response["Cache-Control"] = "no-store, private"
        return response


def _typed(request: HttpRequest) -> list[tuple[str, str]] | None:
    """What a form sent, to be sent again; None when a secret or a file was among it."""
    fields = {name: values for name, values in request.POST.lists() if name != "csrfmiddlewaretoken"}
    if request.FILES or any(kept.SECRET.search(name) for name in fields):
        return None
    return [(name, str(value)) for name, values in fields.items() for value in values]
