"""What the subcommands that answer person by person share: the loop over a file, its faults and its last line."""

import argparse
import re
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

from nenkin.command.people import MANY, STANDARD_INPUT, Unreadable, read_file
from nenkin.law.explain import JAPANESE
from nenkin.law.levels import LAST_FISCAL_YEAR, Levels, levels_on
from nenkin.law.record import Record

WRONG_INPUT = 2


class SetAside(Exception):
    """A sound record that cannot be answered as asked; the text says why, in one line."""


def answer_people(command: str, file: str, language: str, answer: Callable[[Record, bool], int]) -> int:
    """Answer everybody in a file; 2 when a person was set aside or the file cannot be read.

    `answer` prints one person (the second argument: the first one) and gives the reason why there is no amount, or 0.
    """
    computed = rejected = without_amount = 0
    try:
        for record in read_file(file):
            try:
                if record.career is None:
                    _tell(file, record, language)
                else:
                    without_amount += answer(record, computed == 0) != 0
                    computed += 1
                    continue
            except SetAside as error:
                print(f"{_shown(file)}: {record.id}: {error}", file=sys.stderr)
            rejected += 1
    except Unreadable as error:
        return wrong(command, f"{file}: {error}")
    if rejected or of_many(file):
        _summarise(computed, without_amount, rejected, language)
    return WRONG_INPUT if rejected else 0


def levels_asked(day: date | None) -> Levels:
    """The levels of the day asked for, or of today.

    Raises:
        LookupError: the tables do not cover that day; the text is the one to print.
    """
    try:
        return levels_on(day or date.today())
    except LookupError as error:
        hint = "" if day else f"; try --as-of {LAST_FISCAL_YEAR}-04-01"
        raise LookupError(f"--as-of: {error}{hint}") from None


def of_many(file: str) -> bool:
    """Whether a file holds many people: then each is one line of JSON."""
    return Path(file).suffix.lower() in MANY


def plain(value: object) -> object:
    """NamedTuples as objects, tuples as lists."""
    if isinstance(value, tuple):
        names = getattr(value, "_fields", None)
        return (
            {name: plain(part) for name, part in zip(names, value, strict=True)}
            if names
            else [*map(plain, value)]
        )
    return value


def wrong(command: str, message: str) -> int:
    """One line about what cannot be done at all."""
    print(f"nenkin {command}: {message}", file=sys.stderr)
    return WRONG_INPUT


def day(text: str) -> date:
    """A day of the calendar as an argument."""
    try:
        if re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise argparse.ArgumentTypeError(f"{text!r} is no day of the calendar; allowed: YYYY-MM-DD")


def _shown(file: str) -> str:
    return "standard input" if file == STANDARD_INPUT else file


def _tell(file: str, record: Record, language: str) -> None:
    """One line for each fault: file, person, field, value, what is allowed."""
    for fault in record.faults:
        words = f"{fault.place}: {fault.message_ja}" if language == JAPANESE else fault.message
        print(f"{_shown(file)}: {fault.person}: {words} [{fault.name}]", file=sys.stderr)


def _summarise(computed: int, without_amount: int, rejected: int, language: str) -> None:
    if language == JAPANESE:
        print(
            f"計算した人 {computed:,}人(うち見込額なし {without_amount:,}人)、記録に誤りがあり計算しなかった人 {rejected:,}人",
            file=sys.stderr,
        )
    else:
        print(
            f"{computed:,} computed ({without_amount:,} of them without an amount), {rejected:,} rejected",
            file=sys.stderr,
        )
