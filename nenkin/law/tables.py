"""The numbers of the law: CSV tables beside the rules, read once, exact, and checked when they are read.

A date is a `datetime.date`, an amount an `int`, a rate a `Fraction` (1.065 is 213/200), an empty cell `None`.
What a table must hold is declared in `tables_schema.py`; a table that breaks its declaration does not load.
"""

import csv
import difflib
import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from functools import cache, partial
from itertools import pairwise
from operator import itemgetter
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

from nenkin.law.tables_schema import CHOICES, DATES, INTEGERS, RATES, SCHEMAS, Schema

LAW = Path(__file__).parent

Row: TypeAlias = Mapping[str, Any]
_Interval: TypeAlias = tuple[int, int]  # first and last day (or age), both included

_NEVER, _FOREVER = 0, 10**9


class Table(NamedTuple):
    """A loaded table. `lines[i]` is the line of `rows[i]` in the file."""

    name: str
    schema: Schema
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    lines: tuple[int, ...]


@cache
def table(name: str) -> Table:
    """The table of this name, wherever under the law it lies.

    Raises:
        LookupError: there is no such table.
        ValueError: the file does not hold what its schema declares.
    """
    if name not in _paths():
        near = difflib.get_close_matches(name, _paths(), n=1)
        hint = f"; did you mean {near[0]}?" if near else ""
        raise LookupError(f"no table is called {name!r}{hint}")
    return load(_paths()[name])


def rows(name: str, **keys: Any) -> tuple[Row, ...]:
    """All rows whose columns equal `keys`, in the order of the file; none is no error."""
    return _index(name, tuple(sorted(keys))).get(tuple(keys[column] for column in sorted(keys)), ())


def in_force(name: str, day: date, **keys: Any) -> Row:
    """The one row in force on `day` (valid_from to valid_to) with these `keys`.

    Raises:
        LookupError: no row or several; the text says what was asked and what the table covers.
    """
    return find(name, on=day, **keys)


def for_birth(name: str, birth: date, **keys: Any) -> Row:
    """The one row for people born on `birth` with these `keys`. Raises LookupError like `in_force`."""
    return find(name, birth=birth, **keys)


def for_birth_in(name: str, birth: date, day: date, **keys: Any) -> Row:
    """The one row for people born on `birth` in force on `day`. Raises LookupError like `in_force`."""
    return find(name, on=day, birth=birth, **keys)


def find(
    name: str,
    *,
    on: date | None = None,
    birth: date | None = None,
    period: date | None = None,
    **keys: Any,
) -> Row:
    """The one row that is in force `on` a day, for a `birth`, for a day of a `period`, with these `keys`.

    Raises:
        LookupError: no row or several.
    """
    asked = {prefix: day for prefix, day in _asked(name, on, birth, period).items() if day is not None}
    candidates = rows(name, **keys)
    found = [row for row in candidates if all(_holds(row, prefix, day) for prefix, day in asked.items())]
    if len(found) == 1:
        return found[0]
    raise LookupError(_miss(name, candidates, found, asked, keys))


def load(path: Path) -> Table:
    """Read and check one CSV file; its name picks the schema.

    Raises:
        ValueError: wrong columns, a cell of the wrong type, an overlap or a gap; file and line are named.
    """
    schema = SCHEMAS.get(path.stem)
    if schema is None:
        raise ValueError(f"{path.name}: no schema is declared for this table")
    columns = tuple(column.rstrip("?") for column in schema.columns.split())
    cells, lines = _cells(path, columns)
    texts_of = list(zip(*cells, strict=True))
    values = [
        _values(path, lines, column, texts, optional=declared.endswith("?"))
        for column, declared, texts in zip(columns, schema.columns.split(), texts_of, strict=True)
    ]
    loaded = tuple(dict(zip(columns, row)) for row in zip(*values))  # noqa: B905 (equal by construction, hot)
    whole = Table(path.stem, schema, columns, loaded, tuple(lines))
    _check_fiscal_years(whole)
    _check_intervals(whole)
    return whole


@cache
def _paths() -> dict[str, Path]:
    found: dict[str, Path] = {}
    for path in sorted(LAW.rglob("*.csv")):
        if path.stem in found:
            raise ValueError(f"two tables are called {path.stem}: {found[path.stem]} and {path}")
        found[path.stem] = path
    return found


@cache
def _index(name: str, by: tuple[str, ...]) -> dict[tuple[object, ...], tuple[Row, ...]]:
    whole = table(name)
    for column in by:
        if column not in whole.columns:
            raise LookupError(f"{name}: no column is called {column!r}; it has {', '.join(whole.columns)}")
    if not by:
        return {(): whole.rows}
    groups: dict[tuple[object, ...], list[Row]] = defaultdict(list)
    for key, row in zip(_columns(whole, by), whole.rows, strict=True):
        groups[key].append(row)
    return {key: tuple(group) for key, group in groups.items()}


