"""年金用語集: the file is sound, every way of typing finds, the tags lead to a meaning on the same page."""

import re
from pathlib import Path

import pytest
from django.template import Context, Template
from django.utils.translation import override

from nenkin.ui import glossary

ROOT = Path(__file__).parents[3]
WORDS = glossary.words()
# What the pages, the tables and the workings show; the guide's own words.
SHOWN = """
標準報酬月額 標準賞与額 厚生年金保険 国民年金 船員 坑内員 共済組合 合算対象期間 受給資格期間 任意加入 特定期間 納付 未納
納付可能 未加入 全額免除 半額免除 4分の3免除 4分の1免除 法定免除 申請免除 産前産後免除 学生納付特例 納付猶予 追納 前納 充当
付加保険料 付加年金 第1号被保険者 第2号被保険者 第3号被保険者 老齢基礎年金 老齢厚生年金 特別支給の老齢厚生年金 報酬比例部分
経過的加算 定額部分 平均標準報酬月額 平均標準報酬額 再評価率 給付乗率 本来水準 従前額保障 満額 国庫負担 繰上げ 繰下げ 加給年金
振替加算 在職老齢年金 障害年金 遺族年金 脱退手当金 見込額 年度 基礎年金番号 アクセスキー ねんきん定期便 被保険者記録照会回答票
持ち主不明記録 私の履歴整理表 年金コード 年金証書 年金事務所 届書 請求 裁定 時効 併給の調整 離婚分割 3号分割 免除 保険料
"""


@pytest.mark.parametrize("name", SHOWN.split())
def test_a_word_of_our_pages_is_explained(name):
    assert name in WORDS


@pytest.mark.parametrize("word", WORDS.values(), ids=lambda word: word.name)
def test_a_word_is_whole(word):
    assert re.fullmatch(r"[ぁ-ゖー]+", word.reading)
    assert word.meaning.endswith("。")
    assert word.meaning_en.endswith(".")
    assert max(len(sentence) for sentence in word.meaning.split("。")) <= 60
    assert "※" not in word.meaning
    assert not re.search("[０-９]", word.meaning)
    assert word.english.isascii()
    assert word.related
    assert set(word.related) <= set(WORDS) - {word.name}
    assert not re.search(r"\s", word.anchor)


def test_the_english_is_that_of_the_projects_glossary():
    text = (ROOT / "docs/glossary.md").read_text(encoding="utf-8")
    english = dict(re.findall(r"^\| ([^|]+?) \| ([^|]+?) \|", text, re.MULTILINE))
    both = [name for name in WORDS if name in english]
    assert len(both) > 50
    assert {name: WORDS[name].english for name in both} == {name: english[name] for name in both}


def test_no_name_stands_for_two_words():
    names = [name for word in WORDS.values() for name in (word.name, *word.also)]
    assert sorted(names) == sorted(set(names))


def test_every_word_stands_in_one_row_in_the_order_of_the_readings():
    listed = [word.name for row in glossary.rows() for word in row.words]
    assert listed == list(WORDS)
    assert [row.kana for row in glossary.rows()] == list("あかさたなはまやらわ")
    assert all(row.words for row in glossary.rows())


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("標準報酬月額", "標準報酬月額"),
        ("ひょうじゅんほうしゅうげつがく", "標準報酬月額"),
        ("ヒョウジュンホウシュウゲツガク", "標準報酬月額"),
        ("ﾋｮｳｼﾞｭﾝﾎｳｼｭｳｹﾞﾂｶﾞｸ", "標準報酬月額"),
        ("hyojun hoshu getsugaku", "標準報酬月額"),
        ("HYOUJUN-HOUSHUU-GETSUGAKU", "標準報酬月額"),
        ("　標準報酬月額　とは", "標準報酬月額"),
        ("kuriage", "繰上げ"),
        ("ｋｕｒｉｓａｇｅ", "繰下げ"),
        ("カラ期間", "合算対象期間"),
        ("からきかん", "合算対象期間"),
        ("あくせすき", "アクセスキー"),
        ("アクセス", "アクセスキー"),
        ("第３号被保険者", "第3号被保険者"),
        ("deferral", "繰下げ"),
        ("学特", "学生納付特例"),
        ("半免", "半額免除"),
    ],
)
def test_a_word_is_found_however_it_is_typed(typed, first):
    found = glossary.find(typed)
    assert found, typed
    assert found[0].name == first


@pytest.mark.parametrize(
    "typed", ["", "   ", "とは", "ー", "zzzz", "<script>", "%00", "ぬぬぬ", "年金" * 20, "\\", "[", "🍡"]
)
def test_nonsense_finds_nothing(typed):
    assert glossary.find(typed) == []


def test_a_word_of_a_meaning_is_found_after_the_names():
    found = [word.name for word in glossary.find("双子")]
    assert found == ["産前産後免除"]
    names = [word.name for word in glossary.find("免除")]
    assert names[0] == "免除"
    assert names.index("半額免除") < names.index("国庫負担")


def rendered(source: str, rf=None) -> str:
    return Template("{% load ui %}" + source).render(Context({"request": rf.get("/")} if rf else {}))


def test_a_term_links_to_its_meaning_on_the_page(rf):
    shown = rendered('<p>{% term "追納" %}と{% term "免除" "免除の月" %}</p>{% words "追納" "満額" %}', rf)
    links = re.findall(r'href="#([^"]+)">([^<]+)</a>', shown)
    assert [words for _, words in links[:2]] == ["追納", "免除の月"]
    assert re.findall(r'<div id="w-([^"]+)"', shown) == ["追納", "免除", "満額"]
    assert WORDS["追納"].meaning in shown


def test_a_term_inside_an_included_template_is_listed_too(rf):
    shown = rendered('{% include "estimate/no_amount.html" with missing=3 %}{% words %}', rf)
    assert re.findall(r'<div id="w-([^"]+)"', shown) == ["任意加入", "合算対象期間"]


def test_a_term_of_one_page_is_not_on_the_next(rf):
    assert "w-追納" in rendered('{% term "追納" %}{% words %}', rf)
    assert "w-追納" not in rendered("{% words %}", rf)


def test_without_a_request_a_term_leads_to_the_glossary_page():
    assert 'href="/guide/words/#w-' in rendered('{% term "追納" %}')


def test_an_unknown_term_is_a_mistake_of_ours(rf):
    with pytest.raises(KeyError):
        rendered('{% term "ない言葉" %}', rf)


def test_an_english_page_explains_in_english(rf):
    with override("en"):
        assert WORDS["追納"].meaning_en in rendered('{% words "追納" %}', rf)
