"""One live session an account, the screen ログイン(リセット要求), takeover, times; in both policies."""

import threading
from datetime import timedelta

import pytest
from django.conf import settings as site
from django.db import IntegrityError, OperationalError, connection, transaction
from django.test import Client
from django.utils import timezone

from nenkin.services.account import actions, devices, visits
from nenkin.services.account.models import Account, BrowserSession, KnownDevice, PortalSession
from nenkin.services.account.signed_in import hashed

pytestmark = pytest.mark.django_db
PASSWORD = "hanako-no-aikotoba"
BOTH = pytest.mark.parametrize("policy", ["default", "strict"])


class Browser:
    """One browser of somebody: it follows answers as a browser does, naming the page it comes from."""

    def __init__(
        self, agent: str = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Safari/604.1"
    ):
        self.client = Client(headers={"user-agent": agent})
        self.at = ""

    def get(self, path: str, *, typed: bool = False):
        referer = {} if typed or not self.at else {"HTTP_REFERER": f"http://testserver{self.at}"}
        return self._follow(self.client.get(path, **referer), path)

    def post(self, path: str, data: dict | None = None):
        return self._follow(
            self.client.post(path, data or {}, HTTP_REFERER=f"http://testserver{self.at}"), path
        )

    def _follow(self, response, path):
        came_from = self.at
        while response.status_code in (302, 303):
            path = response["Location"]
            response = self.client.get(path, HTTP_REFERER=f"http://testserver{came_from}")
        self.at = path
        response.words = response.content.decode()
        return response

    def sign_in(self, user_id="hanako", password=PASSWORD, **fields):
        self.get("/login/", typed=True)
        return self.post("/login/", {"user_id": user_id, "password": password, **fields})

    def press(self, page, **fields):
        return self.post("/login/reset/", {"nonce": page.context["nonce"], **fields})

    def close_window(self):
        """×, with the whole browser: session cookies go, lasting ones stay."""
        for name in [name for name, cookie in self.client.cookies.items() if not cookie["max-age"]]:
            del self.client.cookies[name]
        self.at = ""

    @property
    def is_in(self) -> bool:
        return self.client.get("/session/alive/").status_code == 200


@pytest.fixture
def policy(request, settings):
    settings.SESSION_POLICY = getattr(request, "param", "default")
    return settings.SESSION_POLICY


def later(settings_seconds: int) -> None:
    """Time passes: what the database remembers was so much earlier."""
    past = timedelta(seconds=settings_seconds)
    for visit in PortalSession.objects.filter(state="active"):
        visit.seen_at -= past
        visit.save()


@BOTH
def test_a_second_device_sees_that_the_first_is_in(hanako, settings, policy):
    settings.SESSION_POLICY = policy
    phone, other = Browser(), Browser("Mozilla/5.0 (Windows NT 10.0; Win64; x64) Firefox/153.0")
    phone.sign_in()

    page = other.sign_in()

    assert "別の端末が、いまログイン中です" in page.words
    assert "iPhone" in page.words
    assert phone.is_in
    assert not other.is_in


def test_one_press_takes_over_without_the_password_again(hanako):
    phone, other = Browser(), Browser()
    phone.sign_in()

    home = other.press(other.sign_in())

    assert "見本 花子さんの年金" in home.words
    assert (phone.is_in, other.is_in) == (False, True)
    page = phone.get("/records/")
    assert "別の端末でログインされました" in page.words
    assert PortalSession.objects.get(state="replaced").replaced_by.state == "active"


def test_the_strict_policy_asks_for_id_and_password_again(hanako, settings):
    settings.SESSION_POLICY = "strict"
    phone, other = Browser(), Browser()
    phone.sign_in()
    page = other.sign_in()
    assert "IDとパスワードをもう一度入れてください" in page.words

    again = other.press(page)

    assert (phone.is_in, other.is_in) == (False, False)
    assert "<h1>ログイン</h1>" in again.words
    assert "見本 花子さんの年金" in other.sign_in().words


