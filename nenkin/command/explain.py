"""`nenkin explain FILE COLUMN`: how one figure of every person of a record file came about."""

import argparse
import json
import sys
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import NamedTuple

from nenkin.command.answers import answer_people, levels_asked, of_many, plain, wrong
from nenkin.command.estimate import add_plan_arguments
from nenkin.command.text import heading, pad, wide
from nenkin.law.columns import (
    Explanation,
    Input,
    Subject,
    check_column,
    column_name,
    column_unit,
    columns_under,
    explain_column,
)
from nenkin.law.estimate import Plan, estimate
from nenkin.law.explain import JAPANESE, reason_text
from nenkin.law.levels import Levels
from nenkin.law.life_rules import life_rules_on
from nenkin.law.lifetime import LifeRules, counted_at, life_of, nobody, nothing_counted
from nenkin.law.record import Record
from nenkin.law.timeline import timeline
from nenkin.law.words import Words

HELP = "how one figure (or every one) of the people of a record file came about"
ALL = "all"
OF_PERSON = ("", "cohort", "plan", "rules")
OF_SPAN = ("amounts", "counted")  # once for each span of a life that is paid alike

GIVEN = {
    "record": ("記録", "record"),
    "plan": ("前提", "plan"),
    "event": ("請求", "event"),
    "family": ("家族", "family"),
    "law": ("法律による計算", "computed by the law"),
}


