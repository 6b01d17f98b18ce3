"""和暦. Days, months and fiscal years in the words of the page; the eras come from the law's table, exact to the day.

A month here is the law's month number (year × 12 + month − 1). A month in which the era changes carries the name
of its first day: 昭和64年1月, 平成31年4月, 令和元年5月.
"""

from datetime import date
from functools import cache

from nenkin.law.eras import Era as Era
from nenkin.law.eras import era_date as era_date
from nenkin.law.eras import era_day as era_day
from nenkin.law.eras import era_of as era_of
from nenkin.law.eras import era_year as era_year
from nenkin.law.eras import eras as eras


@cache
def era_month(month: int) -> str:
    """昭和54年4月."""
    return f"{era_year(first_day(month))}{month % 12 + 1}月"


def month_with_western_year(month: int) -> str:
    """昭和54年4月(1979年): where years are compared or lie far off."""
    return f"{era_month(month)}({month // 12}年)"


@cache
def fiscal_year(year: int) -> str:
    """令和元年度: a fiscal year is called after the era of 1 May, as the whole year 2019 is 令和元年度."""
    return f"{era_year(date(year, 5, 1))}度"


def month_span(start: int, end: int | None) -> str:
    """令和6年10月〜12月, a half-open spell in words; None: it goes on."""
    if end is None:
        return f"{era_month(start)}〜いま"
    last = end - 1
    if last == start:
        return era_month(start)
    same_year = era_year(first_day(start)) == era_year(first_day(last))
    return f"{era_month(start)}〜{f'{last % 12 + 1}月' if same_year else era_month(last)}"


def months_as_years(months: int) -> str:
    """487 → 40年7か月; 480 → 40年; 7 → 7か月."""
    years, rest = divmod(months, 12)
    if not years:
        return f"{rest}か月"
    return f"{years}年{rest}か月" if rest else f"{years}年"


def age(months: int) -> str:
    """An age in months: 780 → 65歳; 791 → 65歳11か月."""
    years, rest = divmod(months, 12)
    return f"{years}歳{rest}か月" if rest else f"{years}歳"


def first_day(month: int) -> date:
    """The first day of a month number."""
    return date(month // 12, month % 12 + 1, 1)


def last_day(month: int) -> date:
    """The last day of a month number."""
    return date.fromordinal(first_day(month + 1).toordinal() - 1)


def month_of(day: date) -> int:
    """The month number of a day."""
    return day.year * 12 + day.month - 1
