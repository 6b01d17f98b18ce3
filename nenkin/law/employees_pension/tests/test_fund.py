"""厚生年金基金の代行部分."""

from fractions import Fraction

from nenkin.law.career import GENERAL, LOCAL, MALE, Career
from nenkin.law.employees_pension.fund import paid_by_the_state, substitute_part


def month(year, number):
    return year * 12 + number - 1


CAREER = Career(
    0, MALE, month(2026, 10),
    (month(1995, 4), month(2000, 4), month(2001, 4)), (month(2000, 4), month(2006, 4), month(2002, 4)),
    (GENERAL, GENERAL, LOCAL), (300, 400, 500),
    (month(2003, 7), month(2005, 7)), (600, 700), (GENERAL, GENERAL), (), (), (),
)  # fmt: skip


def test_the_months_of_the_fund_count_without_revaluation():
    before = 300_000 * 48 + 400_000 * 36
    after = 400_000 * 24 + 600_000
    expected = Fraction(before * 7_125 + after * 5_481, 10**6)

    assert substitute_part(CAREER, (month(1996, 4),), (month(2005, 4),), 7_125, 5_481) == round(expected)


def test_two_funds_are_the_sum_of_their_months():
    whole = substitute_part(CAREER, (month(1996, 4),), (month(2005, 4),), 7_125, 5_481)
    parts = substitute_part(
        CAREER, (month(1996, 4), month(2002, 1)), (month(2002, 1), month(2005, 4)), 7_125, 5_481
    )

    assert parts == whole


def test_no_fund_has_no_substitute_part():
    assert substitute_part(CAREER, (), (), 7_125, 5_481) == 0
    assert paid_by_the_state(1_000_000, 0) == 1_000_000
    assert paid_by_the_state(100, 300) == 0
