"""One walk through every screen of the portal, as a browser does it; the tests look at what came back.

On each page, every form is also sent empty and with nonsense, and what that did is undone. So the walk knows every
page, every form and every field, and a new screen that it does not reach fails `test_the_walk_reaches_every_address`.
"""

import copy
import json
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple
from xml.etree.ElementTree import Element

import html5lib
import pyotp
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.test import Client, RequestFactory
from django.utils import timezone

from nenkin.registry import access, addresses
from nenkin.registry.models import Mail, Person
from nenkin.services.account import factors, visits
from nenkin.services.account.models import Account, NationalIdLink, PortalSession
from nenkin.services.account.tests.authenticator import Authenticator
from nenkin.services.registration import keys
from nenkin.services.registration.models import AccessKey, Application
from nenkin.ui.kept import SECRET

PASSWORD = "hanako-no-aikotoba"
NEW_PASSWORD = "うみ と やま と そら と かぜ"
NONSENSE = "😀<script>ｶﾞ\u202e" + "長" * 300
HOME = {"postal_code": "0000101", "text": "架空県見本市登録町1丁目2番3号", "building": "登録荘4号室"}
TYPED_HOME = {"postal_code": "000-0101", "address": "架空県見本市登録町1-2-3", "building": "登録荘4号室"}
CARD = {
    "issuer": "https://id.example.jp",
    "subject": "pseudonym-1",
    "name": "見本 明里",
    "kana": "ミホン アカリ",
    "birth_date": "1993-04-03",
    "sex": 2,
    "address": "架空県見本市登録町1丁目2番3号",
}
PERSON = {
    "basic_pension_number": "9999-910001",
    "name": "見本 明里",
    "kana": "みほん あかり",
    "sex": "2",
    "birth_date_era": "平成",
    "birth_date_year": "5",
    "birth_date_month": "4",
    "birth_date_day": "3",
}


class Form(NamedTuple):
    """A form of a page: where it goes, what it carries by itself, and the fields a person fills in."""

    method: str
    action: str
    carried: dict[str, str]
    fields: list[Element]


class Answer(NamedTuple):
    """What came back. `typed`: nothing (a page or the right entry), "empty" or "nonsense"."""

    name: str
    method: str
    path: str
    status: int
    headers: dict[str, str]
    html: str
    signed_in: bool
    typed: str

    @property
    def is_page(self) -> bool:
        return (
            self.status < 400
            and self.headers.get("content-type", "").startswith("text/html")
            and bool(self.html)
        )

    @property
    def is_personal(self) -> bool:
        """A page that its person sees, and nobody else."""
        return self.is_page and self.signed_in


