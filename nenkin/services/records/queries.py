"""年金記録を読む: the months, the list of spells, the months to look at, the totals. Nothing here writes."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from nenkin.law.career import GENERAL, LOCAL, MINER, SCHOOL, SEAMAN, SIGNS, STATE, Career
from nenkin.law.national_pension import month_status
from nenkin.law.national_pension.old_age_basic import MONTH, SHARES_WITHIN
from nenkin.law.tables import in_force
from nenkin.registry.access import StoredRecord
from nenkin.ui import dates, month_grid, months, ribbon
from nenkin.ui.amounts import comma, month_count, yen
from nenkin.ui.language import english
from nenkin.ui.months import Life, Month, Word, life, payable_until, runs, said

KINDS = {
    "general": GENERAL,
    "seaman": SEAMAN,
    "miner": MINER,
    "state": STATE,
    "local": LOCAL,
    "school": SCHOOL,
}


class Spell(NamedTuple):
    """One row of 加入の一覧."""

    start: int
    when: str
    scheme: str
    employer: str
    tone: str
    months: int
    pay: str

    @property
    def length(self) -> str:
        return month_count(self.months)


class Look(NamedTuple):
    """A run of months that the person should look at."""

    month: str
    when: str
    word: Word
    why: str


class Total(NamedTuple):
    """One row of 加入期間の合計."""

    name: str
    months: int
    is_sum: bool = False


class RecordView(NamedTuple):
    """Everything the page of 年金記録 shows."""

    through: int
    ribbon: SafeString
    key: list[tuple[SafeString, str, int]]
    looks: list[Look]
    spells: list[Spell]
    shorts: list[Word]
    decades: list[month_grid.Decade]
    totals: list[Total]
    qualifying: int
    needed: int
    missing: int


class Summary(NamedTuple):
    """What the home page shows of a record."""

    ribbon: SafeString
    key: list[tuple[SafeString, str, int]]
    qualifying: int
    needed: int
    missing: int
    odd: int


class Neighbour(NamedTuple):
    """A link to the month before or after."""

    address: str
    words: str


class MonthView(NamedTuple):
    """Everything the page of one month shows."""

    number: int
    other_year: str
    ribbon: SafeString
    word: Word
    facts: list[tuple[str, str]]
    payable_until: date | None
    neighbours: list[Neighbour]


def record_summary(stored: StoredRecord, *, as_of: date) -> Summary:
    """The record in one glance, for the home page."""
    whole = life(career=stored.career, as_of=as_of)
    parts = ribbon.parts(whole, _employer_names(stored.document, whole.career.record_end))
    qualifying, needs = whole.counted.qualifying, needed(as_of)
    return Summary(
        ribbon=ribbon.svg(parts, pin=ribbon.now(whole)),
        key=ribbon.key(parts),
        qualifying=qualifying,
        needed=needs,
        missing=needs - qualifying,
        odd=sum(month.word.tone in month_grid.ATTENTION for month in whole.months.values()),
    )


def record_view(stored: StoredRecord, *, as_of: date) -> RecordView:
    """年金記録の一覧."""
    needs = needed(as_of)
    whole = life(career=stored.career, as_of=as_of)
    parts = ribbon.parts(whole, _employer_names(stored.document, whole.career.record_end))
    cells = {number: month.word for number, month in whole.months.items()}
    return RecordView(
        through=whole.career.record_end - 1,
        ribbon=ribbon.svg(parts, pin=ribbon.now(whole)),
        key=ribbon.key(parts),
        looks=looks(whole),
        spells=spells(whole, stored.document),
        shorts=sorted({said(word) for word in set(cells.values())}, key=lambda word: word.short),
        decades=month_grid.decades(
            cells, link=reverse("records:month", args=["0000-00"]), age_zero=whole.age_zero
        ),
        totals=totals(whole),
        qualifying=whole.counted.qualifying,
        needed=needs,
        missing=needs - whole.counted.qualifying,
    )


def month_view(stored: StoredRecord, *, month: str, as_of: date) -> MonthView | None:
    """One month, `month` as 2018-10; None when the record does not reach it."""
    whole = life(career=stored.career, as_of=as_of)
    number, first, end = _number(month), whole.first, whole.career.record_end
    if not first <= number < end:
        return None
    found = whole.months.get(number)
    payable = found is not None and found.word is months.PAYABLE
    parts = ribbon.parts(whole, _employer_names(stored.document, end))
    neighbours = []
    if number > first:
        neighbours.append(Neighbour(address(number - 1), f"‹ {dates.era_month(number - 1)}"))
    if number + 1 < end:
        neighbours.append(Neighbour(address(number + 1), f"{dates.era_month(number + 1)} ›"))
    return MonthView(
        number=number,
        other_year=_other_year(number),
        ribbon=ribbon.svg(parts, pin=number - whole.age_zero - 240),
        word=said(found.word if found else months.OUTSIDE),
        facts=month_facts(whole, stored.document, number),
        payable_until=payable_until(number) if payable else None,
        neighbours=neighbours,
    )


def spells(life: Life, document: dict[str, Any]) -> list[Spell]:
    """加入の一覧, newest first: rows of one employer joined, 国民年金 by what was paid, gaps as rows of their own."""
    rows = [*_employers(life, document.get("coverage", ())), *_national(life)]
    return sorted(rows, key=lambda spell: spell.start, reverse=True)


def looks(life: Life) -> list[Look]:
    """確かめてほしい月, newest first: first those that can still be paid."""
    odd = [month for month in life.months.values() if month.word.tone in "cu"]
    found = []
    for word, run in runs(odd, lambda month: month.word):
        start, end = run[0].number, run[-1].number + 1
        found.append(
            Look(address(start), dates.month_span(start, end), said(word), _why(life, word, start, end))
        )
    found.reverse()
    return sorted(found, key=lambda look: look.word.tone != "c")


def totals(life: Life) -> list[Total]:
    """加入期間の合計 in the order of the yearly statement. A month of employees' coverage is not 国民年金."""
    signs = Counter(month.sign for month in life.months.values() if not month.kind)
    own = {sign: count for sign, count in signs.items() if _qualifies(sign) == month_status.QUALIFYING}
    third = sum(own.get(sign, 0) for sign in months.SPOUSE)
    first = sum(own.values()) - third
    by_kind = {kind: _kind_months(life.career, kind) for kind in KINDS.values()}
    general = by_kind[GENERAL] + by_kind[MINER]
    public = by_kind[STATE] + by_kind[LOCAL]
    employees = general + public + by_kind[SCHOOL]
    both = employees + by_kind[SEAMAN] - life.counted.employees
    declared = sum(count for sign, count in signs.items() if _qualifies(sign) == month_status.COMPLEMENTARY)
    rows = [
        Total(_("国民年金 第1号・任意加入(未納を除く)"), first),
        Total(_("国民年金 第3号"), third),
        Total(_("厚生年金(会社員)"), general),
        Total(_("公務員の厚生年金(共済)"), public),
        Total(_("私立学校の厚生年金(共済)"), by_kind[SCHOOL]),
        Total(_("船員保険"), by_kind[SEAMAN]),
        Total(_("同じ月に2つの制度に入っていた分"), -both),
        Total(_("加入期間の合計"), first + third + life.counted.employees, True),
        Total(_("合算対象期間"), declared),
        Total(_("年金を受け取るための期間"), life.counted.qualifying, True),
    ]
    return [row for row in rows if row.months or row.is_sum]