@BOTH
def test_giving_up_leaves_the_first_device_alone(hanako, settings, policy):
    settings.SESSION_POLICY = policy
    phone, other = Browser(), Browser()
    phone.sign_in()

    other.press(other.sign_in(), cancel="yes")

    assert (phone.is_in, other.is_in) == (True, False)


def test_a_closed_window_is_no_alarm(hanako):
    """B-102: the device's own token proves that it is the same browser."""
    phone = Browser()
    phone.sign_in()
    phone.close_window()
    assert not phone.is_in

    assert "見本 花子さんの年金" in phone.sign_in().words


def test_a_closed_window_meets_the_reset_screen_in_the_strict_policy(hanako, settings):
    settings.SESSION_POLICY = "strict"
    phone = Browser()
    phone.sign_in()
    phone.close_window()

    assert "別の端末が、いまログイン中です" in phone.sign_in().words


@pytest.mark.parametrize("nonce", ["", "x", "of-somebody-else"])
def test_a_wrong_confirmation_ends_nothing(hanako, nonce):
    phone, other = Browser(), Browser()
    phone.sign_in()
    other.sign_in()

    other.post("/login/reset/", {"nonce": nonce})

    assert (phone.is_in, other.is_in) == (True, False)


def test_a_confirmation_works_once_for_five_minutes_and_in_its_browser(hanako, monkeypatch):
    phone, other, third = Browser(), Browser(), Browser()
    phone.sign_in()
    page = other.sign_in()
    third.post("/login/reset/", {"nonce": page.context["nonce"]})
    assert phone.is_in

    now = actions.time.time()
    monkeypatch.setattr(actions.time, "time", lambda: now + actions.PENDING_SECONDS + 1)
    other.press(page)
    assert phone.is_in
    monkeypatch.setattr(actions.time, "time", lambda: now)
    other.press(page)
    assert not phone.is_in
    other.client.post("/logout/")
    other.press(page)
    assert not other.is_in


@BOTH
def test_the_screen_comes_only_after_the_right_password(hanako, settings, policy):
    settings.SESSION_POLICY = policy
    phone, other = Browser(), Browser()
    phone.sign_in()

    assert "IDかパスワードがちがいます" in other.sign_in(password="x").words


@BOTH
def test_a_ghost_does_not_block_its_owner(hanako, settings, policy):
    """B-110: the window was closed, the idle limit passed."""
    settings.SESSION_POLICY = policy
    phone, other = Browser(), Browser()
    phone.sign_in()
    later(site.SESSION_SECONDS["idle"] + 1)

    assert "見本 花子さんの年金" in other.sign_in().words


def test_somebody_else_in_the_same_browser_finds_nothing(hanako, taro):
    """B-111."""
    shared = Browser()
    shared.sign_in()
    session = shared.client.session
    session["kept"] = {"/settings/mail/": {"typed": "mail=hanako%40example.jp", "errors": {}, "at": 9e9}}
    session.save()
    assert "見本 花子さんとしてログインしています" in shared.get("/login/", typed=True).words

    shared.post("/login/", {"user_id": "taro", "password": PASSWORD})

    assert "見本 太郎さんの年金" in shared.get("/").words
    assert "kept" not in shared.client.session


def test_what_a_locked_person_wrote_is_not_shown_to_the_next(hanako, taro):
    shared = Browser()
    shared.sign_in()
    later(site.SESSION_SECONDS["idle"] + 1)
    shared.post("/estimate/", {"start_years": "70"})
    assert "/estimate/" in shared.client.session["kept"]

    shared.sign_in("taro")

    assert "kept" not in shared.client.session


def test_the_owner_can_stop_the_account_from_the_page_that_tells_of_the_takeover(hanako):
    """B-107: at once, and a password alone does not open it any more."""
    owner, thief = Browser(), Browser()
    owner.sign_in()
    thief.press(thief.sign_in())
    owner.get("/records/")

    page = owner.post("/session/freeze/")

    assert "利用を止めています" in page.words
    assert not thief.is_in
    assert "利用を止めています" in thief.sign_in().words
    assert not thief.is_in


