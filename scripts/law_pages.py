"""Write docs/law: a page per benefit from the docstrings, the tables and the open points of nenkin/law.

`python scripts/law_pages.py` writes the pages; docs/law/pages.toml says what each is about.
"""

import ast
import re
import sys
import tomllib
from collections.abc import Iterable
from datetime import date
from fnmatch import fnmatchcase
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from nenkin.law.columns.uncertain import points  # noqa: E402
from nenkin.law.levels import FIRST_FISCAL_YEAR, LAST_FISCAL_YEAR  # noqa: E402
from nenkin.law.tables import Row, table  # noqa: E402
from nenkin.law.words import TABLE_WORDS  # noqa: E402

DOCS = ROOT / "docs/law"
LAW = ROOT / "nenkin/law"
DAY = date(LAST_FISCAL_YEAR, 4, 1)
MOST_ROWS = 90  # of one table on a page; a longer one is shown for the latest births, then by its last rows
OWN_COLUMNS = ("source", "confidence", "valid_from", "valid_to")
SURE = ("high", "medium", "low")
ARTICLE = re.compile(
    r"(?:(?:NP|EPI|Income Tax|Banking|Civil|National Pension)(?: Act| Code)?(?: Enforcement)?(?: Order)?"
    r"|(?:Enforcement )?Order|Act No\. \d+ of \d{4}|Act on [A-Z][\w ]+?)(?: suppl\.)? art\. \d+(?:-\d+)*(?: \(\d+\))?"
    r"(?:(?:,| and|–| to) (?:art\. )?\d+(?:-\d+)*(?: \(\d+\))?|–\d+(?:-\d+)*)*"
)


class Part(NamedTuple):
    """A table of a page, whole or only some rows."""

    name: str
    column: str  # empty: every row
    values: tuple[str, ...]


class Page(NamedTuple):
    """One page of pages.toml."""

    name: str
    title: str
    what: str
    modules: tuple[str, ...]
    functions: tuple[str, ...]
    parts: tuple[Part, ...]


class Rule(NamedTuple):
    """A public function of the law."""

    module: str
    name: str
    parameters: tuple[str, ...]
    text: str  # its docstring

    @property
    def full(self) -> str:
        return f"{self.module}.{self.name}"


@cache
def document() -> dict[str, Any]:
    with (DOCS / "pages.toml").open("rb") as stream:
        return tomllib.load(stream)


def pages() -> tuple[Page, ...]:
    """The pages in the order of the file."""
    return tuple(
        Page(
            page["name"],
            page["title"],
            " ".join(page["what"].split()),
            tuple(page.get("modules", ())),
            tuple(page.get("functions", ())),
            tuple(_part(given) for given in page.get("tables", ())),
        )
        for page in document()["page"]
    )


def _part(given: Any) -> Part:
    if isinstance(given, str):
        return Part(given, "", ())
    return Part(given["name"], given["column"], tuple(given["values"]))


def modules() -> dict[str, Path]:
    """Every module of the law with its file, tests aside."""
    found = {}
    for path in sorted(LAW.rglob("*.py")):
        if "tests" not in path.parts:
            found[".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")] = path
    return found


def is_machinery(module: str) -> bool:
    """Whether a module has no rules: it reads, checks or explains."""
    return any(fnmatchcase(module, pattern) for pattern in document()["machinery"])


@cache
def rules_of(module: str) -> tuple[Rule, ...]:
    """The public functions of a module, in the order of the file."""
    tree = ast.parse(modules()[module].read_text(encoding="utf-8"))
    return tuple(
        Rule(module, node.name, tuple(_parameters(node.args)), ast.get_docstring(node) or "")
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
    )


def _parameters(arguments: ast.arguments) -> Iterable[str]:
    yield from (one.arg for one in (*arguments.posonlyargs, *arguments.args))
    if arguments.kwonlyargs:
        yield "*"
        yield from (one.arg for one in arguments.kwonlyargs)


def module_text(module: str) -> str:
    return ast.get_docstring(ast.parse(modules()[module].read_text(encoding="utf-8"))) or ""


def rules_on(page: Page) -> tuple[Rule, ...]:
    """The rules of a page: its modules without what another page takes out of them, and what it takes itself."""
    taken = {name for other in pages() for name in other.functions}
    found = [rule for module in page.modules for rule in rules_of(module) if rule.full not in taken]
    for name in page.functions:
        module, _, function = name.rpartition(".")
        found += [rule for rule in rules_of(module) if rule.name == function]
    return tuple(found)


