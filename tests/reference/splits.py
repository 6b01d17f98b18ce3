"""Random splits on divorce of random careers: rows of own months, of deemed months in the gaps, and bonuses."""

import random

from nenkin.law.career import CATEGORIES, CATEGORY_OF_KIND, KINDS, Career, month_number
from nenkin.law.employees_pension.divorce_split import Split
from tests.reference.strategies import turned

DEEMED_FROM = month_number(1976, 8)  # earlier months would ask which of them enter the average
APR_2003 = month_number(2003, 4)


def random_split(rng: random.Random, career: Career) -> Split:
    rows, bonuses = [], []
    spells = list(
        zip(
            career.coverage_start,
            career.coverage_end,
            career.coverage_kind,
            career.coverage_pay,
            strict=True,
        )
    )
    for start, end, kind, pay in spells:
        if rng.random() < 0.5:
            first = rng.randint(start, end - 1)
            last = rng.randint(first + 1, end)
            rows.append((first, last, kind, 1000 * pay, rng.randint(0, 1_200_000), 0))
    for category in CATEGORIES:
        taken = {
            m
            for start, end, kind, _ in spells
            if CATEGORY_OF_KIND[kind] == category
            for m in range(start, end)
        }
        for _ in range(rng.choice([0, 0, 1, 2])):
            if career.record_end <= DEEMED_FROM:
                break
            first = last = rng.randrange(DEEMED_FROM, career.record_end)
            limit = min(career.record_end, first + rng.randint(1, 200))
            while last < limit and last not in taken:
                taken.add(last)
                last += 1
            if last > first:
                kind = rng.choice([kind for kind in KINDS if CATEGORY_OF_KIND[kind] == category])
                rows.append((first, last, kind, 0, rng.randint(0, 400_000), 1))
    own = list(zip(career.bonus_month, career.bonus_kind, career.bonus_amount, strict=True))
    paid: dict[tuple[int, int], int] = {}
    for month, kind, amount in own:
        paid[month, kind] = paid.get((month, kind), 0) + 1000 * amount
    for (month, kind), amount in paid.items():
        if rng.random() < 0.4:
            bonuses.append((month, kind, amount, rng.randint(0, 2_000_000)))
    if career.record_end > APR_2003 and rng.random() < 0.5:
        month, kind = rng.randrange(APR_2003, career.record_end), rng.choice(KINDS)
        if (month, kind) not in paid:
            bonuses.append((month, kind, 0, rng.randint(1, 1_000_000)))
    rows.sort()
    return Split(*map(tuple, turned(rows, 6)), *map(tuple, turned(sorted(bonuses), 4)))
