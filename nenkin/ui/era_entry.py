"""和暦の入力: era, year, month and day as typed, read as one day, or explained.

The year may be 元, western (1968), or hold a whole pasted date: S50.4.1, 昭和50年4月1日, 1975-04-01, 19750401.
"""

import re
import unicodedata
from calendar import monthrange
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple, NoReturn

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from nenkin.law import eras
from nenkin.ui import typed

WESTERN = "西暦"
ERAS = ("昭和", "平成", "令和", "大正", "明治", WESTERN)  # as offered: the most wanted first
LETTERS = {
    "M": "明治", "T": "大正", "S": "昭和", "H": "平成", "R": "令和",
    "明": "明治", "大": "大正", "昭": "昭和", "平": "平成", "令": "令和",
}  # fmt: skip
_ERA = rf"(?:(?P<era>明治|大正|昭和|平成|令和|{WESTERN}|[{''.join(LETTERS)}])\.?)?"
_DATE = re.compile(
    rf"{_ERA}(?P<year>元|[0-9]{{1,4}})(?:(?:年|[./-])(?P<month>[0-9]{{1,2}})(?:月|[./-])(?P<day>[0-9]{{1,2}})日?|年?)"
)
_ROW = re.compile(rf"{_ERA}(?P<year>[0-9]{{2}}|[0-9]{{4}})(?P<month>[0-9]{{2}})(?P<day>[0-9]{{2}})")
_TO_HYPHEN = dict.fromkeys(map(ord, typed.HYPHENS), "-")
_FIRST_WESTERN = 1000  # a year of four digits is a western one
_OLDEST_GUESS = 31  # 令和32年 and later stand for 昭和 more likely than for the future


class Entry(NamedTuple):
    """The four parts, blanks off, in half width; the year may still hold a whole date."""

    era: str
    year: str
    month: str
    day: str


def read(parts: Sequence[str | None], *, latest: date) -> date:
    """The day that was meant.

    Raises:
        ValidationError: it is none, or lies after `latest`; the message tells why and which era it may be.
    """
    entry = _spread(Entry(*map(_plain, parts)))
    if entry.era not in ERAS:
        entry = entry._replace(era="")
    _refuse_empty(entry)
    year = 1 if entry.year == "元" else int(entry.year)
    month = _number(entry.month, _("月"), 12)
    era = _era(entry.era, year)
    western = year + era.offset if era else year
    day = _day(western, month, entry.day)
    if era:
        _refuse_other_era(era, year, day, latest)
    elif entry.era not in ("", WESTERN, _era_name(day)):
        _fail(
            _("%(date)sは、%(era)sではありません。%(right)sです。"),
            date=_western(day),
            era=_(entry.era),
            right=_right(day),
        )
    _refuse_out_of_time(entry, year, day, latest)
    return day


def _plain(text: str | None) -> str:
    return typed.without_blanks(unicodedata.normalize("NFKC", text or "")).translate(_TO_HYPHEN)


def _spread(entry: Entry) -> Entry:
    """A whole date in the box of the year spread over the parts; 年, 月, 日 behind the figures taken off."""
    month, day = entry.month.removesuffix("月"), entry.day.removesuffix("日")
    found = _DATE.fullmatch(entry.year.upper()) or _ROW.fullmatch(entry.year.upper())
    if not found:
        if entry.year:
            _fail(
                _("年「%(typed)s」を読めません。「50」や「元」のように入れてください。"),
                typed=entry.year[:20],
            )
        return entry._replace(month=month, day=day)
    era = found["era"] or entry.era
    if found["month"]:
        others = {(month or found["month"]).lstrip("0"), (day or found["day"]).lstrip("0")}
        if others - {found["month"].lstrip("0"), found["day"].lstrip("0")}:
            _fail(_("年のところに、月と日も入っています。年だけを入れてください。"))
        month, day = found["month"], found["day"]
    return Entry(LETTERS.get(era, era), found["year"], month, day)


def _refuse_empty(entry: Entry) -> None:
    parts = ((_("年"), entry.year), (_("月"), entry.month), (_("日"), entry.day))
    empty = [name for name, text in parts if not text]
    if empty:
        _fail(_("%(parts)sが空です。数字を入れてください。"), parts=_("と").join(empty))


