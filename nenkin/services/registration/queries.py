"""What the screens read: whose draft this is, which step comes next, and what has been answered."""

from datetime import date, datetime
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from nenkin.registry.models import Person
from nenkin.services.registration.actions import DRAFT, KEPT_UNCONFIRMED, SHOWN, hashed
from nenkin.services.registration.models import Application
from nenkin.ui.dates import era_date

STEPS = {
    Application.KEY: ("route", "person", "mail", "wishes", "check"),
    Application.LETTER: ("route", "person", "address", "mail", "wishes", "check"),
    Application.NATIONAL_ID: ("mail", "wishes", "check"),
    "": ("route", "person", "mail", "wishes", "check"),
}


class Place(NamedTuple):
    """Where a step stands in its journey."""

    number: int
    total: int
    before: str  # the step before, empty at the first

    @property
    def beads(self) -> list[bool]:
        return [number < self.number for number in range(self.total)]


class Row(NamedTuple):
    """One answer on the page 「この内容で申し込みますか」."""

    label: str
    value: str
    step: str

    @property
    def address(self) -> str:
        return f"registration:{self.step}"


def of_browser(journey: str, browser: str, at: datetime) -> Application | None:
    """A journey, when it is this browser's and not too old."""
    application = Application.objects.filter(journey=journey, browser_hash=hashed(browser)).first()
    if application is None or (application.submitted_at is None and application.created_at < at - DRAFT):
        return None
    return application


def of_receipt(number: str, browser: str) -> Application | None:
    """An application by its number, in the browser that sent it."""
    return Application.objects.filter(receipt_number=number, browser_hash=hashed(browser)).first()


def of_link(token: str, at: datetime) -> Application | None:
    """The application of a mailed link, expired or not."""
    found = Application.objects.filter(token_hash=hashed(token)).first()
    return found if found and found.submitted_at and found.submitted_at > at - KEPT_UNCONFIRMED else None


def done_here(journey: str, browser: str) -> Application | None:
    """A confirmed application, in the browser that confirmed it."""
    confirmed = Application.objects.filter(journey=journey, confirmed_at__isnull=False)
    return confirmed.filter(done_browser_hash=hashed(browser)).first()


def shown_user_id(application: Application, at: datetime) -> str:
    """The new user ID, for half an hour; then nothing."""
    fresh = application.done_at is not None and application.done_at > at - SHOWN
    return str(application.user_id) if fresh and application.user_id else ""


def place(application: Application, step: str) -> Place:
    steps = STEPS[application.route]
    number = steps.index(step)
    return Place(number + 1, len(steps), steps[number - 1] if number else "")


def missing(application: Application) -> str:
    """The first step without its answer; empty when all are there."""
    facts = application.facts or {}
    answered = {
        "route": bool(application.route),
        "person": "basic_pension_number" in facts
        and (application.route != Application.KEY or application.proved_at is not None),
        "address": "address" in facts,
        "mail": "mail" in facts
        and bool(application.password_hash or application.route == Application.NATIONAL_ID),
        "wishes": "postal_statement" in facts,
        "check": True,
    }
    return next((step for step in STEPS[application.route] if not answered[step]), "")


def is_open(application: Application, step: str) -> bool:
    """Whether a step may be shown: nothing before it is missing."""
    steps = STEPS[application.route]
    first = missing(application)
    return step in steps and (not first or steps.index(step) <= steps.index(first))


def answers(application: Application) -> list[Row]:
    """What was answered, in the order of the steps. The key is not shown again, the number only in part."""
    facts = application.facts
    shown: list[Row] = []
    if application.route != Application.NATIONAL_ID:
        shown = [*_route_row(application), *_person_rows(facts)]
    if application.route == Application.LETTER:
        shown += _address_rows(facts)
    rows = [*shown, Row(_("メールアドレス"), facts["mail"], "mail")]
    if application.route != Application.NATIONAL_ID:
        rows.append(Row(_("パスワード"), _("決めました(ここには出しません)"), "mail"))
    postal = _("希望する") if facts["postal_statement"] else _("希望しない")
    mails = [
        name
        for name, wished in (
            (_("お知らせメール"), facts["news_mail"]),
            (_("ログイン通知メール"), facts["login_mail"]),
        )
        if wished
    ]
    rows.append(Row(_("ねんきん定期便の郵送"), postal, "wishes"))
    rows.append(Row(_("受け取るメール"), _("、").join(mails) or _("どちらも受け取らない"), "wishes"))
    return rows


def _route_row(application: Application) -> list[Row]:
    words = {
        Application.KEY: _("アクセスキーを使う"),
        Application.LETTER: _("アクセスキーを使わない(ユーザIDは手紙で届く)"),
    }
    return [Row(_("登録の方法"), words[application.route], "route")]


def _person_rows(facts: dict[str, Any]) -> list[Row]:
    number = facts["basic_pension_number"]
    sex = dict(Person.SEXES)[facts["sex"]]
    return [
        Row(_("基礎年金番号"), f"{number[:4]}-••••{number[-2:]}", "person"),
        Row(_("お名前"), f"{facts['name']}({facts['kana']})", "person"),
        Row(_("生年月日"), era_date(date.fromisoformat(facts["birth_date"])), "person"),
        Row(_("性別"), str(sex), "person"),
    ]


def _address_rows(facts: dict[str, Any]) -> list[Row]:
    code = facts["postal_code"]
    lines = [f"〒{code[:3]}-{code[3:]}" if code else "", facts["address"], facts["building"]]
    return [Row(_("住所"), " ".join(line for line in lines if line), "address")]
