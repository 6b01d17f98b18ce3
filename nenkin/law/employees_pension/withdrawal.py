"""厚生年金の脱退一時金 (lump-sum withdrawal payment). EPI Act suppl. art. 29, 30; Act No. 18 of 2000 suppl. art. 22.

Several categories count together (suppl. art. 30). Months are real months.
"""

from datetime import date
from typing import NamedTuple

from nenkin.law.calendar import months_within
from nenkin.law.career import Career, month_number
from nenkin.law.employees_pension.earnings import FAR, TOTAL_REMUNERATION
from nenkin.law.national_pension.insured_months import coverage_end_of
from nenkin.law.parameters import EMPLOYEES, number, share
from nenkin.law.rounding import cut_to_yen, round_to_yen
from nenkin.law.tables import in_force, rows

SHARE = share(EMPLOYEES, "withdrawal_premium_share")
BEFORE_2003 = share(EMPLOYEES, "withdrawal_factor_before_2003_04")
TAX = share(EMPLOYEES, "withdrawal_tax")
CLAIM_MONTHS = number(EMPLOYEES, "withdrawal_claim_months")
RATE_UNIT = 100_000  # premium rates in hundred-thousandths: 18.3 % is 18,300
TENTHS = 10
FIRST_OCTOBER = 2003
FIRST_LAST_MONTH = month_number(
    2005, 4
)  # last months before are under the table before the Act No. 104 of 2004


def _october_rates() -> tuple[int, ...]:
    """保険料率 of October of every year from FIRST_OCTOBER on, in hundred-thousandths; the last goes on."""
    last = max(
        row["valid_from"].year for row in rows("employees_pension_premium_rates", member_class="class1_male")
    )
    rates = [
        in_force("employees_pension_premium_rates", date(year, 10, 1), member_class="class1_male")[
            "rate_per_mille"
        ]
        for year in range(FIRST_OCTOBER, last + 1)
    ]
    return tuple(int(rate * 100) for rate in rates)


OCTOBER_RATES = _october_rates()


class WithdrawalRecord(NamedTuple):
    """What the payment is computed on."""

    months: int  # of all categories
    total: int  # yen: pay (× 1.3 until 2003-03) and bonuses, in tenths
    last_month: int  # 最終月: the month before the last loss of coverage; 0: none


def coverage_is_open(career: Career, kind: int) -> bool:
    """Whether coverage of a kind goes on at the end of the record."""
    for spell in range(len(career.coverage_end)):
        if career.coverage_end[spell] == career.record_end and career.coverage_kind[spell] == kind:
            return True
    return False


def withdrawal_record(career: Career, horizon: int, until: int) -> WithdrawalRecord:
    """Pay and bonuses of the months before `until`, not revalued. Largest total: 10 × 10⁶ × 1.3 × 900 < 2³⁴.

    Open coverage goes on to `horizon`, the bonuses of the last year with it.
    """
    months = total = last = 0
    for spell in range(len(career.coverage_start)):
        start, end = career.coverage_start[spell], min(coverage_end_of(career, spell, horizon), until)
        if end <= start:
            continue
        before = months_within(start, end, 0, TOTAL_REMUNERATION)
        after = months_within(start, end, TOTAL_REMUNERATION, FAR)
        pay = 1000 * career.coverage_pay[spell]
        months += before + after
        total += pay * (before * TENTHS * BEFORE_2003.numerator // BEFORE_2003.denominator + TENTHS * after)
        last = max(last, end - 1)
    for bonus in range(len(career.bonus_month)):
        month = career.bonus_month[bonus]
        if month < until:
            times = 1
            if month >= career.record_end - 12 and coverage_is_open(career, career.bonus_kind[bonus]):
                times += max(0, min(horizon, until) - 1 - month) // 12
            total += TENTHS * 1000 * career.bonus_amount[bonus] * times
    return WithdrawalRecord(months, total, last)


def premium_rate_for(last_month: int) -> int:
    """The rate of October of the year before 最終月, of the year before that for January to August; hundred-thousandths."""
    year = last_month // 12
    october = year - 2 if last_month % 12 < 8 else year - 1
    return OCTOBER_RATES[max(0, min(october - FIRST_OCTOBER, len(OCTOBER_RATES) - 1))]


def payment_rate(premium_rate: int, factor: int) -> int:
    """支給率 = 保険料率 × 1/2 × 数, to one decimal half up, in tenths. EPI Act suppl. art. 29 (4)."""
    numerator = premium_rate * factor * SHARE.numerator * TENTHS
    return round_to_yen(numerator, RATE_UNIT * SHARE.denominator)


def withdrawal_employees(average: int, rate: int) -> int:
    """脱退一時金 = 平均標準報酬額 (yen) × 支給率 (tenths), yen. EPI Act suppl. art. 29 (3)."""
    return round_to_yen(average * rate, TENTHS)


def average_remuneration(record: WithdrawalRecord) -> int:
    """平均標準報酬額 without revaluation, yen, half up."""
    return round_to_yen(record.total, TENTHS * record.months) if record.months > 0 else 0


def tax_withheld(amount: int) -> int:
    """源泉徴収税額 20.42 %, cut to the yen: it can be claimed back through a tax agent. The national payment bears none."""
    return cut_to_yen(amount * TAX.numerator, TAX.denominator)
