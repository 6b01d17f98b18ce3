"""平均標準報酬額 (average standard remuneration). EPI Act art. 43 (1), supplementary provisions of Act No. 18 of 2000."""

from typing import NamedTuple

from nenkin.law.calendar import months_within
from nenkin.law.career import CATEGORY_OF_KIND, LOCAL, MINER, SCHOOL, SEAMAN, STATE, Career, month_number
from nenkin.law.national_pension.month_status import BASIC_PENSION_BEGINS, goes_on
from nenkin.law.rounding import round_to_yen
from nenkin.law.tables import rows

TOTAL_REMUNERATION = month_number(2003, 4)  # 総報酬制: bonuses count from here
# Act No. 78 of 1969 suppl. art. 4: which months enter the average until 2003-03
AVERAGE_BEGINS, AVERAGE_ENDS = month_number(1957, 10), month_number(1976, 8)
AVERAGE_NEEDS = 36
FLOOR_ENDS = month_number(1969, 11)
MULTIPLIED_UNTIL = month_number(1986, 4)
MULTIPLIED_LESS_UNTIL = month_number(1991, 4)
FIFTEENTHS = 15  # 4/3 and 6/5 of a month are whole numbers of 15ths

# Rows of `Cohort.rates`: running sums of the revaluation rates (thousandths) by month; see nenkin/law/levels.py.
RATES, RATES_SEAMAN, RATES_MUTUAL_AID = 0, 1, 2
PROTECTED, PROTECTED_SEAMAN, PROTECTED_MUTUAL_AID = 3, 4, 5
YEARLY_RATES, YEARLY_PROTECTED = (
    6,
    7,
)  # sums over the same calendar month of every year, for bonuses that repeat
FIRST_RATE_MONTH = month_number(1940, 1)
FAR = month_number(2200, 1)  # a month after every record


def _floor(insured_type: str) -> int:
    """標準報酬月額の最低額, thousand yen, of months before 1969-11."""
    floors = rows("standard_remuneration_floors", insured_type=insured_type)
    return next(int(row["floor"]) for row in floors if row["floor"]) // 1000


def _multiple(member_type: str) -> int:
    """A month of coverage in 15ths, by `seamen_and_miner_period_multipliers`."""
    row = rows("seamen_and_miner_period_multipliers", member_type=member_type)[0]
    return int(row["multiplier_numerator"]) * FIFTEENTHS // int(row["multiplier_denominator"])


FLOOR, FLOOR_SEAMAN = _floor("employees_pension"), _floor("former_seamens_insurance")
MULTIPLE = _multiple("miner_class3")
MULTIPLE_LESS = _multiple("miner_or_seaman_class3")


class Earnings(NamedTuple):
    """What one category of a career (第1号〜第4号) earned: months, and exact revalued sums in yen."""

    months_before: int  # real months until 2003-03
    months_after: int  # real months from 2003-04
    counted_before: int  # with the multiples of seamen and miners, 15ths of a month
    months_20_60: int  # from 1961-04, ages 20–59, without multiples
    divisor_before: int  # months the average until 2003-03 is taken over
    sum_before: int  # pay × revaluation rate
    sum_after: int  # bonuses included
    protected_sum_before: int  # the same with the 1994-level table
    protected_sum_after: int


def counted_fifteenths(kind: int, start: int, end: int) -> int:
    """被保険者期間の月数 in 15ths. Act No. 34 of 1985 suppl. art. 47: 4/3 until 1986-03, 6/5 until 1991-03."""
    months = FIFTEENTHS * (end - start)
    if kind in (SEAMAN, MINER):
        months += (MULTIPLE - FIFTEENTHS) * months_within(start, end, 0, MULTIPLIED_UNTIL)
        months += (MULTIPLE_LESS - FIFTEENTHS) * months_within(
            start, end, MULTIPLIED_UNTIL, MULTIPLIED_LESS_UNTIL
        )
    return months


def coverage_counted(career: Career, horizon: int, until: int) -> int:
    """被保険者期間 of all categories before `until` in 15ths of a month, multiples included."""
    total = 0
    for spell in range(len(career.coverage_start)):
        end = min(goes_on(career.coverage_end[spell], career.record_end, horizon), until)
        if end > career.coverage_start[spell]:
            total += counted_fifteenths(career.coverage_kind[spell], career.coverage_start[spell], end)
    return total


def rate_row(kind: int) -> int:
    """Which revaluation table the months of a kind use. EPI Act suppl. art. 17-4."""
    if kind == SEAMAN:
        return RATES_SEAMAN
    if kind in (STATE, LOCAL, SCHOOL):
        return RATES_MUTUAL_AID
    return RATES


