"""ご利用登録の画面。"""

import re
import secrets
import time
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nenkin.registry import budget
from nenkin.services.registration import actions, practice, queries, terms, throttle, user_ids
from nenkin.services.registration.forms import (
    AddressForm,
    KeyForm,
    MailForm,
    PersonForm,
    RouteForm,
    StatusForm,
    WishesForm,
)
from nenkin.services.registration.models import Application
from nenkin.ui import kept

BROWSER = "registration_browser"
CARD = "national_id"  # whose card was read, put there by the sign-in with the national ID
CARD_FACTS = ("issuer", "subject", "name", "kana", "birth_date", "sex", "address")
CARD_SECONDS = 30 * 60
JOURNEY = re.compile("[0-9a-f]{32}")

View = Callable[..., HttpResponseBase]


def open_page(view: View) -> View:
    """A page of the path: open to all, kept in no cache, its fields in no error report."""
    guarded: View = require_http_methods(["GET", "HEAD", "POST"])(view)
    return login_not_required(never_cache(sensitive_post_parameters()(guarded)))


def step(name: str) -> Callable[[View], View]:
    """A step of a journey: in the browser that began it, in its turn, and only while it is a draft."""

    def decorate(view: View) -> View:
        @open_page
        @wraps(view)
        @sensitive_variables()
        def in_turn(request: HttpRequest, journey: str) -> HttpResponseBase:
            application = _application(request, journey)
            if application is None:
                return _gone(request, journey)
            if application.submitted_at:
                return _to("receipt", journey)
            if not queries.is_open(application, name):
                return _to(queries.missing(application) or "check", journey)
            return view(request, application)

        return in_turn

    return decorate


@login_not_required
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """はじめに: what one needs, how long it takes, the three ways."""
    return render(
        request,
        "registration/start.html",
        {"newcomers": practice.newcomers(), "national_id": settings.NATIONAL_ID_ISSUER},
    )


@open_page
def terms_page(request: HttpRequest) -> HttpResponse:
    """利用規約。同意すると始まる。"""
    if request.method == "POST":
        journey = request.POST.get("journey", "")
        if request.POST.get("agree") != "yes":
            return HttpResponseRedirect(resolve_url("registration:declined"), status=303)
        if not JOURNEY.fullmatch(journey):
            return HttpResponseRedirect(request.path, status=303)
        try:
            actions.begin(journey=journey, **_beginning(request))
        except PermissionError:
            return HttpResponseRedirect(request.path, status=303)
        return _to("route", journey)
    _browser(request)
    return render(request, "registration/terms.html", _terms(terms.current()))


@login_not_required
@require_safe
def terms_version(request: HttpRequest, number: str) -> HttpResponse:
    """A version of the terms, to read."""
    version = terms.version(number)
    if version is None:
        raise Http404
    return render(request, "registration/terms_version.html", _terms(version))


@login_not_required
@require_safe
def declined(request: HttpRequest) -> HttpResponse:
    """同意しない: the path ends here, and nothing was kept."""
    return render(request, "registration/declined.html")


@step("route")
def route(request: HttpRequest, application: Application) -> HttpResponse:
    """アクセスキーを使うか。"""
    form = kept.form(request, RouteForm, initial={"route": application.route})
    if request.method == "POST":
        if not form.is_valid():
            return kept.again(request, form)
        actions.choose_route(application, form.cleaned_data["route"])
        return _onward(request, application)
    return _page(request, application, "route", form)


@step("person")
def person(request: HttpRequest, application: Application) -> HttpResponse:
    """だれか。With a key, the answer comes at once, and tells nothing to somebody without it."""
    form_class = KeyForm if application.route == Application.KEY else PersonForm
    form = kept.form(request, form_class, initial=application.facts)
    if request.method == "POST":
        if not form.is_valid():
            return kept.again(request, form)
        source = budget.source_of(request)
        outcome = actions.keep_person(application, facts=form.facts(), source=source, at=timezone.now())
        if outcome.code != actions.PROVED:
            form.add_error(None, _words(outcome))
            return kept.again(request, form)
        return _onward(request, application)
    return _page(request, application, "person", form)


