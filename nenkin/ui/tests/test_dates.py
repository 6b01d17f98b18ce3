"""和暦, exact at every change of era."""

from datetime import date

import pytest
from django.utils import translation

from nenkin.ui import amounts, dates


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(1912, 7, 29), "明治45年7月29日"),
        (date(1912, 7, 30), "大正元年7月30日"),
        (date(1926, 12, 24), "大正15年12月24日"),
        (date(1926, 12, 25), "昭和元年12月25日"),
        (date(1989, 1, 7), "昭和64年1月7日"),
        (date(1989, 1, 8), "平成元年1月8日"),
        (date(2019, 4, 30), "平成31年4月30日"),
        (date(2019, 5, 1), "令和元年5月1日"),
        (date(2026, 11, 24), "令和8年11月24日"),
    ],
    ids=str,
)
def test_the_era_changes_on_its_day(day, words):
    assert dates.era_date(day) == words


def test_a_day_before_the_first_era_is_refused():
    with pytest.raises(LookupError, match="1868-01-25"):
        dates.era_of(date(1868, 1, 24))


def test_a_deadline_has_its_weekday():
    assert dates.era_day(date(2026, 11, 24)) == "令和8年11月24日(火)"


@pytest.mark.parametrize(
    ("year", "month", "words"),
    [(1989, 1, "昭和64年1月"), (1989, 2, "平成元年2月"), (2019, 4, "平成31年4月"), (2019, 5, "令和元年5月")],
)
def test_a_month_has_the_name_of_its_first_day(year, month, words):
    assert dates.era_month(year * 12 + month - 1) == words


def test_a_month_far_away_has_the_western_year_too():
    assert dates.month_with_western_year(1979 * 12 + 3) == "昭和54年4月(1979年)"


@pytest.mark.parametrize(
    ("year", "words"),
    [(1988, "昭和63年度"), (1989, "平成元年度"), (2018, "平成30年度"), (2019, "令和元年度")],
)
def test_fiscal_years(year, words):
    assert dates.fiscal_year(year) == words


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (2024 * 12 + 9, 2025 * 12, "令和6年10月〜12月"),
        (2024 * 12 + 9, 2024 * 12 + 10, "令和6年10月"),
        (1988 * 12 + 3, 1991 * 12 + 3, "昭和63年4月〜平成3年3月"),
        (2025 * 12, None, "令和7年1月〜いま"),
    ],
)
def test_a_spell_in_words(start, end, words):
    assert dates.month_span(start, end) == words


@pytest.mark.parametrize(("count", "words"), [(0, "0か月"), (7, "7か月"), (480, "40年"), (487, "40年7か月")])
def test_months_as_years(count, words):
    assert dates.months_as_years(count) == words


def test_first_and_last_day_of_a_month():
    assert dates.first_day(dates.month_of(date(2024, 2, 29))) == date(2024, 2, 1)
    assert dates.last_day(dates.month_of(date(2024, 2, 29))) == date(2024, 2, 29)
    assert dates.last_day(dates.month_of(date(2026, 12, 5))) == date(2026, 12, 31)


@pytest.mark.parametrize(
    ("written", "english"),
    [
        (lambda: dates.era_date(date(2026, 11, 24)), "24 November 2026"),
        (lambda: dates.era_day(date(2026, 11, 24)), "Tuesday, 24 November 2026"),
        (lambda: dates.era_month(1979 * 12 + 3), "April 1979"),
        (lambda: dates.month_with_western_year(1979 * 12 + 3), "April 1979"),
        (lambda: dates.fiscal_year(2019), "fiscal 2019"),
        (lambda: dates.month_span(2024 * 12 + 9, 2025 * 12), "October to December 2024"),
        (lambda: dates.month_span(2024 * 12 + 9, 2025 * 12 + 1), "October 2024 to January 2025"),
        (lambda: dates.month_span(2024 * 12 + 9, 2024 * 12 + 10), "October 2024"),
        (lambda: dates.month_span(2024 * 12 + 9, None), "October 2024 to now"),
        (lambda: dates.months_as_years(487), "40 years 7 months"),
        (lambda: dates.months_as_years(480), "40 years"),
        (lambda: dates.months_as_years(13), "1 year 1 month"),
        (lambda: dates.months_as_years(0), "0 months"),
        (lambda: dates.age(780), "65"),
        (lambda: dates.age(781), "65 years 1 month"),
        (lambda: amounts.yen(-12_000), "−12,000 yen"),
        (lambda: amounts.month_count(1), "1 month"),
        (lambda: amounts.quantity(10_380, "months/24"), "432.5 months"),
        (lambda: amounts.quantity(10_376, "months/24"), "432 1/3 months"),
        (lambda: amounts.quantity(8, "months/24"), "1/3 months"),
    ],
)
def test_on_an_english_page(written, english):
    with translation.override("en"):
        assert written() == english
    assert written() != english
