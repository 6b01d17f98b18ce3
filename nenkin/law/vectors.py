"""Published worked figures against the rules: which rule computes each operation of a vector file.

A vector names an operation (`op`), its `inputs` and the `expected` figures that an outside source printed.
Rates and months arrive as exact fractions; the rules are whole-number functions that take them as they are.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any, NamedTuple

from nenkin.law.adjustment.early import early_factor, early_reduction, early_reduction_before_2015
from nenkin.law.adjustment.late import deferral_increase, deferral_increase_before_2015, late_factor
from nenkin.law.adjustment.revision import next_rate
from nenkin.law.calendar import attain_month
from nenkin.law.career import month_number
from nenkin.law.employees_pension.earnings import FIFTEENTHS
from nenkin.law.employees_pension.flat_rate import flat_rate_part, transitional_addition
from nenkin.law.employees_pension.old_age import (
    SCALE,
    current_formula,
    earnings_related,
    exact_part,
    protected_formula,
)
from nenkin.law.employees_pension.special_old_age import (
    EARNINGS_RELATED,
    FLAT_RATE,
    MEN_AND_OTHERS,
    WOMEN,
    start_age_of_birth,
)
from nenkin.law.employees_pension.standard_remuneration import standard_remuneration
from nenkin.law.national_pension.additional_pension import additional_pension
from nenkin.law.national_pension.old_age_basic import (
    MONTH,
    MonthsByClass,
    credited_months,
    old_age_basic,
    old_age_basic_before_2015,
)
from nenkin.law.rounding import (
    cut_to_yen,
    round_to_hundred_yen,
    round_to_ten_thousand_yen,
    round_to_ten_yen,
    round_to_yen,
)

Figures = dict[str, Any]
ADDITIONAL_BENEFIT = 200
ROUNDING = {
    1: round_to_yen,
    10: round_to_ten_yen,
    100: round_to_hundred_yen,
    10_000: round_to_ten_thousand_yen,
}
CLASS_KEYS = (
    "paid",
    "q1_post",
    "q1_pre",
    "half_post",
    "half_pre",
    "q3_post",
    "q3_pre",
    "full_post",
    "full_pre",
)
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
    except _Unsupported as unsupported:
        return Verdict(vector["id"], vector["kind"], UNSUPPORTED, {}, expected, str(unsupported))
    except (ArithmeticError, AttributeError, KeyError, LookupError, TypeError, ValueError) as error:
        raise ValueError(
            f"vector {vector['id']}: op {vector['op']} cannot use its inputs ({error!r})"
        ) from error
    printed = {key: value for key, value in vector.get("intermediates", {}).items() if key in computed}
    tolerance = _exact(vector.get("tolerance", 0))
    relative = _exact(vector.get("relative_tolerance", 0))
    same = all(
        _same(computed.get(key), value, tolerance, relative) for key, value in (printed | expected).items()
    )
    if vector["reproduces"] == "no":
        outcome = DIFFERS if same else KNOWN_WRONG
    else:
        outcome = AGREES if same else DIFFERS
    return Verdict(vector["id"], vector["kind"], outcome, computed, expected, vector.get("note", ""))


class _Unsupported(Exception):
    """An input that no rule here takes; the text names it."""


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


def _exact(value: object) -> Fraction:
    return Fraction(str(value))


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
        figure = _exact(printed)
    except ValueError:
        return computed == printed
    return isinstance(computed, int | Fraction) and abs(computed - figure) <= max(
        tolerance, relative * abs(figure)
    )


def _thousandths(rate: object) -> int:
    """A rate in thousandths; one finer than that stays exact as a fraction, which the rules take as well."""
    return _exact(rate) * 1000  # type: ignore[return-value]


def _number(value: object) -> int:
    """An exact number for a whole-number rule."""
    return _exact(value)  # type: ignore[return-value]


def _rounded(numerator: int, denominator: int, unit: int) -> int:
    if unit not in ROUNDING:
        raise _Unsupported(f"rounding to {unit} yen")
    return ROUNDING[unit](numerator, denominator)


def _month(text: str) -> int:
    return month_number(int(text[:4]), int(text[5:7]))


def _month_text(month: int) -> str:
    return f"{month // 12:04d}-{month % 12 + 1:02d}"


def _day_number(text: str) -> int:
    return date.fromisoformat(text).toordinal()


def _part(part: Figures) -> int:
    return exact_part(
        _number(part["average"]), FIFTEENTHS * _number(part["months"]), _thousandths(part["permille"])
    )


# One function for each operation; its name is the operation's.


def statutory_amount(inputs: Figures) -> Figures:
    return {
        "amount": _rounded(
            _number(inputs["base"]) * _thousandths(inputs["rate"]), 1000, inputs.get("unit", 100)
        )
    }


def rate_chain(inputs: Figures) -> Figures:
    return {
        "rate": Fraction(next_rate(_thousandths(inputs["previous"]), _thousandths(inputs["factor"])), 1000)
    }


def attain(inputs: Figures) -> Figures:
    months = [attain_month(_day_number(birth), 12 * inputs["age"]) for birth in inputs["births"]]
    return {"months": [_month_text(month) for month in months]}


def window(inputs: Figures) -> Figures:
    figures: Figures = {}
    if "birth" in inputs:
        birth = _day_number(inputs["birth"])
        first, end = attain_month(birth, 240), attain_month(birth, 720)
        figures["window_from"] = _month_text(first)
        figures["window_to"] = _month_text(end - 1)
        figures["window_months"] = end - first
    for name, (first_month, last_month) in inputs.get("spans", {}).items():
        figures[name] = _month(last_month) + 1 - _month(first_month)
    if "early_claim_month" in inputs:
        figures["early_months"] = attain_month(_day_number(inputs["birth"]), 780) - _month(
            inputs["early_claim_month"]
        )
    return figures


def start_age(inputs: Figures) -> Figures:
    member_type = WOMEN if inputs["sex"] == "F" else MEN_AND_OTHERS
    part = EARNINGS_RELATED if inputs["part"] == "proportional" else FLAT_RATE
    return {
        "ages": [
            start_age_of_birth(member_type, part, date.fromisoformat(birth)) for birth in inputs["births"]
        ]
    }


def _credited(inputs: Figures) -> tuple[int, int]:
    enrolment_months = inputs.get("possible_months", 480)
    months = MonthsByClass(*(_number(inputs.get(key, 0)) for key in CLASS_KEYS))
    return credited_months(months, enrolment_months), enrolment_months


def credited_months_of(inputs: Figures) -> Figures:
    return {"credited_months": Fraction(_credited(inputs)[0], MONTH)}


def basic(inputs: Figures) -> Figures:
    credited, enrolment_months = _credited(inputs)
    rules = {1: old_age_basic, 100: old_age_basic_before_2015}
    if inputs.get("unit", 1) not in rules:
        raise _Unsupported(f"a basic pension rounded to {inputs['unit']} yen")
    amount = rules[inputs.get("unit", 1)](_number(inputs["full"]), credited, enrolment_months)
    figures = {"basic": amount}
    if "fuka_months" in inputs:
        figures["fuka"] = additional_pension(inputs["fuka_months"], ADDITIONAL_BENEFIT)
        figures["total"] = amount + figures["fuka"]
    return figures


def proportional(inputs: Figures) -> Figures:
    parts = [_part(part) for part in inputs["parts"]]
    amount = Fraction(sum(parts), SCALE)
    for multiplier in inputs.get("multipliers", []):
        amount *= _exact(multiplier)
    months = sum(_number(part["months"]) for part in inputs["parts"])
    if "floor_months" in inputs and months < inputs["floor_months"]:
        amount = amount * inputs["floor_months"] / months
    if "share" in inputs:
        amount *= _exact(inputs["share"])
    unit = int(inputs.get("unit", 1))
    figures = {"amount": _rounded(amount.numerator, amount.denominator, unit)}
    if "plus" in inputs:
        total = amount + _exact(inputs["plus"])
        figures["total"] = _rounded(total.numerator, total.denominator, int(inputs.get("total_unit", unit)))
    return figures


def reevaluated(inputs: Figures) -> Figures:
    return {"amount": round_to_yen(_number(inputs["amount"]) * _thousandths(inputs["rate"]), 1000)}


def employees(inputs: Figures) -> Figures:
    current = current_formula(sum(_part(part) for part in inputs["current"]), 0)
    rate = _thousandths(inputs["guarantee_rate"])
    protected = protected_formula(sum(_part(part) for part in inputs["guarantee"]), 0, rate)
    part = earnings_related(current, protected)
    addition = transitional(inputs["transitional"])["amount"] if "transitional" in inputs else 0
    return {
        "current": current,
        "guarantee": protected,
        "proportional": part,
        "transitional": addition,
        "total": part + addition,
    }


def transitional(inputs: Figures) -> Figures:
    return {
        "amount": transitional_addition(
            _number(inputs["unit_price"]),
            1000,
            FIFTEENTHS * _number(inputs["months"]),
            inputs.get("cap", 480),
            _number(inputs["full"]),
            _number(inputs["months_20_60"]),
            inputs.get("possible_months", 480),
            bool(inputs.get("subtrahend_rounded")),
        )
    }


def flat_part(inputs: Figures) -> Figures:
    return {
        "amount": flat_rate_part(
            _number(inputs["unit_price"]),
            _thousandths(inputs.get("multiplier", 1)),
            FIFTEENTHS * _number(inputs["months"]),
            inputs.get("cap", 480),
        )
    }


def early_late(inputs: Figures) -> Figures:
    rules = {
        1: (early_reduction, deferral_increase),
        100: (early_reduction_before_2015, deferral_increase_before_2015),
    }
    if inputs.get("unit", 1) not in rules:
        raise _Unsupported(f"an early or late pension rounded to {inputs['unit']} yen")
    reduction, increase = rules[inputs.get("unit", 1)]
    figures, total = {}, 0
    for component in inputs["components"]:
        amount, months = component["amount"], component["months"]
        rate = _thousandths(component["rate_per_month"])
        change = increase(amount, rate, months) if months > 0 else -reduction(amount, rate, -months)
        figures[component["name"]] = amount + change
        total += amount + change
    return figures | {"total": total}


def factor(inputs: Figures) -> Figures:
    rate, months = _thousandths(inputs["rate_per_month"]), inputs["months"]
    thousandths = late_factor(rate, months) if months > 0 else early_factor(rate, -months)
    figures: Figures = {"factor": Fraction(thousandths, 1000)}
    if "monthly" in inputs:
        figures["monthly"] = cut_to_yen(_number(inputs["monthly"]) * thousandths, 1000)
    if "annual" in inputs:
        figures["annual"] = _rounded(_number(inputs["annual"]) * thousandths, 1000, inputs.get("unit", 1))
    return figures


def rate_row(inputs: Figures) -> Figures:
    rate = _thousandths(inputs["rate_per_month"])
    percent = []
    for month in range(inputs["count"]):
        months = 12 * inputs["age"] + month - 780
        changed = late_factor(rate, months) - 1000 if months > 0 else 1000 - early_factor(rate, -months)
        percent.append(Fraction(changed, 10))
    return {"percent": percent}


def model_household(inputs: Figures) -> Figures:
    average = _exact(inputs["average"]) * _exact(inputs["revaluation"])
    part = exact_part(_number(average), FIFTEENTHS * _number(inputs["months"]), 5_481)
    basic_monthly = cut_to_yen(_number(inputs["full"]), 12)
    proportional_monthly = cut_to_yen(current_formula(0, part), 12)
    return {
        "basic_monthly": basic_monthly,
        "proportional_monthly": proportional_monthly,
        "total_monthly": 2 * basic_monthly + proportional_monthly,
    }


def lifecourse(inputs: Figures) -> Figures:
    average = _exact(inputs["average"]) * _exact(inputs["revaluation"])
    part = exact_part(_number(average), FIFTEENTHS * 12 * _number(inputs["years"]), 5_481)
    return {"employees_monthly": cut_to_yen(part, 12 * SCALE)}


def grade(inputs: Figures) -> Figures:
    year = inputs["_fiscal_year"] or 2026
    return {
        "standards": [standard_remuneration(_number(wage), date(year, 10, 1)) for wage in inputs["wages"]]
    }


OPERATIONS: dict[str, Callable[[Figures], Figures]] = {
    "statutory_amount": statutory_amount,
    "rate_chain": rate_chain,
    "attain": attain,
    "window": window,
    "start_age": start_age,
    "credited_months": credited_months_of,
    "basic": basic,
    "proportional": proportional,
    "reevaluated": reevaluated,
    "employees": employees,
    "transitional": transitional,
    "flat_part": flat_part,
    "early_late": early_late,
    "factor": factor,
    "rate_row": rate_row,
    "model_household": model_household,
    "lifecourse": lifecourse,
    "grade": grade,
}
