"""docs/quality says what is checked: every id once, with tests that exist and a result."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs/quality/accounts.md"
RANGES = {  # of the page: prefix, first, last
    ("S-", 201, 206),
    ("S-", 211, 218),
    ("S-", 221, 229),
    ("S-", 231, 238),
    ("S-", 241, 253),
    ("B-", 101, 112),
    ("B-", 201, 209),
    ("B-", 301, 305),
    ("B-", 501, 503),
    ("A-0", 26, 27),
    ("A-0", 39, 42),
    ("A-0", 57, 57),
}
WANTED = {f"{prefix}{number}" for prefix, first, last in RANGES for number in range(first, last + 1)}
RESULTS = ("pass", "not met", "does not apply yet")


def rows(text: str) -> list[list[str]]:
    lines = [line for line in text.splitlines() if re.match(r"\| [SAB]-\d{3} \|", line)]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


ROWS = rows(PAGE.read_text(encoding="utf-8"))


@cache
def functions(file: str) -> set[str]:
    """The tests of a file; none when there is no such file."""
    path = ROOT / file
    tree = ast.parse(path.read_text(encoding="utf-8")) if path.is_file() else ast.Module([], [])
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def missing(cells: list[str]) -> list[str]:
    """What a row names and is not there."""
    named = re.findall(r"`([^`:]+)::([^`]+)`", " ".join(cells))
    runs = re.findall(r"run: `([^`]+)`", " ".join(cells))
    return [f"{file}::{name}" for file, name in named if name not in functions(file)] + [
        run for run in runs if not (ROOT / run).is_file()
    ]


def test_every_id_is_there_once():
    assert sorted(row[0] for row in ROWS) == sorted(WANTED)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_a_row_names_what_exists_and_has_a_result(row):
    assert len(row) == 5
    assert all(row)
    assert missing(row) == []
    assert row[4].startswith(RESULTS)
    assert row[4].startswith("does not apply yet") or re.search("::|run: ", row[2])
    assert len(row[4]) > 20 or row[4].startswith("pass"), "a reason"


@pytest.mark.parametrize(
    "row",
    [
        ["S-201", "x", "`tests/test_quality_docs.py::test_that_is_not_there`", "y", "pass"],
        ["S-201", "x", "`tests/no_such_file.py::test_every_id_is_there_once`", "y", "pass"],
        ["S-201", "x", "run: `scripts/no_such_script.py`", "y", "pass"],
    ],
)
def test_what_does_not_exist_is_found(row):
    assert missing(row)
