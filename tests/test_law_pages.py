"""docs/law says everything that nenkin/law does, and nothing else: the pages follow the code."""

import importlib.util
import re
from collections import Counter
from pathlib import Path

import pytest

from nenkin.law.columns.uncertain import points
from nenkin.law.parameters import EMPLOYEES, NATIONAL
from nenkin.law.tables import rows
from nenkin.law.tables_schema import SCHEMAS

SCRIPT = Path(__file__).parents[1] / "scripts/law_pages.py"
_spec = importlib.util.spec_from_file_location("law_pages", SCRIPT)
law_pages = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(law_pages)

PAGES = law_pages.pages()
every_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)


def test_the_pages_are_those_that_the_code_gives():
    """If this fails, run `make docs`."""
    written = {path.name: path.read_text(encoding="utf-8") for path in law_pages.DOCS.glob("*.md")}
    wanted = {path.name: text for path, text in law_pages.files().items()}

    assert sorted(written) == sorted(wanted)
    assert [name for name in written if written[name] != wanted[name]] == []


def test_every_module_of_the_law_has_rules_on_a_page_or_is_machinery():
    named = {module for page in PAGES for module in page.modules}
    for module in law_pages.modules():
        assert (module in named) != law_pages.is_machinery(module), module
    assert named <= set(law_pages.modules())


def test_every_public_rule_is_on_exactly_one_page():
    on = Counter(rule.full for page in PAGES for rule in law_pages.rules_on(page))
    public = {
        rule.full
        for module in law_pages.modules()
        if not law_pages.is_machinery(module)
        for rule in law_pages.rules_of(module)
    }

    assert len(public) > 200
    assert set(on) == public
    assert [name for name, count in on.items() if count > 1] == []


def test_a_function_that_a_page_names_exists():
    for page in PAGES:
        for name in page.functions:
            module, _, function = name.rpartition(".")
            assert function in {rule.name for rule in law_pages.rules_of(module)}, name


@every_page
def test_a_page_shows_each_of_its_rules_with_its_words(page):
    text = law_pages.page_text(page)

    assert law_pages.rules_on(page)
    for rule in law_pages.rules_on(page):
        assert f"**`{rule.name}(" in text
        assert rule.text.strip(), f"{rule.full} has no docstring"
        assert law_pages._escaped(rule.text) in text


def test_every_table_is_on_a_page_in_all_its_rows():
    for name, schema in SCHEMAS.items():
        parts = [part for page in PAGES for part in page.parts if part.name == name]
        assert parts, name
        if all(part.column for part in parts):
            (column,) = {part.column for part in parts}
            shown = {value for part in parts for value in part.values}
            assert column in schema.columns.replace("?", "").split()
            assert shown == {row[column] for row in rows(name)}, name
    assert {part.name for page in PAGES for part in page.parts} == set(SCHEMAS)


def test_a_parameter_is_on_one_page_alone():
    for name in (NATIONAL, EMPLOYEES):
        values = Counter(
            value for page in PAGES for part in page.parts if part.name == name for value in part.values
        )
        assert set(values.values()) == {1}, name


@every_page
def test_a_page_says_its_articles_its_numbers_and_what_is_uncertain(page):
    text = law_pages.page_text(page)
    headings = re.findall(r"^## (.*)$", text, re.MULTILINE)
    uncertain = text.partition("## What is uncertain")[2]

    assert re.search(r"\([ぁ-ヿ一-鿿・]+\)", page.title), "a title has the Japanese term"
    assert page.what.endswith(".")
    assert headings == [
        "Articles", "Rules", "Parameters in force on 2026-04-01, and their history", "What is uncertain",
    ]  # fmt: skip
    for point in points():
        assert (point.en in uncertain) == (page.name in point.pages), point.code
    assert "None known." in uncertain or "\n- " in uncertain


def test_every_open_point_is_on_a_page_that_exists():
    names = {page.name for page in PAGES}
    for point in points():
        assert point.pages, point.code
        assert set(point.pages) <= names, point.code


def test_the_value_in_force_and_its_history_are_shown_with_source_and_confidence():
    text = law_pages.page_text(next(page for page in PAGES if page.name == "old-age-basic"))
    now, _, past = text.partition("History (")

    assert re.search(r"\| 2026-04-01 \| 2027-03-31 \| 2026 \| 1956-04-02 \| … \| paid \| 780,900 \| 1.085 \| 847,300 \|.*\| high \| \d+ \|", now)  # fmt: skip
    assert re.search(r"\| 2018-04-01 \| 2019-03-31 \| 2018 .* 779,300 \|", past)


def test_a_long_table_is_shortened_and_says_so():
    text = law_pages.page_text(next(page for page in PAGES if page.name == "employees-earnings-related"))

    assert "every row is in the file" in text
    assert len(text) < 120_000


def test_the_first_page_links_every_page():
    text = law_pages.index_text()
    assert re.findall(r"\]\(([\w-]+)\.md\) \|", text) == [page.name for page in PAGES]
