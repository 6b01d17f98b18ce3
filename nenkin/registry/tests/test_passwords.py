"""Passwords: any characters from 15 to 128, and nothing that everybody knows. S-226, S-227."""

from datetime import date

import pytest
from django.contrib.auth.hashers import check_password, make_password
from django.core.exceptions import ValidationError
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from nenkin.registry import passwords

HANAKO = {
    "name": "見本 花子",
    "kana": "ミホン ハナコ",
    "birth_date": date(1992, 8, 10),
    "basic_pension_number": "9999900001",
    "mail": "sakurasaku@example.jp",
}
CONTEXT = [
    *(
        "nenkin",
        "NENKIN",
        "ｎｅｎｋｉｎ",
        "ne-n_k i.n",
        "年金",
        "ねんきん",
        "ネンキン",
        "ﾈﾝｷﾝ",
        "オープンねんきん",
    ),
    *(
        "見本花子",
        "見本 花子",
        "花子",
        "ミホン",
        "みほん",
        "ハナコ",
        "はなこ",
        "hanako",
        "HANAKO",
        "mihonhanako",
    ),
    *(
        "19920810",
        "1992-08-10",
        "1992/8/10",
        "1992年8月10日",
        "920810",
        "10081992",
        "08101992",
        "040810",
        "h40810",
    ),
    *("9999900001", "9999-900001", "９９９９９００００１", "900001", "sakurasaku", "SakuraSaku"),
]
FORMS = [
    "{}-kawa-yama-umi",
    "kawa-yama-umi-{}",
    "kawa-{}-yama-sora-umi",
    "{0}{0}xyz-umi-sora",
    "!!{}!!kumotosora",
]


@settings(max_examples=300, deadline=None)
@given(st.text(st.characters(exclude_categories=("Cs",)), min_size=15, max_size=128))
def test_any_characters_of_the_right_length_are_taken(password):
    assume(
        not any(passwords._plain(word) in passwords._plain(password) for _, word in passwords._words(None))
    )
    passwords.check(password)


def test_a_password_is_kept_exactly():
    password = "あ😀 é\u3099" * 20
    assert check_password(password, make_password(password))
    assert not check_password(password.rstrip() + " ", make_password(password))


@pytest.mark.parametrize(("length", "right"), [(14, False), (15, True), (128, True), (129, False)])
def test_the_lengths(length, right):
    password = ("かわやまそらうみくもつきほし" * 10)[:length]
    if right:
        passwords.check(password)
    else:
        with pytest.raises(ValidationError):
            passwords.check(password)


@pytest.mark.parametrize("word", CONTEXT)
@pytest.mark.parametrize("form", FORMS)
def test_what_everybody_knows_is_refused(word, form):
    with pytest.raises(ValidationError, match="入っています"):
        passwords.check(form.format(word), **HANAKO)


@pytest.mark.parametrize("form", FORMS)
def test_the_same_forms_with_another_word_are_taken(form):
    passwords.check(form.format("budou-no-ki"), **HANAKO)
