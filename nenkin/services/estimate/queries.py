"""見込額を計算する: the stored record, the plan and the law of the day. The arithmetic is in `nenkin.law`."""

from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext as _

from nenkin.law.calendar import month_of_age_zero
from nenkin.law.career import Career
from nenkin.law.estimate import Plan, estimate, plan_fault
from nenkin.law.explain import Band, Step, bands, reason_text, steps
from nenkin.law.levels import Cohort, levels_on
from nenkin.law.reasons import COMPUTED, NOT_ENOUGH_MONTHS
from nenkin.ui import dates
from nenkin.ui.language import language


class Basis(NamedTuple):
    """The numbers of the law for one person on one day. `age`: months of age on that day."""

    cohort: Cohort
    age: int

    def plan_fault(self, plan: Plan) -> int:
        """Why the law refuses a plan for this person, or COMPUTED."""
        return plan_fault(self.cohort, plan)


class BandRow(NamedTuple):
    """One row of 年齢ごとの額."""

    age: str
    month: str
    band: Band
    national: int  # 老齢基礎年金 and 付加年金
    monthly: int


class Result(NamedTuple):
    """What the page of the result shows. `reason` is a sentence where there is no amount."""

    fiscal_year: str
    conditions: str
    reason: str
    qualifying: int
    missing: int
    start: str
    head: BandRow | None
    before: list[BandRow]
    after: list[BandRow]
    rows: list[BandRow]
    steps: tuple[Step, ...]
    is_past: bool


def basis(career: Career, *, as_of: date) -> Basis | None:
    """The law of a day for a person; None when there are no tables for the fiscal year of that day."""
    try:
        levels = levels_on(as_of)
    except LookupError:
        return None
    age = dates.month_of(as_of) - month_of_age_zero(career.birth_date)
    return Basis(levels.cohort(career.birth_date), age)


def result(career: Career, *, basis: Basis, plan: Plan) -> Result:
    """The estimate with its bands and its working."""
    found = estimate(career, basis.cohort, plan)
    rows = [_row(found.age_zero, band) for band in bands(found)]
    begun = [row for row in rows if row.band.from_age <= plan.basic_start]
    head = begun[-1] if begun else rows[0] if rows else None
    short = found.reason == NOT_ENOUGH_MONTHS
    return Result(
        fiscal_year=dates.fiscal_year(basis.cohort.fiscal_year),
        conditions=conditions(plan, basis.age),
        reason="" if found.reason == COMPUTED else reason_text(found, language()),
        qualifying=found.months.qualifying,
        missing=basis.cohort.qualifying_needs - found.months.qualifying if short else 0,
        start=dates.age(plan.basic_start),
        head=head,
        before=[row for row in rows if head and row.band.from_age < head.band.from_age],
        after=[row for row in rows if head and row.band.from_age > head.band.from_age],
        rows=rows,
        steps=steps(found, career, basis.cohort, plan, language()),
        is_past=plan.basic_start < basis.age,
    )


def conditions(plan: Plan, age: int) -> str:
    """The plan in words."""
    start = dates.age(plan.basic_start)
    if plan.until_age <= age:
        return _("いままでの記録だけ、%(start)sから受け取る") % {"start": start}
    return _("%(until)sまで働く、%(start)sから受け取る") % {
        "until": dates.age(plan.until_age),
        "start": start,
    }


def _row(age_zero: int, band: Band) -> BandRow:
    """A pension is paid from the month after the age is attained. NP Act art. 18."""
    month = dates.month_with_western_year(age_zero + band.from_age + 1)
    national = band.basic + band.additional
    return BandRow(dates.age(band.from_age), month, band, national, band.total // 12)


def age_choices(age: int) -> list[tuple[int, str]]:
    """Until what age one may go on working; who is 60 or older may leave the record as it is."""
    until = _("%(age)s歳まで")
    first = until % {"age": 60} if age < 720 else _("いままでの記録だけで計算する")
    return [(60, first), *((years, until % {"age": years}) for years in range(61, 71) if years * 12 > age)]
