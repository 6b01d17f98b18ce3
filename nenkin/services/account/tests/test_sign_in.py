"""ログイン: one door, one answer when it stays shut."""

import pytest
from django.contrib.auth.hashers import BasePasswordHasher
from django.contrib.sessions.models import Session
from django.urls import reverse

from nenkin.services.account.actions import HELD, WRONG
from nenkin.services.account.hashers import Argon2
from nenkin.services.account.models import Account

pytestmark = pytest.mark.django_db
PASSWORD = "hanako-no-aikotoba"
URL = "/login/"


def sign_in(page, user_id="hanako", password=PASSWORD, *, status=303, **fields):
    return page.post(URL, {"user_id": user_id, "password": password, **fields}, status=status)


def test_hanako_signs_in_and_comes_home(page, hanako):
    assert sign_in(page)["Location"] == "/"

    assert page.client.session["_auth_user_id"] == str(hanako.pk)


@pytest.mark.parametrize("typed", ["HANAKO", " hanako ", "ｈａｎａｋｏ", "Ｈａｎａ　ｋｏ", "ha\tnako\u200b"])
def test_the_user_id_is_forgiving(page, hanako, typed):
    sign_in(page, typed)


@pytest.mark.parametrize(
    "typed", [PASSWORD.upper(), f" {PASSWORD}", f"{PASSWORD} ", "ｈanako-no-aikotoba", f"{PASSWORD}\0"]
)
def test_the_password_is_not(page, hanako, typed):
    assert WRONG in sign_in(page, password=typed, status=200).content.decode()


@pytest.mark.parametrize("password", ["  ひらがな と 😀 と空白  ", "長" * 128])
def test_any_character_may_be_in_a_password(page, hanako, password):
    hanako.set_password(password)
    hanako.save()

    sign_in(page, password=password)


def body(response) -> str:
    text = response.content.decode()
    return text.replace(str(response.context["csrf_token"]), "")


def test_unknown_stopped_and_wrong_give_the_same_page(page, hanako, taro):
    Account.objects.filter(pk=taro.pk).update(is_active=False)
    wrong = body(sign_in(page, "hanako", "x", status=200))

    assert body(sign_in(page, "taro", PASSWORD, status=200)).replace("taro", "hanako") == wrong
    assert body(sign_in(page, "nobody", PASSWORD, status=200)).replace("nobody", "hanako") == wrong


def test_unknown_stopped_and_wrong_cost_the_same_work(page, hanako, taro, monkeypatch):
    Account.objects.filter(pk=taro.pk).update(is_active=False)
    hashed = []
    encode, verify = Argon2.encode, Argon2.verify
    monkeypatch.setattr(Argon2, "encode", lambda *a: hashed.append("made") or encode(*a))
    monkeypatch.setattr(Argon2, "verify", lambda *a: hashed.append("checked") or verify(*a))
    counts = []
    for user_id in ("hanako", "taro", "nobody"):
        hashed.clear()
        sign_in(page, user_id, "x", status=200)
        counts.append(len(hashed))

    assert counts == [1, 1, 1]


def test_what_was_typed_stays_but_never_the_password(page, hanako):
    response = sign_in(page, "Hanako ", "himitsu-no-kotoba", status=200)

    assert 'value="Hanako ' in response.content.decode()
    assert "himitsu" not in response.content.decode()
    assert "<title>エラー: " in response.content.decode()


def test_empty_fields_are_named(page):
    text = sign_in(page, "　", "", status=200).content.decode()

    assert "ユーザIDが空です。" in text
    assert "パスワードが空です。" in text


def test_the_page_that_was_wanted_comes_after_signing_in(page, hanako):
    wanted = page.get("/records/", status=302)["Location"]
    assert 'value="/records/"' in page.get(wanted).content.decode()

    assert sign_in(page, next="/records/")["Location"] == "/records/"


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "http:///evil",
        "\x00",
        "x" * 9000,
    ],
)
def test_no_other_site_comes_after_signing_in(page, hanako, elsewhere):
    location = sign_in(page, next=elsewhere)["Location"]

    assert location == "/" or location == elsewhere == "x" * 9000


def test_the_session_gets_a_new_key(page, hanako):
    page.client.session.save()
    session = page.client.session
    session["planted"] = "yes"
    session.save()
    page.client.cookies["nenkin"] = before = session.session_key

    sign_in(page)

    assert page.client.session.session_key != before
    assert not Session.objects.filter(session_key=before).exists()


