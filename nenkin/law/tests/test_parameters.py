"""One number of the law by its name."""

import pytest

from nenkin.law.parameters import EMPLOYEES, NATIONAL, Share, number, share, shares


def test_a_share_comes_in_lowest_terms():
    assert share(EMPLOYEES, "disability_grade_1_factor") == Share(5, 4)
    assert share(EMPLOYEES, "survivors_share") == Share(3, 4)


def test_a_parameter_that_changed_has_several_values_in_the_order_of_time():
    assert [age.numerator for age in shares(EMPLOYEES, "fixed_term_age")] == [30, 60]


@pytest.mark.parametrize(
    ("ask", "code", "message"),
    [
        (number, "survivors_share", "3/4, no whole number"),
        (number, "fixed_term_age", "has had 2 values"),
        (share, "no_such_thing", "no parameter is called 'no_such_thing'"),
    ],
)
def test_a_wrong_question_is_named(ask, code, message):
    with pytest.raises(LookupError, match=message):
        ask(EMPLOYEES, code)


def test_both_schemes_write_the_factor_of_grade_1_alike():
    assert share(NATIONAL, "disability_grade_1_factor") == share(EMPLOYEES, "disability_grade_1_factor")
