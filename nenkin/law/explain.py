"""この金額になるまで: the working of an estimate, step by step, with the person's own figures.

Nothing is computed anew here: every amount is a field of `Estimate`; the formula says how it came about,
the article orders it, the table and its year gave the numbers. Japanese (`ja`) or English (`en`).
"""

from typing import NamedTuple

from nenkin.law.career import CATEGORIES, Career
from nenkin.law.employees_pension.earnings import FAR
from nenkin.law.estimate import AGE_65, Estimate, FourAmounts, Plan, pensions_until
from nenkin.law.levels import Cohort
from nenkin.law.reasons import COMPUTED, TEXT_EN, TEXT_JA
from nenkin.law.words import CLASS_NAMES, ENGLISH, JAPANESE, Words, fiscal_year_ja, number
from nenkin.law.working import Step, additional_step, basic_step, employees_step, qualifying_step

__all__ = [
    "CLASS_NAMES",
    "ENGLISH",
    "JAPANESE",
    "Band",
    "Step",
    "bands",
    "fiscal_year_ja",
    "number",
    "reason_text",
    "steps",
]


class Band(NamedTuple):
    """The pension from an age on, until the next band; yen a year."""

    from_age: int  # months of age
    basic: int
    additional: int
    earnings_related: int
    transitional: int
    adjustment: (
        int  # early or late, employees' pension; that of the basic pension is inside `basic` and `additional`
    )
    total: int


def bands(estimate: Estimate) -> tuple[Band, ...]:
    """The amounts by age: special pension, start, 65 and later; a new band where something changes.

    The special pension before 65 ends where early receipt begins; nothing is paid while a pension is deferred.
    """
    if estimate.reason != COMPUTED:
        return ()
    special = {age for age, amount in zip(estimate.special_age, estimate.special, strict=True) if amount}
    starts = {AGE_65, estimate.basic_start, estimate.employees_start, _final_age(estimate)}
    found: list[Band] = []
    for age in sorted(starts | special):
        band = _band(age, estimate, _employees_at(age, estimate), _national_at(age, estimate))
        if band.total and (not found or band[1:] != found[-1][1:]):
            found.append(band)
    return tuple(found)


def _final_age(estimate: Estimate) -> int:
    """From here on every month of the record and the plan counts in the employees' pension."""
    return max(AGE_65, estimate.employees_start, estimate.coverage_end - estimate.age_zero)


def _band(age: int, estimate: Estimate, employees: FourAmounts | None, national: tuple[int, int]) -> Band:
    if employees is None:
        special = sum(
            amount
            for start, amount in zip(estimate.special_age, estimate.special, strict=True)
            if start <= age < AGE_65
        )
        return Band(age, *national, special, 0, 0, sum(national) + special)
    earnings_related, transitional, adjustment, total = (sum(part) for part in zip(*employees, strict=True))
    return Band(age, *national, earnings_related, transitional, adjustment, sum(national) + total)


def _employees_at(age: int, estimate: Estimate) -> FourAmounts | None:
    if age < estimate.employees_start:
        return None
    if age >= _final_age(estimate):
        return estimate.final
    return estimate.from_65 if estimate.employees_start < AGE_65 <= age else estimate.at_start


def _national_at(age: int, estimate: Estimate) -> tuple[int, int]:
    return (estimate.basic_paid, estimate.additional_paid) if age >= estimate.basic_start else (0, 0)


def steps(
    estimate: Estimate, career: Career, cohort: Cohort, plan: Plan, language: str = JAPANESE
) -> tuple[Step, ...]:
    """The working from the months to `estimate.final_total`; the amounts of the yen steps add up to it.

    `career`, `cohort` and `plan` must be those the estimate was computed with. Without an amount: the months alone.
    """
    say = Words(language, cohort)
    found = [qualifying_step(estimate, cohort, say)]
    if estimate.reason != COMPUTED:
        return tuple(found)
    found.append(basic_step(estimate, cohort, say))
    if estimate.additional:
        found.append(additional_step(estimate, cohort, say))

    now = pensions_until(career, cohort, plan, estimate.categories, estimate.age_zero, estimate.horizon, FAR)
    changed = estimate.at_start if plan.employees_start < AGE_65 else estimate.at_65
    for category in CATEGORIES:
        amounts = estimate.final[category - 1]
        if amounts.total:
            base = changed[category - 1]
            found.append(employees_step(estimate, cohort, say, category, now[category - 1], base, amounts))
    return tuple(found)


def reason_text(estimate: Estimate, language: str = JAPANESE) -> str:
    """Why there is no amount, in a sentence; empty where there is one."""
    return (TEXT_JA if language == JAPANESE else TEXT_EN).get(estimate.reason, "")
