"""突き合わせ: what is the same person, and what must never be taken for the same. All names and places are fictitious."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nenkin.registry import matching
from nenkin.registry.matching import (
    NOBODY,
    Facts,
    matches,
    same_address,
    same_kana,
    same_name,
    same_postal_code,
)
from nenkin.registry.variant_kanji import GROUPS, SAME_AS

SAME_NAMES = [
    ("見本 花子", "見本花子"),
    ("見本　花子", " 見本 花子 "),
    ("髙橋 一郎", "高橋一郎"),
    ("山﨑", "山崎"),
    ("山嵜", "山碕"),
    ("𠮷田", "吉田"),
    ("渡邊", "渡辺"),
    ("渡邉󠄂", "渡邊"),
    ("葛󠄀城", "葛城"),
    ("齋藤", "斉藤"),
    ("齊藤", "斎藤"),
    ("澤田 廣", "沢田 広"),
    ("中嶋", "中島"),
    ("冨田", "富田"),
    ("佐々木", "佐佐木"),
    ("祐\ufe00子", "祐子"),
    ("祐子", "祐子"),
    ("ﾊﾅｺ", "ハナコ"),
    ("すゞ", "すず"),
    ("か\u3099く", "がく"),
    ("SMITH, John", "Smith John"),
    ("O’Brien", "O'BRIEN"),
]
OTHER_NAMES = [
    ("見本 花子", "見本 華子"),
    ("見本 花子", "見本 花"),
    ("斎藤", "佐藤"),
    ("大田", "太田"),
    ("はなこ", "ハナコ"),
    ("", ""),
    ("々", "佐"),
    ("・", "　"),
]
SAME_KANA = [
    ("ミホン　ハナコ", "みほんはなこ"),
    ("ﾐﾎﾝ ﾊﾅｺ", "ミホン ハナコ"),
    ("キョウコ", "キヨウコ"),
    ("ユウコ", "ユーコ"),
    ("オオノ", "オーノ"),
    ("シャ-ロット", "シャーロット"),
    ("シャ－ロット", "シャ−ロット"),
    ("ヂ", "ジ"),
    ("チヅコ", "チズコ"),
    ("ヴァイオラ", "バイオラ"),
    ("キャサリン・ミホン", "キヤサリンミホン"),
    ("カ゛", "が"),
    ("すゞ", "スズ"),
]
OTHER_KANA = [
    ("ハハ", "ババ"),
    ("ミホン ハナ", "ミホン ハナコ"),
    ("ユキ", "ユウキ"),
    ("サトウ", "サイトウ"),
    ("", ""),
    ("", "ア"),
]

SAME_ADDRESSES = [
    ("見本県架空市本町三丁目2番1号", "見本県架空市本町3-2-1"),
    ("東京都架空区見本一丁目2番3号", "東京都架空区見本1丁目2-3"),
    ("東京都架空区見本１−２−３", "東京都架空区見本1ー2ー3"),
    ("東京都架空区見本1丁目2番地の3", "東京都架空区見本一の二の三"),
    ("東京都架空区見本1丁目2番3号", "架空区見本1-2-3"),
    ("東京都 架空区 見本 1丁目 2番 3号", "東京都架空区見本1-2-3"),
    ("東京都架空区見本1-2-3 見本ハイツ405", "東京都架空区見本1-2-3"),
    ("東京都架空区見本1-2-3見本ハイツ405号室", "東京都架空区見本一丁目二番三号ミホンハイツ四〇五"),
    ("東京都架空区見本1-2-3-405", "東京都架空区見本1-2-3"),
    ("東京都架空区見本1-2-3 見本ハイツ405", "東京都架空区見本1-2-3 別の荘101"),
    ("京都府架空市大字見本小字北山123番地", "京都府架空市見本北山123"),
    ("埼玉県架空市大字見本字上原十二番地五", "埼玉県架空市見本上原12-5"),
    ("埼玉県架空市見本千二百三十四番地", "埼玉県架空市見本1234"),
    ("千葉県架空郡見本町二十三番地", "千葉県見本町23"),
    ("東京都架空区霞ヶ原2-1", "東京都架空区霞が原二丁目1番"),
    ("東京都架空区霞ケ原2-1", "東京都架空区霞ガ原2-1"),
    ("東京都架空区丸の上2-1", "東京都架空区丸ノ上2-1"),
    ("北海道架空市中央区北三条西四丁目1番地2", "北海道架空市中央区北3条西4丁目1-2"),
    ("北海道架空市見本12線3番地", "北海道架空市見本十二線3"),
    ("東京都架空区一番町23番地", "東京都架空区1番町23"),
    ("岩手県架空市見本第3地割12番地3", "岩手県架空市見本3地割12-3"),
    ("兵庫県架空市六本松3丁目4", "架空市六本松3-4"),
    ("大阪府架空市三の丸五丁目六", "大阪府架空市三ノ丸5-6"),
    ("愛知県架空市ニュータウン見本1-2-3", "愛知県架空市ニュ−タウン見本1丁目2番3号"),
    ("愛知県架空市見本センター1-2", "愛知県架空市見本センター一丁目二番"),
    ("石川県架空市見本町イ12番地", "石川県架空市見本町イ12"),
    ("福岡県架空市見本123番地甲", "福岡県架空市見本123甲"),
    ("高知県架空市澤見本0012番地", "高知県架空市沢見本12"),
    ("長野県架空市見本無番地", "架空市見本無番地"),
    ("12 Example Street, Springfield 90001, USA", "12 EXAMPLE STREET SPRINGFIELD 90001 USA"),
    ("Flat 3/4, 10 Rue de l'Été, Paris", "flat 3-4 10 rue de l’ete paris"),
]
OTHER_ADDRESSES = [
    ("東京都架空区見本1-2-3", "東京都架空区見本2-2-3"),
    ("東京都架空区見本1-2-3", "東京都架空区見本1-2-4"),
    ("東京都架空区見本1-2-3", "東京都架空区見本1-23"),
    ("東京都架空区見本1-2-3", "東京都架空区見本12-3"),
    ("東京都架空区見本1-2-3", "東京都架空区見本1-2"),
    ("東京都架空区見本1-2", "東京都架空区見本1"),
    ("東京都架空区見本1-2-3", "東京都架空区見本"),
    ("東京都架空区見本1-2-3", "東京都架空区別町1-2-3"),
    ("東京都府中市見本1-2-3", "広島県府中市見本1-2-3"),
    ("東京都架空区一番町23", "東京都架空区二番町23"),
    ("東京都架空区見本1-2-3", "東京都架空区見本一丁目二番十三号"),
    ("北海道架空市北3条西4丁目1-2", "北海道架空市北4条西4丁目1-2"),
    ("石川県架空市見本町イ12番地", "石川県架空市見本町ロ12番地"),
    ("福岡県架空市見本123番地甲", "福岡県架空市見本123番地乙"),
    ("福岡県架空市見本123番地", "福岡県架空市見本123番地乙"),
    ("岩手県架空市見本第3地割12", "岩手県架空市見本第4地割12"),
    ("12 3rd Street, Springfield", "123 rd Street, Springfield"),
    ("12 Example Street, Springfield", "13 Example Street, Springfield"),
    ("12 Example Street, Springfield", "東京都架空区見本1-2-3"),
    ("", ""),
    ("", "東京都架空区見本1-2-3"),
    (" 、。", "　"),
]


def both_ways(same, one: str, other: str) -> set[bool]:
    return {same(one, other), same(other, one)}


@pytest.mark.parametrize(("one", "other"), SAME_NAMES)
def test_one_name_in_two_writings(one, other):
    assert both_ways(same_name, one, other) == {True}


@pytest.mark.parametrize(("one", "other"), OTHER_NAMES)
def test_another_name(one, other):
    assert both_ways(same_name, one, other) == {False}


@pytest.mark.parametrize(("one", "other"), SAME_KANA)
def test_one_reading_in_two_writings(one, other):
    assert both_ways(same_kana, one, other) == {True}


@pytest.mark.parametrize(("one", "other"), OTHER_KANA)
def test_another_reading(one, other):
    assert both_ways(same_kana, one, other) == {False}


@pytest.mark.parametrize(("one", "other"), SAME_ADDRESSES)
def test_one_address_in_two_notations(one, other):
    assert both_ways(same_address, one, other) == {True}


@pytest.mark.parametrize(("one", "other"), OTHER_ADDRESSES)
def test_another_address(one, other):
    assert both_ways(same_address, one, other) == {False}


NUMBER = st.integers(1, 99)


def kanji(number: int) -> str:
    tens, ones = divmod(number, 10)
    figures = " 一二三四五六七八九"
    return (figures[tens].strip() if tens > 1 else "") + ("十" if tens else "") + figures[ones].strip()


@given(st.tuples(NUMBER, NUMBER, NUMBER), st.tuples(NUMBER, NUMBER, NUMBER))
def test_numbers_in_any_notation_are_the_same_and_other_numbers_never(one, other):
    def notations(a: int, b: int, c: int) -> list[str]:
        return [
            f"架空市見本町{a}-{b}-{c}",
            f"架空市見本町{kanji(a)}丁目{kanji(b)}番{kanji(c)}号",
            f"架空市見本町{kanji(a)}丁目{b}番地の{c}",
            f"架空市見本町{kanji(a)}の{kanji(b)}の{kanji(c)}",
        ]

    first, second = notations(*one), notations(*other)
    assert {same_address(first[0], text) for text in first} == {True}
    assert {same_address(text, changed) for text in first for changed in second} == {one == other}


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_text_can_be_compared(one, other):
    for same in (same_name, same_kana, same_address, same_postal_code):
        assert same(one, other) == same(other, one)


def test_a_long_text_is_compared_in_no_time():
    for text in (
        "一" * 20_000,
        "十の" * 10_000,
        "1" * 20_000,
        "1-" * 10_000,
        "番" * 20_000,
        "1 " * 10_000,
        "郡" * 20_000,
    ):
        assert not same_address(text, HANAKO.address)


@pytest.mark.parametrize(
    ("one", "other"), [("100-0001", "１０００００１"), ("", "1000001"), ("〒100-0001", "100 0001")]
)
def test_one_postal_code(one, other):
    assert both_ways(same_postal_code, one, other) == {True}


def test_another_postal_code():
    assert not same_postal_code("100-0001", "100-0002")


def test_a_kanji_belongs_to_one_group():
    letters = "".join(GROUPS)
    assert len(set(letters)) == len(letters)
    assert len(GROUPS) > 200
    assert all(len(group) > 1 for group in GROUPS)
    assert not set("".join(matching.PREFECTURES)) & set(SAME_AS)


HANAKO = Facts("見本 花子", "ミホン ハナコ", date(1992, 8, 10), 2, "1000001", "東京都架空区見本1-2-3")
TYPED = Facts(
    "見本　花子", "みほん はなこ", date(1992, 8, 10), 2, "100-0001", "架空区見本一丁目2番3号 見本荘1"
)
WRONG = {
    "name": "見本 華子",
    "kana": "ミホン ハナエ",
    "birth_date": date(1992, 8, 11),
    "sex": 1,
    "postal_code": "1000002",
    "address": "東京都架空区見本1-2-4",
}


def test_the_person_is_known_by_what_she_types():
    assert matches(TYPED, HANAKO, with_address=True)


@pytest.mark.parametrize("fact", WRONG)
def test_one_wrong_fact_is_enough(fact):
    typed = TYPED._replace(**{fact: WRONG[fact]})

    assert not matches(typed, HANAKO, with_address=True)
    assert matches(typed, HANAKO, with_address=False) == (fact in ("postal_code", "address"))


def test_a_name_the_record_lacks_is_not_asked_but_one_it_must_have():
    assert matches(TYPED, HANAKO._replace(name=""), with_address=True)
    assert matches(TYPED, HANAKO._replace(kana=""), with_address=True)
    assert not matches(TYPED, HANAKO._replace(name="", kana=""), with_address=True)
    assert not matches(TYPED._replace(name=""), HANAKO, with_address=True)
    assert not matches(TYPED, HANAKO._replace(address=""), with_address=True)


def test_nobody_is_never_matched():
    assert not matches(TYPED, NOBODY, with_address=True)
    assert not matches(TYPED._replace(birth_date=date(1868, 1, 25)), NOBODY, with_address=False)


@pytest.mark.parametrize(
    "recorded", [HANAKO, NOBODY, HANAKO._replace(name="", address="")], ids=["known", "nobody", "gaps"]
)
@pytest.mark.parametrize("fact", [None, *WRONG])
def test_everything_is_compared_wherever_the_difference_is(monkeypatch, fact, recorded):
    done = []
    for name in ("name_key", "kana_key", "japanese_address", "overseas_key", "_same", "_same_numbers"):
        asked = getattr(matching, name)
        monkeypatch.setattr(
            matching, name, lambda *of, name=name, asked=asked: done.append(name) or asked(*of)
        )
    matches(TYPED._replace(**({fact: WRONG[fact]} if fact else {})), recorded, with_address=True)

    counts = {name: done.count(name) for name in set(done)}
    assert counts == {
        "name_key": 2,
        "kana_key": 2,
        "japanese_address": 2,
        "overseas_key": 2,
        "_same": 5,
        "_same_numbers": 1,
    }
