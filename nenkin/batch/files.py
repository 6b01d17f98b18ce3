"""Files of many people: Parquet with list columns, as docs/formats/record.md describes them.

A value that cannot be is left for the checks of the law, which set the person aside and name column and row; a file
that has not the columns, or is no Parquet at all, is refused as a whole. The caller names the file.
"""

import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.parquet as pq  # type: ignore[import-untyped]

from nenkin.batch.people import SPELLS, Array, Columns, People, dtype_of, gather
from nenkin.law.career import Career
from nenkin.law.record import ID_MOST, Record
from nenkin.law.record_json import read_lines

CHUNK = 50_000  # people in memory at once
EPOCH = date(1970, 1, 1).toordinal()
NOT_GIVEN = -1  # what an empty cell becomes: no month, kind, pay or status has this number
TYPES = {np.int8: pa.int8(), np.int32: pa.int32(), np.int64: pa.int64()}


def write_people(path: Path, chunks: Iterable[People]) -> int:
    """Write people to a Parquet file, a row group a chunk; returns how many. The file appears when it is whole."""
    unfinished = path.with_name(f".{path.name}.unfinished")
    count, writer = 0, None
    try:
        for people in chunks:
            table = _table(people)
            writer = writer or pq.ParquetWriter(unfinished, table.schema, compression="zstd")
            writer.write_table(table)
            count += people.size
        if writer is None:
            writer = pq.ParquetWriter(unfinished, _table(gather([])).schema)
        writer.close()
        unfinished.replace(path)
    finally:
        if writer is not None:
            writer.close()
        unfinished.unlink(missing_ok=True)
    return count


def read_people(path: Path, size: int = CHUNK) -> Iterator[People]:
    """The people of a Parquet file in chunks. Nothing is checked but the shape: see `nenkin.law.record.check_career`.

    Raises:
        ValueError: no Parquet file of people; the text says which column and row, and what is allowed.
        OSError: there is no such file, or it may not be read.
    """
    with path.open("rb") as stream:
        try:
            file = pq.ParquetFile(stream)
            columns = _columns_of(file.schema_arrow)
            first = 0
            for batch in file.iter_batches(size, columns=columns):
                yield _people(batch, first)
                first += batch.num_rows
        except (pa.ArrowException, OSError) as error:
            raise ValueError(f"cannot be read as Parquet: {error}") from None


def convert(lines: Path, target: Path, reject: Callable[[Record], None]) -> int:
    """JSON Lines → Parquet; returns how many people were written. `reject` is told of every person set aside."""

    def chunks() -> Iterator[People]:
        held: list[tuple[str, Career]] = []
        with lines.open("rb") as stream:
            for line in read_lines(stream):
                if line.record.career is None:
                    reject(line.record)
                    continue
                held.append((line.record.id, line.record.career))
                if len(held) == CHUNK:
                    yield gather(held)
                    held = []
        if held:
            yield gather(held)

    return write_people(target, chunks())


# Writing


def _table(people: People) -> pa.Table:
    if people.uneven:
        raise ValueError(
            f"person {people.ids[min(people.uneven)]}: the lists of one group have different lengths"
        )
    ids, given = people.ids, people.columns
    columns = {
        "id": pa.array(ids, pa.string() if ids.dtype == object else pa.int64()),
        "birth_date": pa.array(given.birth_date - EPOCH, pa.int32()).cast(pa.date32()),
        "sex": pa.array(given.sex),
        "record_end": pa.array(given.record_end),
    }
    for group, names in SPELLS.items():
        offsets = pa.array(getattr(given, f"{group}_from"), pa.int32())
        for name in names:
            columns[name] = pa.ListArray.from_arrays(offsets, pa.array(getattr(given, name)))
    return pa.table(columns)


# Reading


def _columns_of(schema: pa.Schema) -> list[str]:
    """The columns of people, when the file has them all once and with a fitting type. Others are passed over."""
    wanted = ["id", "birth_date", "sex", "record_end", *(name for names in SPELLS.values() for name in names)]
    for name in wanted:
        if schema.names.count(name) != 1:
            problem = "is missing" if name not in schema.names else "is there more than once"
            raise ValueError(f"column {name} {problem}; allowed: {', '.join(wanted)}, each once")
        _check_type(name, schema.field(name).type)
    return wanted


def _check_type(name: str, found: pa.DataType) -> None:
    if name == "id":
        fits, allowed = pa.types.is_integer(found) or _is_text(found), "int64 or string"
    elif name == "birth_date":
        fits, allowed = pa.types.is_date(found), "date32"
    elif name in ("sex", "record_end"):
        fits, allowed = pa.types.is_integer(found), str(TYPES[dtype_of(name)])
    else:
        lists = pa.types.is_list(found) or pa.types.is_large_list(found)
        fits, allowed = lists and pa.types.is_integer(found.value_type), f"list of {TYPES[dtype_of(name)]}"
    if not fits:
        raise ValueError(f"column {name} is of type {found}; allowed: {allowed}")