def needed(as_of: date) -> int:
    """受給資格期間: the months a pension needs on a day. NP Act art. 26."""
    return int(in_force("eligibility_periods", as_of, rule="required_total")["months"])


def address(month: int) -> str:
    """2018-10: a month in an address."""
    return f"{month // 12:04d}-{month % 12 + 1:02d}"


def month_facts(life: Life, document: dict[str, Any], number: int) -> list[tuple[str, str]]:
    """この月の内容: what the record says of one month and what the month counts for."""
    month = life.months.get(number)
    end = life.career.record_end
    coverage = [row for row in document.get("coverage", ()) if number in _span(row, end)]
    facts = [(_("制度"), _schemes(month, coverage, number))]
    for row in coverage:
        facts.append((_("勤め先"), row.get("employer") or _("名前の記録がありません")))
        facts.append((_("給料の記録(標準報酬月額)"), yen(row["pay"])))
        if row.get("credited_pay"):
            credited = _("%(amount)s(子を育てる人の特例)") % {"amount": yen(row["credited_pay"])}
            facts.append((_("年金の計算で使う給料"), credited))
    for bonus in document.get("bonuses", ()):
        if _number(bonus["month"]) == number:
            facts.append((_("賞与の記録(標準賞与額)"), yen(bonus["amount"])))
    if month is not None and not month.kind and month.sign:
        name = months.sign_row(month.sign)["name_en" if english() else "name_ja"]
        facts.append((_("国民年金の記号"), f"{month.sign} {name}"))
    facts.append((_("年金を受け取るための期間"), _("1か月と数えます") if _counts(month) else _("数えません")))
    facts.append((_("老齢基礎年金への入り方"), _share(life, month, number)))
    if coverage:
        facts.append((_("老齢厚生年金への入り方"), _("1か月。給料の記録で計算します")))
    facts.extend((_("記録の注記"), row["note"]) for row in coverage if row.get("note"))
    return facts


