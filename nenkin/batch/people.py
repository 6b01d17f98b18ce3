"""Many careers in columns: flat values and offsets, one slice a person."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from nenkin.law.career import Career

Array = npt.NDArray[Any]

SPELLS = {
    "coverage": ("coverage_start", "coverage_end", "coverage_kind", "coverage_pay"),
    "bonus": ("bonus_month", "bonus_amount", "bonus_kind"),
    "status": ("status_start", "status_end", "status_code"),
}
NARROW = ("sex", "coverage_kind", "bonus_kind", "status_code")  # 8 bits, all others 32


class Columns(NamedTuple):
    """The columns of a chunk. Units as in `Career`; `x_from[i]` to `x_from[i + 1]` are the spells of person i."""

    birth_date: Array
    sex: Array
    record_end: Array
    coverage_from: Array
    coverage_start: Array
    coverage_end: Array
    coverage_kind: Array
    coverage_pay: Array
    bonus_from: Array
    bonus_month: Array
    bonus_amount: Array
    bonus_kind: Array
    status_from: Array
    status_start: Array
    status_end: Array
    status_code: Array


class People(NamedTuple):
    """A chunk of people."""

    ids: Array  # int64 or text
    columns: Columns
    uneven: dict[int, Career]  # place → a person whose lists do not belong together: no spells in the columns

    @property
    def size(self) -> int:
        """How many people."""
        return len(self.ids)


def dtype_of(column: str) -> type[np.generic]:
    """The type of a column."""
    return np.int8 if column in NARROW else np.int32


def careers(people: People) -> Iterator[tuple[str, Career]]:
    """Person by person, id and career, as the law takes them: plain whole numbers in tuples."""
    for place in range(people.size):
        yield str(people.ids[place]), people.uneven.get(place) or career_at(people.columns, place)


def career_at(columns: Columns, place: int) -> Career:
    """One person, in plain whole numbers."""
    sliced: Any = career_slice(columns, place)
    person: Any = map(int, sliced[:3])
    return Career(*person, *(tuple(values.tolist()) for values in sliced[3:]))


def career_slice(columns: Any, place: int) -> Career:
    """One person, slices of the columns in place of tuples: what compiled rules take."""
    a, b = columns.coverage_from[place], columns.coverage_from[place + 1]
    c, d = columns.bonus_from[place], columns.bonus_from[place + 1]
    e, f = columns.status_from[place], columns.status_from[place + 1]
    return Career(
        columns.birth_date[place],
        columns.sex[place],
        columns.record_end[place],
        columns.coverage_start[a:b],
        columns.coverage_end[a:b],
        columns.coverage_kind[a:b],
        columns.coverage_pay[a:b],
        columns.bonus_month[c:d],
        columns.bonus_amount[c:d],
        columns.bonus_kind[c:d],
        columns.status_start[e:f],
        columns.status_end[e:f],
        columns.status_code[e:f],
    )


def gather(people: Iterable[tuple[str, Career]]) -> People:
    """Careers put into columns."""
    ids, rows = [], []
    for person, career in people:
        ids.append(person)
        rows.append(career)
    columns: dict[str, Array] = {}
    for column in ("birth_date", "sex", "record_end"):
        columns[column] = np.array([getattr(row, column) for row in rows], dtype=dtype_of(column))
    for group, names in SPELLS.items():
        lengths = [len(getattr(row, names[0])) for row in rows]
        columns[f"{group}_from"] = np.concatenate(([0], np.cumsum(lengths, dtype=np.int64))).astype(np.int32)
        for column in names:
            flat = [value for row in rows for value in getattr(row, column)]
            columns[column] = np.array(flat, dtype=dtype_of(column))
    return People(np.array(ids, dtype=object), Columns(**columns), {})


def read_only(columns: Columns) -> Columns:
    """Views that cannot be written: whoever made the columns, compiled rules see one type and are compiled once."""
    views = [np.ascontiguousarray(column).view() for column in columns]
    for view in views:
        view.flags.writeable = False
    return Columns(*views)


def place_among(limits: Array, value: int) -> int:
    """How many of the sorted limits are not above the value (bisect_right)."""
    low, high = 0, len(limits)
    while low < high:
        middle = (low + high) // 2
        if limits[middle] <= value:
            low = middle + 1
        else:
            high = middle
    return low
