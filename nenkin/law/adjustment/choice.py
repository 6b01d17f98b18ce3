"""併給の調整: one person, one pension; what may be drawn together, and which choice pays most. NP Act art. 20, EPI Act art. 38, 64-2.

Pensions of one cause (老齢, 障害, 遺族) go together. From 65 also: old-age basic + employees' survivors; disability
basic + old-age employees; disability basic + employees' survivors. A survivor of 65 with an own old-age employees'
pension draws that in full and of the survivors' pension only what is more (art. 64-2). 寡婦年金 goes with nothing and
ends at 65. Not compared: tax (disability and survivors' pensions bear none), and what a later choice may change.
"""

from typing import NamedTuple

from nenkin.law.employees_pension.survivors import paid_on_top, survivors_at_65

# Which pensions are drawn.
NOTHING = 0
OLD_AGE = 1  # 老齢基礎 + 老齢厚生
DISABILITY = 2  # 障害基礎 + 障害厚生
SURVIVORS = 3  # 遺族基礎 + 遺族厚生
WIDOWS = 4  # 寡婦年金, before 65
OLD_AGE_AND_SURVIVORS = 5  # 老齢基礎 + 老齢厚生 + the rest of 遺族厚生, from 65
DISABILITY_AND_OLD_AGE = 6  # 障害基礎 + 老齢厚生, from 65
DISABILITY_AND_SURVIVORS = 7  # 障害基礎 + 老齢厚生 + the rest of 遺族厚生, from 65
WAYS = 8


class Rights(NamedTuple):
    """What a person has a right to, yen a year; 0: no right."""

    old_age_basic: int = 0  # 付加年金・振替加算 included
    old_age_employees: int = 0  # without the spouse addition; before 65: the special or early pension
    spouse_addition: int = 0  # 加給年金額 of the old-age employees' pension
    disability_basic: int = 0  # additions for children included
    disability_employees: int = 0  # the spouse addition included
    survivors_basic: int = 0  # additions for children included
    survivors_employees: int = 0  # 3/4 of the deceased's part (art. 60 (1) item 1)
    survivors_addition: int = 0  # 中高齢・経過的寡婦加算
    widows: int = 0
    of_spouse: int = 1  # 1: the survivors' pension is a spouse's, so that art. 60 (1) item 2 applies


class Choice(NamedTuple):
    """The totals of every way, yen a year, and the way that pays most; of two alike the first."""

    best: int
    total: int
    totals: tuple[int, int, int, int, int, int, int, int]  # by way; 0 where it is not allowed
    survivors_paid: (
        int  # of the survivors' employees' pension, what is paid on top of the own pension from 65
    )


def survivors_paid_at_65(rights: Rights) -> int:
    """遺族厚生年金 paid beside the own 老齢厚生年金, from 65, widow's addition included, yen a year. EPI Act art. 60, 64-2."""
    own = rights.old_age_employees
    addition = rights.survivors_addition
    if rights.survivors_employees == 0:
        return 0
    if rights.of_spouse == 0 or own == 0:
        return max(0, rights.survivors_employees + addition - own)
    if addition == 0:
        return paid_on_top(rights.survivors_employees, own)
    return max(0, survivors_at_65(rights.survivors_employees, own) + addition - own)


def choose(rights: Rights, from_65: bool) -> Choice:
    """Every allowed way of drawing the rights of one person, and the best, before or from 65."""
    own = rights.old_age_employees + rights.spouse_addition
    old_age = rights.old_age_basic + own
    disability = rights.disability_basic + rights.disability_employees
    if from_65:
        on_top = survivors_paid_at_65(rights)
        survivors = rights.survivors_basic + on_top
        together = old_age + on_top if rights.survivors_employees > 0 else 0
        with_old_age = with_survivors = 0
        if rights.disability_basic > 0:
            with_old_age = rights.disability_basic + own if own > 0 else 0
            if rights.survivors_employees > 0:
                with_survivors = rights.disability_basic + own + on_top
        totals = (0, old_age, disability, survivors, 0, together, with_old_age, with_survivors)
    else:
        on_top = 0
        survivors = rights.survivors_basic + rights.survivors_employees + rights.survivors_addition
        totals = (0, old_age, disability, survivors, rights.widows, 0, 0, 0)
    best = NOTHING
    for way in range(WAYS):
        if totals[way] > totals[best]:
            best = way
    return Choice(best, totals[best], totals, on_top)
