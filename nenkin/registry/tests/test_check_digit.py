"""検査数字: what it must catch, and what it cannot."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nenkin.registry.check_digit import luhn_digit, luhn_holds

DIGITS = "0123456789"
BODIES = st.text(DIGITS, min_size=16, max_size=16)


@pytest.mark.parametrize(
    ("body", "digit"), [("7992739871", "3"), ("1789372997", "4"), ("453201511283036", "6"), ("0" * 16, "0")]
)
def test_the_digit_is_the_published_one(body, digit):
    assert luhn_digit(body) == digit


@given(BODIES)
def test_exactly_one_digit_of_ten_holds(body):
    assert [digit for digit in DIGITS if luhn_holds(body + digit)] == [luhn_digit(body)]


@given(BODIES, st.integers(0, 16), st.integers(1, 9))
def test_every_single_wrong_digit_is_caught(body, place, step):
    key = body + luhn_digit(body)
    wrong = key[:place] + str((int(key[place]) + step) % 10) + key[place + 1 :]

    assert not luhn_holds(wrong)


@given(BODIES, st.integers(0, 15))
def test_every_swap_of_neighbours_is_caught_but_09(body, place):
    key = body + luhn_digit(body)
    pair = key[place : place + 2]
    swapped = key[:place] + pair[::-1] + key[place + 2 :]

    assert luhn_holds(swapped) == (pair[0] == pair[1] or set(pair) == {"0", "9"})


@pytest.mark.parametrize("text", ["", "0", "１８", "１８" * 8, "12a4", "18 ", "-18", "²²"])
def test_what_is_no_row_of_ascii_digits_never_holds(text):
    assert luhn_holds(text) is False
