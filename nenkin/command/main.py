"""The `nenkin` command. Each subcommand is a module with HELP, `add_arguments` and `run`."""

import argparse
import io
import os
import sys
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from typing import NoReturn

from nenkin.command import check_vectors, estimate, explain, statement

COMMANDS = {
    "estimate": estimate,
    "explain": explain,
    "statement": statement,
    "check-vectors": check_vectors,
}
INTERRUPTED = 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run a subcommand; its exit code: 0 all well, 1 a difference was found, 2 wrong input."""
    arguments = parser().parse_args(argv)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal that cannot show a character
    try:
        code: int = arguments.run(arguments)
        sys.stdout.flush()
        return code
    except BrokenPipeError:  # the reader, say `head`, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return INTERRUPTED


class OneLineParser(argparse.ArgumentParser):
    """A parser whose errors are one line."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message}; see {self.prog} --help\n")


def parser() -> argparse.ArgumentParser:
    """The whole command line."""
    whole = OneLineParser(
        prog="nenkin",
        description="Japanese public pensions: an exact estimate with its working, from an open record file. "
        "Not a service of 日本年金機構; an estimate is not a decision.",
    )
    whole.add_argument("--version", action="version", version=f"nenkin {_version()}")
    commands = whole.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for name, module in COMMANDS.items():
        command = commands.add_parser(name, help=module.HELP, description=module.__doc__)
        module.add_arguments(command)
        command.set_defaults(run=module.run)
    return whole


def _version() -> str:
    try:
        return version("nenkin")
    except PackageNotFoundError:
        return "(not installed)"


if __name__ == "__main__":
    sys.exit(main())
