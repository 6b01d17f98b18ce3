"""Password, secret question and its letter, stopping."""

import re
from datetime import timedelta

import pytest
from django.conf import settings as site
from django.contrib.auth.hashers import identify_hasher
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from nenkin.registry import addresses
from nenkin.registry.models import Letter, Mail
from nenkin.services.account import changes, paperless, queries, visits
from nenkin.services.account.models import Account, AnswerCode, KnownDevice, NationalIdLink, PortalSession

pytestmark = pytest.mark.django_db
OLD, NEW = "hanako-no-aikotoba", "うみ と やま と そら と かぜ"
PASSWORD = "/settings/password/"
ANSWER = "ひだまり"


@pytest.fixture(autouse=True)
def _mail(hanako) -> None:
    Account.objects.filter(pk=hanako.pk).update(mail="hanako@example.jp")
    hanako.refresh_from_db()


def change(page, **fields) -> str:
    """Send the form; the words of the page it leads to."""
    to = page.post(PASSWORD, {"password": OLD, "new_password": NEW, **fields})["Location"]
    return page.get(to).content.decode()


def kinds() -> list[str]:
    return list(Mail.objects.order_by("pk").values_list("kind", flat=True))


# パスワード


def test_the_new_password_holds_at_once_and_this_visit_goes_on_with_a_new_key(page, hanako):
    """S-244, S-234."""
    page.sign_in(hanako)
    before = page.client.cookies[site.SESSION_COOKIE_NAME].value

    assert "パスワードを変えました" in change(page)

    hanako.refresh_from_db()
    assert hanako.check_password(NEW)
    assert page.client.cookies[site.SESSION_COOKIE_NAME].value != before
    assert PortalSession.objects.filter(state="active").count() == 1
    thief = Client()
    thief.cookies[site.SESSION_COOKIE_NAME] = before
    assert thief.get("/settings/").status_code == 302
    assert kinds() == ["password_changed"]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"password": "wrong"}, "いまのパスワードがちがいます。"),
        ({"password": "ｈａｎａｋｏ"}, "全角で入力されています。"),
        ({"password": ""}, "いまのパスワードが空です。"),
        ({"new_password": ""}, "新しいパスワードを入れてください。"),
        ({"new_password": "short"}, "15"),
        ({"new_password": OLD}, "いまのパスワードと同じです。"),
        ({"new_password": "x" * 129}, "128文字まで"),
        ({"new_password": "わたしの-nenkin-の合言葉です"}, "年金"),
        ({"new_password": "hanako19920810hanako"}, "生年月日"),
    ],
)
def test_a_wrong_entry_says_what_to_do_and_changes_nothing(page, hanako, fields, words):
    page.sign_in(hanako)

    shown = change(page, **fields)

    assert "<title>エラー: " in shown
    assert words in shown
    assert OLD not in shown
    hanako.refresh_from_db()
    assert hanako.check_password(OLD)
    assert kinds() == []


@pytest.mark.parametrize(
    "password", ["x1" * 64, " 前後に空白が あるパスワード です ", "😀" * 15, "a" * 14 + "\\"]
)
def test_any_letters_up_to_128_are_taken_exactly(page, hanako, password):
    """S-226."""
    page.sign_in(hanako)
    change(page, new_password=password)

    hanako.refresh_from_db()
    assert hanako.check_password(password)
    assert not hanako.check_password(password.strip() + "x")


def test_the_password_now_cannot_be_guessed_here(page, hanako):
    page.sign_in(hanako)
    for number in range(6):
        change(page, password=f"guess {number}")

    assert "いまのパスワードがちがいます。" in change(page)
    hanako.refresh_from_db()
    assert hanako.check_password(OLD)


def test_who_has_no_password_sets_the_first_one_after_a_new_proof(page, hanako):
    hanako.set_unusable_password()
    hanako.save()
    page.sign_in(hanako)
    words = page.get(PASSWORD).content.decode()
    assert "パスワードを決める" in words
    assert 'name="password"' not in words
    assert '<b class="num">hanako</b>' in words
    session = page.client.session
    session[visits.SESSION] = {**session[visits.SESSION], "proved": 0}
    session.save()
    assert page.post(PASSWORD, {"new_password": NEW})["Location"].startswith("/prove-again/")

    page.sign_in(hanako)
    change(page)

    hanako.refresh_from_db()
    assert hanako.check_password(NEW)


# 秘密の質問


@pytest.fixture
def strict(settings) -> None:
    settings.SESSION_POLICY = "strict"


