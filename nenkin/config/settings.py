"""Settings of the portal: one file, all of it from the environment, a wrong value stops the start.

`NENKIN_MODE=practice` (default) needs nothing: SQLite and a generated key in `var/`, practice people.
`NENKIN_MODE=production` needs a key, host names, a database, and a folder that exists.
"""

import os
import re
import secrets
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import parse_qsl, unquote, urlsplit

from csp.constants import NONCE, NONE, SELF

VARIABLES = {
    "NENKIN_MODE": "practice (default) or production",
    "NENKIN_DATA": "the folder for the database, the key and collected static files",
    "NENKIN_SERVICE_NAME": "the name in the header, 1 to 40 characters",
    "NENKIN_SECRET_KEY": "50 or more random characters",
    "NENKIN_ALLOWED_HOSTS": "host names separated by commas, without wildcard, scheme or port",
    "NENKIN_DATABASE_URL": "sqlite:////absolute/path or postgresql://user:password@host:port/name, with ?sslmode=… if wanted",
    "NENKIN_CACHE_URL": "redis://user:password@host:port/number or rediss://… (Redis, Valkey); empty: the database counts tries",
    "NENKIN_SESSION_POLICY": "default (going back, reloading, several tabs are safe) or strict (the guide to the letter)",
    "NENKIN_SESSION_POLICY_CONFIRMED": "yes when strict is wanted in production, else no",
    "NENKIN_SMTP_URL": "smtp://user:password@host:port (STARTTLS) or smtps://…; empty in practice: mails stay in the outbox",
    "NENKIN_MAIL_FROM": "the address that mails come from",
    "NENKIN_BEHIND_PROXY": "yes when a trusted proxy ends TLS and sets X-Forwarded-Proto and -For, else no",
    "NENKIN_LOG_LEVEL": "DEBUG, INFO, WARNING or ERROR",
    "NENKIN_NATIONAL_ID_ISSUER": "the OpenID Connect provider, https://… without query (practice: http://127.0.0.1:port too)",
    "NENKIN_NATIONAL_ID_CLIENT_ID": "the portal's name at that provider, printable ASCII; empty when there is no issuer",
    "NENKIN_NATIONAL_ID_CLIENT_SECRET": "16 or more printable ASCII characters; empty when there is no issuer",
}
SECRET = {
    "NENKIN_SECRET_KEY",
    "NENKIN_DATABASE_URL",
    "NENKIN_CACHE_URL",
    "NENKIN_SMTP_URL",
    "NENKIN_NATIONAL_ID_CLIENT_SECRET",
}


def refuse(name: str, value: object) -> NoReturn:
    """Stop the start with one line. A secret or an address with a password is never shown."""
    shown = "(not shown)" if value and name in SECRET else repr(value)
    raise SystemExit(f"nenkin: {name} is {shown}; allowed: {VARIABLES[name]}")


def read(name: str, default: str = "") -> str:
    return os.environ.get(name, default).strip()


def choice(name: str, default: str, allowed: tuple[str, ...]) -> str:
    value = read(name, default)
    return value if value in allowed else refuse(name, value)


for _name in sorted(set(os.environ) - set(VARIABLES)):
    if _name.startswith("NENKIN_"):
        raise SystemExit(f"nenkin: {_name} is not a setting; allowed: {', '.join(VARIABLES)}")

PRODUCTION = choice("NENKIN_MODE", "practice", ("practice", "production")) == "production"
PRACTICE = not PRODUCTION
BEHIND_PROXY = choice("NENKIN_BEHIND_PROXY", "no", ("yes", "no")) == "yes"
LOG_LEVEL = choice("NENKIN_LOG_LEVEL", "INFO", ("DEBUG", "INFO", "WARNING", "ERROR"))