def test_who_was_not_replaced_cannot_stop_an_account(hanako):
    owner, stranger = Browser(), Browser()
    owner.sign_in()

    stranger.post("/session/freeze/")

    assert owner.is_in
    assert Account.objects.get(pk=hanako.pk).frozen_at is None


def test_a_war_of_takeovers_ends_at_the_second_factor(hanako, monkeypatch):
    """B-108."""
    monkeypatch.setattr("nenkin.services.account.factors.available", lambda account: True)
    owner, thief = Browser(), Browser()
    for _ in range(actions.TAKEOVERS):
        PortalSession.objects.create(
            account=hanako,
            state="replaced",
            started_at=timezone.now(),
            seen_at=timezone.now(),
            absolute_until=timezone.now(),
            ended_at=timezone.now(),
        )
    KnownDevice.objects.all().delete()
    thief.sign_in()

    assert not thief.is_in
    assert thief.client.session[actions.PENDING]["stage"] == actions.PROVE
    assert not owner.is_in


@pytest.mark.parametrize("reason", ["signed_out", "idle", "absolute", "stopped", "by_owner"])
def test_an_ended_session_opens_nothing(hanako, reason):
    """S-244: the cookie is replayed on personal pages."""
    phone = Browser()
    phone.sign_in()
    visits.end(PortalSession.objects.get().pk, reason)

    for path in ("/", "/records/", "/records/month/2020-04", "/estimate/", "/estimate/result"):
        assert "<h1>ログイン</h1>" in phone.get(path).words


@pytest.mark.parametrize(
    ("shared", "limits"), [("", site.SESSION_SECONDS), ("on", site.SHARED_SESSION_SECONDS)]
)
def test_a_visit_locks_after_its_idle_time(hanako, shared, limits):
    """S-248, exact to five seconds."""
    phone = Browser()
    phone.sign_in(shared=shared)
    later(limits["idle"] - 5)
    assert "見本 花子さんの年金" in phone.get("/").words
    later(limits["idle"] + 5)

    page = phone.get("/")

    assert "画面を守るため、ロックしました" in page.words
    assert PortalSession.objects.get().state == "locked"


def test_a_visit_ends_after_eight_hours_however_busy(hanako, monkeypatch):
    phone = Browser()
    phone.sign_in()
    end = visits.time.time() + site.SESSION_SECONDS["absolute"]
    for seconds, inside in ((-5, True), (5, False)):
        moment = timezone.datetime.fromtimestamp(end + seconds, tz=timezone.get_current_timezone())
        PortalSession.objects.filter(state="active").update(seen_at=moment)
        monkeypatch.setattr(visits.timezone, "now", lambda moment=moment: moment)
        assert ("見本 花子さんの年金" in phone.get("/").words) == inside


def test_asking_whether_it_is_alive_is_not_use(hanako):
    phone = Browser()
    phone.sign_in()
    later(site.SESSION_SECONDS["idle"] - 20)
    before = PortalSession.objects.get().seen_at

    left = phone.client.get("/session/alive/").json()["left"]

    assert PortalSession.objects.get().seen_at == before
    assert 10 <= left <= 20
    phone.post("/session/extend/")
    assert PortalSession.objects.get().seen_at > before


def test_what_was_sent_too_late_comes_back_after_signing_in(hanako):
    """A-027, B-401: the answers of the form are in it again."""
    phone = Browser()
    phone.sign_in()
    phone.get("/estimate/")
    later(site.SESSION_SECONDS["idle"] + 1)

    page = phone.post("/estimate/", {"start_years": "70", "start_months": "3"})
    assert "書いた内容は残っています" in page.words
    phone.post("/login/", {"user_id": "hanako", "password": PASSWORD, "next": "/estimate/"})
    form = phone.get("/estimate/").words

    assert '<option value="70" selected>' in form
    assert '<option value="3" selected>' in form


