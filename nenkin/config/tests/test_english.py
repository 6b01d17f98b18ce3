"""English pages: nothing Japanese is left in them but names, 和暦 and what says that it is Japanese."""

import re

import html5lib
import pytest
from django.conf import settings
from django.urls import reverse

from nenkin.config.tests.test_site import all_views
from nenkin.law.eras import eras

JAPANESE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff々〆ー]+")
SPOKEN = ("alt", "aria-label", "content", "data-l", "placeholder", "title", "value")
ERA_YEAR = re.compile(f"(?:{'|'.join(era.name for era in eras())})(?:元|[0-9]+)年度?")
ALLOWED = ("見本 花子", "ミホン ハナコ", "年金 太郎", "日本語", settings.SERVICE_NAME, "架空商事")
NO_ARGUMENTS = sorted(name for name, arguments in all_views() if not arguments)


def japanese_in(html: str) -> list[str]:
    """Japanese that a reader of English would meet."""
    found: list[str] = []

    def look(text: str) -> None:
        for name in ALLOWED:
            text = text.replace(name, "")
        found.extend(JAPANESE.findall(ERA_YEAR.sub("", text)))

    def walk(element, inside_japanese: bool) -> None:
        language = element.get("lang")
        inside_japanese = language == "ja" if language else inside_japanese
        if not inside_japanese and element.tag not in ("script", "style"):
            look(element.text or "")
            for name in SPOKEN:
                if not (name == "value" and element.get("type") in ("hidden", "radio", "checkbox", None)):
                    look(element.get(name, ""))
        for child in element:
            if isinstance(child.tag, str):
                walk(child, inside_japanese)
            if not inside_japanese:
                look(child.tail or "")

    walk(html5lib.parse(html, namespaceHTMLElements=False), False)
    return found


@pytest.fixture
def english(page):
    page.client.cookies[f"{settings.DISPLAY_COOKIE_NAME}-language"] = "en"
    return page


@pytest.mark.django_db
@pytest.mark.parametrize("name", NO_ARGUMENTS)
@pytest.mark.parametrize("signed_in", [True, False])
def test_a_page_in_english_has_no_japanese(english, hanako, name, signed_in):
    if signed_in:
        english.sign_in(hanako)
    response = english.client.get(reverse(name), follow=True)
    if not response.get("Content-Type", "").startswith("text/html"):
        return
    html = response.content.decode()

    assert not html or '<html lang="en"' in html
    assert japanese_in(html) == []
