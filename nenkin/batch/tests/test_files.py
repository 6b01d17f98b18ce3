"""Parquet files of people: there and back, and everything that can be wrong with one."""

import json
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from nenkin.batch.checks import first_faults
from nenkin.batch.files import convert, main, read_people, write_people
from nenkin.batch.people import careers, gather
from nenkin.batch.population import chunks, people
from nenkin.law.faults import UNEVEN_LISTS
from nenkin.law.record import check_career, write_person


@pytest.fixture
def path(tmp_path):
    return tmp_path / "people.parquet"


def lives(path, **options):
    return [person for chunk in read_people(path, **options) for person in careers(chunk)]


def faults(path):
    return {person: [fault.name for fault in check_career(career, person)] for person, career in lives(path)}


def changed(path, column, value):
    """A file of three people whose column is another one (None: left out)."""
    write_people(path, [people(3, 0, 3)])
    table = pq.read_table(path)
    place = table.schema.get_field_index(column)
    table = table.remove_column(place) if value is None else table.set_column(place, column, value)
    pq.write_table(table, path)


def test_people_come_back_as_they_were(path):
    assert write_people(path, chunks(7, 1_000, 300)) == 1_000
    back = list(read_people(path, 400))
    assert [chunk.size for chunk in back] == [400, 400, 200]
    whole = people(7, 0, 1_000)
    assert [person for chunk in back for person in careers(chunk)] == list(careers(whole))
    only = next(iter(read_people(path, 1_000)))
    for before, after in zip(whole.columns, only.columns, strict=True):
        assert before.dtype == after.dtype
        assert before.tolist() == after.tolist()


def test_text_ids_come_back(path):
    named = [("花子-1", career) for _, career in careers(people(7, 0, 1))]
    write_people(path, [gather(named)])
    assert lives(path) == named


def test_nobody_is_a_file_too(path):
    assert write_people(path, []) == 0
    assert lives(path) == []


def test_an_unfinished_file_leaves_nothing_behind(path):
    def broken():
        yield people(7, 0, 10)
        raise RuntimeError("power cut")

    write_people(path, [people(3, 0, 3)])
    with pytest.raises(RuntimeError):
        write_people(path, broken())
    assert len(lives(path)) == 3
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_other_tools_may_write_wider_numbers_and_empty_lists(path):
    write_people(path, [people(7, 0, 50)])
    before, table = lives(path), pq.read_table(path)
    for place, field in enumerate(table.schema):
        if field.name == "birth_date":
            wide = table[field.name].cast(pa.date64())
        elif pa.types.is_list(field.type):
            rows = [row or None for row in table[field.name].to_pylist()]
            wide = pa.array(rows, pa.large_list(pa.int64()))
        else:
            wide = table[field.name].cast(pa.uint64())
        table = table.set_column(place, field.name, wide)
    pq.write_table(table.append_column("note", pa.array(["x"] * 50)), path)
    assert lives(path) == before


@pytest.mark.parametrize(
    ("column", "value", "says"),
    [
        ("coverage_pay", None, "column coverage_pay is missing; allowed: id, birth_date"),
        ("birth_date", pa.array(["1961-04-01"] * 3), "column birth_date is of type string; allowed: date32"),
        ("sex", pa.array([1.0] * 3), "column sex is of type double; allowed: int8"),
        ("bonus_month", pa.array([1] * 3), "column bonus_month is of type int64; allowed: list of int32"),
        ("status_code", pa.array([["A"]] * 3), "column status_code is of type list<element: string>; allowed: list of int8"),
        ("coverage_kind", pa.array([[1] * 2] * 3, pa.list_(pa.int8(), 2)), "column coverage_kind is of type fixed_size_list"),
        ("id", pa.array([True] * 3), "column id is of type bool; allowed: int64 or string"),
        ("id", pa.array([1, None, 3]), "column id, row 1: is empty"),
        ("id", pa.array(["a", "b", "c\nd"]), r"column id, row 2: is 'c\\nd'; allowed: text of 1 to 64 characters"),
        ("id", pa.array(["", "b", "c"]), "column id, row 0: is ''"),
        ("id", pa.array(["a", "b", "c" * 10**6]), "column id, row 2: is 'ccc"),
        ("id", pa.array([1, 2, 2**64 - 1], pa.uint64()), "cannot be read as Parquet: Integer value"),
    ],
)  # fmt: skip
def test_a_column_that_is_not_ours_is_named(path, column, value, says):
    changed(path, column, value)
    with pytest.raises(ValueError, match=says):
        lives(path)


def test_a_column_twice_is_refused(path):
    write_people(path, [people(3, 0, 3)])
    table = pq.read_table(path)
    pq.write_table(table.append_column("sex", table["sex"]), path)
    with pytest.raises(ValueError, match="column sex is there more than once"):
        lives(path)


JUNK = {
    "nothing": b"",
    "four letters": b"PAR1",
    "only letters": b"PAR1" * 3,
    "zeros": bytes(10_000),
    "JSON": b'{"format": 1}',
    "10 MB": b"PAR1" + b"x" * 10**7 + b"PAR1",
}


@pytest.mark.parametrize("junk", JUNK.values(), ids=JUNK)
def test_junk_is_no_parquet(path, junk):
    path.write_bytes(junk)
    with pytest.raises(ValueError, match="cannot be read as Parquet"):
        lives(path)


