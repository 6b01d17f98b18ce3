"""The synthetic population: the same people for the same seed, and possible ones."""

from collections import Counter
from datetime import date

import numpy as np
import pytest

from nenkin.batch.checks import first_faults
from nenkin.batch.people import careers
from nenkin.batch.population import RECORD_END, chunks, people
from nenkin.law.career import FEMALE, KINDS, MALE, SIGNS
from nenkin.law.record import check_career


def bytes_of(lives):
    return [column.tobytes() for column in (lives.ids, *lives.columns)]


def test_a_seed_gives_the_same_people_byte_for_byte():
    assert bytes_of(people(7, 0, 3_000)) == bytes_of(people(7, 0, 3_000))
    assert bytes_of(people(7, 0, 3_000)) != bytes_of(people(8, 0, 3_000))


@pytest.mark.parametrize(("first", "count"), [(0, 1), (1, 1), (17, 300), (1_999, 1), (1_000, 1_000)])
def test_any_range_can_be_made_alone(first, count):
    alone = list(careers(people(7, first, count)))
    assert alone == list(careers(people(7, 0, 2_000)))[first : first + count]


def test_chunks_are_the_same_people():
    lives = [person for chunk in chunks(7, 1_000, 300, first=50) for person in careers(chunk)]
    assert lives == list(careers(people(7, 50, 1_000)))


def test_a_far_index_and_a_large_seed_work():
    lives = people(2**63, 10**12, 2)
    assert lives.ids.tolist() == [10**12, 10**12 + 1]
    assert first_faults(lives).tolist() == [0, 0]


def test_every_person_is_possible():
    lives = people(2026, 0, 100_000)
    assert np.count_nonzero(first_faults(lives)) == 0
    few = people(2026, 0, 1_000)
    assert [check_career(career, person) for person, career in careers(few)] == [()] * 1_000


def test_the_nation_has_everybody():
    lives = people(2026, 0, 100_000)
    columns = lives.columns
    years = {date.fromordinal(int(day)).year for day in columns.birth_date}
    assert (min(years), max(years)) == (1946, 2006)
    assert set(columns.sex.tolist()) == {MALE, FEMALE}
    assert set(columns.coverage_kind.tolist()) == set(KINDS)
    assert {SIGNS[code] for code in set(columns.status_code.tolist())} >= set("ABPUYZ*+-$Dサシセアイツフ合")
    assert (columns.coverage_end == RECORD_END).any()
    assert (columns.status_end == RECORD_END).any()


def test_it_is_roughly_a_nation():
    lives = people(2026, 0, 50_000)
    columns = lives.columns
    spells = np.diff(columns.coverage_from)
    assert 12 < spells.mean() < 22
    assert 14 < np.diff(columns.bonus_from).mean() < 26
    assert 2 < np.diff(columns.status_from).mean() < 6
    men = Counter(columns.sex.tolist())[MALE] / lives.size
    assert 0.47 < men < 0.52
    in_2020 = (columns.coverage_start <= 2020 * 12 + 6) & (columns.coverage_end > 2020 * 12 + 6)
    sex = np.repeat(columns.sex, spells)
    for one, mean in ((MALE, 355), (FEMALE, 246)):  # thousand yen, published for the fiscal year
        assert abs(columns.coverage_pay[in_2020 & (sex == one)].mean() / mean - 1) < 0.1
