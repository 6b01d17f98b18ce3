"""What writes: signing in and out."""

from django.contrib.auth import authenticate, login, logout
from django.http import HttpRequest

from nenkin.services.account import throttle

WRONG = "入れませんでした。IDかパスワードがちがいます。"
HELD = "続けてまちがえたので、少しのあいだ受け付けを止めています。5分ほどたってから、もう一度入れてください。"


def sign_in(request: HttpRequest, *, user_id: str, password: str) -> str | None:
    """Start a session with a new key. Returns None, or the reason in plain words why not.

    An unknown user ID, a stopped one and a wrong password cost the same work and give the same answer.
    """
    source = throttle.source_of(request)
    if not throttle.may_try(user_id=user_id, source=source):
        return HELD
    account = authenticate(request, username=user_id, password=password)
    if account is None:
        return WRONG
    throttle.forget_tries(user_id=user_id, source=source)
    login(request, account)
    return None


def sign_out(request: HttpRequest) -> None:
    """End the session; its row and everything in it is deleted."""
    logout(request)