@step("address")
def address(request: HttpRequest, application: Application) -> HttpResponse:
    """住所。The letter goes to the address on record, whatever is typed here."""
    form = kept.form(request, AddressForm, initial=application.facts)
    if request.method == "POST":
        if not form.is_valid():
            return kept.again(request, form)
        actions.keep(application, **form.facts())
        return _onward(request, application)
    return _page(request, application, "address", form)


@step("mail")
def mail(request: HttpRequest, application: Application) -> HttpResponse:
    """メールアドレスとパスワード。"""
    options = {
        "facts": application.facts,
        "asks": application.route != Application.NATIONAL_ID,
        "chosen": bool(application.password_hash),
    }
    form = kept.form(request, MailForm, initial=application.facts, **options)
    if request.method == "POST":
        if not form.is_valid():
            return kept.again(request, form)
        values = form.cleaned_data
        password = values.get("password", "")
        until = throttle.new_password(budget.source_of(request)) if password else None
        if until:
            form.add_error(None, _words(actions.Outcome(actions.WAIT, until)))
            return kept.again(request, form)
        actions.keep_mail(application, mail=values["mail"], password=password)
        return _onward(request, application)
    return _page(request, application, "mail", form)


@step("wishes")
def wishes(request: HttpRequest, application: Application) -> HttpResponse:
    """郵送とメールの希望。"""
    initial = dict(application.facts)
    if "postal_statement" in initial:
        initial["postal_statement"] = "yes" if initial["postal_statement"] else "no"
    form = kept.form(request, WishesForm, initial=initial)
    if request.method == "POST":
        if not form.is_valid():
            return kept.again(request, form)
        actions.keep(application, **form.facts())
        return _onward(request, application)
    return _page(request, application, "wishes", form)


@step("check")
def check(request: HttpRequest, application: Application) -> HttpResponse:
    """この内容で申し込みますか。"""
    if request.method == "POST":
        seen = request.POST.get("version", "")
        outcome = actions.submit(
            application,
            version=int(seen) if seen.isascii() and seen.isdecimal() and len(seen) < 9 else 0,
            at=timezone.now(),
            link=_link(request),
        )
        if outcome.code == actions.PROVED:
            return _to("receipt", application.journey)
        why = "changed" if outcome.code == actions.MIXED else "wait"
        return HttpResponseRedirect(f"{request.path}?{why}", status=303)
    facts = {
        "rows": queries.answers(application),
        "changed": "changed" in request.GET,
        "wait": "wait" in request.GET,
    }
    return _page(request, application, "check", None, **facts)


@open_page
def receipt(request: HttpRequest, journey: str) -> HttpResponse:
    """申込みを受け付けました。Says only what this browser did itself: received, confirmed."""
    application = _application(request, journey)
    if application is None:
        return render(request, "registration/gone.html", status=404)
    if not application.submitted_at:
        return _to(queries.missing(application) or "check", journey)
    return render(
        request,
        "registration/receipt.html",
        {
            "application": application,
            "again_left": actions.MAILS - application.mails,
            "sent_again": "sent" in request.GET,
            "not_sent": "not-sent" in request.GET,
        },
    )


@login_not_required
@require_POST
def send_again(request: HttpRequest, journey: str) -> HttpResponse:
    """確認メールをもう一度。"""
    application = _application(request, journey)
    if application is None:
        return _gone(request, journey)
    sent = actions.send_again(application, at=timezone.now(), link=_link(request))
    return _to("receipt", journey, "?sent" if sent else "?not-sent")


@open_page
def status(request: HttpRequest) -> HttpResponse:
    """申込みのようす: by the receipt number, in the browser that sent it."""
    form = kept.form(request, StatusForm)
    if request.method == "POST":
        if form.is_valid():
            found = queries.of_receipt(form.cleaned_data["receipt_number"], _browser(request))
            if found is not None:
                kept.forget(request)
                return _to("receipt", found.journey)
            form.add_error(
                "receipt_number",
                _("この番号の申込みは、この端末にはありません。番号と、申し込んだ端末を確かめてください。"),
            )
        return kept.again(request, form)
    return render(request, "registration/status.html", {"form": form})


