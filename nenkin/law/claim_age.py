"""受け取り始める年齢ごとの額: the final yearly amount for every month in which a pension can begin, 60 to 75."""

from typing import NamedTuple

from nenkin.law.career import Career
from nenkin.law.estimate import AGE_60, AGE_65, AGE_66, Estimate, Plan, adjusted, estimate, late_amounts
from nenkin.law.levels import Cohort
from nenkin.law.reasons import COMPUTED


class ClaimPoint(NamedTuple):
    """The pension for one start, yen a year, once every month of the record and the plan counts."""

    start: int  # months of age, the same for both pensions
    reason: int  # reasons.COMPUTED, or why there is no amount for this start
    basic: int
    additional: int
    employees: int
    total: int


def claim_curve(career: Career, cohort: Cohort, plan: Plan) -> tuple[ClaimPoint, ...]:
    """One point for each start from 60 to the latest; the months 65y1m to 65y11m do not exist (deferral begins at 66).

    Late starts differ from 65 in their increases only; in-work suspension while waiting is not in them (see timeline).
    """
    normal = estimate(career, cohort, plan._replace(basic_start=AGE_65, employees_start=AGE_65))
    points = []
    for start in range(AGE_60, AGE_65):
        early = estimate(career, cohort, plan._replace(basic_start=start, employees_start=start))
        points.append(_point(start, early, early.basic_paid, early.additional_paid, early.final_total))
    points.append(_point(AGE_65, normal, normal.basic_paid, normal.additional_paid, normal.final_total))
    latest = cohort.latest_start if normal.reason == COMPUTED else AGE_65
    points.extend(late_point(normal, cohort, start) for start in range(AGE_66, latest + 1))
    return tuple(points)


def late_point(normal: Estimate, cohort: Cohort, start: int) -> ClaimPoint:
    """The point of a deferred start, from the estimate at 65. NP Act art. 28, EPI Act art. 44-3."""
    basic = normal.basic + adjusted(normal.basic, cohort, start)
    additional = normal.additional + adjusted(normal.additional, cohort, start)
    increases = sum(
        late_amounts(pension, pension, cohort, start).adjustment
        for pension in normal.at_65
        if pension.earnings_related or pension.transitional
    )
    employees = sum(amounts.total for amounts in normal.final) + increases
    return ClaimPoint(start, COMPUTED, basic, additional, employees, basic + additional + employees)


def _point(start: int, found: Estimate, basic: int, additional: int, total: int) -> ClaimPoint:
    return ClaimPoint(start, found.reason, basic, additional, total - basic - additional, total)
