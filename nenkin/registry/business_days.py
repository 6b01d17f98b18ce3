"""営業日: the days on which the office works and letters go out.

No Saturday, Sunday or national holiday (国民の祝日, 振替休日, 国民の休日), nor 29 December to 3 January, when
public offices are closed (行政機関の休日に関する法律 第1条). Banks close on other days: `nenkin.law.dates`.
"""

from datetime import date, timedelta

import jpholiday

SATURDAY = 5
YEAR_END = ((12, 29), (12, 30), (12, 31), (1, 1), (1, 2), (1, 3))

_DAY = timedelta(days=1)


def is_business_day(day: date) -> bool:
    """Whether the office works on this day."""
    closed = day.weekday() >= SATURDAY or (day.month, day.day) in YEAR_END
    return not closed and not jpholiday.is_holiday(day)


def add(day: date, n: int) -> date:
    """The n-th business day after `day`, which itself does not count. 0: `day`, or the first business day after it.

    Raises:
        ValueError: n is negative.
    """
    if n < 0:
        raise ValueError(f"n is {n}; allowed: 0 or more")
    if n == 0:
        return day if is_business_day(day) else add(day, 1)
    for _ in range(n):
        day += _DAY
        while not is_business_day(day):
            day += _DAY
    return day
