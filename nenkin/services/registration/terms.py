"""利用規約: one file a version and language, `templates/registration/terms/<version>.<language>.html`.

A version once published is never edited; a change is a new file with a summary of what changed.
"""

from datetime import date
from typing import NamedTuple


class Version(NamedTuple):
    number: str
    published_on: date

    def template(self, language: str) -> str:
        return f"registration/terms/{self.number}.{language}.html"


VERSIONS = (Version("1", date(2026, 11, 24)),)  # oldest first


def current() -> Version:
    """The version people agree to now."""
    return VERSIONS[-1]


def version(number: str) -> Version | None:
    """A version by its number, however old."""
    return next((each for each in VERSIONS if each.number == number), None)
