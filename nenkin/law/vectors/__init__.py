"""Published worked figures against the rules: which rule computes each operation of a vector file.

A vector names an operation (`op`), its `inputs` and the `expected` figures that an outside source printed.
Rates and months arrive as exact fractions; the rules are whole-number functions that take them as they are.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

from nenkin.law.vectors import benefits, old_age, premiums, working
from nenkin.law.vectors.common import Figures, Unsupported, exact

OPERATIONS: dict[str, Callable[[Figures], Figures]] = {
    **old_age.OPERATIONS,
    **premiums.OPERATIONS,
    **benefits.OPERATIONS,
    **working.OPERATIONS,
}
AGREES, DIFFERS, UNSUPPORTED, KNOWN_WRONG = "agree", "differ", "not yet supported", "known wrong"


class Verdict(NamedTuple):
    """What became of one vector."""

    vector_id: str
    kind: str
    outcome: str  # AGREES, DIFFERS, UNSUPPORTED, KNOWN_WRONG (a source that must not be matched, and is not)
    computed: Figures
    expected: Figures
    note: str


def read_vectors(paths: Iterable[Path]) -> Iterator[Figures]:
    """Every vector of the given files, and of the `*.json` files of the given folders.

    Raises:
        ValueError: a file that is no vector file of schema version 1; the message names it and what is wrong.
    """
    for path in paths:
        files = sorted(path.glob("*.json")) if path.is_dir() else [path]
        if not files:
            raise ValueError(f"{path}: no *.json file in this folder")
        for file in files:
            yield from _read_file(file)


def judge(vector: Figures) -> Verdict:
    """Compute one vector by the rules and compare it as its `reproduces` field asks.

    Raises:
        ValueError: an input is missing or is not what the operation needs; the message names the vector.
    """
    expected = dict(vector["expected"])
    rule = OPERATIONS.get(vector["op"])
    if rule is None:
        return Verdict(vector["id"], vector["kind"], UNSUPPORTED, {}, expected, f"op {vector['op']}")
    try:
        computed = rule(vector["inputs"] | {"_fiscal_year": vector.get("fiscal_year")})
    except Unsupported as unsupported:
        return Verdict(vector["id"], vector["kind"], UNSUPPORTED, {}, expected, str(unsupported))
    except (ArithmeticError, AttributeError, KeyError, LookupError, TypeError, ValueError) as error:
        raise ValueError(
            f"vector {vector['id']}: op {vector['op']} cannot use its inputs ({error!r})"
        ) from error
    printed = {key: value for key, value in vector.get("intermediates", {}).items() if key in computed}
    tolerance = exact(vector.get("tolerance", 0))
    relative = exact(vector.get("relative_tolerance", 0))
    same = all(
        _same(computed.get(key), value, tolerance, relative) for key, value in (printed | expected).items()
    )
    if vector["reproduces"] == "no":
        outcome = DIFFERS if same else KNOWN_WRONG
    else:
        outcome = AGREES if same else DIFFERS
    return Verdict(vector["id"], vector["kind"], outcome, computed, expected, vector.get("note", ""))


def _read_file(file: Path) -> Iterator[Figures]:
    try:
        content = json.loads(file.read_text(encoding="utf-8"), parse_float=str)
    except OSError as error:
        raise ValueError(f"{file}: cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise ValueError(f"{file}: is not UTF-8 text") from error
    except (json.JSONDecodeError, RecursionError) as error:
        raise ValueError(f"{file}: is not JSON ({error})") from error
    if not isinstance(content, dict) or content.get("schema_version") != 1:
        raise ValueError(f"{file}: is not a vector file of schema_version 1")
    if not isinstance(content.get("vectors"), list):
        raise ValueError(f"{file}: has no list 'vectors'")
    for place, vector in enumerate(content["vectors"]):
        missing = [key for key in ("id", "op", "inputs", "expected", "reproduces") if key not in vector]
        if missing:
            raise ValueError(f"{file}: vector {place + 1} lacks {', '.join(missing)}")
        yield {"kind": content.get("kind", file.stem)} | vector


def _same(computed: object, printed: object, tolerance: Fraction, relative: Fraction) -> bool:
    if isinstance(printed, list):
        return (
            isinstance(computed, list)
            and len(computed) == len(printed)
            and all(
                _same(one, other, tolerance, relative) for one, other in zip(computed, printed, strict=True)
            )
        )
    try:
        figure = exact(printed)
    except ValueError:
        return computed == printed
    return isinstance(computed, int | Fraction) and abs(computed - figure) <= max(
        tolerance, relative * abs(figure)
    )
