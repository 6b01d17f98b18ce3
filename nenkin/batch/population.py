"""A synthetic population: careers drawn by whole-number arithmetic from a seed, person by person.

Every person is a pure function of (seed, index), with one stream of draws a purpose: any range of people can be made
alone, in any order, on any machine, byte for byte the same. The careers have the shape of real ones (schooling, jobs,
gaps, grades in force, bonuses, exemptions, the third category) but are **not fitted** to the nation's totals, and
nobody's: use them for speed, tests and trials, never for statements about Japan.
"""

import csv
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from statistics import NormalDist
from typing import Any

import numpy as np
import numpy.typing as npt

from nenkin.batch.compiled import Compiled, compile_rule
from nenkin.batch.people import SPELLS, Columns, People, dtype_of, place_among
from nenkin.law.calendar import month_of_age_zero
from nenkin.law.career import (
    FEMALE,
    GENERAL,
    LOCAL,
    MALE,
    MINER,
    SCHOOL,
    SEAMAN,
    STATE,
    STATUS_OF_SIGN,
    month_number,
)
from nenkin.law.tables import rows

TABLES = Path(__file__).parent / "synthetic"
RECORD_END = month_number(2026, 10)
MOST_SPELLS, MOST_JOBS = 320, 64  # of one person and of one kind
EXPECTED_SPELLS = {"coverage": 24, "bonus": 28, "status": 6}  # above the mean, else the columns must grow

Table = npt.NDArray[np.int64]
Spells = npt.NDArray[np.int32]  # one row a spell, the columns of `SPELLS`
Draws = npt.NDArray[np.uint64]

# One stream of draws for each purpose, so that a new draw of one kind moves no other.
IDENTITY, SCHOOLING, WORK, PAY, BONUS, PREMIUM, FAMILY = range(7)
PURPOSES = 7
GOLDEN = np.uint64(0x9E3779B97F4A7C15)
MIX_1, MIX_2 = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
HALF_WORD, SHIFT_1, SHIFT_2, SHIFT_3 = np.uint64(32), np.uint64(30), np.uint64(27), np.uint64(31)


def people(seed: int, first: int, count: int) -> People:
    """Persons `first` to `first + count - 1` of the population of `seed`."""
    rows_of = {
        group: np.empty((expected * count + MOST_SPELLS, len(SPELLS[group])), np.int32)
        for group, expected in EXPECTED_SPELLS.items()
    }
    offsets = {group: np.zeros(count + 1, np.int32) for group in SPELLS}
    birth_date, sex = np.empty(count, np.int32), np.empty(count, np.int8)
    done = 0
    while (
        done := _compiled_fill()(
            np.uint64(seed), first, done, birth_date, sex, *offsets.values(), *rows_of.values()
        )
    ) < count:
        rows_of = {
            group: np.concatenate((filled, np.empty_like(filled))) for group, filled in rows_of.items()
        }
    parts: dict[str, Any] = {}
    for group, names in SPELLS.items():
        parts[f"{group}_from"] = offsets[group]
        filled = rows_of[group][: offsets[group][count]]
        parts |= {name: filled[:, place].astype(dtype_of(name)) for place, name in enumerate(names)}
    record_end = np.full(count, RECORD_END, np.int32)
    columns = Columns(birth_date=birth_date, sex=sex, record_end=record_end, **parts)
    return People(np.arange(first, first + count, dtype=np.int64), columns, {})


def chunks(seed: int, total: int, size: int, first: int = 0) -> Iterator[People]:
    """The people from `first` on, `total` of them, in chunks of `size`."""
    for start in range(first, first + total, size):
        yield people(seed, start, min(size, first + total - start))


@cache
def _compiled_fill() -> Compiled:
    return compile_rule(_fill, disk_key="population")


# Tables, whole numbers throughout