# Reading cells


def _cells(path: Path, columns: tuple[str, ...]) -> tuple[list[list[str]], list[int]]:
    """The cells of every row after the header, and the line each row ends on."""
    cells: list[list[str]] = []
    lines: list[int] = []
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file, strict=True)
        try:
            header = next(reader, [])
            if tuple(header) != columns:
                has, wants = ", ".join(header), ", ".join(columns)
                raise ValueError(f"{path.name}, line 1: the columns are {has}; expected {wants}")
            for row in reader:
                if len(row) != len(columns):
                    raise ValueError(
                        f"{path.name}, line {reader.line_num}: {len(row)} cells; expected {len(columns)}"
                    )
                cells.append(row)
                lines.append(reader.line_num)
        except (csv.Error, UnicodeDecodeError) as error:
            raise ValueError(f"{path.name}, after line {reader.line_num}: {error}") from None
    if not cells:
        raise ValueError(f"{path.name}: the table has no rows")
    return cells, lines


def _values(
    path: Path, lines: list[int], column: str, texts: tuple[str, ...], *, optional: bool
) -> list[object]:
    read = _READERS.get(column, _text)
    known: dict[str, object] = {"": None} if optional else {}
    for text in dict.fromkeys(texts):
        if text in known:
            continue
        try:
            known[text] = read(text)
        except ValueError as error:
            line = lines[texts.index(text)]
            raise ValueError(f"{path.name}, line {line}, column {column}: {text!r} {error}") from None
    return [known[text] for text in texts]


def _date(text: str) -> date:
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise ValueError("is not a date (YYYY-MM-DD)")
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError("is not a day of the calendar") from None


def _integer(text: str) -> int:
    if not re.fullmatch(r"-?[0-9]+", text):
        raise ValueError("is not a whole number")
    return int(text)


def _rate(text: str) -> Fraction:
    if not re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", text):
        raise ValueError("is not a decimal number")
    return Fraction(text)


def _text(text: str) -> str:
    if not text:
        raise ValueError("is empty")
    if text != text.strip():
        raise ValueError("begins or ends with a space")
    return text


def _choice(text: str, *, of: tuple[str, ...]) -> str:
    if text not in of:
        raise ValueError(f"is not one of {', '.join(of)}")
    return text


_READERS: dict[str, Callable[[str], object]] = {
    **dict.fromkeys(DATES.split(), _date),
    **dict.fromkeys(INTEGERS.split(), _integer),
    **dict.fromkeys(RATES.split(), _rate),
    **{column: partial(_choice, of=choices) for column, choices in CHOICES.items()},
}


# Checking a table as a whole


def _check_fiscal_years(whole: Table) -> None:
    """A row of a fiscal year is in force inside that year (1 April to 31 March)."""
    column = next((c for c in ("fiscal_year", "payment_fiscal_year") if c in whole.columns), None)
    if column is None:
        return
    years = _columns(whole, (column, "valid_from", "valid_to"))
    for year, first, last in dict.fromkeys(years):
        if not date(year, 4, 1) <= first <= last <= date(year + 1, 3, 31):
            place = years.index((year, first, last))
            line, span = whole.lines[place], _span(whole.rows[place], "valid")
            raise ValueError(f"{whole.name}.csv, line {line}: valid {span} is not inside {column} {year}")


def _check_intervals(whole: Table) -> None:
    keys = whole.schema.keys
    groups: dict[tuple[object, ...], list[int]] = {(): list(range(len(whole.rows)))}
    if keys:
        groups = defaultdict(list)
        for place, key in enumerate(_columns(whole, keys)):
            groups[key].append(place)
    levels = [(prefix, _intervals(whole, prefix)) for prefix in whole.schema.intervals]
    for key, places in groups.items():
        named = [f"{column}={value}" for column, value in zip(keys, key, strict=True)]
        _check_inside(whole, places, levels, named)


def _check_inside(
    whole: Table, places: list[int], levels: list[tuple[str, list[_Interval]]], named: list[str]
) -> None:
    """The rows at `places` agree in everything before `levels`: they part into neighbours along the first."""
    if len(places) == 1:
        return
    if not levels:
        raise ValueError(_fault(whole, places[0], places[1], "the same row twice", named))
    prefix, intervals = levels[0]
    parts: dict[_Interval, list[int]] = defaultdict(list)
    for place in places:
        parts[intervals[place]].append(place)
    for (a, b), (c, d) in pairwise(sorted(parts)):
        pair = parts[a, b][0], parts[c, d][0]
        if c <= b:
            raise ValueError(_fault(whole, *pair, f"overlap in {prefix}", named, prefix))
        if c > b + 1 and prefix not in whole.schema.gaps:
            raise ValueError(_fault(whole, *pair, f"gap in {prefix}", named, prefix))
    for part in parts.values():
        if len(part) > 1:
            inside = [*named, f"{prefix} {_span(whole.rows[part[0]], prefix)}"]
            _check_inside(whole, part, levels[1:], inside)


