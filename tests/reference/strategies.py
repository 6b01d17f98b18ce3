"""Random careers that the law accepts, crowded around every boundary of the law.

One generator serves both: `random_case(seed)` for long runs and `cases()` for hypothesis, which shrinks through
the same calls. Months of every record lie between age 15 and 70, signs of the National Pension between 20 and 70
and in the years in which the sign existed, spells of one category never overlap, bonuses belong to a spell of
their kind.
"""

import random
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

from hypothesis import strategies as st

from nenkin.law.career import (
    CATEGORY_OF_KIND,
    FEMALE,
    GENERAL,
    KINDS,
    MALE,
    MINER,
    SEAMAN,
    SIGNS,
    STATUS_OF_SIGN,
    Career,
    month_number,
)


class Case(NamedTuple):
    """A career and what is asked about it."""

    career: Career
    as_of: date
    until_age: int
    basic_start: int
    employees_start: int


class Spouse(NamedTuple):
    """A spouse's months, NEVER where nothing of the kind happens."""

    attains_65: int
    own_pension: int
    disability_from: int
    disability_until: int
    support_ends: int


class Relatives(NamedTuple):
    """The people an addition depends on."""

    spouse: Spouse
    child_from: tuple[int, ...]
    child_until: tuple[int, ...]
    partner_right: int


class LifeCase(NamedTuple):
    """What is asked about a whole life."""

    case: Case
    relatives: Relatives | None
    disabled: bool


NEVER = month_number(2200, 1)

FIRST_BIRTH, LAST_BIRTH = date(1926, 4, 2), date(2006, 12, 31)
AS_OF_DAYS = [date(year, month, day) for year in range(2018, 2027) for month, day in ((4, 1), (11, 24))] + [
    date(year, 3, 31) for year in range(2019, 2028)
]
OLDER_DAYS = [date(year, month, 1) for year in range(2005, 2018) for month in (4, 9, 10)] + [
    date(year, 3, 31) for year in range(2006, 2019)
]
TURNS = [
    month_number(year, month)
    for year, month in (
        (1957, 10), (1961, 4), (1969, 11), (1985, 10), (1986, 4), (1991, 4), (2003, 4), (2009, 4), (2026, 4)
    )
]  # fmt: skip
APR_1961, APR_2003 = month_number(1961, 4), month_number(2003, 4)
RECORD_LIMIT = month_number(2027, 4)

CLASSES = {  # signs of one kind of month, and the first month in which the sign existed
    "APVCHKMTU": (1961, 4), "BGQW": (1970, 10), "DEF": (2019, 4), "+": (1986, 4), "$-&": (1986, 4), "*X": (1961, 4),
    "YZLR": (1961, 4), "サシス": (2000, 4), "セソタ": (2005, 4), "ア": (2002, 4), "イウエ": (2002, 4),
    "オカキクケコ": (2002, 4), "チ": (2006, 7), "ツテト": (2006, 7), "マミムメモヤ": (2006, 7), "ヒ": (2006, 7),
    "フヘホ": (2006, 7), "ナニヌネノハ": (2006, 7), "/": (1961, 4), "#": (1961, 4), "合": (1961, 4),
}  # fmt: skip
FROM_60 = ["APV", "BGQW", "*X", "/"]


def random_career(seed: int) -> Career:
    return random_case(seed).career


def random_case(seed: int) -> Case:
    return case_from(random.Random(seed))


def cases() -> st.SearchStrategy[Case]:
    return st.randoms(use_true_random=False).map(case_from)


def random_life(seed: int) -> LifeCase:
    return life_from(random.Random(seed))


def lives() -> st.SearchStrategy[LifeCase]:
    return st.randoms(use_true_random=False).map(life_from)


def life_from(rng: random.Random) -> LifeCase:
    case = case_from(rng)
    relatives = relatives_from(rng, case) if rng.random() < 0.7 else None
    return LifeCase(case, relatives, rng.random() < 0.1)


