"""突き合わせ: is the person who typed this the person of the record?

Names, kana and addresses are brought into a form in which differences of writing are gone and differences of
substance are left; the keys are compared, never stored. All facts are always worked out and compared before anything
is decided, so the time taken does not tell which one was wrong. For a number that does not exist, compare with `NOBODY`.

Tolerated: a building left out or written otherwise, a room behind 丁目-番-号, a prefecture or 郡 left out, a postal code
left out, variants of a kanji, any notation of a number. Never tolerated: another 丁目, 番 or 号, another place.
"""

import re
import unicodedata
from datetime import date
from hmac import compare_digest
from typing import NamedTuple

import jaconv

from nenkin.registry.variant_kanji import SAME_AS

HYPHENS = "-‐‑‒–—―−－ーｰ﹣﹘⁃─━〜~"
PREFECTURES = (  # noqa: SIM905
    "北海道 東京都 京都府 大阪府 "
    "青森県 岩手県 宮城県 秋田県 山形県 福島県 茨城県 栃木県 群馬県 埼玉県 千葉県 神奈川県 新潟県 富山県 石川県 福井県 "
    "山梨県 長野県 岐阜県 静岡県 愛知県 三重県 滋賀県 兵庫県 奈良県 和歌山県 鳥取県 島根県 岡山県 広島県 山口県 徳島県 "
    "香川県 愛媛県 高知県 福岡県 佐賀県 長崎県 熊本県 大分県 宮崎県 鹿児島県 沖縄県"
).split()

_TO_HYPHEN = dict.fromkeys(map(ord, HYPHENS), "-")
_LARGE_KANA = str.maketrans("ァィゥェォッャュョヮヵヶ", "アイウエオツヤユヨワカケ")
_SAME_KANA = str.maketrans("ヂヅヰヱヲ", "ジズイエオ")
_V_TO_B = {
    "ヴァ": "バ",
    "ヴィ": "ビ",
    "ヴェ": "ベ",
    "ヴォ": "ボ",
    "ヴ": "ブ",
    "ヷ": "バ",
    "ヸ": "ビ",
    "ヹ": "ベ",
    "ヺ": "ボ",
}
_COLUMNS = {
    "ア": "アカサタナハマヤラワガザダバパ",
    "イ": "イキシチニヒミリギジビピ",
    "ウ": "ウクスツヌフムユルグズブプ",
    "エ": "エケセテネヘメレゲゼデベペ",
    "オ": "オコソトノホモヨロゴゾドボポ",
}
_VOWEL_OF = {kana: vowel for vowel, column in _COLUMNS.items() for kana in column}
_LONG = {"アア", "イイ", "ウウ", "エエ", "エイ", "オオ", "オウ"}
_NUMERAL = "〇一二三四五六七八九十百千"
_FIGURES = {kanji: place for place, kanji in enumerate("〇一二三四五六七八九")}
_SCALES = {"十": 10, "百": 100, "千": 1000}
_K = f"[{_NUMERAL}]{{1,9}}"
_UNIT = rf"丁目|丁(?=[0-9{_NUMERAL}])|番地|番|号|条|線|地割|区画|[-ノ]\s*(?=[0-9{_NUMERAL}])"
_KANJI_NUMBER = re.compile(
    rf"{_K}(?=\s*(?:{_UNIT}))|(?<=[0-9][-ノ番号]){_K}(?![一-鿿])|(?<=丁目){_K}(?![一-鿿])|(?<=番地){_K}(?![一-鿿])"
)
_LETTER = "[甲乙丙丁イロハニホ](?![ァ-ヺ一-鿿])"  # 123番地甲: a part of the number
_BEFORE_LETTER = re.compile(rf"(?<=[0-9])\s*(?:番地|番|号)(?={_LETTER})")
_BETWEEN = re.compile(r"(?<=[0-9])\s*(?:丁目|丁|番地ノ?|番(?![町丁街館])ノ?|号(?![館棟])|ノ|-)\s*(?=[0-9])")
_BEHIND = re.compile(r"(?<=[0-9])\s*(?:丁目|番地|番(?![町丁街館外])|号(?![館棟室]))")
_NUMBERS = re.compile(rf"[0-9]+(?![0-9条線]|地割|番[町丁])(?:-[0-9]+)*(?:{_LETTER})?")
_COUNTY = re.compile(r"^[^市区町村]{1,5}郡(?=[^市区町村]+[町村])")


