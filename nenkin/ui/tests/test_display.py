"""The language and the letters: chosen in the browser, kept with the account, Japanese in normal letters otherwise."""

import pytest
from django.contrib.auth import get_user_model

from nenkin.ui.display import cookie_names

LANGUAGE, LETTERS = cookie_names()
pytestmark = pytest.mark.django_db


def shown(response) -> str:
    return response.content.decode()


def test_the_first_page_is_japanese_with_the_way_to_english(page):
    response = page.get("/login/", headers={"Accept-Language": "en"})

    assert '<html lang="ja">' in shown(response)
    assert response["Content-Language"] == "ja"
    assert '<button class="as-link" name="language" value="en" lang="en">English</button>' in shown(response)


def test_the_switch_leads_back_to_the_same_page_in_english(page, hanako):
    page.sign_in(hanako)
    here = "/records/month/2020-01"
    assert f'name="next" value="{here}"' in shown(page.get(here))
    response = page.post("/language/", {"language": "en", "next": here})

    assert response["Location"] == here
    assert '<html lang="en">' in shown(page.get(here))
    assert "Record of January 2020" in shown(page.get(here))


def test_the_choice_of_a_signed_in_person_comes_along_to_another_browser(page, hanako):
    page.sign_in(hanako).post("/language/", {"language": "en"})
    page.client.cookies.clear()

    assert '<html lang="en">' in shown(page.sign_in(hanako).get("/"))
    assert get_user_model().objects.get().language == "en"


def test_what_was_chosen_on_the_sign_in_page_holds_after_it(page, hanako):
    page.post("/language/", {"language": "en", "next": "/login/"})

    assert '<html lang="en">' in shown(page.sign_in(hanako).get("/"))


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "javascript:alert(1)", ""])
def test_the_switch_leads_to_no_other_site(page, elsewhere):
    response = page.post("/language/", {"language": "en", "next": elsewhere})

    assert response["Location"] == "/"


def test_a_language_that_is_not_there_changes_nothing(page):
    response = page.post("/language/", {"language": "xx", "next": "/login/"})

    assert LANGUAGE not in response.cookies
    assert '<html lang="ja">' in shown(page.get("/login/"))


@pytest.mark.parametrize(("name", "value"), [(LANGUAGE, "xx"), (LETTERS, "9"), (LETTERS, "²")])
def test_a_cookie_that_nobody_here_wrote_is_passed_over(page, name, value):
    page.client.cookies[name] = value

    assert '<html lang="ja">' in shown(page.get("/login/"))


@pytest.mark.parametrize(
    ("letters", "start"), [("0", '"ja">'), ("1", '"ja" class="large">'), ("2", '"ja" class="largest">')]
)
def test_letters_are_kept_for_a_visitor(page, letters, start):
    page.get("/display/")
    response = page.post("/display/", {"language": "ja", "letters": letters})

    assert response["Location"] == "/display/?saved"
    assert "変えました" in shown(page.get("/display/?saved"))
    assert f"<html lang={start}" in shown(page.get("/login/"))


def test_letters_are_kept_with_the_account(page, hanako):
    page.sign_in(hanako).post("/display/", {"language": "ja", "letters": "2"})

    assert get_user_model().objects.get().large_letters == 2


@pytest.mark.parametrize("answers", [{}, {"language": "xx", "letters": "7"}])
def test_a_choice_that_is_not_offered_is_explained(page, answers):
    page.post("/display/", answers)
    text = shown(page.get("/display/"))

    assert "<title>エラー: 表示の設定" in text
    assert "文字の大きさ" in text
    assert LETTERS not in page.client.cookies


def test_the_cookies_are_for_the_server_alone(page):
    response = page.post("/display/", {"language": "en", "letters": "1"})
    for name in (LANGUAGE, LETTERS):
        assert response.cookies[name]["httponly"]
        assert response.cookies[name]["samesite"] == "Lax"


def test_what_is_kept_ready_is_kept_for_each_language(page, hanako):
    """Dates, cells and words of both languages never mix."""
    page.sign_in(hanako)
    for _turn in range(2):
        page.client.cookies[LANGUAGE] = "en"
        assert "April 2020 Emp" in shown(page.get("/records/"))
        page.client.cookies[LANGUAGE] = "ja"
        text = shown(page.get("/records/"))
        assert "令和2年4月 厚年" in text
        assert "April 2020" not in text
