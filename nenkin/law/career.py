"""The career all rules work on: one shape for one person and for a nation.

A day is a day number (`datetime.date.toordinal`), a month is `year × 12 + month − 1`, a spell is half-open:
its end is the first month not counted (the month of 資格喪失). Pay is in thousand yen, so that
pay × a revaluation rate in thousandths is whole yen and a sum over months is exact.
"""

from typing import NamedTuple

MALE, FEMALE = 1, 2

# Kinds of employees' coverage (被保険者の種別). A kind belongs to one category (EPI Act art. 2-5).
GENERAL = 1  # 第1号 一般
SEAMAN = 2  # 第1号 船員
MINER = 3  # 第1号 坑内員
STATE = 4  # 第2号 国家公務員共済
LOCAL = 5  # 第3号 地方公務員等共済
SCHOOL = 6  # 第4号 私立学校教職員共済
KINDS = (GENERAL, SEAMAN, MINER, STATE, LOCAL, SCHOOL)
CATEGORY_OF_KIND = (0, 1, 1, 1, 2, 3, 4)  # index: kind
CATEGORIES = (1, 2, 3, 4)

# The monthly signs of 国民年金納付記録, in the order of `national_pension/month_status_codes.csv`.
# A status code is the place of its sign here. The last sign is ours: 合算対象期間 as given or declared.
SIGNS = (
    "APVBGQWCDEFTUHKM+$-&*XYZLRサシスセソタアイウエオカキクケコチツテトマミムメモヤヒフヘホナニヌネノハ/#合"
)
STATUS_OF_SIGN = {sign: code for code, sign in enumerate(SIGNS)}
NOT_COVERED = SIGNS.index("/")


class Career(NamedTuple):
    """One person's record. Every column is sorted by its start and has no overlap inside one scheme."""

    birth_date: int  # day number
    sex: int  # MALE or FEMALE
    record_end: int  # month number: the first month that is not in the record yet
    coverage_start: tuple[int, ...]  # month number
    coverage_end: tuple[int, ...]  # month number, half-open; equal to record_end: still insured
    coverage_kind: tuple[int, ...]  # GENERAL … SCHOOL
    coverage_pay: tuple[int, ...]  # thousand yen: 標準報酬月額, as it counts for the amount
    bonus_month: tuple[int, ...]  # month number
    bonus_amount: tuple[int, ...]  # thousand yen: 標準賞与額
    bonus_kind: tuple[int, ...]  # GENERAL … SCHOOL: the coverage it was paid under
    status_start: tuple[int, ...]  # month number
    status_end: tuple[int, ...]  # month number, half-open; equal to record_end: still in this status
    status_code: tuple[int, ...]  # place in SIGNS


def month_number(year: int, month: int) -> int:
    """A calendar month as one number: year × 12 + month − 1."""
    return year * 12 + month - 1
