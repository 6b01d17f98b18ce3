"""What all tests share: people everyone knows, and a client that checks every page it fetches."""

import os
import re
import secrets
from collections import Counter
from collections.abc import Iterator
from datetime import date
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

import html5lib
import psycopg
import pytest
from django.conf import settings
from django.core.cache import cache, caches
from django.db import connection
from django.db.backends.base.operations import BaseDatabaseOperations
from django.http import HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.utils import timezone

PASSWORD = "hanako-no-aikotoba"
TODAY = date(2026, 11, 24)
NO_MANIFEST = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}


@pytest.fixture(autouse=True, scope="session")
def _static_files_without_collecting() -> Iterator[None]:
    with override_settings(STORAGES=NO_MANIFEST):
        yield


@pytest.fixture(autouse=True)
def today(monkeypatch) -> date:
    """The day of all tests: what can still be paid and which year's amounts apply do not move with the clock."""
    asked = timezone.localdate
    monkeypatch.setattr(timezone, "localdate", lambda *of: asked(*of) if of else TODAY)
    return TODAY


@pytest.fixture(autouse=True, scope="session")
def _a_cache_for_each_process(worker_id) -> None:
    """Processes that test at the same time on one Redis use one numbered database each."""
    if settings.SHARED_CACHE and worker_id != "master":
        place = urlsplit(settings.CACHES["default"]["LOCATION"])
        number = int(worker_id.removeprefix("gw")) + 1
        settings.CACHES["default"]["LOCATION"] = place._replace(path=f"/{number}").geturl()
        caches["default"] = caches.create_connection("default")  # this thread may have made one before


@pytest.fixture(autouse=True)
def _no_tries_from_other_tests() -> None:
    cache.clear()


@pytest.fixture(autouse=True, scope="session")
def _test_databases_can_be_emptied() -> Iterator[None]:
    """A test that commits is cleaned up by emptying all tables; the triggers of append-only tables step aside."""
    from nenkin.registry import append_only

    original = BaseDatabaseOperations.execute_sql_flush

    def execute_sql_flush(self, sql_list):
        with connection.schema_editor() as editor:
            tables = [t for t in append_only.TABLES if t in connection.introspection.table_names()]
            for table in tables:
                append_only.release(editor, table)
        original(self, sql_list)
        with connection.schema_editor() as editor:
            for table in tables:
                append_only.protect(editor, table)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(BaseDatabaseOperations, "execute_sql_flush", execute_sql_flush)
        yield


@pytest.fixture
def own_database(tmp_path) -> Iterator[dict[str, str]]:
    """The environment of commands that run beside the test, with a database for them alone."""
    environment = os.environ | {"NENKIN_DATA": str(tmp_path)}
    if connection.vendor != "postgresql":
        yield environment | {"NENKIN_DATABASE_URL": f"sqlite://{tmp_path}/nenkin.sqlite3"}
        return
    name = f"own_{secrets.token_hex(8)}"
    url = os.environ["NENKIN_DATABASE_URL"]
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        yield environment | {"NENKIN_DATABASE_URL": urlsplit(url)._replace(path=f"/{name}").geturl()}
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def _document(number: int, name: str, kana: str, sex: str, birth_date: str) -> dict:
    return {
        "format": "nenkin-record",
        "version": 1,
        "record_through": "2026-09",
        "person": {
            "id": f"t{number:02d}",
            "birth_date": birth_date,
            "sex": sex,
            "basic_pension_number": f"9999-9000{number:02d}",
            "name": name,
            "kana": kana,
        },
        "coverage": [
            {"start": "2014-04", "end": "2016-09", "kind": "general", "pay": 200000, "employer": "架空商事"},
            {"start": "2016-09", "end": None, "kind": "general", "pay": 260000, "employer": "架空商事"},
        ],
        "bonuses": [{"month": "2025-12", "amount": 400000}],
        "statuses": [{"start": "2012-08", "end": "2014-04", "sign": "A", "category": "1"}],
    }


