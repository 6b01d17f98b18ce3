"""産前産後・育児期間の保険料免除: months that cost nothing and count as paid. NP Act art. 5 (1), 88-2, 88-3."""

from nenkin.law.career import month_number

MATERNITY_SINCE = month_number(2019, 4)
CHILD_RAISING_SINCE = month_number(2026, 10)

Months = tuple[int, int]  # half-open; empty where both are equal


def maternity_months(birth_month: int, several_children: bool) -> Months:
    """産前産後免除: from the month before the month of birth (expected or real), four months. NP Act art. 88-2.

    With twins or more: from the third month before it, six months. No month before 2019-04.
    """
    start = birth_month - (3 if several_children else 1)
    end = max(birth_month + 3, MATERNITY_SINCE)
    return max(start, MATERNITY_SINCE), end


def child_raising_months(birth_month: int, raising_since: int, exempted_until: int = 0) -> Months:
    """育児期間免除: from the month in which raising the child begins until it is one year old. NP Act art. 88-3.

    The last month is the one before the child's first birthday. `exempted_until`: the end of the mother's
    `maternity_months`, after which hers begin. No month before 2026-10. From the outline of Act No. 47 of 2024;
    the text of the article was not at hand [medium].
    """
    end = max(birth_month + 12, CHILD_RAISING_SINCE)
    start = max(raising_since, exempted_until, CHILD_RAISING_SINCE)
    return min(start, end), end
