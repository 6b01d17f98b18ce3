"""離婚分割: hand-computed cases, and random splits against a month-by-month reference with fractions."""

import random
from datetime import date
from fractions import Fraction

import pytest

from nenkin.law.calendar import month_of_age_zero
from nenkin.law.career import CATEGORIES, CATEGORY_OF_KIND, FEMALE, GENERAL, LOCAL, MALE, Career, month_number
from nenkin.law.employees_pension.category import category_pension, no_pension
from nenkin.law.employees_pension.divorce_split import (
    HALF,
    REVISION,
    SHARE,
    Split,
    category_pension_after_split,
    pay_after_split,
    revision_rate,
    share_allowed,
    split_fits,
)
from nenkin.law.employees_pension.earnings import FAR, coverage_counted
from nenkin.law.estimate import Plan, category_pensions_after_split
from nenkin.law.levels import levels_on
from tests.reference import tables
from tests.reference.lifetime import (
    APR_2003,
    Life,
    counted_month,
    current_rate,
    months_in_the_average,
    pay_for_the_average,
    protected_rate,
    round_half_up,
)
from tests.reference.splits import random_split
from tests.reference.strategies import random_career, random_case

NOTHING = Split((), (), (), (), (), (), (), (), (), ())
DAY = date(2026, 11, 24)
BIRTH = date(1990, 5, 5).toordinal()
APRIL, OCTOBER = month_number(2026, 4), month_number(2026, 10)
ROUNDS = 400


def life(sex=FEMALE, coverage=(), bonuses=()):
    spells = tuple(zip(*coverage, strict=True)) or ((), (), (), ())
    paid = tuple(zip(*bonuses, strict=True)) or ((), (), ())
    return Career(BIRTH, sex, OCTOBER, *spells, *paid, (), (), ())


def split_of(rows=(), bonuses=()):
    return Split(
        *(tuple(zip(*rows, strict=True)) or [()] * 6), *(tuple(zip(*bonuses, strict=True)) or [()] * 4)
    )


def after(career, split, category=1):
    cohort = levels_on(DAY).cohort(career.birth_date)
    return category_pension_after_split(
        career, cohort, category, month_of_age_zero(BIRTH), 0, FAR, False, split
    )


@pytest.mark.parametrize(
    ("giver", "receiver", "rate", "wanted"),
    [
        (300_000, 0, HALF, (150_000, 150_000)),
        (88_000, 0, HALF, (44_000, 44_000)),
        (150_001, 0, HALF, (75_000, 75_001)),  # exactly a half yen: it goes over
        (500_000, 200_000, 3_000_000, (350_000, 350_000)),
        (320_000, 98_000, 1_234_567, (280_494, 137_506)),  # 39,506.144 goes over
        (320_000, 98_000, 0, (320_000, 98_000)),
        (320_000, 98_000, REVISION, (0, 418_000)),
    ],
)
def test_the_standards_after_a_split(giver, receiver, rate, wanted):
    assert pay_after_split(giver, receiver, rate) == wanted


def test_what_one_loses_the_other_gains_to_the_yen():
    rng = random.Random(1)
    for _ in range(5_000):
        giver, receiver, rate = rng.randint(0, 1_500_000), rng.randint(0, 1_500_000), rng.randint(0, REVISION)
        found = pay_after_split(giver, receiver, rate)

        assert found.giver + found.receiver == giver + receiver
        assert abs(found.giver - Fraction(giver * (REVISION - rate), REVISION)) <= Fraction(1, 2)
        assert found.giver >= 0


