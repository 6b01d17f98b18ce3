"""The script of the session: it warns, extends, locks without losing what was typed, and guards a restored page."""

import asyncio
import shutil
import ssl
import threading
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.contrib.staticfiles import finders
from django.core.signals import request_started
from playwright.sync_api import Page, expect

from conftest import begin_visit
from nenkin.services.account import visits
from nenkin.services.account.models import Account, PortalSession

pytestmark = pytest.mark.django_db(transaction=True)


def sign_in(page: Page, password: str, base: str = "", user_id: str = "p12") -> None:
    page.goto(f"{base}/login/")
    page.get_by_label("ユーザID").fill(user_id)
    page.get_by_label("パスワード").fill(password)
    page.get_by_role("button", name="ログイン", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("さんの年金")


def end_elsewhere(state: str = PortalSession.ENDED) -> None:
    """Another device ends the visit: nothing changes in this browser."""
    active = PortalSession.objects.filter(state=PortalSession.ACTIVE)
    assert active.update(state=state, reason=PortalSession.BY_OWNER) == 1


def ask_now(page: Page) -> None:
    """As if the time to ask had come: the person comes back to the tab."""
    page.evaluate("document.querySelector('#session form').hidden = false")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


@pytest.fixture
def page(browser, live_server):
    """One window. The browser itself writes an answer 401 into its console, so only faults of the script count."""
    faults: list[str] = []
    context = browser.new_context(
        base_url=live_server.url, locale="ja-JP", viewport={"width": 360, "height": 740}
    )
    shown = context.new_page()
    shown.on("pageerror", lambda error: faults.append(str(error)))
    yield shown
    context.close()
    assert faults == []


@pytest.fixture
def short(settings, monkeypatch):
    """A visit locks after 16 seconds, the warning comes 8 before."""
    monkeypatch.setattr(visits, "SEEN_EVERY_SECONDS", 0)
    settings.SESSION_SECONDS = {"idle": 16, "absolute": 3600}
    settings.WARN_SECONDS = 8


def test_it_warns_and_one_button_extends(page, practice, check, short):
    sign_in(page, practice)
    warning = page.locator("[data-says=warning]")
    expect(warning).to_be_hidden()
    expect(warning).to_be_visible(timeout=16_000)
    page.get_by_role("button", name="続ける").click()
    expect(warning).to_be_hidden()
    assert PortalSession.objects.get(state=PortalSession.ACTIVE)
    expect(warning).to_be_visible(timeout=16_000)


def test_the_warning_is_readable_and_hides_nothing_for_good(page, practice, check, settings):
    settings.WARN_SECONDS = 31 * 60
    sign_in(page, practice)
    expect(page.get_by_role("alert")).to_contain_text("このまま使わないと、あと30分でロックします")
    expect(page.get_by_role("button", name="続ける")).to_be_visible()
    check(page)


def test_nobody_there_the_page_locks_by_itself(page, practice, short):
    sign_in(page, practice)
    expect(page.get_by_text("画面を守るため、ロックしました")).to_be_visible(timeout=30_000)
    assert urlsplit(page.url).path == "/login/"


def test_use_in_another_tab_counts(page, practice, short):
    sign_in(page, practice)
    other = page.context.new_page()
    for _ in range(7):  # 21 seconds, more than the limit
        other.goto("/records/")
        page.wait_for_timeout(3_000)
    expect(page.get_by_role("heading", level=1)).to_contain_text("さんの年金")
    expect(page.locator("[data-says=warning]")).to_be_hidden()


def test_asking_is_rare_and_is_no_use(page, practice, short):
    asked = []
    page.on("request", lambda request: asked.append(request.url) if "/alive/" in request.url else None)
    sign_in(page, practice)
    expect(page.get_by_text("画面を守るため、ロックしました")).to_be_visible(timeout=30_000)
    assert 2 <= len(asked) <= 4


def test_what_was_typed_stays_under_the_lock_and_comes_back(page, practice):
    sign_in(page, practice)
    page.goto("/display/")
    page.get_by_label("とても大きい").check()
    end_elsewhere()
    ask_now(page)
    expect(page.get_by_role("alert").get_by_text("画面を守るため、ロックしました")).to_be_visible()
    expect(page.locator("main")).to_be_hidden()
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="ログインの画面を開く").click()
    sign_in(opened.value, practice)
    page.bring_to_front()
    ask_now(page)
    expect(page.locator("main")).to_be_visible()
    expect(page.get_by_label("とても大きい")).to_be_checked()


