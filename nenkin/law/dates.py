"""暦日, 休日と営業日: calendar days around month numbers.

The national holidays are handed in (国民の祝日, substitute holidays included): the law here has no calendar of them.
"""

from collections.abc import Collection
from datetime import date, timedelta

from nenkin.law.career import month_number

SATURDAY = 5
NEW_YEAR = ((12, 31), (1, 1), (1, 2), (1, 3))  # banks are closed

_DAY = timedelta(days=1)


def month_of(day: date) -> int:
    """The month number of a day."""
    return month_number(day.year, day.month)


def first_day(month: int) -> date:
    """The first day of a month number."""
    return date(month // 12, month % 12 + 1, 1)


def last_day(month: int) -> date:
    """The last day of a month number."""
    return first_day(month + 1) - _DAY


def month_text(month: int) -> str:
    """A month number as YYYY-MM."""
    return f"{month // 12:04d}-{month % 12 + 1:02d}"


def is_business_day(day: date, holidays: Collection[date]) -> bool:
    """Whether banks are open: no Saturday, Sunday or holiday, nor 31 December to 3 January. Banking Act art. 15."""
    return day.weekday() < SATURDAY and day not in holidays and (day.month, day.day) not in NEW_YEAR


def business_day_before(day: date, holidays: Collection[date]) -> date:
    """`day` itself, or the last business day before it."""
    while not is_business_day(day, holidays):
        day -= _DAY
    return day


def business_day_after(day: date, holidays: Collection[date]) -> date:
    """`day` itself, or the first business day after it."""
    while not is_business_day(day, holidays):
        day += _DAY
    return day
