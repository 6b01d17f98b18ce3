"""Estimates of many people: one loop over `nenkin.law.estimate.estimate`, compiled."""

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any, NamedTuple, get_args, get_type_hints

import numpy as np
import numpy.typing as npt

from nenkin.batch.compiled import Compiled, borrowed, compile_rule, lent
from nenkin.batch.people import People, career_slice, place_among, read_only
from nenkin.law.estimate import Estimate, Plan, estimate
from nenkin.law.levels import Cohort, Levels

# The figures of the national table; every other figure of `Estimate` can be asked for by its path.
MAIN_FIGURES = (
    "reason",
    "months.qualifying",
    "months.employees",
    "credited",
    "basic_paid",
    "additional_paid",
    "special_total",
    "start_total",
    "total_from_65",
    "final_total",
)

Figures = dict[str, npt.NDArray[np.int64]]


class Cohorts(NamedTuple):
    """The numbers of every cohort of one day, in columns."""

    births_from: npt.NDArray[np.int64]  # `Levels.birth_limits`
    numbers: npt.NDArray[np.int64]  # cohort, field
    table: npt.NDArray[np.int64]  # cohort → place in `rates`: neighbours share one
    rates: npt.NDArray[np.int32]  # place, row, month


def figures_of(kind: object = Estimate, path: str = "") -> Iterable[str]:
    """The paths of every figure of an estimate: `basic_paid`, `months.by_class.paid`, `at_65[0].current` …"""
    if kind in (int, bool):
        yield path
    elif parts := get_type_hints(kind) if isinstance(kind, type) and hasattr(kind, "_fields") else {}:
        for name, part in parts.items():
            yield from figures_of(part, f"{path}.{name}" if path else name)
    else:
        for place, part in enumerate(get_args(kind)):
            yield from figures_of(part, f"{path}[{place}]")


def estimate_chunk(
    people: People, levels: Levels, plan: Plan, figures: Sequence[str] = MAIN_FIGURES
) -> Figures:
    """The asked figures of every person of a chunk, one column each.

    Raises:
        ValueError: an estimate has no such figure.
    """
    amounts = np.empty((len(figures), people.size), np.int64)
    _compiled_loop(tuple(figures))(amounts, cohorts_of(levels), plan, read_only(people.columns))
    return dict(zip(figures, amounts, strict=True))


def compiled_loop(figures: Sequence[str] = MAIN_FIGURES) -> Compiled:
    """The compiled loop that serves these figures, for its statistics."""
    return _compiled_loop(tuple(figures))


@cache
def cohorts_of(levels: Levels) -> Cohorts:
    """All cohorts of a day. Built once a process."""
    every = [levels.cohort_at(place) for place in range(len(levels.birth_limits) + 1)]
    empty = tuple(() for _ in every[-1].rates)
    tables = list(dict.fromkeys(cohort.rates or empty for cohort in every))
    longest = max(len(row) for table in tables for row in table)
    rates = np.array([[row or (0,) * longest for row in table] for table in tables], np.int32)
    return Cohorts(
        np.array(levels.birth_limits, np.int64),
        np.array([cohort[:-1] for cohort in every], np.int64),
        np.array([tables.index(cohort.rates or empty) for cohort in every]),
        rates,
    )


@cache
def _compiled_loop(figures: tuple[str, ...]) -> Compiled:
    unknown = [figure for figure in figures if figure not in set(figures_of())]
    if unknown:
        raise ValueError(f"an estimate has no figure {unknown[0]!r}")
    made = {"_cohort": _cohort_maker(), "_write": _writer(figures)}
    return compile_rule(_loop, replace=made, disk_key="estimates " + " ".join(figures))


# Numba cannot walk the fields of a tuple by name: these two are written out, a line or an argument each.


def _cohort_maker() -> Callable[..., Any]:
    fields = ", ".join(f"numbers[place, {field}]" for field in range(len(Cohort._fields) - 1))
    return _made("_cohort", "numbers, place, rates", f"return Cohort({fields}, rates)")


def _writer(figures: Sequence[str]) -> Callable[..., Any]:
    """Writes the asked figures of one estimate; what none of them needs is not even computed."""
    lines = [f"amounts[{row}, person] = found.{figure}" for row, figure in enumerate(figures)]
    return _made("_write", "amounts, person, found", "; ".join(lines))


def _made(name: str, arguments: str, body: str) -> Callable[..., Any]:
    namespace: dict[str, Any] = {"__name__": __name__, "Cohort": Cohort}
    exec(f"def {name}({arguments}): {body}", namespace)
    function: Callable[..., Any] = namespace[name]
    return function


def _cohort(numbers: object, place: int, rates: object) -> Cohort:
    raise NotImplementedError  # see _cohort_maker


def _write(amounts: object, person: int, found: Estimate) -> None:
    raise NotImplementedError  # see _writer


def _loop(amounts: npt.NDArray[np.int64], cohorts: Cohorts, plan: Plan, columns: Any) -> None:
    """Person by person: a career of slices, the numbers of its cohort, the law's own estimate."""
    people = lent(columns)
    rates = borrowed(cohorts.rates)
    for person in range(amounts.shape[1]):
        career = career_slice(people, person)
        place = place_among(cohorts.births_from, career.birth_date)
        cohort = _cohort(cohorts.numbers, place, rates[cohorts.table[place]])
        _write(amounts, person, estimate(career, cohort, plan))
