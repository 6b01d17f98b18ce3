"""Many careers in columns: flat values and offsets, one slice a person."""

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from nenkin.law.career import Career

Array = npt.NDArray[np.generic]

SPELLS = {
    "coverage": ("coverage_start", "coverage_end", "coverage_kind", "coverage_pay"),
    "bonus": ("bonus_month", "bonus_amount", "bonus_kind"),
    "status": ("status_start", "status_end", "status_code"),
}
NARROW = ("sex", "coverage_kind", "bonus_kind", "status_code")  # 8 bits, all others 32


class People(NamedTuple):
    """A chunk of people. The units are those of `Career`; `x_from[i]` to `x_from[i + 1]` are person i's spells."""

    id: Array
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
    uneven: dict[
        int, Career
    ] = {}  # place → a person whose lists do not belong together: no spells in the columns  # noqa: RUF012

    @property
    def size(self) -> int:
        """How many people."""
        return len(self.birth_date)


def dtype_of(column: str) -> type[np.generic]:
    """The type of a column of `People`."""
    if column == "id":
        return np.int64
    return np.int8 if column in NARROW else np.int32


def careers(people: People) -> Iterator[tuple[str, Career]]:
    """Person by person as the law takes them: plain whole numbers in tuples."""
    for place in range(people.size):
        yield str(people.id[place]), people.uneven.get(place) or career_at(people, place)


def career_at(people: People, place: int) -> Career:
    """One person of a chunk."""
    spells = []
    for name, columns in SPELLS.items():
        first, last = getattr(people, f"{name}_from")[place : place + 2]
        spells += [tuple(getattr(people, column)[first:last].tolist()) for column in columns]
    return Career(
        int(people.birth_date[place]), int(people.sex[place]), int(people.record_end[place]), *spells
    )


def gather(ids: list[str], rows: list[Career]) -> People:
    """Careers put into columns."""
    columns: dict[str, Any] = {"id": np.array(ids, dtype=object)}
    for column in ("birth_date", "sex", "record_end"):
        columns[column] = np.array([getattr(row, column) for row in rows], dtype=dtype_of(column))
    for name, names in SPELLS.items():
        lengths = [len(getattr(row, names[0])) for row in rows]
        columns[f"{name}_from"] = np.concatenate(([0], np.cumsum(lengths, dtype=np.int64))).astype(np.int32)
        for column in names:
            flat = [value for row in rows for value in getattr(row, column)]
            columns[column] = np.array(flat, dtype=dtype_of(column))
    return People(**columns)


def place_among(limits: npt.NDArray[np.int64], value: int) -> int:
    """How many of the sorted limits are not above the value (bisect_right)."""
    low, high = 0, len(limits)
    while low < high:
        middle = (low + high) // 2
        if limits[middle] <= value:
            low = middle + 1
        else:
            high = middle
    return low
