"""Sessions from outside: replayed, planted, forged, kept alive; what an ended one still opens (nothing)."""

import time
from datetime import timedelta

import pytest
from django.conf import settings as site
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from nenkin.config.tests.test_site import OPEN, all_views
from nenkin.services.account import steps, throttle, visits
from nenkin.services.account.models import Account, BrowserSession, PortalSession
from nenkin.services.account.signed_in import SessionStore, hashed

pytestmark = pytest.mark.django_db
PASSWORD = "hanako-no-aikotoba"
NAME = "見本 花子"
MANY = 100_000


def signed_in(user_id: str = "hanako") -> Client:
    client = Client()
    assert client.post("/login/", {"user_id": user_id, "password": PASSWORD}).status_code == 303
    return client


def closed() -> list[str]:
    """Every address that is for its person only."""
    return [reverse(name, kwargs=arguments) for name, arguments in all_views() if name not in OPEN]


def replayed(cookie: str) -> list[str]:
    """The addresses that still answer the cookie with something about its person."""
    found = []
    for path in closed():
        thief = Client()
        thief.cookies[site.SESSION_COOKIE_NAME] = cookie
        answer = thief.get(path)
        if answer.status_code == 200 or NAME in answer.content.decode():
            found.append(path)
    return found


def end(reason: str, client: Client) -> None:
    visit = PortalSession.objects.get(state="active")
    if reason == "signed out":
        client.post("/logout/")
    elif reason == "idle":
        PortalSession.objects.update(
            seen_at=timezone.now() - timedelta(seconds=site.SESSION_SECONDS["idle"] + 5)
        )
    elif reason == "absolute":
        session = client.session
        session[visits.SESSION] = {**session[visits.SESSION], "until": int(time.time()) - 5}
        session.save()
    elif reason == "replaced":
        visits.end(visit.pk, PortalSession.BY_OWNER, state=PortalSession.REPLACED)


@pytest.mark.parametrize("reason", ["signed out", "idle", "absolute", "replaced"])
def test_the_cookie_of_an_ended_visit_opens_no_address(hanako, reason):
    """S-244, on all closed addresses."""
    client = signed_in()
    cookie = client.cookies[site.SESSION_COOKIE_NAME].value

    end(reason, client)

    assert len(closed()) > 20
    assert replayed(cookie) == []


def test_the_cookie_of_a_live_visit_does_open_them(hanako):
    """The control of the test above."""
    cookie = signed_in().cookies[site.SESSION_COOKIE_NAME].value

    assert len(replayed(cookie)) > 10


def stop(account: Account, client: Client) -> None:
    other = signed_in_elsewhere(account)
    other.post("/settings/stop/check/")


def signed_in_elsewhere(account: Account) -> Client:
    """The owner in another browser, by taking over; the visit that was active stays as it is for the test."""
    other = signed_in(account.user_id)
    page = other.get("/login/reset/")
    other.post("/login/reset/", {"nonce": page.context["nonce"]})
    return other


CAUSES = {
    "stopped by hand": lambda account, client: Account.objects.filter(pk=account.pk).update(is_active=False),
    "stopped by the owner": stop,
    "taken over": lambda account, client: signed_in_elsewhere(account),
    "ended from the list": lambda account, client: visits.end_all(account, PortalSession.BY_OWNER),
    "password changed": lambda account, client: (account.set_password("x" * 20), account.save()),
}


@pytest.mark.parametrize("cause", CAUSES)
def test_a_visit_ends_within_a_second(hanako, cause):
    """S-245: with the next request, as every request is asked anew."""
    client = signed_in()
    assert client.get("/records/").status_code == 200

    CAUSES[cause](hanako, client)
    begun = time.monotonic()
    answer = client.get("/records/")

    assert answer.status_code in (302, 303)
    assert time.monotonic() - begun < 1


