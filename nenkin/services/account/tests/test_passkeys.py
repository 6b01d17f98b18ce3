"""パスキー: what only the right device, for the right site, at the right moment can do."""

import json
import time

import pytest

from nenkin.registry.models import Mail
from nenkin.services.account import passkeys
from nenkin.services.account.models import Account, Passkey, PortalSession
from nenkin.services.account.tests.authenticator import Authenticator

pytestmark = pytest.mark.django_db
ADD, ADD_OPTIONS = "/settings/factors/passkeys/add/", "/settings/factors/passkeys/add/options/"
ENTER, OPTIONS, REFUSED = "/login/passkey/", "/login/passkey/options/", "/login/passkey/refused/"


def options(page, url=OPTIONS) -> dict:
    return json.loads(page.post(url, status=200).content)


def enter(page, answer: str, **fields):
    return page.post(ENTER, {"passkey_answer": answer, **fields})["Location"]


@pytest.fixture
def add(page):
    """Give an account a passkey through the screens; the browser is signed out afterwards."""

    def add_one(account, *, name="電話", **device) -> Authenticator:
        page.sign_in(account)
        made = Authenticator(**device)
        page.post(ADD, {"name": name, "passkey_answer": made.create(options(page, ADD_OPTIONS))})
        page.post("/logout/")
        return made

    return add_one


def test_hanako_adds_a_passkey_and_comes_in_with_it_alone(page, hanako, add):
    phone = add(hanako, name="わたしの電話")

    assert enter(page, phone.get(options(page))) == "/"
    assert page.client.session["_auth_user_id"] == str(hanako.pk)
    assert PortalSession.objects.get(state="active").method == "passkey"
    passkey = Passkey.objects.get()
    assert (passkey.name, passkey.sign_count) == ("わたしの電話", 1)
    assert passkey.last_used_at is not None


def test_the_page_that_was_wanted_comes_after_it(page, hanako, add):
    phone = add(hanako)

    assert enter(page, phone.get(options(page)), next="/records/") == "/records/"


def test_on_a_shared_terminal_nothing_is_remembered(page, hanako, add):
    phone = add(hanako)
    enter(page, phone.get(options(page)), shared="on")

    visit = PortalSession.objects.get(state="active")
    assert (visit.shared, visit.device) == (True, None)


def test_the_question_asks_for_the_person_and_names_no_account(page, hanako, add):
    add(hanako)
    asked = options(page)

    assert (asked["rpId"], asked["userVerification"]) == ("testserver", "required")
    assert asked.get("allowCredentials", []) == []


def test_making_one_asks_for_a_passkey_that_is_found_without_user_id(page, hanako):
    page.sign_in(hanako)
    asked = options(page, ADD_OPTIONS)

    assert asked["authenticatorSelection"]["residentKey"] == "required"
    assert asked["authenticatorSelection"]["userVerification"] == "required"
    assert "花子" not in json.dumps(asked, ensure_ascii=False)


@pytest.mark.parametrize(
    "lie",
    [
        {"origin": "http://nenkin.example"},
        {"origin": "http://testserver:8080"},
        {"origin": "https://testserver"},
        {"host": "nenkin.example"},
        {"verified": False},
        {"handle": b"account 0"},
        {"handle": b""},
        {"step": 0},
        {"step": -1},
    ],
    ids=str,
)
def test_an_answer_that_is_not_wholly_right_is_refused(page, hanako, add, lie):
    phone = add(hanako, count=5)

    assert enter(page, phone.get(options(page), **lie)) == REFUSED
    assert "_auth_user_id" not in page.client.session
    assert "パスキーで入れませんでした" in page.get(REFUSED).content.decode()


def test_the_right_one_afterwards_still_works(page, hanako, add):
    phone = add(hanako)
    enter(page, phone.get(options(page), origin="http://nenkin.example"))

    assert enter(page, phone.get(options(page))) == "/"


def test_a_phone_that_does_not_count_works_again_and_again(page, hanako, add):
    phone = add(hanako, count=None)
    for _ in range(3):
        assert enter(page, phone.get(options(page))) == "/"
        page.post("/logout/")


def test_an_answer_counts_once(page, hanako, add):
    """S-231: the same bytes again, to the same question and to a new one."""
    phone = add(hanako, count=None)
    session = page.client.session
    answer = phone.get(options(page))
    held = page.client.session[passkeys.CHALLENGE]
    assert enter(page, answer) == "/"
    page.post("/logout/")

    assert enter(page, answer) == REFUSED
    options(page)
    assert enter(page, answer) == REFUSED
    session = page.client.session
    session[passkeys.CHALLENGE] = held  # as a second request at the same moment would still see it
    session.save()
    assert enter(page, answer) == REFUSED


def test_a_question_is_open_for_five_minutes(page, hanako, add, monkeypatch):
    phone = add(hanako)
    answer, now = phone.get(options(page)), time.time()
    later = phone.get(options(page))
    monkeypatch.setattr("nenkin.services.account.passkeys.time.time", lambda: now + 302)
    assert enter(page, later) == REFUSED
    monkeypatch.undo()
    assert enter(page, answer) == REFUSED
    assert enter(page, phone.get(options(page))) == "/"