def _intervals(whole: Table, prefix: str) -> list[_Interval]:
    """The interval of every row as whole numbers; there are few different ones in a long table."""
    ends = _columns(whole, (f"{prefix}_from", f"{prefix}_to"))
    known: dict[tuple[Any, ...], _Interval] = {}
    for first, last in dict.fromkeys(ends):
        known[first, last] = _number(first, _NEVER), _number(last, _FOREVER)
        if known[first, last][1] < known[first, last][0]:
            place = ends.index((first, last))
            line, span = whole.lines[place], _span(whole.rows[place], prefix)
            raise ValueError(f"{whole.name}.csv, line {line}: {prefix} ends before it begins ({span})")
    return [known[pair] for pair in ends]


def _columns(whole: Table, columns: tuple[str, ...]) -> list[tuple[Any, ...]]:
    """These columns of every row, side by side."""
    return list(zip(*(map(itemgetter(column), whole.rows) for column in columns), strict=True))


def _number(value: date | int | None, if_open: int) -> int:
    if value is None:
        return if_open
    return value.toordinal() if isinstance(value, date) else value


def _fault(whole: Table, a: int, b: int, what: str, named: list[str], prefix: str = "") -> str:
    spans = f": {_span(whole.rows[a], prefix)} and {_span(whole.rows[b], prefix)}" if prefix else ""
    where = f" ({', '.join(named)})" if named else ""
    return f"{whole.name}.csv, lines {whole.lines[a]} and {whole.lines[b]}: {what}{spans}{where}"


def _span(row: Row, prefix: str) -> str:
    first, last = row[f"{prefix}_from"], row[f"{prefix}_to"]
    return f"{'…' if first is None else first} to {'…' if last is None else last}"


# Finding one row


def _asked(name: str, on: date | None, birth: date | None, period: date | None) -> dict[str, date | None]:
    """The days asked for, by the prefix of their columns."""
    columns = table(name).columns
    born = "recipient_birth" if "recipient_birth_from" in columns else "birth"
    asked = {"valid": on, born: birth, "period": period}
    for prefix, day in asked.items():
        if day is not None and f"{prefix}_from" not in columns:
            raise LookupError(f"{name}: the table does not go by {prefix}; it has {', '.join(columns)}")
    return asked


def _holds(row: Row, prefix: str, day: date) -> bool:
    first, last = row[f"{prefix}_from"], row[f"{prefix}_to"]
    return (first is None or first <= day) and (last is None or day <= last)


_WORDS = {
    "valid": "in force on",
    "birth": "for a birth on",
    "recipient_birth": "for a birth on",
    "period": "for the period of",
}


def _miss(
    name: str, candidates: tuple[Row, ...], found: list[Row], asked: dict[str, date], keys: dict[str, object]
) -> str:
    with_keys = f" ({', '.join(f'{column}={value}' for column, value in keys.items())})" if keys else ""
    wanted = " ".join(f"{_WORDS[prefix]} {day}" for prefix, day in asked.items())
    if found:
        apart = [column for column in found[0] if found[0][column] != found[1][column]]
        several = f"{name}: {len(found)} rows {wanted}".rstrip()
        return f"{several}{with_keys}; the first two differ in {', '.join(apart)}"
    if not candidates:
        have = "; ".join(f"{column} has {_values_of(name, column)}" for column in keys)
        return f"{name}: no row{with_keys}; {have}"
    covers = ", ".join(_covered(candidates, prefix) for prefix in asked)
    return f"{name}: nothing {wanted}{with_keys}; the table covers {covers}"


def _values_of(name: str, column: str) -> str:
    values = list(dict.fromkeys(str(row[column]) for row in table(name).rows))
    return ", ".join(values) if len(values) <= 12 else f"{values[0]}, {values[1]}, … {values[-1]}"


def _covered(candidates: tuple[Row, ...], prefix: str) -> str:
    firsts = [row[f"{prefix}_from"] for row in candidates]
    lasts = [row[f"{prefix}_to"] for row in candidates]
    first = "…" if None in firsts else min(firsts)
    last = "…" if None in lasts else max(lasts)
    return f"{'' if prefix == 'valid' else prefix.replace('_', ' ') + ' '}{first} to {last}"
