"""遺族基礎年金 (basic survivors' pension). NP Act art. 37–42."""

from nenkin.law.national_pension.disability_basic import UNIFORM_FROM, child_additions, child_additions_alike
from nenkin.law.rounding import round_to_yen


def survivors_basic_of_spouse(
    full: int, children: int, month: int, first_two: int, further: int, alike: int
) -> int:
    """遺族基礎年金 of a spouse with children, yen a year; none without a child. NP Act art. 38, 39.

    `full`: 満額 by the age of the spouse; the additions always at the rate of new beneficiaries.
    """
    if children == 0:
        return 0
    return full + child_additions(children, month, first_two, further, alike)


def survivors_basic_of_children(
    full: int, children: int, month: int, first_two: int, further: int, alike: int
) -> int:
    """遺族基礎年金 of each of several children without an entitled parent, yen a year. NP Act art. 39-2.

    満額 and an addition for every child but one (the first of them as a first child), divided by the number of children.
    """
    if children == 0:
        return 0
    others = children - 1
    if month >= UNIFORM_FROM:
        additions = child_additions_alike(others, alike)
    else:
        additions = min(others, 1) * first_two + max(0, others - 1) * further
    return round_to_yen(full + additions, children)
