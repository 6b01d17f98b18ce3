"""Filters of the templates: yen, 和暦, months, a masked number. `{% load ui %}`."""

from datetime import date
from fractions import Fraction

from django import template

from nenkin.ui import dates, icons

register = template.Library()
register.simple_tag(icons.icon)


@register.filter
def yen(amount: int) -> str:
    """847300 → 847,300円; a minus is the sign of arithmetic: −12,000円."""
    return f"{'−' if amount < 0 else ''}{abs(amount):,}円"


@register.filter
def comma(amount: int) -> str:
    """847300 → 847,300: under a column that says (円), or before a unit set smaller."""
    return f"{'−' if amount < 0 else ''}{abs(amount):,}"


@register.filter
def era_date(day: date) -> str:
    """令和8年11月24日."""
    return dates.era_date(day)


@register.filter
def era_day(day: date) -> str:
    """令和8年11月24日(火)."""
    return dates.era_day(day)


@register.filter
def era_month(month: int) -> str:
    """昭和54年4月, of a month number."""
    return dates.era_month(month)


@register.filter
def month_year(month: int) -> str:
    """昭和54年4月(1979年), of a month number."""
    return dates.month_with_western_year(month)


@register.filter
def months(count: int) -> str:
    """487 → 40年7か月."""
    return dates.months_as_years(count)


@register.filter
def age(months_of_age: int) -> str:
    """791 → 65歳11か月."""
    return dates.age(months_of_age)


@register.filter
def masked(number: str) -> str:
    """9999-000001 → 9999-••••01: enough to recognise one's own number, too little to use it."""
    return f"{number[:4]}-••••{number[-2:]}" if number else ""


@register.filter
def quantity(amount: int, unit: str) -> str:
    """An amount of the working in its unit (`nenkin.law.explain.Step`): 10380 in 24ths of a month → 432.5か月."""
    if unit.startswith("yen"):
        return yen(amount)
    count = Fraction(amount, 24) if unit == "months/24" else Fraction(amount)
    whole, rest = divmod(count, 1)
    if 1000 % rest.denominator == 0:
        return f"{float(count):g}か月"
    return f"{f'{whole}と' if whole else ''}{rest.denominator}分の{rest.numerator}か月"
