"""S-201, S-205: no page, no mail and no count tells whether a number exists, is registered or is excluded."""

import re

import pytest
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.utils import timezone

from nenkin.registry.check_digit import luhn_digit
from nenkin.registry.models import Budget, Mail, Person
from nenkin.services.registration import actions, keys
from nenkin.services.registration.models import AccessKey, Application

from .conftest import DATA, Path, link

pytestmark = pytest.mark.django_db
WRONG_KEY = "1234567890123452" + luhn_digit("1234567890123452")
CLASSES = ("in the record", "unknown", "registered", "stopped", "old law", "with a key")
NUMBERS = dict(zip(CLASSES, [f"99999100{n}" for n in range(10, 16)], strict=True))
CHANGING = re.compile(
    r"[0-9a-f]{32}|[0-9]{4}-[0-9]{4}-[0-9]{4}|csrfmiddlewaretoken\" value=\"[^\"]+|99999100\d\d|9999-••••\d\d|\d+時\d\d分"
)


@pytest.fixture
def everybody(make_person):
    """One person of each class; the names are the same, so the pages differ by the class alone."""
    people = {name: make_person(NUMBERS[name]) for name in CLASSES if name != "unknown"}
    for name in ("registered", "stopped"):
        account = get_user_model().objects.create_account(
            user_id=name, person=people[name], password="x" * 20
        )
        account.is_active = name == "registered"
        account.save()
    Person.objects.filter(pk=people["old law"].pk).update(old_age_pension_code="0130")
    keys.issue(people["with a key"], carrier=AccessKey.STATEMENT, at=timezone.now())
    return people


def plain(answer) -> tuple:
    """Status, headers and bytes without what is random in every answer."""
    headers = {
        name: value
        for name, value in answer.items()
        if name not in ("X-Request-ID", "Expires", "Last-Modified")
    }
    return (
        answer.status_code,
        CHANGING.sub("…", str(sorted(headers.items()))),
        CHANGING.sub("…", answer.content.decode()),
    )


def with_key(page, name: str) -> list:
    path = Path(page).agree().by("key")
    data = {"access_key": WRONG_KEY, "basic_pension_number": NUMBERS[name]}
    answers = [page.post(path.at("person"), {**DATA, **data}), page.get(path.at("person"))]
    return [plain(answer) for answer in answers]


def by_letter(page, name: str) -> list:
    path = Path(page)
    path.without_key(basic_pension_number=NUMBERS[name])
    answers = [page.get(path.at("receipt"))]
    address = link()
    answers += [page.get(address), page.post(address), page.get(path.at("done"))]
    actions.match_waiting()
    answers += [page.get(path.at("done")), page.get(path.at("receipt"))]
    return [
        (status, re.sub(r"link/[\w-]{43}", "link/…", head), re.sub(r"link/[\w-]{43}", "link/…", body))
        for status, head, body in map(plain, answers)
    ]


@pytest.mark.parametrize("way", [with_key, by_letter])
def test_all_classes_get_the_same_answers_byte_for_byte(page, everybody, way):
    answers = {}
    for name in CLASSES:
        for model in (Application, Mail, Budget):
            model.objects.all().delete()
        cache.clear()
        answers[name] = way(type(page)(), name)
    first = answers["unknown"]
    assert [name for name in CLASSES if answers[name] != first] == []


def test_the_comparison_sees_a_difference(page, everybody, monkeypatch):
    """Negative control: a page that betrays one class is found."""
    honest = with_key(type(page)(), "unknown")
    monkeypatch.setattr(
        "nenkin.services.registration.identity.is_same", lambda facts, person: person is not None
    )
    real = keys.check
    monkeypatch.setattr(
        keys,
        "check",
        lambda number, typed: keys.Checked(
            Person.objects.filter(basic_pension_number=number).first(),
            real(number, typed).key or AccessKey.objects.first(),
        ),
    )
    assert with_key(type(page)(), "in the record") != honest


def test_the_same_mails_go_out_for_all_classes(page, everybody):
    counts = set()
    for name in CLASSES:
        before = Mail.objects.filter(to__isnull=False).count()
        path = Path(type(page)())
        path.agree().by("letter").person(basic_pension_number=NUMBERS[name], then="address")
        path.goes(
            path.at("address"), {"postal_code": "0000101", "address": "架空県見本市登録町1-2-3"}, "mail"
        )
        path.sign_in_data(mail=f"{name.replace(' ', '')}@example.jp").wishes().submit()
        path.page.post(link())
        actions.match_waiting()
        counts.add(Mail.objects.count() - before)
    assert counts == {1}


@pytest.mark.parametrize("route", ["key", "letter"])
def test_the_budget_of_a_number_nobody_has_is_that_of_a_real_one(page, everybody, route):
    """S-205: twenty tries, the same sequence of answers; then the time until which to wait."""
    sequences = []
    for name in ("with a key", "unknown"):
        path = Path(type(page)()).agree().by(route)
        answers = []
        for _ in range(20):
            data = {"access_key": keys.new()} if route == "key" else {}
            answer = path.page.post(
                path.at("person"), {**DATA, "basic_pension_number": NUMBERS[name], **data}
            )
            html = path.page.get(answer["Location"]).content.decode()
            answers.append(re.findall("E-REG-0[1-7]", html)[:1])
        sequences.append(answers)
    assert sequences[0] == sequences[1]
    assert sequences[0][-1] == ["E-REG-05"]
    assert sequences[0][0] != ["E-REG-05"]
