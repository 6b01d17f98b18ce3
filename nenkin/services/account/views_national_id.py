"""マイナンバーカードで入る、つなぐ、連携をやめる。"""

import time
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nenkin.services.account import actions, middleware, national_id, national_id_links, views, visits

SIGN_IN, LINK, PROVE = PURPOSES = ("sign_in", "link", "prove")
FOUND = "national_id"  # in the browser's session: who the card says it is, for the registration


@login_not_required
@never_cache
@require_POST
def start(request: HttpRequest) -> HttpResponse:
    """To the provider's screens, to sign in, to link from the settings, or to prove who it is once more."""
    purpose = request.POST.get("purpose", SIGN_IN)
    if not national_id.is_on() or purpose not in PURPOSES:
        raise Http404
    if (purpose == SIGN_IN) == request.user.is_authenticated:
        return _to(settings.LOGIN_URL)
    if purpose == LINK and not visits.proved_recently(request):
        address = (
            f"{resolve_url('account:prove_again')}?{urlencode({'next': resolve_url('account:national_id')})}"
        )
        return HttpResponseRedirect(address, status=303)
    facts = {"purpose": purpose, "account": request.user.pk, "next": views.wanted(request)}
    try:
        address = national_id.start(request, **facts, shared=bool(request.POST.get("shared")))
    except national_id.Refusal as refusal:
        return _to("account:national_id_problem", refusal.code)
    return HttpResponseRedirect(address, status=303)


@login_not_required
@never_cache
@require_safe
def callback(request: HttpRequest) -> HttpResponse:
    """The way back from the provider, whatever happened there."""
    request.session.pop(middleware.LAST_PAGE, None)  # the next page is reached from another site
    try:
        identity, facts = national_id.finish(request)
    except national_id.Refusal as refusal:
        return _to("account:national_id_problem", refusal.code)
    if facts["purpose"] == SIGN_IN:
        return _sign_in(request, identity, facts)
    if facts["account"] != request.user.pk:
        return _to("account:national_id_problem", national_id.STALE)
    return (_link if facts["purpose"] == LINK else _prove)(request, identity, facts)


def _sign_in(request: HttpRequest, identity: national_id.Identity, facts: dict[str, Any]) -> HttpResponse:
    """A linked subject comes in; anybody else goes to the registration with what the card says."""
    if facts["next"]:
        request.session["next"] = facts["next"]
    account = national_id_links.account_of(identity)
    if account is None:
        born = identity.birth_date.isoformat()
        request.session[FOUND] = {**identity._asdict(), "birth_date": born, "at": int(time.time())}
        return _to("registration:national_id")
    stage = actions.enter(request, account, method="national_id", shared=facts["shared"], strong=True)
    return views.onward(request, stage)


def _link(request: HttpRequest, identity: national_id.Identity, facts: dict[str, Any]) -> HttpResponse:
    account: Any = request.user
    problem = national_id_links.link(account, identity)
    return _to("account:national_id_problem", problem) if problem else _to("account:national_id")


def _prove(request: HttpRequest, identity: national_id.Identity, facts: dict[str, Any]) -> HttpResponse:
    account: Any = request.user
    if national_id_links.account_of(identity) != account:
        return _to("account:national_id_problem", national_id_links.OTHER_CARD)
    visits.prove_now(request)
    request.session["next"] = facts["next"]
    target = views.next_page(request)
    request.session.pop("next", None)
    return HttpResponseRedirect(target, status=303)


@login_not_required
@never_cache
@require_safe
def problem(request: HttpRequest, code: str) -> HttpResponse:
    """Why the card did not open the way, and what to do next."""
    if code not in national_id_links.PROBLEMS:
        raise Http404
    title, words = national_id_links.PROBLEMS[code]
    return render(request, "account/national_id_problem.html", {"title": title, "words": words, "code": code})


@never_cache
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """マイナンバーカードとの連携: since when, and how to begin or end it."""
    account: Any = request.user
    link = national_id_links.link_of(account)
    facts = {"link": link, "is_on": national_id.is_on(), "only_way": national_id_links.is_only_way(account)}
    return render(request, "account/national_id.html", facts)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@visits.require_recent_proof
def unlink(request: HttpRequest) -> HttpResponse:
    """連携をやめる: what follows from it, then the button."""
    account: Any = request.user
    if national_id_links.link_of(account) is None or national_id_links.is_only_way(account):
        return _to("account:national_id")
    if request.method == "POST":
        national_id_links.unlink(account)
        return _to("account:national_id")
    return render(request, "account/national_id_unlink.html")


def _to(name: str, *args: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(resolve_url(name, *args), status=303)