def test_the_session_cookie_is_out_of_reach_of_scripts(page, hanako):
    cookie = sign_in(page).cookies["nenkin"]

    assert (cookie["httponly"], cookie["samesite"], cookie["expires"], cookie["max-age"]) == (
        True,
        "Lax",
        "",
        "",
    )


def test_signing_out_ends_the_session_for_good(page, hanako):
    sign_in(page)
    cookie = page.client.cookies["nenkin"].value
    page.post("/logout/")
    page.client.cookies["nenkin"] = cookie

    assert page.get("/", status=302)["Location"] == "/login/?next=/"
    assert not Session.objects.exists()


def test_a_link_does_not_sign_out(page, hanako):
    page.sign_in(hanako).get("/logout/", status=405)


def test_who_is_signed_in_is_sent_on(page, hanako):
    assert page.sign_in(hanako).get(URL, status=303)["Location"] == "/"


def test_the_sign_in_page_is_kept_nowhere(page):
    assert "no-store" in page.get(URL)["Cache-Control"]


def test_five_wrong_tries_hold_this_source_for_this_id_only(page, hanako, taro):
    for _ in range(5):
        assert WRONG in sign_in(page, "hanako", "x", status=200).content.decode()

    assert HELD in sign_in(page, status=200).content.decode()
    sign_in(page, "taro")


def test_the_owner_elsewhere_is_not_held(page, hanako):
    for _ in range(9):
        page.post(URL, {"user_id": "hanako", "password": "x"}, status=200, REMOTE_ADDR="203.0.113.9")

    sign_in(page)


def test_unknown_ids_are_held_like_known_ones(page, hanako):
    answers = {
        user_id: [HELD in sign_in(page, user_id, "x", status=200).content.decode() for _ in range(7)]
        for user_id in ("hanako", "nobody")
    }

    assert answers["hanako"] == answers["nobody"] == [False] * 5 + [True] * 2


def test_a_held_try_costs_no_hash(page, hanako, monkeypatch):
    for _ in range(5):
        sign_in(page, "hanako", "x", status=200)
    monkeypatch.setattr(BasePasswordHasher, "verify", lambda *a: pytest.fail("a hash was made"))
    monkeypatch.setattr(Argon2, "verify", lambda *a: pytest.fail("a hash was made"))

    sign_in(page, status=200)


def test_the_window_ends(page, hanako, monkeypatch):
    for _ in range(6):
        sign_in(page, "hanako", "x", status=200)
    monkeypatch.setattr("nenkin.services.account.throttle.time.time", lambda: 9_999_999_999)

    sign_in(page)


def test_a_right_password_forgives_the_wrong_ones_before(page, hanako):
    for _ in range(3):
        for _ in range(4):
            sign_in(page, "hanako", "x", status=200)
        sign_in(page)
        page.post("/logout/")


def test_behind_a_proxy_the_source_is_what_the_proxy_says(rf, settings):
    from nenkin.services.account.throttle import source_of

    request = rf.get("/", REMOTE_ADDR="10.0.0.1", headers={"X-Forwarded-For": "1.2.3.4, 203.0.113.9"})
    assert source_of(request) == "10.0.0.1"
    settings.BEHIND_PROXY = True
    assert source_of(request) == "203.0.113.9"


def test_passwords_are_kept_as_argon2id_with_owasps_parameters(hanako):
    assert hanako.password.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")


def test_a_weaker_hash_is_made_anew_at_sign_in(page, hanako, monkeypatch):
    with monkeypatch.context() as weaker:
        weaker.setattr(Argon2, "memory_cost", 8 * 1024)
        hanako.set_password(PASSWORD)
        hanako.save()
    sign_in(page)

    hanako.refresh_from_db()
    assert "m=19456,t=2,p=1" in hanako.password


def test_nothing_personal_is_in_an_address_or_a_log(page, hanako, caplog):
    caplog.set_level("DEBUG")
    sign_in(page, "hanako", "himitsu-no-kotoba", status=200)
    location = sign_in(page, next="/records/")["Location"]
    page.get(location)
    page.get("/no-such-page", status=404)

    everything = caplog.text + location + reverse("account:sign_in")
    assert not any(private in everything for private in ("himitsu", PASSWORD, "花子", "9999"))
