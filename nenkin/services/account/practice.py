"""Practice people on the sign-in page. Outside practice mode there are none."""

import json
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from django.conf import settings

PASSWORD = "renshu-hiroba-2026"


class PracticePerson(NamedTuple):
    user_id: str
    name: str
    title: str
    story: str
    password: str = PASSWORD


def people() -> tuple[PracticePerson, ...]:
    return _people() if settings.PRACTICE else ()


@cache
def _people() -> tuple[PracticePerson, ...]:
    found = []
    for file in sorted(files("nenkin.registry").joinpath("practice").iterdir(), key=lambda file: file.name):
        if file.name.endswith(".jsonl"):
            documents = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line]
            found += [
                PracticePerson(d["person"]["id"], d["person"]["name"], d["title"], d["story"])
                for d in documents
            ]
    return tuple(found)