def test_keys_are_256_bits_and_none_comes_twice():
    """S-243."""
    keys = {SessionStore()._get_new_session_key() for _ in range(MANY)}
    assert len(keys) == MANY
    assert {len(bytes.fromhex(key)) for key in keys} == {32}


def dump() -> str:
    """Every value of every table, as somebody who stole the database reads it."""
    parts = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            parts += [str(row) for row in cursor.fetchall()]
    return "\n".join(parts)


def test_no_key_of_a_thousand_live_sessions_is_in_the_database(hanako):
    """S-243. The control: the hash that is kept in its place is found."""
    keys = []
    for _ in range(1000):
        session = SessionStore()
        session["kept"] = {}
        session.save()
        keys.append(session.session_key)
    client = signed_in()
    keys += [
        client.cookies[name].value.rpartition(".")[2]
        for name in (site.SESSION_COOKIE_NAME, site.DEVICE_COOKIE_NAME)
    ]
    text = dump()

    assert BrowserSession.objects.count() >= 1000
    assert all(hashed(key) in text for key in keys[:1000])
    assert [key for key in keys if key in text] == []


@pytest.mark.parametrize("trick", ["get", "head", "post", "query"])
def test_asking_whether_it_is_alive_keeps_nothing_alive(hanako, trick):
    """S-248."""
    client = signed_in()
    PortalSession.objects.update(
        seen_at=timezone.now() - timedelta(seconds=site.SESSION_SECONDS["idle"] - 60)
    )
    before = PortalSession.objects.get().seen_at

    if trick == "query":
        client.get("/session/alive/?next=/records/")
    else:
        getattr(client, trick)("/session/alive/")

    assert PortalSession.objects.get().seen_at == before
    client.get("/records/")
    assert PortalSession.objects.get().seen_at > before, "the control: a page counts as use"


FORGED = {
    "no origin": {},
    "another site": {"HTTP_ORIGIN": "https://evil.example"},
    "a sandbox": {"HTTP_ORIGIN": "null"},
    "a sibling": {"HTTP_ORIGIN": "http://evil.testserver"},
    "the browser says so": {"HTTP_ORIGIN": "http://testserver", "HTTP_SEC_FETCH_SITE": "cross-site"},
}


@pytest.mark.parametrize("where", FORGED)
def test_a_forged_sign_in_is_refused(hanako, where):
    """S-251: nobody is signed in to somebody else's account by a page elsewhere."""
    victim = Client(enforce_csrf_checks=True)

    answer = victim.post("/login/", {"user_id": "hanako", "password": PASSWORD}, **FORGED[where])

    assert answer.status_code == 403
    assert not PortalSession.objects.exists()


def test_a_sign_in_with_the_token_of_its_page_is_not(hanako):
    """The control of the test above."""
    own = Client(enforce_csrf_checks=True)
    token = str(own.get("/login/").context["csrf_token"])
    data = {"user_id": "hanako", "password": PASSWORD, "csrfmiddlewaretoken": token}

    assert own.post("/login/", data, HTTP_ORIGIN="http://testserver").status_code == 303
    assert PortalSession.objects.exists()


def test_a_form_of_a_page_that_grew_old_does_nothing_and_comes_back(hanako, taro):
    """B-303: tab 1 signs in anew, which makes the token of tab 2 an old one; the second press works."""
    browser = Client(enforce_csrf_checks=True)

    def press(path: str, token: str, **data):
        data["csrfmiddlewaretoken"] = token
        return browser.post(path, data, HTTP_ORIGIN="http://testserver")

    old = str(browser.get("/login/").context["csrf_token"])
    press("/login/", old, user_id="hanako", password=PASSWORD)
    answers = {"until": "60", "start_years": "70", "start_months": "3"}

    late = press("/estimate/", old, **answers)

    assert late["Location"] == "/form-grew-old/?next=%2Festimate%2F"
    assert 'href="/estimate/"' in browser.get(late["Location"]).content.decode()
    page = browser.get("/estimate/")
    assert '<option value="70" selected>' in page.content.decode()
    assert press("/estimate/", str(page.context["csrf_token"]), **answers)["Location"] == "/estimate/result"