class Facts(NamedTuple):
    """What a person typed, or what the record says. An address is one line; its building may follow a blank."""

    name: str
    kana: str
    birth_date: date
    sex: int
    postal_code: str = ""
    address: str = ""


NOBODY = Facts(
    "該当 者無", "ガイトウ シャナシ", date.min, 0, "0000000", "架空県見本市大字無番一丁目2番地3 見本荘405号室"
)


class JapaneseAddress(NamedTuple):
    """An address in Japan in its parts: `numbers` is (丁目, 番, 号, room) as far as given."""

    prefecture: str
    place: str
    numbers: tuple[str, ...]


def matches(typed: Facts, recorded: Facts, *, with_address: bool) -> bool:
    """Whether all facts agree. A name or kana that the record does not have is not asked, but one of them it must have."""
    address = same_address(typed.address, recorded.address)
    postal_code = same_postal_code(typed.postal_code, recorded.postal_code)
    agreed = (
        same_name(typed.name, recorded.name) | (not recorded.name),
        same_kana(typed.kana, recorded.kana) | (not recorded.kana),
        bool(recorded.name) | bool(recorded.kana),
        typed.birth_date == recorded.birth_date,
        typed.sex == recorded.sex,
        address | (not with_address),
        postal_code | (not with_address),
    )
    return sum(agreed) == len(agreed)


def same_name(one: str, other: str) -> bool:
    """Whether two names are one, whatever shape of a kanji was chosen. No name is nobody's."""
    return _same(name_key(one), name_key(other))


def same_kana(one: str, other: str) -> bool:
    """Whether two readings are one: ユウコ, ゆうこ, ﾕｰｺ."""
    return _same(kana_key(one), kana_key(other))


def same_postal_code(one: str, other: str) -> bool:
    """Whether two postal codes are one; one left out is no difference (abroad there is none)."""
    first, second = (re.sub("[^0-9]", "", unicodedata.normalize("NFKC", code)) for code in (one, other))
    return _same(first, second) | (not first) | (not second)


def same_address(one: str, other: str) -> bool:
    """Whether two addresses are one. In Japan by place and numbers; abroad by everything but case and punctuation."""
    first, second = japanese_address(one), japanese_address(other)
    prefectures = (first.prefecture == second.prefecture) | (not first.prefecture) | (not second.prefecture)
    in_japan = _same(first.place, second.place) & _same_numbers(first.numbers, second.numbers) & prefectures
    abroad = _same(overseas_key(one), overseas_key(other))
    return in_japan if _is_japanese(one) and _is_japanese(other) else abroad


def name_key(name: str) -> str:
    """A name without blanks, marks and the choice among variants of a kanji: 髙﨑 → 高崎, 佐々木 → 佐佐木."""
    text = "".join(SAME_AS.get(letter, letter) for letter in _repeated(_plain(name)))
    return "".join(letter for letter in text.translate(_LARGE_KANA) if letter.isalnum()).casefold()


def kana_key(kana: str) -> str:
    """A reading in large katakana, long vowels as ー: キョウコ and きよーこ → キヨーコ."""
    text = jaconv.hira2kata(_repeated(_plain(kana))).translate(_TO_HYPHEN)
    for v, b in _V_TO_B.items():
        text = text.replace(v, b)
    text = text.translate(_LARGE_KANA).translate(_SAME_KANA)
    letters: list[str] = []
    for letter in text:
        before = _VOWEL_OF.get(letters[-1], "") if letters else ""
        if letter == "-" or before + letter in _LONG:
            letters.append("ー")
        elif letter.isalnum():
            letters.append(letter)
    return "".join(letters).casefold()