def _employers(life: Life, coverage: Iterable[dict[str, Any]]) -> Iterator[Spell]:
    """Adjacent rows of one employer are one spell: only the pay changed."""
    end = life.career.record_end
    joined: list[list[dict[str, Any]]] = []
    for row in sorted(coverage, key=lambda row: str(row["start"])):
        for rows in joined:
            last = rows[-1]
            if (last.get("employer"), last["kind"], last["end"]) == (
                row.get("employer"),
                row["kind"],
                row["start"],
            ):
                rows.append(row)
                break
        else:
            joined.append([row])
    for rows in joined:
        start, stop = _number(rows[0]["start"]), _span(rows[-1], end).stop
        on = stop >= end
        word = months.employees(KINDS[rows[0]["kind"]], start)
        pays = [row["pay"] for row in rows]
        low, high = min(pays), max(pays)
        if on:
            pay = _("いま %(amount)s") % {"amount": yen(pays[-1])}
        elif low == high:
            pay = yen(low)
        else:
            pay = _("%(low)s〜%(high)s円") % {"low": comma(low), "high": comma(high)}
        when = dates.month_span(start, None if on else stop)
        yield Spell(start, when, said(word).name, rows[0].get("employer") or "", "e", stop - start, pay)


def _national(life: Life) -> Iterator[Spell]:
    for word, run in runs((m for m in life.months.values() if not m.kind), lambda month: month.word):
        start, end = run[0].number, run[-1].number + 1
        on = end == life.career.record_end and word.tone == "n"
        scheme = "" if word is months.NOTHING else _("任意加入") if word.short == "任意" else _("国民年金")
        yield Spell(
            start,
            dates.month_span(start, None if on else end),
            scheme,
            said(word).name,
            word.tone,
            len(run),
            "",
        )


def _why(life: Life, word: Word, start: int, end: int) -> str:
    length = month_count(end - start)
    if word.tone == "c":
        until = dates.era_day(payable_until(start))
        return _("%(months)s、保険料がまだです。いまなら納められます。早い期限は%(until)sです。") % {
            "months": length,
            "until": until,
        }
    before, after = life.months.get(start - 1), life.months.get(end)
    if before and after and before.kind and after.kind and end - start <= 3:
        return _(
            "勤め先が変わるあいだの%(months)sです。このあいだ働いていたなら、記録の抜けかもしれません。"
        ) % {"months": length}
    return _("%(months)sあります。%(meaning)s") % {"months": length, "meaning": said(word).meaning}


def _schemes(month: Month | None, coverage: list[dict[str, Any]], number: int) -> str:
    if coverage:
        names = [said(months.employees(KINDS[row["kind"]], number)).name for row in coverage]
        return (", " if english() else "、").join(names)
    if month is None or month.word is months.NOTHING:
        return _("ありません")
    scheme = _("国民年金 第3号") if month.sign in months.SPOUSE else _("国民年金")
    return f"{scheme}{': ' if english() else ' '}{said(month.word).name}"


def _qualifies(sign: str) -> int:
    return month_status.QUALIFYING_OF_STATUS[SIGNS.index(sign)] if sign else month_status.NOT_QUALIFYING


def _counts(month: Month | None) -> bool:
    return month is not None and (month.kind != 0 or _qualifies(month.sign) != month_status.NOT_QUALIFYING)


def _share(life: Life, month: Month | None, number: int) -> str:
    """How much of a month enters 老齢基礎年金 while the months of a life do not go past 480. NP Act art. 27."""
    if month is None or not _counts(month):
        return _("入りません")
    if month.kind:
        inside = life.age_zero + 240 <= number < life.age_zero + 720
        return (
            _("1か月")
            if inside and number >= month_status.BASIC_PENSION_BEGINS
            else _("入りません(20歳から59歳の月が入ります)")
        )
    place = month_status.CLASS_OF_STATUS[SIGNS.index(month.sign)]
    if place in (month_status.CLASS_NONE, month_status.CLASS_PAID):
        return _("1か月") if place == month_status.CLASS_PAID else _("入りません")
    share = Fraction(SHARES_WITHIN[(place - 2) * 2 + (number < month_status.STATE_PAYS_HALF)], MONTH)
    return _("1か月の %(denominator)d分の%(numerator)d") % {
        "denominator": share.denominator,
        "numerator": share.numerator,
    }


def _kind_months(career: Career, kind: int) -> int:
    spells = zip(career.coverage_start, career.coverage_end, career.coverage_kind, strict=True)
    return sum(end - start for start, end, of_kind in spells if of_kind == kind)


def _employer_names(document: dict[str, Any], record_end: int) -> dict[int, str]:
    """The employer of each month, for the ribbon."""
    named = (row for row in document.get("coverage", ()) if row.get("employer"))
    return {number: row["employer"] for row in named for number in _span(row, record_end)}


def _other_year(month: int) -> str:
    """The year of the other calendar: (2018年) beside 平成30年, (平成30年) beside October 2018."""
    return f"({dates.era_year(dates.first_day(month))})" if english() else f"({month // 12}年)"


def _number(month: str) -> int:
    year, part = month.split("-")
    return int(year) * 12 + int(part) - 1


def _span(row: dict[str, Any], record_end: int) -> range:
    return range(_number(row["start"]), _number(row["end"]) if row["end"] else record_end)