def _is_text(found: pa.DataType) -> bool:
    return bool(pa.types.is_string(found) or pa.types.is_large_string(found))


def _people(batch: pa.RecordBatch, first: int) -> People:
    days = batch["birth_date"].cast(pa.date32()).cast(pa.int32())
    columns: dict[str, Any] = {
        "birth_date": np.clip(_numbers(days, np.int64, -EPOCH) + EPOCH, 0, date.max.toordinal()).astype(
            np.int32
        ),
        "sex": _numbers(batch["sex"], np.int8),
        "record_end": _numbers(batch["record_end"], np.int32),
    }
    uneven: set[int] = set()
    lists: dict[str, tuple[Array, Array]] = {}
    for names in SPELLS.values():
        for name in names:
            lists[name] = _list(batch[name], dtype_of(name))
        lengths = np.array([np.diff(lists[name][0].astype(np.int64)) for name in names])
        uneven.update(np.flatnonzero((lengths != lengths[0]).any(axis=0)).tolist())
    odd = {place: _odd_one(columns, lists, place) for place in sorted(uneven)}
    for group, names in SPELLS.items():
        for name in names:
            offsets, values = lists[name]
            columns[name], columns[f"{group}_from"] = _without(offsets, values, odd)
    return People(_ids(batch["id"], first), Columns(**columns), odd)


def _ids(column: pa.Array, first: int) -> Array:
    if column.null_count:
        place = int(np.argmax(column.is_null().to_numpy(zero_copy_only=False)))
        raise ValueError(
            f"column id, row {first + place}: is empty; allowed: a number or a text for each person"
        )
    if pa.types.is_integer(column.type):
        numbers: Array = column.cast(pa.int64()).to_numpy(zero_copy_only=False)
        return numbers
    ids: Array = column.to_numpy(zero_copy_only=False).astype(object)
    for place, text in enumerate(ids):
        if not (0 < len(text) <= ID_MOST and text.isprintable() and text.strip()):
            shown = repr(text[:40])
            allowed = f"text of 1 to {ID_MOST} characters on one line"
            raise ValueError(f"column id, row {first + place}: is {shown}; allowed: {allowed}")
    return ids


def _numbers(column: pa.Array, kind: type[np.generic], not_given: int = NOT_GIVEN) -> Array:
    """A column of whole numbers in our width; what does not fit becomes the largest or smallest that does."""
    fits = column.type == TYPES[kind]
    values = column if fits else column.cast(pa.int64(), safe=False)
    values = values.fill_null(not_given) if values.null_count else values
    numbers: npt.NDArray[np.int64] = values.to_numpy(zero_copy_only=False)
    if fits:
        return numbers
    limits = np.iinfo(kind)  # type: ignore[type-var]
    return np.clip(numbers, limits.min, limits.max).astype(kind)


def _list(column: pa.Array, kind: type[np.generic]) -> tuple[Array, Array]:
    """Offsets from 0 and flat values of a list column; a list that is not given is empty."""
    if column.null_count:
        column = column.fill_null(pa.scalar([], column.type))
    offsets = column.offsets.to_numpy()
    flat = column.values[offsets[0] : offsets[-1]]
    return (offsets - offsets[0]).astype(np.int32), _numbers(flat, kind)


def _odd_one(columns: dict[str, Any], lists: dict[str, tuple[Array, Array]], place: int) -> Career:
    """A person whose lists do not belong together, as given."""
    spells: dict[str, Any] = {
        name: tuple(values[offsets[place] : offsets[place + 1]].tolist())
        for name, (offsets, values) in lists.items()
    }
    for name in ("birth_date", "sex", "record_end"):
        spells[name] = int(columns[name][place])
    return Career(**spells)


def _without(offsets: Array, values: Array, odd: Iterable[int]) -> tuple[Array, Array]:
    """A list column in which the persons at `odd` have no spells."""
    lengths = np.diff(offsets)
    keep = np.ones(len(values), bool)
    for place in odd:
        keep[offsets[place] : offsets[place + 1]] = False
        lengths[place] = 0
    if keep.all():
        return values, offsets
    return values[keep], np.concatenate(([0], np.cumsum(lengths))).astype(np.int32)


def main(arguments: list[str]) -> int:
    """`python -m nenkin.batch.files people.jsonl people.parquet`."""
    if len(arguments) != 2:
        print("usage: python -m nenkin.batch.files people.jsonl people.parquet", file=sys.stderr)
        return 2
    rejected = []

    def reject(record: Record) -> None:
        rejected.append(record.id)
        print(f"{arguments[0]}: {record.id}: {record.faults[0].message}", file=sys.stderr)

    try:
        count = convert(Path(arguments[0]), Path(arguments[1]), reject)
    except OSError as error:
        print(f"{error.filename}: {error.strerror}", file=sys.stderr)
        return 2
    print(f"{count:,} people written, {len(rejected):,} set aside", file=sys.stderr)
    return 2 if rejected else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
