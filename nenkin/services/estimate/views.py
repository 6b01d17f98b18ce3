"""年金見込額の試算の画面。"""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from nenkin.registry import access
from nenkin.services.estimate import queries, tables
from nenkin.services.estimate.forms import DEFAULT, PlanForm, plan_of
from nenkin.ui import kept

PURPOSE = "年金見込額の試算"
DRAFT = "estimate_answers"  # in the session: what a person plans is not written into an address


@require_http_methods(["GET", "HEAD", "POST"])
def simple(request: HttpRequest) -> HttpResponse:
    """かんたん試算: one button, or other answers first."""
    today = timezone.localdate()
    career = access.record_of(account=request.user, purpose=PURPOSE).career
    basis = queries.basis(career, as_of=today)
    if basis is None:
        return render(request, "estimate/no_tables.html", {"today": today})
    draft = request.session.get(DRAFT, DEFAULT)
    form = kept.form(request, PlanForm, initial=draft, basis=basis)
    if request.method == "POST":
        if not form.is_valid():
            return kept.again(request, form)
        kept.forget(request)
        request.session[DRAFT] = {name: form.cleaned_data[name] for name in DEFAULT}
        return HttpResponseRedirect(resolve_url("estimate:result"), status=303)
    return render(
        request, "estimate/simple.html", {"form": form, "age": basis.age, "changed": draft != DEFAULT}
    )


@require_safe
def result(request: HttpRequest) -> HttpResponse:
    """見込額と、この金額になるまで。"""
    today = timezone.localdate()
    career = access.record_of(account=request.user, purpose=PURPOSE).career
    basis = queries.basis(career, as_of=today)
    if basis is None:
        return render(request, "estimate/no_tables.html", {"today": today})
    plan = plan_of(request.session.get(DRAFT, DEFAULT))
    found = queries.result(career, basis=basis, plan=plan)
    prepared = {
        "band_rows": tables.band_rows(found.rows, found.head),
        "working": tables.working(found.steps),
    }
    return render(request, "estimate/result.html", {"today": today, **found._asdict(), **prepared})
