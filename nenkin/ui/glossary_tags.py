"""A word of the 年金用語集 inside a page: a link to its meaning, which stands in the help column of the same page.

No tooltip, no script: the link is reached by touch and by keyboard, the browser's Back leads to where one was.
"""

from typing import Any

from django.http import HttpRequest
from django.template import Context
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from nenkin.ui import glossary
from nenkin.ui.language import english


def term(context: Context, name: str, shown: str = "") -> SafeString:
    """{% term "標準報酬月額" %} or {% term "免除" "免除の月" %}. A word that is not in the file raises KeyError."""
    word = glossary.words()[name]
    used = _used(context.get("request"))
    used[name] = word
    page = "" if context.get("request") else reverse("guide:words")
    return format_html(
        '<a class="term" href="{}#{}">{}</a>',
        page,
        word.fragment,
        word.english if english() else shown or name,
    )


def words(context: Context, *names: str) -> dict[str, Any]:
    """{% words %} in the help column: every word that `term` has linked so far, then those named here."""
    used = dict(_used(context.get("request")))
    used.update({name: glossary.words()[name] for name in names})
    return {"words": list(used.values()), "display": context.get("display")}


def _used(request: HttpRequest | None) -> dict[str, glossary.Word]:
    """The words of this page so far. They hang on the request, since an included template has a context of its own."""
    if request is None:
        return {}
    used: dict[str, glossary.Word] = request.__dict__.setdefault("_words", {})
    return used
