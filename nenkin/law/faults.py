"""Why a record cannot be computed: one number for each reason, and what is allowed instead.

A record with a fault is set aside as a whole, never guessed, and never stops the others. 1–19: the document cannot be
read; 20–49: it can be read, and it is impossible; 0: no fault. Codes from 100 are the law's own answers (reasons.py).
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

NONE = 0

BROKEN_JSON = 1
NOT_TEXT = 2
TOO_LARGE = 3
WRONG_FORMAT = 4
WRONG_TYPE = 5
MISSING_FIELD = 6
UNKNOWN_FIELD = 7
BAD_TEXT = 8
BAD_DATE = 9
BAD_MONTH = 10
BAD_NUMBER = 11
UNKNOWN_SEX = 12
UNKNOWN_KIND = 13
UNKNOWN_STATUS_SIGN = 14
UNKNOWN_CATEGORY = 15
DUPLICATE_ID = 16
UNEVEN_LISTS = 17
NOT_SORTED = 18

BIRTH_IN_FUTURE = 20
END_BEFORE_START = 21
AFTER_RECORD_END = 22
MONTH_BEFORE_BIRTH = 23
BEFORE_1942 = 24
BEFORE_1961 = 25
AGE_OUTSIDE = 26
OVERLAP_IN_SCHEME = 27
PAY_NOT_A_GRADE = 28
CREDIT_BEFORE_2005_04 = 29
BONUS_BEFORE_2003_04 = 30
BONUS_NOT_THOUSANDS = 31
BONUS_OVER_CAP = 32
BONUS_OUTSIDE_COVERAGE = 33
SIGN_BEFORE_ITS_TIME = 34
SIGN_NOT_OF_CATEGORY = 35


class Reason(NamedTuple):
    """A reason's name and what is allowed. Words in braces are filled in where the fault is found."""

    name: str
    allowed: str
    allowed_ja: str


REASONS = {
    NONE: Reason("NONE", "", ""),
    BROKEN_JSON: Reason("BROKEN_JSON", "one JSON object: {problem}", "JSONとして読めません({problem})。"),
    NOT_TEXT: Reason("NOT_TEXT", "text in UTF-8", "文字コードはUTF-8にします。"),
    TOO_LARGE: Reason("TOO_LARGE", "at most {most}", "{most}までです。"),
    WRONG_FORMAT: Reason(
        "WRONG_FORMAT",
        '"format": "nenkin-record" and "version": 1',
        "このファイルの形は nenkin-record 第1版ではありません。",
    ),
    WRONG_TYPE: Reason("WRONG_TYPE", "{wanted}", "{wanted}を入れます。"),
    MISSING_FIELD: Reason("MISSING_FIELD", "this field is needed", "この項目がありません。"),
    UNKNOWN_FIELD: Reason("UNKNOWN_FIELD", "only {known}", "この名前の項目はありません。"),
    BAD_TEXT: Reason("BAD_TEXT", "{wanted}", "{wanted}を入れます。"),
    BAD_DATE: Reason(
        "BAD_DATE",
        "a day of the calendar as YYYY-MM-DD, from 1900-01-01",
        "暦にある日付を、1961-04-01のように半角の数字で書きます。",
    ),
    BAD_MONTH: Reason(
        "BAD_MONTH",
        "a month as YYYY-MM, years 1900 to 2199",
        "月は1979-04のように、半角の数字で書きます。",
    ),
    BAD_NUMBER: Reason("BAD_NUMBER", "{wanted}", "{wanted}の数を入れます。"),
    UNKNOWN_SEX: Reason("UNKNOWN_SEX", '"male" or "female"', "性別は male か female です。"),
    UNKNOWN_KIND: Reason(
        "UNKNOWN_KIND",
        "general, seaman, miner, state, local or school",
        "種別は general・seaman・miner・state・local・school のどれかです。",
    ),
    UNKNOWN_STATUS_SIGN: Reason(
        "UNKNOWN_STATUS_SIGN",
        "one sign of the list in docs/formats/record.md",
        "国民年金の記号の一覧にありません。",
    ),
    UNKNOWN_CATEGORY: Reason(
        "UNKNOWN_CATEGORY",
        "1, 2, 3, voluntary or not_covered, as text",
        "区分は 1・2・3・voluntary・not_covered のどれかです。",
    ),
    DUPLICATE_ID: Reason("DUPLICATE_ID", "each id once in a file", "同じidの人が前にもいます。"),
    UNEVEN_LISTS: Reason("UNEVEN_LISTS", "lists of equal length", "列ごとの件数がそろっていません。"),
    NOT_SORTED: Reason("NOT_SORTED", "rows in the order of their months", "月の順にならんでいません。"),
    BIRTH_IN_FUTURE: Reason(
        "BIRTH_IN_FUTURE",
        "a day before the end of record_through",
        "生年月日が、記録の最後の月より後です。",
    ),
    END_BEFORE_START: Reason(
        "END_BEFORE_START",
        "a month after the start (the end is the first month not counted)",
        "終わりの月は、始まりの月より後にします。",
    ),
    AFTER_RECORD_END: Reason(
        "AFTER_RECORD_END",
        "a month up to record_through; null when it goes on",
        "記録の最後の月より後です。続いているときは null にします。",
    ),
    MONTH_BEFORE_BIRTH: Reason("MONTH_BEFORE_BIRTH", "not before the month of birth", "生まれる前の月です。"),
    BEFORE_1942: Reason(
        "BEFORE_1942",
        "from 1942-06 (seamen 1940-06), when the insurance began",
        "厚生年金保険が始まる前の月です(昭和17年6月から。船員は昭和15年6月から)。",
    ),
    BEFORE_1961: Reason(
        "BEFORE_1961",
        "from 1961-04, when contributions to the National Pension began",
        "国民年金が始まる前の月です(昭和36年4月から)。",
    ),
    AGE_OUTSIDE: Reason("AGE_OUTSIDE", "months at ages {ages}", "この年齢の月は入れられません({ages}歳)。"),
    OVERLAP_IN_SCHEME: Reason(
        "OVERLAP_IN_SCHEME",
        "a month once in each category of employees' pension, and once in statuses",
        "前の行と同じ月が重なっています。",
    ),
    PAY_NOT_A_GRADE: Reason(
        "PAY_NOT_A_GRADE",
        "a standard monthly remuneration in force in every month of the row, in yen",
        "その月にある標準報酬月額の等級ではありません。",
    ),
    CREDIT_BEFORE_2005_04: Reason(
        "CREDIT_BEFORE_2005_04",
        "the child-raising credit from 2005-04",
        "養育期間の特例は平成17年4月からです。",
    ),
    BONUS_BEFORE_2003_04: Reason(
        "BONUS_BEFORE_2003_04",
        "bonuses from 2003-04",
        "賞与が年金額に入るのは平成15年4月からです。",
    ),
    BONUS_NOT_THOUSANDS: Reason(
        "BONUS_NOT_THOUSANDS",
        "a whole number of 1,000 yen (cut the rest)",
        "標準賞与額は1,000円未満を切り捨てます。",
    ),
    BONUS_OVER_CAP: Reason(
        "BONUS_OVER_CAP",
        "at most {cap} yen a month, all bonuses of the month together",
        "標準賞与額は、ひと月の合計で{cap}円までです。",
    ),
    BONUS_OUTSIDE_COVERAGE: Reason(
        "BONUS_OUTSIDE_COVERAGE",
        "a month with employees' coverage of the same kind",
        "この月に同じ種別の厚生年金の記録がありません。",
    ),
    SIGN_BEFORE_ITS_TIME: Reason(
        "SIGN_BEFORE_ITS_TIME",
        "this sign from {first}",
        "この記号が使われるのは{first}の月からです。",
    ),
    SIGN_NOT_OF_CATEGORY: Reason(
        "SIGN_NOT_OF_CATEGORY",
        "a sign of category {category}: {signs}",
        "この区分({category})の記号ではありません。",
    ),
}