def _number(text: str, unit: str, most: int) -> int:
    """A month or a day of the month, 1 to `most`."""
    if not re.fullmatch("[0-9]{1,4}", text):
        _fail(
            _("%(unit)s「%(typed)s」を読めません。1から%(most)dの数字を入れてください。"),
            unit=unit,
            typed=text[:20],
            most=most,
        )
    if not 1 <= int(text) <= most:
        _fail(
            _("%(number)d%(unit)sはありません。1から%(most)dの数字を入れてください。"),
            number=int(text),
            unit=unit,
            most=most,
        )
    return int(text)


def _era(name: str, year: int) -> eras.Era | None:
    """The era of the year; None: the year is western."""
    if year >= _FIRST_WESTERN:
        return None
    if not year:
        _fail(_("0年はありません。はじめの年は「元」か「1」です。"))
    if name == WESTERN:
        _fail(_("西暦の年は4けたです。「1968」のように入れるか、年号を選び直してください。"))
    found = next((era for era in eras.eras() if era.name == name), None)
    if not found:
        _fail(_("年号が選ばれていません。「昭和」「平成」などから選んでください。"))
    return found


def _day(western: int, month: int, text: str) -> date:
    day = _number(text, _("日"), 31)
    last = monthrange(western, month)[1]
    if day > last:
        _fail(
            _("%(month)d月%(day)d日はありません。%(year)d年の%(month)d月は%(last)d日までです。"),
            month=month, day=day, year=western, last=last,
        )  # fmt: skip
    return date(western, month, day)


def _refuse_other_era(era: eras.Era, year: int, day: date, latest: date) -> None:
    """昭和64年6月15日 is no day: 昭和 ended on 7 January."""
    facts = {
        "era": _(era.name),
        "year": _("元") if year == 1 else str(year),
        "date": _month_day(day),
        "right": _right(day),
    }
    if day < era.first_day:
        facts["limit"] = _month_day(era.first_day)
        if day < eras.eras()[-1].first_day:
            _fail(_("%(era)s%(year)s年は%(limit)sからです。日を確かめてください。"), **facts)
        _fail(_("%(era)s%(year)s年は%(limit)sからです。%(date)sなら、%(right)sではありませんか。"), **facts)
    last = _last_day(era)
    if day <= last:
        return
    facts["limit"] = _month_day(last)
    if day.year == last.year:
        _fail(_("%(era)s%(year)s年は%(limit)sまでです。%(date)sなら、%(right)sではありませんか。"), **facts)
    facts["last"] = str(last.year - era.offset)
    if day > latest:
        _fail(_("%(era)sは%(last)s年%(limit)sまでです。年を確かめてください。"), **facts)
    _fail(
        _("%(era)sは%(last)s年%(limit)sまでです。%(era)s%(year)s年なら、%(right)sではありませんか。"), **facts
    )


def _last_day(era: eras.Era) -> date:
    later = [other.first_day for other in eras.eras() if other.first_day > era.first_day]
    return min(later) - timedelta(days=1) if later else date.max


def _refuse_out_of_time(entry: Entry, year: int, day: date, latest: date) -> None:
    if day < eras.eras()[-1].first_day:
        _fail(_("%(date)sは、明治より前の日です。年を確かめてください。"), date=_western(day))
    if day <= latest:
        return
    if entry.era == eras.eras()[0].name and _OLDEST_GUESS < year <= 63:
        _fail(
            _("%(date)sは、まだ来ていません。昭和%(year)d年ではありませんか。"),
            date=eras.era_date(day),
            year=year,
        )
    shown = _western(day) if year >= _FIRST_WESTERN else eras.era_date(day)
    _fail(_("%(date)sは、まだ来ていません。年を確かめてください。"), date=shown)


def _era_name(day: date) -> str:
    return eras.era_of(day).name if day >= eras.eras()[-1].first_day else ""


def _right(day: date) -> str:
    """平成元年: the year as it should have been typed."""
    return eras.era_year(day) if _era_name(day) else _("%(year)d年") % {"year": day.year}


def _month_day(day: date) -> str:
    return _("%(month)d月%(day)d日") % {"month": day.month, "day": day.day}


def _western(day: date) -> str:
    return _("%(year)d年%(month)d月%(day)d日") % {"year": day.year, "month": day.month, "day": day.day}


def _fail(message: str, **facts: object) -> NoReturn:
    raise ValidationError(message % facts if facts else message)
