"""What must hold on every screen: one walk through all of them, then one look for each rule."""

import re
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest

from nenkin.config.tests.test_site import all_views
from nenkin.services.account.models import PortalSession
from nenkin.ui.kept import SECRET

from .tour import Answer, elements, forms, walk

pytestmark = pytest.mark.django_db
NENKIN = Path(__file__).parents[2] / "nenkin"
NO_PAGE = {  # buttons, answers to scripts, files, and the way to another site
    "healthz",
    "language",
    "practice_letter",
    "guide:check_cookies",
    "account:alive",
    "account:extend",
    "account:freeze",
    "account:sign_out",
    "account:passkey_sign_in",
    "account:passkey_options",
    "account:passkey_add_options",
    "account:prove_options",
    "account:prove_again_options",
    "account:recovery_prove_options",
    "account:mail_give_up",
    "account:visit_end",
    "account:device_forget",
    "account:national_id_start",
    "account:national_id_callback",
    "registration:send_again",
    "registration:confirm_again",
}
FOR_SCRIPTS = {name for name in NO_PAGE if name.endswith("options")}  # a POST that a page's script makes
FILLED_IN = {  # what a field with a secret may ask a password manager for
    "password": {"current-password", "new-password"},
    "code": {"one-time-code", "off"},
    "answer": {"off"},
}
walked: list[Answer] = []
lost: dict[str, list[str]] = {}  # fields of forms that were sent too late


@pytest.fixture
def answers(hanako) -> list[Answer]:
    """All that the walk brought; it is walked once."""
    if not walked:
        answers, late = walk(hanako)
        walked.extend(answers)
        lost.update(late)
    return walked


def test_the_walk_reaches_every_address(answers):
    names = {name for name, _ in all_views()}

    assert names - {answer.name for answer in answers} == set()
    assert names - {answer.name for answer in answers if answer.is_page} == NO_PAGE


def test_the_walk_undoes_what_it_does(answers, hanako):
    assert not PortalSession.objects.filter(state="active").exists()


def test_every_personal_page_is_kept_nowhere(answers):
    """B-204. So are the pages on the way in, where a code or a card's data stand."""
    personal = [answer for answer in answers if answer.is_personal]
    on_the_way = {"sign_in", "prove", "question", "reset", "recovery_prove", "recovery_password"}
    others = [answer for answer in answers if answer.name in {f"account:{name}" for name in on_the_way}]
    steps = [answer for answer in answers if re.search("/registration/[0-9a-f]{32}/", answer.path)]
    private = personal + [answer for answer in others + steps if answer.is_page]

    assert len({answer.name for answer in personal}) > 30
    assert [answer.path for answer in private if "no-store" not in answer.headers["cache-control"]] == []


def test_a_page_that_may_be_kept_is_found(answers):
    """The control of the test above: the pages of the guide may be kept, and the look at the head sees it."""
    assert any(
        "no-store" not in answer.headers["cache-control"]
        for answer in answers
        if answer.name == "guide:index"
    )


def without_303(answers: list[Answer]) -> set[str]:
    return {
        f"{answer.name} {answer.status} {answer.typed}"
        for answer in answers
        if answer.method == "POST"
        and answer.status not in ((302, 303) if answer.typed == "late" else (303,))
        and answer.name not in FOR_SCRIPTS
    }


def test_every_form_is_answered_by_another_address(answers):
    """B-206: right, empty or nonsense — reloading what comes next sends nothing again.

    The portal of the walk has no national ID: its button stands nowhere, and the address is none.
    """
    tried = {answer.path for answer in answers if answer.typed}

    assert len(tried) > 40
    assert without_303(answers) == {"account:national_id_start 404 "}


def test_a_page_that_answers_a_form_is_found(answers):
    """The control of the test above."""
    careless = answers[0]._replace(name="some:form", method="POST", status=200, typed="empty")

    assert without_303([careless]) == {"some:form 200 empty"}


def ways_out(answer: Answer) -> list[str]:
    return [form.method for form in forms(answer) if form.action == "/logout/"]


def test_every_personal_page_has_a_way_out_that_is_a_button(answers):
    """S-253."""
    personal = [answer for answer in answers if answer.is_personal]

    assert {method for answer in personal for method in ways_out(answer) or ["none"]} == {"post"}
    assert not any('href="/logout/"' in answer.html for answer in answers)


def test_a_page_without_a_way_out_is_found(answers):
    """The control of the test above."""
    page = next(answer for answer in answers if answer.is_personal)

    assert ways_out(page._replace(html=page.html.replace("/logout/", "/elsewhere/"))) == []


