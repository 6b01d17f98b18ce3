"""Between the sessions and the screens: who is still in, where a browser goes that no longer is, the strict policy."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sessions.exceptions import SessionInterrupted
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render, resolve_url
from django.utils.functional import cached_property

from nenkin.services.account import devices, visits
from nenkin.services.account.models import PortalSession
from nenkin.ui import kept

LAST_PAGE, NEXT_NUMBER = visits.LAST_PAGE, "next_number"  # in the session
NUMBER = "screen"  # in the address
OUTSIDE_PAGES = {
    "account:alive",
    "account:extend",
    "account:sign_out",
    "account:national_id_callback",
    "account:mail_confirm",
}  # no page a person goes back to


class Sessions(SessionMiddleware):
    """Django's own; a page that lost a race with signing out leads to the sign-in, not to a bare error."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        try:
            return super().process_response(request, response)
        except SessionInterrupted:
            return HttpResponseRedirect(resolve_url(settings.LOGIN_URL), status=303)


class Visits:
    """Every request of a signed-in browser is asked anew whether its visit is still the active one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    @cached_property
    def alive(self) -> str:
        return resolve_url("account:alive")

    def __call__(self, request: HttpRequest) -> HttpResponse:
        visits.check(request, counts_as_use=request.path != self.alive)
        response = self.get_response(request)
        devices.put_cookie(request, response)
        if settings.SESSION_POLICY == "strict":
            _remember_page(request, response)
        return response

    def process_view(
        self, request: HttpRequest, view: Any, args: tuple[Any, ...], options: dict[str, Any]
    ) -> HttpResponseBase | None:
        """After the check of the form's origin: a POST that came too late is kept for the same person."""
        if request.user.is_authenticated:
            return _strictly(request) if settings.SESSION_POLICY == "strict" else None
        if visits.LOCKED not in request.session or not getattr(view, "login_required", True):
            return None
        if request.method == "POST":
            kept.keep(request)
        was = visits.ended(request)
        if was is not None and was.reason == PortalSession.REPLACED:
            return HttpResponseRedirect(resolve_url("account:replaced"), status=303)
        return None


def _strictly(request: HttpRequest) -> HttpResponse | None:
    """Strict policy: a page is reached by a button or link on the page that was shown last.

    Every page shown has a number in its address, and the browser names the page it comes from. Going back,
    reloading, a second tab and an address typed in name an older page, or none.
    """
    name = request.resolver_match.view_name if request.resolver_match else ""
    if name in OUTSIDE_PAGES:
        return None
    last = request.session.get(LAST_PAGE)
    if last is not None and _came_from(request) != last:
        request.session.flush()  # the visit stays: the next sign-in meets ログイン(リセット要求)
        return render(request, "account/went_back.html", status=409)
    if request.method != "GET" or request.GET.get(NUMBER) == str(request.session.get(NEXT_NUMBER)):
        return None
    number = request.session.get(NEXT_NUMBER, 0) + 1
    request.session[NEXT_NUMBER] = number
    query = request.GET.copy()
    query[NUMBER] = str(number)
    return HttpResponseRedirect(f"{request.path}?{query.urlencode()}", status=303)


def _came_from(request: HttpRequest) -> str:
    """The page of this site that the browser names, as an address without the site."""
    page = urlsplit(request.headers.get("Referer", ""))
    if page.netloc != request.get_host():
        return ""
    return page.path + (f"?{page.query}" if page.query else "")


def _remember_page(request: HttpRequest, response: HttpResponseBase) -> None:
    is_page = response.status_code == 200 and response.get("Content-Type", "").startswith("text/html")
    if is_page and request.method == "GET" and request.user.is_authenticated:
        request.session[LAST_PAGE] = request.get_full_path()
        request.session[NEXT_NUMBER] += 1  # the number of this page is used up
