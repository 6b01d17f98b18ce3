"""The law documents itself: every rule names its article, every figure its unit."""

import ast
import re
from pathlib import Path

import pytest

LAW = Path(__file__).parents[1] / "nenkin/law"
CODE = [path for path in sorted(LAW.rglob("*.py")) if not {"tests", "vectors"} & set(path.parts)]
RULES = [path for path in CODE if path.parent.name in {"national_pension", "employees_pension", "adjustment"}]
ARTICLE = re.compile(r"\b(art\. \d|Act\b|Order\b|Code\b|No article)|第\d+条")
UNIT = re.compile(
    r"\b(yen|months?|days?|years?|ages?|numbers?|thousandths|millionths|tenths|15ths|24ths|units?|exact|counts?|codes?|bits?|places?|"
    r"rates?|rows?|lines?|fiscal|sums?)\b|\b1:"
)


def name(path):
    return str(path.relative_to(LAW))


def public(path, kind):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [node for node in tree.body if isinstance(node, kind) and not node.name.startswith("_")]


@pytest.mark.parametrize("path", CODE, ids=name)
def test_a_module_says_what_it_is_for(path):
    assert len((ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "").split()) >= 3


@pytest.mark.parametrize("path", [path for path in RULES if path.stem != "__init__"], ids=name)
def test_a_module_of_rules_names_its_law(path):
    assert ARTICLE.search(ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))))


@pytest.mark.parametrize("path", CODE, ids=name)
def test_every_public_function_says_what_it_is_for(path):
    silent = [
        node.name
        for node in public(path, ast.FunctionDef)
        if len((ast.get_docstring(node) or "").split()) < 3
    ]
    assert silent == []


@pytest.mark.parametrize("path", RULES, ids=name)
def test_a_rule_that_gives_an_amount_says_in_which_unit(path):
    amounts = [
        node
        for node in public(path, ast.FunctionDef)
        if isinstance(node.returns, ast.Name) and node.returns.id == "int"
    ]
    assert [node.name for node in amounts if not UNIT.search(ast.get_docstring(node) or "")] == []


def units_of(path, node):
    """The words about the figures of a NamedTuple: its docstring and the comments beside its fields."""
    lines = path.read_text(encoding="utf-8").splitlines()[node.lineno - 1 : node.end_lineno]
    return " ".join([ast.get_docstring(node) or "", *(line.partition("#")[2] for line in lines)])


def is_named_tuple(node):
    return any(isinstance(base, ast.Name) and base.id == "NamedTuple" for base in node.bases)


@pytest.mark.parametrize("path", CODE, ids=name)
def test_every_public_tuple_of_figures_names_its_units(path):
    without = [
        node.name
        for node in public(path, ast.ClassDef)
        if is_named_tuple(node)
        and any(
            isinstance(field, ast.AnnAssign) and ast.unparse(field.annotation) == "int" for field in node.body
        )
        and not UNIT.search(units_of(path, node))
    ]
    assert without == []


@pytest.mark.parametrize("path", CODE, ids=name)
def test_every_public_class_says_what_it_is(path):
    assert [node.name for node in public(path, ast.ClassDef) if not ast.get_docstring(node)] == []