def relatives_from(rng: random.Random, case: Case) -> Relatives:
    """Months around everything that happens in the person's own life."""
    at_65 = attains(case.career, 65 * 12)
    turns = [
        at_65, month_number(2022, 4), month_number(2028, 4), attains(case.career, 60 * 12),
        attains(case.career, 70 * 12), attains(case.career, case.basic_start),
        attains(case.career, case.employees_start),
    ]  # fmt: skip

    def near() -> int:
        return rng.choice(turns) + rng.choice([-1, 0, 1, rng.randint(-60, 120)])

    def perhaps(share: float) -> int:
        return near() if rng.random() < share else NEVER

    spouse = Spouse(0, 0, NEVER, NEVER, 0)
    if rng.random() < 0.8:
        disability = sorted([perhaps(0.2), perhaps(0.2)])
        spouse = Spouse(at_65 + rng.randint(-60, 240), perhaps(0.3), *disability, perhaps(0.2))
    children = []
    for _ in range(rng.choice([0, 0, 1, 2, 3, 4])):
        last = near()
        born_later = last - 18 * 12 > at_65 or rng.random() < 0.1
        children.append((min(last, near()) if born_later else 0, last))
    return Relatives(spouse, *(tuple(c) for c in turned(children, 2)), perhaps(0.5))


def random_couple(seed: int) -> tuple[Case, Case]:
    """Two people up to some years apart, at the level of one day; often long insured, as an addition needs it."""
    rng = random.Random(seed)
    cases = sorted((case_from(rng) for _ in range(6)), key=lambda case: case.career.birth_date)
    place = min(range(5), key=lambda i: cases[i + 1].career.birth_date - cases[i].career.birth_date)
    one, other = cases[place : place + 2]
    return (
        (one, other._replace(as_of=one.as_of))
        if rng.random() < 0.5
        else (other, one._replace(as_of=other.as_of))
    )


def attains(career: Career, age: int) -> int:
    eve = date.fromordinal(career.birth_date) - timedelta(days=1)
    return month_number(eve.year, eve.month) + age


def case_from(rng: random.Random) -> Case:
    career = career_from(rng)
    until = rng.choice([720, 720, 720, 780, 840, rng.randint(240, 840), rng.randint(700, 840)])
    way = rng.choice(
        ["at 65", "at 65", "at 65", "early", "early", "early", "late", "late", "both ways", "any"]
    )
    basic = employees = 780
    if way == "early":
        basic = employees = rng.choice([720, 779, rng.randint(720, 779), rng.randint(60, 64) * 12])
    elif way == "late":
        oldest = 840 if career.birth_date < date(1952, 4, 2).toordinal() else 900
        basic = employees = rng.choice([792, 840, oldest, rng.randint(792, oldest), rng.randint(792, 900)])
    elif way == "both ways":
        basic, employees = rng.choice([780, rng.randint(792, 840)]), rng.choice([780, rng.randint(792, 900)])
    elif way == "any":
        basic, employees = rng.randint(715, 905), rng.choice([basic, rng.randint(715, 905)])
    days = rng.choice([AS_OF_DAYS, AS_OF_DAYS, OLDER_DAYS])
    return Case(career, rng.choice(days), until, basic, employees)


