"""改定 (annual revision of the rates). NP Act art. 27-2 to 27-5, EPI Act art. 43-2 to 43-5."""

from nenkin.law.rounding import round_rate


def next_rate(previous: int, factor: int) -> int:
    """改定率 or 再評価率 of a year = that of the year before × the year's factor; all in thousandths, half up."""
    return round_rate(previous * factor, 10**6)