class Group(NamedTuple):
    """Explanations of one span of months, or of the person where there is no month."""

    month: int  # 0: of the person
    until: int
    columns: tuple[Explanation, ...]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "file",
        nargs="?",
        metavar="FILE",
        help="nenkin-record: .json (one person), .jsonl or .parquet (many), - for JSON on standard input",
    )
    parser.add_argument(
        "column",
        nargs="?",
        metavar="COLUMN",
        help="the figure by its path, as basic, at_65.1.average_before, cohort.full_amount, amounts.suspended; "
        f"{ALL}: every one",
    )
    parser.add_argument("--list", action="store_true", help="the columns there are, with their names")
    parser.add_argument("--json", action="store_true", help="as JSON, one object a person")
    add_plan_arguments(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print what can be explained; 2 when there is no such column, a person was set aside or the file cannot be read."""
    if arguments.list:
        print(listed(arguments.lang, arguments.json))
        return 0
    if arguments.file is None or arguments.column is None:
        return wrong("explain", "FILE and COLUMN are needed; --list shows the columns")
    if fault := column_fault(arguments.column):
        return wrong("explain", fault)
    try:
        levels = levels_asked(arguments.as_of)
    except LookupError as error:
        return wrong("explain", str(error))
    plan = Plan(arguments.until, arguments.start_age, arguments.start_age)
    return answer_people(
        "explain",
        arguments.file,
        arguments.lang,
        lambda record, first: _print_person(record, levels, plan, arguments, first=first),
    )


@cache
def every_column() -> tuple[str, ...]:
    """The columns that a record alone can explain."""
    return tuple(column for root in (*OF_PERSON, *OF_SPAN) for column in columns_under(root))


def column_fault(column: str) -> str:
    """Why a column cannot be explained here; empty: it can."""
    if column == ALL or column in every_column():
        return ""
    try:
        check_column(column)
    except LookupError as error:
        return f"{error.args[0]}; --list shows the columns"
    return f"{column}: an event is needed, which a record file does not have; --list shows the columns"


def listed(language: str, as_json: bool) -> str:
    """Every column with its name in plain words."""
    names = {column: column_name(column, language) for column in every_column()}
    if as_json:
        return json.dumps(names, ensure_ascii=False, indent=2)
    width = max(map(wide, names))
    return "\n".join(f"{pad(column, width, left=True)}  {name}" for column, name in names.items())


def explained(record: Record, levels: Levels, plan: Plan, column: str, language: str) -> Iterator[Group]:
    """The asked columns of one person, those of a month once for each span of the life."""
    assert record.career is not None
    career, cohort = record.career, levels.cohort(record.career.birth_date)
    rules = life_rules_on(levels.as_of, date.fromordinal(career.birth_date))
    subject = Subject(career, cohort, plan, estimate(career, cohort, plan), levels.as_of, rules, nobody())
    asked = every_column() if column == ALL else (column,)
    of_span = [name for name in asked if name.partition(".")[0] in OF_SPAN]
    of_person = [name for name in asked if name not in of_span]
    if of_person:
        yield Group(0, 0, tuple(explain_column(name, subject, language) for name in of_person))
    if of_span:
        for span in spans(subject, rules):
            assert span.amounts is not None
            columns = tuple(explain_column(name, span, language) for name in of_span)
            yield Group(span.amounts.month, span.amounts.until, columns)


def spans(subject: Subject, rules: LifeRules) -> Iterator[Subject]:
    """The subject with each span of months that is paid alike."""
    career, cohort, plan = subject.career, subject.cohort, subject.plan
    life = life_of(career, cohort, plan, rules, subject.estimate)
    for amounts in timeline(career, cohort, plan, rules):
        counted = counted_at(career, cohort, plan, life, amounts.month, nothing_counted())
        yield subject._replace(amounts=amounts, counted=counted)


def _print_person(
    record: Record, levels: Levels, plan: Plan, arguments: argparse.Namespace, *, first: bool
) -> int:
    """Print one person; the reason why there is no amount, 0 when there is one."""
    career, language = record.career, arguments.lang
    assert career is not None
    found = estimate(career, levels.cohort(career.birth_date), plan)
    groups = [*explained(record, levels, plan, arguments.column, language)]
    if arguments.json:
        document = {
            "id": record.id,
            "as_of": levels.as_of.isoformat(),
            "fiscal_year": levels.fiscal_year,
            "plan": plain(plan),
            "reason": found.reason,
            "reason_text": reason_text(found, language),
            "groups": plain(tuple(groups)),
        }
        print(json.dumps(document, ensure_ascii=False, indent=None if of_many(arguments.file) else 2))
        return found.reason
    if not first:
        print()
    lines = heading(record, career, levels, plan, language == JAPANESE)
    if not groups:
        reason = reason_text(found, language)
        lines += ["", f"見込額を出せません。{reason}" if language == JAPANESE else f"No amount. {reason}"]
    for group in groups:
        lines += ["", *_group_text(group, language)]
    sys.stdout.write("\n".join(lines) + "\n")
    return found.reason


def _group_text(group: Group, language: str) -> list[str]:
    words = Words(language, None)
    lines = []
    if group.month:
        first, last = words.month(group.month), words.month(group.until - 1)
        lines.append(words(f"{first}から{last}まで", f"{first} to {last}"))
    for one in group.columns:
        lines.extend(_text(one, words))
    return lines


def _text(found: Explanation, words: Words) -> list[str]:
    """A figure: name and value, formula, article, table, what entered it, what is uncertain."""
    lines = [
        f"{found.name} [{found.column}]  {words.quantity(found.value, found.unit)}",
        f"  {found.formula}",
        f"  {words('条文', 'article')}: {found.article}",
    ]
    if found.table:
        lines.append(f"  {words('表', 'table')}: {found.table}")
    if found.inputs:
        inputs = words("、", "; ").join(_input(one, words) for one in found.inputs)
        lines.append(f"  {words('もとの数', 'from')}: {inputs}")
    if found.uncertainty:
        lines.append(f"  {words('定まっていないこと', 'uncertain')}: {found.uncertainty}")
    return lines


def _input(one: Input, words: Words) -> str:
    """A figure that entered a formula: a column in its unit, or a plain number with where it comes from."""
    if one.source in every_column():
        return f"{one.name} {words.quantity(one.value, column_unit(one.source))} [{one.source}]"
    return f"{one.name} {one.value:,} ({words(*GIVEN[one.source])})"