_LISTS_JA = {"coverage": "厚生年金の記録", "bonuses": "賞与の記録", "statuses": "国民年金の記録"}
_FIELDS_JA = {
    "format": "形式の名前",
    "version": "形式の版",
    "record_through": "記録の最後の月",
    "person": "本人",
    "id": "id",
    "birth_date": "生年月日",
    "sex": "性別",
    "basic_pension_number": "基礎年金番号",
    "name": "氏名",
    "kana": "フリガナ",
    "start": "始まりの月",
    "end": "終わりの月",
    "kind": "種別",
    "pay": "標準報酬月額",
    "credited_pay": "養育期間の特例の標準報酬月額",
    "employer": "勤め先",
    "note": "メモ",
    "month": "賞与の月",
    "amount": "標準賞与額",
    "sign": "記号",
    "category": "区分",
    "claims": "請求の記録",
    "family": "家族",
    "remarks": "備考",
    "record": "記録",
    "the text": "文の全体",
}


class Fault(NamedTuple):
    """One thing that is wrong with a record."""

    code: int  # see faults.py
    person: str  # the id, or where the record was found when the id cannot be read
    place: str  # such as "coverage[3].end"; rows are counted from 0
    value: str  # what stands there, short, safe to print
    message: str  # English, one line: place, value, what is allowed
    message_ja: str  # 日本語、1行

    @property
    def name(self) -> str:
        """The name of the reason, such as END_BEFORE_START."""
        return REASONS[self.code].name


def shown(value: object) -> str:
    """A value as short text that is safe to print on one line, however long, deep or strange it is."""
    if isinstance(value, str):
        return repr(value) if len(value) <= 40 else f"{value[:40]!r}…"
    if isinstance(value, Mapping):
        return "an object"
    if isinstance(value, list | tuple):
        return f"a list of {len(value)}"
    if type(value) is int:
        return str(value) if value.bit_length() <= 120 else "a number of very many digits"
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    return repr(value) if isinstance(value, float) else "a value of another kind"


def fault(code: int, person: str, place: str, value: object, **figures: str | tuple[str, str]) -> Fault:
    """Put a fault into words; `figures` complete the text of the reason (a pair: English and Japanese)."""
    reason = REASONS[code]
    text = "missing" if code == MISSING_FIELD else shown(value)
    allowed, allowed_ja = (
        words.format(
            **{name: figure if isinstance(figure, str) else figure[side] for name, figure in figures.items()}
        )
        for side, words in enumerate((reason.allowed, reason.allowed_ja))
    )
    message = f"{place} is {text}; allowed: {allowed}"
    stands = "" if code == MISSING_FIELD else "「" + text.strip("'\"") + "」"
    return Fault(code, person, place, text, message, f"{_place_ja(place)}{stands}: {allowed_ja}")


def _place_ja(place: str) -> str:
    """The place in words: coverage[3].end → 厚生年金の記録の4件目、終わりの月."""
    part, dot, field = place.rpartition(".")
    row = re.fullmatch(r"([a-z_]+)\[([0-9]+)\]", part if dot else place)
    if row and row[1] in _LISTS_JA:
        words = f"{_LISTS_JA[row[1]]}の{int(row[2]) + 1}件目"
        return f"{words}、{_FIELDS_JA.get(field, field)}" if dot else words
    return _LISTS_JA.get(field, _FIELDS_JA.get(field, place))
