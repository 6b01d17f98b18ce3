"""検査数字: the last digit of an access key tells a slip of the finger before the record is asked (Luhn's rule).

The rule catches every single wrong digit and every swap of two neighbours but 09 and 90.
"""

DOUBLED = (0, 2, 4, 6, 8, 1, 3, 5, 7, 9)  # twice the digit, the sum of its digits


def luhn_digit(digits: str) -> str:
    """The check digit of ASCII digits: with it behind them, `luhn_holds`."""
    return str(-_sum(digits + "0") % 10)


def luhn_holds(digits: str) -> bool:
    """Whether the last digit is the check digit of those before it."""
    return len(digits) > 1 and digits.isascii() and digits.isdecimal() and _sum(digits) % 10 == 0


def _sum(digits: str) -> int:
    numbers = [int(digit) for digit in reversed(digits)]
    return sum(numbers[::2]) + sum(DOUBLED[number] for number in numbers[1::2])
