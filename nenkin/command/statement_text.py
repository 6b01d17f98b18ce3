"""ねんきん定期便 as text for a terminal: which statement, the table of months, the amounts by age, the picture of deferral."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from nenkin.command.text import NOTHING, age_text, table_lines, wide
from nenkin.law.dates import month_of
from nenkin.law.explain import JAPANESE, fiscal_year_ja
from nenkin.law.levels import Levels
from nenkin.law.reasons import COMPUTED, TEXT_EN, TEXT_JA
from nenkin.law.record import Record
from nenkin.law.statement import NO_AMOUNTS, MonthsTable, Statement, columns


class Form(NamedTuple):
    """A statement in words."""

    name: str  # in JSON
    japanese: str
    english: str


# In the order of the codes of nenkin.law.statement.
FORMS = (
    Form("none", "いまはどの年金にも加入していないため、定期便は届きません。", "Not insured now: no statement is sent."),
    Form("card_under_50", "50歳未満の方のはがき", "Card for people under 50"),
    Form("card_from_50", "50歳以上の方のはがき", "Card for people of 50 and older"),
    Form("card_receiving", "年金を受け取りながら加入している方のはがき", "Card for pensioners who are insured"),
    Form("letter_35", "35歳の方の封書(すべての記録)", "Letter of 35 with the whole record"),
    Form("letter_45", "45歳の方の封書(すべての記録)", "Letter of 45 with the whole record"),
    Form("letter_59", "59歳の方の封書(すべての記録)", "Letter of 59 with the whole record"),
)  # fmt: skip
AMOUNTS = ("so_far", "expected", "none")
MONTHS = {
    JAPANESE: (
        ("国民年金 第1号(未納をのぞく)", "a1"), ("国民年金 第3号", "a3"), ("国民年金 計", "a"),
        ("付加保険料を納めた月(足さない)", ""), ("一般厚生年金", "b"), ("公務員厚生年金", "b"), ("私学共済厚生年金", "b"),
        ("厚生年金保険 計", "b"), ("船員保険", "c"), ("年金加入期間 合計", "a+b+c"), ("合算対象期間等", "d"),
        ("受給資格期間", "a+b+c+d"),
    ),
    "en": (
        ("National Pension cat. 1 (without unpaid)", "a1"), ("National Pension cat. 3", "a3"), ("National Pension", "a"),
        ("additional premium paid (not added)", ""), ("companies", "b"), ("public service", "b"), ("private schools", "b"),
        ("Employees' Pension", "b"), ("Seamen's Insurance", "c"), ("insured", "a+b+c"), ("complementary", "d"),
        ("qualifying period", "a+b+c+d"),
    ),
}  # fmt: skip
HEADS = {
    JAPANESE: ("年齢", "基礎年金・付加年金", "一般厚生年金", "公務員厚生年金", "私学共済", "年額(円)"),
    "en": ("from age", "basic, additional", "companies", "public service", "priv. schools", "a year (yen)"),
}
TITLES = {
    JAPANESE: ("これまでの加入実績に応じた年金額", "老齢年金の種類と見込額"),
    "en": ("Amounts by the record so far", "Expected amounts"),
}
NOTES = {
    JAPANESE: (
        "これまでの記録だけで計算した額です。これからの加入で、ふえます。",
        "いまの加入が60歳まで続くものとして(60歳からは記録だけで)計算した額です。",
    ),
    "en": (
        "Computed on the record so far; months to come will add to it.",
        "Assumes that the present goes on to 60; from 60 on the record alone.",
    ),
}


def person_text(
    record: Record, levels: Levels, found: Statement, record_end: int | None, language: str
) -> str:
    """Who, which statement, the months, the amounts."""
    japanese = language == JAPANESE
    lines = [*_heading(record, levels, found, record_end, japanese), ""]
    lines += ["これまでの年金加入期間" if japanese else "Months so far", *_months(found.months, language), ""]
    if found.amounts == NO_AMOUNTS and found.reason == COMPUTED:
        lines.append(
            "年金を受け取っている方の定期便に、見込額はありません。"
            if japanese
            else "No amounts for pensioners."
        )
    elif found.reason != COMPUTED:
        reason = (TEXT_JA if japanese else TEXT_EN)[found.reason]
        lines.append(f"見込額はありません。{reason}" if japanese else f"No amount. {reason}")
    else:
        lines += [TITLES[language][found.amounts], *_amounts(found, language)]
        lines += [*_deferral(found, japanese), "", NOTES[language][found.amounts]]
    lines.append(
        "税や保険料、加給年金・振替加算、働いて止まる額は入っていません。年金の決定ではありません。"
        if japanese
        else "Without tax and premiums, additions for spouse and children, and in-work suspension. Not a decision."
    )
    return "\n".join(lines)


def _heading(
    record: Record, levels: Levels, found: Statement, record_end: int | None, japanese: bool
) -> list[str]:
    assert record.career is not None
    born = date.fromordinal(record.career.birth_date)
    known = min(record.career.record_end, record_end or month_of(levels.as_of) + 1) - 1
    name = record.document.get("person", {}).get("name", "")
    form = FORMS[found.form]
    if japanese:
        who = f"{name}さん({record.id})" if name else f"{record.id}さん"
        return [
            f"{who} {born.year}年{born.month}月{born.day}日生まれ、{found.age}歳",
            f"{fiscal_year_ja(levels.fiscal_year)}({levels.fiscal_year})の金額。"
            f"記録は{known // 12}年{known % 12 + 1}月まで。",
            form.japanese,
        ]
    who = f"{name} ({record.id})" if name else record.id
    return [
        f"{who}, born {born.isoformat()}, aged {found.age}",
        f"Amounts of fiscal {levels.fiscal_year}; record through {known // 12}-{known % 12 + 1:02d}.",
        form.english,
    ]


def _months(months: MonthsTable, language: str) -> list[str]:
    unit = "か月" if language == JAPANESE else ""
    rows = [
        [title, code, f"{count:,}{unit}"]
        for (title, code), count in zip(MONTHS[language], months, strict=True)
    ]
    return table_lines(rows, left=2)


def _amounts(found: Statement, language: str) -> list[str]:
    """The columns of the statement as rows, one an age; a scheme without an amount is left out."""
    rows: list[Sequence[str]] = [
        [age_text(column.from_age, language == JAPANESE), *map(_part, column[1:-1]), f"{column.total:,}"]
        for column in columns(found)
    ]
    keep = [place for place in range(6) if place in (0, 1, 5) or any(row[place] != NOTHING for row in rows)]
    lines = table_lines([[row[place] for place in keep] for row in (HEADS[language], *rows)], left=1)
    return [lines[0], "-" * wide(lines[0]), *lines[1:]]


def _deferral(found: Statement, japanese: bool) -> list[str]:
    """The picture on the card: 70 and 75."""
    shown = [(age, total) for age, total in ((70, found.total_at_70), (75, found.total_at_75)) if total]
    if not found.total or not shown:
        return []
    if japanese:
        return ["、".join(f"{age}歳まで遅らせると{total:,}円" for age, total in shown) + "。"]
    return [", ".join(f"deferred to {age}: {total:,} yen" for age, total in shown) + "."]


def _part(amount: int) -> str:
    return f"{amount:,}" if amount else NOTHING