class Walker(Client):
    """A browser that remembers every answer, and tries every form it sees in wrong ways too."""

    def __init__(self, answers: list[Answer], late: dict[str, list[str]] | None = None) -> None:
        super().__init__()
        self.answers, self.typed = answers, ""
        self.tried: set[tuple[str, str]] = set()
        self.late: dict[str, list[str]] = (
            late if late is not None else {}
        )  # fields that were lost, by the form

    def request(self, **request):
        response = super().request(**request)
        answer = self._answer(request, response)
        self.answers.append(answer)
        if answer.method == "GET" and answer.is_page and not self.typed:
            for form in forms(answer):
                self._try(form, answer.path)
        return response

    def open(self, path: str) -> str:
        """The page at the end of the way there."""
        response = self.get(path, follow=True)
        assert response.status_code == 200, f"{path}: {response.status_code}"
        return response.content.decode()

    def send(self, path: str, **fields) -> str:
        """Where it leads."""
        response = self.post(path, fields)
        assert response.status_code == 303, f"{path}: {response.status_code}"
        return response["Location"]

    @staticmethod
    def everywhere(action: str) -> str:
        """The forms of the head stand on every page and are tried once."""
        return action if action in ("/language/", "/logout/") else ""

    def _answer(self, request: dict, response) -> Answer:
        match = response.resolver_match
        is_text = not response.streaming and response.get("Content-Type", "").startswith("text/html")
        return Answer(
            name=match.view_name if match else "",
            method=request["REQUEST_METHOD"],
            path=request["PATH_INFO"]
            + (f"?{request['QUERY_STRING']}" if request.get("QUERY_STRING") else ""),
            status=response.status_code,
            headers={name.lower(): value for name, value in response.items()},
            html=response.content.decode() if is_text else "",
            signed_in='class="who"' in response.content.decode() if is_text else False,
            typed=self.typed,
        )

    def _try(self, form: Form, page: str) -> None:
        action = form.action or page
        if form.method != "post" or (action, self.everywhere(action) or page) in self.tried:
            return
        self.tried.add((action, self.everywhere(action) or page))
        cookies = copy.deepcopy(self.cookies)
        for self.typed in ("empty", "nonsense"):
            filled = (
                {field.get("name"): NONSENSE for field in form.fields} if self.typed == "nonsense" else {}
            )
            with undone():
                self.post(action, {**form.carried, **filled}, HTTP_REFERER=f"http://testserver{page}")
            self.cookies = copy.deepcopy(cookies)
        self.typed = "late"
        with undone():
            self._too_late(form, action, page)
        self.cookies = copy.deepcopy(cookies)
        self.typed = ""

    def _too_late(self, form: Form, action: str, page: str) -> None:
        """A form that is sent after the idle limit: is it there again when the same person comes back?"""
        account = self.session.get("_auth_user_id")
        filled = filled_in(form)
        if not filled or account is None or self.everywhere(action):
            return
        PortalSession.objects.update(seen_at=timezone.now() - timedelta(days=1))
        self.post(action, {**form.carried, **filled}, HTTP_REFERER=f"http://testserver{page}")
        self.come_back(Account.objects.get(pk=account))
        session = self.session
        session.pop("last_page", None)  # the order of the strict policy is another matter
        session.save()
        shown = self.get(action, follow=True).content.decode()
        self.late[f"{self.answers[-1].name} {action}"] = sorted(
            name for name, value in filled.items() if not SECRET.search(name) and not has(shown, name, value)
        )

    def come_back(self, account: Account) -> None:
        """The same person, signed in again by a screen that is not looked at here."""
        request = RequestFactory().get("/", HTTP_USER_AGENT="Mozilla/5.0 Firefox/153.0")
        request.session = self.session
        visits.end_all(account, PortalSession.BY_OWNER)
        visits.begin(request, account, method="password", shared=False, device=None)
        request.session.save()
        self.cookies[settings.SESSION_COOKIE_NAME] = request.session.session_key


def filled_in(form: Form) -> dict[str, str]:
    """Something else in every field: the last of what can be chosen, or a word."""
    filled = {}
    for field in form.fields:
        if field.get("readonly") is not None:
            continue
        if field.tag == "select":
            filled[field.get("name")] = list(field.iter("option"))[-1].get("value")
        elif field.get("type") in ("radio", "checkbox"):
            filled[field.get("name")] = field.get("value", "on")
        else:
            filled[field.get("name")] = "うみ@やま.example"
    return filled


def has(html: str, name: str, value: str) -> bool:
    """Whether a page shows a field with this value."""
    for element in elements(html):
        if element.get("name") != name:
            continue
        chosen = [part.get("value") for part in element.iter("option") if part.get("selected") is not None]
        ticked = element.get("type") not in ("radio", "checkbox") or element.get("checked") is not None
        if value in chosen or (ticked and element.get("value", "on") == value):
            return True
    return False


@contextmanager
def undone() -> Iterator[None]:
    """What is done inside is undone. Acts that want a transaction of their own get it, as in any test."""
    block = transaction.atomic()
    block._from_testcase = True
    with block:
        yield
        transaction.set_rollback(True)


def elements(html: str) -> list[Element]:
    root = html5lib.HTMLParser(namespaceHTMLElements=False).parse(html)
    return [element for element in root.iter() if isinstance(element.tag, str)]


def forms(answer: Answer) -> list[Form]:
    found = []
    for form in elements(answer.html):
        if form.tag != "form":
            continue
        fields = [
            part for part in form.iter() if part.tag in ("input", "select", "textarea") and part.get("name")
        ]
        hidden = [field for field in fields if field.get("type") == "hidden"]
        found.append(
            Form(
                method=form.get("method", "get").lower(),
                action=form.get("action", ""),
                carried={field.get("name"): field.get("value", "") for field in hidden},
                fields=[field for field in fields if field not in hidden and field.get("type") != "submit"],
            )
        )
    return found


