"""和暦. Days, months and fiscal years in the words of the page; the eras come from the law's table, exact to the day.

On an English page: 24 November 2026, April 1979, fiscal 2026; the western year alone.

A month here is the law's month number (year × 12 + month − 1). A month in which the era changes carries the name
of its first day: 昭和64年1月, 平成31年4月, 令和元年5月.
"""

from datetime import date
from functools import cache

from nenkin.law import eras as japanese
from nenkin.law.eras import Era as Era
from nenkin.law.eras import era_of as era_of
from nenkin.law.eras import era_year as era_year
from nenkin.law.eras import eras as eras
from nenkin.ui.language import english

MONTH_NAMES = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
WEEKDAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def era_date(day: date) -> str:
    """令和8年11月24日; 24 November 2026."""
    return _english_date(day) if english() else japanese.era_date(day)


def era_day(day: date) -> str:
    """令和8年11月24日(火): with the weekday, for a deadline; Tuesday, 24 November 2026."""
    return f"{WEEKDAY_NAMES[day.weekday()]}, {_english_date(day)}" if english() else japanese.era_day(day)


def era_month(month: int) -> str:
    """昭和54年4月; April 1979."""
    return english_month(month) if english() else japanese_month(month)


def english_month(month: int) -> str:
    """April 1979."""
    return f"{MONTH_NAMES[month % 12]} {month // 12}"


@cache
def japanese_month(month: int) -> str:
    """昭和54年4月."""
    return f"{era_year(first_day(month))}{month % 12 + 1}月"


def month_with_western_year(month: int) -> str:
    """昭和54年4月(1979年): where years are compared or lie far off; April 1979."""
    return english_month(month) if english() else f"{japanese_month(month)}({month // 12}年)"


def fiscal_year(year: int) -> str:
    """令和元年度; fiscal 2019."""
    return f"fiscal {year}" if english() else japanese_fiscal_year(year)


@cache
def japanese_fiscal_year(year: int) -> str:
    """令和元年度: a fiscal year is called after the era of 1 May, as the whole year 2019 is 令和元年度."""
    return f"{era_year(date(year, 5, 1))}度"


def month_span(start: int, end: int | None) -> str:
    """令和6年10月〜12月, a half-open spell in words; None: it goes on. October to December 2024."""
    if english():
        return _english_span(start, end)
    if end is None:
        return f"{era_month(start)}〜いま"
    last = end - 1
    if last == start:
        return era_month(start)
    same_year = era_year(first_day(start)) == era_year(first_day(last))
    return f"{era_month(start)}〜{f'{last % 12 + 1}月' if same_year else era_month(last)}"


def months_as_years(months: int) -> str:
    """487 → 40年7か月; 480 → 40年; 7 → 7か月. 40 years 7 months."""
    years, rest = divmod(months, 12)
    if english():
        parts = (_counted(years, "year"), _counted(rest, "month") if rest or not years else "")
        return " ".join(filter(None, parts))
    if not years:
        return f"{rest}か月"
    return f"{years}年{rest}か月" if rest else f"{years}年"


def age(months: int) -> str:
    """An age in months: 780 → 65歳; 791 → 65歳11か月. 65; 65 years 11 months."""
    years, rest = divmod(months, 12)
    if english():
        return f"{years} years {_counted(rest, 'month')}" if rest else f"{years}"
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


def _english_date(day: date) -> str:
    return f"{day.day} {MONTH_NAMES[day.month - 1]} {day.year}"


def _english_span(start: int, end: int | None) -> str:
    if end is None:
        return f"{english_month(start)} to now"
    last = end - 1
    if last == start:
        return english_month(start)
    same_year = start // 12 == last // 12
    return f"{MONTH_NAMES[start % 12] if same_year else english_month(start)} to {english_month(last)}"


def _counted(count: int, noun: str) -> str:
    """1 month, 2 months; nothing for none of the years."""
    return "" if not count and noun == "year" else f"{count} {noun}{'' if count == 1 else 's'}"