class Browser:
    """It names the page it comes from, as the strict policy wants."""

    def __init__(self):
        self.client, self.at = Client(headers={"user-agent": "Mozilla/5.0 Firefox/153.0"}), ""

    def get(self, path):
        return self._follow(self.client.get(path, HTTP_REFERER=f"http://testserver{self.at}"), path)

    def post(self, path, data=None):
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

    def sign_in(self):
        self.get("/login/")
        return self.post("/login/", {"user_id": "hanako", "password": OLD})

    @property
    def is_in(self) -> bool:
        return self.client.get("/session/alive/").status_code == 200


def test_by_default_there_is_no_question_and_the_page_says_why(page, hanako):
    """C1."""
    words = page.sign_in(hanako).get("/settings/question/").content.decode()

    assert "秘密の質問は使いません" in words
    assert reverse("account:factors") in words
    page.post("/settings/question/", {"secret_question": "food", "secret_answer": ANSWER}, status=200)
    assert page.get("/settings/question/letter/", status=303)["Location"] == "/settings/question/"
    hanako.refresh_from_db()
    assert hanako.secret_answer == ""


def test_only_a_slow_hash_of_the_answer_is_kept(hanako, strict):
    """S-237."""
    browser = Browser()
    browser.sign_in()
    browser.get("/settings/question/")
    Mail.objects.all().delete()

    words = browser.post("/settings/question/", {"secret_question": "food", "secret_answer": ANSWER}).words

    assert "秘密の質問と答えを変えました" in words
    hanako.refresh_from_db()
    assert identify_hasher(hanako.secret_answer).algorithm == "argon2"
    assert ANSWER not in "".join(str(value) for value in vars(hanako).values())
    assert kinds() == ["question_changed"]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"secret_answer": ""}, "答えが空です。"),
        ({"secret_answer": " 　"}, "答えが空です。"),
        ({"secret_answer": "あ"}, "答えが短すぎます。"),
        ({"secret_answer": "あ" * 101}, "100"),
        ({"secret_question": ""}, "質問を1つ選んでください。"),
        ({"secret_question": "other"}, "質問を1つ選んでください。"),
    ],
)
def test_a_wrong_question_or_answer_says_what_to_do(hanako, strict, fields, words):
    browser = Browser()
    browser.sign_in()
    browser.get("/settings/question/")

    shown = browser.post(
        "/settings/question/", {"secret_question": "food", "secret_answer": ANSWER, **fields}
    ).words

    assert words in shown
    assert "<title>エラー: " in shown
    hanako.refresh_from_db()
    assert hanako.secret_answer == ""


@pytest.fixture
def asked(hanako, strict) -> Browser:
    """花子さん on a new browser, at the question."""
    changes.set_answer(hanako, question="food", answer=ANSWER)
    addresses.record(hanako.person, at=timezone.now(), postal_code="1000001", text="見本県見本市1-2-3")
    Mail.objects.all().delete()
    browser = Browser()
    assert "秘密の質問" in browser.sign_in().words
    return browser


def set_again(browser, code: str, answer: str = "なつみかん"):
    browser.get("/login/question/new/")
    fields = {"code": code, "secret_question": "book", "secret_answer": answer}
    return browser.post("/login/question/new/", fields)


def test_the_letter_is_asked_for_after_id_and_password(asked, hanako):
    assert "番号を郵便で送ってもらう" in asked.get("/login/question/").words
    asked.get("/login/question/letter/")

    words = asked.post("/login/question/letter/").words

    letter = Letter.objects.get()
    assert letter.kind == "secret_code"
    assert ANSWER not in str(letter.facts)
    assert "申込みを受け付けました" in words
    assert "令和8年" in words
    assert kinds() == ["answer_code_sent"]
    asked.post("/login/question/letter/")
    assert Letter.objects.count() == 1
    assert not asked.is_in


def test_the_code_sets_a_new_answer_and_the_answer_is_asked_again(asked, hanako):
    code = changes.send_answer_code(hanako).facts["code"]

    assert "はじめて夢中になった本や歌は" in set_again(asked, f"{code[:4]} {code[4:]}").words
    assert not asked.is_in
    asked.post("/login/question/", {"secret_answer": "ナツミカン"})
    assert not asked.is_in
    asked.post("/login/question/", {"secret_answer": "なつ みかん"})
    assert asked.is_in