@pytest.mark.parametrize("cookie", ["", "f" * 64, "short", "not-hex-at-all" * 5])
def test_a_planted_session_is_never_the_real_one(hanako, cookie):
    """S-241."""
    phone = Browser()
    if cookie:
        phone.client.cookies[site.SESSION_COOKIE_NAME] = cookie
    phone.sign_in()

    assert phone.client.cookies[site.SESSION_COOKIE_NAME].value != cookie
    stranger = Browser()
    stranger.client.cookies[site.SESSION_COOKIE_NAME] = cookie
    assert not stranger.is_in


def test_the_database_knows_no_session_key(hanako):
    """S-243: 256 bits, only a hash of them is stored, and what is carried is sealed."""
    phone = Browser()
    phone.sign_in()
    key = phone.client.cookies[site.SESSION_COOKIE_NAME].value

    row = BrowserSession.objects.get(session_key=hashed(key))

    assert len(bytes.fromhex(key)) == 32
    assert key not in row.session_key + row.session_data
    assert "visit" not in row.session_data


def test_each_stage_gives_a_new_key(hanako):
    """S-242."""
    phone, other = Browser(), Browser()
    phone.sign_in()
    page = other.sign_in()
    after_the_password = other.client.cookies[site.SESSION_COOKIE_NAME].value
    other.press(page)
    after_the_takeover = other.client.cookies[site.SESSION_COOKIE_NAME].value

    assert after_the_password != after_the_takeover
    assert not BrowserSession.objects.filter(session_key=hashed(after_the_password)).exists()


def test_a_known_device_changes_its_token_and_an_old_one_is_a_theft(hanako):
    """S-252."""
    phone, thief = Browser(), Browser()
    phone.sign_in()
    old = phone.client.cookies[site.DEVICE_COOKIE_NAME].value
    phone.post("/logout/")
    phone.sign_in()
    phone.post("/logout/")
    assert phone.client.cookies[site.DEVICE_COOKIE_NAME].value != old
    KnownDevice.objects.update(
        last_used_at=timezone.now() - timedelta(seconds=devices.PRESSED_TWICE_SECONDS + 1)
    )

    thief.client.cookies[site.DEVICE_COOKIE_NAME] = old
    thief.sign_in()

    assert (
        KnownDevice.objects.filter(account=hanako, revoked_at=None).count() == 1
    )  # the thief's new one, told of
    assert KnownDevice.objects.get(revoked_at__isnull=False).number == old.partition(".")[0]


def test_a_button_pressed_twice_is_no_theft(hanako):
    phone = Browser()
    phone.sign_in()
    phone.post("/logout/")
    old = phone.client.cookies[site.DEVICE_COOKIE_NAME].value
    phone.sign_in()
    phone.client.cookies[site.DEVICE_COOKIE_NAME] = old  # the second press left before the first answer came

    page = phone.post("/login/", {"user_id": "hanako", "password": PASSWORD})

    assert "見本 花子さんの年金" in page.words
    assert not KnownDevice.objects.filter(revoked_at__isnull=False).exists()


def test_the_other_visit_stays_while_a_war_of_takeovers_waits_for_a_factor(hanako, monkeypatch):
    owner, thief = Browser(), Browser()
    owner.sign_in()
    monkeypatch.setattr("nenkin.services.account.factors.available", lambda account: True)
    known = KnownDevice.objects.create(
        account=hanako,
        number="1",
        token_hash=devices._hash("token"),
        label="",
        created_at=timezone.now(),
        last_used_at=timezone.now(),
    )
    thief.client.cookies[site.DEVICE_COOKIE_NAME] = f"{known.number}.token"
    page = thief.sign_in()
    monkeypatch.setattr(actions, "_takes_over_often", lambda account: True)

    thief.press(page)

    assert (owner.is_in, thief.is_in) == (True, False)
    assert thief.client.session[actions.PENDING]["stage"] == actions.PROVE