def test_a_visit_that_another_device_took_over_says_so(page, practice):
    sign_in(page, practice)
    end_elsewhere(PortalSession.REPLACED)
    ask_now(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text("別の端末でログインされました")


# Chromium as people have it: Playwright's switches keep pages from being restored from memory. It keeps pages that
# are not to be stored only when they came by HTTPS.
RAW = ["--headless=new", "--remote-debugging-pipe", "--no-first-run", "--no-startup-window", "--no-sandbox"]
RAW += ["--disable-gpu", "--disable-dev-shm-usage", "--ignore-certificate-errors"]
SECRET = "雛形 あさひさんの年金"


@pytest.fixture
def https(live_server, tmp_path):
    """The address of the server by HTTPS: a tunnel in front of it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    builder = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    dated = builder.not_valid_before(now - timedelta(1)).not_valid_after(now + timedelta(1))
    private = (serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    pem = serialization.Encoding.PEM
    both = key.private_bytes(pem, *private) + dated.sign(key, hashes.SHA256()).public_bytes(pem)
    (tmp_path / "tunnel.pem").write_bytes(both)
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(tmp_path / "tunnel.pem")
    there = urlsplit(live_server.url)

    async def pump(reader, writer) -> None:
        while part := await reader.read(65_536):
            writer.write(part)
            await writer.drain()
        writer.close()

    async def tunnel(reader, writer) -> None:
        inside = await asyncio.open_connection(there.hostname, there.port)
        with suppress(OSError):
            await asyncio.gather(pump(reader, inside[1]), pump(inside[0], writer))

    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    start = asyncio.start_server(tunnel, "127.0.0.1", 0, ssl=tls)
    server = asyncio.run_coroutine_threadsafe(start, loop).result(10)
    yield f"https://localhost:{server.sockets[0].getsockname()[1]}"
    loop.call_soon_threadsafe(loop.stop)
    thread.join(10)


@pytest.fixture
def restored(browser, https, practice, tmp_path, client, settings):
    """Sign in, see one's page, go on to another address, let `end` happen, go back.

    Returns the page, and what it asked the server for when it came back.
    """
    raw = browser.browser_type.launch(
        executable_path=shutil.which("chromium"),
        ignore_default_args=True,
        args=[*RAW, f"--user-data-dir={tmp_path}/profile"],
    )

    def go_back_after(end) -> tuple[Page, list[str]]:
        begin_visit(client, Account.objects.get(user_id="p12"))
        key = client.cookies[settings.SESSION_COOKIE_NAME].value
        context = raw.new_context(locale="ja-JP", ignore_https_errors=True)
        context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": https, "httpOnly": True}]
        )
        page = context.new_page()
        page.goto(f"{https}/")
        expect(page.get_by_role("heading", level=1)).to_contain_text(SECRET)
        page.wait_for_load_state("networkidle")
        page.goto(
            "data:text/html,<title>-</title>"
        )  # any answer of ours that sets a cookie forbids restoring
        asked: list[str] = []

        def ask(
            sender, environ, **rest
        ):  # at the server: the browser's own list begins after the page is back
            asked.append(environ["PATH_INFO"])

        request_started.connect(ask)
        end()
        page.evaluate("setTimeout(() => history.back(), 50)")  # the page that is asked is gone at once
        page.wait_for_timeout(2_000)
        request_started.disconnect(ask)
        return page, asked

    yield go_back_after
    raw.close()


def test_a_page_restored_from_memory_is_hidden_until_the_server_agrees(restored):
    page, asked = restored(end_elsewhere)
    assert asked[:1] == ["/session/alive/"], f"not restored from memory, so this proves nothing: {asked}"
    assert SECRET not in page.locator("body").inner_text()
    assert urlsplit(page.url).path == "/login/"


def test_without_the_script_it_would_be_shown(restored, tmp_path, monkeypatch):
    """The negative control of the test above."""
    (tmp_path / "session.js").write_text("")
    found = finders.find

    def find(path, **rest):
        return str(tmp_path / "session.js") if path == "ui/session.js" else found(path, **rest)

    monkeypatch.setattr(finders, "find", find)
    page, asked = restored(end_elsewhere)
    assert asked == []  # nobody was asked
    assert SECRET in page.locator("main").inner_text()


def test_a_page_whose_visit_goes_on_is_shown_again(restored):
    page, asked = restored(lambda: None)
    assert asked == ["/session/alive/"]
    assert SECRET in page.locator("main").inner_text()
    assert page.locator("main").is_visible()


def test_while_the_server_does_not_answer_it_stays_hidden(restored, settings):
    page, asked = restored(lambda: setattr(settings, "ALLOWED_HOSTS", ["nowhere.example"]))
    assert asked[:1] == ["/session/alive/"]
    assert not page.locator("main").is_visible()
