"""月ごとの記録: fiscal year × 12 months as a real table, ten years a `details`, newest first.

A life has 480 cells and more: they are put together here as ready strings, not by loops of a template.
Each cell has a word; colour, bar, frame and half disc come from its tone (`ui/app.css`, `.mg`).
"""

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import NamedTuple

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from nenkin.ui import dates
from nenkin.ui.language import english
from nenkin.ui.months import Word, said

ATTENTION = "cu"  # tones that ask for a look
MONTHS = (4, 5, 6, 7, 8, 9, 10, 11, 12, 1, 2, 3)
NOTHING = '<td role="cell"><span class="z">–</span></td>'


class Decade(NamedTuple):
    """Ten fiscal years: the words of the `summary`, whether it is open, and the table."""

    title: str
    note: str
    is_open: bool
    table: SafeString


def decades(cells: Mapping[int, Word], *, link: str, age_zero: int) -> list[Decade]:
    """The grid of all months in `cells` (by month number; tones are letters of `.mg`: e n x c u o), newest first.

    `link`: the address of a month with `0000-00` in the place of the month; `age_zero`: the month of age 0.
    """
    if not cells:
        return []
    first, last = ((month - 3) // 12 for month in (min(cells), max(cells)))
    groups = [range(max(first, top - 9), top + 1) for top in range(last, first - 1, -10)]
    found = [_decade(years, cells, link, age_zero) for years in groups]
    if not any(decade.is_open for decade in found):
        found[0] = found[0]._replace(is_open=True)
    return found


def _decade(years: range, cells: Mapping[int, Word], link: str, age_zero: int) -> Decade:
    start, end = years[0] * 12 + 3, years[-1] * 12 + 15
    inside = [cells[month] for month in range(start, end) if month in cells]
    odd = sum(cell.tone in ATTENTION for cell in inside)
    words = {cell.short for cell in inside}
    note = ""
    if odd:
        note = _("確かめてほしい月 %(count)d") % {"count": odd}
    elif len(words) == 1:
        note = _("すべて%(word)s") % {"word": said(inside[0]).short}
    span, western = dates.japanese_fiscal_year(years[0]), str(years[0])
    if len(years) > 1:
        span, western = (
            f"{span}〜{dates.japanese_fiscal_year(years[-1])}",
            f"{western}{'–' if english() else '〜'}{years[-1]}",
        )
    title = _("%(era)s(%(western)s年度)") % {"era": span, "western": western}
    rows = "\n".join(_year(year, cells, link, age_zero) for year in reversed(years))
    caption = f'<caption class="vh">{_("%(span)sの月ごとの記録") % {"span": title if english() else span}}</caption>'
    table = f'<table class="mg" role="table">{caption}{_head(english())}<tbody role="rowgroup">\n{rows}</tbody></table>'
    return Decade(title, note, odd > 0, mark_safe(table))


@cache
def _head(written_in_english: bool) -> str:
    months = [dates.MONTH_NAMES[month - 1][:3] if written_in_english else f"{month}月" for month in MONTHS]
    cells = "".join(f'<th scope="col">{month}</th>' for month in (_("年度"), *months))
    return f'<thead><tr role="row">{cells}</tr></thead>'


def _year(year: int, cells: Mapping[int, Word], link: str, age_zero: int) -> str:
    age = (year * 12 + 3 - age_zero + 11) // 12
    written_in_english = english()
    named = (
        f"{year} ({dates.japanese_fiscal_year(year)})"
        if written_in_english
        else f"{dates.japanese_fiscal_year(year)}({year})"
    )
    turning = _("%(age)d歳になる年度") % {"age": age}
    head = f'<th role="rowheader" scope="row">{named} <small>{turning}</small></th>'
    row = "".join(
        [
            _cell(month, cells.get(month), link, written_in_english)
            for month in range(year * 12 + 3, year * 12 + 15)
        ]
    )
    return f'<tr role="row">{head}{row}</tr>'


@lru_cache(
    maxsize=40_000
)  # both languages, a hundred years of months in every word: nothing in a cell is one person's alone
def _cell(month: int, cell: Word | None, link: str, written_in_english: bool) -> str:
    if cell is None:
        return NOTHING
    word = escape(said(cell).short)
    name = dates.english_month(month) if written_in_english else dates.japanese_month(month)
    address = link.replace("0000-00", f"{month // 12:04d}-{month % 12 + 1:02d}")
    return (
        f'<td role="cell" class="{cell.tone}"><a href="{address}" aria-label="{name} {word}">{word}</a></td>'
    )
