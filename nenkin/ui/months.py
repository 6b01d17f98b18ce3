"""What a month looks like: one short word for a cell, one name for a list, one sentence for who asks, one tone.

The words stand here in Japanese, as the keys of everything; `said` gives them in the language of the page.
Signs of 国民年金 take their short word from the law's table; what the words mean to a person stands here.
"""

from collections.abc import Callable, Iterable
from datetime import date
from functools import cache
from typing import NamedTuple, TypeVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from nenkin.law import tables
from nenkin.law.calendar import month_of_age_zero
from nenkin.law.career import GENERAL, LOCAL, MINER, SCHOOL, SEAMAN, SIGNS, STATE, Career, month_number
from nenkin.law.national_pension.month_status import BasicMonths, basic_months, coverage_of
from nenkin.ui import dates
from nenkin.ui.language import english

PAYABLE_MONTHS = 25  # 2 years from the due date, which is the end of the next month (NP Act art. 91, 102)

SEAMEN_JOIN_EMPLOYEES = month_number(1986, 4)
UNPAID = "*Xアチヒ"  # signs of a premium, or of its rest, that was not paid
SPOUSE = "+$-&"  # signs of 第3号
LATE = "-"


Look = TypeVar("Look")


class Word(NamedTuple):
    """One kind of month. `tone`: a letter of the month grid (`ui/month_grid.py`)."""

    tone: str
    short: str
    name: str
    meaning: str


NOTHING = Word(
    "u",
    "未加",
    N_("どの制度にも記録がない月"),
    N_("20歳から59歳は、どれかの制度に入ることになっています。記録の抜けかもしれません。"),
)
CHECKING = Word(
    "o", "確認", N_("確認中"), N_("記録を確かめているところです。未納と決まった月ではありません。")
)
OUTSIDE = Word(
    "", "–", N_("対象にならない月"), N_("20歳になる前か、60歳からの月です。入らなくてもかまいません。")
)
PAYABLE = Word("c", "納可", N_("まだ納められる"), N_("保険料がまだです。いまなら納められます。"))

_EMPLOYEES = {
    GENERAL: ("厚年", N_("厚生年金")),
    MINER: ("厚年", N_("厚生年金(坑内員)")),
    STATE: ("共済", N_("共済(国家公務員)")),
    LOCAL: ("共済", N_("共済(地方公務員)")),
    SCHOOL: ("共済", N_("共済(私立学校)")),
}
_BY_SHORT = {
    "国年": ("n", N_("保険料を納めた月です。年金額に1か月として入ります。")),
    "任意": ("n", N_("60歳から、自分で申し込んで納めた月です。年金額に1か月として入ります。")),
    "3号": ("n", N_("会社員などに扶養される配偶者の月です。保険料を納めた月と同じに数えます。")),
    "産免": ("n", N_("出産の前後で、保険料が免除になった月です。納めた月と同じに数えます。")),
    "全免": (
        "x",
        N_("保険料の全額が免除になった月です。受け取るための期間に数えます。年金額には一部だけ入ります。"),
    ),
    "3/4免": (
        "x",
        N_(
            "保険料の4分の3が免除になり、残りを納めた月です。受け取るための期間に数えます。年金額には一部が入ります。"
        ),
    ),
    "半免": (
        "x",
        N_(
            "保険料の半分が免除になり、残りを納めた月です。受け取るための期間に数えます。年金額には一部が入ります。"
        ),
    ),
    "1/4免": (
        "x",
        N_(
            "保険料の4分の1が免除になり、残りを納めた月です。受け取るための期間に数えます。年金額には一部が入ります。"
        ),
    ),
    "学特": (
        "x",
        N_(
            "学生のため、納めるのを待ってもらった月です。受け取るための期間に数えます。年金額には入りません。"
        ),
    ),
    "猶予": (
        "x",
        N_(
            "収入が少ないため、納めるのを待ってもらった月です。受け取るための期間に数えます。年金額には入りません。"
        ),
    ),
    "合算": ("o", N_("受け取るための期間に数えます。年金額には入りません(合算対象期間)。")),
}
_NAMES = {
    "国年": N_("納付"), "任意": N_("納付"), "3号": N_("扶養される配偶者"), "産免": N_("産前産後の免除"), "全免": N_("全額免除"),
    "3/4免": N_("4分の3免除(残りを納付)"), "半免": N_("半額免除(半分を納付)"), "1/4免": N_("4分の1免除(残りを納付)"),
    "学特": N_("学生納付特例"), "猶予": N_("納付猶予"), "合算": N_("合算対象期間"),
}  # fmt: skip
_UNPAID_REST = {
    "ア": N_("半額免除、残りが未納"),
    "チ": N_("4分の3免除、残りが未納"),
    "ヒ": N_("4分の1免除、残りが未納"),
}


_PREMIUM_TOO = N_("付加保険料")  # behind the name of a month, after a plus
_SHORT_ENGLISH = {  # a cell of the grid has room for four letters
    "厚年": "Emp", "共済": "Mut", "船保": "Sea", "国年": "Nat", "任意": "Vol", "3号": "Cat3", "産免": "Mat",
    "全免": "Ex", "3/4免": "Ex¾", "半免": "Ex½", "1/4免": "Ex¼", "学特": "Stu", "猶予": "Post", "合算": "Cmp",
    "未納": "Unp", "納可": "Due", "未加": "None", "確認": "Chk", "–": "–",
}  # fmt: skip