def secret_fields(answers: list[Answer]) -> dict[str, tuple[str, Element]]:
    """Each field that holds a secret, by the screen and its name, with the rule that it falls under."""
    found = {}
    for answer in answers:
        for form in forms(answer) if answer.is_page else []:
            for field in form.fields:
                kind = SECRET.search(field.get("name"))
                if kind or field.get("type") == "password":
                    found[f"{answer.name} {field.get('name')}"] = (
                        kind.group() if kind else "password",
                        field,
                    )
    return found


def blocks_managers(rule: str, field: Element) -> bool:
    """Whether a password manager or the clipboard would be kept from a field."""
    wrong = field.get("autocomplete") not in FILLED_IN[rule]
    hidden = rule == "password" and field.get("type") != "password"
    cut = rule == "password" and field.get("maxlength") is not None  # a browser would cut it in silence
    deaf = any(
        field.get(name) is not None for name in ("readonly", "disabled", "onpaste", "oncopy", "ondrop")
    )
    return wrong or hidden or cut or deaf


def test_no_secret_field_keeps_password_managers_out(answers):
    """S-228, over all secret fields of all screens; pasting itself is tried in a browser."""
    fields = secret_fields(answers)

    assert len(fields) >= 10, fields.keys()
    assert [name for name, (rule, field) in fields.items() if blocks_managers(rule, field)] == []


@pytest.mark.parametrize(
    "field",
    [
        '<input name="password" type="password" autocomplete="off">',
        '<input name="password" type="text" autocomplete="current-password">',
        '<input name="password" type="password" autocomplete="new-password" maxlength="20">',
        '<input name="password" type="password" autocomplete="new-password" onpaste="return false">',
    ],
)
def test_a_field_that_keeps_them_out_is_found(field):
    """The control of the test above."""
    [element] = [element for element in elements(field) if element.tag == "input"]

    assert blocks_managers("password", element)


def test_no_script_listens_to_pasting():
    """S-228: handlers can come from scripts too."""
    scripts = list(NENKIN.rglob("static/**/*.js"))

    assert scripts
    assert [
        path.name
        for path in scripts
        if re.search("paste|beforeinput|preventDefault\\(\\).*clip", path.read_text())
    ] == []


def test_no_key_of_a_session_is_in_a_page_or_an_address(answers, hanako, page, caplog):
    """S-247: keys of sessions, devices and forms are canaries, looked for in addresses, pages and logs."""
    caplog.set_level("DEBUG")
    addresses, pages = [], []
    page.post("/login/", {"user_id": "hanako", "password": "hanako-no-aikotoba"})
    for path in (
        "/",
        "/records/",
        "/records/month/2020-01",
        "/settings/",
        "/settings/visits/",
        "/no-such-page",
    ):
        answer = page.client.get(path)
        addresses.append(answer.get("Location", ""))
        pages.append(answer.content.decode())
    keys = [cookie.value for name, cookie in page.client.cookies.items() if name != "nenkin-csrf"]
    keys += [part for key in keys for part in key.split(".")]

    assert len(keys) >= 4
    assert [key for key in keys if key in "".join(addresses) + "".join(pages) + caplog.text] == []
    assert (
        re.search("token|session|nenkin=", "".join(answer.path for answer in answers if answer.is_personal))
        is None
    )
    assert 'name="csrfmiddlewaretoken"' in "".join(pages), "the control: what is in a page is found there"


def back_links(answer: Answer) -> list[str]:
    """Where the links ‹ …戻る lead."""
    links = [element for element in elements(answer.html) if element.tag == "a"]
    return [link.get("href") for link in links if "戻る" in "".join(link.itertext())]


def test_a_link_back_leads_to_a_page_and_not_to_the_history(answers):
    """B-208: the step before is known to the server; the same page, with the same entries, as the browser's Back."""
    found = {answer.name: back_links(answer) for answer in answers if answer.is_page and back_links(answer)}
    known = {answer.path.partition("?")[0] for answer in answers if answer.is_page}

    assert len(found) >= 12
    assert [
        name for name, links in found.items() if not {link.partition("?")[0] for link in links} <= known
    ] == []
    scripts = "".join(path.read_text(encoding="utf-8") for path in NENKIN.rglob("static/**/*.js"))
    assert not re.search(r"history\.(back|go|pushState)|touch(start|move|end)|overscroll", scripts)  # B-209


def test_nothing_of_a_form_that_was_sent_too_late_is_lost(answers):
    """A-027: every form of every personal page, after the idle limit; secrets are never kept."""
    assert len(lost) >= 8, lost.keys()
    assert {name: fields for name, fields in lost.items() if fields} == {}
