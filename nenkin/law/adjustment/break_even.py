"""損益分岐: cumulative totals of two starts, and the age at which the later one has caught up; gross, exact.

No article: arithmetic for a decision. A pension claimed in a month of age s pays from the month after it, so after month t
it has paid t − s months.
"""

from typing import NamedTuple

NEVER = -1


class BreakEven(NamedTuple):
    """An age in months as an exact fraction; denominator 0: the later start never catches up."""

    numerator: int
    denominator: int


def cumulative_total(monthly: int, start: int, until: int) -> int:
    """受給総額 up to the month of age `until`, claimed at the month of age `start`: in the unit of `monthly`.

    With the yearly amount for `monthly`, the total is in twelfths of a yen.
    """
    return monthly * max(0, until - start)


def break_even(earlier_amount: int, earlier_start: int, later_amount: int, later_start: int) -> BreakEven:
    """損益分岐の年齢: where the totals of two constant amounts meet. Starts in months of age, amounts in one unit.

    Largest product: 10⁷ × 900 < 2³⁴.
    """
    if later_amount <= earlier_amount:
        return BreakEven(0, 0)
    return BreakEven(
        later_amount * later_start - earlier_amount * earlier_start, later_amount - earlier_amount
    )


def first_month_not_behind(meeting: BreakEven) -> int:
    """The first whole month of age after which the later start has paid as much; NEVER."""
    if meeting.denominator == 0:
        return NEVER
    return -(-meeting.numerator // meeting.denominator)


def catch_up_place(earlier: tuple[int, ...], later: tuple[int, ...]) -> int:
    """The place of the first month from which the later's total stays at or above the earlier's, to the end; NEVER.

    Both are amounts month by month from the same month on, whatever changes in them (work, additions, revisions).
    """
    lead, found = 0, NEVER
    for place in range(len(earlier)):
        lead += later[place] - earlier[place]
        if lead < 0:
            found = NEVER
        elif found == NEVER:
            found = place
    return found
