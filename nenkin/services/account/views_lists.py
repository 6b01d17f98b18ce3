"""各種設定: what there is to look at — devices and sign-ins, mails and letters, who opened my record."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from nenkin.registry.models import Mail
from nenkin.services.account import actions, queries, sent, viewing, visits
from nenkin.services.account.models import PortalSession
from nenkin.services.account.views_factors import see_other

SIGN_INS, SENT_A_PAGE, OPENINGS_A_PAGE = 20, 20, 50


@never_cache
@require_safe
def visits_page(request: HttpRequest) -> HttpResponse:
    """ログイン中の端末 and the last sign-ins; the browsers that are known."""
    account: Any = request.user
    visits.active(account)  # one whose time is over is over
    here = visits.current(request)
    rows = list(account.visits.order_by("-started_at", "-pk")[:SIGN_INS])
    page = {
        "now": [row for row in rows if row.state == PortalSession.ACTIVE],
        "here": here,
        "before": [
            (row, queries.way_in(row.method), queries.how_it_ended(row))
            for row in rows
            if row.state != PortalSession.ACTIVE
        ],
        "devices": account.devices.filter(revoked_at=None).order_by("-last_used_at"),
        "this_device": PortalSession.objects.filter(pk=here or 0).values_list("device", flat=True).first(),
        "way_in": queries.way_in(next((row.method for row in rows if row.pk == here), "")),
        "done": request.session.pop("visits_done", ""),
    }
    return render(request, "account/settings/visits.html", page)


@never_cache
@require_POST
def visit_end(request: HttpRequest, number: int) -> HttpResponse:
    """このログインを終わらせる. Ending this very one is signing out."""
    account: Any = request.user
    visit = get_object_or_404(PortalSession, pk=number, account=account)
    if visit.pk == visits.current(request):
        actions.sign_out(request)
        return see_other("account:signed_out")
    visits.end(visit.pk, PortalSession.BY_OWNER)
    return see_other("account:visits")


@never_cache
@require_POST
def device_forget(request: HttpRequest, number: int) -> HttpResponse:
    """端末を忘れる: the next sign-in there is that of a new one."""
    account: Any = request.user
    device = get_object_or_404(account.devices, pk=number)
    if device.revoked_at is None:
        account.devices.filter(pk=device.pk).update(revoked_at=timezone.now())
        request.session["visits_done"] = device.label
    return see_other("account:visits")


@never_cache
@require_safe
def sent_page(request: HttpRequest) -> HttpResponse:
    """送ったもの: every mail and letter."""
    account: Any = request.user
    part = Paginator(sent.newest_first(account.person), SENT_A_PAGE).get_page(request.GET.get("page"))
    page = {"part": part, "rows": list(sent.rows(list(part.object_list))), "has_mail": bool(account.mail)}
    return render(request, "account/settings/sent.html", page)


@never_cache
@require_safe
def sent_mail(request: HttpRequest, number: int) -> HttpResponse:
    """One mail as it was sent."""
    account: Any = request.user
    mail = get_object_or_404(Mail, pk=number, person=account.person)
    page = {
        "mail": mail,
        "title": sent.title(mail),
        "to": sent.masked_mail(mail.to),
        "body": sent.body(mail),
    }
    return render(request, "account/settings/sent_mail.html", page)


@never_cache
@require_safe
def viewing_log(request: HttpRequest) -> HttpResponse:
    """わたしの記録を見た人."""
    account: Any = request.user
    others = request.GET.get("who") == "others"
    part = Paginator(viewing.entries(account, others=others), OPENINGS_A_PAGE).get_page(
        request.GET.get("page")
    )
    page = {
        "part": part,
        "rows": viewing.folded(account, part.object_list),
        "others": others,
        "of_others": viewing.of_others_in_a_year(account),
    }
    return render(request, "account/settings/viewing_log.html", page)
