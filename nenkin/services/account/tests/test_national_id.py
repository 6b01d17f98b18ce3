"""マイナンバーカードで入る: a certified provider driven over HTTP, then a forger who signs whatever he likes."""

import base64
import hmac
import json
import time
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, urlsplit

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, RSAKey

from nenkin.registry.models import Mail
from nenkin.services.account import national_id
from nenkin.services.account.models import NationalIdLink
from tests.national_id import Browser, start

pytestmark = pytest.mark.django_db
START, CALLBACK = "/national-id/", "/national-id/callback/"
PROBLEM = "/national-id/problem/{}/"
SETTINGS, UNLINK = "/settings/national-id/", "/settings/national-id/unlink/"


def use(settings, provider) -> None:
    for name, value in provider.settings().items():
        setattr(settings, name, value)


@pytest.fixture(scope="session")
def certified():
    """The practice provider, as `make run` starts it."""
    provider = start("http://testserver")
    yield provider
    provider.process.terminate()
    provider.process.wait(timeout=10)


@pytest.fixture
def provider(certified, settings):
    use(settings, certified)
    return certified


@pytest.fixture
def browser(provider):
    return Browser(provider)


def begin(page, **fields) -> str:
    return page.post(START, {"purpose": "sign_in", **fields})["Location"]


def land(page, address: str) -> str:
    """Go back to the portal; returns where it leads."""
    parts = urlsplit(address)
    assert parts._replace(query="").geturl() == f"http://testserver{CALLBACK}"
    return page.get(f"{parts.path}?{parts.query}", status=303)["Location"]


def linked(account, provider, browser, page, *, card: str):
    """Let a card open an account: its subject is learnt from a first sign-in."""
    land(page, browser.come_back(begin(page), card))
    found = page.client.session["national_id"]
    page.client.session.flush()
    page.client.cookies.clear()
    return NationalIdLink.objects.create(
        account=account, issuer=provider.issuer, subject=found["subject"], linked_at="2026-11-01T00:00:00Z"
    )


@pytest.fixture
def ittetsu(practice_people):
    """見本 一徹さん, whose card is p01."""
    return practice_people["p01"]


def test_a_linked_card_signs_in_without_anything_more(page, provider, browser, ittetsu):
    linked(ittetsu, provider, browser, page, card="p01")
    where = land(page, Browser(provider).come_back(begin(page, next="/records/"), "p01"))

    assert where == "/records/"
    assert page.client.session["_auth_user_id"] == str(ittetsu.pk)
    assert ittetsu.visits.get().method == "national_id"


def test_an_unknown_card_goes_to_the_registration_with_what_it_says(page, provider, browser):
    assert land(page, browser.come_back(begin(page), "p01")) == "/registration/national-id/"

    found = page.client.session["national_id"]
    assert (found["name"], found["kana"]) == ("見本 一徹", "ミホン イッテツ")
    assert (found["birth_date"], found["sex"], found["issuer"]) == ("1961-04-01", 1, provider.issuer)
    assert "架空県見本市一徹町" in found["address"]
    assert "p01" not in found["subject"]
    assert "_auth_user_id" not in page.client.session