OURS, DJANGOS = (
    "nenkin.services.account.middleware.Sessions",
    "django.contrib.sessions.middleware.SessionMiddleware",
)


@pytest.mark.parametrize(("sessions", "status"), [(OURS, 303), (DJANGOS, 400)], ids=["ours", "the control"])
def test_a_page_that_loses_the_race_with_signing_out_leads_to_the_sign_in(
    hanako, settings, monkeypatch, sessions, status
):
    """B-304: the session is deleted while the page is being made. Django's own answer is a bare 400."""
    settings.MIDDLEWARE = [sessions if name == OURS else name for name in settings.MIDDLEWARE]
    client = signed_in()
    put = steps.put
    monkeypatch.setattr(steps, "put", lambda *a: (put(*a), BrowserSession.objects.all().delete()))
    settings_now = {"mail": "", "postal_statement": "yes", "login_mail": "no", "news_mail": "yes"}

    answer = client.post("/settings/delivery/", settings_now)

    assert answer.status_code == status
    assert status == 400 or answer["Location"] == "/login/"


def test_what_was_sent_after_signing_out_in_another_tab_comes_back(hanako, taro):
    """B-305: tab 1 signs out, tab 2 sends its form; after signing in it is there, for the same person only."""
    for user_id, there in (("hanako", True), ("taro", False)):
        browser = signed_in()
        browser.post("/logout/")
        browser.post("/estimate/", {"until": "60", "start_years": "70", "start_months": "3"})

        browser.post("/login/", {"user_id": user_id, "password": PASSWORD})

        assert ('<option value="70" selected>' in browser.get("/estimate/").content.decode()) == there
        browser.post("/logout/")


def test_a_shared_terminal_keeps_nothing_after_signing_out(hanako):
    """The other side of B-305."""
    browser = Client()
    browser.post("/login/", {"user_id": "hanako", "password": PASSWORD, "shared": "on"})
    browser.post("/logout/")
    browser.post("/estimate/", {"until": "60", "start_years": "70", "start_months": "3"})

    assert "kept" not in browser.session


def test_after_a_thousand_failures_of_a_stranger_a_passkey_opens_a_new_browser(hanako, page):
    """S-223, its second half: the known device is tried in the tests of the sign-in."""
    import json

    from nenkin.services.account.tests.authenticator import Authenticator

    page.sign_in(hanako)
    made = Authenticator()
    options = json.loads(page.post("/settings/factors/passkeys/add/options/", status=200).content)
    page.post("/settings/factors/passkeys/add/", {"name": "電話", "passkey_answer": made.create(options)})
    page.post("/logout/")
    for number in range(1000):
        counted = {"user_id": "hanako", "password": f"x{number}", "device": None}
        if throttle.may_try(source=f"203.0.113.{number % 200}", **counted):
            throttle.wrong(user_id="hanako")
    new = Client()
    assert new.post("/login/", {"user_id": "hanako", "password": PASSWORD})["Location"] == "/login/"

    question = json.loads(new.post("/login/passkey/options/").content)

    assert new.post("/login/passkey/", {"passkey_answer": made.get(question)})["Location"] == "/"


def test_the_confirmation_of_one_account_is_none_for_another(hanako, taro):
    """B-105: another account that waits at the same screen."""
    phone, of_taro = signed_in(), signed_in("taro")
    nonces = []
    for user_id in ("hanako", "taro"):
        other = signed_in(user_id)
        nonces.append((other, other.get("/login/reset/").context["nonce"]))
    (_, of_hanako), (thief, _) = nonces

    thief.post("/login/reset/", {"nonce": of_hanako})

    assert phone.get("/session/alive/").status_code == of_taro.get("/session/alive/").status_code == 200
