"""People who register, and the journey in a few words."""

import re
from datetime import UTC, date, datetime

import pytest
from django.utils import timezone

from nenkin.registry import addresses
from nenkin.registry.models import Mail, Person
from nenkin.services.registration import keys
from nenkin.services.registration.models import AccessKey

WORDS = "あおい空とたかい山とひろい海へ"
MAIL = "akari@example.jp"
HOME = {"postal_code": "0000101", "text": "架空県見本市登録町1丁目2番3号", "building": "登録荘4号室"}
DATA = {
    "basic_pension_number": "9999-910001",
    "name": "見本 明里",
    "kana": "みほん あかり",
    "sex": "2",
    "birth_date_era": "平成",
    "birth_date_year": "5",
    "birth_date_month": "4",
    "birth_date_day": "3",
}
ADDRESS = {"postal_code": "000-0101", "address": "架空県見本市登録町1-2-3", "building": "登録荘4号室"}


@pytest.fixture
def make_person(db):
    """A person of the record, without an account."""

    def make(number: str = "9999910001", **facts) -> Person:
        known = {"name": "見本 明里", "kana": "ミホン アカリ", "birth_date": date(1993, 4, 3), "sex": 2}
        person = Person.objects.create(basic_pension_number=number, **(known | facts))
        addresses.record(person, at=datetime(2020, 1, 1, tzinfo=UTC), **HOME)
        return person

    return make


@pytest.fixture
def akari(make_person) -> Person:
    """明里さん, 33: in the record, not registered yet."""
    return make_person()


@pytest.fixture
def key(akari) -> str:
    """明里さん's access key, issued today."""
    return keys.issue(akari, carrier=AccessKey.STATEMENT, at=timezone.now())


class Path:
    """A person on the way through the pages, by the shared test client that checks each page."""

    def __init__(self, page) -> None:
        self.page, self.journey = page, ""

    def at(self, step: str) -> str:
        return f"/registration/{self.journey}/{step}/"

    def agree(self) -> "Path":
        html = self.page.get("/registration/terms/").content.decode()
        self.journey = re.search('name="journey" value="([0-9a-f]{32})"', html)[1]
        self.goes("/registration/terms/", {"agree": "yes", "journey": self.journey}, "route")
        return self

    def goes(self, address: str, data: dict, then: str) -> None:
        answer = self.page.post(address, data)
        assert answer["Location"] == self.at(then), f"{answer['Location']}, not {then}"

    def by(self, route: str) -> "Path":
        self.goes(self.at("route"), {"route": route}, "person")
        return self

    def person(self, *, then: str, **data) -> "Path":
        self.goes(self.at("person"), {**DATA, **data}, then)
        return self

    def sign_in_data(self, *, mail: str = MAIL, password: str = WORDS, then: str = "wishes") -> "Path":
        self.goes(self.at("mail"), {"mail": mail, "password": password}, then)
        return self

    def wishes(self) -> "Path":
        self.goes(self.at("wishes"), {"postal_statement": "no", "news_mail": "on"}, "check")
        return self

    def version(self) -> str:
        html = self.page.get(self.at("check")).content.decode()
        return re.search('name="version" value="([0-9]+)"', html)[1]

    def submit(self) -> "Path":
        self.goes(self.at("check"), {"version": self.version()}, "receipt")
        return self

    def refused(self, **data) -> str:
        """The page that answers data that do not lead on."""
        answer = self.page.post(self.at("person"), {**DATA, **data})
        assert answer["Location"] == self.at("person")
        return self.page.get(self.at("person")).content.decode()

    def with_key(self, key: str) -> "Path":
        return self.agree().by("key").person(access_key=key, then="mail").sign_in_data().wishes().submit()

    def without_key(self, **data) -> "Path":
        self.agree().by("letter").person(then="address", **data)
        self.goes(self.at("address"), ADDRESS, "mail")
        return self.sign_in_data().wishes().submit()


@pytest.fixture
def path(page) -> Path:
    return Path(page)


def link() -> str:
    """The path of the link in the newest confirmation mail."""
    body = Mail.objects.filter(kind="confirm_registration").latest("pk").body
    return re.search(r"https?://[^/]+(/registration/link/\S+/)", body)[1]
