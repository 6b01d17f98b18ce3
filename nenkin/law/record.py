"""The open record of one person (`nenkin-record`, see docs/formats/record.md) → the career all rules work on.

An impossible row makes the whole record impossible to compute exactly, so the person is set aside with every fault
listed; the other persons go on. Nothing is guessed or repaired.
"""

import math
import re
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from nenkin.law.career import (
    CATEGORY_OF_KIND,
    FEMALE,
    GENERAL,
    LOCAL,
    MALE,
    MINER,
    SCHOOL,
    SEAMAN,
    SIGNS,
    STATE,
    STATUS_OF_SIGN,
    Career,
    month_number,
)
from nenkin.law.checks import (
    AGE_60,
    FIRST_BIRTH,
    FIRST_MONTH,
    FIRST_MONTH_OF_STATUS,
    GRADES,
    LAST_AGE_OF_STATUS,
    LAST_MONTH,
    STATUS_START,
    impossible,
    is_grade,
)
from nenkin.law.faults import (
    AFTER_RECORD_END,
    AGE_OUTSIDE,
    BAD_DATE,
    BAD_MONTH,
    BAD_NUMBER,
    BAD_TEXT,
    BONUS_NOT_THOUSANDS,
    BONUS_OVER_CAP,
    CREDIT_BEFORE_2005_04,
    MISSING_FIELD,
    PAY_NOT_A_GRADE,
    SIGN_BEFORE_ITS_TIME,
    SIGN_NOT_OF_CATEGORY,
    TOO_LARGE,
    UNKNOWN_CATEGORY,
    UNKNOWN_FIELD,
    UNKNOWN_KIND,
    UNKNOWN_SEX,
    UNKNOWN_STATUS_SIGN,
    WRONG_FORMAT,
    WRONG_TYPE,
    Fault,
    fault,
    shown,
)

FORMAT, VERSION = "nenkin-record", 1
ROWS_MOST = 2_000  # of each list
FAULTS_MOST = 100  # listed for one person
YEN_MOST = 10_000_000
ID_MOST, NAME_MOST, NOTE_MOST, FREE_TEXT_MOST, DEPTH_MOST = 64, 100, 500, 2_000, 8
FREE_VALUES_MOST = 5_000  # values inside claims, family and remarks together

SEXES = {"male": MALE, "female": FEMALE}
KINDS = {
    "general": GENERAL,
    "seaman": SEAMAN,
    "miner": MINER,
    "state": STATE,
    "local": LOCAL,
    "school": SCHOOL,
}
SIGNS_OF_CATEGORY = {
    "1": "".join(sign for sign in SIGNS if sign not in "+-$/合"),
    "2": "/#",
    "3": "+-$#",
    "voluntary": "APVBGQWC*X#合",
    "not_covered": "/#合",
}

TOP = ("format", "version", "record_through", "person", "coverage", "bonuses", "statuses")
TOP_FREE = ("claims", "family", "remarks")
PERSON, PERSON_MORE = ("id", "birth_date", "sex"), ("basic_pension_number", "name", "kana")
COVERAGE, COVERAGE_MORE = ("start", "end", "kind", "pay"), ("credited_pay", "employer", "note")
BONUS, BONUS_MORE = ("month", "amount"), ("kind", "note")
STATUS, STATUS_MORE = ("start", "end", "sign"), ("category", "note")

AN_OBJECT, A_LIST = ("an object", "{ } でくくった形"), ("a list", "[ ] でくくった一覧")

CREDIT_BEGINS = month_number(2005, 4)  # 養育期間の特例, EPI Act art. 26
PAY_IN_YEN_UNTIL = month_number(1969, 11)  # before, pay below 10,000 yen counts as 10,000 anyway

_PLACES = {  # column of the career → list and field of the document
    "birth_date": ("person", "birth_date"),
    "sex": ("person", "sex"),
    "record_end": ("", "record_through"),
    **{f"coverage_{field}": ("coverage", field) for field in COVERAGE},
    **{f"bonus_{field}": ("bonuses", field) for field in ("month", "amount", "kind")},
    "status_start": ("statuses", "start"),
    "status_end": ("statuses", "end"),
    "status_code": ("statuses", "sign"),
}


