"""営業日 against the real calendar."""

from datetime import date, datetime

import pytest

from nenkin.registry.business_days import add, is_business_day


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 4, 28), True),
        (date(2026, 4, 29), False),  # 昭和の日
        (date(2026, 4, 30), True),
        (date(2026, 5, 1), True),
        (date(2026, 5, 2), False),  # Saturday
        (date(2026, 5, 3), False),  # 憲法記念日, a Sunday
        (date(2026, 5, 4), False),
        (date(2026, 5, 5), False),
        (date(2026, 5, 6), False),  # 振替休日 of 3 May
        (date(2026, 5, 7), True),
        (date(2026, 9, 21), False),  # 敬老の日
        (date(2026, 9, 22), False),  # 国民の休日, a day between two holidays
        (date(2026, 9, 23), False),  # 秋分の日
        (date(2026, 9, 24), True),
        (date(2026, 12, 28), True),
        (date(2026, 12, 29), False),
        (date(2026, 12, 31), False),
        (date(2027, 1, 1), False),
        (date(2027, 1, 3), False),
        (date(2027, 1, 4), True),
        (date(2027, 3, 22), False),  # 振替休日 of 春分の日
        (date(2020, 7, 24), False),  # スポーツの日, moved for 2020 alone
        (date(2020, 10, 12), True),  # and so no holiday that year
        (date(2019, 5, 1), False),  # 即位の日
    ],
    ids=lambda value: value.isoformat() if isinstance(value, date) else "",
)
def test_the_office_works_on_business_days(day, works):
    assert is_business_day(day) is works


@pytest.mark.parametrize(
    ("day", "n", "reached"),
    [
        (date(2026, 11, 24), 5, date(2026, 12, 1)),  # an ordinary week
        (date(2026, 11, 20), 1, date(2026, 11, 24)),  # Friday, 勤労感謝の日 on Monday
        (date(2026, 4, 28), 5, date(2026, 5, 11)),  # Golden Week: 30, 1, 7, 8, 11
        (date(2026, 9, 18), 5, date(2026, 9, 30)),  # 敬老の日, 国民の休日, 秋分の日
        (date(2026, 12, 25), 5, date(2027, 1, 7)),  # New Year: 28, 4, 5, 6, 7
        (date(2026, 5, 3), 1, date(2026, 5, 7)),  # from a holiday
        (date(2026, 5, 3), 0, date(2026, 5, 7)),
        (date(2026, 5, 7), 0, date(2026, 5, 7)),
    ],
)
def test_the_nth_business_day_after_a_day(day, n, reached):
    assert add(day, n) == reached


def test_the_time_of_day_changes_nothing():
    assert add(datetime(2026, 9, 18, 23, 59), 1).date() == date(2026, 9, 24)


def test_a_negative_number_of_days_is_refused():
    with pytest.raises(ValueError, match="n is -1; allowed: 0 or more"):
        add(date(2026, 11, 24), -1)
