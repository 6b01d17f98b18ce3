"""将来の見込み: the assumed future of a career, written into it as spells, so that every rule takes it for a record.

`estimate` assumes the present to go on without being told (`Plan.until_age`); `project` writes the same future out,
month for month, and lets each assumption be another one. `planned` is a future that the person describes
(ねんきんネット 詳細な条件で試算). Levels stay those of the year; what changes by its date are the grades of a wage.
Plain Python for one person; the rules that read the result are compiled for many.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from nenkin.law.calendar import month_of_age_zero
from nenkin.law.career import CATEGORY_OF_KIND, STATUS_OF_SIGN, Career
from nenkin.law.dates import first_day, month_of, month_text
from nenkin.law.employees_pension.premium import standard_bonus
from nenkin.law.employees_pension.standard_remuneration import standard_remuneration
from nenkin.law.national_pension.month_status import ADDITIONAL_OF_STATUS, GOES_ON_PAID
from nenkin.law.tables import in_force, rows

AGE_60, AGE_70 = 720, 840
THOUSAND = 1000
BONUSES_OF_LAST_YEAR, BONUSES_OF_PRESENT_WORK, NO_BONUSES = range(3)

PAID, PAID_WITH_ADDITIONAL, CATEGORY_3 = (STATUS_OF_SIGN[sign] for sign in "AB+")
CATEGORY_3_CODES = tuple(STATUS_OF_SIGN[sign] for sign in "+$-&")


class Assumptions(NamedTuple):
    """What a projection takes for granted. No text read states the arithmetic: each field says how sure its default is."""

    wage: int = (
        0  # yen a month, graded by date; 0: the present standard goes on (high: 定期便, かんたん試算 say so)
    )
    bonuses: int = (
        BONUSES_OF_LAST_YEAR  # those of the last 12 months repeat (low: the pattern is not published)
    )
    same_status: bool = (
        False  # 第1号: the last sign goes on, exempt or unpaid too; else the months are paid (medium)
    )
    additional_ends: bool = False  # 付加保険料 ends; else it goes on where the last month has it (low)
    right_by_record: bool = False  # 50+: the 120 months must be in the record; else assumed months help (low)
    subtrahend_rounded: bool = False  # 経過的加算: the basic part rounded first (the orders leave it open)


class Work(NamedTuple):
    """A job to come."""

    start: int  # month number
    end: int  # month number, half-open
    kind: int  # GENERAL … SCHOOL
    wage: int  # yen a month, graded by date
    bonus: int = 0  # yen, each time
    bonus_months: tuple[int, ...] = ()  # calendar months, 1 to 12


class Status(NamedTuple):
    """National-pension months, to come or changed: a back payment, voluntary enrolment, a spell of non-payment."""

    start: int  # month number
    end: int  # month number, half-open
    code: int  # place in SIGNS


class Pay(NamedTuple):
    """A row of coverage."""

    start: int
    end: int
    kind: int
    pay: int  # thousand yen


class Bonus(NamedTuple):
    """A row of bonuses."""

    month: int
    amount: int  # thousand yen
    kind: int


def record_until(career: Career, month: int) -> Career:
    """The record as it stood before a month; what went on then is open. A record that ends earlier stays as it is."""
    if month >= career.record_end:
        return career
    return _with(
        career,
        month,
        [row._replace(end=min(row.end, month)) for row in _coverage(career) if row.start < month],
        [row for row in _bonuses(career) if row.month < month],
        [row._replace(end=min(row.end, month)) for row in _statuses(career) if row.start < month],
    )


def project(career: Career, until: int, assumptions: Assumptions = Assumptions()) -> Career:  # noqa: B008
    """The career with its present going on until a month (国民年金 at most to 60), written out as a record to that month.

    Raises:
        ValueError: employees' coverage would go past 70, or a wage is given for no job or for two.
    """
    end = career.record_end
    if until <= end:
        return career
    age_zero = month_of_age_zero(career.birth_date)
    present = [row for row in _coverage(career) if row.end == end]
    if present and until > age_zero + AGE_70:
        raise ValueError(f"employees' coverage ends at 70: {month_text(age_zero + AGE_70)} at the latest")
    if assumptions.wage and len(present) != 1:
        raise ValueError(f"a wage goes with one present job; this record has {len(present)}")
    coverage = _coverage(career)
    for row in present:
        if assumptions.wage:
            coverage += graded(end, until, row.kind, assumptions.wage)
        else:
            coverage.append(row._replace(start=end, end=until))
    statuses = _statuses(career)
    last = min(until, age_zero + AGE_60)
    for status in [row for row in statuses if row.end == end and last > end and GOES_ON_PAID[row.code]]:
        statuses.append(Status(end, last, _future_code(status.code, assumptions)))
    bonuses = [*_bonuses(career), *_repeated(career, present, until, assumptions.bonuses)]
    return _with(career, until, coverage, bonuses, statuses)


def planned(career: Career, until: int, work: Sequence[Work] = (), statuses: Sequence[Status] = ()) -> Career:
    """The career with a described future up to a month, in place of the present going on.

    Jobs come after the record or beside it; a status takes the place of what the record has in its months. Estimate
    it with a plan that works no longer than `until`, which would let its last month go on.

    Raises:
        ValueError: a spell is empty, passes `until`, or two jobs of one category overlap.
    """
    if until < career.record_end:
        raise ValueError(
            f"a plan cannot end ({month_text(until)}) before the record ({month_text(career.record_end)})"
        )
    spans = [(job.start, job.end) for job in work] + [(status.start, status.end) for status in statuses]
    for start, end in spans:
        if not start < end <= until:
            raise ValueError(
                f"{month_text(start)} to {month_text(end)} is no spell of months before {month_text(until)}"
            )
    coverage, bonuses = _coverage(career), _bonuses(career)
    for job in work:
        coverage += graded(job.start, job.end, job.kind, job.wage)
        bonuses += _bonuses_of(job)
    coverage.sort(key=lambda row: row.start)
    for category in set(CATEGORY_OF_KIND):
        spells = [row for row in coverage if CATEGORY_OF_KIND[row.kind] == category]
        for one, other in pairwise(spells):
            if other.start < one.end:
                raise ValueError(
                    f"two jobs of one category overlap in {month_text(other.start)}: end one before the other begins"
                )
    return _with(career, until, coverage, bonuses, _overlaid(_statuses(career), statuses))


def graded(start: int, end: int, kind: int, wage: int) -> list[Pay]:
    """A wage as rows of coverage: its 標準報酬月額 by the grades in force, a new row where the grades change. EPI Act art. 20."""
    changes = {month_of(row["valid_from"]) for row in rows("standard_remuneration_revisions")}
    starts = [start, *sorted(month for month in changes if start < month < end)]
    found: list[Pay] = []
    for first, after in pairwise([*starts, end]):
        pay = standard_remuneration(wage, first_day(first)) // THOUSAND
        if found and found[-1].pay == pay:
            found[-1] = found[-1]._replace(end=after)
        else:
            found.append(Pay(first, after, kind, pay))
    return found


def _future_code(code: int, assumptions: Assumptions) -> int:
    """What an open status becomes: the months are paid, 第3号 stays 第3号; or, as an assumption, the same sign goes on."""
    if assumptions.same_status:
        return code
    if code in CATEGORY_3_CODES:
        return CATEGORY_3
    additional = ADDITIONAL_OF_STATUS[code] and not assumptions.additional_ends
    return PAID_WITH_ADDITIONAL if additional else PAID


def _repeated(career: Career, present: Sequence[Pay], until: int, pattern: int) -> Iterator[Bonus]:
    """The bonuses to come: those of the record's last 12 months, paid under what is open, every year again.

    BONUSES_OF_PRESENT_WORK leaves out what was paid before the present unbroken coverage began: a record of months
    knows no employers.
    """
    if pattern == NO_BONUSES:
        return
    kinds = {CATEGORY_OF_KIND[row.kind]: row.kind for row in present}
    for bonus in _bonuses(career):
        if bonus.month < career.record_end - 12 or bonus.kind not in kinds.values():
            continue
        if pattern == BONUSES_OF_PRESENT_WORK and bonus.month < _unbroken_since(career, bonus.kind):
            continue
        for month in range(bonus.month + 12, until, 12):
            yield bonus._replace(month=month)


def _unbroken_since(career: Career, kind: int) -> int:
    """The month since which coverage of a kind has gone on without a gap."""
    since = career.record_end
    for row in reversed(_coverage(career)):
        if row.kind == kind and row.start < since <= row.end:
            since = row.start
    return since


def _bonuses_of(job: Work) -> Iterator[Bonus]:
    for month in range(job.start, job.end):
        if job.bonus and month % 12 + 1 in job.bonus_months:
            cap = in_force("standard_bonus_caps", first_day(month))["cap_per_month"]
            yield Bonus(month, standard_bonus(job.bonus, cap) // THOUSAND, job.kind)


def _overlaid(record: Iterable[Status], changed: Sequence[Status]) -> list[Status]:
    """The record's statuses with other ones in some of their months; of two for one month the later in the list holds."""
    found = list(record)
    for new in changed:
        kept = []
        for row in found:
            parts = row._replace(end=min(row.end, new.start)), row._replace(start=max(row.start, new.end))
            kept += [part for part in parts if part.start < part.end] if _meet(row, new) else [row]
        found = [*kept, new]
    return found


