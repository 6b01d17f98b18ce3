"""`nenkin statement FILE`: the figures of ねんきん定期便 for every person of a record file."""

import argparse
import json
import re

from nenkin.command.answers import SetAside, answer_people, day, levels_asked, of_many, plain, wrong
from nenkin.command.statement_text import AMOUNTS, FORMS, person_text
from nenkin.law.career import month_number
from nenkin.law.explain import ENGLISH, JAPANESE
from nenkin.law.levels import Levels
from nenkin.law.projection import BONUSES_OF_LAST_YEAR, BONUSES_OF_PRESENT_WORK, NO_BONUSES, Assumptions
from nenkin.law.reasons import TEXT_EN, TEXT_JA
from nenkin.law.record import Record
from nenkin.law.statement import age_on, columns, statement_on

HELP = "the figures of the yearly statement (ねんきん定期便) of the people of a record file"
BONUSES = {"repeat": BONUSES_OF_LAST_YEAR, "present-work": BONUSES_OF_PRESENT_WORK, "none": NO_BONUSES}
HIGHEST_WAGE = 99_999_999
FIRST_YEAR, LAST_YEAR = 1900, 2199


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "file",
        metavar="FILE",
        help="nenkin-record: .json (one person), .jsonl or .parquet (many), - for JSON on standard input",
    )
    parser.add_argument("--json", action="store_true", help="every figure as JSON, one object a person")
    parser.add_argument(
        "--as-of",
        type=day,
        metavar="YYYY-MM-DD",
        help="the age, the law and the amounts of this day (default: today)",
    )
    parser.add_argument(
        "--record-through",
        type=_month,
        metavar="YYYY-MM",
        help="the last month the statement knows (default: the record's, but none after --as-of)",
    )
    parser.add_argument(
        "--receiving", action="store_true", help="they draw an old-age pension already: no amounts"
    )
    future = parser.add_argument_group("the future of people of 50 to 59, to 60")
    future.add_argument(
        "--wage",
        type=_wage,
        default=0,
        metavar="YEN",
        help="yen a month from now on, graded by date (default: the present standard)",
    )
    future.add_argument(
        "--bonuses",
        choices=BONUSES,
        default="repeat",
        help="bonuses of the last 12 months repeat (default), those of the present work alone, or none",
    )
    future.add_argument(
        "--same-status",
        action="store_true",
        help="national-pension months go on as the last one, exempt or unpaid too (default: paid)",
    )
    parser.add_argument(
        "--lang", choices=(JAPANESE, ENGLISH), default=JAPANESE, help="language of the output"
    )


def run(arguments: argparse.Namespace) -> int:
    """Print what can be computed; 2 when a person was set aside or the file cannot be read."""
    try:
        levels = levels_asked(arguments.as_of)
    except LookupError as error:
        return wrong("statement", str(error))
    assumptions = Assumptions(arguments.wage, BONUSES[arguments.bonuses], arguments.same_status)
    return answer_people(
        "statement",
        arguments.file,
        arguments.lang,
        lambda record, first: _print_person(record, levels, assumptions, arguments, first=first),
    )


def _print_person(
    record: Record, levels: Levels, assumptions: Assumptions, arguments: argparse.Namespace, *, first: bool
) -> int:
    """Print one person; the reason why there is no amount, 0 when there is one."""
    assert record.career is not None
    japanese = arguments.lang == JAPANESE
    if age_on(record.career.birth_date, levels.as_of.toordinal()) < 0:
        raise SetAside(
            f"{levels.as_of}には、まだ生まれていません。"
            if japanese
            else f"was not born yet on {levels.as_of}"
        )
    try:
        found = statement_on(
            levels.as_of, record.career, arguments.record_through, arguments.receiving, assumptions
        )
    except ValueError as error:
        raise SetAside(
            "--wage は、いまの勤め先が1つの方にだけ使えます。" if japanese else f"--wage: {error}"
        ) from None
    if arguments.json:
        reasons = TEXT_JA if japanese else TEXT_EN
        document = {
            "id": record.id,
            "as_of": levels.as_of.isoformat(),
            "fiscal_year": levels.fiscal_year,
            "assumptions": plain(assumptions),
            "form": FORMS[found.form].name,
            "amounts": AMOUNTS[found.amounts],
            "reason": found.reason,
            "reason_text": reasons.get(found.reason, ""),
            "columns": plain(columns(found)),
            "figures": plain(found),
        }
        print(json.dumps(document, ensure_ascii=False, indent=None if of_many(arguments.file) else 2))
    else:
        if not first:
            print()
        print(person_text(record, levels, found, arguments.record_through, arguments.lang))
    return found.reason


def _month(text: str) -> int:
    """The last month that is known → the first one that is not."""
    match = re.fullmatch("([0-9]{4})-([0-9]{2})", text)
    if not match or not FIRST_YEAR <= int(match[1]) <= LAST_YEAR or not 1 <= int(match[2]) <= 12:
        raise argparse.ArgumentTypeError(
            f"{text!r} is no month; allowed: YYYY-MM, years {FIRST_YEAR} to {LAST_YEAR}"
        )
    return month_number(int(match[1]), int(match[2])) + 1


def _wage(text: str) -> int:
    if not re.fullmatch("[0-9]{1,8}", text) or int(text) == 0:
        raise argparse.ArgumentTypeError(f"{text!r} is no wage; allowed: 1 to {HIGHEST_WAGE}, yen a month")
    return int(text)
