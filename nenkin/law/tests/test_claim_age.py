"""受け取り始める年齢ごとの額: every start at once, and the same as one by one."""

import pytest

from nenkin.law.claim_age import claim_curve
from nenkin.law.estimate import Plan, estimate
from nenkin.law.tests.practice import PEOPLE, cohort_of


@pytest.mark.parametrize("person", ["p02", "p06", "p10", "p12"])
@pytest.mark.parametrize("until", [720, 840])
def test_each_point_is_the_estimate_of_its_start(person, until):
    career = PEOPLE[person]
    cohort = cohort_of(career)
    for point in claim_curve(career, cohort, Plan(until)):
        found = estimate(career, cohort, Plan(until, point.start, point.start))

        assert (point.reason, point.total) == (found.reason, found.final_total)
        assert (point.basic, point.additional) == (found.basic_paid, found.additional_paid)


def test_the_curve_has_a_point_for_each_month_that_exists():
    starts = [point.start for point in claim_curve(PEOPLE["p12"], cohort_of(PEOPLE["p12"]), Plan())]

    assert starts == [*range(720, 781), *range(792, 901)]
