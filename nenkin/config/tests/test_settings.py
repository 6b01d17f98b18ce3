"""The settings refuse wrong values at start, in one line that names the variable and what is allowed."""

import os
import re
import runpy
import stat
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
KEY = "a-long-key-for-tests-only-0123456789-abcdefghijklmnopqrstuvwxyz"


def manage(*arguments: str, **environment: object) -> subprocess.CompletedProcess:
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("NENKIN_", "DJANGO_"))}
    clean |= {f"NENKIN_{name}": str(value) for name, value in environment.items()}
    command = [sys.executable, str(ROOT / "manage.py"), *arguments]
    return subprocess.run(command, env=clean, capture_output=True, text=True, timeout=60, check=False)


def production(folder: Path, **changes: object) -> dict[str, object]:
    url = f"sqlite:///{folder}/nenkin.sqlite3"
    settings = {"MODE": "production", "DATA": folder, "SECRET_KEY": KEY, "ALLOWED_HOSTS": "nenkin.example"}
    mail = {"SMTP_URL": "smtp://portal:secret@mail.example", "MAIL_FROM": "noreply@nenkin.example"}
    return settings | {"DATABASE_URL": url} | mail | changes


WRONG = {
    "mode": {"MODE": "prodution"},
    "mode in full width": {"MODE": "ｐｒａｃｔｉｃｅ"},
    "no secret key": {"SECRET_KEY": ""},
    "short secret key": {"SECRET_KEY": "short"},
    "secret key of one letter": {"SECRET_KEY": "a" * 80},
    "no host": {"ALLOWED_HOSTS": " , "},
    "any host": {"ALLOWED_HOSTS": "*"},
    "host with scheme": {"ALLOWED_HOSTS": "https://nenkin.example"},
    "no database": {"DATABASE_URL": ""},
    "another database": {"DATABASE_URL": "mysql://user:secret@db/nenkin"},
    "relative database": {"DATABASE_URL": "sqlite://nenkin.sqlite3"},
    "database in no folder": {"DATABASE_URL": "sqlite:////no/such/folder/nenkin.sqlite3"},
    "database port": {"DATABASE_URL": "postgresql://user:secret@db:port/nenkin"},
    "database with an unknown option": {"DATABASE_URL": "postgresql://user:secret@db/nenkin?sslmod=require"},
    "database with a fragment": {"DATABASE_URL": "postgresql://user:secret@db/nenkin#x"},
    "another cache": {"CACHE_URL": "memcached://user:secret@cache/0"},
    "cache without host": {"CACHE_URL": "redis:///0"},
    "cache port": {"CACHE_URL": "redis://user:secret@cache:port/0"},
    "cache port zero": {"CACHE_URL": "redis://user:secret@cache:0/0"},
    "cache by name": {"CACHE_URL": "redis://user:secret@cache/nenkin"},
    "cache by full-width number": {"CACHE_URL": "redis://user:secret@cache/１"},
    "cache without TLS check": {"CACHE_URL": "rediss://user:secret@cache/0?ssl_cert_reqs=none"},
    "database without name": {"DATABASE_URL": "postgresql://user:secret@db/"},
    "proxy": {"BEHIND_PROXY": "1"},
    "log level": {"LOG_LEVEL": "LOUD"},
    "service name": {"SERVICE_NAME": "長" * 41},
    "folder": {"DATA": "/no/such/folder"},
    "no mail server": {"SMTP_URL": ""},
    "mail server of another kind": {"SMTP_URL": "lmtp://user:secret@mail.example"},
    "mail server without a name": {"SMTP_URL": "smtp://user:secret@"},
    "mail server with a user without password": {"SMTP_URL": "smtp://secret@mail.example"},
    "mail server with a wrong port": {"SMTP_URL": "smtp://user:secret@mail.example:port"},
    "mail server with port zero": {"SMTP_URL": "smtps://user:secret@mail.example:0"},
    "mail server without TLS check": {"SMTP_URL": "smtps://user:secret@mail.example?verify=no"},
    "no sender": {"MAIL_FROM": ""},
    "sender with a name": {"MAIL_FROM": "Nenkin <noreply@nenkin.example>"},
    "sender with a second header": {"MAIL_FROM": "noreply@nenkin.example\nBcc: a@b.example"},
    "national ID without TLS": {"NATIONAL_ID_ISSUER": "http://id.example"},
    "national ID on this machine": {"NATIONAL_ID_ISSUER": "http://127.0.0.1:8001"},
    "national ID with a query": {"NATIONAL_ID_ISSUER": "https://id.example/?a=b"},
    "national ID with a wrong port": {"NATIONAL_ID_ISSUER": "https://id.example:port"},
    "national ID that opens the page's policy": {"NATIONAL_ID_ISSUER": "https://id.example; script-src *"},
    "national ID's client without issuer": {"NATIONAL_ID_CLIENT_ID": "nenkin"},
    "national ID's secret without issuer": {"NATIONAL_ID_CLIENT_SECRET": "secret@secret@secret@"},
}


