"""What a password must not be: too long to be kept, or made of what everybody knows about the person or the service."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from types import SimpleNamespace
from typing import Any

import jaconv
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from nenkin.law.eras import era_of

MOST = 128
SERVICE_WORDS = ("nenkin", "年金", "ねんきん")
ERA_LETTERS = {"明治": "m", "大正": "t", "昭和": "s", "平成": "h", "令和": "r"}


class MaximumLength:
    """128 characters; a longer one is refused, never cut."""

    def validate(self, password: str, user: Any = None) -> None:
        if len(password) > MOST:
            facts = {"given": len(password), "most": MOST}
            raise ValidationError(_("パスワードは%(most)d文字までです。いま%(given)d文字あります。") % facts)

    def get_help_text(self) -> str:
        return _("128文字まで。")


class ContextWords:
    """No words of the service, no name, birth date, pension number, user ID or mail address in it.

    Compared without width, case and the signs people put between words. `user` is an account, or anything with a
    `person`, a `user_id` and a `mail`.
    """

    def validate(self, password: str, user: Any = None) -> None:
        plain = _plain(password)
        for kind, word in _words(user):
            if _plain(word) in plain:
                raise ValidationError(
                    _("パスワードに%(kind)sが入っています。ほかの人が思いつかない言葉にしてください。")
                    % {"kind": kind}
                )

    def get_help_text(self) -> str:
        return _("名前、生年月日、基礎年金番号、「nenkin」は入れないでください。")


def check(
    password: str,
    *,
    name: str = "",
    kana: str = "",
    birth_date: date | None = None,
    basic_pension_number: str = "",
    mail: str = "",
) -> None:
    """Every rule of the settings for a password of somebody who has no account yet.

    Raises:
        ValidationError: with what to do about it.
    """
    person = SimpleNamespace(
        name=name, kana=kana, birth_date=birth_date, basic_pension_number=basic_pension_number
    )
    user: Any = SimpleNamespace(person=person, user_id="", mail=mail)
    validate_password(password, user)


def _words(user: Any) -> Iterator[tuple[str, str]]:
    """Each word with what to call it; words so short that they stand in other words by chance are left out."""
    for word in (*SERVICE_WORDS, settings.SERVICE_NAME):
        yield _("このサービスの名前や「年金」"), word
    found: list[tuple[str, str, int]] = [
        (_("ユーザID"), getattr(user, "user_id", ""), 5),
        (_("メールアドレス"), getattr(user, "mail", "").partition("@")[0], 5),
    ]
    person = getattr(user, "person", None)
    if person is not None:
        found += [(_("お名前"), word, 2) for word in _parts(person.name)]
        found += [(_("お名前"), word, 3) for word in _parts(person.kana)]
        found += [(_("お名前"), jaconv.kana2alphabet(_hiragana(word)), 4) for word in _parts(person.kana)]
        found += [(_("生年月日"), word, 6) for word in _birth_dates(person.birth_date)]
        number = person.basic_pension_number
        found += [(_("基礎年金番号"), word, 6) for word in (number, number[4:])]
    for kind, word, least in found:
        if len(_plain(word)) >= least:
            yield kind, word


def _parts(name: str) -> list[str]:
    return [name, *name.split()]


def _birth_dates(day: date | None) -> list[str]:
    """19920810, 1992810, 920810, 10081992, 04810 of 平成4年8月10日, h40810."""
    if day is None:
        return []
    era = era_of(day)
    letter, year = ERA_LETTERS[era.name], day.year - era.offset
    return [
        f"{day:%Y%m%d}",
        f"{day.year}{day.month}{day.day}",
        f"{day:%y%m%d}",
        f"{day:%d%m%Y}",
        f"{day:%m%d%Y}",
        f"{year:02}{day:%m%d}",
        f"{letter}{year}{day:%m%d}",
        f"{era.name}{year}{day.month}{day.day}",
    ]


def _hiragana(word: str) -> str:
    hiragana: str = jaconv.kata2hira(word)
    return hiragana


def _plain(word: str) -> str:
    """Half width, lower case, katakana as hiragana, without blanks, signs and 年月日."""
    text = _hiragana(unicodedata.normalize("NFKC", word)).casefold()
    return "".join(re.findall(r"\w", re.sub(r"(?<=\d)[年月日]", "", text.replace("_", ""))))
