"""寡婦年金 (widow's pension). NP Act art. 49–52. Paid from the month after the widow attains 60 until 65."""

from nenkin.law.national_pension.old_age_basic import MONTH
from nenkin.law.parameters import NATIONAL, number, share
from nenkin.law.rounding import round_to_yen

SHARE = share(NATIONAL, "widows_pension_share")
NEEDED_MONTHS = number(NATIONAL, "widows_pension_months")
NEEDED_MARRIAGE = number(NATIONAL, "widows_pension_marriage_months")
FIRST_AGE = 12 * number(NATIONAL, "widows_pension_first_age")


def widows_pension_right(paid: int, exempt: int, deferred: int, married: int, received_basic: bool) -> bool:
    """支給要件 on the side of the husband. NP Act art. 49 (1), from 2017-08. Months of category 1 until the month before the death.

    Ten years paid or exempt, not by student or postponed months alone; married ten years; he had received neither
    old-age nor disability basic pension.
    """
    if received_basic or married < NEEDED_MARRIAGE or paid + exempt == 0:
        return False
    return paid + exempt + deferred >= NEEDED_MONTHS


def widows_pension(full: int, credited: int, enrolment_months: int) -> int:
    """寡婦年金の年額 = 3/4 of the basic pension on the husband's months of category 1, yen. NP Act art. 50.

    `full`: 満額 by the age of the widow; `credited` in 24ths of a month and `enrolment_months` of the husband.
    """
    return round_to_yen(full * credited * SHARE.numerator, enrolment_months * MONTH * SHARE.denominator)
