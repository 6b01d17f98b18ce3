"""The language of the page that is being written: Japanese, or English where a person chose it."""

from django.utils.translation import get_language

JAPANESE, ENGLISH = "ja", "en"


def english() -> bool:
    """Whether the page is in English."""
    return get_language() == ENGLISH


def language() -> str:
    """ja or en, as a key of what is kept ready in both."""
    return ENGLISH if english() else JAPANESE