def walk(hanako: Account) -> tuple[list[Answer], dict[str, list[str]]]:
    """Every screen, and what was lost of each form that was sent too late. 花子さん has all that there is to have."""
    answers: list[Answer] = []
    late: dict[str, list[str]] = {}
    furnish(hanako)
    for part in (
        outside,
        signed_in,
        second_factor,
        question,
        takeover,
        frozen,
        recovery,
        settings_,
        strict_settings,
    ):
        walker = Walker(answers, late)
        with undone():
            part(walker, hanako)
    for part in (by_key, by_letter, by_card):
        with undone():
            part(Walker(answers))
    return answers, late


def furnish(hanako: Account) -> None:
    now = timezone.now()
    Account.objects.filter(pk=hanako.pk).update(
        mail="hanako@example.jp", secret_question="food", secret_answer=make_password("からあげ")
    )
    hanako.refresh_from_db()
    addresses.record(hanako.person, at=datetime(2020, 1, 1, tzinfo=UTC), **HOME)
    NationalIdLink.objects.create(account=hanako, issuer=CARD["issuer"], subject="of hanako", linked_at=now)
    PortalSession.objects.create(
        account=hanako, state="ended", started_at=now, seen_at=now, absolute_until=now, ended_at=now
    )
    access.record_of(account=hanako, purpose="年金記録")


def enter(walker: Walker, user_id: str = "hanako", password: str = PASSWORD) -> str:
    walker.open("/login/")
    return walker.send("/login/", user_id=user_id, password=password)


def outside(walker: Walker, hanako: Account) -> None:
    """What is open to all."""
    guide = ("", "services/", "words/", "cautions/", "environment/", "hours/")
    for path in (
        *(f"/guide/{part}" for part in guide),
        "/display/",
        "/login/passkey/refused/",
        "/logout/done/",
    ):
        walker.open(path)
    walker.get("/guide/environment/check/")
    walker.get("/healthz")
    walker.open("/form-grew-old/?next=/estimate/")
    walker.open("/practice/outbox/")
    walker.get("/practice/outbox/letters/1.pdf")
    walker.open("/login/frozen/")
    walker.open("/settings/mail/confirmed/")
    walker.open("/settings/stop/done/")
    walker.open("/national-id/problem/cancelled/")
    walker.get("/national-id/callback/")
    walker.post("/national-id/", {"purpose": "sign_in"})
    walker.post("/login/passkey/", {"passkey_answer": "x"})
    for path in ("terms/1/", "declined/", "status/", "link-used/", "national-id/refused/other_card/", ""):
        walker.get(f"/registration/{path}", follow=True)
    walker.get("/registration/link/nobody/")
    walker.post("/registration/link/nobody/")
    walker.post("/registration/link/nobody/again/")
    walker.post(f"/registration/{'0' * 32}/person/")
    walker.post(f"/registration/{'0' * 32}/again/")
    walker.post("/login/passkey/options/")
    walker.post("/language/", {"language": "en", "next": "/guide/"})
    walker.post("/language/", {"language": "ja", "next": "/guide/"})


def signed_in(walker: Walker, hanako: Account) -> None:
    enter(walker)
    for path in ("/", "/login/", "/records/", "/records/month/2020-01", "/estimate/"):
        walker.open(path)
    walker.open(walker.send("/estimate/", until="60", start_years="65", start_months="0"))
    walker.get("/session/alive/")
    walker.send("/session/extend/")
    walker.open("/prove-again/?next=/settings/")
    walker.post("/prove-again/passkey/")
    walker.send("/logout/")