def test_a_question_for_one_thing_is_no_answer_to_another(page, hanako, add):
    phone = add(hanako)
    page.sign_in(hanako)
    answer = phone.get(options(page, "/prove-again/passkey/"))
    page.post("/logout/")
    assert enter(page, answer) == REFUSED

    page.sign_in(hanako)
    made = Authenticator().create(options(page, ADD_OPTIONS), origin="http://evil.example")
    page.post(ADD, {"name": "にせ", "passkey_answer": made})
    assert "パスキーを足せませんでした" in page.get(ADD).content.decode()
    assert Passkey.objects.count() == 1


@pytest.mark.parametrize(
    "answer",
    [
        "",
        "x",
        "[]",
        "null",
        "{}",
        '{"id": 1}',
        "[" * 19_000,
        "x" * 30_000,
        '{"id":"あ","rawId":"あ","response":{}}',
    ]
    + [
        json.dumps({"id": "AA", "rawId": "AA", "type": "public-key", "response": dict.fromkeys(parts, "AA")})
        for parts in (
            ("clientDataJSON", "authenticatorData", "signature", "userHandle"),
            ("clientDataJSON", "attestationObject"),
        )
    ],
    ids=lambda answer: answer[:30],
)
def test_nonsense_is_refused_calmly(page, hanako, answer):
    options(page)
    assert enter(page, answer) == REFUSED
    page.sign_in(hanako)
    options(page, ADD_OPTIONS)
    assert page.post(ADD, {"name": "x", "passkey_answer": answer})["Location"] == ADD
    assert not Passkey.objects.exists()


def test_a_stopped_account_stays_shut(page, hanako, add):
    phone = add(hanako)
    Account.objects.filter(pk=hanako.pk).update(is_active=False)

    assert enter(page, phone.get(options(page))) == REFUSED


def test_a_removed_passkey_opens_nothing(page, hanako, add):
    phone = add(hanako)
    number = Passkey.objects.get().pk
    page.sign_in(hanako)
    page.get(f"/settings/factors/passkeys/{number}/remove/")
    assert page.post(f"/settings/factors/passkeys/{number}/remove/")["Location"] == "/settings/factors/"
    page.post("/logout/")

    assert enter(page, phone.get(options(page))) == REFUSED


def test_the_last_way_in_cannot_be_removed(page, hanako, add):
    add(hanako)
    add(hanako, name="鍵")
    hanako.set_unusable_password()
    hanako.save()
    page.sign_in(hanako)
    first, second = Passkey.objects.order_by("pk")
    page.post(f"/settings/factors/passkeys/{first.pk}/remove/")
    assert Passkey.objects.get() == second

    url = f"/settings/factors/passkeys/{second.pk}/remove/"
    assert page.post(url)["Location"] == url
    assert "入る方法がなくなります" in page.get(url).content.decode()
    assert Passkey.objects.get() == second


def test_jiro_cannot_touch_the_passkey_of_hanako(page, hanako, jiro, add):
    add(hanako)
    number = Passkey.objects.get().pk
    page.sign_in(jiro)
    for url in (f"/settings/factors/passkeys/{number}/", f"/settings/factors/passkeys/{number}/remove/"):
        page.get(url, status=404)
        page.post(url, {"name": "次郎の"}, status=404)

    assert Passkey.objects.get().name == "電話"


def test_a_name_can_be_changed_and_hostile_ones_are_shown_as_typed(page, hanako, add):
    add(hanako)
    page.sign_in(hanako)
    url = f"/settings/factors/passkeys/{Passkey.objects.get().pk}/"
    assert page.post(url, {"name": "　"})["Location"] == url
    assert "パスキーの名前が空です" in page.get(url).content.decode()
    page.post(url, {"name": "<script>alert(1)</script>"})

    text = page.get("/settings/factors/").content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert "名前を変えました。" in text


def test_one_device_is_not_kept_twice(page, hanako, add):
    phone = add(hanako)
    page.sign_in(hanako)
    asked = options(page, ADD_OPTIONS)
    assert len(asked["excludeCredentials"]) == 1
    page.post(ADD, {"name": "また", "passkey_answer": phone.create(asked)})

    assert Passkey.objects.count() == 1


def test_each_change_is_told_by_mail_without_saying_who(page, hanako, add):
    Account.objects.filter(pk=hanako.pk).update(mail="hanako@example.jp")
    add(hanako)
    page.sign_in(hanako)
    page.post(f"/settings/factors/passkeys/{Passkey.objects.get().pk}/remove/")

    kinds = Mail.objects.filter(kind__startswith="factor").order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == ["factor_added", "factor_removed"]
    assert not any("花子" in mail.body or "http" in mail.body for mail in Mail.objects.all())


def test_without_a_visit_nobody_makes_a_passkey(page):
    for url in (ADD, ADD_OPTIONS):
        assert page.post(url, status=302)["Location"].startswith("/login/")