def page_text(page: Page) -> str:
    """A whole page."""
    return (
        "\n\n".join(
            [
                f"# {page.title}",
                "<!-- written by `make docs`; change the docstrings, the tables or pages.toml instead -->",
                page.what,
                f"Computed for the fiscal years {FIRST_FISCAL_YEAR} to {LAST_FISCAL_YEAR}. Abbreviations: "
                "[README](README.md#abbreviations).",
                *_articles(page),
                *_rules(page),
                *_parameter_sections(page),
                *_uncertain(page),
            ]
        )
        + "\n"
    )


def _articles(page: Page) -> list[str]:
    texts = [rule.text for rule in rules_on(page)] + [module_text(module) for module in page.modules]
    found: dict[str, None] = {}
    for text in texts:
        found |= dict.fromkeys(" ".join(match.split()) for match in ARTICLE.findall(text))
    named = [one for one in sorted(found, key=_by_number) if not one.startswith(("Order", "Enforcement"))]
    return ["## Articles", "\n".join(f"- {article}" for article in named) or "None named."]


def _by_number(article: str) -> tuple[str, list[int]]:
    act, _, numbers = article.partition("art. ")
    return act, [int(number) for number in re.findall(r"\d+", numbers)]


def _rules(page: Page) -> list[str]:
    lines, module = ["## Rules"], ""
    for rule in rules_on(page):
        if rule.module != module:
            module = rule.module
            path = modules()[module].relative_to(ROOT).as_posix()
            lines.append(f"### [`{path}`](../../{path})")
            if module in page.modules:
                lines.append(_as_quote(module_text(module)))
        lines.append(f"**`{rule.name}({', '.join(rule.parameters)})`**")
        lines.append(_escaped(rule.text))
    return lines


def _as_quote(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in _escaped(text).splitlines())


def _escaped(text: str) -> str:
    """A docstring as Markdown: nothing in it is meant as markup except `code`."""
    return re.sub(r"(?<!`)([*<|])(?!`)", r"\\\1", text)


# Tables


def _parameter_sections(page: Page) -> list[str]:
    lines = [f"## Parameters in force on {DAY}, and their history"]
    if not page.parts:
        return [*lines, "None: these rules take their numbers from the other pages."]
    for part in page.parts:
        lines += _table_section(part)
    return lines


def _table_section(part: Part) -> list[str]:
    whole = table(part.name)
    rows = [row for row in whole.rows if not part.column or row[part.column] in part.values]
    dated = "valid_from" in whole.columns
    now = [row for row in rows if not dated or _in_force(row)]
    past = [row for row in rows if dated and not _in_force(row)]
    path = next(LAW.rglob(f"{part.name}.csv")).relative_to(ROOT).as_posix()
    heading = f"### {TABLE_WORDS[part.name]} — [`{part.name}`](../../{path})"
    sources = list(dict.fromkeys(row["source"] for row in rows))
    lines = [
        heading,
        *_shown(part.name, now, sources, "in force"),
        *_shown(part.name, past, sources, "history"),
    ]
    used = "\n".join(f"{place}. {source}" for place, source in enumerate(sources, start=1))
    return [*lines, f"Sources of `{part.name}`:", used]


def _in_force(row: Row) -> bool:
    return row["valid_from"] <= DAY and (row["valid_to"] is None or row["valid_to"] >= DAY)


def _shown(name: str, rows: list[Row], sources: list[str], what: str) -> list[str]:
    """Rows as a table; of a long one only the latest births, then one row a date."""
    if not rows:
        return [] if what == "history" else ["No row is in force."]
    shown, left_out = _fewer(name, rows)
    title = f"History ({len(rows)} rows):" if what == "history" else f"In force ({len(rows)} rows):"
    note = f" Shown here: {left_out}; every row is in the file." if left_out else ""
    return [title + note, _markdown(name, shown, sources)]


def _fewer(name: str, rows: list[Row]) -> tuple[list[Row], str]:
    if len(rows) <= MOST_ROWS:
        return rows, ""
    columns = table(name).columns
    said = []
    for prefix in ("birth", "recipient_birth"):
        if f"{prefix}_to" in columns:
            rows = _latest_births(rows, prefix)
            said.append("the latest births")
    if len(rows) > MOST_ROWS and "valid_from" in columns:
        keys = table(name).schema.keys
        last_of: dict[object, Row] = {}
        for row in rows:
            last_of[(row["valid_from"], *(row[key] for key in keys[:1]))] = row
        rows = list(last_of.values())
        said.append("the last row of each date")
    if len(rows) > MOST_ROWS:
        rows = rows[-MOST_ROWS:]
        said.append(f"the last {MOST_ROWS} rows")
    return rows, ", of them ".join(said)