SERVICE_NAME = read("NENKIN_SERVICE_NAME", "オープンねんきん")
if not 1 <= len(SERVICE_NAME) <= 40 or not SERVICE_NAME.isprintable():
    refuse("NENKIN_SERVICE_NAME", SERVICE_NAME)


def _data_folder() -> Path:
    checkout = Path(__file__).resolve().parents[2]
    home = checkout if (checkout / "manage.py").is_file() else Path.cwd()
    folder = Path(read("NENKIN_DATA") or home / "var").absolute()
    try:
        if PRACTICE:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            (folder / "static").mkdir(exist_ok=True)
    except OSError:
        refuse("NENKIN_DATA", str(folder))
    if not folder.is_dir() or not os.access(folder, os.W_OK):
        refuse("NENKIN_DATA", str(folder))
    return folder


DATA = _data_folder()


def _secret_key() -> str:
    key = read("NENKIN_SECRET_KEY")
    if key or PRODUCTION:
        return key if len(key) >= 50 and len(set(key)) >= 10 else refuse("NENKIN_SECRET_KEY", key)
    file = DATA / "secret_key"
    if not file.exists():  # written aside, then linked: two processes that start at once get one key
        draft = DATA / f"secret_key.{os.getpid()}"
        with open(os.open(draft, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "w", encoding="ascii") as out:
            out.write(secrets.token_urlsafe(64))
        try:
            os.link(draft, file)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return file.read_text(encoding="ascii").strip()


SECRET_KEY = _secret_key()


def _allowed_hosts() -> list[str]:
    hosts = [host.strip() for host in read("NENKIN_ALLOWED_HOSTS").split(",") if host.strip()]
    if any(set(host) & set("*/:@ ") and host != "[::1]" for host in hosts) or (PRODUCTION and not hosts):
        refuse("NENKIN_ALLOWED_HOSTS", ",".join(hosts))
    return hosts if PRODUCTION else ["localhost", "127.0.0.1", "[::1]", *hosts]


ALLOWED_HOSTS = _allowed_hosts()


# A server that is gone is noticed; a lock is waited for as long as SQLite would; nobody keeps one for ever.
# No time limit for a statement: a migration may take its time.
POSTGRESQL_PATIENCE = {
    "connect_timeout": 5,
    "tcp_user_timeout": 20_000,
    "options": "-c lock_timeout=20s -c idle_in_transaction_session_timeout=60s",
}


def _database() -> dict[str, Any]:
    url = read("NENKIN_DATABASE_URL")
    if not url and PRACTICE:
        return _sqlite(DATA / "nenkin.sqlite3")
    try:
        parts = urlsplit(url)
        port = parts.port or 5432
    except ValueError:
        refuse("NENKIN_DATABASE_URL", url)
    path = unquote(parts.path)
    if parts.scheme == "sqlite" and path.startswith("/") and Path(path).parent.is_dir():
        return _sqlite(Path(path))
    name = path.removeprefix("/")
    tls = dict(parse_qsl(parts.query, keep_blank_values=True))
    is_whole = parts.hostname and parts.username and name and "/" not in name and not parts.fragment
    if parts.scheme == "postgresql" and is_whole and set(tls) <= {"sslmode", "sslrootcert"}:
        return {
            "ENGINE": "django.db.backends.postgresql",
            "HOST": parts.hostname,
            "PORT": port,
            "NAME": name,
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": tls | POSTGRESQL_PATIENCE,
        }
    refuse("NENKIN_DATABASE_URL", url)


def _sqlite(path: Path) -> dict[str, Any]:
    """WAL lets readers pass writers; FULL lost no acknowledged write in power-cut tests, NORMAL did."""
    pragmas = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;"
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "CONN_MAX_AGE": None,
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": pragmas},
    }


DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"


