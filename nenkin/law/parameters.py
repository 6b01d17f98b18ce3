"""One number of the law by its name, from the tables of parameters beside the rules."""

from math import gcd
from typing import NamedTuple

from nenkin.law.tables import rows

NATIONAL, EMPLOYEES = "national_benefit_parameters", "employees_benefit_parameters"


class Share(NamedTuple):
    """A number of the law in lowest terms: products with it stay below 2⁶³ (125/100 is 5/4)."""

    numerator: int
    denominator: int


def shares(table: str, code: str) -> tuple[Share, ...]:
    """Every value of a parameter in the order of time; the rules pick by date.

    Raises:
        LookupError: the table has no such parameter.
    """
    found = rows(table, code=code)
    if not found:
        raise LookupError(f"{table}: no parameter is called {code!r}")
    return tuple(lowest(row["fraction_numerator"], row["fraction_denominator"]) for row in found)


def share(table: str, code: str) -> Share:
    """The value of a parameter that has had only one. Raises LookupError where it has had several."""
    values = shares(table, code)
    if len(values) != 1:
        raise LookupError(f"{table}: {code} has had {len(values)} values")
    return values[0]


def number(table: str, code: str) -> int:
    """A whole number: months, years, yen. Raises LookupError where it is a fraction or has had several values."""
    value = share(table, code)
    if value.denominator != 1:
        raise LookupError(f"{table}: {code} is {value.numerator}/{value.denominator}, no whole number")
    return value.numerator


def lowest(numerator: int, denominator: int) -> Share:
    """A fraction in lowest terms."""
    common = gcd(numerator, denominator)
    return Share(numerator // common, denominator // common)
