"""A-042. 和暦の入力: the right day, or a message that names the right era."""

from datetime import date, timedelta

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from conftest import check_html
from nenkin.law import eras
from nenkin.ui import era_entry
from nenkin.ui.fields import BirthDateField, EraDateField

TODAY = date(2026, 11, 24)

DAYS = [
    ("明治 33 1 1", date(1900, 1, 1)),
    ("明治 元 1 25", date(1868, 1, 25)),
    ("明治 45 7 29", date(1912, 7, 29)),
    ("大正 元 7 30", date(1912, 7, 30)),
    ("大正 1 7 30", date(1912, 7, 30)),
    ("大正 2 1 1", date(1913, 1, 1)),
    ("大正 15 12 24", date(1926, 12, 24)),
    ("昭和 元 12 25", date(1926, 12, 25)),
    ("昭和 1 12 31", date(1926, 12, 31)),
    ("昭和 2 1 1", date(1927, 1, 1)),
    ("昭和 19 2 29", date(1944, 2, 29)),
    ("昭和 43 6 15", date(1968, 6, 15)),
    ("昭和 63 12 31", date(1988, 12, 31)),
    ("昭和 64 1 1", date(1989, 1, 1)),
    ("昭和 64 1 7", date(1989, 1, 7)),
    ("平成 元 1 8", date(1989, 1, 8)),
    ("平成 1 12 31", date(1989, 12, 31)),
    ("平成 12 2 29", date(2000, 2, 29)),
    ("平成 31 4 30", date(2019, 4, 30)),
    ("令和 元 5 1", date(2019, 5, 1)),
    ("令和 1 5 1", date(2019, 5, 1)),
    ("令和 8 11 24", TODAY),
    ("西暦 1968 6 15", date(1968, 6, 15)),
    (" 1968 6 15", date(1968, 6, 15)),
    ("昭和 1968 6 15", date(1968, 6, 15)),
    ("昭和 ５０ ０４ ０１", date(1975, 4, 1)),
    ("昭和 50年 4月 1日", date(1975, 4, 1)),
    (" S50.4.1  ", date(1975, 4, 1)),
    (" s50/4/1  ", date(1975, 4, 1)),
    (" Ｓ５０．４．１  ", date(1975, 4, 1)),
    (" S.50-4-1  ", date(1975, 4, 1)),
    (" 昭50ー4ー1  ", date(1975, 4, 1)),
    (" 昭和50年4月1日  ", date(1975, 4, 1)),
    (" ㍼50年4月1日  ", date(1975, 4, 1)),
    (" 令和元年5月1日  ", date(2019, 5, 1)),
    ("平成 S50.4.1  ", date(1975, 4, 1)),
    ("平成 S50 4 1", date(1975, 4, 1)),
    ("昭和 S50.4.1 4 1", date(1975, 4, 1)),
    (" 1975-04-01  ", date(1975, 4, 1)),
    (" 19750401  ", date(1975, 4, 1)),
    ("昭和 500401  ", date(1975, 4, 1)),
]

EXPLAINED = [
    ("明治 45 7 30", "明治45年は7月29日までです。7月30日なら、大正元年ではありませんか。"),
    ("明治 46 1 1", "明治は45年7月29日までです。明治46年なら、大正2年ではありませんか。"),
    ("大正 元 7 29", "大正元年は7月30日からです。7月29日なら、明治45年ではありませんか。"),
    ("大正 15 12 25", "大正15年は12月24日までです。12月25日なら、昭和元年ではありませんか。"),
    ("大正 16 3 1", "大正は15年12月24日までです。大正16年なら、昭和2年ではありませんか。"),
    ("昭和 元 12 24", "昭和元年は12月25日からです。12月24日なら、大正15年ではありませんか。"),
    ("昭和 64 1 8", "昭和64年は1月7日までです。1月8日なら、平成元年ではありませんか。"),
    ("昭和 64 6 15", "昭和64年は1月7日までです。6月15日なら、平成元年ではありませんか。"),
    ("昭和 65 4 1", "昭和は64年1月7日までです。昭和65年なら、平成2年ではありませんか。"),
    ("平成 元 1 7", "平成元年は1月8日からです。1月7日なら、昭和64年ではありませんか。"),
    ("平成 31 5 1", "平成31年は4月30日までです。5月1日なら、令和元年ではありませんか。"),
    ("平成 32 1 1", "平成は31年4月30日までです。平成32年なら、令和2年ではありませんか。"),
    ("平成 200 1 1", "平成は31年4月30日までです。年を確かめてください。"),
    ("令和 元 4 30", "令和元年は5月1日からです。4月30日なら、平成31年ではありませんか。"),
    ("明治 元 1 24", "明治元年は1月25日からです。日を確かめてください。"),
    ("平成 1968 6 15", "1968年6月15日は、平成ではありません。昭和43年です。"),
    ("西暦 1867 12 31", "1867年12月31日は、明治より前の日です。年を確かめてください。"),
    ("令和 8 11 25", "令和8年11月25日は、まだ来ていません。年を確かめてください。"),
    ("西暦 2030 1 1", "2030年1月1日は、まだ来ていません。年を確かめてください。"),
    ("令和 43 6 15", "令和43年6月15日は、まだ来ていません。昭和43年ではありませんか。"),
    ("西暦 43 6 15", "西暦の年は4けたです。「1968」のように入れるか、年号を選び直してください。"),
    (" 43 6 15", "年号が選ばれていません。「昭和」「平成」などから選んでください。"),
    ("<b> 43 6 15", "年号が選ばれていません。「昭和」「平成」などから選んでください。"),
    ("昭和 0 1 1", "0年はありません。はじめの年は「元」か「1」です。"),
    ("昭和 50 2 29", "2月29日はありません。1975年の2月は28日までです。"),
    ("昭和 50 4 31", "4月31日はありません。1975年の4月は30日までです。"),
    ("昭和 50 13 1", "13月はありません。1から12の数字を入れてください。"),
    ("昭和 50 4 0", "0日はありません。1から31の数字を入れてください。"),
    ("昭和 50 四 1", "月「四」を読めません。1から12の数字を入れてください。"),
    ("昭和 五十 4 1", "年「五十」を読めません。「50」や「元」のように入れてください。"),
    ("昭和 -1 4 1", "年「-1」を読めません。「50」や「元」のように入れてください。"),
    ("昭和 50  ", "月と日が空です。数字を入れてください。"),
    ("昭和  4 1", "年が空です。数字を入れてください。"),
    ("昭和 S50.4.1 5 1", "年のところに、月と日も入っています。年だけを入れてください。"),
]


