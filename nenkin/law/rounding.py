"""端数処理. One function for each way the law rounds; amounts are never negative.

Every function takes the exact amount as a numerator over a denominator, both whole numbers.
"""


def round_to_yen(numerator: int, denominator: int) -> int:
    """五十銭未満切捨て・五十銭以上切上げ. NP Act art. 17 (1), EPI Act art. 35 (1), from 2015-10.

    Largest numerator in use: 2 × 7 × 10¹⁶ < 2⁶³.
    """
    return (2 * numerator + denominator) // (2 * denominator)


def round_to_yen_half_down(numerator: int, denominator: int) -> int:
    """五十銭以下切捨て・五十銭超切上げ: 給与から控除する保険料. Act on Currency Units and Issue of Coins art. 3."""
    return (2 * numerator + denominator - 1) // (2 * denominator)


def round_yearly(numerator: int, denominator: int, unit: int) -> int:
    """年金額の端数処理 by its date: `unit` 1 (from 2015-10) or 100 yen. NP Act art. 17 (1), EPI Act art. 35 (1), old and new."""
    return (2 * numerator + unit * denominator) // (2 * unit * denominator) * unit


def round_to_hundred_yen(numerator: int, denominator: int) -> int:
    """五十円未満切捨て・五十円以上切上げ. NP Act art. 27, EPI Act art. 44 (2); yearly amounts before 2015-10."""
    return (2 * numerator + 100 * denominator) // (200 * denominator) * 100


def round_to_ten_yen(numerator: int, denominator: int) -> int:
    """五円未満切捨て・五円以上切上げ. NP Act art. 87 (3), art. 90-2 (6); Enforcement Order art. 8, art. 10."""
    return (2 * numerator + 10 * denominator) // (20 * denominator) * 10


def round_to_ten_thousand_yen(numerator: int, denominator: int) -> int:
    """五千円未満切捨て・五千円以上切上げ: 支給停止調整額. EPI Act art. 46 (3)."""
    return (2 * numerator + 10_000 * denominator) // (20_000 * denominator) * 10_000


def round_rate(numerator: int, denominator: int) -> int:
    """A rate in thousandths, the fourth decimal half up: 改定率・再評価率. NP Act art. 27-2, EPI Act art. 43-2."""
    return (2000 * numerator + denominator) // (2 * denominator)


def cut_to_yen(numerator: int, denominator: int) -> int:
    """一円未満切捨て. NP Act art. 18-2 (1), EPI Act art. 36-2 (1): what is paid in one instalment, and monthly displays."""
    return numerator // denominator