@pytest.fixture
def hanako_document() -> dict:
    """花子さんの年金記録, in the open record format."""
    return _document(1, "見本 花子", "ミホン ハナコ", "female", "1992-08-10")


def _account(user_id: str, document: dict):
    from nenkin.law.record import read_person
    from nenkin.registry import careers
    from nenkin.services.account.models import Account

    result = careers.store(read_person(document), reason="取り込み", source="test")
    return Account.objects.create_account(user_id=user_id, person=result.person, password=PASSWORD)


@pytest.fixture
def hanako(db, hanako_document):
    """花子さん, 34: the owner of the record."""
    return _account("hanako", hanako_document)


@pytest.fixture
def taro(db):
    """太郎さん, 58: another owner, who has his own record."""
    return _account("taro", _document(2, "見本 太郎", "ミホン タロウ", "male", "1968-03-02"))


@pytest.fixture
def jiro(db):
    """次郎さん: may see nothing of the others."""
    return _account("jiro", _document(3, "見本 次郎", "ミホン ジロウ", "male", "1990-01-15"))


@pytest.fixture(scope="session")
def practice_records() -> dict:
    """The practice people's records by user ID."""
    from nenkin.law.record_json import read_lines
    from nenkin.services.account.practice import FOLDER

    with (FOLDER / "persons.jsonl").open("rb") as stream:
        return {line.record.id: line.record for line in read_lines(stream)}


@pytest.fixture
def practice_people(db, practice_records):
    """The practice people's accounts by user ID, each made when a test asks for it."""
    from nenkin.registry import careers
    from nenkin.services.account.models import Account

    class People(dict):
        def __missing__(self, user_id: str) -> Account:
            stored = careers.store(practice_records[user_id], reason="練習用の記録", source="practice")
            self[user_id] = Account.objects.create(user_id=user_id, person=stored.person, password="!")
            return self[user_id]

    return People()


@pytest.fixture
def store_again():
    """Give a person another record: the newest version with some parts replaced. `unchecked`: as it is."""
    from nenkin.law.record import read_person
    from nenkin.registry.careers import fingerprint
    from nenkin.registry.models import Person, RecordVersion

    def store(account, *, person: dict | None = None, unchecked: bool = False, **parts) -> None:
        last = account.person.versions.latest("number")
        document = {**last.document, **parts, "person": {**last.document["person"], **(person or {})}}
        faults = read_person(document).faults
        assert unchecked or not faults, faults
        Person.objects.filter(pk=account.person_id).update(birth_date=document["person"]["birth_date"])
        RecordVersion.objects.create(
            person=account.person,
            number=last.number + 1,
            document=document,
            sha256=fingerprint(document),
            record_through=document["record_through"],
            reason="test",
            source="test",
        )

    return store


@pytest.fixture
def account_without_record(db):
    """Somebody who may sign in but has no record yet."""
    from nenkin.registry.models import Person
    from nenkin.services.account.models import Account

    person = Person.objects.create(
        basic_pension_number="9999900009", birth_date=date(2008, 1, 15), sex=1, name="見本 新"
    )
    return Account.objects.create_account(user_id="shin", person=person, password=PASSWORD)


def begin_visit(client: Client, account) -> None:
    """Sign a test client in as the screens do; a visit that was active ends."""
    from nenkin.services.account import visits

    request = RequestFactory().get("/", HTTP_USER_AGENT="Mozilla/5.0 (X11; Linux x86_64) Firefox/153.0")
    request.session = client.session
    visits.end_all(account, "by_owner")
    visits.begin(request, account, method="password", shared=False, device=None)
    request.session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = request.session.session_key


