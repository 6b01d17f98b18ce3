"""An estimate as text for a terminal: the amounts by age, then the working. Wide characters take two places."""

import unicodedata
from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from nenkin.law.career import Career
from nenkin.law.estimate import Estimate, Plan
from nenkin.law.explain import JAPANESE, Band, Step, bands, fiscal_year_ja, number, reason_text
from nenkin.law.levels import Levels
from nenkin.law.national_pension.old_age_basic import MONTH
from nenkin.law.record import Record

WIDTH = 78
NOTHING = "-"
COLUMNS = {
    JAPANESE: ("年齢", "老齢基礎年金", "付加年金", "報酬比例部分", "経過的加算", "繰上げ・繰下げ", "年額(円)", "月額(円)"),
    "en": ("from age", "basic", "additional", "earnings-rel.", "transitional", "early/late", "a year (yen)", "a month"),
}  # fmt: skip


def person_text(
    record: Record, levels: Levels, plan: Plan, estimate: Estimate, working: Sequence[Step], language: str
) -> str:
    """Who, with what assumptions, the amounts by age, and the working."""
    assert record.career is not None
    japanese = language == JAPANESE
    lines = [*heading(record, record.career, levels, plan, japanese), ""]
    if reason := reason_text(estimate, language):
        lines.append(f"見込額を出せません。{reason}" if japanese else f"No amount. {reason}")
    else:
        lines.extend(_amounts(bands(estimate), language))
    lines += ["", "この金額になるまで" if japanese else "How it came about"]
    for step in working:
        lines.extend(_step(step, 1, japanese))
    note = (
        "税や保険料、加給年金・振替加算、働いて止まる額は入っていません。年金の決定ではありません。"
        if japanese
        else "Without tax and premiums, additions for spouse and children, and in-work suspension. Not a decision."
    )
    return "\n".join([*lines, "", note])


def heading(record: Record, career: Career, levels: Levels, plan: Plan, japanese: bool) -> list[str]:
    """Who, of what year, under what assumptions."""
    born, through = date.fromordinal(career.birth_date), career.record_end - 1
    name = record.document.get("person", {}).get("name", "")
    start = age_text(max(plan.basic_start, plan.employees_start), japanese)
    if japanese:
        who = f"{name}さん({record.id})" if name else f"{record.id}さん"
        return [
            f"{who} {born.year}年{born.month}月{born.day}日生まれ",
            f"{fiscal_year_ja(levels.fiscal_year)}({levels.fiscal_year})の金額。"
            f"記録は{through // 12}年{through % 12 + 1}月まで。",
            f"いまの加入が{age_text(plan.until_age, japanese)}まで続き、{start}から受け取るものとして計算しました。",
        ]
    return [
        f"{f'{name} ({record.id})' if name else record.id}, born {born.isoformat()}",
        f"Amounts of fiscal {levels.fiscal_year}; record through {through // 12}-{through % 12 + 1:02d}.",
        f"Assumed: the present work goes on to {age_text(plan.until_age, japanese)}; the pension begins at {start}.",
    ]


def _amounts(found: Sequence[Band], language: str) -> list[str]:
    """The table of amounts. A column without an amount is left out."""
    rows = [
        [
            age_text(band.from_age, language == JAPANESE),
            *map(_part, band[1:-1]),
            f"{band.total:,}",
            f"{band.total // 12:,}",
        ]
        for band in found
    ]
    keep = [place for place in range(8) if place in (0, 6, 7) or any(row[place] != NOTHING for row in rows)]
    lines = table_lines([[row[place] for place in keep] for row in (COLUMNS[language], *rows)], left=1)
    return [lines[0], "-" * wide(lines[0]), *lines[1:]]


def _step(step: Step, depth: int, japanese: bool) -> list[str]:
    """A step: title and amount on one line, then formula, then article and table; then the steps inside it."""
    indent = "  " * depth
    amount = _with_unit(step, japanese)
    room = max(WIDTH - wide(indent) - wide(amount), wide(step.title) + 2)
    source = " / ".join(filter(None, (step.article, step.table)))
    lines = [
        f"{indent}{pad(step.title, room, left=True)}{amount}",
        f"{indent}  {step.formula}",
        f"{indent}  [{source}]",
    ]
    for inner in step.inner:
        lines.extend(_step(inner, depth + 1, japanese))
    return lines


def _with_unit(step: Step, japanese: bool) -> str:
    if step.unit == "yen":
        return f"{step.amount:,}円/年" if japanese else f"{step.amount:,} yen/year"
    if step.unit == "yen_month":
        return f"{step.amount:,}円/月" if japanese else f"{step.amount:,} yen/month"
    months = number(Fraction(step.amount, MONTH)) if step.unit == "months/24" else f"{step.amount:,}"
    return f"{months}か月" if japanese else f"{months} months"


def age_text(months: int, japanese: bool) -> str:
    """An age given in months, in words."""
    years, rest = divmod(months, 12)
    if japanese:
        return f"{years}歳{rest}か月" if rest else f"{years}歳"
    return f"{years}y{rest}m" if rest else f"{years}"


def _part(amount: int) -> str:
    return f"{amount:,}".replace("-", "−") if amount else NOTHING


def table_lines(rows: Sequence[Sequence[str]], left: int) -> list[str]:
    """Rows of cells as lines of equal width; the first `left` columns stand left, the others right."""
    widths = [max(wide(cell) for cell in column) for column in zip(*rows, strict=True)]
    return [
        "  ".join(pad(cell, widths[place], left=place < left) for place, cell in enumerate(row))
        for row in rows
    ]


def wide(text: str) -> int:
    """How many places a text takes on a terminal."""
    return sum(
        0 if unicodedata.combining(character) else 2 if unicodedata.east_asian_width(character) in "WF" else 1
        for character in text
    )


def pad(text: str, width: int, *, left: bool = False) -> str:
    """Fill a text with spaces up to a width, on the right when it stands left."""
    spaces = " " * max(0, width - wide(text))
    return text + spaces if left else spaces + text