class Record(NamedTuple):
    """A person's record as read. Either `career` is there, or `faults` says why not."""

    id: str
    career: Career | None
    document: dict[str, Any]  # as given, its rows in the order of the career's columns
    faults: tuple[Fault, ...]


def read_person(document: object, label: str = "?") -> Record:
    """Read one parsed `nenkin-record` document. `label` names a person whose id cannot be read.

    Never raises: whatever the document holds, what is wrong comes back as faults.
    """
    reader = _Reader(label)
    career, sorted_document = reader.read(document)
    faults = tuple(reader.faults[:FAULTS_MOST])
    return Record(reader.person, None if faults else career, sorted_document, faults)


def check_career(career: Career, person: str) -> tuple[Fault, ...]:
    """The faults of a career that came as numbers (a row of a Parquet file). Empty: it can be computed."""
    found = []
    for code, column, row in impossible(career, GRADES)[:FAULTS_MOST]:
        name = Career._fields[column]
        values = getattr(career, name)
        value = values if row < 0 else values[row]
        place = name if row < 0 else f"{name}[{row}]"
        found.append(fault(code, person, place, value, **_figures(career, code, column, row)))
    return tuple(found)


def write_person(
    career: Career,
    person_id: str,
    *,
    basic_pension_number: str | None = None,
    name: str | None = None,
    kana: str | None = None,
) -> dict[str, Any]:
    """A career as a `nenkin-record` document. Reading it gives the same career."""
    kinds = {number: text for text, number in KINDS.items()}
    more = {"basic_pension_number": basic_pension_number, "name": name, "kana": kana}
    person = {
        "id": person_id,
        "birth_date": date.fromordinal(career.birth_date).isoformat(),
        "sex": next(text for text, number in SEXES.items() if number == career.sex),
        **{field: text for field, text in more.items() if text is not None},
    }

    def end(month: int) -> str | None:
        return None if month == career.record_end else write_month(month)

    coverage = zip(
        career.coverage_start, career.coverage_end, career.coverage_kind, career.coverage_pay, strict=True
    )
    bonuses = zip(career.bonus_month, career.bonus_amount, career.bonus_kind, strict=True)
    statuses = zip(career.status_start, career.status_end, career.status_code, strict=True)
    return {
        "format": FORMAT,
        "version": VERSION,
        "record_through": write_month(career.record_end - 1),
        "person": person,
        "coverage": [
            {"start": write_month(start), "end": end(stop), "kind": kinds[kind], "pay": pay * 1000}
            for start, stop, kind, pay in coverage
        ],
        "bonuses": [
            {"month": write_month(month), "amount": amount * 1000, "kind": kinds[kind]}
            for month, amount, kind in bonuses
        ],
        "statuses": [
            {"start": write_month(start), "end": end(stop), "sign": SIGNS[code]}
            for start, stop, code in statuses
        ],
    }


def write_month(month: int) -> str:
    """A month number as YYYY-MM."""
    return f"{month // 12:04d}-{month % 12 + 1:02d}"


def _figures(career: Career, code: int, column: int, row: int) -> dict[str, str | tuple[str, str]]:
    """The words that complete the text of a fault found among the numbers."""
    figures: dict[str, str | tuple[str, str]] = {}
    if code == BONUS_OVER_CAP:
        figures = {"cap": f"{GRADES.bonus_cap * 1000:,}"}
    elif code == SIGN_BEFORE_ITS_TIME:
        figures = {"first": write_month(FIRST_MONTH_OF_STATUS[career.status_code[row]])}
    elif code == AGE_OUTSIDE and column == STATUS_START:
        last = LAST_AGE_OF_STATUS[career.status_code[row]]
        figures = {"ages": "20–59" if last == AGE_60 else "20–69"}
    elif code == AGE_OUTSIDE:
        figures = {"ages": "15–69"}
    elif code == BAD_NUMBER:
        figures = {"wanted": ("1 or more", "1以上")}
    return figures


class _Span(NamedTuple):
    """A row of coverage or statuses as numbers, and where it stood in the document."""

    start: int
    end: int
    code: int  # kind of coverage, or code of the status
    pay: int
    row: int


