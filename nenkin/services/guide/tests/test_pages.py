"""1章の画面: open without signing in, in both policies, in every state."""

import re

import pytest
from django.urls import reverse

from nenkin.services.guide.functions import FUNCTIONS
from nenkin.services.guide.queries import addresses, is_built
from nenkin.ui import glossary

pytestmark = pytest.mark.django_db
PAGES = ("index", "services", "words", "cautions", "environment", "hours")


def words_of(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


@pytest.mark.parametrize("name", PAGES)
def test_a_page_opens_for_everybody_and_its_links_lead_somewhere(page, hanako, name):
    shown = page.get(reverse(f"guide:{name}")).content.decode()
    targets = set(re.findall(r'id="([^"]+)"', shown))
    for link in re.findall(r'href="#([^"]+)"', shown):
        assert (
            re.sub("%([0-9A-F]{2})", lambda m: chr(int(m[1], 16)), link).encode("latin-1").decode() in targets
        )
    page.sign_in(hanako)
    for path in set(re.findall(r'href="(/[^"#]*)', shown)):
        if not path.startswith("/static/") and "check" not in path:
            page.get(path)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_only_read(page, name):
    page.post(reverse(f"guide:{name}"), status=405)


def test_the_foot_of_every_page_leads_to_the_guide(page):
    foot = page.get("/login/").content.decode().partition("<footer")[2]
    for name in ("index", "words", "cautions", "environment", "hours"):
        assert f'href="{reverse(f"guide:{name}")}"' in foot


def test_the_whole_glossary_is_on_one_page(page):
    shown = page.get("/guide/words/").content.decode()
    for word in glossary.words().values():
        assert f'id="{word.anchor}"' in shown
        assert word.meaning in shown


def test_a_search_shows_what_it_found_only(page):
    shown = words_of(page.get("/guide/words/?q=kuriage"))
    assert "「kuriage」で1件見つかりました" in shown
    assert glossary.words()["繰上げ"].meaning in shown
    assert glossary.words()["繰下げ"].meaning not in shown


def test_related_words_of_a_search_lead_to_the_whole_list(page):
    shown = page.get("/guide/words/?q=kuriage").content.decode()
    assert re.search(r'href="/guide/words/#w-[^"]+"><span lang="ja">繰下げ<', shown)


def test_an_empty_result_says_what_to_do_and_keeps_what_was_typed(page):
    response = page.get("/guide/words/", data={"q": '<b>"ぬぬ'})
    shown = words_of(response)
    assert "は見つかりません" in shown
    assert "ひらがなでさがしてください" in shown
    assert glossary.words()["繰上げ"].meaning in shown
    assert 'value="&lt;b&gt;&quot;ぬぬ"' in response.content.decode()


@pytest.mark.parametrize("typed", ["", "  "])
def test_an_empty_search_is_the_whole_list(page, typed):
    shown = words_of(page.get("/guide/words/", data={"q": typed}))
    assert "見つかりません" not in shown
    assert "わ行" in shown


def test_a_search_that_is_too_long_is_explained_at_the_field(page):
    response = page.get("/guide/words/", data={"q": "あ" * 41})
    assert "40文字までにしてください。いまは41文字です。" in words_of(response)
    assert "<title>エラー: " in response.content.decode()
    assert "あ" * 41 in response.content.decode()


@pytest.mark.parametrize("typed", ["\0", "'; DROP TABLE x; --", "%", "(((", "‮ねんきん", "🍡"])
def test_hostile_searches_are_answered(page, typed):
    page.get("/guide/words/", data={"q": typed})


def test_the_cautions_of_the_default_policy_forbid_no_back_button(page, settings):
    settings.SESSION_POLICY = "default"
    shown = words_of(page.get("/guide/cautions/"))
    assert "「戻る」も、再読み込みも使えます" in shown
    assert "そのまま閉じてもかまいません" in shown
    assert "リセット要求" not in shown


def test_the_cautions_of_the_strict_policy_are_the_guides(page, settings):
    settings.SESSION_POLICY = "strict"
    shown = words_of(page.get("/guide/cautions/"))
    assert "「戻る」を使わないでください。使うとエラーになり、もう一度ログインが必要です" in shown
    assert "「ログイン(リセット要求)」の画面が出ます" in shown
    assert "5営業日" in shown
    assert "閉じてもかまいません" not in shown


def test_who_cannot_use_it_is_told_before_registering(page):
    assert "0XXX" in words_of(page.get("/guide/"))


def test_every_function_of_the_guide_is_listed_with_its_state(page):
    shown = words_of(page.get("/guide/services/"))
    for function in FUNCTIONS[:-1]:
        state = "使えます 使えます" if is_built(function) else "準備中 準備中"
        assert f"{function.number} {function.title} {state}" in shown
    numbers = [function.number for function in FUNCTIONS]
    assert set(numbers) >= {str(number) for number in range(1, 16)} | {
        f"2-{number}" for number in range(1, 8)
    } - {"2"}


def test_every_folder_of_the_site_is_a_function():
    folders = {name for name in addresses() if ":" not in name} - {"home", "healthz"}
    apps = {name.partition(":")[0] for name in addresses() if ":" in name}
    assert apps <= folders
    assert apps <= {function.code for function in FUNCTIONS}
    assert {"account", "records", "estimate", "guide"} <= apps


def test_the_hours_name_each_built_function(page):
    shown = words_of(page.get("/guide/hours/"))
    for function in FUNCTIONS:
        assert (str(function.fresh) in shown) >= (is_built(function) and not function.level)
    assert "年金事務所へ" in shown
    assert "ありません。すべて使えます。" in shown
    assert not re.search(r"0\d{1,3}-\d{2,4}-\d{3,4}", shown)


def test_the_cookie_check_says_yes_when_the_cookie_comes_back(page):
    assert "クッキー: まだ確かめていません。" in words_of(page.get("/guide/environment/"))
    answer = page.get("/guide/environment/check/", status=303)
    assert answer["Location"] == "/guide/environment/?try=1#check"
    assert "クッキー: 使えます。" in words_of(page.get("/guide/environment/?try=1"))


def test_the_cookie_check_says_no_when_it_does_not(page):
    page.get("/guide/environment/check/", status=303)
    page.client.cookies.clear()
    shown = words_of(page.get("/guide/environment/?try=1"))
    assert "× クッキー: 使えません。" in shown
    assert "このままではログインできません" in shown


def test_the_cookie_of_the_check_names_nobody_and_goes_at_once(page):
    cookie = page.get("/guide/environment/check/", status=303).cookies["nenkin-try"]
    assert (cookie.value, cookie["max-age"], cookie["httponly"], cookie["samesite"]) == ("1", 60, True, "Lax")
    assert page.get("/guide/environment/?try=1").cookies["nenkin-try"].value == ""


def test_without_encryption_the_page_says_so(page, settings):
    settings.PRACTICE = False
    assert "× 通信の暗号: 使っていません。" in words_of(page.get("/guide/environment/"))
    assert "通信の暗号: 使っています。" in words_of(page.get("/guide/environment/", secure=True))