@open_page
@sensitive_variables()
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """メールのリンク。開いただけでは何も起きない: scanners of mail open links too."""
    application = queries.of_link(token, timezone.now())
    if application is None and request.method == "POST":
        return HttpResponseRedirect(request.path, status=303)
    if application is None:
        return render(request, "registration/link_unknown.html", status=404)
    browser = _browser(request)
    if application.confirmed_at:
        mine = queries.done_here(application.journey, browser) is not None
        return _to("done", application.journey) if mine else _link_used()
    if application.token_expires_at is None or application.token_expires_at <= timezone.now():
        page = {
            "token": token,
            "again_left": actions.MAILS - application.mails,
            "sent_again": "sent" in request.GET,
        }
        return render(request, "registration/link_expired.html", page)
    if request.method == "POST":
        try:
            actions.confirm(application, browser=browser, at=timezone.now())
        except actions.AlreadyUsed:
            return HttpResponseRedirect(request.path if _is_confirmed(token) else _used_address(), status=303)
        request.session.pop(CARD, None)  # nobody after this person registers with the same card
        return _to("done", application.journey)
    return render(request, "registration/confirm.html", {"token": token, "route": application.route})


@login_not_required
@require_POST
def confirm_again(request: HttpRequest, token: str) -> HttpResponse:
    """期限の切れたリンクから、新しいメールを。It goes to the address the old one went to."""
    application = queries.of_link(token, timezone.now())
    if application is None:
        return HttpResponseRedirect(reverse("registration:confirm", args=[token]), status=303)
    actions.send_again(application, at=timezone.now(), link=_link(request))
    return HttpResponseRedirect(f"{_used_address()}?sent", status=303)


@login_not_required
@require_safe
def link_used(request: HttpRequest) -> HttpResponse:
    """このリンクは、もう使えない。"""
    return render(request, "registration/link_used.html", {"sent_again": "sent" in request.GET})


@open_page
@sensitive_variables()
def done(request: HttpRequest, journey: str) -> HttpResponse:
    """登録できました: the new user ID, for half an hour, in the browser that pressed the button."""
    application = queries.done_here(journey, _browser(request))
    if application is None:
        return render(request, "registration/gone.html", status=404)
    if application.route == Application.NATIONAL_ID:
        return render(request, "registration/done_card.html")
    if application.route == Application.LETTER or application.by_letter:
        return render(request, "registration/done_letter.html", {"application": application})
    user_id = queries.shown_user_id(application, timezone.now())
    return render(request, "registration/done.html", {"groups": user_ids.groups(user_id)})


@open_page
@sensitive_variables()
def national_id(request: HttpRequest) -> HttpResponse:
    """マイナンバーカードから来た人: who it is, and the terms."""
    card = _card(request)
    if card is None:
        return render(request, "registration/no_card.html", status=404)
    if request.method == "POST":
        journey = request.POST.get("journey", "")
        if request.POST.get("agree") != "yes":
            request.session.pop(CARD, None)
            return HttpResponseRedirect(resolve_url("registration:declined"), status=303)
        if not JOURNEY.fullmatch(journey):
            return HttpResponseRedirect(request.path, status=303)
        try:
            outcome = actions.begin_with_card(card=card, journey=journey, **_beginning(request))
        except PermissionError:
            return HttpResponseRedirect(request.path, status=303)
        if outcome.code != actions.PROVED:
            return HttpResponseRedirect(resolve_url("registration:card_refused", outcome.code), status=303)
        return _to("mail", journey)
    _browser(request)
    birth_date = datetime.fromisoformat(card["birth_date"]).date()
    return render(
        request,
        "registration/national_id.html",
        {"card": card, "birth_date": birth_date, **_terms(terms.current())},
    )


@login_not_required
@require_safe
def card_refused(request: HttpRequest, code: str) -> HttpResponse:
    """カードは読めたが、登録できない。"""
    if code not in (actions.NOT_LINKED, actions.OTHER_CARD, actions.OLD_LAW):
        raise Http404
    return render(request, "registration/card_refused.html", {"code": code})


