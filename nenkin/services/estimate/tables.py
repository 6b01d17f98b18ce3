"""The long parts of the page of the result as ready HTML: 年齢ごとの額 and この金額になるまで.

A working has some hundred pieces of text: put together here in a tenth of the time of a template.
"""

from collections.abc import Iterable
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from nenkin.law.explain import Step
from nenkin.services.estimate.queries import BandRow
from nenkin.ui.amounts import comma, quantity
from nenkin.ui.language import english


def band_rows(rows: Iterable[BandRow], head: BandRow | None) -> SafeString:
    """The rows of 年齢ごとの額; the one of the headline is marked."""
    return mark_safe("\n".join(_band_row(row, row is head) for row in rows))


def working(steps: Iterable[Step]) -> SafeString:
    """The steps of この金額になるまで, each with the steps that lead to it."""
    return mark_safe("\n".join(map(_step, steps)))


def _band_row(row: BandRow, is_head: bool) -> str:
    band = row.band
    picked = ' class="pick"' if is_head else ""
    return (
        f'<tr role="row"{picked}><th role="rowheader" scope="row">{_("%(age)sから") % {"age": row.age}}</th>'
        f"{_cell(_('老齢基礎年金と付加年金'), comma(row.national))}"
        f"{_cell(_('老齢厚生年金'), comma(band.earnings_related))}"
        f"{_cell(_('経過的加算'), comma(band.transitional))}"
        f"{_cell(_('早い・遅いで変わる分'), comma(band.adjustment))}"
        f"{_cell(_('1年の合計'), f'<b>{comma(band.total)}</b>')}"
        f"{_cell(_('1か月'), f'<b>{comma(row.monthly)}</b>')}</tr>"
    )


def _cell(label: str, amount: str) -> str:
    return f'<td role="cell" class="r" data-l="{label}">{amount}</td>'


def _step(step: Step) -> str:
    inner = f"<ol>{''.join(map(_inner_step, step.inner))}</ol>\n" if step.inner else ""
    return (
        f'<li><h3><span>{escape(step.title)}</span><span class="yen">{quantity(step.amount, step.unit)}</span></h3>\n'
        f"{_formula(step)}{inner}{_law(step)}</li>"
    )


def _inner_step(step: Step) -> str:
    """A step that leads to another one; what leads to it in turn is opened on a tap."""
    title = escape(step.title)
    inner = "".join(map(_innermost_step, step.inner))
    if inner:
        inner = f"<details><summary>{_('%(title)sのくわしい計算') % {'title': title}}</summary><ol>{inner}</ol></details>"
    return _item(step, inner)


def _innermost_step(step: Step) -> str:
    inner = "".join(map(_innermost_step, step.inner))
    return _item(step, f"<ol>{inner}</ol>" if inner else "")


def _item(step: Step, inner: str) -> str:
    amount = f'<b class="nb">{quantity(step.amount, step.unit)}</b>'
    return f"<li>{escape(step.title)} {amount}{_formula(step)}{inner}{_law(step)}</li>"


def _formula(step: Step) -> str:
    return f'<p class="fx">{escape(step.formula)}</p>' if step.formula else ""


def _law(step: Step) -> str:
    """The article that orders it and the table that gave the numbers."""
    if english():
        words = ". ".join(filter(None, (step.article, step.table.replace("_", " "))))
    else:
        words = "。".join(filter(None, (step.article, step.table)))
    return f'<p class="law">{escape(words)}</p>' if words else ""