def test_the_share_of_the_agreement_gives_the_revision_rate():
    # (0.5 × 60 million − 0.5 × 40 million) ÷ 60 million = 1 / 6
    assert revision_rate(60_000_000, 40_000_000, 60_000_000, SHARE // 2) == 1_666_667
    # (0.4 × 60 − 0.6 × 20) ÷ (0.4 × 60 + 0.6 × 61) = 12 ÷ 60.6
    assert revision_rate(60_000_000, 20_000_000, 61_000_000, 40_000) == 1_980_198
    assert revision_rate(60_000_000, 0, 60_000_000, SHARE // 2) == HALF


def test_the_revision_rate_brings_the_receiver_to_the_share():
    rng = random.Random(2)
    for _ in range(3_000):
        first, share = rng.randint(10**6, 2**36), rng.randint(1, SHARE // 2)
        second, other = rng.randint(0, first), first * rng.randint(900, 1100) // 1000
        if not share_allowed(first, second, share):
            continue
        rate = Fraction(revision_rate(first, second, other, share), REVISION)
        mine, theirs = first * (1 - rate), second + other * rate

        assert 0 <= rate <= Fraction(6, 10)
        assert abs(theirs / (mine + theirs) - Fraction(share, SHARE)) < Fraction(2, REVISION)


def test_the_share_lies_above_the_present_one_and_at_most_at_a_half():
    assert share_allowed(60, 40, 50_000)
    assert share_allowed(60, 40, 40_001)
    assert not share_allowed(60, 40, 40_000)
    assert not share_allowed(60, 40, 50_001)


def test_deemed_months_alone_are_a_pension_without_transitional_addition():
    # 150,000 × 0.921 = 138,150; × 5.481 ‰ × 6 = 4,543.2. 150,000 × 0.817 = 122,550; × 5.769 ‰ × 6 × 1.082 = 4,589.8
    found = after(life(), split_of([(APRIL, OCTOBER, GENERAL, 0, 150_000, 1)]))

    assert (found.average_after, found.protected_average_after) == (138_150, 122_550)
    assert (found.current, found.protected, found.earnings_related, found.transitional) == (
        4_543,
        4_590,
        4_590,
        0,
    )
    assert (found.months_before, found.months_after, found.counted_before, found.months_20_60) == (0, 0, 0, 0)


def test_the_giver_keeps_the_rest_of_pay_and_bonus():
    # (200,003 × 6 + 100,001) × 0.921 ÷ 6 = 199,552.9…; × 5.481 ‰ × 6 = 6,562.49…
    # (200,003 × 6 + 100,001) × 0.817 ÷ 6 = 177,019.2…; × 5.769 ‰ × 6 × 1.082 = 6,629.7…
    career = life(MALE, [(APRIL, OCTOBER, GENERAL, 300)], [(APRIL + 2, 200, GENERAL)])
    split = split_of(
        [(APRIL, OCTOBER, GENERAL, 300_000, 200_003, 0)], [(APRIL + 2, GENERAL, 200_000, 100_001)]
    )
    found, before = after(career, split), after(career, NOTHING)

    assert split_fits(career, split)
    assert (found.average_after, found.protected_average_after) == (199_553, 177_019)
    assert (found.current, found.protected, found.earnings_related) == (6_562, 6_630, 6_630)
    assert before.earnings_related > 6_630
    assert found.transitional == before.transitional > 0
    assert (found.months_after, found.months_20_60) == (6, 6)


def test_months_after_the_end_of_the_question_are_not_split():
    career = life(MALE, [(APRIL, OCTOBER, GENERAL, 300)])
    cohort = levels_on(DAY).cohort(BIRTH)
    rows = [(APRIL + 3, OCTOBER, GENERAL, 300_000, 0, 0)]
    given = career, cohort, 1, month_of_age_zero(BIRTH), 0, APRIL + 3, False

    assert category_pension_after_split(*given, split_of(rows)) == category_pension(*given)


def test_the_minimum_average_is_not_for_a_split_record():
    birth = date(1950, 5, 5).toordinal()
    start, end = month_number(1980, 4), month_number(1990, 4)
    career = Career(
        birth, MALE, OCTOBER, (start,), (end,), (GENERAL,), (20,), (), (), (), (), (), ()
    )  # very low pay
    cohort = levels_on(DAY).cohort(birth)
    given = career, cohort, 1, month_of_age_zero(birth), 0, FAR, False
    lowered = split_of([(start, end, GENERAL, 20_000, 10_000, 0)])

    assert category_pension_after_split(*given, NOTHING).minimum_used == 1
    found = category_pension_after_split(*given, lowered)
    assert found.minimum_used == 0
    assert found.average_before < cohort.minimum_average


def test_a_split_must_fit_the_career():
    career = life(MALE, [(APRIL, OCTOBER, GENERAL, 300)], [(APRIL + 2, 200, GENERAL)])
    own = (APRIL, OCTOBER, GENERAL, 300_000, 200_000, 0)
    wrong = [
        split_of([(APRIL, OCTOBER, GENERAL, 299_000, 200_000, 0)]),
        split_of([(APRIL - 1, OCTOBER, GENERAL, 300_000, 200_000, 0)]),
        split_of([(APRIL, OCTOBER + 1, GENERAL, 300_000, 200_000, 0)]),
        split_of([(APRIL, APRIL, GENERAL, 300_000, 200_000, 0)]),
        split_of([(APRIL, OCTOBER, LOCAL, 300_000, 200_000, 0)]),
        split_of([(APRIL, OCTOBER, GENERAL, 300_000, -1, 0)]),
        split_of([(APRIL - 2, APRIL + 1, GENERAL, 0, 200_000, 1)]),
        split_of([(APRIL - 2, APRIL, GENERAL, 5, 200_000, 1)]),
        split_of([own, own]),
        split_of((), [(APRIL + 2, GENERAL, 100_000, 50_000)]),
        split_of((), [(APRIL + 2, GENERAL, 200_000, -1)]),
        split_of((), [(APR_2003 - 1, GENERAL, 0, 1)]),
    ]

    assert split_fits(career, split_of([own], [(APRIL + 2, GENERAL, 200_000, 50_000)]))
    assert split_fits(career, split_of([(APRIL - 2, APRIL, GENERAL, 0, 200_000, 1)]))
    assert split_fits(career, NOTHING)
    assert [split_fits(career, split) for split in wrong] == [False] * len(wrong)


def reference(case, category, until, split):
    """The category after a split, month by month with fractions; every month carries its own pay."""
    person = Life(case.career, case.until_age)
    own = {m: pair for m, pair in person.covered[category].items() if m < until}
    months = dict(own)
    touched = False
    rows = zip(
        split.start, split.end, split.kind, split.before_yen, split.after_yen, split.deemed, strict=True
    )
    for start, end, kind, before, pay, deemed in rows:
        if CATEGORY_OF_KIND[kind] == category:
            for month in range(start, min(end, until)):
                assert (month in own) == (not deemed)
                assert own.get(month, (kind, 0)) == (kind, before)
                touched = touched or deemed or before != pay
                months[month] = (kind, pay)
    bonuses = [(m, amount) for m, amount in person.bonuses[category] if m < until and m >= APR_2003]
    for month, kind, before, amount in zip(
        split.bonus_month, split.bonus_kind, split.bonus_before_yen, split.bonus_after_yen, strict=True
    ):
        if CATEGORY_OF_KIND[kind] == category and month < until:
            touched = touched or before != amount
            bonuses += [(month, amount), (month, -before)]
    old, new = (sorted(m for m in months if (m >= APR_2003) == late) for late in (False, True))
    counted_in = set(months_in_the_average([m for m in sorted(own) if m < APR_2003]))
    in_average = [m for m in old if m in counted_in or m not in own]

    def average(rate, months_of_it, bonuses_of_it):
        total = sum(
            (pay_for_the_average(months[m][0], m, months[m][1]) if m < APR_2003 else months[m][1])
            * rate(months[m][0], m)
            for m in months_of_it
        )
        total += sum(amount * rate(GENERAL, m) for m, amount in bonuses_of_it)
        return round_half_up(Fraction(total) / len(months_of_it)) if months_of_it else 0

    def now(kind, month):
        return current_rate(person, case.as_of, kind, month)

    def then(kind, month):
        return protected_rate(case.as_of, kind, month)

    averages = [
        average(now, in_average, []),
        average(now, new, bonuses),
        average(then, in_average, []),
        average(then, new, bonuses),
    ]
    if not touched and any(m in own for m in old):
        base = tables.minimum_average_base(person.birth)
        averages[0] = max(averages[0], round_half_up(base * tables.revision_rate(case.as_of, person.birth)))
    counted_old, counted_new = (
        sum(counted_month(months[m][0], m) for m in part) + Fraction(0) for part in (old, new)
    )
    main_1, main_2, old_1, old_2 = tables.multipliers(person.birth)
    current = round_half_up(averages[0] * main_1 * counted_old + averages[1] * main_2 * counted_new)
    parts = averages[2] * old_1 * counted_old + averages[3] * old_2 * counted_new
    protected = round_half_up(parts * tables.protected_revision(case.as_of, person.birth))
    special = 0
    if tables.special_level(case.as_of):
        special = round_half_up(parts * Fraction("1.031") * tables.price_slide_factor(case.as_of))
    if not months:
        return [0] * 9
    return [len(in_average), *averages, current, protected, special, max(current, protected, special)]


def random_question(seed):
    case = random_case(seed)
    rng = random.Random(f"split {seed}")
    split = random_split(rng, case.career)
    age_zero = month_of_age_zero(case.career.birth_date)
    horizon = age_zero + min(case.until_age, 840)
    until = rng.choice([FAR, age_zero + 780, rng.randint(age_zero + 400, age_zero + 840)])
    return case, split, age_zero, horizon, until


def test_random_splits_agree_with_the_slow_reference():
    touched = deemed = 0
    for seed in range(ROUNDS):
        case, split, age_zero, horizon, until = random_question(seed)
        cohort = levels_on(case.as_of).cohort(case.career.birth_date)
        assert split_fits(case.career, split), seed
        found = category_pensions_after_split(case.career, cohort, Plan(), age_zero, horizon, until, split)
        for category in CATEGORIES:
            one = found[category - 1]
            assert reference(case, category, until, split) == [
                one.divisor_before, one.average_before, one.average_after,
                one.protected_average_before, one.protected_average_after,
                one.current, one.protected, one.special_level, one.earnings_related,
            ], (seed, category)  # fmt: skip
        touched += len(split.start) > 0
        deemed += 1 in split.deemed
    assert touched > ROUNDS // 2
    assert deemed > ROUNDS // 4


def test_deemed_months_leave_transitional_addition_and_counted_months_alone():
    for seed in range(ROUNDS):
        case, split, age_zero, horizon, until = random_question(seed)
        cohort = levels_on(case.as_of).cohort(case.career.birth_date)
        total = 0
        for category in CATEGORIES:
            given = case.career, cohort, category, age_zero, horizon, until, False
            plain, found = category_pension(*given), category_pension_after_split(*given, split)

            assert found[:4] == plain[:4], seed
            assert found.transitional == plain.transitional, seed
            total += found.counted_before + 15 * found.months_after
        assert total == coverage_counted(case.career, horizon, until), seed


def test_a_split_of_nothing_changes_nothing():
    for seed in range(ROUNDS):
        case, split, age_zero, horizon, until = random_question(seed)
        cohort = levels_on(case.as_of).cohort(case.career.birth_date)
        own = [row for row in zip(*split[:6], strict=True) if not row[5]]
        same = split_of([(*row[:4], row[3], 0) for row in own])
        for category in CATEGORIES:
            given = case.career, cohort, category, age_zero, horizon, until, False
            plain = category_pension(*given)

            assert category_pension_after_split(*given, NOTHING) == plain, seed
            assert category_pension_after_split(*given, same) == plain, seed


def test_cutting_a_row_in_two_changes_nothing():
    rng = random.Random(3)
    for seed in range(ROUNDS):
        case, split, age_zero, horizon, until = random_question(seed)
        cohort = levels_on(case.as_of).cohort(case.career.birth_date)
        rows = []
        for start, end, *rest in zip(*split[:6], strict=True):
            cut = rng.randint(start, end)
            rows += [row for row in ((start, cut, *rest), (cut, end, *rest)) if row[0] < row[1]]
        rng.shuffle(rows)
        given = case.career, cohort, Plan(), age_zero, horizon, until
        cut_split = split_of(rows, list(zip(*split[6:], strict=True)))

        assert category_pensions_after_split(*given, cut_split) == category_pensions_after_split(
            *given, split
        )


def test_nobody_has_a_pension_of_no_months():
    career = random_career(1)._replace(
        **{name: () for name in Career._fields if name.startswith(("coverage", "bonus"))}
    )
    cohort = levels_on(DAY).cohort(BIRTH)

    assert category_pensions_after_split(career, cohort, Plan(), 0, 0, FAR, NOTHING) == (no_pension(),) * 4
