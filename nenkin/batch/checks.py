"""The checks of the law on many people: `nenkin.law.checks.impossible`, compiled."""

from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from nenkin.batch.compiled import Compiled, as_array, compile_rule, lent
from nenkin.batch.people import People, career_slice, read_only
from nenkin.law.checks import GRADES, Grades, impossible
from nenkin.law.faults import UNEVEN_LISTS


def first_faults(people: People) -> npt.NDArray[np.int32]:
    """For every person the reason (see `nenkin.law.faults`) of the first fault; 0: the record can be computed."""
    faults = np.zeros(people.size, np.int32)
    grades = Grades(*(as_array(column) for column in GRADES))  # type: ignore[arg-type]
    _compiled_loop()(faults, grades, read_only(people.columns))
    faults[list(people.uneven)] = UNEVEN_LISTS
    return faults


@cache
def _compiled_loop() -> Compiled:
    return compile_rule(_loop, disk_key="checks")


def _loop(faults: npt.NDArray[np.int32], grades: Grades, columns: Any) -> None:
    people = lent(columns)
    for person in range(len(faults)):
        found = impossible(career_slice(people, person), grades)
        if len(found) > 0:
            faults[person] = found[0][0]
