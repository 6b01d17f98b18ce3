"""Rules of the house that no other tool checks."""

import ast
import sys
from pathlib import Path

import pytest

LAW = Path(__file__).parents[1] / "nenkin/law"
CODE = [path for path in sorted(LAW.rglob("*.py")) if "tests" not in path.parts]


def imported(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
    return names


@pytest.mark.parametrize("path", CODE, ids=lambda path: str(path.relative_to(LAW)))
def test_the_law_imports_itself_and_the_standard_library_only(path):
    foreign = {name for name in imported(path) if name.partition(".")[0] not in sys.stdlib_module_names}
    assert {name for name in foreign if not name.startswith("nenkin.law")} == set()


@pytest.mark.parametrize("path", CODE, ids=lambda path: str(path.relative_to(LAW)))
def test_the_law_asks_no_clock(path):
    assert "time" not in imported(path)
    asked = [
        node.attr
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in {"today", "now", "utcnow", "localtime"}
    ]
    assert asked == []