def _read(name: str) -> list[dict[str, str]]:
    with (TABLES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


FIRST_BIRTH_YEAR = 1946
_BIRTHS = _read("people_by_birth_year.csv")
BIRTHS_UP_TO = np.cumsum(
    [int(row[sex]) for row in _BIRTHS for sex in ("male", "female")]
)  # men and women in turn

FIRST_SCHOOLING, STEP_SCHOOLING = 1935, 10
LEAVES_SCHOOL = np.array(  # percent who leave at 15, 18, 20: cohort, sex, age
    [
        [int(row[f"leaves_at_{age}"]) for age in (15, 18, 20)]
        for sex in ("male", "female")
        for row in _read("schooling.csv")
        if row["sex"] == sex
    ]
).reshape(2, -1, 3)

FIRST_WORKING_AGE, LAST_WORKING_AGE = 15, 69
_WORK = _read("work_by_age.csv")


def _by_age(column: str) -> Table:
    """A column of `work_by_age`, thousandths: sex, age."""
    return np.array([int(row[column]) for row in _WORK], dtype=np.int64).reshape(2, -1)


PAY_INDEX, EXITS, RETURNS = _by_age("pay_index"), _by_age("exits"), _by_age("returns")
PAY_AT_20 = np.array([210_000, 190_000])  # yen a month in 2022, men and women

_STEPS = 1024
NORMAL = np.array([round(1000 * NormalDist().inv_cdf((2 * i + 1) / (2 * _STEPS))) for i in range(_STEPS)])
EXPONENTIAL = np.array(  # waiting times in thousandths of their mean
    [round(-1000 * float(np.log(1 - (2 * i + 1) / (2 * _STEPS)))) for i in range(_STEPS)]
)
LOWEST_LEVEL = -2500
GROWTH = np.array([round(1000 * float(np.exp(level / 1000))) for level in range(LOWEST_LEVEL, 2501)])

_GRADES_BEGIN = month_number(1960, 5)


def _month(day: object) -> int:
    return month_number(day.year, day.month)  # type: ignore[attr-defined]


def _grade_tables() -> tuple[Table, Table, Table]:
    """First months of the grade tables from 1960 on; lowest wage (yen) and standard (thousand yen) of each grade."""
    grades = [
        row for row in rows("standard_remuneration_grades") if _month(row["valid_from"]) >= _GRADES_BEGIN
    ]
    begins = sorted({_month(row["valid_from"]) for row in grades})
    wages = np.full((len(begins), 40), np.iinfo(np.int64).max)
    standards = np.zeros((len(begins), 40), dtype=np.int64)
    for place, begin in enumerate(begins):
        of_table = [row for row in grades if _month(row["valid_from"]) == begin]
        for number, row in enumerate(sorted(of_table, key=lambda row: row["standard_monthly_remuneration"])):
            wages[place, number] = (number and row["remuneration_from_inclusive"]) or 0
            standards[place, number] = row["standard_monthly_remuneration"] // 1000
    return np.array(begins), wages, standards


TABLE_BEGINS, GRADE_FROM, GRADE_STANDARD = _grade_tables()


def _wage_course() -> Table:
    """The nation's wages by calendar year from 1960, 2022 = 1000: the revaluation rates of 2026 inverted."""
    latest = [row for row in rows("revaluation_rates", fiscal_year=2026) if row["birth_to"] is None]

    def rate(year: int) -> float:
        month = month_number(year, 7)
        return next(
            float(row["rate"])
            for row in latest
            if (row["period_from"] is None or _month(row["period_from"]) <= month)
            and (row["period_to"] is None or month <= _month(row["period_to"]))
        )

    return np.array([round(1000 * rate(2022) / rate(year)) for year in range(1960, 2027)])


WAGE_COURSE = _wage_course()

# Signs of the monthly record
PAID, PAID_ADDITIONAL, PREPAID = (STATUS_OF_SIGN[sign] for sign in "ABP")
UNPAID, MATERNITY = STATUS_OF_SIGN["*"], STATUS_OF_SIGN["D"]
EXEMPT_BY_LAW, EXEMPT, POSTPONED, STUDENT = (STATUS_OF_SIGN[sign] for sign in "YZセサ")
HALF_PAID, HALF_UNPAID = STATUS_OF_SIGN["イ"], STATUS_OF_SIGN["ア"]
THREE_QUARTERS_EXEMPT, QUARTER_EXEMPT = STATUS_OF_SIGN["ツ"], STATUS_OF_SIGN["フ"]
PAID_BACK, STUDENT_PAID_BACK = STATUS_OF_SIGN["U"], STATUS_OF_SIGN["シ"]
SPOUSE, SPOUSE_LATE, SPOUSE_REPAIRED = (STATUS_OF_SIGN[sign] for sign in "+-$")
COMPLEMENTARY = STATUS_OF_SIGN["合"]

NATIONAL_PENSION_BEGINS = month_number(1961, 4)
ADDITIONAL_BEGINS = month_number(1970, 10)
THIRD_CATEGORY_BEGINS = month_number(1986, 4)
STUDENTS_COVERED = month_number(1991, 4)
STUDENT_SPECIAL_BEGINS = month_number(2000, 4)
HALF_EXEMPTION_BEGINS = month_number(2002, 4)
BONUSES_COUNT = month_number(2003, 4)
POSTPONEMENT_BEGINS, POSTPONEMENT_TO_50 = month_number(2005, 4), month_number(2016, 7)
QUARTER_EXEMPTIONS_BEGIN = month_number(2006, 7)
MATERNITY_BEGINS = month_number(2019, 4)
SHORT_TIME_BEGINS = month_number(2016, 10)
RE_EMPLOYED_TO_65 = month_number(2013, 4)
NEVER = 1 << 30

START, END, KIND, LEVEL = range(4)  # columns of jobs and of coverage (there LEVEL is the pay)
CODE = 2  # of a status, after START and END

STEADY, OFTEN_EXEMPT, PATCHY, NEVER_PAYS = range(4)


# Draws


def _mixed(word: np.uint64) -> np.uint64:
    """One word scrambled: the finaliser of SplitMix64."""
    word = (word ^ (word >> SHIFT_1)) * MIX_1
    word = (word ^ (word >> SHIFT_2)) * MIX_2
    return word ^ (word >> SHIFT_3)


def _start_draws(draws: Draws, seed: np.uint64, index: int) -> None:
    """The streams of one person."""
    person = _mixed(_mixed(seed + GOLDEN) ^ (np.uint64(index) * MIX_2 + GOLDEN))
    for purpose in range(PURPOSES):
        draws[purpose] = _mixed(person + np.uint64(purpose + 1) * MIX_1)


def _below(draws: Draws, purpose: int, limit: int) -> int:
    """The next draw of a purpose: 0 to limit - 1, evenly."""
    draws[purpose] += GOLDEN
    word = ((_mixed(draws[purpose]) >> HALF_WORD) * np.uint64(limit)) >> HALF_WORD
    return int(np.int64(word))


def _normal(draws: Draws, purpose: int, deviation: int) -> int:
    """A normal draw; `deviation` and result in the same unit."""
    return int(NORMAL[_below(draws, purpose, len(NORMAL))]) * deviation // 1000


def _wait(draws: Draws, purpose: int, mean: int) -> int:
    """A waiting time in months, 1 or more."""
    return 1 + int(EXPONENTIAL[_below(draws, purpose, len(EXPONENTIAL))]) * mean // 1000


# One person


def _days_before(year: int) -> int:
    """Day number of 31 December of the year before."""
    last = year - 1
    return 365 * last + last // 4 - last // 100 + last // 400


def _birth(draws: Draws) -> tuple[int, int]:
    """Date of birth and sex. One in 2,000 is born on a day at which a rule of the law changes over."""
    cell = place_among(BIRTHS_UP_TO, _below(draws, IDENTITY, BIRTHS_UP_TO[-1]))
    year = FIRST_BIRTH_YEAR + cell // 2
    days = _days_before(year + 1) - _days_before(year)
    day = _below(draws, IDENTITY, days)
    if _below(draws, IDENTITY, 2000) == 0:
        leap = days - 365
        edge = _below(draws, IDENTITY, 6)
        if edge == 0:
            day = 0  # 1 January
        elif edge == 1:
            day = 58 + leap  # last day of February
        elif edge == 2:
            day = 89 + leap  # 31 March
        elif edge == 3:
            day = 90 + leap  # 1 April
        elif edge == 4:
            day = 91 + leap  # 2 April
        else:
            day = days - 1  # 31 December
    return _days_before(year) + 1 + day, MALE if cell % 2 == 0 else FEMALE


def _leaves_school(draws: Draws, sex: int, age_zero: int) -> int:
    """The April in which the person may begin to work: after 15, 18, 20 or 22 by the schooling of the cohort."""
    school_year = (age_zero + 12 * 15 - 3) // 12 + 1  # the first April after attaining 15
    place = (age_zero // 12 - FIRST_SCHOOLING) // STEP_SCHOOLING
    rest = (age_zero // 12 - FIRST_SCHOOLING) % STEP_SCHOOLING
    place = min(place, LEAVES_SCHOOL.shape[1] - 2)
    draw = _below(draws, SCHOOLING, 100 * STEP_SCHOOLING)
    extra = 0
    for step in range(3):
        earlier, later = LEAVES_SCHOOL[sex - 1, place, step], LEAVES_SCHOOL[sex - 1, place + 1, step]
        draw -= earlier * (STEP_SCHOOLING - rest) + later * rest
        if draw < 0:
            break
        extra = (3, 5, 7)[step]
    return 12 * (school_year + extra) + 3


def _first_kind(draws: Draws, sex: int, age: int, month: int) -> int:
    """The scheme in which a working life begins: one in twelve in public service."""
    if _below(draws, WORK, 100) < (8 if sex == MALE else 10):
        draw = _below(draws, WORK, 51)
        return STATE if draw < 10 else LOCAL if draw < 45 else SCHOOL
    draw = _below(draws, WORK, 1000)
    if sex == MALE and age < 20 and draw < 8:
        return SEAMAN
    if sex == MALE and month < 1985 * 12 and 8 <= draw < 12:
        return MINER
    return GENERAL


def _leaves_at_birth(draws: Draws, sex: int, age_zero: int) -> int:
    """The month in which a woman leaves work at marriage or a first birth, or `NEVER`. Rarer with every cohort."""
    year = age_zero // 12
    percent = min(50, max(8, 50 - 105 * (year - 1945) // 100))
    month = age_zero + 12 * 25 + min(72, max(0, year - 1950)) + _normal(draws, FAMILY, 36)
    draw = _below(draws, FAMILY, 100)
    return month if sex == FEMALE and draw < percent else NEVER


def _married_from(draws: Draws, sex: int, age_zero: int, leaves: int) -> int:
    """The month from which the spouse is an employee, or `NEVER`."""
    draw = _below(draws, FAMILY, 1000)
    month = age_zero + 12 * 27 + _normal(draws, FAMILY, 48)
    if leaves != NEVER:
        return leaves if draw < 850 else NEVER
    return month if draw < (450 if sex == FEMALE else 15) else NEVER


def _jobs(draws: Draws, jobs: Table, sex: int, age_zero: int, month: int, leaves: int) -> int:
    """The jobs of a working life from `month` on, one below the other; returns how many."""
    last = min(RECORD_END, age_zero + 12 * 70)
    age = (month - age_zero) // 12
    kind = _first_kind(draws, sex, age, month)
    level = _normal(draws, PAY, 420) - 88
    employed = _below(draws, WORK, 100) < (80 if age < 20 else 88)
    if not employed:
        month += _wait(draws, WORK, 48)
    count = 0
    while month < last and count < MOST_JOBS:
        jobs[count, START], jobs[count, KIND], jobs[count, LEVEL] = month, kind, level
        out = False
        while True:  # year by year in one job
            age = min(LAST_WORKING_AGE, max(FIRST_WORKING_AGE, (month - age_zero) // 12))
            exits = EXITS[sex - 1, age - FIRST_WORKING_AGE]
            changes = 90 if age < 25 else 70 if age < 35 else 40
            if month < 1990 * 12:
                changes //= 2
            if kind == SEAMAN:
                changes = 800  # contracts of less than a year
            elif kind != GENERAL and kind != MINER:
                exits, changes = exits // 3, changes // 4
            draw = _below(draws, WORK, 1000)
            moved = 1 + _below(draws, WORK, 12)
            retires = age_zero + 12 * 60 if month < age_zero + 12 * 60 else age_zero + 12 * 65
            if month < leaves <= month + 12:
                month, out = leaves, True
                break
            if draw < exits + changes:
                month, out = month + moved, draw < exits
                break
            if month < retires <= month + 12:
                stays = 200 if retires == age_zero + 12 * 65 else 400 if retires < RE_EMPLOYED_TO_65 else 800
                month, out = retires, _below(draws, WORK, 1000) >= stays
                level -= 430
                if kind != SCHOOL:
                    kind = GENERAL
                break
            month += 12
            if month >= last:
                break
        jobs[count, END] = min(month, last)
        count += 1
        if month >= last:
            break
        draw = _below(draws, WORK, 100)
        if out:
            returns = max(
                RETURNS[sex - 1, age - FIRST_WORKING_AGE], (900 if sex == MALE else 550) if age < 35 else 0
            )
            if month >= age_zero + 12 * 60 or _below(draws, WORK, 1000) >= returns:
                break
            month += _wait(draws, WORK, 72 if month == leaves else 18)
            if sex == FEMALE and month >= SHORT_TIME_BEGINS and _below(draws, WORK, 100) < 40:
                level -= 600  # 短時間労働者
        elif kind == SEAMAN:
            month += 1 + _below(draws, WORK, 3)
        elif draw >= 55:
            month += (
                1 if draw < 80 else 2 + _below(draws, WORK, 2) if draw < 92 else 4 + _below(draws, WORK, 9)
            )
        level += _normal(draws, PAY, 150) - 20
        if kind != GENERAL and kind != SEAMAN and _below(draws, WORK, 100) < 70:
            kind = GENERAL
        if kind == MINER and month >= 1995 * 12:
            kind = GENERAL
        if month < leaves <= month + 1:
            month += 1
    return count


def _table_in_force(month: int) -> int:
    """The place of the grade table of a month."""
    return place_among(TABLE_BEGINS, month) - 1


def _standard(wage: int, table: int) -> int:
    """The standard monthly remuneration of a wage, thousand yen."""
    grade = 0
    while GRADE_FROM[table, grade + 1] <= wage:
        grade += 1
    return int(GRADE_STANDARD[table, grade])


def _wage(month: int, sex: int, age_zero: int, level: int) -> int:
    """The monthly wage, yen: the nation's course × age × the person's level."""
    age = min(LAST_WORKING_AGE, max(FIRST_WORKING_AGE, (month - age_zero) // 12))
    index = PAY_INDEX[sex - 1, age - FIRST_WORKING_AGE]
    if age >= 58:  # the fall after 60 is in the level of the new contract
        index = PAY_INDEX[sex - 1, 57 - FIRST_WORKING_AGE]
    growth = GROWTH[min(2500, max(LOWEST_LEVEL, level)) - LOWEST_LEVEL]
    course = WAGE_COURSE[month // 12 - 1960]
    return int(PAY_AT_20[sex - 1] * course // 1000 * index // 1000 * growth // 1000)


def _next_revision(month: int) -> int:
    """The month of the next regular revision (定時決定) after a month: October until 2002, then September."""
    year = (month + 1) // 12
    revision = 12 * year + (9 if year < 2003 else 8)
    if revision <= month:
        revision = 12 * (year + 1) + (9 if year + 1 < 2003 else 8)
    return revision


def _employment(
    draws: Draws,
    coverage: Spells,
    spell: int,
    bonuses: Spells,
    bonus: int,
    job: Table,
    sex: int,
    age_zero: int,
) -> tuple[int, int]:
    """The spells of one job, a new one at each change of pay, and its bonuses; returns the places reached."""
    begin, end, kind, level = job[START], job[END], job[KIND], job[LEVEL]
    public = kind in (STATE, LOCAL)
    pays_bonus = public or _below(draws, BONUS, 100) < 80
    summer, winter = 10 + _below(draws, BONUS, 14), 12 + _below(draws, BONUS, 14)  # tenths of a month's pay
    if public:
        summer, winter = 21, 22
    summer_month = 5 + _below(draws, BONUS, 2)
    first_spell = spell
    course = 0
    month = begin
    wage = _wage(month, sex, age_zero, level)
    revision = _next_revision(month + 2)
    irregular = NEVER
    while month < end:
        if month == revision:
            course = course * 8 // 10 + _normal(draws, PAY, 50)
            wage = _wage(month, sex, age_zero, level + course)
            revision = _next_revision(month)
            irregular = month + 2 + _below(draws, PAY, 9) if _below(draws, PAY, 100) < 6 else NEVER
        elif month == irregular:
            course += _normal(draws, PAY, 120)
            wage = _wage(month, sex, age_zero, level + course)
            irregular = NEVER
        table = _table_in_force(month)
        pay = _standard(wage, table)
        stop = min(end, revision)
        if irregular > month:
            stop = min(stop, irregular)
        if table + 1 < len(TABLE_BEGINS):
            stop = min(stop, TABLE_BEGINS[table + 1])
        if spell > first_spell and coverage[spell - 1, LEVEL] == pay:
            coverage[spell - 1, END] = stop
        else:
            coverage[spell, START], coverage[spell, END] = month, stop
            coverage[spell, KIND], coverage[spell, LEVEL] = kind, pay
            spell += 1
        if pays_bonus and stop > BONUSES_COUNT:
            for year in range(month // 12, (stop - 1) // 12 + 1):
                for paid, tenths in ((12 * year + summer_month, summer), (12 * year + 11, winter)):
                    if max(month, BONUSES_COUNT) <= paid < stop:
                        part = 2 if paid - begin < 5 else 10
                        amount = pay * tenths * part * (90 + _below(draws, BONUS, 21)) // 10_000
                        bonuses[bonus, 0], bonuses[bonus, 1], bonuses[bonus, 2] = (
                            paid,
                            min(1500, max(1, amount)),
                            kind,
                        )
                        bonus += 1
        month = stop
    return spell, bonus


def _add_status(
    statuses: Spells,
    first: int,
    status: int,
    begin: int,
    end: int,
    code: int,
) -> int:
    """One more status spell of the person whose statuses begin at `first`; it joins an equal one before it."""
    if end <= begin:
        return status
    if status > first and statuses[status - 1, END] == begin and statuses[status - 1, CODE] == code:
        statuses[status - 1, END] = end
        return status
    statuses[status, START], statuses[status, END], statuses[status, CODE] = begin, end, code
    return status + 1


def _exemption(draws: Draws, month: int, age: int) -> int:
    """The kind of exemption of a July-to-June year."""
    draw = _below(draws, PREMIUM, 100)
    if draw < 4:
        return PAID_BACK
    if (
        draw < 18
        and month >= POSTPONEMENT_BEGINS
        and (age < 30 or (age < 50 and month >= POSTPONEMENT_TO_50))
    ):
        return POSTPONED
    if draw < 26 and month >= HALF_EXEMPTION_BEGINS:
        return HALF_PAID if draw < 23 else HALF_UNPAID
    if draw < 34 and month >= QUARTER_EXEMPTIONS_BEGIN:
        return THREE_QUARTERS_EXEMPT if draw < 31 else QUARTER_EXEMPT
    return EXEMPT_BY_LAW if draw >= 85 else EXEMPT


def _first_category(
    draws: Draws,
    statuses: Spells,
    first: int,
    status: int,
    begin: int,
    end: int,
    person: tuple[int, int, int, int],
) -> int:
    """Months of the first category by the way the person pays."""
    payer, steady_code, sex, age_zero = person
    if begin < ADDITIONAL_BEGINS and steady_code == PAID_ADDITIONAL:
        steady_code = PAID
    if end - begin >= 12 and _below(draws, PREMIUM, 100) == 0:
        return _add_status(statuses, first, status, begin, end, COMPLEMENTARY)  # lives abroad
    month = begin
    while month < end:
        if payer == STEADY:
            stop, code = end, steady_code
            young = age_zero + 12 * 24 <= month < age_zero + 12 * 38
            if sex == FEMALE and young and month >= MATERNITY_BEGINS and _below(draws, PREMIUM, 100) < 15:
                stop = min(end, month + 4)
                status = _add_status(statuses, first, status, month, stop, MATERNITY)
                month, stop = stop, end
        elif payer == OFTEN_EXEMPT:
            stop = (month + 6) // 12 * 12 + 6  # to the end of June
            while stop < end and _below(draws, PREMIUM, 100) < 55:
                stop += 12
            code = (
                steady_code
                if _below(draws, PREMIUM, 100) < 20
                else _exemption(draws, month, (month - age_zero) // 12)
            )
        elif payer == PATCHY:
            stop = month + 2 + _below(draws, PREMIUM, 23)
            code = steady_code if _below(draws, PREMIUM, 100) < 55 else UNPAID
        else:
            stop, code = end, UNPAID
        stop = min(stop, end)
        status = _add_status(statuses, first, status, month, stop, code)
        month = stop
    return status


def _student(draws: Draws, begin: int) -> int:
    """How the months of a student from 20 on are written."""
    draw = _below(draws, PREMIUM, 100)
    if begin < STUDENTS_COVERED:
        return COMPLEMENTARY if draw < 80 else PAID
    if begin < STUDENT_SPECIAL_BEGINS:
        return EXEMPT if draw < 45 else PAID if draw < 80 else UNPAID
    if draw < 53:
        return STUDENT if draw < 47 else STUDENT_PAID_BACK
    return PAID if draw < 92 else UNPAID


def _not_employed(
    draws: Draws,
    statuses: Spells,
    first: int,
    status: int,
    begin: int,
    end: int,
    school_ends: int,
    married: int,
    person: tuple[int, int, int, int],
) -> int:
    """The 国民年金 statuses of months from 20 to 59 without employment."""
    if begin < school_ends:
        stop = min(end, school_ends)
        for edge in (STUDENTS_COVERED, STUDENT_SPECIAL_BEGINS, NEVER):
            if begin < min(stop, edge):
                status = _add_status(statuses, first, status, begin, min(stop, edge), _student(draws, begin))
                begin = min(stop, edge)
    if begin < min(end, married):
        status = _first_category(draws, statuses, first, status, begin, min(end, married), person)
        begin = min(end, married)
    if begin < min(end, THIRD_CATEGORY_BEGINS):  # a spouse at home could join or not
        code = PAID if _below(draws, FAMILY, 100) < 65 else COMPLEMENTARY
        status = _add_status(statuses, first, status, begin, min(end, THIRD_CATEGORY_BEGINS), code)
        begin = min(end, THIRD_CATEGORY_BEGINS)
    if begin < end and _below(draws, FAMILY, 100) < 2:  # reported late
        late = min(end, begin + 1 + _below(draws, FAMILY, 30))
        code = SPOUSE_REPAIRED if _below(draws, FAMILY, 2) == 0 else SPOUSE_LATE
        status = _add_status(statuses, first, status, begin, late, code)
        begin = late
    return _add_status(statuses, first, status, begin, end, SPOUSE)


def _statuses(
    draws: Draws,
    statuses: Spells,
    first: int,
    jobs: Table,
    count: int,
    enters: int,
    school_ends: int,
    married: int,
    sex: int,
    age_zero: int,
) -> int:
    """All 国民年金 statuses of one person; returns the place reached."""
    draw = _below(draws, PREMIUM, 100)
    payer = STEADY if draw < 52 else OFTEN_EXEMPT if draw < 79 else PATCHY if draw < 92 else NEVER_PAYS
    draw = _below(draws, PREMIUM, 100)
    person = payer, PAID_ADDITIONAL if draw < 2 else PREPAID if draw < 30 else PAID, sex, age_zero
    month = max(age_zero + 240, NATIONAL_PENSION_BEGINS, enters)
    last = min(age_zero + 720, RECORD_END)
    missing = max(0, month - age_zero - 240)
    status = first
    for job in range(count + 1):
        stop = jobs[job, START] if job < count else last
        if month < min(stop, last):
            status = _not_employed(
                draws, statuses, first, status, month, min(stop, last), school_ends, married, person
            )
        if job < count:
            month = max(month, jobs[job, END])
    for place in range(first, status):
        code = statuses[place, CODE]
        if code in (UNPAID, COMPLEMENTARY, STUDENT, POSTPONED, SPOUSE_LATE):
            missing += statuses[place, END] - statuses[place, START]
    begins_voluntary = age_zero + 720
    if (
        payer <= OFTEN_EXEMPT
        and missing >= 6
        and month <= begins_voluntary
        and _below(draws, PREMIUM, 100) < 12
    ):
        ends = min(age_zero + 780, RECORD_END, begins_voluntary + missing)
        if count > 0 and jobs[count - 1, END] > begins_voluntary:
            ends = begins_voluntary
        code = PAID_ADDITIONAL if _below(draws, PREMIUM, 100) < 20 else PAID
        status = _add_status(statuses, first, status, begins_voluntary, ends, code)
    return status


def _fill(
    seed: np.uint64,
    first: int,
    done: int,
    birth_date: npt.NDArray[np.int32],
    sexes: npt.NDArray[np.int8],
    coverage_from: npt.NDArray[np.int32],
    bonus_from: npt.NDArray[np.int32],
    status_from: npt.NDArray[np.int32],
    coverage: Spells,
    bonuses: Spells,
    statuses: Spells,
) -> int:
    """Write people into the columns while there is room for one more; returns how many are done."""
    draws = np.zeros(PURPOSES, np.uint64)
    jobs = np.zeros((MOST_JOBS, 4), np.int64)
    while done < len(birth_date):
        spell, bonus, status = int(coverage_from[done]), int(bonus_from[done]), int(status_from[done])
        if max(spell - len(coverage), bonus - len(bonuses), status - len(statuses)) + MOST_SPELLS > 0:
            break
        _start_draws(draws, seed, first + done)
        birth, sex = _birth(draws)
        age_zero = month_of_age_zero(birth)
        school_ends = _leaves_school(draws, sex, age_zero)
        enters = 0
        if _below(draws, SCHOOLING, 100) < 3:  # came from abroad
            enters = age_zero + 12 * 19 + _below(draws, SCHOOLING, 12 * 16)
            school_ends = 0
        leaves = _leaves_at_birth(draws, sex, age_zero)
        married = max(_married_from(draws, sex, age_zero, leaves), enters)
        count = _jobs(draws, jobs, sex, age_zero, max(school_ends, enters), leaves)
        for job in range(count):
            spell, bonus = _employment(draws, coverage, spell, bonuses, bonus, jobs[job], sex, age_zero)
        status = _statuses(draws, statuses, status, jobs, count, enters, school_ends, married, sex, age_zero)
        birth_date[done], sexes[done] = birth, sex
        done += 1
        coverage_from[done], bonus_from[done], status_from[done] = spell, bonus, status
    return done
