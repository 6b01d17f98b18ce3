"""The documents say what is there: map, glossary, decisions and dependencies follow the code."""

import json
import re
import tomllib
from itertools import chain
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
DECISIONS = sorted((DOCS / "decisions").glob("0*.md"))


def read(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def folders(path: str) -> set[str]:
    return {child.name for child in (ROOT / path).iterdir() if (child / "__init__.py").exists()}


def table_rows(text: str) -> list[list[str]]:
    lines = [line.strip() for line in text.splitlines() if line.startswith("|")]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    rules = {place for place, row in enumerate(cells) if set("".join(row)) <= set("-: ")}
    return [row for place, row in enumerate(cells) if place not in rules and place + 1 not in rules]


GLOSSARY = [(japanese, english) for japanese, english, *_ in table_rows(read("docs/glossary.md"))]


@pytest.mark.parametrize("page", ["README.md", "README.ja.md"])
def test_the_map_names_every_folder_of_the_package(page):
    mapped = set(re.findall(r"^\| `nenkin/(\w+)/` \|", read(page), re.MULTILINE))
    assert mapped == folders("nenkin")


def test_the_map_of_services_names_every_service():
    mapped = set(
        re.findall(r"`(\w+)`", " ".join(row[2] for row in table_rows(read("nenkin/services/README.md"))))
    )
    assert mapped == folders("nenkin/services") - {"tests"}


@pytest.mark.parametrize("page", ["README.md", "README.ja.md"])
def test_the_first_screenful_has_the_two_commands(page):
    first_screenful = read(page).splitlines()[:24]
    assert any(line.startswith("make run ") for line in first_screenful)
    assert any(line.startswith("make test ") for line in first_screenful)


@pytest.mark.parametrize("side", [0, 1], ids=["japanese", "english"])
def test_a_glossary_term_appears_once(side):
    terms = [row[side].casefold() for row in GLOSSARY]
    assert len(terms) > 100
    assert sorted(terms) == sorted(set(terms))


def test_a_module_of_the_law_is_titled_by_the_glossary():
    english_of = dict(GLOSSARY)
    titled = [
        (path.name, *title.groups())
        for path in sorted((ROOT / "nenkin/law").rglob("*.py"))
        if (title := re.match(r'"""([^ ()]+) \(([a-z][^,)]*)\)', path.read_text(encoding="utf-8")))
    ]
    titled = [(name, japanese, english) for name, japanese, english in titled if japanese in english_of]
    assert len(titled) >= 4
    assert [row for row in titled if english_of[row[1]] != row[2]] == []


@pytest.mark.parametrize("page", DECISIONS, ids=lambda page: page.stem)
def test_a_decision_page_has_its_headings_and_its_line_in_the_list(page):
    text = page.read_text(encoding="utf-8")
    assert re.findall(r"^## (.*)$", text, re.MULTILINE) == ["Needed", "Chosen", "Measured", "What follows"]
    title = text.splitlines()[0].removeprefix(f"# {page.name[:4]} ")
    assert f"| [{page.name[:4]}]({page.name}) | {title} |" in read("docs/decisions/README.md")


def test_every_dependency_has_its_reason():
    declared = [
        *PYPROJECT["project"]["dependencies"],
        *chain(*PYPROJECT["project"]["optional-dependencies"].values()),
        *chain(*PYPROJECT["dependency-groups"].values()),
        *PYPROJECT["build-system"]["requires"],
    ]
    names = {re.split(r"[=<>\[ ]", requirement)[0] for requirement in declared}
    package = json.loads(read("package.json"))
    names |= {*package["dependencies"], *package["devDependencies"]}
    explained = {row[0].strip("`"): row[1] for row in table_rows(read("docs/decisions/dependencies.md"))}
    assert set(explained) == names
    assert all(explained.values())


def test_every_make_target_has_its_line_of_help():
    targets = set(re.findall(r"^\.PHONY: (\S+)$", read("Makefile"), re.MULTILINE))
    helped = set(re.findall(r"^([a-z-]+):.*## \S", read("Makefile"), re.MULTILINE))
    assert targets == helped


@pytest.mark.parametrize(
    "page", sorted({*ROOT.glob("*.md"), *DOCS.rglob("*.md")}), ids=lambda page: page.name
)
def test_links_between_pages_lead_somewhere(page):
    links = re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_every_setting_and_every_command_is_on_the_page_for_who_runs_it():
    page = read("docs/running.md")
    names = re.findall(r'^    "(NENKIN_\w+)": "', read("nenkin/config/settings.py"), re.MULTILINE)
    assert len(names) >= 16
    assert re.findall(r"^\| `(NENKIN_\w+)`", page, re.MULTILINE) == names
    commands = {path.stem for path in (ROOT / "nenkin").rglob("management/commands/[a-z]*.py")}
    closed = {"changepassword", "createsuperuser"}  # closed on purpose
    assert {name for name in commands - closed if f"`{name}`" not in page} == set()