class Page:
    """The test client, signed in or not; what it fetches is checked, then handed out."""

    def __init__(self) -> None:
        self.client = Client()

    def sign_in(self, account) -> "Page":
        """As after the sign-in screens: the session, and the one active visit of the account."""
        begin_visit(self.client, account)
        return self

    def get(self, path: str, *, status: int = 200, **options) -> HttpResponse:
        return self._checked(self.client.get(path, **options), status)

    def post(self, path: str, data: dict | None = None, *, status: int = 303, **options) -> HttpResponse:
        return self._checked(self.client.post(path, data or {}, **options), status)

    def _checked(self, response: HttpResponse, status: int) -> HttpResponse:
        assert response.status_code == status, f"{response.status_code} instead of {status}"
        if response.get("Content-Type", "").startswith("text/html") and response.content:
            check_html(response.content.decode(), nonce=_nonce(response))
        return response


@pytest.fixture
def page() -> Page:
    """A client that checks each page: status, title, one h1, labels, ids, valid HTML, nothing inline."""
    return Page()


def _nonce(response: HttpResponse) -> str | None:
    found = re.search(r"'nonce-([^']+)'", response.get("Content-Security-Policy", ""))
    return found.group(1) if found else None


def check_html(html: str, *, nonce: str | None = None) -> None:
    """Fail with all that is wrong with a page at once."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    root = parser.parse(html)
    faults = [f"line {place[0]}: {code} {words}" for place, code, words in parser.errors]
    elements = [element for element in root.iter() if isinstance(element.tag, str)]
    faults += [*_page_faults(root, elements), *_field_faults(elements), *_inline_faults(elements, nonce)]
    assert not faults, "\n".join(faults)


def _page_faults(root: Element, elements: list[Element]) -> list[str]:
    title = root.findtext("head/title") or ""
    faults = [] if title.strip(" |") and not title.startswith(" |") else ["no title"]
    headings = [element for element in elements if element.tag == "h1"]
    if len(headings) != 1 or not _text(headings[0]):
        faults.append(f"{len(headings)} h1")
    if root.get("lang") is None:
        faults.append("html without lang")
    ids = Counter(element.get("id") for element in elements if element.get("id") is not None)
    faults += [f"id {name!r} {count} times" for name, count in ids.items() if count > 1]
    for element in elements:
        for attribute in ("for", "aria-describedby", "aria-labelledby", "aria-controls"):
            faults += [
                f"{attribute} names {name!r}, which is not there"
                for name in element.get(attribute, "").split()
                if name not in ids
            ]
    return faults


def _field_faults(elements: list[Element]) -> list[str]:
    labelled = {element.get("for") for element in elements if element.tag == "label" and _text(element)}
    inside = {id(part) for element in elements if element.tag == "label" for part in element.iter()}
    faults = []
    for element in elements:
        name = element.get("aria-label") or element.get("aria-labelledby")
        if element.tag in {"input", "select", "textarea"}:
            silent = element.get("type") in {"hidden", "submit", "button"}
            if not (silent or name or element.get("id") in labelled or id(element) in inside):
                faults.append(f"{element.tag} {element.get('name')!r} without label")
        if element.tag in {"button", "a", "summary"} and not (name or _text(element)):
            faults.append(f"{element.tag} without words")
        if element.tag == "img" and element.get("alt") is None:
            faults.append("img without alt")
        if element.tag == "table" and element.find("caption") is None and not name:
            faults.append("table without caption")
    return faults


def _inline_faults(elements: list[Element], nonce: str | None) -> list[str]:
    faults = []
    for element in elements:
        faults += [
            f"{element.tag} has {name}" for name in element.attrib if name == "style" or name.startswith("on")
        ]
        if element.get("href", "").strip().lower().startswith("javascript:"):
            faults.append("script in a link")
        if element.tag == "style":
            faults.append("style inside the page")
        if element.tag == "script" and not element.get("src") and element.get("nonce") != (nonce or 0):
            faults.append("script inside the page without nonce")
    return faults


def _text(element: Element) -> str:
    return "".join(element.itertext()).strip()