def revalued(running: tuple[int, ...], kind: int, pay: int, start: int, end: int) -> int:
    """Pay × revaluation rate over [start, end), yen, exact. `pay` in thousand yen, `running` in thousandths.

    Until 1969-10 pay below 10,000 yen (seamen 12,000) counts as that much. Act No. 78 of 1969 suppl. art. 3.
    """
    floor = FLOOR_SEAMAN if kind == SEAMAN else FLOOR
    total = pay * (running[end - FIRST_RATE_MONTH] - running[start - FIRST_RATE_MONTH])
    if pay < floor and start < FLOOR_ENDS:
        stop = min(end, FLOOR_ENDS)
        total += (floor - pay) * (running[stop - FIRST_RATE_MONTH] - running[start - FIRST_RATE_MONTH])
    return total


def average_begins(career: Career, category: int, horizon: int, until: int) -> int:
    """The first month that enters the average until 2003-03. Act No. 78 of 1969 suppl. art. 4.

    With three years between 1957-10 and 1976-07: 1957-10; with three years until 1976-07 only by older months:
    the latest three years of them; else every month.
    """
    if len(career.coverage_start) == 0 or career.coverage_start[0] >= AVERAGE_BEGINS:
        return 0
    since_1957 = 0
    missing = AVERAGE_NEEDS
    first = 0
    for back in range(len(career.coverage_start)):
        spell = len(career.coverage_start) - 1 - back
        if CATEGORY_OF_KIND[career.coverage_kind[spell]] == category:
            start = career.coverage_start[spell]
            end = min(goes_on(career.coverage_end[spell], career.record_end, horizon), AVERAGE_ENDS, until)
            since_1957 += months_within(start, end, AVERAGE_BEGINS, AVERAGE_ENDS)
            months = max(0, end - start)
            if 0 < missing <= months:
                first = end - missing
            missing -= months
    return AVERAGE_BEGINS if since_1957 >= AVERAGE_NEEDS else first


def earnings(
    career: Career, rates: tuple[tuple[int, ...], ...], category: int, age_zero: int, horizon: int, until: int
) -> Earnings:
    """Add up one category's months before `until`; open spells go on to `horizon`, their bonuses of the last year too.

    Largest sum: 1,500 thousand yen × 16,068 × 900 months < 2³⁵.
    """
    months_before = months_after = counted_before = months_20_60 = divisor_before = 0
    sum_before = sum_after = protected_before = protected_after = 0
    record_end = career.record_end
    current, protected = rates[RATES], rates[PROTECTED]
    first_of_average = average_begins(career, category, horizon, until)
    window_start, window_end = max(age_zero + 240, BASIC_PENSION_BEGINS), age_zero + 720
    open_kind = 0
    for spell in range(len(career.coverage_start)):
        kind = career.coverage_kind[spell]
        if CATEGORY_OF_KIND[kind] != category:
            continue
        start, end = career.coverage_start[spell], career.coverage_end[spell]
        if end == record_end:
            open_kind = kind
            end = max(end, horizon)
        end = min(end, until)
        if end <= start:
            continue
        pay = career.coverage_pay[spell]
        months_20_60 += months_within(start, end, window_start, window_end)
        if start < TOTAL_REMUNERATION:
            stop = min(end, TOTAL_REMUNERATION)
            months_before += stop - start
            counted_before += counted_fifteenths(kind, start, stop)
            first = max(start, first_of_average)
            if first < stop:
                row = rate_row(kind)
                divisor_before += stop - first
                sum_before += revalued(rates[row], kind, pay, first, stop)
                protected_before += revalued(rates[row + PROTECTED], kind, pay, first, stop)
        if end > TOTAL_REMUNERATION:
            first = max(start, TOTAL_REMUNERATION) - FIRST_RATE_MONTH
            last = end - FIRST_RATE_MONTH
            months_after += last - first
            sum_after += pay * (current[last] - current[first])
            protected_after += pay * (protected[last] - protected[first])
    last_bonus = min(horizon, until)
    repeat_from = record_end - 12 if open_kind > 0 and last_bonus > record_end else FAR
    for bonus in range(len(career.bonus_month)):
        month = career.bonus_month[bonus]
        kind = career.bonus_kind[bonus]
        if month >= until or CATEGORY_OF_KIND[kind] != category:
            continue
        amount = career.bonus_amount[bonus]
        place = month - FIRST_RATE_MONTH
        sum_after += amount * (current[place + 1] - current[place])
        protected_after += amount * (protected[place + 1] - protected[place])
        if month >= repeat_from and kind == open_kind and last_bonus > month + 12:
            repeated = place + (last_bonus - 1 - month) // 12 * 12
            sum_after += amount * (rates[YEARLY_RATES][repeated] - rates[YEARLY_RATES][place])
            protected_after += amount * (rates[YEARLY_PROTECTED][repeated] - rates[YEARLY_PROTECTED][place])
    return Earnings(
        months_before,
        months_after,
        counted_before,
        months_20_60,
        divisor_before,
        sum_before,
        sum_after,
        protected_before,
        protected_after,
    )


def average(total: int, months: int) -> int:
    """平均標準報酬(月)額, yen, half up; 0 when there is no month. The orders allow this rounding (EPI Order art. 3)."""
    return round_to_yen(total, months) if months > 0 else 0
