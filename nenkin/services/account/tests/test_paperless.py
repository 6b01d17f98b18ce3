"""From which notice a change counts, to the day."""

from datetime import date
from itertools import product

import pytest

from nenkin.services.account import paperless

pytestmark = pytest.mark.django_db
NOTICES = {notice.key: notice for notice in paperless.notices_offered()}


@pytest.mark.parametrize(
    ("key", "day", "arrives"),
    [
        ("withholding_slip", date(2026, 11, 30), (2027, 1)),
        ("withholding_slip", date(2026, 12, 1), (2028, 1)),
        ("deduction_certificate", date(2026, 8, 31), (2026, 10)),
        ("deduction_certificate", date(2026, 9, 1), (2027, 2)),
        ("deduction_certificate", date(2027, 1, 15), (2027, 10)),
        ("revision", date(2026, 4, 30), (2026, 6)),
        ("revision", date(2026, 5, 1), (2027, 6)),
        ("transfer", date(2026, 5, 1), (2026, 10)),
        ("transfer", date(2026, 11, 24), (2027, 6)),
    ],
)
def test_a_change_counts_for_what_is_prepared_later(key, day, arrives):
    assert NOTICES[key].counts_from(day) == month(*arrives)


def month(year: int, number: int) -> int:
    return year * 12 + number - 1


@pytest.mark.parametrize(
    ("born", "day", "first", "age", "sealed"),
    [
        (date(1992, 8, 10), date(2026, 11, 24), month(2027, 8), 35, month(2027, 8)),
        (date(1992, 8, 10), date(2027, 5, 31), month(2027, 8), 35, month(2027, 8)),
        (date(1992, 8, 10), date(2027, 6, 1), month(2028, 8), 45, month(2037, 8)),
        (date(1992, 8, 1), date(2027, 4, 30), month(2027, 7), 35, month(2027, 7)),
        (date(1992, 8, 1), date(2027, 5, 1), month(2028, 7), 45, month(2037, 7)),
        (date(1968, 1, 1), date(2026, 9, 30), month(2026, 12), 59, month(2026, 12)),
        (date(1968, 1, 1), date(2026, 10, 1), month(2027, 12), None, None),
        (date(1992, 2, 29), date(2026, 11, 30), month(2027, 2), 35, month(2027, 2)),
        (date(1950, 3, 2), date(2026, 11, 24), month(2027, 3), None, None),
    ],
)
def test_the_statement_is_prepared_two_months_before_it_comes(born, day, first, age, sealed):
    assert paperless.statement(born, day) == (first, age, sealed)


def test_the_next_statement_is_never_too_early_and_at_most_a_year_later():
    days = [date(2026, month, day) for month in range(1, 13) for day in (1, 28)]
    births = [date(1970, month, day) for month in range(1, 13) for day in (1, 2)]
    for day, born in product(days, births):
        first = paperless.statement(born, day).first

        assert 3 <= first - month(day.year, day.month) <= 14
        assert first % 12 == (born.month - 1 - (born.day == 1)) % 12


def test_each_version_of_the_text_is_there_in_both_languages():
    for version in paperless._file()["text"]:
        assert len(version["ja"]) == len(version["en"]) > 0
    assert paperless.text()[0] in paperless.texts()


def test_the_same_again_changes_and_tells_nothing(hanako):
    assert paperless.choose(hanako, {"transfer"})
    assert not paperless.choose(hanako, {"transfer"})
    assert hanako.consents.count() == 1


def test_a_notice_that_is_not_offered_any_more_stays_in_the_history(hanako):
    paperless._add(hanako, "old_kind", True, month(2026, 1))

    assert paperless.chosen(hanako) == set()
    assert len(paperless.history(hanako)) == 1
