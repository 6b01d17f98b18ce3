"""年金額の改定 over a working life: which months of the record count in the amount of a month. EPI Act art. 43 (2), (3).

Months are known, days are not: who leaves a job is taken to leave on the last day of the month.
"""

from nenkin.law.career import Career, month_number
from nenkin.law.national_pension.month_status import goes_on

YEARLY_REVISION_BEGINS = month_number(2022, 10)  # 在職定時改定: Act No. 40 of 2020
OCTOBER = 9


def insured_in(career: Career, horizon: int, month: int) -> bool:
    """Whether a month is one of employees' coverage, open coverage going on to `horizon`."""
    insured = False
    for spell in range(len(career.coverage_start)):
        if career.coverage_start[spell] <= month:
            insured = insured or month < goes_on(career.coverage_end[spell], career.record_end, horizon)
    return insured


def cut_after_leaving(career: Career, horizon: int, right: int, age_70: int, month: int) -> int:
    """退職改定: the first month that does not count in the amount of `month`, by the jobs left since the right arose.

    EPI Act art. 43 (3): left and not insured again for a month, the amount is revised from the month after the last
    month of coverage; at 70 insurance ends on that very day and the amount is revised from the month after.
    """
    cut = right
    for spell in range(len(career.coverage_start)):
        end = goes_on(career.coverage_end[spell], career.record_end, horizon)
        effective = end + 1 if end == age_70 else end
        if cut < end and effective <= month and not insured_in(career, horizon, end):
            cut = end
    return cut


def cut_in_october(career: Career, horizon: int, right: int, age_70: int, month: int) -> int:
    """在職定時改定: 65–69 and insured on 1 September, the months up to August count from October. EPI Act art. 43 (2)."""
    october = month - (month - OCTOBER) % 12
    while october - 1 > right and october >= YEARLY_REVISION_BEGINS:
        september = october - 1
        if (
            september < age_70
            and insured_in(career, horizon, september - 1)
            and insured_in(career, horizon, september)
        ):
            return september
        october -= 12
    return right


def cut_from_65(career: Career, horizon: int, age_65: int, age_70: int, month: int) -> int:
    """The first month that does not count in the old-age employees' pension of `month`, from 65 on."""
    by_leaving = cut_after_leaving(career, horizon, age_65, age_70, month)
    return max(by_leaving, cut_in_october(career, horizon, age_65, age_70, month))


def next_revision(career: Career, horizon: int, age_65: int, age_70: int, month: int) -> int:
    """The first month after `month` in which the cut can change; a far month when there is none."""
    following = month_number(2200, 1)
    for spell in range(len(career.coverage_start)):
        end = goes_on(career.coverage_end[spell], career.record_end, horizon)
        if end > month:
            following = min(following, end)
        if end + 1 > month:
            following = min(following, end + 1)
        if age_65 < end:
            october = max(month + 1, age_65 + 1, career.coverage_start[spell])
            october += (OCTOBER - october) % 12
            if october <= min(end + 1, age_70 + 1):
                following = min(following, october)
    return following
