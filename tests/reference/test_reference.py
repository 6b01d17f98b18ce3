"""The second opinion itself, against published figures and sums done by hand."""

from datetime import date
from fractions import Fraction

import pytest

from nenkin.law.career import FEMALE, GENERAL, MALE, MINER, SEAMAN, SIGNS, STATE, STATUS_OF_SIGN, Career
from tests.reference import tables
from tests.reference.lifetime import (
    EXEMPT_CLASSES,
    SIGN_CLASS,
    attain_month,
    credited_months,
    reference_estimate,
)
from tests.reference.strategies import faults, random_case

FY2021, FY2023, FY2024, FY2025, FY2026 = (date(year, 11, 24) for year in (2021, 2023, 2024, 2025, 2026))


def month(text):
    return tables.month_of(text)


def person(birth, coverage=(), bonuses=(), statuses=(), sex=MALE, end="2026-10"):
    """A career from rows (start, months or None for still going on, …)."""
    stop = month(end)

    def columns(rows, width):
        spells = [(month(s), month(s) + length if length else stop, *rest) for s, length, *rest in rows]
        return list(zip(*spells, strict=True)) or [()] * width

    coverages = columns(coverage, 4)
    signs = columns([(*row[:-1], STATUS_OF_SIGN[row[-1]]) for row in statuses], 3)
    paid = list(zip(*[(month(m), *rest) for m, *rest in bonuses], strict=True)) or [()] * 3
    return Career(date.fromisoformat(birth).toordinal(), sex, stop, *coverages, *paid, *signs)


def test_every_sign_of_the_record_sheet_has_one_class():
    assert set(SIGN_CLASS) == set(SIGNS)


@pytest.mark.parametrize(
    ("birth", "attained_20"),
    [
        ("1990-04-01", "2010-03"),
        ("1990-04-02", "2010-04"),
        ("2000-02-29", "2020-02"),
        ("2000-03-01", "2020-02"),
    ],
)
def test_an_age_is_attained_on_the_eve_of_the_birthday(birth, attained_20):
    assert attain_month(date.fromisoformat(birth), 240) == month(attained_20)


@pytest.mark.parametrize(
    ("months", "credited"),  # published: gv-e62aedfa, 3567fc32, 8e372c92, 3a149dd6, d88d1b15, 8e26f7fd
    [
        ({"quarter_after": 480}, 420),
        ({"quarter_after": 600}, 465),
        ({"paid": 400, "quarter_after": 200}, 480),
        ({"full_after": 600}, 240),
        ({"half_before": 12, "half_after": 12}, 17),
        ({"three_quarters_before": 8, "three_quarters_after": 8}, 9),
    ],
)
def test_published_credited_months(months, credited):
    counts = dict.fromkeys(["paid"] + [name for name, _, _ in EXEMPT_CLASSES], 0) | months
    assert credited_months(counts, 480) == credited


def test_published_basic_pension_of_452_months():  # gv-cf1ba2ad
    estimate = reference_estimate(person("1962-05-10", statuses=[("1982-05", 452, "A")]), FY2026)
    assert (estimate["basic"], estimate["total_at_start"]) == (797_874, 797_874)


def test_published_additional_pension_with_voluntary_months():  # gv-246c3d6f
    career = person("1960-01-20", statuses=[("1986-09", 199, "A"), ("2003-04", 239, "B")])
    estimate = reference_estimate(career, FY2024)
    assert (estimate["basic"], estimate["additional"]) == (744_600, 47_800)
    assert estimate["total_at_start"] == 792_400


def test_published_early_start_of_basic_and_additional_pension():  # gv-e7f91247
    career = person("1962-04-02", statuses=[("1982-04", 240, "B"), ("2002-04", 207, "A")])
    estimate = reference_estimate(career, FY2023, basic_start=720, employees_start=720)
    assert estimate["basic"] == 740_344
    assert estimate["total_at_start"] == 599_141


def test_published_deferral_of_the_full_basic_pension():  # gv-0a3bcae6
    career = person("1961-05-10", statuses=[("1981-05", 480, "A")])
    assert reference_estimate(career, FY2026, basic_start=840)["basic_paid"] == 1_203_166