def _cache() -> dict[str, Any]:
    url = read("NENKIN_CACHE_URL")
    if not url:
        return {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    try:
        parts = urlsplit(url)
        is_server = parts.scheme in {"redis", "rediss"} and parts.hostname and parts.port != 0
    except ValueError:
        refuse("NENKIN_CACHE_URL", url)
    if not is_server or not re.fullmatch("(/[0-9]{0,4})?", parts.path) or parts.query or parts.fragment:
        refuse("NENKIN_CACHE_URL", url)
    return {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": url,
        "KEY_PREFIX": "nenkin",
        "OPTIONS": {"socket_connect_timeout": 2, "socket_timeout": 2, "health_check_interval": 30},
    }


CACHES = {"default": _cache()}
SHARED_CACHE = "locmem" not in str(CACHES["default"]["BACKEND"])  # one for all processes: it counts tries

DEBUG = False
ROOT_URLCONF = "nenkin.config.urls"
WSGI_APPLICATION = "nenkin.config.wsgi.application"
INSTALLED_APPS = [
    "nenkin.config",
    "nenkin.services.guide",
    "nenkin.services.account",
    "nenkin.services.registration",
    "nenkin.services.records",
    "nenkin.services.estimate",
    "nenkin.registry",
    "nenkin.ui",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "csp",
]
MIDDLEWARE = [
    "nenkin.config.middleware.request_id",
    "django.middleware.security.SecurityMiddleware",
    "nenkin.config.middleware.ContentSecurityPolicy",
    "nenkin.config.middleware.response_headers",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "nenkin.services.account.middleware.Sessions",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "nenkin.ui.display.middleware",
    "nenkin.services.account.middleware.Visits",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "nenkin.config.middleware.ClosedPage",
    "nenkin.config.middleware.NoRecordPage",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "nenkin.ui.context.page",
                "nenkin.config.context.closures",
                "nenkin.services.account.context.visit",
            ],
        },
    },
]
FORM_RENDERER = "nenkin.ui.renderer.Renderer"

LANGUAGE_CODE = "ja"
LANGUAGES = [("ja", "日本語"), ("en", "English")]
LOCALE_PATHS = [Path(__file__).resolve().parents[1] / "locale"]
DISPLAY_COOKIE_NAME = "__Host-nenkin" if PRODUCTION else "nenkin"  # with -language and -letters
TIME_ZONE = "Asia/Tokyo"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MAX_AGE = 60  # names without a hash; hashed names are immutable

# Who may come in.
AUTH_USER_MODEL = "account.Account"
AUTHENTICATION_BACKENDS = ["nenkin.services.account.signed_in.AccountBackend"]
LOGIN_URL = "account:sign_in"
LOGIN_REDIRECT_URL = "home"
PASSWORD_HASHERS = ["nenkin.services.account.hashers.Argon2"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 15},
    },
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("user_id",)},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "nenkin.registry.passwords.MaximumLength"},
    {"NAME": "nenkin.registry.passwords.ContextWords"},
]
SESSION_ENGINE = "nenkin.services.account.signed_in"
SESSION_COOKIE_NAME = "__Host-nenkin" if PRODUCTION else "nenkin"
SESSION_COOKIE_SECURE = PRODUCTION
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 24 * 60 * 60  # of what a browser carries; a visit is shorter: SESSION_SECONDS
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_POLICY = choice("NENKIN_SESSION_POLICY", "default", ("default", "strict"))
_confirmed = choice("NENKIN_SESSION_POLICY_CONFIRMED", "no", ("yes", "no")) == "yes"
if PRODUCTION and SESSION_POLICY == "strict" and not _confirmed:
    refuse("NENKIN_SESSION_POLICY_CONFIRMED", "no")
