"""What is uncertain about a column: the points of `uncertain.toml` that name it and hold for the person."""

import tomllib
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import NamedTuple

from nenkin.law.words import JAPANESE

FILE = Path(__file__).parents[1] / "uncertain.toml"
FACTS = (
    "several_categories",
    "seamen_or_miners",
    "before_1986",
    "early",
    "early_with_several_categories",
    "late",
    "open_record",
    "rare_signs",
    "reaches_2028",
    "old_rates",
)


class Point(NamedTuple):
    """One thing left open, in words."""

    code: str
    ja: str
    en: str
    columns: tuple[str, ...]
    pages: tuple[str, ...]
    when: str  # the fact that must hold; empty: for everybody

    def text(self, language: str) -> str:
        return self.ja if language == JAPANESE else self.en


@cache
def points() -> tuple[Point, ...]:
    """Everything left open, in the order of the file."""
    with FILE.open("rb") as stream:
        found = tomllib.load(stream)["point"]
    return tuple(
        Point(
            point["code"], point["ja"], point["en"], tuple(point["columns"]), tuple(point["pages"]),
            point.get("when", ""),
        )
        for point in found
    )  # fmt: skip


@cache
def points_of_column(field: str) -> tuple[Point, ...]:
    """The points that name a field, given as Type.field."""
    return tuple(point for point in points() if any(fnmatchcase(field, pattern) for pattern in point.columns))


def open_points(field: str, facts: frozenset[str]) -> tuple[Point, ...]:
    """The points of a field that hold for a person of whom `facts` are true."""
    return tuple(point for point in points_of_column(field) if not point.when or point.when in facts)
