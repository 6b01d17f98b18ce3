"""月ごとの記録."""

from nenkin.ui import month_grid
from nenkin.ui.months import Word

LINK = "/records/month/0000-00"


def grid(first: int, count: int, *odd: int, word="厚年"):
    cells = {month: Word("e", word, "", "") for month in range(first, first + count)}
    cells |= {month: Word("u", "未納", "", "") for month in odd}
    return month_grid.decades(cells, link=LINK, age_zero=1990 * 12 + 4)


def test_ten_fiscal_years_a_part_newest_first():
    titles = [decade.title for decade in grid(2005 * 12 + 3, 258)]
    assert titles == [
        "平成29年度〜令和8年度(2017〜2026年度)",
        "平成19年度〜平成28年度(2007〜2016年度)",
        "平成17年度〜平成18年度(2005〜2006年度)",
    ]


def test_a_single_year_has_no_span():
    assert grid(2026 * 12 + 3, 3)[0].title == "令和8年度(2026年度)"


def test_parts_with_months_to_look_at_are_open():
    open_ones = [decade.is_open for decade in grid(2005 * 12 + 3, 258, 2010 * 12)]
    assert open_ones == [False, True, False]


def test_without_them_the_newest_is_open():
    decades = grid(2005 * 12 + 3, 258)
    assert [decade.is_open for decade in decades] == [True, False, False]
    assert {decade.note for decade in decades} == {"すべて厚年"}


def test_march_belongs_to_the_year_before():
    decade = grid(2026 * 12 + 2, 1)[0]
    assert decade.title == "令和7年度(2025年度)"
    assert 'href="/records/month/2026-03" aria-label="令和8年3月 厚年"' in decade.table


def test_each_row_has_twelve_cells_and_the_age():
    table = grid(2026 * 12 + 3, 1)[0].table
    assert table.count("<td") == 12
    assert "36歳になる年度" in table


def test_no_months_no_grid():
    assert month_grid.decades({}, link=LINK, age_zero=0) == []


def test_a_word_stays_text():
    assert "<b>" not in grid(2026 * 12 + 3, 1, word="<b>")[0].table