def _meet(one: Status, other: Status) -> bool:
    return one.start < other.end and other.start < one.end


def _coverage(career: Career) -> list[Pay]:
    columns = (career.coverage_start, career.coverage_end, career.coverage_kind, career.coverage_pay)
    return [Pay(*row) for row in zip(*columns, strict=True)]


def _bonuses(career: Career) -> list[Bonus]:
    columns = (career.bonus_month, career.bonus_amount, career.bonus_kind)
    return [Bonus(*row) for row in zip(*columns, strict=True)]


def _statuses(career: Career) -> list[Status]:
    columns = (career.status_start, career.status_end, career.status_code)
    return [Status(*row) for row in zip(*columns, strict=True)]


def _with(
    career: Career, record_end: int, coverage: Sequence[Pay], bonuses: Sequence[Bonus], statuses: Sequence[Status]
) -> Career:  # fmt: skip
    """The person with other rows, each kind sorted by its month."""
    return Career(
        career.birth_date,
        career.sex,
        record_end,
        *_columns(coverage, Pay),
        *_columns(bonuses, Bonus),
        *_columns(statuses, Status),
    )


def _columns(
    found: Sequence[tuple[int, ...]], kind: type[Pay] | type[Bonus] | type[Status]
) -> list[tuple[int, ...]]:
    """Rows, sorted by their first month, as one tuple a column."""
    ordered = sorted(found, key=lambda row: row[0])
    return [tuple(row[place] for row in ordered) for place in range(len(kind._fields))]
