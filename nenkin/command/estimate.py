"""`nenkin estimate FILE`: the old-age pension of every person of a record file, with its working."""

import argparse
import json
import re

from nenkin.command.answers import answer_people, day, levels_asked, of_many, plain, wrong
from nenkin.command.text import person_text
from nenkin.law.estimate import AGE_20, AGE_60, AGE_65, AGE_66, AGE_70, Plan, estimate
from nenkin.law.explain import ENGLISH, JAPANESE, bands, reason_text, steps
from nenkin.law.levels import Levels
from nenkin.law.record import Record

HELP = "the old-age pension of the people of a record file, with its working"
AGE_75 = 900


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "file",
        metavar="FILE",
        help="nenkin-record: .json (one person), .jsonl or .parquet (many), - for JSON on standard input",
    )
    parser.add_argument(
        "--json", action="store_true", help="every figure and the working as JSON, one object a person"
    )
    add_plan_arguments(parser)


def add_plan_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of an estimate: day, start, how long the present work goes on, language."""
    parser.add_argument(
        "--as-of",
        type=day,
        metavar="YYYY-MM-DD",
        help="the law and the amounts of this day (default: today)",
    )
    parser.add_argument(
        "--start-age",
        type=_start_age,
        default=AGE_65,
        metavar="AGE",
        help="age at which both pensions begin, 60 to 75: 65 (default), 66y3m",
    )
    parser.add_argument(
        "--until",
        type=_until_age,
        default=AGE_60,
        metavar="AGE",
        help="age to which the present work goes on, 20 to 70: 60 (default), 62y6m",
    )
    parser.add_argument(
        "--lang", choices=(JAPANESE, ENGLISH), default=JAPANESE, help="language of the output"
    )


def run(arguments: argparse.Namespace) -> int:
    """Print what can be computed; 2 when a person was set aside or the file cannot be read."""
    plan = Plan(arguments.until, arguments.start_age, arguments.start_age)
    try:
        levels = levels_asked(arguments.as_of)
    except LookupError as error:
        return wrong("estimate", str(error))
    return answer_people(
        "estimate",
        arguments.file,
        arguments.lang,
        lambda record, first: _print_person(record, levels, plan, arguments, first=first),
    )


def _print_person(
    record: Record, levels: Levels, plan: Plan, arguments: argparse.Namespace, *, first: bool
) -> int:
    """Print one person; the reason why there is no amount, 0 when there is one."""
    career = record.career
    assert career is not None
    cohort = levels.cohort(career.birth_date)
    found = estimate(career, cohort, plan)
    working = steps(found, career, cohort, plan, arguments.lang)
    if arguments.json:
        document = {
            "id": record.id,
            "as_of": levels.as_of.isoformat(),
            "fiscal_year": levels.fiscal_year,
            "plan": plain(plan),
            "reason": found.reason,
            "reason_text": reason_text(found, arguments.lang),
            "bands": plain(bands(found)),
            "working": plain(working),
            "figures": plain(found),
        }
        print(json.dumps(document, ensure_ascii=False, indent=None if of_many(arguments.file) else 2))
    else:
        if not first:
            print()
        print(person_text(record, levels, plan, found, working, arguments.lang))
    return found.reason


def _start_age(text: str) -> int:
    months = _age(text, AGE_60, AGE_75)
    if AGE_65 < months < AGE_66:
        raise argparse.ArgumentTypeError(f"{text!r}: deferral begins at 66; allowed: 65, or 66 and later")
    return months


def _until_age(text: str) -> int:
    return _age(text, AGE_20, AGE_70)


def _age(text: str, lowest: int, highest: int) -> int:
    """An age such as 65 or 66y3m in months."""
    match = re.fullmatch("([0-9]{1,3})(?:y([0-9]{1,2})m)?", text)
    months = int(match[1]) * 12 + int(match[2] or 0) if match else -1
    if not match or int(match[2] or 0) > 11 or not lowest <= months <= highest:
        allowed = f"{lowest // 12} to {highest // 12}, years or years and months as 66y3m"
        raise argparse.ArgumentTypeError(f"{text!r} is no such age; allowed: {allowed}")
    return months