class Month(NamedTuple):
    """One month of a life. `kind`: of employees' coverage or 0; `sign`: of 国民年金 or nothing."""

    number: int
    word: Word
    kind: int
    sign: str


class Life(NamedTuple):
    """All months from the first that counts, or from 20, to the last month of the record."""

    career: Career
    age_zero: int
    first: int
    months: dict[int, Month]
    counted: BasicMonths


def life(*, career: Career, as_of: date) -> Life:
    """Sort every month of the record. `as_of` decides which unpaid months can still be paid."""
    age_zero = month_of_age_zero(career.birth_date)
    kinds, codes = _by_month(career)
    first = min([age_zero + 240, *kinds, *codes])
    months = {}
    for number in range(first, career.record_end):
        kind, sign = kinds.get(number, 0), codes.get(number, "")
        word = employees(kind, number) if kind else _national(number, sign, age_zero, as_of)
        if word is not None:
            months[number] = Month(number, word, kind, sign)
    return Life(career, age_zero, first, months, _counted(career, age_zero))


def payable_until(month: int) -> date:
    """The last day on which the premium of a month can be paid."""
    return dates.last_day(month + PAYABLE_MONTHS)


def runs(months: Iterable[Month], look: Callable[[Month], Look]) -> list[tuple[Look, list[Month]]]:
    """Months that follow each other and look the same."""
    found: list[tuple[Look, list[Month]]] = []
    for month in months:
        looks = look(month)
        if found and found[-1][0] == looks and found[-1][1][-1].number + 1 == month.number:
            found[-1][1].append(month)
        else:
            found.append((looks, [month]))
    return found


@cache
def employees(kind: int, month: int) -> Word:
    """The words of a month of employees' coverage; seamen had their own insurance until 1986-03."""
    short, name = _EMPLOYEES.get(kind, ("", ""))
    if kind == SEAMAN:
        short, name = "船保", N_("船員保険") if month < SEAMEN_JOIN_EMPLOYEES else N_("厚生年金(船員)")
    return Word("e", short, name, N_("勤め先を通して保険料を納めた月です。給料の記録が年金額になります。"))


@cache
def national(sign: str, voluntary: bool) -> Word:
    """The words of a sign of 国民年金. `voluntary`: from 60 (任意加入). An unpaid month is 未納 here, never 納可."""
    row = sign_row(sign)
    short = row["short_ja"]
    if sign in UNPAID:
        name = _UNPAID_REST.get(sign, N_("未納"))
        return Word("u", "未納", name, N_("保険料が納められていません。期限を過ぎたので、納められません。"))
    if sign == LATE:
        text = N_(
            "届け出がおくれたため、数えられていません。特別な届け出で、受け取るための期間に入ることがあります。"
        )
        return Word("u", "未納", N_("扶養される配偶者(届け出おくれ)"), text)
    if sign not in SIGNS or short not in _BY_SHORT:
        return CHECKING
    if short == "国年" and voluntary:
        short = "任意"
    tone, meaning = _BY_SHORT[short]
    return Word(tone, short, _name(row, short), meaning)


def said(word: Word) -> Word:
    """A word in the language of the page."""
    return _in_english(word) if english() else word


@cache
def _in_english(word: Word) -> Word:
    """A name may have a part behind a plus: 納付+付加保険料."""
    name = " + ".join(_(part) for part in word.name.split("+"))
    return Word(word.tone, _SHORT_ENGLISH[word.short], name, _(word.meaning))


def sign_row(sign: str) -> tables.Row:
    """The row of a sign in the law's table."""
    return tables.rows("month_status_codes", sign=sign)[0]


def _name(row: tables.Row, short: str) -> str:
    if row["sign"] == "Y":
        return N_("法定免除")
    name = N_("あとから納付(追納)") if "追納" in row["name_ja"] else _NAMES[short]
    return f"{name}+{_PREMIUM_TOO}" if row["additional_premium"] == "yes" else name


def _counted(career: Career, age_zero: int) -> BasicMonths:
    """The months of the record so far: nothing goes on beyond its end."""
    end = career.record_end
    return basic_months(career, coverage_of(career, age_zero, end, end), end, end, end)


def _by_month(career: Career) -> tuple[dict[int, int], dict[int, str]]:
    kinds: dict[int, int] = {}
    codes: dict[int, str] = {}
    for start, end, kind in zip(
        career.coverage_start, career.coverage_end, career.coverage_kind, strict=True
    ):
        for number in range(start, end):
            kinds.setdefault(number, kind)
    for start, end, code in zip(career.status_start, career.status_end, career.status_code, strict=True):
        codes.update(dict.fromkeys(range(start, end), SIGNS[code]))
    return kinds, codes


def _national(number: int, sign: str, age_zero: int, as_of: date) -> Word | None:
    """The words of a month without employees' coverage; None where a month need not be covered."""
    if sign and sign != "/":
        unpaid = sign in UNPAID and as_of <= payable_until(number)
        return PAYABLE if unpaid else national(sign, number >= age_zero + 720)
    return NOTHING if age_zero + 240 <= number < age_zero + 720 else None