@pytest.mark.parametrize(
    ("as_of", "birth", "start", "months", "at_20_to_59", "addition"),  # gv-f4dfd36c, gv-251832f5
    [
        (FY2026, "1961-05-10", "1983-09", 512, 452, 49_806),
        (FY2021, "1955-05-10", "1978-05", 480, 444, 59_108),
    ],
)
def test_published_transitional_addition(as_of, birth, start, months, at_20_to_59, addition):
    part = reference_estimate(person(birth, coverage=[(start, months, GENERAL, 200)]), as_of)[
        "employees_at_65"
    ][1]
    assert (part["counted"], part["months_20_60"]) == (months, at_20_to_59)
    assert part["transitional"] == addition


def test_published_estimate_in_which_the_protected_amount_wins():  # gv-f0b79455, 121,284 by the current formula
    career = person("1975-06-15", coverage=[("2025-06", None, GENERAL, 200)], end="2025-09")
    estimate = reference_estimate(career, FY2025)
    part = estimate["employees_at_65"][1]
    assert (part["average_after"], part["protected_average_after"]) == (184_400, 166_800)
    assert (part["current"], part["protected"], part["transitional"]) == (121_284, 122_516, 155)
    assert estimate["employees_from_65"][1] == 122_671


def test_a_model_career_of_480_months_has_the_published_basic_part():  # gv-e2ba4668: 70,608 a month
    estimate = reference_estimate(person("1961-05-10", coverage=[("1981-05", 480, GENERAL, 455)]), FY2026)
    assert (estimate["basic"], estimate["basic"] // 12) == (847_300, 70_608)
    assert estimate["employees_at_65"][1]["transitional"] == 1766 * 480 - 847_300


@pytest.mark.parametrize(
    ("birth", "sex", "age"),  # gv-1f08ba3f, gv-70522ee0, gv-dbfcd8e6
    [
        ("1952-06-01", MALE, 60), ("1953-06-01", MALE, 61), ("1955-06-01", MALE, 62), ("1957-06-01", MALE, 63),
        ("1959-06-01", MALE, 64), ("1961-04-01", MALE, 64), ("1961-04-02", MALE, 65), ("1964-04-01", FEMALE, 63),
        ("1966-04-01", FEMALE, 64), ("1966-04-02", FEMALE, 65),
    ],
)  # fmt: skip
def test_published_start_ages(birth, sex, age):
    assert tables.special_start_age(date.fromisoformat(birth), 1, sex == FEMALE) == age * 12


def test_a_seaman_across_1986_by_hand():
    """Average 281,200 over 12 real months; 6 × 4/3 + 6 × 6/5 = 15.2 counted months."""
    career = person("1961-05-10", [("1985-10", 12, SEAMAN, 200)], statuses=[("1986-10", 200, "A")])
    part = reference_estimate(career, FY2026)["employees_at_65"][1]
    assert part["counted"] == Fraction(152, 10)
    assert (part["average_before"], part["protected_average_before"]) == (281_200, 244_000)
    assert (part["current"], part["protected"]) == (30_454, 30_097)  # 30,453.96 and 30,096.912


def test_mutual_aid_months_before_1985_10_have_their_own_rate():
    state = person("1961-05-10", [("1985-09", 1, STATE, 100)])
    general = person("1961-05-10", [("1985-09", 1, GENERAL, 100)])
    assert reference_estimate(state, FY2026)["employees_at_65"][2]["protected_average_before"] == 122_000
    assert reference_estimate(general, FY2026)["employees_at_65"][1]["protected_average_before"] == 129_000


@pytest.mark.parametrize(
    ("months", "average"),
    [
        (54, 265_828),  # 20,000 × (6 × 13.96 + 12 × 13.66 + 13 × 13.47 + 5 × 11.14) ÷ 36
        (53, 263_517),  # 35 of them from 1957-10: the latest 36, (10,000 × 13.96 + 20,000 × 467.35) ÷ 36
        (35, 205_520),  # fewer than 36: all, (10,000 × 13.96 × 18 + 20,000 × 234.02) ÷ 35
    ],
)
def test_36_months_from_1957_10_leave_older_months_out_of_the_average(months, average):
    coverage = [("1956-04", 18, GENERAL, 3), ("1957-10", months - 18, GENERAL, 20)]
    career = person("1940-04-02", coverage, statuses=[("1961-04", 200, "A")])
    part = reference_estimate(career, FY2026)["employees_at_65"][1]
    assert (part["months_before"], part["protected_average_before"]) == (months, average)


def test_the_minimum_average_lifts_the_current_formula_only():
    """70,477 × 1.085 = 76,467.5; the protected average stays 10,000 × 1.22."""
    career = person("1961-05-10", [("1986-04", 12, MINER, 10)])
    part = reference_estimate(career, FY2026)["employees_at_65"][1]
    assert (part["average_before"], part["protected_average_before"]) == (76_468, 12_200)


def test_a_claim_before_the_special_start_age_reduces_each_part_by_its_own_months():
    """0.005 × (1,175,967 × 48 + 380 × 60) = 282,346.08: 64 is the start age of a man born on 1961-04-01."""
    coverage, bonuses = [("1979-04", 504, GENERAL, 300)], [("2003-07", 800, GENERAL)]
    career = person("1961-04-01", coverage, bonuses)
    estimate = reference_estimate(career, FY2026, basic_start=720, employees_start=720)
    part = estimate["employees_at_claim"][1]
    assert (part["counted"], part["proportional"], part["transitional"]) == (503, 1_175_967, 380)
    assert estimate["employees_reduction"][1] == 282_346
    assert estimate["basic_reduction"] == 254_190  # 847,300 × 0.3


@pytest.mark.parametrize(
    ("sign", "paid", "deferred", "additional"),
    [
        ("サ", 451, 29, 0),
        ("*", 451, 0, 0),
        ("B", 480, 0, 480),
        ("+", 480, 0, 0),
        ("-", 451, 0, 0),
        ("/", 0, 0, 0),
    ],
)
def test_an_open_status_goes_on_to_60(sign, paid, deferred, additional):
    career = person("2004-05-10", statuses=[("2024-05", None, sign)])
    estimate = reference_estimate(career, FY2026, until_age_months=780)
    assert (estimate["paid"], estimate["deferred"], estimate["additional_months"]) == (
        paid,
        deferred,
        additional,
    )


def test_open_coverage_goes_on_with_last_years_bonuses():
    """457 months to 2064-04 with 38 June bonuses: 0.921 × (300,000 + 600,000 × 38 ÷ 457) = 322,249.2."""
    career = person("2004-05-10", [("2026-04", None, GENERAL, 300)], [("2026-06", 600, GENERAL)])
    part = reference_estimate(career, FY2026)["employees_at_65"][1]
    assert (part["months_after"], part["average_after"]) == (457, 322_249)


def test_a_month_of_two_records_counts_once():
    career = person(
        "1961-05-10",
        coverage=[("1990-04", 120, GENERAL, 200), ("1995-04", 120, STATE, 200)],
        statuses=[("1985-04", 120, "B")],
    )
    estimate = reference_estimate(career, FY2026)
    assert (estimate["paid"], estimate["employees_months"], estimate["additional_months"]) == (240, 180, 60)
    assert [part["counted"] for part in estimate["employees_at_65"].values()] == [120, 120, 0, 0]


def test_119_months_give_nothing_and_120_give_a_pension():
    short, enough = (person("1961-05-10", statuses=[("1990-04", length, "A")]) for length in (119, 120))
    assert reference_estimate(short, FY2026)["reason"] == "not enough months"
    assert reference_estimate(short, FY2026)["total_at_start"] == 0
    assert reference_estimate(enough, FY2026)["total_at_start"] == 211_825  # 847,300 ÷ 4


@pytest.mark.parametrize(
    ("birth", "starts", "reason"),
    [
        ("1961-05-10", (719, 719), "start before 60"),
        ("1961-05-10", (720, 780), "early start of one pension alone"),
        ("1961-05-10", (780, 791), "start between 65 and 66"),
        ("1961-05-10", (901, 780), "start after the latest age"),
        ("1952-04-01", (841, 780), "start after the latest age"),
        ("1952-04-02", (900, 900), ""),
        ("1926-04-01", (780, 780), "born under the old law"),
    ],
)
def test_impossible_starts_are_refused(birth, starts, reason):
    career = person(birth, statuses=[("1986-04", 120, "A")])
    assert reference_estimate(career, FY2026, 720, *starts)["reason"] == reason


def test_random_careers_are_sound_and_repeatable():
    for seed in range(300):
        assert faults(random_case(seed).career) == []
    assert random_case(7) == random_case(7)