def test_nothing_about_the_person_is_in_an_address(page, browser):
    going, coming = begin(page), browser
    back = coming.come_back(going, "p01")

    assert set(parse_qs(urlsplit(back).query)) == {"code", "state", "iss"}
    asked = parse_qs(urlsplit(going).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert {"nonce", "state", "code_challenge"} <= set(asked)


def test_cancelling_at_the_card_comes_back(page, browser):
    back = browser.press(browser.open(begin(page)), "cancel").headers["Location"]

    assert land(page, back) == PROBLEM.format("cancelled")
    assert "何も変わっていません" in page.get(PROBLEM.format("cancelled")).content.decode()


def test_an_expired_certificate_is_said(page, browser):
    shown = browser.press(browser.open(begin(page)), "card", card="expired", pin="1234")
    assert "期限が切れています" in shown.text

    assert land(page, browser.press(shown, "expired").headers["Location"]) == PROBLEM.format("certificate")


def test_three_wrong_pins_lock_the_card_until_the_counter_opens_it(page, browser):
    screen = browser.open(begin(page))
    for left in (2, 1):
        screen = browser.press(screen, "card", card="p09", pin="0000")
        assert f"あと{left}回" in screen.text
    locked = browser.press(screen, "card", card="p09", pin="0000")
    again = browser.press(browser.open(begin(page)), "card", card="p09", pin="1234")
    opened = browser.press(again, "unlock", card="p09")

    assert "鍵がかかっています" in locked.text
    assert "鍵がかかっています" in again.text
    assert "この情報をわたしますか" in browser.press(opened, "card", card="p09", pin="1234").text


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"pin": "1234"}, "カードを選んで"),
        ({"card": "p01", "pin": "12"}, "数字4つ"),
        ({"card": "no", "pin": "1234"}, "選んで"),
    ],
)
def test_a_wrong_entry_is_explained_at_the_provider(page, browser, fields, words):
    assert words in browser.press(browser.open(begin(page)), "card", **fields).text


def test_every_screen_of_the_provider_is_sound(page, browser):
    from conftest import check_html

    first = browser.open(begin(page))
    screens = [
        first,
        browser.press(first, "card", card="p02", pin=""),
        browser.press(first, "card", card="expired", pin="1234"),
        browser.press(first, "card", card="p02", pin="１２３４"),
        browser.open(f"{browser.provider.issuer}/interaction/nothing"),
    ]
    for screen in screens:
        check_html(screen.text)
        assert "default-src 'none'" in screen.headers["Content-Security-Policy"]
        assert screen.headers["Cache-Control"] == "no-store"


def test_a_code_works_once(page, browser):
    back = browser.come_back(begin(page), "p01")
    assert land(page, back) == "/registration/national-id/"

    assert land(page, back) == PROBLEM.format("stale")


def test_a_replayed_code_in_a_state_of_its_own_is_refused(page, browser):
    used = parse_qs(urlsplit(browser.come_back(begin(page), "p01")).query)["code"][0]
    fresh = parse_qs(urlsplit(begin(page)).query)["state"][0]

    assert land(page, f"http://testserver{CALLBACK}?code={used}&state={fresh}") == PROBLEM.format("invalid")


def test_a_state_of_another_browser_or_none_is_refused(page, browser):
    from conftest import Page

    back = browser.come_back(begin(page), "p01")

    assert land(Page(), back) == PROBLEM.format("stale")
    assert land(page, back.replace("state=", "other=")) == PROBLEM.format("stale")
    assert land(page, back) == "/registration/national-id/"  # the right browser still may


def test_another_issuer_in_the_answer_is_refused(page, browser):
    back = browser.come_back(begin(page), "p01").replace("iss=http%3A", "iss=https%3A")

    assert land(page, back) == PROBLEM.format("invalid")


def test_a_state_grows_old(page, browser, monkeypatch):
    back = browser.come_back(begin(page), "p01")
    monkeypatch.setattr(national_id, "STATE_SECONDS", -1)

    assert land(page, back) == PROBLEM.format("stale")


def test_a_browser_keeps_few_open_states(page, provider):
    for _ in range(12):
        begin(page)

    open_ones = [key for key in page.client.session.keys() if key.startswith("_state_")]  # noqa: SIM118
    assert len(open_ones) == national_id.STATES


def test_a_silent_provider_is_said_at_once_and_left_in_peace(page, settings, monkeypatch):
    settings.NATIONAL_ID_ISSUER = "http://127.0.0.1:9"
    assert begin(page) == PROBLEM.format("no-answer")
    monkeypatch.setattr(national_id._Client, "_fetch", lambda *a: pytest.fail("asked again"))

    assert begin(page) == PROBLEM.format("no-answer")
    assert "あなたのカードには、問題はありません" in page.get(PROBLEM.format("no-answer")).content.decode()