@pytest.mark.parametrize(
    ("url", "found"),
    [
        ("", ("", 0, "", "", False, False)),
        ("smtp://mail.example", ("mail.example", 587, "", "", True, False)),
        ("smtps://mail.example", ("mail.example", 465, "", "", False, True)),
        ("smtp://a%40b:p%2Fw@mail.example:2525/", ("mail.example", 2525, "a@b", "p/w", True, False)),
    ],
)
def test_mails_leave_by_tls_alone(tmp_path, monkeypatch, url, found):
    for name, value in production(tmp_path, MODE="practice", SMTP_URL=url).items():
        monkeypatch.setenv(f"NENKIN_{name}", str(value))
    read = runpy.run_path(str(ROOT / "nenkin/config/settings.py"))
    names = ("HOST", "PORT", "HOST_USER", "HOST_PASSWORD", "USE_TLS", "USE_SSL")
    assert tuple(read[f"EMAIL_{name}"] for name in names) == found
    assert read["SENDS_MAIL"] == bool(url)


@pytest.mark.parametrize("change", WRONG.values(), ids=WRONG.keys())
def test_a_wrong_value_stops_the_start_with_one_line(tmp_path, monkeypatch, change):
    for name, value in production(tmp_path, **change).items():
        monkeypatch.setenv(f"NENKIN_{name}", str(value))
    with pytest.raises(SystemExit) as stopped:
        runpy.run_path(str(ROOT / "nenkin/config/settings.py"))

    (name,) = change
    assert re.fullmatch(rf"nenkin: NENKIN_{name} is [^\n]+; allowed: [^\n]+", str(stopped.value))
    assert not any(secret in str(stopped.value) for secret in ("secret@", "'short'", "aaaa"))


NATIONAL_ID = {
    "NATIONAL_ID_ISSUER": "https://id.example/realm",
    "NATIONAL_ID_CLIENT_ID": "nenkin",
    "NATIONAL_ID_CLIENT_SECRET": "secret@secret@secret@",
}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("NATIONAL_ID_CLIENT_ID", ""),
        ("NATIONAL_ID_CLIENT_ID", "年金"),
        ("NATIONAL_ID_CLIENT_SECRET", ""),
        ("NATIONAL_ID_CLIENT_SECRET", "secret@"),
    ],
)
def test_an_issuer_needs_a_client_and_its_secret(tmp_path, monkeypatch, name, value):
    for each, right in production(tmp_path, **NATIONAL_ID | {name: value}).items():
        monkeypatch.setenv(f"NENKIN_{each}", str(right))
    with pytest.raises(SystemExit, match=f"^nenkin: NENKIN_{name} is ") as stopped:
        runpy.run_path(str(ROOT / "nenkin/config/settings.py"))

    assert "secret@" not in str(stopped.value)


def test_the_national_id_is_where_a_form_may_lead(tmp_path, monkeypatch):
    for name, value in production(tmp_path, **NATIONAL_ID).items():
        monkeypatch.setenv(f"NENKIN_{name}", str(value))
    read = runpy.run_path(str(ROOT / "nenkin/config/settings.py"))

    assert read["NATIONAL_ID_ISSUER"] == "https://id.example/realm"
    assert read["CONTENT_SECURITY_POLICY"]["DIRECTIVES"]["form-action"] == ["'self'", "https://id.example"]


def test_production_has_no_national_id_unless_it_is_set(tmp_path, monkeypatch):
    for name, value in production(tmp_path).items():
        monkeypatch.setenv(f"NENKIN_{name}", str(value))
    read = runpy.run_path(str(ROOT / "nenkin/config/settings.py"))

    assert read["NATIONAL_ID_ISSUER"] == ""
    assert read["CONTENT_SECURITY_POLICY"]["DIRECTIVES"]["form-action"] == ["'self'"]