def read(text: str) -> date:
    return era_entry.read(text.split(" "), latest=TODAY)


@pytest.mark.parametrize(("typed", "day"), DAYS, ids=[typed for typed, _ in DAYS])
def test_the_day_that_was_meant(typed, day):
    assert read(typed) == day


@pytest.mark.parametrize(("typed", "words"), EXPLAINED, ids=[typed for typed, _ in EXPLAINED])
def test_what_is_no_day_is_explained(typed, words):
    with pytest.raises(ValidationError) as caught:
        read(typed)
    assert caught.value.messages == [words]


def test_there_are_more_than_sixty_border_cases():
    assert len({typed for typed, _ in DAYS} | {typed for typed, _ in EXPLAINED}) >= 60


def test_every_day_since_1873_can_be_typed_in_its_era():
    day, days = date(1873, 1, 1), 0
    while day <= TODAY:
        era = eras.era_of(day)
        assert (
            era_entry.read((era.name, f"{day.year - era.offset}", f"{day.month}", f"{day.day}"), latest=TODAY)
            == day
        )
        day, days = day + timedelta(days=1), days + 1
    assert days == 56_210


@given(
    st.lists(
        st.one_of(st.text(max_size=12), st.sampled_from(era_entry.ERAS), st.none()), min_size=4, max_size=4
    )
)
def test_whatever_is_typed_is_a_day_or_a_message(parts):
    try:
        day = era_entry.read(parts, latest=TODAY)
    except ValidationError as refused:
        words = refused.messages[0]
    else:
        assert date(1868, 1, 25) <= day <= TODAY
        return
    assert words.endswith("。")


class Asked(forms.Form):
    birth_date = BirthDateField()


def typed(era="", year="", month="", day="") -> dict[str, str]:
    names = ("era", "year", "month", "day")
    return {f"birth_date_{name}": value for name, value in zip(names, (era, year, month, day), strict=True)}


def test_the_form_gives_a_date():
    form = Asked(typed("昭和", "43", "6", "15"))

    assert form.is_valid()
    assert form.cleaned_data == {"birth_date": date(1968, 6, 15)}


def test_the_field_knows_today_itself_or_is_told(today):
    assert EraDateField(label="日").clean(["令和", "8", "11", "24"]) == today
    told = EraDateField(label="日", latest=lambda: date(2030, 1, 1))
    assert told.clean(["令和", "8", "11", "25"]) == date(2026, 11, 25)


def test_an_empty_date_is_named_or_let_through():
    form = Asked(typed("昭和"))

    assert form.errors["birth_date"] == ["生年月日が空です。年号を選んで、年、月、日を入れてください。"]
    assert EraDateField(label="日", required=False).clean(["昭和", "", " ", ""]) is None


@pytest.mark.parametrize("initial", [date(1968, 6, 15), "1968-06-15"])
def test_a_date_known_before_stands_in_the_boxes(initial):
    shown = Asked(initial={"birth_date": initial})["birth_date"].as_widget()

    assert all(
        part in shown for part in ('<option value="昭和" selected>', 'value="43"', 'value="6"', 'value="15"')
    )


def page_of(form) -> str:
    field = form["birth_date"].as_field_group()
    summary = render_to_string("ui/error_summary.html", {"form": form})
    return f'<!doctype html><html lang="ja"><title>日</title><h1>日</h1>{summary}{field}</html>'


def test_the_group_is_valid_and_every_part_has_its_label():
    html = page_of(Asked())

    check_html(html)
    assert html.count("<fieldset") == html.count("<legend>") == 1
    assert html.count("<label>") == 4
    assert all(f'autocomplete="bday-{part}"' in html for part in ("year", "month", "day"))
    assert " required" not in html


def test_what_was_typed_stays_and_the_error_leads_to_the_first_part():
    html = page_of(Asked(typed("昭和", "64", "６", "<15>")))

    check_html(html)
    assert 'value="64"' in html
    assert 'value="６"' in html
    assert "&lt;15&gt;" in html
    assert 'href="#id_birth_date_0"' in html
    assert '<select name="birth_date_era" aria-invalid="true" id="id_birth_date_0"' in html
    assert 'aria-describedby="id_birth_date_helptext id_birth_date_error"' in html
