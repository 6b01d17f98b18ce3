"""How long whole lives take: `python -m nenkin.batch.bench_lives`, on one core, in seconds of that core.

The timeline of one life and the claim-age curves of a couple in plain Python, and the timeline compiled, for the
practice people. Nothing is asserted but that both runs agree.
"""

import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import numpy as np

from nenkin.batch.lives import FIELDS, MOST_SPANS, compiled_arguments, compiled_spans, merged
from nenkin.law.career import Career
from nenkin.law.claim_age import claim_curve
from nenkin.law.estimate import AGE_60, AGE_65, AGE_70, Plan
from nenkin.law.levels import levels_on
from nenkin.law.life_rules import life_rules_on
from nenkin.law.lifetime import nobody
from nenkin.law.record_json import read_lines
from nenkin.law.timeline import timeline

AS_OF = date(2026, 11, 24)
PEOPLE = Path(__file__).parents[1] / "registry/practice/persons.jsonl"
PLANS = (Plan(), Plan(AGE_70, AGE_65, AGE_65), Plan(AGE_70, AGE_70, AGE_70), Plan(AGE_60, AGE_60, AGE_60))
COUPLES = ((0, 3), (1, 7), (5, 11))  # married practice people, by their place
TIMES, COMPILED_TIMES = 5, 2_000


def main() -> int:
    lives = list(_careers())
    plain, compiled = [], []
    levels = levels_on(AS_OF)
    rows = np.zeros((MOST_SPANS, FIELDS), np.int64)
    for career in lives:
        cohort = levels.cohort(career.birth_date)
        rules = life_rules_on(AS_OF, date.fromordinal(career.birth_date))
        arrays = compiled_arguments(career, cohort, nobody(), rules)
        for plan in PLANS:
            spans = timeline(career, cohort, plan, rules)
            count = compiled_spans()(*arrays[:2], plan, *arrays[2:], rows, 1)
            if merged(rows[:count]) != spans:
                raise AssertionError("plain and compiled differ")
            plain.append(_seconds(lambda: timeline(career, cohort, plan, rules), TIMES))  # noqa: B023
            compiled.append(
                _seconds(lambda: compiled_spans()(*arrays[:2], plan, *arrays[2:], rows, COMPILED_TIMES), 1)  # noqa: B023
                / COMPILED_TIMES
            )
    mean_plain, mean_compiled = sum(plain) / len(plain), sum(compiled) / len(compiled)
    print(
        f"{len(lives)} practice people × {len(PLANS)} plans, fiscal {levels.fiscal_year}; seconds of one core"
    )
    print(
        f"{'timeline of one life, plain':42}{1e3 * mean_plain:8.2f} ms mean {1e3 * max(plain):8.2f} ms at most"
    )
    print(
        f"{'the same, compiled':42}{1e6 * mean_compiled:8.2f} µs mean {1e6 * max(compiled):8.2f} µs at most"
        f"  (× {mean_plain / mean_compiled:,.0f}; {1 / mean_compiled:,.0f} lives a second)"
    )
    for one, other in COUPLES:
        seconds = _seconds(lambda: _curves(lives[one], lives[other]), TIMES)  # noqa: B023
        points = sum(
            len(claim_curve(life, levels.cohort(life.birth_date), Plan()))
            for life in (lives[one], lives[other])
        )
        name = f"claim-age curves, couple p{one + 1:02} and p{other + 1:02}"
        print(f"{name:42}{1e3 * seconds:8.1f} ms ({points} starts × 3 scenarios)")
    return 0


def _curves(*couple: Career) -> None:
    """Every start of both, if they work to 60, 65 and 70."""
    for career in couple:
        cohort = levels_on(AS_OF).cohort(career.birth_date)
        for until in (AGE_60, AGE_65, AGE_70):
            claim_curve(career, cohort, Plan(until))


def _careers() -> Iterator[Career]:
    with PEOPLE.open("rb") as file:
        for line in read_lines(file):
            career = line.record.career if line.record else None
            if career is not None:
                yield career


def _seconds(work: Callable[[], object], times: int) -> float:
    """Seconds of the core for one run: the best of `times`."""
    best = float("inf")
    for _ in range(times):
        begun = time.process_time()
        work()
        best = min(best, time.process_time() - begun)
    return best


if __name__ == "__main__":
    sys.exit(main())
