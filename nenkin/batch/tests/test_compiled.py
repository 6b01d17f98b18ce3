"""The copies of the law's functions, and where their machine code is kept."""

import subprocess
import sys

import numpy as np
import pytest

from nenkin.batch import compiled
from nenkin.batch.compiled import as_array, came_from_disk, compile_rule
from nenkin.law import rounding
from nenkin.law.calendar import month_of_age_zero, year_month_day

CALENDAR = (0,) * 12
SHORT = (1, 2, 3)


def nth(place):
    return CALENDAR[place] + SHORT[place] + half(place)


def half(number):
    return number // 2


def through_a_module(number):
    return rounding.round_to_yen(number, 2)


def test_a_copy_computes_what_the_original_does():
    copy = compile_rule(month_of_age_zero)
    days = range(693_596, 767_000, 101)
    assert [copy(day) for day in days] == [month_of_age_zero(day) for day in days]


def test_the_original_is_left_as_it_was():
    before = month_of_age_zero.__globals__["year_month_day"]
    compile_rule(month_of_age_zero)
    assert before is year_month_day is month_of_age_zero.__globals__["year_month_day"]


def test_functions_of_its_own_module_and_long_tuples_come_along():
    assert compile_rule(nth)(2) == nth(2) == 4


def test_globals_can_be_replaced():
    assert compile_rule(nth, replace={"half": lambda number: 100})(2) == 103


def test_a_rule_that_reaches_into_a_module_is_refused_with_a_hint():
    with pytest.raises(TypeError, match="import the function itself"):
        compile_rule(through_a_module)
    with pytest.raises(TypeError, match="not a plain function"):
        compile_rule(len)


@pytest.mark.parametrize(
    ("value", "dtype"),
    [
        (tuple(range(20)), np.int32),
        (tuple(range(2**40, 2**40 + 20)), np.int64),
        (((1, 2),) * 20, np.int32),
    ],
)
def test_long_tuples_of_numbers_become_arrays(value, dtype):
    array = as_array(value)
    assert array.dtype == dtype
    assert array.tolist() == [list(row) if isinstance(row, tuple) else row for row in value]


@pytest.mark.parametrize(
    "value", [(1, 2), ("a",) * 20, ((1,), (1, 2)) * 10, (True,) * 20, [1] * 20, "a" * 20, (1, (1,)) * 9]
)
def test_everything_else_stays(value):
    assert as_array(value) is value


SCRIPT = """
from nenkin.batch import compiled
from nenkin.law.calendar import month_of_age_zero
copy = compiled.compile_rule(month_of_age_zero, disk_key="test")
copy(719163)
print(compiled.came_from_disk(copy))
"""


def run(folder):
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        env={"XDG_CACHE_HOME": str(folder), "PATH": ""},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_machine_code_is_kept_for_the_next_process(tmp_path):
    assert (run(tmp_path), run(tmp_path)) == ("False", "True")


def test_without_a_place_to_write_it_is_made_each_time(tmp_path):
    nowhere = tmp_path / "file"
    nowhere.write_text("")
    assert (run(nowhere), run(nowhere)) == ("False", "False")


def test_another_source_or_name_has_another_folder(monkeypatch):
    before = compiled._folder("a")
    assert compiled._folder("b") != before
    monkeypatch.setattr(compiled, "_hash_of_sources", lambda: "other")
    assert compiled._folder("a") != before


def test_what_is_not_kept_did_not_come_from_disk():
    copy = compile_rule(half)
    copy(2)
    assert not came_from_disk(copy)
