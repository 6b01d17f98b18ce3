"""期間計算. Days, months, ages and fiscal years as whole numbers. 年齢計算ニ関する法律, Civil Code art. 143."""


def year_month_day(day_number: int) -> tuple[int, int, int]:
    """The calendar date of a day number (1 = 0001-01-01), by the Gregorian cycle of 146,097 days.

    Years are taken to begin on 1 March, so that the leap day is the last day of a year.
    """
    days = day_number + 305
    cycle = days // 146_097
    rest = days - cycle * 146_097
    year = (rest - rest // 1_460 + rest // 36_524 - rest // 146_096) // 365
    day_of_year = rest - (365 * year + year // 4 - year // 100)
    part = (5 * day_of_year + 2) // 153
    day = day_of_year - (153 * part + 2) // 5 + 1
    month = part + 3 if part < 10 else part - 9
    return cycle * 400 + year + (1 if month <= 2 else 0), month, day


def month_of_age_zero(birth_date: int) -> int:
    """The month to which months of age are added: the month of birth, one earlier for those born on the 1st.

    An age is attained on the day before the birthday; who is born on 29 February attains on 28 February.
    """
    year, month, day = year_month_day(birth_date)
    return year * 12 + month - 1 - (1 if day == 1 else 0)


def attain_month(birth_date: int, age_months: int) -> int:
    """The month in which an age, given in months, is attained."""
    return month_of_age_zero(birth_date) + age_months


def fiscal_year(month: int) -> int:
    """The fiscal year (April to March) of a month number."""
    return (month - 3) // 12


def months_within(start: int, end: int, first: int, last: int) -> int:
    """How many months of the half-open spell [start, end) fall into the half-open window [first, last)."""
    return max(0, min(end, last) - max(start, first))
