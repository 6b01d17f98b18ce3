"""The numbers of a life, looked up from the tables: in-work thresholds by year, additions, the flat-rate part."""

from datetime import date
from functools import cache

from nenkin.law.adjustment.dependants import addition_rule, transfer_addition_on
from nenkin.law.adjustment.in_work import suspension_rule
from nenkin.law.calendar import attain_month
from nenkin.law.career import month_number
from nenkin.law.employees_pension.special_old_age import FLAT_RATE, MEN_AND_OTHERS, WOMEN, start_age_of_birth
from nenkin.law.estimate import AGE_65
from nenkin.law.lifetime import FIRST_THRESHOLD_YEAR, LifeRules
from nenkin.law.tables import find

OLD = date(1900, 1, 1).toordinal()  # over 65 in every month asked
LAST_YEAR_UNDER_65 = 2021


@cache
def life_rules_on(as_of: date, birth: date, disabled: bool = False) -> LifeRules:
    """The numbers for a person born on a day, at the level of `as_of`.

    Thresholds are those of every fiscal year from 2005 to that of `as_of`. The additions follow the date of the right
    at 65: before or from 2028-04-01.

    Raises:
        LookupError: no amounts for `as_of`, or none of the additions for a right of that date.
    """
    last = as_of.year if as_of.month >= 4 else as_of.year - 1
    years = range(FIRST_THRESHOLD_YEAR, last + 1)
    young = date(2000, 1, 1).toordinal()
    under_65 = [
        suspension_rule(month_number(min(year, LAST_YEAR_UNDER_65), 4), young, as_of) for year in years
    ]
    at_65 = attain_month(birth.toordinal(), AGE_65)
    return LifeRules(
        tuple(rule.start_figure for rule in under_65),
        tuple(rule.threshold for rule in under_65),
        tuple(suspension_rule(month_number(year, 4), _just_65(year), as_of).threshold for year in years),
        addition_rule(as_of, birth, date(at_65 // 12, at_65 % 12 + 1, 1)),
        transfer_addition_on(birth, as_of),
        12 * start_age_of_birth(MEN_AND_OTHERS, FLAT_RATE, birth),
        12 * start_age_of_birth(WOMEN, FLAT_RATE, birth),
        find("flat_rate_month_caps", birth=birth, applies_to="flat_rate_part_before_65")["month_cap"],
        disabled,
    )


def _just_65(year: int) -> int:
    """A birth date of somebody 66 in April of a year: over 65 and under 70."""
    return date(year - 66, 6, 1).toordinal()
