"""What holds for the whole site: closed by default, headers, errors without traces, logs without persons."""

import logging

import pytest
from csp.constants import HEADER
from csp.middleware import CSPMiddleware
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.converters import IntConverter

from nenkin.config.log import PlainFormatter
from nenkin.config.middleware import ContentSecurityPolicy

OPEN = {
    "healthz",
    "guide:index",
    "guide:services",
    "guide:words",
    "guide:cautions",
    "guide:environment",
    "guide:check_cookies",
    "guide:hours",
    "form_grew_old",
    "display",
    "language",
    "practice_outbox",
    "practice_letter",
    "account:sign_in",
    "account:question",
    "account:asked_letter",
    "account:asked_code",
    "account:mail_confirm",
    "account:mail_confirmed",
    "account:stopped",
    "account:reset",
    "account:frozen",
    "account:replaced",
    "account:freeze",
    "account:alive",
    "account:passkey_sign_in",
    "account:passkey_options",
    "account:passkey_refused",
    "account:prove",
    "account:prove_options",
    "account:recovery",
    "account:recovery_sent",
    "account:recovery_link",
    "account:recovery_prove",
    "account:recovery_prove_options",
    "account:recovery_password",
    "account:recovery_done",
    "account:sign_out",
    "account:signed_out",
    "registration:start",
    "registration:terms",
    "registration:terms_version",
    "registration:declined",
    "account:national_id_start",
    "account:national_id_callback",
    "account:national_id_problem",
    "registration:national_id",
    "registration:card_refused",
    "registration:status",
    "registration:confirm",
    "registration:confirm_again",
    "registration:link_used",
    "registration:route",
    "registration:person",
    "registration:address",
    "registration:mail",
    "registration:wishes",
    "registration:check",
    "registration:receipt",
    "registration:send_again",
    "registration:done",
}


def all_views(resolver=None, prefix=""):
    """Every named address of the site with sample arguments."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from all_views(entry, f"{prefix}{entry.namespace}:" if entry.namespace else prefix)
        elif isinstance(entry, URLPattern):
            arguments = {
                name: "1" if isinstance(kind, IntConverter) else "2020-01"
                for name, kind in entry.pattern.converters.items()
            }
            yield f"{prefix}{entry.name}", arguments


def test_every_address_has_a_name():
    assert all(name and not name.endswith("None") for name, _ in all_views())


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "arguments"), [v for v in all_views() if v[0] not in OPEN], ids=str)
def test_every_view_is_closed_unless_it_says_so(client, name, arguments):
    for method in (client.get, client.post):
        response = method(reverse(name, kwargs=arguments))

        assert response.status_code == 302
        assert response["Location"].startswith("/login/?next=/")


def test_the_list_of_open_views_is_complete():
    assert {name for name, _ in all_views()} >= OPEN


@pytest.mark.django_db
def test_security_headers_on_every_kind_of_answer(page, hanako):
    client = page.client
    client.raise_request_exception = False
    page.sign_in(hanako)
    for path in ("/", "/login/", "/no-such-page", "/healthz"):
        response = client.get(path)

        policy = response["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert response["X-Frame-Options"] == "DENY"
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["Referrer-Policy"] == "same-origin"
        assert response["Cross-Origin-Opener-Policy"] == "same-origin"
        assert "camera=()" in response["Permissions-Policy"]
        assert len(response["X-Request-ID"]) == 16


@pytest.mark.parametrize("asks_for_a_nonce", [False, True])
def test_the_policy_is_the_one_that_django_csp_builds(rf, asks_for_a_nonce):
    def policy_of(middleware) -> tuple[dict[str, str], str]:
        request, nonces = rf.get("/"), []

        def screen(request):
            nonces.extend([str(request.csp_nonce)] if asks_for_a_nonce else [])
            return HttpResponse("x")

        response = middleware(screen)(request)
        assert all(f"'nonce-{nonce}'" in response[HEADER] for nonce in nonces)
        policy = response[HEADER].replace(nonces[0], "") if nonces else response[HEADER]
        return dict(part.split(" ", 1) for part in policy.split("; ")), "".join(nonces)

    ours, nonce = policy_of(ContentSecurityPolicy)
    theirs, other = policy_of(CSPMiddleware)
    assert ours == theirs
    assert ours["script-src"] == ("'self' 'nonce-'" if asks_for_a_nonce else "'self'")
    assert nonce != other or not asks_for_a_nonce


@pytest.mark.django_db
def test_a_signed_in_page_is_kept_nowhere(page, hanako):
    response = page.sign_in(hanako).get("/")

    assert response["Cache-Control"] == "no-store, private"


def test_an_unknown_address_gives_a_page_without_traces(page):
    response = page.get("/no-such-page", status=404)

    assert "この画面はありません" in response.content.decode()


def test_a_mistake_of_ours_gives_a_page_without_traces(page, monkeypatch, caplog):
    page.client.raise_request_exception = False
    monkeypatch.setattr("nenkin.services.account.practice.people", lambda: 1 / 0)
    response = page.get("/login/", status=500)

    assert "ZeroDivisionError" not in response.content.decode()
    assert "Traceback" not in response.content.decode()


@pytest.mark.django_db
def test_ten_megabytes_of_junk_are_refused(page):
    response = page.post("/login/", {"user_id": "x" * 10_000_000, "password": "y"}, status=400)

    assert "受け取れませんでした" in response.content.decode()


@pytest.mark.django_db
def test_health_check_answers_without_a_session(client):
    response = client.get("/healthz")

    assert (response.status_code, response.content) == (200, b"ok\n")
    assert not response.cookies


def test_health_check_says_when_the_database_is_gone(client, monkeypatch):
    def gone():
        raise DatabaseError

    monkeypatch.setattr(connection, "cursor", gone)

    assert client.get("/healthz").status_code == 503


def test_another_host_name_is_refused(client):
    assert client.get("/login/", headers={"host": "evil.example"}).status_code == 400


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["put", "delete", "patch", "trace"])
def test_odd_methods_are_refused(client, method):
    assert getattr(client, method)("/login/").status_code == 405


def test_a_form_from_elsewhere_is_refused(db):
    client = Client(enforce_csrf_checks=True)

    assert client.post("/login/", {"user_id": "hanako", "password": "x"}).status_code == 403


def test_a_log_line_of_an_exception_has_no_text_of_it():
    try:
        raise ValueError("9999-000001 見本 花子")
    except ValueError as error:
        record = logging.LogRecord("nenkin", logging.ERROR, "", 0, "failed", (), (type(error), error, None))
        line = PlainFormatter().format(record)

    assert "ValueError" in line
    assert "9999" not in line
    assert "花子" not in line


@pytest.mark.parametrize(
    "path", ["/recovery/link/%s/", "/settings/mail/link/%s/", "/registration/link/%s/again/"]
)
def test_logs_hold_no_link_of_a_mail(path, caplog):
    """S-247: a form without its token is refused, and Django writes the address into the log."""
    Client(enforce_csrf_checks=True).post(path % "canary-0123")

    lines = [PlainFormatter().format(record) for record in caplog.records]
    assert any("canary-0123" in record.getMessage() for record in caplog.records)  # the control
    assert any(path % "…" in line for line in lines)
    assert not any("canary" in line for line in lines)


@pytest.mark.django_db
def test_a_fresh_installation_has_no_account():
    assert get_user_model().objects.count() == 0


@pytest.mark.django_db
def test_migrations_are_up_to_date():
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)
