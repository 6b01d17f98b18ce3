"""How many careers a second: `python -m nenkin.batch.bench [--people N] [--seed S]`, on one core, all in one run.

Compiled and plain law on a synthetic population, the month-by-month reference of the tests, and the memory
bandwidth of the machine. Seconds are seconds of the core, so that a busy machine disturbs little. Nothing is
asserted but that plain and compiled agree.
"""

import argparse
import gc
import importlib
import os
import resource
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from nenkin.batch.compiled import came_from_disk
from nenkin.batch.estimates import MAIN_FIGURES, cohorts_of, compiled_loop, estimate_chunk
from nenkin.batch.people import People, careers
from nenkin.batch.population import chunks, people
from nenkin.law.estimate import Plan, estimate
from nenkin.law.levels import levels_on

AS_OF = date(2026, 10, 1)
CHUNK = 50_000
PLAIN_SAMPLE, REFERENCE_SAMPLE = 2_000, 100
REPOSITORY = Path(__file__).parents[2]


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m nenkin.batch.bench", description=__doc__)
    parser.add_argument("--people", type=int, default=1_000_000, help="size of the population")
    parser.add_argument("--seed", type=int, default=2026, help="seed of the population")
    asked = parser.parse_args(arguments)
    if asked.people < 1 or not 0 <= asked.seed < 2**64:
        parser.error("--people: 1 or more; --seed: 0 to 2⁶⁴ − 1")
    core = _use_one_core()
    levels, plan = levels_on(AS_OF), Plan()
    cohorts_of(levels)

    preparing = {
        "generator": _timed(lambda: people(asked.seed, 0, 1)),
        "estimate": _timed(lambda: estimate_chunk(people(asked.seed, 0, 1), levels, plan)),
    }
    print(
        f"{asked.people:,} synthetic people (seed {asked.seed}), full old-age estimate of {AS_OF}, core {core}\n"
        f"compile: {preparing['estimate']:.1f} s the estimate"
        f"{' (from disk)' if came_from_disk(compiled_loop()) else ' (kept on disk for the next run)'},"
        f" {preparing['generator']:.1f} s the generator"
    )

    made = computed = fastest = 0.0
    size = done = 0
    peaks: dict[int, float] = {}
    begun = time.process_time()
    for chunk in chunks(asked.seed, asked.people, CHUNK):
        made += time.process_time() - begun
        seconds = _timed(lambda chunk=chunk: estimate_chunk(chunk, levels, plan))  # type: ignore[misc]
        computed += seconds
        fastest = max(fastest, chunk.size / seconds)
        size += sum(column.nbytes for column in chunk.columns)
        done += chunk.size
        if done in (asked.people // 4 // CHUNK * CHUNK, asked.people):
            peaks[done] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        begun = time.process_time()

    bandwidth = _bandwidth()  # last: its arrays would hide the peak of the estimates
    sample = people(asked.seed, 0, min(PLAIN_SAMPLE, asked.people))
    plain = _plain(sample, levels, plan)
    reference = _reference(sample)
    speed = done / computed
    rows = [
        ("compiled, one core", speed, 1.0),
        ("  its fastest chunk", fastest, fastest / speed),
        ("plain Python", 1 / plain, 1 / plain / speed),
        ("month-by-month reference", 1 / reference, 1 / reference / speed) if reference else None,
        ("making the people", done / made, done / made / speed),
    ]
    print(f"\n{'':28}{'people a second':>16}{'a person':>14}{'ratio':>10}")
    for row in filter(None, rows):
        name, per_second, ratio = row
        print(f"{name:28}{per_second:16,.0f}{_duration(1 / per_second):>14}{ratio:10.4f}")
    read = size / done * speed / 1e9
    print(
        f"\nmemory: {bandwidth:.1f} GB/s copied (read and written); the estimate reads {size / done:,.0f} bytes"
        f" a person, {read:.2f} GB/s, {100 * read / bandwidth:.0f} % of it"
    )
    print("peak memory: " + ", ".join(f"{peak:,.0f} MB after {count:,}" for count, peak in peaks.items()))
    if reference is None:
        print("the reference of the tests is not there: run from a checkout to compare with it")
    return 0


def _use_one_core() -> int:
    core = max(os.sched_getaffinity(0))
    os.sched_setaffinity(0, {core})
    return core


def _timed(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun


def _bandwidth() -> float:
    """Bytes read and written by copying an array too large for any cache, GB a second; the best of five."""
    source = np.ones(32 * 1024 * 1024, np.int64)
    target = np.empty_like(source)
    target[:] = 0
    return 2 * source.nbytes / min(_timed(lambda: np.copyto(target, source)) for _ in range(5)) / 1e9


def _plain(sample: People, levels: Any, plan: Plan) -> float:
    """Seconds a person in plain Python; the figures must be those of the compiled run."""
    lives = [career for _, career in careers(sample)]
    cohorts = [levels.cohort(career.birth_date) for career in lives]
    gc.collect()
    gc.freeze()  # the compiler's many objects are not the law's to look after
    begun = time.process_time()
    found = [estimate(career, cohort, plan) for career, cohort in zip(lives, cohorts, strict=True)]
    seconds = time.process_time() - begun
    compiled = estimate_chunk(sample, levels, plan)
    if [one.final_total for one in found] != compiled["final_total"].tolist():
        raise AssertionError(f"plain and compiled differ ({', '.join(MAIN_FIGURES)})")
    return seconds / len(lives)


def _reference(sample: People) -> float | None:
    """Seconds a person of the slow reference, when its file is there."""
    if not (REPOSITORY / "tests/reference/lifetime.py").exists():
        return None
    sys.path.insert(0, str(REPOSITORY))
    reference = importlib.import_module("tests.reference.lifetime").reference_estimate
    lives = [career for _, career in careers(sample)][:REFERENCE_SAMPLE]
    reference(lives[0], AS_OF)  # its tables are read once
    return _timed(lambda: [reference(career, AS_OF) for career in lives]) / len(lives)


def _duration(seconds: float) -> str:
    return f"{seconds * 1e9:,.0f} ns" if seconds < 1e-5 else f"{seconds * 1e6:,.0f} µs"


if __name__ == "__main__":
    sys.exit(main())