def second_factor(walker: Walker, hanako: Account) -> None:
    """Each kind is made in the settings, then asked for in another browser."""
    enter(walker)
    passkey = Authenticator()
    walker.open("/settings/factors/")
    walker.open("/settings/factors/passkeys/add/")
    options = json.loads(walker.post("/settings/factors/passkeys/add/options/").content)
    walker.send("/settings/factors/passkeys/add/", name="電話", passkey_answer=passkey.create(options))
    number = hanako.passkeys.get().pk
    walker.open(f"/settings/factors/passkeys/{number}/")
    walker.open(f"/settings/factors/passkeys/{number}/remove/")
    seed = re.search(r"secret=([A-Z2-7]+)", walker.open("/settings/factors/app/")).group(1)
    walker.send("/settings/factors/app/", code=pyotp.TOTP(seed).now())
    walker.open("/settings/factors/app/remove/")
    walker.open("/settings/factors/codes/")
    walker.open(walker.send("/settings/factors/codes/", how="here"))
    walker.open("/settings/factors/codes/remove/")
    walker.send("/settings/factors/codes/", how="post")
    walker.open("/settings/factors/codes/start/")
    walker.open("/settings/factors/")
    walker.open("/prove-again/?next=/settings/")
    other = Walker(walker.answers)
    other.open(enter(other))
    other.post("/login/prove/passkey/")
    codes = factors.print_codes(hanako)
    other.open(other.send("/login/prove/", code=codes[0]))


def question(walker: Walker, hanako: Account) -> None:
    """The secret question of the strict policy, and its letter."""
    with_policy("strict", lambda: _question(walker))


def _question(walker: Walker) -> None:
    enter(walker)
    for path in ("/login/question/", "/login/question/letter/", "/login/question/new/"):
        walker.open(path)
    walker.send("/login/question/letter/")
    walker.open("/login/question/letter/")
    walker.send("/login/question/", secret_answer="からあげ")


def with_policy(policy: str, go) -> None:
    before, settings.SESSION_POLICY = settings.SESSION_POLICY, policy
    try:
        go()
    finally:
        settings.SESSION_POLICY = before


def takeover(walker: Walker, hanako: Account) -> None:
    enter(walker)
    other = Walker(walker.answers)
    page = other.open(enter(other))
    other.send("/login/reset/", nonce=re.search('name="nonce" value="([^"]+)"', page).group(1))
    walker.open("/records/")
    walker.open(walker.send("/session/freeze/"))


def frozen(walker: Walker, hanako: Account) -> None:
    Account.objects.filter(pk=hanako.pk).update(frozen_at=timezone.now())
    NationalIdLink.objects.all().delete()
    walker.open(enter(walker))


def recovery(walker: Walker, hanako: Account) -> None:
    walker.open("/recovery/")
    codes = factors.print_codes(hanako)
    walker.open(walker.send("/recovery/", user_id="hanako", mail="hanako@example.jp"))
    link = re.search(r"/recovery/link/[^/\s]+/", Mail.objects.latest("pk").body).group()
    walker.open(link)
    walker.open(walker.send(link))
    walker.post("/recovery/prove/passkey/")
    walker.open(walker.send("/recovery/prove/", code=codes[1]))
    walker.open(walker.send("/recovery/password/", new_password=NEW_PASSWORD))


def settings_(walker: Walker, hanako: Account) -> None:
    """入力 → 確認 → 完了, each."""
    enter(walker)
    names = ("", "visits/", "sent/", "viewing-log/", "question/", "stop/", "stop/check/", "national-id/")
    for name in (*names, "national-id/unlink/"):
        walker.open(f"/settings/{name}")
    walker.open("/settings/delivery/")
    wanted = {"mail": "new@example.jp", "postal_statement": "no", "login_mail": "no", "news_mail": "no"}
    check = walker.open(walker.send("/settings/delivery/", **wanted))
    walker.open(walker.send("/settings/delivery/check/", nonce=nonce_of(check)))
    walker.open("/settings/delivery/")
    link = re.search(
        r"/settings/mail/link/[^/\s]+/", Mail.objects.filter(kind="confirm_mail").latest("pk").body
    )
    walker.open(link.group())
    walker.open(walker.send(link.group()))
    walker.get(link.group())
    walker.post(link.group())
    walker.send("/settings/mail/give-up/")
    page = walker.open("/settings/notices/")
    key = re.search('name="paperless" value="([^"]+)"', page).group(1)
    check = walker.open(walker.send("/settings/notices/", paperless=key))
    walker.open(walker.send("/settings/notices/check/", nonce=nonce_of(check)))
    walker.open(f"/settings/sent/mail/{Mail.objects.latest('pk').pk}/")
    walker.open("/settings/password/")
    walker.open(walker.send("/settings/password/", password=PASSWORD, new_password=NEW_PASSWORD))
    device = hanako.devices.latest("pk").pk
    walker.open(walker.send(f"/settings/devices/{device}/forget/"))
    walker.send(f"/settings/visits/{PortalSession.objects.get(state='active').pk}/end/")
    enter(walker, password=NEW_PASSWORD)
    walker.open(walker.send("/settings/stop/check/"))