def _latest_births(rows: list[Row], prefix: str) -> list[Row]:
    """The rows that still hold for births to come, or those of the last band of birth."""
    open_rows = [row for row in rows if row[f"{prefix}_to"] is None]
    last = max(row[f"{prefix}_from"] or date.min for row in rows)
    return open_rows or [row for row in rows if row[f"{prefix}_from"] == last]


def _markdown(name: str, rows: list[Row], sources: list[str]) -> str:
    columns = [column for column in table(name).columns if column not in OWN_COLUMNS]
    columns = [column for column in columns if any(row[column] is not None for row in rows)]
    dates = [column for column in ("valid_from", "valid_to") if column in table(name).columns]
    header = [*dates, *columns, "confidence", "source"]
    lines = [f"| {' | '.join(header)} |", f"|{'---|' * len(header)}"]
    for row in rows:
        cells = [_cell(column, row[column]) for column in [*dates, *columns]]
        lines.append(f"| {' | '.join([*cells, row['confidence'], str(sources.index(row['source']) + 1)])} |")
    return "\n".join(lines)


def _cell(column: str, value: object) -> str:
    if value is None:
        return "…" if column.endswith(("_from", "_to")) else ""
    if isinstance(value, Fraction):
        return f"{float(value):.5f}".rstrip("0").rstrip(".")
    if isinstance(value, int) and "year" not in column:
        return f"{value:,}"
    return str(value).replace("|", "\\|")


# Uncertainty


def _uncertain(page: Page) -> list[str]:
    lines = ["## What is uncertain"]
    open_points = [point for point in points() if page.name in point.pages]
    lines.append("\n".join(f"- {point.en}" for point in open_points) or "None known.")
    unsure = [words for part in page.parts if (words := _unsure(part))]
    if unsure:
        lines.append(
            "Rows that are not of high confidence:\n\n" + "\n".join(f"- {words}" for words in unsure)
        )
    return lines


def _unsure(part: Part) -> str:
    rows = [row for row in table(part.name).rows if not part.column or row[part.column] in part.values]
    counts = [(sure, sum(row["confidence"] == sure for row in rows)) for sure in SURE[1:]]
    words = ", ".join(f"{count} {sure}" for sure, count in counts if count)
    return f"`{part.name}`: {words} of {len(rows)}" if words else ""


def index_text() -> str:
    """The first page."""
    lines = [
        "# The law, benefit by benefit",
        "<!-- written by `make docs`; change scripts/law_pages.py or pages.toml instead -->",
        "What each rule says, by which articles, with which numbers, and what is uncertain. The pages are written from the "
        "docstrings and tables of `nenkin/law` and from `nenkin/law/uncertain.toml`, so that they cannot say anything else than the "
        f"code. Numbers in force are those of {DAY}.",
        "\n".join(["| page | rules | tables |", "|---|---|---|", *map(_index_row, pages())]),
        "## Abbreviations",
        "- NP Act: National Pension Act (国民年金法); NP Order: its enforcement order (施行令)\n"
        "- EPI Act: Employees' Pension Insurance Act (厚生年金保険法); EPI Order: its enforcement order\n"
        "- suppl. art.: article of the supplementary provisions (附則)\n"
        "- Act No. 34 of 1985, No. 83 of 1994, No. 18 of 2000, No. 104 of 2004, No. 74 of 2025: amending acts\n"
        "- 第1号 to 第4号: categories of employees; terms are in the [glossary](../glossary.md)\n"
        "- high, medium, low: how sure a number is. High: read in the law or an official publication; medium: derived, or "
        "from one good source; low: from memory or a weak source",
        "Sources of the tables are named as they were read; an id such as 334AC0000000141 is that of the act in the government's "
        "register of laws.",
    ]
    return "\n\n".join(lines) + "\n"


def _index_row(page: Page) -> str:
    tables = len({part.name for part in page.parts})
    return f"| [{page.title}]({page.name}.md) | {len(rules_on(page))} | {tables} |"


def files() -> dict[Path, str]:
    """Every page with its text."""
    return {DOCS / "README.md": index_text()} | {
        DOCS / f"{page.name}.md": page_text(page) for page in pages()
    }


def main() -> None:
    """Write the pages; remove those that are no more."""
    written = files()
    for path in DOCS.glob("*.md"):
        if path not in written:
            path.unlink()
    for path, text in written.items():
        path.write_text(text, encoding="utf-8")
    print(f"{len(written)} pages in {DOCS.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