def test_the_button_is_there_only_when_a_provider_is_set(page, provider, settings):
    assert "マイナンバーカードで入る" in page.get("/login/").content.decode()
    settings.NATIONAL_ID_ISSUER = ""

    assert "マイナンバーカードで入る" not in page.get("/login/").content.decode()
    page.post(START, {"purpose": "sign_in"}, status=404)


def test_an_unknown_problem_is_no_page(page):
    page.get(PROBLEM.format("free-words"), status=404)


# Linking and ending it.


def test_a_signed_in_person_links_the_own_card(page, provider, browser, ittetsu):
    ittetsu.mail = "ittetsu@mail.example"
    ittetsu.save()
    page.sign_in(ittetsu)
    assert "つながっていません" in page.get(SETTINGS).content.decode()

    assert land(page, browser.come_back(begin(page, purpose="link"), "p01")) == SETTINGS
    assert ittetsu.national_id.issuer == provider.issuer
    assert "つながっています" in page.get(SETTINGS).content.decode()
    assert Mail.objects.get().kind == "national_id_linked"


def test_the_card_of_another_person_is_not_linked(page, browser, ittetsu):
    page.sign_in(ittetsu)

    assert land(page, browser.come_back(begin(page, purpose="link"), "p02")) == PROBLEM.format("other-person")
    assert not NationalIdLink.objects.exists()


def test_a_subject_linked_elsewhere_is_refused(page, provider, browser, ittetsu, hanako):
    linked(hanako, provider, browser, page, card="p01")
    page.sign_in(ittetsu)

    back = Browser(provider).come_back(begin(page, purpose="link"), "p01")
    assert land(page, back) == PROBLEM.format("other-account")
    assert NationalIdLink.objects.get().account == hanako


def test_a_link_begun_by_one_person_does_not_reach_another(page, browser, ittetsu, hanako):
    page.sign_in(ittetsu)
    back = browser.come_back(begin(page, purpose="link"), "p01")
    waiting = {key: held for key, held in page.client.session.items() if key.startswith("_state_")}
    page.sign_in(hanako)
    session = page.client.session
    session.update(waiting)
    session.save()

    assert land(page, back) == PROBLEM.format("stale")
    assert not NationalIdLink.objects.exists()


def test_ending_the_link_asks_first_and_is_told(page, provider, browser, ittetsu):
    ittetsu.mail = "ittetsu@mail.example"
    ittetsu.save()
    linked(ittetsu, provider, browser, page, card="p01")
    ittetsu.set_password("ittetsu-no-aikotoba")
    ittetsu.save()
    page.sign_in(ittetsu)
    assert "まだやめていません" in page.get(UNLINK).content.decode()
    assert NationalIdLink.objects.exists()

    for _ in range(2):
        assert page.post(UNLINK)["Location"] == SETTINGS
    assert not NationalIdLink.objects.exists()
    assert [mail.kind for mail in Mail.objects.all()] == ["unlinked"]


def test_the_only_way_in_is_kept(page, provider, browser, ittetsu):
    linked(ittetsu, provider, browser, page, card="p01")
    ittetsu.set_unusable_password()
    ittetsu.save()
    page.sign_in(ittetsu)
    text = page.get(SETTINGS).content.decode()

    assert "いまは、連携をやめられません" in text
    page.get(UNLINK, status=303)
    page.post(UNLINK)
    assert NationalIdLink.objects.exists()


def test_a_stopped_account_is_not_opened_by_its_card(page, provider, browser, ittetsu):
    linked(ittetsu, provider, browser, page, card="p01")
    ittetsu.is_active = False
    ittetsu.save()

    assert land(page, Browser(provider).come_back(begin(page), "p01")) == "/registration/national-id/"
    assert "_auth_user_id" not in page.client.session


# A forger: a provider that signs whatever a test asks for. Its honest token is the control.


