"""What every request and every answer gets."""

import secrets
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from nenkin.registry.request_number import request_number

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