def test_a_cut_or_scribbled_file_is_no_parquet(path):
    write_people(path, [people(7, 0, 300)])
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(ValueError, match="cannot be read as Parquet"):
        lives(path)
    path.write_bytes(whole[:1000] + bytes(3000) + whole[4000:])
    with pytest.raises(ValueError, match="cannot be read as Parquet"):
        lives(path)


def test_a_missing_file_is_an_error_of_the_system(path):
    with pytest.raises(FileNotFoundError):
        lives(path)


def one_of(path, column, values):
    """Three people; the second one's cell is another one."""
    write_people(path, [people(3, 0, 3)])
    table = pq.read_table(path)
    cells = table[column].to_pylist()
    cells[1] = values
    place = table.schema.get_field_index(column)
    kind = table.schema.field(column).type
    wide = pa.list_(pa.int64()) if pa.types.is_list(kind) else kind if column == "birth_date" else pa.int64()
    pq.write_table(table.set_column(place, column, pa.array(cells, wide)), path)


@pytest.mark.parametrize(
    ("column", "value", "reason"),
    [
        ("sex", None, "UNKNOWN_SEX"),
        ("sex", 257, "UNKNOWN_SEX"),
        ("birth_date", None, "BAD_DATE"),
        ("birth_date", date(2030, 1, 1), "BIRTH_IN_FUTURE"),
        ("record_end", None, "BAD_MONTH"),
        ("record_end", 2**40, "BAD_MONTH"),
        ("coverage_pay", None, "UNEVEN_LISTS"),
        ("bonus_kind", [1] * 200, "UNEVEN_LISTS"),
        ("status_code", [], "UNEVEN_LISTS"),
    ],
)
def test_a_person_with_a_value_that_cannot_be_is_set_aside_alone(path, column, value, reason):
    one_of(path, column, value)
    found = faults(path)
    assert reason in found["1"]
    assert (found["0"], found["2"]) == ([], [])
    assert first_faults(next(read_people(path))).astype(bool).tolist() == [False, True, False]


@pytest.mark.parametrize("value", [None, -(2**40), 2**40, -1, 0, 2000])
@pytest.mark.parametrize(
    "column",
    [
        "coverage_start",
        "coverage_kind",
        "coverage_pay",
        "bonus_amount",
        "bonus_kind",
        "status_end",
        "status_code",
    ],
)
def test_a_cell_that_cannot_be_is_a_fault_of_its_person(path, column, value):
    write_people(path, [people(3, 0, 3)])
    row = pq.read_table(path)[column].to_pylist()[1]
    one_of(path, column, [value, *row[1:]])
    found = faults(path)
    if not (column == "status_code" and value == 0):
        assert found["1"] != []
    assert (found["0"], found["2"]) == ([], [])


def test_compiled_checks_find_the_first_fault_of_the_plain_ones(path):
    random = np.random.default_rng(7)
    kept = []
    for person, career in careers(people(7, 0, 2_000)):
        columns = list(career)
        place = int(random.integers(0, len(columns)))
        cells = columns[place]
        if isinstance(cells, tuple) and cells:
            at, by = int(random.integers(0, len(cells))), int(random.integers(-3, 4))
            columns[place] = (
                *cells[:at],
                max(-100, min(100, cells[at] + by)) if "kind" in career._fields[place] else cells[at] + by,
                *cells[at + 1 :],
            )
        elif not isinstance(cells, tuple):
            columns[place] = max(
                0, min(100 if place == 1 else 10**6, cells + int(random.integers(-400, 400)))
            )
        kept.append((person, type(career)(*columns)))
    plain = [next((fault.code for fault in check_career(career, person)), 0) for person, career in kept]
    assert first_faults(gather(kept)).tolist() == plain
    assert 300 < np.count_nonzero(plain) < 1_900


def test_uneven_people_are_kept_apart_and_not_written(path):
    one_of(path, "coverage_pay", [300])
    chunk = next(read_people(path))
    assert first_faults(chunk).tolist() == [0, UNEVEN_LISTS, 0]
    with pytest.raises(ValueError, match="person 1: the lists of one group have different lengths"):
        write_people(path, [chunk])


def test_json_lines_become_parquet(tmp_path, path, capsys):
    kept = [(f"p{person}", career) for person, career in careers(people(7, 0, 20))]
    lines = [json.dumps(write_person(career, person)) for person, career in kept]
    source = tmp_path / "people.jsonl"
    source.write_text("\n".join([*lines[:10], "{broken", *lines[10:]]), encoding="utf-8")

    rejected = []
    assert convert(source, path, rejected.append) == 20
    assert lives(path) == kept
    assert [record.id for record in rejected] == ["line 11"]

    assert main([str(source), str(path)]) == 2
    assert "20 people written, 1 set aside" in capsys.readouterr().err


def test_the_command_says_what_is_wrong(tmp_path, capsys):
    assert main([]) == 2
    assert main([str(tmp_path / "no.jsonl"), str(tmp_path / "a.parquet")]) == 2
    out = capsys.readouterr().err
    assert "usage:" in out
    assert "no.jsonl: No such file or directory" in out