class _Bonus(NamedTuple):
    month: int
    amount: int
    kind: int  # 0: not said
    row: int


class _Reader:
    """Reads one document and collects what is wrong with it."""

    def __init__(self, label: str) -> None:
        self.person = label
        self.faults: list[Fault] = []
        self.free_values = 0

    def fault(self, code: int, place: str, value: object, **figures: str | tuple[str, str]) -> None:
        """Note a fault. Past the most that are listed, only that there are faults matters."""
        if len(self.faults) < FAULTS_MOST:
            self.faults.append(fault(code, self.person, place, value, **figures))

    def read(self, document: object) -> tuple[Career | None, dict[str, Any]]:
        """The career as far as it can be read, and the document with its rows in the order of the career."""
        if not isinstance(document, dict):
            self.fault(
                WRONG_TYPE, "record", document, wanted=("an object, one person each", "{ } でくくった1人分")
            )
            return None, {}
        if document.get("format") != FORMAT or type(document.get("version")) is not int:
            self.fault(WRONG_FORMAT, "format", document.get("format"))
            return None, document
        if document["version"] != VERSION:
            self.fault(WRONG_FORMAT, "version", document["version"])
            return None, document
        person = document.get("person")
        if isinstance(person, dict) and "id" in person:
            self.person = self.text(person["id"], "person.id", ID_MOST) or self.person
        self.fields(document, "", TOP, TOP_FREE)
        for field in TOP_FREE:
            if field in document:
                wanted = dict if field == "family" else list
                if not isinstance(document[field], wanted):
                    self.fault(
                        WRONG_TYPE, field, document[field], wanted="an object" if wanted is dict else "a list"
                    )
                self.free(document[field], field, 0)
        for row, claim in enumerate(self.rows(document, "claims")):
            if not isinstance(claim, dict):
                self.fault(WRONG_TYPE, f"claims[{row}]", claim, wanted=AN_OBJECT)
        birth_date, sex = self.who(document.get("person"), "person" in document)
        through = (
            self.month(document["record_through"], "record_through") if "record_through" in document else None
        )
        coverage, covered_exactly = self.coverage(document, through)
        bonuses = self.bonuses(document)
        statuses = self.statuses(document, through)
        if birth_date is None or sex is None or through is None:
            return None, document
        if not covered_exactly:  # bonuses would look as if they had no coverage
            bonuses = []
        career = self.career(birth_date, sex, through + 1, coverage, bonuses, statuses)
        self.check(career, coverage, bonuses, statuses)
        order: dict[str, Sequence[_Span | _Bonus]] = {
            "coverage": coverage,
            "bonuses": bonuses,
            "statuses": statuses,
        }
        if self.faults:
            return None, document
        sorted_rows = {name: [document[name][item.row] for item in items] for name, items in order.items()}
        return career, {**document, **sorted_rows}

    def who(self, person: object, given: bool) -> tuple[int | None, int | None]:
        """The day number of birth and the sex."""
        if not isinstance(person, dict):
            if given:
                self.fault(WRONG_TYPE, "person", person, wanted=AN_OBJECT)
            return None, None
        self.fields(person, "person.", PERSON, PERSON_MORE)
        number = person.get("basic_pension_number", "")
        if "basic_pension_number" in person and not re.fullmatch(
            "[0-9]{4}-[0-9]{6}", number if isinstance(number, str) else ""
        ):
            self.fault(
                BAD_TEXT,
                "person.basic_pension_number",
                number,
                wanted=("digits as 9999-000001", "9999-000001 の形の半角の数字"),
            )
        for field in ("name", "kana"):
            if field in person:
                self.text(person[field], f"person.{field}", NAME_MOST)
        sex = self.choice(person, "person.", "sex", SEXES, UNKNOWN_SEX)
        birth_date = self.day(person["birth_date"], "person.birth_date") if "birth_date" in person else None
        return birth_date, sex

    def coverage(self, document: dict[str, Any], through: int | None) -> tuple[list[_Span], bool]:
        """The rows of employees' coverage, sorted, and whether every row could be read."""
        spans = []
        for row, item in enumerate(self.rows(document, "coverage")):
            place = f"coverage[{row}]."
            if not self.is_row(item, place, COVERAGE, COVERAGE_MORE):
                continue
            start, end = self.span(item, place, through)
            kind = self.choice(item, place, "kind", KINDS, UNKNOWN_KIND)
            pay = self.pay(item, place, "pay", start)
            credited = self.pay(item, place, "credited_pay", start) if "credited_pay" in item else 0
            if "credited_pay" in item and start is not None and start < CREDIT_BEGINS:
                self.fault(CREDIT_BEFORE_2005_04, f"{place}credited_pay", item["credited_pay"])
            for field, most in (("employer", NAME_MOST), ("note", NOTE_MOST)):
                if field in item:
                    self.text(item[field], place + field, most)
            if start is None or end is None or kind is None or pay is None or credited is None:
                continue
            if credited and not is_grade(min(pay, credited), kind, start, end, GRADES):
                field = "pay" if pay < credited else "credited_pay"
                self.fault(PAY_NOT_A_GRADE, place + field, item[field])
            spans.append(_Span(start, end, kind, max(pay, credited), row))
        complete = isinstance(document.get("coverage"), list) and len(spans) == len(document["coverage"])
        return sorted(spans), complete

    def bonuses(self, document: dict[str, Any]) -> list[_Bonus]:
        """The bonuses, sorted."""
        bonuses = []
        for row, item in enumerate(self.rows(document, "bonuses")):
            place = f"bonuses[{row}]."
            if not self.is_row(item, place, BONUS, BONUS_MORE):
                continue
            month = self.month(item["month"], f"{place}month") if "month" in item else None
            kind = self.choice(item, place, "kind", KINDS, UNKNOWN_KIND) if "kind" in item else 0
            amount = self.yen(item, place, "amount")
            if "note" in item:
                self.text(item["note"], f"{place}note", NOTE_MOST)
            if amount is not None and amount % 1000:
                self.fault(BONUS_NOT_THOUSANDS, f"{place}amount", amount)
            elif month is not None and amount is not None and kind is not None:
                bonuses.append(_Bonus(month, amount // 1000, kind, row))
        return sorted(bonuses)

    def statuses(self, document: dict[str, Any], through: int | None) -> list[_Span]:
        """The 国民年金 statuses, sorted."""
        spans = []
        for row, item in enumerate(self.rows(document, "statuses")):
            place = f"statuses[{row}]."
            if not self.is_row(item, place, STATUS, STATUS_MORE):
                continue
            start, end = self.span(item, place, through)
            code = self.choice(item, place, "sign", STATUS_OF_SIGN, UNKNOWN_STATUS_SIGN)
            if "category" in item:
                category = item["category"]
                if not isinstance(category, str) or category not in SIGNS_OF_CATEGORY:
                    self.fault(UNKNOWN_CATEGORY, f"{place}category", category)
                elif code is not None and item["sign"] not in SIGNS_OF_CATEGORY[category]:
                    signs = SIGNS_OF_CATEGORY[category]
                    self.fault(
                        SIGN_NOT_OF_CATEGORY, f"{place}sign", item["sign"], category=category, signs=signs
                    )
            if "note" in item:
                self.text(item["note"], f"{place}note", NOTE_MOST)
            if start is not None and end is not None and code is not None:
                spans.append(_Span(start, end, code, 0, row))
        return sorted(spans)

    def career(
        self,
        birth_date: int,
        sex: int,
        record_end: int,
        coverage: list[_Span],
        bonuses: list[_Bonus],
        statuses: list[_Span],
    ) -> Career:
        """The columns. A bonus that does not say its kind takes the kind of the coverage of its month."""
        kinds = self.bonus_kinds(coverage, bonuses)
        return Career(
            birth_date,
            sex,
            record_end,
            tuple(span.start for span in coverage),
            tuple(span.end for span in coverage),
            tuple(span.code for span in coverage),
            tuple(span.pay for span in coverage),
            tuple(bonus.month for bonus in bonuses),
            tuple(bonus.amount for bonus in bonuses),
            kinds,
            tuple(span.start for span in statuses),
            tuple(span.end for span in statuses),
            tuple(span.code for span in statuses),
        )

    def bonus_kinds(self, coverage: list[_Span], bonuses: list[_Bonus]) -> tuple[int, ...]:
        """The kind of every bonus, in their order."""
        kinds, covered_until, spell = [], dict.fromkeys(KINDS.values(), 0), 0
        for bonus in bonuses:
            while spell < len(coverage) and coverage[spell].start <= bonus.month:
                span = coverage[spell]
                covered_until[span.code] = max(covered_until[span.code], span.end)
                spell += 1
            covered = [kind for kind, end in covered_until.items() if bonus.month < end]
            if not bonus.kind and len({CATEGORY_OF_KIND[kind] for kind in covered}) > 1:
                self.fault(MISSING_FIELD, f"bonuses[{bonus.row}].kind", None)
            kinds.append(bonus.kind or (covered[0] if covered else GENERAL))
        return tuple(kinds)

    def check(
        self, career: Career, coverage: list[_Span], bonuses: list[_Bonus], statuses: list[_Span]
    ) -> None:
        """Note what makes the numbers impossible, at the place where it stands in the document."""
        order: dict[str, Sequence[_Span | _Bonus]] = {
            "coverage": coverage,
            "bonuses": bonuses,
            "statuses": statuses,
        }
        for code, column, row in impossible(career, GRADES):
            part, field = _PLACES[Career._fields[column]]
            values = getattr(career, Career._fields[column])
            value = values if row < 0 else values[row]
            place = (
                f"{part}[{order[part][row].row}].{field}"
                if row >= 0
                else ".".join(filter(None, (part, field)))
            )
            if field in ("start", "end", "month", "record_through"):
                value = write_month(value - 1 if field == "record_through" else value)
            elif field in ("pay", "amount"):
                value *= 1000
            elif field == "birth_date":
                value = date.fromordinal(value).isoformat()
            elif field == "sign":
                value = SIGNS[value]
            self.fault(code, place, value, **_figures(career, code, column, row))

    # The pieces of a document

    def rows(self, document: dict[str, Any], name: str) -> list[Any]:
        """The rows of a list, none if it is not a list or too long."""
        rows = document.get(name, [])
        if not isinstance(rows, list):
            if name not in TOP_FREE:
                self.fault(WRONG_TYPE, name, rows, wanted=A_LIST)
            return []
        if len(rows) > ROWS_MOST:
            self.fault(TOO_LARGE, name, rows, most=(f"{ROWS_MOST:,} rows", f"{ROWS_MOST:,}件"))
            return []
        return rows

    def is_row(self, item: object, place: str, needed: Collection[str], more: Collection[str]) -> bool:
        """Whether a row is an object; notes fields that are missing or unknown."""
        if not isinstance(item, dict):
            self.fault(WRONG_TYPE, place.rstrip("."), item, wanted=AN_OBJECT)
            return False
        self.fields(item, place, needed, more)
        return True

    def fields(
        self, item: dict[str, Any], place: str, needed: Collection[str], more: Collection[str]
    ) -> None:
        """Note the fields of an object that are missing or unknown."""
        for field in needed:
            if field not in item:
                self.fault(MISSING_FIELD, place + field, None)
        for field in item:
            if field not in needed and field not in more:
                plain = isinstance(field, str) and field.isidentifier() and len(field) <= 40
                name = field if plain else shown(field)
                self.fault(UNKNOWN_FIELD, place + name, item[field], known=", ".join((*needed, *more)))

    def span(self, item: dict[str, Any], place: str, through: int | None) -> tuple[int | None, int | None]:
        """Start and end of a row; an open end (null) is the end of the record."""
        start = self.month(item["start"], f"{place}start") if "start" in item else None
        if "end" not in item:
            return start, None
        if item["end"] is None:
            return start, through + 1 if through is not None else None
        end = self.month(item["end"], f"{place}end")
        if end is not None and through is not None and end == through + 1:
            self.fault(AFTER_RECORD_END, f"{place}end", item["end"])
            return start, None
        return start, end

    def pay(self, item: dict[str, Any], place: str, field: str, start: int | None) -> int | None:
        """標準報酬月額 in thousand yen. Below 10,000 yen before 1969-11 it is rounded up: it counts as 10,000."""
        yen = self.yen(item, place, field)
        if yen is None or start is None:
            return None
        if yen % 1000 and not (yen < 10_000 and start < PAY_IN_YEN_UNTIL):
            self.fault(PAY_NOT_A_GRADE, place + field, yen)
            return None
        return -(-yen // 1000)

    def yen(self, item: dict[str, Any], place: str, field: str) -> int | None:
        """A positive amount."""
        if field not in item:
            return None
        value = item[field]
        if type(value) is not int:
            self.fault(
                WRONG_TYPE,
                place + field,
                value,
                wanted=("a whole number of yen, without quotes", "かぎかっこのない整数の円"),
            )
            return None
        if not 0 < value <= YEN_MOST:
            self.fault(
                BAD_NUMBER,
                place + field,
                value,
                wanted=(f"1 to {YEN_MOST:,} yen", f"1円から{YEN_MOST:,}円まで"),
            )
            return None
        return value

    def month(self, value: object, place: str) -> int | None:
        """A month number from YYYY-MM."""
        if isinstance(value, str) and re.fullmatch("[0-9]{4}-(0[1-9]|1[0-2])", value):
            month = month_number(int(value[:4]), int(value[5:]))
            if FIRST_MONTH <= month <= LAST_MONTH:
                return month
        self.fault(BAD_MONTH, place, value)
        return None

    def day(self, value: object, place: str) -> int | None:
        """A day number from YYYY-MM-DD."""
        if isinstance(value, str) and re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
            try:
                day = date.fromisoformat(value).toordinal()
            except ValueError:
                day = 0
            if day >= FIRST_BIRTH:
                return day
        self.fault(BAD_DATE, place, value)
        return None

    def choice(
        self, item: dict[str, Any], place: str, field: str, choices: Mapping[str, int], code: int
    ) -> int | None:
        """The number of a word."""
        if field not in item:
            return None
        value = item[field]
        if isinstance(value, str) and value in choices:
            return choices[value]
        self.fault(code, place + field, value)
        return None

    def text(self, value: object, place: str, most: int) -> str | None:
        """Text on one line that is not empty."""
        if isinstance(value, str) and 0 < len(value) <= most and _is_printable(value) and value.strip():
            return value
        self.fault(
            BAD_TEXT,
            place,
            value,
            wanted=(f"text of 1 to {most} characters on one line", f"1行で1字から{most}字までの文字"),
        )
        return None

    def free(self, value: object, place: str, depth: int) -> bool:
        """Whether the content of claims, family or remarks can be kept: plain JSON, not too much and not too deep."""
        self.free_values += 1
        if depth > DEPTH_MOST or self.free_values > FREE_VALUES_MOST:
            self.fault(
                TOO_LARGE,
                place,
                value,
                most=(
                    f"{DEPTH_MOST} levels and {FREE_VALUES_MOST:,} values",
                    f"{DEPTH_MOST}段・{FREE_VALUES_MOST:,}個",
                ),
            )
            return False
        if isinstance(value, dict):
            texts = all(
                isinstance(key, str) and len(key) <= NAME_MOST and _is_printable(key) for key in value
            )
            return self.free_text(texts, place, value) and all(
                self.free(item, place, depth + 1) for item in value.values()
            )
        if isinstance(value, list):
            return all(self.free(item, place, depth + 1) for item in value)
        if isinstance(value, str):
            return self.free_text(len(value) <= FREE_TEXT_MOST and _is_printable(value), place, value)
        if type(value) is int:
            return self.free_text(abs(value) < 2**53, place, value)
        return self.free_text(
            value is None or isinstance(value, bool) or (isinstance(value, float) and math.isfinite(value)),
            place,
            value,
        )

    def free_text(self, holds: bool, place: str, value: object) -> bool:
        """Note what cannot be kept."""
        if not holds:
            self.fault(BAD_TEXT, place, value, wanted=("plain text and numbers", "ふつうの文字と数"))
        return holds


def _is_printable(text: str) -> bool:
    return all(character.isprintable() or character == "\u3000" for character in text)
