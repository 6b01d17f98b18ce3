"""What the operations share: exact numbers from the texts of a vector file."""

from datetime import date
from fractions import Fraction
from typing import Any

from nenkin.law.career import month_number
from nenkin.law.rounding import (
    round_to_hundred_yen,
    round_to_ten_thousand_yen,
    round_to_ten_yen,
    round_to_yen,
)

Figures = dict[str, Any]
ROUNDING = {
    1: round_to_yen,
    10: round_to_ten_yen,
    100: round_to_hundred_yen,
    10_000: round_to_ten_thousand_yen,
}


class Unsupported(Exception):
    """An input that no rule here takes; the text names it."""


def exact(value: object) -> Fraction:
    return Fraction(str(value))


def thousandths(rate: object) -> int:
    """A rate in thousandths; one finer than that stays exact as a fraction, which the rules take as well."""
    return exact(rate) * 1000  # type: ignore[return-value]


def number(value: object) -> int:
    """An exact number for a whole-number rule."""
    return exact(value)  # type: ignore[return-value]


def rounded(numerator: int, denominator: int, unit: int) -> int:
    if unit not in ROUNDING:
        raise Unsupported(f"rounding to {unit} yen")
    return ROUNDING[unit](numerator, denominator)


def month(text: str) -> int:
    return month_number(int(text[:4]), int(text[5:7]))


def month_text(month: int) -> str:
    return f"{month // 12:04d}-{month % 12 + 1:02d}"


def day_number(text: str) -> int:
    return date.fromisoformat(text).toordinal()