def nonce_of(page: str) -> str:
    return re.search('name="nonce" value="([^"]+)"', page).group(1)


def strict_settings(walker: Walker, hanako: Account) -> None:
    """What the strict policy alone has. Its order of pages is another matter, so its visits are begun apart."""
    enter(walker)
    with_policy("strict", lambda: _strict_settings(walker))


def _strict_settings(walker: Walker) -> None:
    def goto(path: str) -> str:
        session = walker.session
        session.pop("last_page", None)
        session.save()
        return walker.open(path)

    for path in ("/", "/records/", "/settings/", "/settings/question/", "/settings/question/letter/"):
        goto(path)
    session = walker.session
    session.pop("last_page", None)
    session.save()
    walker.send("/settings/question/", secret_question="food", secret_answer="おにぎり")
    goto("/settings/question/done/")


def by_key(walker: Walker) -> None:
    key = keys.issue(akari(), carrier=AccessKey.STATEMENT, at=timezone.now())
    at = begin(walker, "key")
    walker.open(walker.send(at("person"), **PERSON, access_key=key))
    to_the_check(walker, at)
    Application.objects.update(token_expires_at=timezone.now())
    walker.open(link_of_registration())
    walker.send(f"{link_of_registration()}again/")
    walker.open(link_of_registration())
    walker.open(walker.send(link_of_registration()))
    walker.get(link_of_registration())
    walker.open("/registration/link-used/")


def by_letter(walker: Walker) -> None:
    akari()
    at = begin(walker, "letter")
    walker.open(walker.send(at("person"), **PERSON))
    walker.open(walker.send(at("address"), **TYPED_HOME))
    to_the_check(walker, at)
    walker.send(at("again"))
    walker.open(at("receipt"))
    walker.open(walker.send(link_of_registration()))
    number = re.search(r"\d{4}-\d{4}-\d{4}", walker.open(at("receipt"))).group()
    walker.open("/registration/status/")
    walker.open(walker.send("/registration/status/", receipt_number=number))


def by_card(walker: Walker) -> None:
    akari()
    session = walker.session
    session["national_id"] = {**CARD, "at": int(time.time())}
    session.save()
    walker.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
    page = walker.open("/registration/national-id/")
    journey = re.search('name="journey" value="([0-9a-f]{32})"', page).group(1)
    walker.open(walker.send("/registration/national-id/", agree="yes", journey=journey))
    to_the_check(walker, lambda step: f"/registration/{journey}/{step}/", password={})
    walker.open(walker.send(link_of_registration()))


def akari() -> Person:
    person = Person.objects.create(
        basic_pension_number="9999910001",
        name="見本 明里",
        kana="ミホン アカリ",
        birth_date=date(1993, 4, 3),
        sex=2,
    )
    addresses.record(person, at=datetime(2020, 1, 1, tzinfo=UTC), **HOME)
    return person


def begin(walker: Walker, route: str):
    page = walker.open("/registration/terms/")
    journey = re.search('name="journey" value="([0-9a-f]{32})"', page).group(1)
    walker.open(walker.send("/registration/terms/", agree="yes", journey=journey))
    walker.open(walker.send(f"/registration/{journey}/route/", route=route))
    return lambda step: f"/registration/{journey}/{step}/"


def to_the_check(walker: Walker, at, password: dict | None = None) -> None:
    secret = {"password": "あおい空とたかい山とひろい海へ"} if password is None else password
    walker.open(walker.send(at("mail"), mail="akari@example.jp", **secret))
    page = walker.open(walker.send(at("wishes"), postal_statement="no", news_mail="on"))
    version = re.search('name="version" value="([0-9]+)"', page).group(1)
    walker.open(walker.send(at("check"), version=version))


def link_of_registration() -> str:
    body = Mail.objects.filter(kind="confirm_registration").latest("pk").body
    return re.search(r"/registration/link/[^/\s]+/", body).group()