def test_a_card_opens_a_frozen_account_and_the_old_password_stays_out(hanako, rf):
    """Whoever knows the password must not come in because the owner did."""
    Account.objects.filter(pk=hanako.pk).update(frozen_at=timezone.now())
    request = rf.get("/")
    request.session = Browser().client.session
    hanako.refresh_from_db()

    assert actions.enter(request, hanako, method="national_id", shared=False, strong=True) == actions.IN

    hanako.refresh_from_db()
    assert hanako.frozen_at is None
    assert not hanako.has_usable_password()


def test_a_shared_terminal_remembers_nothing(hanako):
    place = Browser()
    place.sign_in(shared="on")
    assert site.DEVICE_COOKIE_NAME not in place.client.cookies

    answer = place.client.post("/logout/")

    assert answer["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert PortalSession.objects.get().shared


def test_the_database_refuses_a_second_active_visit(hanako):
    """S-246, the rule itself."""
    times = {"started_at": timezone.now(), "seen_at": timezone.now(), "absolute_until": timezone.now()}
    PortalSession.objects.create(account=hanako, **times)
    with pytest.raises(IntegrityError), transaction.atomic():
        PortalSession.objects.create(account=hanako, **times)
    PortalSession.objects.create(account=hanako, state="ended", **times)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("press", [False, True], ids=["signing in", "taking over"])
def test_twenty_browsers_at_once_leave_one_in(hanako, press):
    """S-246, B-106."""
    browsers = [Browser() for _ in range(20)]
    for browser in browsers:
        browser.client.raise_request_exception = False  # an SQLite in memory refuses some of the twenty
    pages: list = [None] * 20
    if press:
        Browser().sign_in()
        for number, browser in enumerate(browsers):
            pages[number] = browser.sign_in()

    def go(number: int) -> None:
        try:
            if press:
                browsers[number].press(pages[number])
            else:
                browsers[number].sign_in()
        except OperationalError:
            pass  # refused before anything was done
        finally:
            connection.close()

    threads = [threading.Thread(target=go, args=(number,)) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert PortalSession.objects.filter(account=hanako, state="active").count() == 1
    assert sum(browser.is_in for browser in browsers) <= 1


def test_the_guide_word_for_word(hanako, settings):
    """B-501: 2.3 and 2.4 of the guide, in the strict policy."""
    settings.SESSION_POLICY = "strict"
    phone = Browser()
    phone.sign_in()
    phone.get("/records/")
    phone.get("/records/month/2020-04")
    came_back = Browser()
    came_back.client.cookies = phone.client.cookies
    came_back.at = "/"  # the browser asks for /records/ again as it did before: coming from the home page

    error = came_back.get("/records/")

    assert error.status_code == 409
    assert "画面の順番がちがいます" in error.words
    assert not phone.is_in
    page = phone.sign_in()
    assert "ログイン(リセット要求)" in page.words
    phone.press(page)
    assert "見本 花子さんの年金" in phone.sign_in().words


def test_in_the_default_policy_the_same_steps_are_safe(hanako):
    phone = Browser()
    phone.sign_in()
    phone.get("/records/")
    phone.get("/records/month/2020-04")
    phone.at = "/"

    assert "年金記録" in phone.get("/records/").words
    assert "年金記録" in phone.get("/records/", typed=True).words
    assert phone.is_in


@pytest.mark.parametrize("referer", [None, "http://testserver/estimate/", "https://evil.example/"])
def test_strict_reload_second_tab_and_other_sites_are_out_of_turn(hanako, settings, referer):
    settings.SESSION_POLICY = "strict"
    phone = Browser()
    phone.sign_in()
    headers = {"HTTP_REFERER": referer} if referer else {}

    assert phone.client.get("/records/", **headers).status_code == 409
