"""The home page, the health check, and the pages for errors that come without a request."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_safe

from nenkin.config.menu import MENU
from nenkin.registry import access
from nenkin.services.records import queries


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


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400. Nothing of the request is trusted, not even who sent it."""
    return HttpResponse(_error_page("400.html"), status=400)


def server_error(request: HttpRequest) -> HttpResponse:
    """500. Works without the database."""
    return HttpResponse(_error_page("500.html"), status=500)


def _error_page(template: str) -> str:
    return render_to_string(template, {"service_name": settings.SERVICE_NAME, "practice": settings.PRACTICE})
