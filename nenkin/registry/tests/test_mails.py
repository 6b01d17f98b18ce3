"""The catalogue of mails: code, texts and document name the same kinds; no text leads to the sign-in or names anybody."""

import ast
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import render_to_string

import nenkin
from nenkin.registry import outgoing
from nenkin.registry.letters import KINDS
from nenkin.registry.sent import LETTER_NAMES

PACKAGE = Path(nenkin.__file__).parent
FOLDER = PACKAGE / "registry/templates/mail"
FILES = sorted(FOLDER.glob("*.txt"))
LATER = {"news"}  # written by the services to come
FACTS = {"service_name": "わが町の年金", "link": "https://nenkin.example/abc", "minutes": 30}
CATALOGUE = dict(
    re.findall(
        r"^\| `(\w+)` \|[^|]+\| (yes|no)", (PACKAGE.parent / "docs/mails.md").read_text(), re.MULTILINE
    )
)


def kinds_in_code() -> set[str]:
    """What is given to notices.tell and outgoing.mail, anywhere but in tests."""
    found: set[str] = set()
    for path in PACKAGE.rglob("*.py"):
        if "tests" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                owner = getattr(node.func.value, "id", "")
                if (owner, node.func.attr) == ("notices", "tell"):
                    found |= words_of(node.args[1])
                if (owner, node.func.attr) == ("outgoing", "mail"):
                    found |= {w for key in node.keywords if key.arg == "kind" for w in words_of(key.value)}
    return found


def words_of(node: ast.expr) -> set[str]:
    return {part.value for part in ast.walk(node) if isinstance(part, ast.Constant)}


def text_of(path: Path) -> str:
    return render_to_string(f"mail/{path.name}", FACTS)


def test_code_texts_and_document_name_the_same_kinds():
    texts = {path.name.split(".")[0] for path in FILES}
    assert texts == set(CATALOGUE)
    assert kinds_in_code() | LATER <= texts
    assert len(kinds_in_code()) >= 15


def test_every_kind_is_there_in_both_languages():
    assert {path.name for path in FILES} == {
        f"{kind}.{language}.txt" for kind in CATALOGUE for language in ("ja", "en")
    }


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_link_is_in_three_kinds_only(path):
    kind = path.name.split(".")[0]
    text = text_of(path)
    assert len(re.findall(r"https?://", text)) == (kind in outgoing.WITH_LINK) == (CATALOGUE[kind] == "yes")
    assert not re.search(r"www\.|/login|<a ", text)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_text_takes_no_fact_about_the_person(path):
    source = path.read_text(encoding="utf-8")
    used = set(re.findall(r"{{ *(\w+)", source))
    allowed = {"service_name"} | (
        {"link", "minutes"} if path.name.split(".")[0] in outgoing.WITH_LINK else set()
    )
    assert "service_name" in used <= allowed
    assert "{% autoescape off %}" in source
    assert not re.search(r"[０-９Ａ-Ｚａ-ｚ]|[\t\r]| $", source, re.MULTILINE)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_the_subject_has_the_fixed_form_and_fits(path, db):
    kind, language, _ = path.name.split(".")
    given = {"link": FACTS["link"], "minutes": 30} if kind in outgoing.WITH_LINK else {}
    mail = outgoing.mail(kind=kind, to="hanako@renshu.example", language=language, **given)
    start = f"【{settings.SERVICE_NAME}】"
    assert mail.subject.startswith(start)
    assert 4 <= len(mail.subject.removeprefix(start)) <= 100 - 40 - 2
    assert mail.body.count(settings.SERVICE_NAME) >= 1


def test_a_link_where_there_may_be_none_is_refused(db):
    with pytest.raises(ValueError, match="has no link"):
        outgoing.mail(kind="login", to="a@renshu.example", link="https://nenkin.example/login")
    with pytest.raises(ValueError, match="needs link"):
        outgoing.mail(kind="recovery", to="a@renshu.example")


def test_every_letter_has_the_name_that_it_is_headed_with():
    assert set(LETTER_NAMES) == set(KINDS)
    for kind, name in LETTER_NAMES.items():
        assert f'"{name}"' in (PACKAGE / f"registry/letters/{kind}.ja.typ").read_text(encoding="utf-8")