def birth_from(rng: random.Random) -> date:
    """Half of all births lie on the days around a birth band of some table, or on a first or a leap day."""
    way = rng.choice(["band", "band", "band", "any", "any", "odd day"])
    if way == "band":
        year = rng.choice(
            [rng.randint(1926, 1967), rng.randint(1926, 2006), rng.randint(1935, 1946), 1956, 1959, 1962]
        )
        return max(FIRST_BIRTH, date(year, 4, 1) + timedelta(days=rng.choice([-1, 0, 0, 1, 1, 2])))
    if way == "odd day":
        year, month = rng.randint(1927, 2006), rng.randint(1, 12)
        leap_year = rng.randint(1928 // 4, 2004 // 4) * 4
        return rng.choice(
            [date(year, month, 1), date(year, month, 2), date(leap_year, 2, 29), date(year, 3, 1)]
        )
    return FIRST_BIRTH + timedelta(days=rng.randint(0, (LAST_BIRTH - FIRST_BIRTH).days))


def career_from(rng: random.Random) -> Career:
    birth = birth_from(rng)
    eve = birth - timedelta(days=1)
    zero = month_number(eve.year, eve.month)
    ages = [zero + 12 * age for age in (20, 55, 60, 65, 70)]
    record_end = record_end_from(rng, zero, ages)
    pool = sorted(
        {turn + shift for turn in TURNS + ages for shift in (-1, 0, 1)} | {record_end - 12, record_end - 1}
    )
    coverage, bonuses = employment_from(rng, zero, record_end, pool)
    statuses = statuses_from(rng, zero, record_end, pool)
    if rng.random() < 0.3:  # a tidy record: no sign in a month of employees' coverage
        statuses = without_months(statuses, {m for start, end, *_ in coverage for m in range(start, end)})
    columns = [
        tuple(column)
        for rows, width in ((coverage, 4), (bonuses, 3), (statuses, 3))
        for column in turned(rows, width)
    ]
    return Career(birth.toordinal(), rng.choice([MALE, FEMALE]), record_end, *columns)


def record_end_from(rng, zero, ages):
    last = min(RECORD_LIMIT, ages[-1] + rng.choice([0, 0, 60]))
    first = min(last, zero + 15 * 12 + 1)
    near = [age + shift for age in ages for shift in (-1, 0, 1) if first <= age + shift <= last] or [last]
    return rng.choice([last, last, rng.randint(first, last), rng.choice(near), rng.choice(near)])


def cuts_from(rng, first, last, pool, most):
    """Months that cut `first … last` into pieces, half of them months in which the law changes."""
    inside = [month for month in pool if first < month < last]
    chosen = {first, last}
    for _ in range(rng.randint(0, most)):
        chosen.add(rng.choice(inside) if inside and rng.random() < 0.5 else rng.randint(first, last))
    return sorted(chosen)


def employment_from(rng, zero, record_end, pool):
    """Coverage in one or several categories at once, with gaps, changes of pay and bonuses."""
    way = rng.choice(
        ["none", "one life", "one life", "one life", "one life", "several", "several", "a year", "old"]
    )
    first, last = zero + 15 * 12, min(record_end, zero + 70 * 12)
    if way == "none" or first >= last:
        return [], []
    coverage = []
    for category in (1, 2, 3, 4) if way == "several" else (0,):
        if way == "several" and rng.random() < 0.4:
            continue
        kinds = [kind for kind in KINDS if category in (0, CATEGORY_OF_KIND[kind])]
        covered = rng.choice([0.5, 0.8, 1.0])
        start = rng.choice([first, min(last - 1, zero + 18 * 12 + 3), rng.randint(first, last - 1)])
        stop = last
        if way == "a year":  # about the 12 months that a special pension needs
            stop = min(last, start + rng.randint(8, 14))
        if way == "old":  # about the 36 months from 1957-10 that leave older months out of the average
            stop = min(last, max(start + 1, month_number(1960, 9) + rng.randint(-3, 3)))
        cuts = cuts_from(rng, start, stop, pool, rng.choice([0, 2, 6, 16]))
        kind = rng.choice(kinds)
        for begin, end in pairwise(cuts):
            if rng.random() < 0.3:
                kind = rng.choice(kinds)
            if rng.random() < covered:
                coverage.append((begin, end, kind, pay_from(rng, begin)))
    coverage.sort()
    return coverage, bonuses_from(rng, coverage, record_end)


def pay_from(rng, month):
    """Thousand yen; the law does not ask whether it is a grade."""
    if month < month_number(1969, 11):
        return rng.choice([3, 8, 9, 10, 11, 12, 13, rng.randint(3, 100)])
    return rng.choice([88, 98, 200, 320, 500, 620, 650, rng.randint(10, 750)])


def bonuses_from(rng, coverage, record_end):
    """Bonuses within spells from 2003-04; often a yearly pattern that reaches the end of the record."""
    paid = set()
    for begin, end, kind, _ in coverage:
        months = range(max(begin, APR_2003), end)
        if not months:
            continue
        if rng.random() < 0.5:
            paid |= {(m, kind) for m in months if m % 12 in (5, 11)}
        if rng.random() < 0.5:
            paid |= {(rng.choice(months), kind) for _ in range(rng.randint(1, 4))}
        if end == record_end:
            paid |= {(m, kind) for m in (end - 13, end - 12, end - 1) if m in months and rng.random() < 0.5}
    return [(month, rng.choice([1, 300, 1500, rng.randint(1, 1500)]), kind) for month, kind in sorted(paid)]


def statuses_from(rng, zero, record_end, pool):
    """Signs of the National Pension: every sign at ages 20–59, voluntary months after."""
    first = max(APR_1961, zero + 20 * 12)
    at_60, last = zero + 60 * 12, min(record_end, zero + 70 * 12)
    way = rng.choice(["life", "life", "life", "voluntary", "one sign", "120 months", "none"])
    if way == "none" or first >= last:
        return []
    stop = min(last, first + rng.randint(116, 124)) if way == "120 months" else last
    most = 0 if way == "one sign" else rng.choice([1, 4, 10, 24])
    cuts = sorted(set(cuts_from(rng, first, stop, pool, most)) | ({at_60} if first < at_60 < stop else set()))
    gaps = rng.choice([0.0, 0.0, 0.2])
    statuses = []
    for begin, end in pairwise(cuts):
        if rng.random() >= gaps:
            sign = "A" if way == "voluntary" and begin >= at_60 else sign_from(rng, begin, begin >= at_60)
            statuses.append((begin, end, STATUS_OF_SIGN[sign]))
    return statuses


def sign_from(rng, month, from_60):
    if from_60:
        return rng.choice(
            [s for s in rng.choice(FROM_60) if s not in "BGQW" or month >= month_number(1970, 10)] or ["A"]
        )
    return rng.choice(
        rng.choice([signs for signs, first in CLASSES.items() if month >= month_number(*first)])
    )


def without_months(statuses, months):
    """The statuses less some months, as spells again."""
    left = [(m, code) for start, end, code in statuses for m in range(start, end) if m not in months]
    spells = []
    for month, code in left:
        if spells and spells[-1][1] == month and spells[-1][2] == code:
            spells[-1] = (spells[-1][0], month + 1, code)
        else:
            spells.append((month, month + 1, code))
    return spells


def turned(rows, width):
    return list(zip(*rows, strict=True)) or [()] * width


def faults(career: Career) -> list[str]:
    """What is wrong with a career; empty for every career made here."""
    found = []
    seen = set()
    for start, end, kind in zip(
        career.coverage_start, career.coverage_end, career.coverage_kind, strict=True
    ):
        months = {(CATEGORY_OF_KIND[kind], m) for m in range(start, end)}
        if not months or months & seen or end > career.record_end:
            found.append(f"coverage {start}–{end}")
        seen |= months
    for month, kind in zip(career.bonus_month, career.bonus_kind, strict=True):
        inside = [
            k == kind and start <= month < end
            for start, end, k in zip(
                career.coverage_start, career.coverage_end, career.coverage_kind, strict=True
            )
        ]
        if month < APR_2003 or not any(inside):
            found.append(f"bonus {month}")
    signed = set()
    for start, end in zip(career.status_start, career.status_end, strict=True):
        months = set(range(start, end))
        if not months or months & signed or end > career.record_end:
            found.append(f"status {start}–{end}")
        signed |= months
    for starts in (career.coverage_start, career.bonus_month, career.status_start):
        if list(starts) != sorted(starts):
            found.append("not in order")
    return found


assert set("".join(CLASSES)) == set(SIGNS)
assert {GENERAL, SEAMAN, MINER} < set(KINDS)
