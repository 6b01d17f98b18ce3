"""`nenkin check-vectors DIR…`: published worked figures against the rules of the law."""

import argparse
import sys
from collections import Counter
from pathlib import Path

from nenkin.law.vectors import AGREES, DIFFERS, KNOWN_WRONG, UNSUPPORTED, Verdict, judge, read_vectors

HELP = "compare the rules with published worked figures"
OUTCOMES = (AGREES, DIFFERS, UNSUPPORTED, KNOWN_WRONG)
FAILED, UNREADABLE = 1, 2


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", nargs="+", type=Path, metavar="DIR", help="vector files, or folders of them")


def run(arguments: argparse.Namespace) -> int:
    """Print a line per kind and the vectors that need a look; 1 on a difference or an unsupported vector."""
    try:
        verdicts = [judge(vector) for vector in read_vectors(arguments.paths)]
    except ValueError as error:
        print(f"nenkin check-vectors: {error}", file=sys.stderr)
        return UNREADABLE
    counts = Counter((verdict.kind, verdict.outcome) for verdict in verdicts)
    width = max((len(verdict.kind) for verdict in verdicts), default=4)
    for kind in sorted({verdict.kind for verdict in verdicts}):
        cells = [f"{outcome} {counts[kind, outcome]}" for outcome in OUTCOMES if counts[kind, outcome]]
        print(f"{kind:{width}}  {', '.join(cells)}")
    for verdict in verdicts:
        if verdict.outcome != AGREES:
            print(line(verdict))
    totals = Counter(verdict.outcome for verdict in verdicts)
    print(f"{len(verdicts)} vectors: " + ", ".join(f"{outcome} {totals[outcome]}" for outcome in OUTCOMES))
    return FAILED if totals[DIFFERS] or totals[UNSUPPORTED] else 0


def line(verdict: Verdict) -> str:
    """One vector that does not simply agree: our figures, the printed ones, and the reason."""
    if verdict.outcome == UNSUPPORTED:
        return f"  {verdict.vector_id} {verdict.kind}: not yet supported ({verdict.note})"
    ours = ", ".join(f"{key} {_figure(value)}" for key, value in verdict.computed.items())
    printed = ", ".join(f"{key} {_figure(value)}" for key, value in verdict.expected.items())
    note = f" — {verdict.note}" if verdict.note else ""
    return f"  {verdict.vector_id} {verdict.kind}: {verdict.outcome}; here {ours}; printed {printed}{note}"


def _figure(value: object) -> str:
    return f"{value:,}" if isinstance(value, int) else str(value)