def japanese_address(address: str) -> JapaneseAddress:
    """Prefecture, place and numbers of an address; what follows the numbers is the building and left out.

    港区見本三丁目二番地の一 見本荘, 港区見本3ー2ー1 and 港区大字見本3丁目2番1号 are one.
    """
    text = "".join(SAME_AS.get(letter, letter) for letter in _repeated(_plain(address)))
    text = jaconv.hira2kata(text).translate(_LARGE_KANA).translate(_TO_HYPHEN).upper()
    text = re.sub(r"\s+", " ", text.replace("第", "")).strip()
    prefecture = next((name for name in PREFECTURES if text.startswith(name)), "")
    text = _arabic(text.removeprefix(prefecture).lstrip())
    text = _BEHIND.sub(" ", _BETWEEN.sub("-", _BEFORE_LETTER.sub("", text)))
    found = _NUMBERS.search(text)
    place = text[: found.start()] if found else text
    return JapaneseAddress(prefecture, _place(place), tuple(found[0].split("-")) if found else ())


def overseas_key(address: str) -> str:
    """An address abroad without case, accents, punctuation and blanks; between two figures a sign is left."""
    text = unicodedata.normalize("NFKD", address).casefold()
    text = "".join(letter for letter in text if not unicodedata.combining(letter))
    return re.sub(r"[\W_]+", "", re.sub(r"(?<=\d)[\W_]+(?=\d)", "x", text))


def _plain(text: str) -> str:
    """NFKC without variation selectors and characters that cannot be seen."""
    text = text.replace("゛", "\u3099").replace("゜", "\u309a")  # NFKC would put a blank before them
    return "".join(
        letter
        for letter in unicodedata.normalize("NFKC", text)
        if not ("\ufe00" <= letter <= "\ufe0f" or "\U000e0100" <= letter <= "\U000e01ef")
        and unicodedata.category(letter) != "Cf"
    )


def _repeated(text: str) -> str:
    """Marks of repetition written out: 佐々木 → 佐佐木, すゞ → すず."""
    letters: list[str] = []
    for letter in text:
        if letters and letter in "々〻ゝヽ":
            letters.append(letters[-1])
        elif letters and letter in "ゞヾ":
            letters.append(unicodedata.normalize("NFC", letters[-1] + "\u3099"))
        else:
            letters.append(letter)
    return "".join(letters)


def _arabic(text: str) -> str:
    """Kanji numerals that count 丁目, 番, 号 or 条 as figures; those of names stay: 三鷹, 八王子, 六本木."""
    while True:
        changed = _KANJI_NUMBER.sub(lambda found: str(_value(found[0])), text)
        if changed == text:
            return re.sub("[0-9]+", lambda found: found[0].lstrip("0") or "0", text)
        text = changed


def _value(numeral: str) -> int:
    """二十三 → 23, 二三 → 23, 千五百 → 1500."""
    if not set(numeral) & set(_SCALES):
        return int("".join(str(_FIGURES[kanji]) for kanji in numeral))
    total = figure = 0
    for kanji in numeral:
        if kanji in _SCALES:
            total, figure = total + max(figure, 1) * _SCALES[kanji], 0
        else:
            figure = figure * 10 + _FIGURES[kanji]
    return total + figure


def _place(text: str) -> str:
    """The place without blanks, 郡, 大字 and 字; 霞が関, 霞ヶ関 and 霞ケ関 are one."""
    text = _COUNTY.sub("", re.sub(r"[\s\-.,、。・]", "", text))
    return re.sub("大字|小字|字", "", text).replace("ガ", "ケ").replace("之", "ノ")


def _same_numbers(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Equal, or equal up to a room behind the third number."""
    short, long = sorted((one, other), key=len)
    return (one == other) | (len(short) >= 3 and long[: len(short)] == short)


def _is_japanese(text: str) -> bool:
    return any(
        "぀" <= letter <= "ヿ" or "一" <= letter <= "鿿" for letter in unicodedata.normalize("NFKC", text)
    )


def _same(one: str, other: str) -> bool:
    """Equal and not empty, in a time that does not depend on where they differ."""
    return compare_digest(one.encode(), other.encode()) & bool(one) & bool(other)
