"""年金用語集: the words of `glossary.toml`, and finding one by kanji, kana, romaji or English."""

import re
import tomllib
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

import jaconv
from django.utils.translation import get_language

FILE = Path(__file__).with_suffix(".toml")
ROWS = "あかさたなはまやらわ"
ROW_ENDS = "おこそとのほもよろん"
PLAIN = str.maketrans(
    "ぁぃぅぇぉゃゅょっがぎぐげござじずぜぞだぢづでどばびぶべぼぱぴぷぺぽゔ",
    "あいうえおやゆよつかきくけこさしすせそたちつてとはひふへほはひふへほう",
)


class Word(NamedTuple):
    """A word: its reading in hiragana, what it means, other words, other names."""

    name: str
    reading: str
    english: str
    meaning: str
    meaning_en: str
    related: tuple[str, ...] = ()
    also: tuple[str, ...] = ()

    @property
    def anchor(self) -> str:
        """The id of its place in a page; the same on every page."""
        return f"w-{self.name}"

    @property
    def fragment(self) -> str:
        """The anchor as it stands in an address."""
        return quote(self.anchor)

    @property
    def means(self) -> str:
        """The meaning in the language of the page."""
        return self.meaning_en if (get_language() or "").startswith("en") else self.meaning


class Row(NamedTuple):
    """One row of the あいうえお, with its words."""

    kana: str
    words: list[Word]


@cache
def words() -> dict[str, Word]:
    """All words by name, in the order of their readings. A field too many or too few stops the start."""
    tables: dict[str, dict[str, Any]] = tomllib.loads(FILE.read_text(encoding="utf-8"))
    found = [Word(name=name, **_frozen(table)) for name, table in tables.items()]
    return {word.name: word for word in sorted(found, key=_place)}


@cache
def rows() -> tuple[Row, ...]:
    """All words by あ, か, さ … わ."""
    by_row: dict[str, list[Word]] = {kana: [] for kana in ROWS}
    for word in words().values():
        by_row[row_of(word)].append(word)
    return tuple(Row(kana, found) for kana, found in by_row.items())


def row_of(word: Word) -> str:
    """The row of its first kana: が stands under か."""
    first = word.reading.translate(PLAIN)[0]
    return next(kana for kana, end in zip(ROWS, ROW_ENDS, strict=True) if kana <= first <= end)


def find(query: str) -> list[Word]:
    """Words for what somebody typed: by name, reading, other name or English first, then by the meaning."""
    wanted = _key(query)
    if not wanted.strip("ー"):
        return []
    sounds = _sounds(query)
    ranked = [(rank, word) for word in words().values() if (rank := _rank(word, wanted, sounds))]
    return [word for _, word in sorted(ranked, key=lambda pair: pair[0])]


def _frozen(table: dict[str, Any]) -> dict[str, Any]:
    return {field: tuple(value) if isinstance(value, list) else value for field, value in table.items()}


def _rank(word: Word, wanted: str, sounds: str) -> int:
    """1 the word itself, 2 its beginning, 3 a part of it, 4 a part of its meaning, 0 nothing."""
    names = [_key(name) for name in (word.name, word.reading, word.english, *word.also)]
    heard = [_sounds(name) for name in (word.reading, *word.also)] if len(sounds) > 1 else []
    if wanted in names or sounds in heard:
        return 1
    if any(name.startswith(wanted) for name in names) or any(name.startswith(sounds) for name in heard):
        return 2
    if any(wanted in name for name in names) or any(sounds in name for name in heard):
        return 3
    return 4 if len(wanted) > 1 and (wanted in _key(word.meaning) or wanted in _key(word.meaning_en)) else 0


def _key(text: str) -> str:
    """One spelling for full and half width, capitals, katakana and hiragana; without spaces and marks."""
    plain = str(jaconv.kata2hira(unicodedata.normalize("NFKC", text).casefold()))
    return re.sub(r"[\s\-‐-―・()「」、。,.'\"]", "", plain).removesuffix("とは")


def _sounds(text: str) -> str:
    """How it sounds, forgiving: romaji as kana, without long vowels, small kana and voice marks."""
    kana = str(jaconv.alphabet2kana(_key(text)))
    if re.search(r"[^ぁ-ゖー]", kana):
        return ""
    return re.sub(r"[うーっ]", "", kana).translate(PLAIN)


def _place(word: Word) -> tuple[str, str]:
    return word.reading.replace("ー", "").translate(PLAIN), word.reading