def _page(
    request: HttpRequest, application: Application, name: str, form: BaseForm | None, **more: Any
) -> HttpResponse:
    place = queries.place(application, name)
    before = reverse(f"registration:{place.before}", args=[application.journey]) if place.before else ""
    facts = {"application": application, "place": place, "before": before, "form": form, **more}
    return render(request, f"registration/{name}.html", facts)


def _onward(request: HttpRequest, application: Application) -> HttpResponse:
    """A right answer: to the first step without one, at last to the check."""
    kept.forget(request)
    return _to(queries.missing(application) or "check", application.journey)


def _to(name: str, journey: str, more: str = "") -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse(f"registration:{name}", args=[journey]) + more, status=303)


def _application(request: HttpRequest, journey: str) -> Application | None:
    return queries.of_browser(journey, request.session.get(BROWSER, ""), timezone.now())


def _gone(request: HttpRequest, journey: str) -> HttpResponse:
    """A journey that is not of this browser, or was swept: said on a page of its own, never by a POST."""
    if request.method == "POST":
        return _to("receipt", journey)
    return render(request, "registration/gone.html", status=404)


def _browser(request: HttpRequest) -> str:
    """This browser's secret, which all its journeys are bound to. It waits in the sealed session."""
    if BROWSER not in request.session:
        request.session[BROWSER] = secrets.token_urlsafe(32)
    secret: str = request.session[BROWSER]
    return secret


def _card(request: HttpRequest) -> dict[str, Any] | None:
    """Who the card says it is, while that is fresh."""
    found = request.session.get(CARD)
    if not found or found.get("at", 0) < time.time() - CARD_SECONDS:
        request.session.pop(CARD, None)
        return None
    return {name: found[name] for name in CARD_FACTS}


def _beginning(request: HttpRequest) -> dict[str, Any]:
    language = "en" if translation.get_language() == "en" else "ja"
    return {"browser": _browser(request), "language": language, "at": timezone.now()}


def _terms(version: terms.Version) -> dict[str, Any]:
    language = "en" if translation.get_language() == "en" else "ja"
    return {
        "version": version,
        "terms": version.template(language),
        "journey": secrets.token_hex(16),
        "others": [other for other in terms.VERSIONS if other != version],
    }


def _link(request: HttpRequest) -> Callable[[str], str]:
    return lambda token: request.build_absolute_uri(reverse("registration:confirm", args=[token]))


def _used_address() -> str:
    return reverse("registration:link_used")


def _link_used() -> HttpResponseRedirect:
    return HttpResponseRedirect(_used_address(), status=303)


def _is_confirmed(token: str) -> bool:
    application = queries.of_link(token, timezone.now())
    return application is not None and application.confirmed_at is not None


def _words(outcome: actions.Outcome) -> str:
    """What to say when the data do not lead on. The same words whoever is typed, unless the key proved it."""
    if outcome.code == actions.WAIT:
        until = timezone.localtime(outcome.until)
        return _(
            "続けてちがう内容が入ったので、受け付けを止めています。%(time)sから、また入れられます。(E-REG-05)"
        ) % {"time": f"{until:%H:%M}"}
    return {
        actions.MIXED: _(
            "記録と合いません。紙と見くらべて、もう一度入れてください。"
            "アクセスキーは5回ちがうと使えなくなります。使えなくなっても、アクセスキーなしで登録できます。(E-REG-02)"
        ),
        actions.EXPIRED: _(
            "アクセスキーの期限(3か月)が過ぎています。アクセスキーを使わない方法か、マイナンバーカードで登録できます。(E-REG-01)"
        ),
        actions.USED: _(
            "このアクセスキーは、もう使われています。アクセスキーを使わない方法で、もう一度登録できます。(E-REG-01)"
        ),
        actions.OLD_LAW: _(
            "昭和61年4月より前に老齢年金の権利ができた方は、このサービスを使えません。"
            "記録や通知書は、年金事務所で、紙で受け取れます。(E-REG-03)"
        ),
    }[outcome.code]