class Forger:
    """A provider whose tokens and claims a test may change."""

    def __init__(self) -> None:
        self.es, self.rs = ECKey.generate_key("P-256"), RSAKey.generate_key(2048)
        self.published = {"es": self.es, "rs": self.rs}
        self.header, self.key, self.change, self.told = {"alg": "ES256", "kid": "es"}, self.es, {}, {}
        self.asked = []
        forger = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                forger.asked.append(self.path)
                answer = {"/.well-known/openid-configuration": forger.metadata, "/jwks": forger.jwks}
                forger.send(self, answer.get(self.path, forger.userinfo)())

            def do_POST(self):
                self.rfile.read(int(self.headers["Content-Length"]))
                forger.send(self, {"access_token": "a", "token_type": "Bearer", "id_token": forger.token()})

            def log_message(self, *args):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        Thread(target=self.server.serve_forever, daemon=True).start()
        self.issuer = f"http://127.0.0.1:{self.server.server_port}"

    def send(self, handler, answer) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "application/json")
        handler.end_headers()
        handler.wfile.write(json.dumps(answer).encode())

    def metadata(self) -> dict:
        ends = ("authorization", "token", "userinfo")
        return {
            "issuer": self.issuer,
            "jwks_uri": f"{self.issuer}/jwks",
            "id_token_signing_alg_values_supported": ["none", "HS256", "ES256", "RS256", "RS512"],
            **{f"{end}_endpoint": f"{self.issuer}/{end}" for end in ends},
        }

    def jwks(self) -> dict:
        keys = self.published.items()
        return {"keys": [{**key.as_dict(private=False), "kid": kid, "use": "sig"} for kid, key in keys]}

    def userinfo(self) -> dict:
        honest = {"sub": "s1", "name": "見本 一徹", "birthdate": "1961-04-01", "gender": "male"}
        found = {**honest, "address": {"formatted": "架空県見本市1"}, **self.told}
        return {name: value for name, value in found.items() if value is not None}

    def token(self) -> str:
        now = int(time.time())
        honest = {"iss": self.issuer, "aud": "nenkin-test", "sub": "s1", "iat": now, "exp": now + 60}
        found = {**honest, "auth_time": now, "nonce": self.nonce, **self.change}
        claims = {name: value for name, value in found.items() if value is not None}
        if self.header["alg"] in {"none", "HS256"}:  # what the library refuses to sign
            return by_hand(self.header, claims, self.key)
        return jwt.encode(self.header, claims, self.key, algorithms=[self.header["alg"]])


def by_hand(header: dict, claims: dict, key: bytes) -> str:
    """A token without signature, or with an HMAC of any bytes."""
    parts = [base64url(json.dumps(part).encode()) for part in (header, claims)]
    signed = hmac.digest(key, ".".join(parts).encode(), "sha256") if header["alg"] == "HS256" else b""
    return ".".join([*parts, base64url(signed)])


def base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


@pytest.fixture
def forger(settings):
    forger = Forger()
    settings.NATIONAL_ID_ISSUER, settings.NATIONAL_ID_CLIENT_ID = forger.issuer, "nenkin-test"
    settings.NATIONAL_ID_CLIENT_SECRET = "a-secret-for-tests-only"
    yield forger
    forger.server.shutdown()
    forger.server.server_close()


def forged(page, forger) -> str:
    """One sign-in at the forger; returns where it leads."""
    asked = parse_qs(urlsplit(begin(page)).query)
    forger.nonce = asked["nonce"][0]
    state = asked["state"][0]
    return page.get(f"{CALLBACK}?code=c&state={state}", status=303)["Location"]


REGISTRATION = "/registration/national-id/"


@pytest.mark.parametrize(("alg", "kid"), [("ES256", "es"), ("RS256", "rs")])
def test_an_honest_token_is_accepted(page, forger, alg, kid):
    forger.header, forger.key = {"alg": alg, "kid": kid}, forger.published[kid]

    assert forged(page, forger) == REGISTRATION
    assert page.client.session["national_id"]["kana"] == ""
    assert page.client.session["national_id"]["birth_date"] == date(1961, 4, 1).isoformat()


