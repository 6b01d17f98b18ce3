"""改定 (annual revision of the rates). NP Act art. 27-2 to 27-5, 87; EPI Act art. 43-2 to 43-5, 46 (3); all rates in thousandths.

Prices and wages of the years before change the rates every April. New beneficiaries (新規裁定者: before the fiscal year
of 68) follow wages, existing ones (既裁定者) prices, both never more than wages; then comes the macro-economic slide.
"""

from typing import NamedTuple

from nenkin.law.rounding import round_rate, round_to_ten_thousand_yen

ONE = 1000
WAGES_RULE_FROM = 2021  # fiscal year: if prices exceed wages, wages for both (Act No. 114 of 2016)
CARRY_OVER_FROM = 2018  # fiscal year: what of the slide could not be applied is kept (the same act)
RELIEF_FROM = 2026  # fiscal year: a third of the slide for the employees' pension (Act No. 74 of 2025)


class Change(NamedTuple):
    """What a year does to the rates."""

    new: int  # 新規裁定者
    existing: int  # 既裁定者


class Slide(NamedTuple):
    """マクロ経済スライド of a year."""

    applied: int
    carried: int  # キャリーオーバー: kept for a later year; ONE: nothing


def next_rate(previous: int, factor: int) -> int:
    """改定率 or 再評価率 of a year = that of the year before × the year's factor; all in thousandths, half up."""
    return round_rate(previous * factor, ONE * ONE)


def net_wage_change(nominal: int, disposable: int) -> int:
    """名目手取り賃金変動率 = 名目賃金変動率 × 可処分所得割合変化率, thousandths. NP Act art. 27-2 (2)."""
    return next_rate(nominal, disposable)


def changes_until_2020(price: int, wage: int) -> Change:
    """Before the slide, until fiscal 2020: prices above wages cut the existing to wages, but not below 1 or below prices."""
    if price <= wage:
        return Change(wage, price)
    if wage >= ONE:
        return Change(wage, wage)
    return Change(min(price, ONE), min(price, ONE))


def changes_from_2021(price: int, wage: int) -> Change:
    """Before the slide, from fiscal 2021: prices, but never above wages, which hold for both then."""
    return Change(wage, min(price, wage))


def changes(year: int, price: int, wage: int) -> Change:
    """The change of a fiscal year before the slide. `price`, `wage`: 物価変動率, 名目手取り賃金変動率."""
    return changes_from_2021(price, wage) if year >= WAGES_RULE_FROM else changes_until_2020(price, wage)


def slide_with_relief(slide: int) -> int:
    """調整率 of the employees' pension from fiscal 2026 until the next actuarial review: a third of it. Act No. 74 of 2025 suppl."""
    return round_rate(3 * slide + 2 * (ONE - slide), 3 * ONE)


def slide_applied(year: int, base: int, slide: int, carried: int) -> Slide:
    """How much of the slide, with what was carried in, a change takes: it may not bring one above 1 below it. Art. 27-4.

    Nothing was carried before fiscal 2018.
    """
    whole = next_rate(slide, carried)
    if base <= ONE:
        applied = ONE
    elif next_rate(base, whole) >= ONE:
        applied = whole
    else:
        applied = round_rate(ONE, base)
    return Slide(applied, round_rate(whole, applied) if year >= CARRY_OVER_FROM else ONE)


def factor_of_recent_pay(price: int, disposable: int, slide: int) -> int:
    """再評価率 of pay two and three fiscal years back: 物価変動率 × 可処分所得割合変化率 × 調整率. EPI Act art. 43-2 (2), 43-4."""
    return round_rate(price * disposable * slide, ONE * ONE * ONE)


def factor_of_latest_pay(disposable: int, slide: int) -> int:
    """再評価率 of last year's pay, and of this year's from last year's row: 可処分所得割合変化率 × 調整率. EPI Act art. 43-2 (2), (3)."""
    return next_rate(disposable, slide)


def threshold_in_yen(numerator: int, denominator: int) -> int:
    """支給停止調整額 = base × the cumulated 名目賃金変動率, yen a month, to 10,000 yen. EPI Act art. 46 (3)."""
    return round_to_ten_thousand_yen(numerator, denominator)