@pytest.mark.parametrize("fault", ["wrong", "used", "late", "replaced", "none", "short", "letters", "empty"])
def test_a_code_that_does_not_count_sets_nothing(asked, hanako, fault):
    code = changes.send_answer_code(hanako).facts["code"]
    if fault == "used":
        set_again(asked, code, ANSWER)
    elif fault == "late":
        AnswerCode.objects.update(valid_until=timezone.localdate() - timedelta(days=1))
    elif fault == "replaced":
        changes.send_answer_code(hanako)
    elif fault == "none":
        AnswerCode.objects.all().delete()
    wrong = {"wrong": f"{(int(code) + 1) % 10**8:08}", "short": code[:7], "letters": "abcdefgh", "empty": ""}

    shown = set_again(asked, wrong.get(fault, code)).words

    assert "<title>エラー: " in shown
    hanako.refresh_from_db()
    assert queries.folded("なつみかん") not in hanako.secret_answer
    assert hanako.secret_question == ("book" if fault == "used" else "food")


def test_codes_cannot_be_guessed(asked, hanako):
    code = changes.send_answer_code(hanako).facts["code"]
    for number in range(6):
        set_again(asked, f"{number:08}")

    set_again(asked, code)
    hanako.refresh_from_db()
    assert hanako.secret_question == "food"


def test_three_letters_a_month(asked, hanako):
    assert all(changes.send_answer_code(hanako) for _ in range(3))
    assert changes.send_answer_code(hanako) is None
    assert "いまは送れません" in asked.get("/login/question/letter/").words


def test_without_an_address_no_letter(hanako, strict):
    assert changes.send_answer_code(hanako) is None


@pytest.mark.parametrize("policy", ["default", "strict"])
def test_the_answer_alone_opens_nothing(hanako, settings, policy):
    """S-237: no session, no recovery, with the answer and the mail address."""
    settings.SESSION_POLICY = policy
    changes.set_answer(hanako, question="food", answer=ANSWER)
    code = "12345678"
    browser = Browser()
    for path in ("/login/question/", "/login/question/new/", "/login/question/letter/"):
        browser.post(path, {"secret_answer": ANSWER, "code": code, "secret_question": "food"})
    browser.post("/login/", {"user_id": "hanako", "password": ANSWER})
    browser.post("/recovery/", {"user_id": "hanako", "mail": "hanako@example.jp"})
    link = re.search(r"/recovery/link/\S+", Mail.objects.latest("pk").body).group()
    browser.post(link)
    browser.post("/recovery/prove/", {"code": ANSWER, "secret_answer": ANSWER})
    browser.post("/recovery/password/", {"new_password": NEW})

    assert not browser.is_in
    assert not PortalSession.objects.exists()
    hanako.refresh_from_db()
    assert hanako.check_password(OLD)


# 利用の停止


def stop(page) -> None:
    page.get("/settings/stop/")
    page.get("/settings/stop/check/")
    assert page.post("/settings/stop/check/")["Location"] == "/settings/stop/done/"


def test_stopping_ends_everything_at_once(page, hanako):
    """S-245."""
    page.sign_in(hanako)
    NationalIdLink.objects.create(account=hanako, issuer="i", subject="s", linked_at=timezone.now())
    Account.objects.filter(pk=hanako.pk).update(postal_statement=False)
    paperless.choose(hanako, {"transfer"})
    now = timezone.now()
    KnownDevice.objects.create(account=hanako, number="n", token_hash="h", created_at=now, last_used_at=now)
    Mail.objects.all().delete()

    stop(page)

    assert "利用を止めました" in page.get("/settings/stop/done/").content.decode()
    hanako.refresh_from_db()
    assert (hanako.is_active, hanako.postal_statement) == (False, True)
    assert paperless.chosen(hanako) == set()
    assert not NationalIdLink.objects.exists()
    assert not PortalSession.objects.filter(state="active").exists()
    assert not KnownDevice.objects.filter(revoked_at=None).exists()
    assert kinds() == ["service_stopped"]
    assert page.client.get("/settings/").status_code == 302


def test_a_stopped_id_is_answered_like_a_wrong_one(page, hanako):
    """E-AUTH-04 says nothing to strangers."""
    page.sign_in(hanako)
    stop(page)

    page.post("/login/", {"user_id": "hanako", "password": OLD})

    assert "IDかパスワードがちがいます。" in page.get("/login/").content.decode()


def test_the_record_and_what_was_kept_stay(page, hanako):
    page.sign_in(hanako)
    stop(page)

    assert hanako.person.versions.exists()
    assert Account.objects.filter(pk=hanako.pk).exists()


def test_looking_at_the_pages_stops_nothing(page, hanako):
    page.sign_in(hanako)
    page.get("/settings/stop/")
    page.get("/settings/stop/check/")
    page.get("/settings/stop/done/")

    hanako.refresh_from_db()
    assert hanako.is_active