NOW = int(time.time())
FORGED = {
    "wrong issuer": {"iss": "https://id.example"},
    "no issuer": {"iss": None},
    "token of another client": {"aud": "another"},
    "no audience": {"aud": None},
    "an audience too many": {"aud": ["nenkin-test", "another"], "azp": "nenkin-test"},
    "issued for another party": {"azp": "another"},
    "wrong nonce": {"nonce": "another"},
    "no nonce": {"nonce": None},
    "expired": {"exp": NOW - 3600},
    "never expires": {"exp": None},
    "issued in the future": {"iat": NOW + 3600},
    "not yet valid": {"nbf": NOW + 3600},
    "a card read long ago": {"auth_time": NOW - 86_400},
    "no time of reading": {"auth_time": None},
    "no subject": {"sub": None},
    "empty subject": {"sub": ""},
    "a subject that is no text": {"sub": 7},
    "another subject than the claims": {"sub": "s2"},
}


@pytest.mark.parametrize("change", FORGED.values(), ids=FORGED.keys())
def test_a_forged_claim_is_refused(page, forger, change):
    forger.change = change

    assert forged(page, forger) == PROBLEM.format("invalid")
    assert "national_id" not in page.client.session


def sign_with(forger, alg, kid, key) -> None:
    forger.header, forger.key = {"alg": alg, "kid": kid}, key


FORGERIES = {
    "no signature": lambda f: sign_with(f, "none", "es", b""),
    "HS256 with the public key": lambda f: sign_with(f, "HS256", "rs", f.rs.as_pem(private=False)),
    "an algorithm we do not name": lambda f: sign_with(f, "RS512", "rs", f.rs),
    "a key nobody published": lambda f: sign_with(f, "ES256", "new", ECKey.generate_key("P-256")),
    "another key under a known name": lambda f: sign_with(f, "ES256", "es", ECKey.generate_key("P-256")),
}


@pytest.mark.parametrize("forge", FORGERIES.values(), ids=FORGERIES.keys())
def test_a_forged_signature_is_refused(page, forger, forge):
    forge(forger)

    assert forged(page, forger) == PROBLEM.format("invalid")


def test_what_the_provider_says_of_itself_is_asked_once_and_a_new_key_is_found(page, forger):
    assert forged(page, forger) == REGISTRATION
    assert forged(page, forger) == REGISTRATION
    assert forger.asked.count("/.well-known/openid-configuration") == forger.asked.count("/jwks") == 1

    forger.published["new"] = forger.key = ECKey.generate_key("P-256")
    forger.header = {"alg": "ES256", "kid": "new"}
    assert forged(page, forger) == REGISTRATION
    assert forger.asked.count("/jwks") == 2


LACKING = {
    "no name": {"name": None},
    "no birth date": {"birthdate": None},
    "a birth date of another calendar": {"birthdate": "昭和36年4月1日"},
    "a day that is none": {"birthdate": "1961-02-30"},
    "the year 0000": {"birthdate": "0000-04-01"},
    "no sex": {"gender": None},
    "another sex": {"gender": "other"},
    "no address": {"address": None},
    "an address that is no object": {"address": "架空県"},
    "a name without end": {"name": "長" * 201},
    "a name that turns the line": {"name": "見本\u202e一徹"},
}


@pytest.mark.parametrize("change", LACKING.values(), ids=LACKING.keys())
def test_missing_claims_are_said(page, forger, change):
    forger.told = change

    assert forged(page, forger) == PROBLEM.format("missing")


def test_an_address_in_parts_becomes_a_line(page, forger):
    forger.told = {"address": {"region": "架空県", "locality": "見本市", "street_address": "1-2\n 見本荘"}}
    forged(page, forger)

    assert page.client.session["national_id"]["address"] == "架空県見本市1-2 見本荘"


def test_metadata_of_another_issuer_is_refused(page, forger):
    honest = forger.metadata()
    forger.metadata = lambda: {**honest, "issuer": "https://id.example"}

    assert begin(page) == PROBLEM.format("invalid")
