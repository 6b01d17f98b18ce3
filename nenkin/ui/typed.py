"""What people type, brought into one form: digits, kana, mail addresses. Nothing here refuses; the fields do.

A phone, an old word processor, an input method in the wrong mode: the same number comes in many shapes.
"""

import unicodedata

import jaconv

HYPHENS = "-‐‑‒–—―−－ーｰ﹣﹘⁃─━"  # hyphen, dashes, minus, the long vowel mark, lines from the symbol list
WAVES = "~〜～"
_FULL_TO_ASCII = {0xFF01 + place: 0x21 + place for place in range(94)}
_NO_HYPHENS = dict.fromkeys(map(ord, HYPHENS))
_LONG_VOWELS = dict.fromkeys(map(ord, HYPHENS + WAVES), "ー")
_VOICING = {"ﾞ": "\u3099", "゛": "\u3099", "ﾟ": "\u309a", "゜": "\u309a"}


def without_blanks(text: str) -> str:
    """Blanks and characters that cannot be seen, as they come with a paste, taken out."""
    return "".join(
        letter for letter in text if not letter.isspace() and unicodedata.category(letter) not in ("Cf", "Cc")
    )


def half_width(text: str) -> str:
    """Full-width letters, digits and signs as ASCII; nothing else changes."""
    return text.translate(_FULL_TO_ASCII)


def digits(text: str) -> str:
    """A number without blanks and hyphens, its digits in ASCII. What is no digit stays, to be named to the person."""
    return half_width(without_blanks(text).translate(_NO_HYPHENS))


def katakana(text: str) -> str:
    """Hiragana and half-width kana as full-width katakana, one blank between words.

    A hyphen behind a kana stands for the long vowel mark. Small kana stay small.
    """
    wide: str = jaconv.hira2kata(jaconv.h2z(_composed(" ".join(text.split())), kana=True))
    letters: list[str] = []
    for letter in _composed(wide):
        long_vowel = letter in _LONG_TEXT and letters and is_katakana(letters[-1])
        letters.append("ー" if long_vowel else letter)
    return "".join(letters)


def is_katakana(letter: str) -> bool:
    """ァ to ヺ, the long vowel mark and the repeat marks."""
    return "ァ" <= letter <= "ヺ" or letter in "ーヽヾ"


def mail_address(text: str) -> str:
    """Half-width, without blanks, the part behind the @ in lower case."""
    local, at, domain = half_width(without_blanks(text)).replace("。", ".").rpartition("@")
    return f"{local}{at}{unicodedata.normalize('NFC', domain.lower())}"


def is_full_width(letter: str) -> bool:
    """As broad as a kanji: typed with the Japanese input on."""
    return unicodedata.east_asian_width(letter) in ("F", "W")


def _composed(text: str) -> str:
    """A mark of voicing of any kind joined to the kana before it: カ + ﾞ → ガ."""
    for mark, combining in _VOICING.items():
        text = text.replace(mark, combining)
    return unicodedata.normalize("NFC", text)


_LONG_TEXT = frozenset(HYPHENS + WAVES)
