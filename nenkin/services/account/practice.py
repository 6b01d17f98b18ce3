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
    folder = files("nenkin.registry").joinpath("practice")
    lines = folder.joinpath("persons.jsonl").read_text(encoding="utf-8").splitlines()
    names = {person["id"]: person["name"] for person in (json.loads(line)["person"] for line in lines)}
    stories = json.loads(folder.joinpath("stories.json").read_text(encoding="utf-8"))
    return tuple(PracticePerson(s["id"], names[s["id"]], s["title"], s["story"]) for s in stories)
