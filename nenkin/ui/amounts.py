"""Amounts in the words of the page: yen with commas, months exact to the fraction."""

from fractions import Fraction

from nenkin.ui.language import english


def yen(amount: int) -> str:
    """847300 → 847,300円; a minus is the sign of arithmetic: −12,000円. 847,300 yen."""
    return f"{comma(amount)} yen" if english() else f"{comma(amount)}円"


def comma(amount: int) -> str:
    """847300 → 847,300: under a column that says (円), or before a unit set smaller."""
    return f"{'−' if amount < 0 else ''}{abs(amount):,}"


def month_count(count: int) -> str:
    """170 → 170か月; 170 months."""
    if english():
        return f"{comma(count)} {'month' if count == 1 else 'months'}"
    return f"{comma(count)}か月"


def quantity(amount: int, unit: str) -> str:
    """An amount of the working in its unit (`nenkin.law.explain.Step`): 10380 in 24ths of a month → 432.5か月."""
    if unit.startswith("yen"):
        return yen(amount)
    count = Fraction(amount, 24) if unit == "months/24" else Fraction(amount)
    whole, rest = divmod(count, 1)
    if english():
        short = f"{float(count):g}" if 1000 % rest.denominator == 0 else f"{whole or ''} {rest}".strip()
        return f"{short} {'month' if count == 1 else 'months'}"
    if 1000 % rest.denominator == 0:
        return f"{float(count):g}か月"
    return f"{f'{whole}と' if whole else ''}{rest.denominator}分の{rest.numerator}か月"
