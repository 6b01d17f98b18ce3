"""Practice people: on the sign-in page, with the password to type. Outside practice mode there are none."""

import json
from functools import cache
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.utils import timezone

import nenkin.registry
from nenkin.law.record_json import read_lines
from nenkin.registry import careers, contacts
from nenkin.services.account.models import Account
from nenkin.ui.language import ENGLISH, JAPANESE, language

PASSWORD = "renshu-hiroba-2026"
FOLDER = Path(nenkin.registry.__file__).parent / "practice"


class PracticePerson(NamedTuple):
    user_id: str
    name: str
    titles: dict[str, str]
    stories: dict[str, str]
    password: str = PASSWORD

    @property
    def title(self) -> str:
        """In the language of the page."""
        return self.titles[language()]

    @property
    def story(self) -> str:
        return self.stories[language()]


def people() -> tuple[PracticePerson, ...]:
    return _people() if settings.PRACTICE else ()


@cache
def _people() -> tuple[PracticePerson, ...]:
    with (FOLDER / "persons.jsonl").open("rb") as stream:
        names = {line.record.id: line.record.document["person"]["name"] for line in read_lines(stream)}
    stories = json.loads((FOLDER / "stories.json").read_text(encoding="utf-8"))
    return tuple(
        PracticePerson(
            user_id=story["id"],
            name=names[story["id"]],
            titles={JAPANESE: story["title"], ENGLISH: story["title_en"]},
            stories={JAPANESE: story["story"], ENGLISH: story["story_en"]},
        )
        for story in stories
    )


def load() -> int:
    """Store the practice people and give an account to those who have none. Returns how many were new."""
    there = set(Account.objects.values_list("user_id", flat=True))
    added = 0
    with (FOLDER / "persons.jsonl").open("rb") as stream:
        for line in read_lines(stream):
            stored = careers.store(line.record, reason="練習用の記録", source="practice")
            if line.record.id not in there:
                account = Account.objects.create_account(
                    user_id=line.record.id, person=stored.person, password=PASSWORD
                )
                Account.objects.filter(pk=account.pk).update(mail=f"{account.user_id}@renshu.example")
                added += 1
    with (FOLDER / "contacts.jsonl").open(encoding="utf-8") as stream:
        list(
            contacts.load(stream, at=timezone.now())
        )  # of those who are loaded; the same again changes nothing
    return added