def test_the_server_and_the_commands_say_it_without_a_trace():
    result = manage("check", MODE="prodution")

    assert result.returncode == 1
    assert result.stderr == "nenkin: NENKIN_MODE is 'prodution'; allowed: practice (default) or production\n"


def test_an_unknown_setting_is_refused():
    result = manage("check", ALOWED_HOSTS="nenkin.example")

    assert result.returncode == 1
    assert result.stderr.startswith("nenkin: NENKIN_ALOWED_HOSTS is not a setting; allowed: NENKIN_MODE, ")


def test_production_settings_pass_the_deployment_check(tmp_path):
    result = manage("check", "--deploy", "--fail-level", "WARNING", **production(tmp_path))

    assert result.returncode == 0, result.stderr
    assert "no issues (0 silenced)" in result.stdout


def test_practice_settings_do_not_pass_the_deployment_check(tmp_path):
    result = manage("check", "--deploy", "--fail-level", "WARNING", DATA=tmp_path)

    assert result.returncode == 1
    assert "security.W016" in result.stderr


def test_practice_needs_nothing_and_keeps_its_key(tmp_path):
    folder = tmp_path / "var"
    show = ("shell", "--no-imports", "-c", "from django.conf import settings; print(settings.SECRET_KEY)")
    first, second = manage(*show, DATA=folder), manage(*show, DATA=folder)

    assert len(first.stdout.strip()) >= 50
    assert first.stdout == second.stdout
    assert stat.S_IMODE((folder / "secret_key").stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_cookies_and_transport_in_production(tmp_path):
    names = (
        "s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.SESSION_COOKIE_SECURE, s.SECURE_HSTS_SECONDS, s.DEBUG"
    )
    show = f"from django.conf import settings as s; print({names})"
    result = manage("shell", "--no-imports", "-c", show, **production(tmp_path))

    assert result.stdout.split() == ["__Host-nenkin", "__Host-nenkin-csrf", "True", "31536000", "False"]


def test_sqlite_keeps_what_it_has_acknowledged(tmp_path):
    show = (
        "from django.db import connection as c\n"
        "with c.cursor() as q: print(*[q.execute('PRAGMA ' + p).fetchone()[0]"
        " for p in ('journal_mode', 'synchronous', 'foreign_keys')])"
    )
    result = manage("shell", "--no-imports", "-c", show, DATA=tmp_path)

    assert result.stdout.split() == ["wal", "2", "1"]


def settings_of(tmp_path, monkeypatch, **changes) -> dict:
    for name, value in production(tmp_path, **changes).items():
        monkeypatch.setenv(f"NENKIN_{name}", str(value))
    return runpy.run_path(str(ROOT / "nenkin/config/settings.py"))


def test_a_postgresql_address_is_read_whole(tmp_path, monkeypatch):
    url = "postgresql://us%40er:pass%2Fword@db.example:6432/nenkin?sslmode=verify-full"
    database = settings_of(tmp_path, monkeypatch, DATABASE_URL=url)["DATABASES"]["default"]

    who = [database[name] for name in ("USER", "PASSWORD", "HOST", "PORT", "NAME")]
    assert who == ["us@er", "pass/word", "db.example", 6432, "nenkin"]
    assert database["CONN_HEALTH_CHECKS"] is True
    assert database["OPTIONS"]["sslmode"] == "verify-full"
    assert database["OPTIONS"]["connect_timeout"] == 5


@pytest.mark.parametrize("url", ["redis://cache", "redis://:pw@cache:6380/12", "rediss://user:pw@cache/0"])
def test_a_cache_address_counts_for_all_processes(tmp_path, monkeypatch, url):
    read = settings_of(tmp_path, monkeypatch, CACHE_URL=url)

    assert read["SHARED_CACHE"] is True
    assert read["CACHES"]["default"]["LOCATION"] == url


def test_without_a_cache_address_nothing_is_shared(tmp_path, monkeypatch):
    monkeypatch.delenv("NENKIN_CACHE_URL", raising=False)

    assert settings_of(tmp_path, monkeypatch)["SHARED_CACHE"] is False


def test_static_files_get_hashed_names(tmp_path):
    result = manage("collectstatic", "--noinput", DATA=tmp_path)

    assert result.returncode == 0, result.stderr
    assert list((tmp_path / "static/ui").glob("app.*.css"))