SESSION_SECONDS = {"idle": 30 * 60, "absolute": 8 * 60 * 60}
SHARED_SESSION_SECONDS = {"idle": 10 * 60, "absolute": 60 * 60}  # 共用の端末
WARN_SECONDS = 3 * 60  # before a visit locks
PROVE_AGAIN_SECONDS = 10 * 60  # a change that matters asks again when the last proof is older
DEVICE_COOKIE_NAME = "__Host-nenkin-device" if PRODUCTION else "nenkin-device"
CSRF_FAILURE_VIEW = "nenkin.config.views.csrf_failure"
CSRF_COOKIE_NAME = "__Host-nenkin-csrf" if PRODUCTION else "nenkin-csrf"
CSRF_COOKIE_SECURE = PRODUCTION
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_AGE = None


def _national_id() -> tuple[str, str, str]:
    """Sign-in with マイナンバーカード: issuer, client ID, secret. All of them, or none: then it is off."""
    names = [f"NENKIN_NATIONAL_ID_{part}" for part in ("ISSUER", "CLIENT_ID", "CLIENT_SECRET")]
    issuer, client_id, secret = values = [read(name) for name in names]
    try:
        parts = urlsplit(issuer)
        port = parts.port
    except ValueError:
        refuse(names[0], issuer)
    local = PRACTICE and parts.scheme == "http" and parts.hostname in {"127.0.0.1", "localhost"} and port
    address = parts.hostname and (parts.scheme == "https" or local) and not set(issuer) & set("?#@*;,'\"\\ ")
    right = (address, client_id, len(secret) >= 16)
    for name, value, is_right in zip(names, values, right, strict=True):
        if not (value.isascii() and value.isprintable() and (is_right if issuer else not value)):
            refuse(name, value)
    return issuer, client_id, secret


NATIONAL_ID_ISSUER, NATIONAL_ID_CLIENT_ID, NATIONAL_ID_CLIENT_SECRET = _national_id()
_national_id_origin = ["/".join(NATIONAL_ID_ISSUER.split("/")[:3])] if NATIONAL_ID_ISSUER else []


def _smtp() -> tuple[str, int, str, str, bool]:
    """Where mails go to: host, port, user, password, and whether TLS comes first (else STARTTLS, never without)."""
    url = read("NENKIN_SMTP_URL")
    if not url and PRACTICE:
        return "", 0, "", "", False
    try:
        parts = urlsplit(url)
        port = {"smtp": 587, "smtps": 465}[parts.scheme] if parts.port is None else parts.port
    except (ValueError, KeyError):
        refuse("NENKIN_SMTP_URL", url)
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    rest = parts.path.strip("/") or parts.query or parts.fragment
    if not parts.hostname or not port or bool(user) != bool(password) or rest:
        refuse("NENKIN_SMTP_URL", url)
    return parts.hostname, port, user, password, parts.scheme == "smtps"


EMAIL_HOST, EMAIL_PORT, EMAIL_HOST_USER, EMAIL_HOST_PASSWORD, EMAIL_USE_SSL = _smtp()
EMAIL_USE_TLS = bool(EMAIL_HOST) and not EMAIL_USE_SSL
EMAIL_TIMEOUT = 20  # seconds that a mail server may be silent
SENDS_MAIL = bool(EMAIL_HOST)  # without a server mails only wait in the outbox
MAIL_FROM = read("NENKIN_MAIL_FROM")
if SENDS_MAIL and not re.fullmatch(r"[A-Za-z0-9._+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+", MAIL_FROM):
    refuse("NENKIN_MAIL_FROM", MAIL_FROM)
PRACTICE_LETTERS = DATA / "letters"  # practice mode prints letters at once

# What a browser may do with a page.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF, *_national_id_origin],  # the button of the national ID leads there
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if PRODUCTION:
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
    SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# How much one request may bring.
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200
DATA_UPLOAD_MAX_NUMBER_FILES = 5

# Logs name requests, ids and places in the code; never what a person typed or what a record holds.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"()": "nenkin.config.log.PlainFormatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
    "loggers": {
        "django": {"handlers": [], "level": LOG_LEVEL, "propagate": True},
        "django.db.backends": {"level": "INFO"},
        "django.template": {"level": "INFO"},
    },
}
