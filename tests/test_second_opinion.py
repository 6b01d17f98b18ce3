"""Second opinion: the law against the slow month-by-month reference, figure by figure, on random careers.

SECOND_OPINION_EXAMPLES sets how many careers are compared (1,500 unless told).
"""

import os
from fractions import Fraction

from hypothesis import HealthCheck, given, settings

from nenkin.law import reasons
from nenkin.law.career import CATEGORIES
from nenkin.law.estimate import Plan, estimate
from nenkin.law.levels import levels_on
from tests.reference.lifetime import reference_estimate
from tests.reference.strategies import cases, faults, random_case

EXAMPLES = int(os.environ.get("SECOND_OPINION_EXAMPLES", "1500"))

REASONS = {
    reasons.COMPUTED: "",
    reasons.BORN_UNDER_OLD_LAW: "born under the old law",
    reasons.NOT_ENOUGH_MONTHS: "not enough months",
    reasons.START_TOO_EARLY: "start before 60",
    reasons.START_TOO_LATE: "start after the latest age",
    reasons.START_BETWEEN_65_AND_66: "start between 65 and 66",
    reasons.EARLY_STARTS_DIFFER: "early start of one pension alone",
    reasons.UNTIL_OUT_OF_RANGE: "work until an impossible age",
}


def law_figures(case):
    """The law's estimate under the reference's names."""
    cohort = levels_on(case.as_of).cohort(case.career.birth_date)
    law = estimate(case.career, cohort, Plan(case.until_age, case.basic_start, case.employees_start))
    figures = {"reason": REASONS[law.reason]}
    if figures["reason"] not in ("", "not enough months"):
        return figures
    months, by_class = law.months, law.months.by_class
    figures |= {
        "attain_20": law.age_zero + 240,
        "attain_60": law.age_zero + 720,
        "attain_65": law.age_zero + 780,
        "paid": by_class.paid,
        "quarter_after": by_class.quarter_exempt_after,
        "quarter_before": by_class.quarter_exempt_before,
        "half_after": by_class.half_exempt_after,
        "half_before": by_class.half_exempt_before,
        "three_quarters_after": by_class.three_quarter_exempt_after,
        "three_quarters_before": by_class.three_quarter_exempt_before,
        "full_after": by_class.full_exempt_after,
        "full_before": by_class.full_exempt_before,
        "deferred": months.deferred,
        "complementary": months.complementary,
        "qualifying_months": months.qualifying,
        "additional_months": months.additional,
        "employees_months": months.employees,
    }
    if law.reason == reasons.NOT_ENOUGH_MONTHS:
        return figures | {
            "basic_paid": law.basic_paid,
            "additional_paid": law.additional_paid,
            "total_at_start": law.start_total,
            "total_from_65": law.total_from_65,
            "total_final": law.final_total,
        }
    figures |= {
        "credited": Fraction(law.credited, 24),
        "enrolment_months": law.enrolment_months,
        "full_amount": law.full_amount,
        "basic": law.basic,
        "additional": law.additional,
        "basic_paid": law.basic_paid,
        "additional_paid": law.additional_paid,
        "total_at_start": law.start_total,
        "total_from_65": law.total_from_65,
        "total_final": law.final_total,
        "special_start_age": dict(zip(CATEGORIES, law.special_age, strict=True)),
        "special": dict(zip(CATEGORIES, law.special, strict=True)),
        "employees_at_65": {c: category_figures(part) for c, part in zip(CATEGORIES, law.at_65, strict=True)},
    }
    for name, amounts in (
        ("employees_at_start", law.at_start), ("employees_from_65", law.from_65), ("employees_final", law.final)
    ):  # fmt: skip
        figures[name] = {c: amount.total for c, amount in zip(CATEGORIES, amounts, strict=True)}
    return figures


def category_figures(part):
    return {
        "months_before": part.months_before,
        "months_after": part.months_after,
        "counted_before": Fraction(part.counted_before, 15),
        "months_20_60": part.months_20_60,
        "average_before": part.average_before,
        "average_after": part.average_after,
        "protected_average_before": part.protected_average_before,
        "protected_average_after": part.protected_average_after,
        "current": part.current,
        "protected": part.protected,
        "proportional": part.earnings_related,
        "transitional": part.transitional,
    }


def differences(case):
    """Every figure of the law that the reference does not share: {name: (law, reference)}."""
    law, reference = law_figures(case), reference_estimate(*case)
    found = {}
    if max(case.basic_start, case.employees_start) > 65 * 12:
        law.pop("total_from_65", None)  # nothing is paid from 65 to a pension that waits
    for name, figure in law.items():
        if name == "employees_at_65":
            for category, part in figure.items():
                for key, value in part.items():
                    if value != reference[name][category][key]:
                        found[name, category, key] = (value, reference[name][category][key])
        elif figure != reference[name]:
            found[name] = (figure, reference[name])
    return found


def assert_same(case):
    assert differences(case) == {}, f"reference_estimate{tuple(case)!r}"


@settings(max_examples=max(1, EXAMPLES // 5), deadline=None, suppress_health_check=list(HealthCheck))
@given(cases())
def test_the_law_and_the_month_by_month_reference_agree_on_careers_that_hypothesis_invents(case):
    assert faults(case.career) == []
    assert_same(case)


def test_the_law_and_the_month_by_month_reference_agree_on_a_long_row_of_random_careers():
    for seed in range(EXAMPLES - EXAMPLES // 5):
        assert_same(random_case(seed))
