"""The home page, the health check, and the pages for errors that come without a request."""

from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe

from nenkin.config.menu import MENU
from nenkin.registry import access
from nenkin.services.records import queries
from nenkin.ui import kept


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """目的別サービス一覧, with the state of the record above it."""
    stored = access.record_of(account=request.user, purpose="ホーム")
    record = queries.record_summary(stored, as_of=timezone.localdate())
    return render(request, "config/home.html", {"menu": MENU, "stored": stored, **record._asdict()})


@login_not_required
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """For a load balancer: 200 when the database answers, 503 when it does not."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("database does not answer\n", status=503, content_type="text/plain")
    return HttpResponse("ok\n", content_type="text/plain")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose page grew old: nothing is done, and the same form comes back with what was typed.

    Only when the form was sent by a page of ours. Anything else gets 403.
    """
    ours = f"{request.scheme}://{request.get_host()}"
    if request.headers.get("Origin") != ours or request.headers.get("Sec-Fetch-Site") == "cross-site":
        return render(request, "403_csrf.html", status=403)
    kept.keep(request)
    return HttpResponseRedirect(
        f"{resolve_url('form_grew_old')}?{urlencode({'next': request.path})}", status=303
    )


@login_not_required
@require_safe
def form_grew_old(request: HttpRequest) -> HttpResponse:
    """もう一度、押してください: a way back to the form with what was typed."""
    back = request.GET.get("next", "/")
    safe = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()})
    return render(request, "config/form_grew_old.html", {"back": back if safe else "/"})


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400. Nothing of the request is trusted, not even who sent it."""
    return HttpResponse(_error_page("400.html"), status=400)


def server_error(request: HttpRequest) -> HttpResponse:
    """500. Works without the database."""
    return HttpResponse(_error_page("500.html"), status=500)


def _error_page(template: str) -> str:
    return render_to_string(template, {"service_name": settings.SERVICE_NAME, "practice": settings.PRACTICE})
