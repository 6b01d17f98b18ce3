"""The screens about the look itself: the switch of languages and 表示の設定. Open to all."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST

from nenkin.ui import display, kept
from nenkin.ui.forms import DisplayForm


@login_not_required
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """The same page in the other language."""
    chosen = request.POST.get("language", "")
    response = HttpResponseRedirect(_page_to_return_to(request), status=303)
    if chosen in display.LANGUAGES:
        display.keep(request, response, language=chosen)
    return response


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: HttpRequest) -> HttpResponse:
    """表示の設定: the language and the size of the letters."""
    now = display.display_of(request)
    form = kept.form(request, DisplayForm, initial=now._asdict())
    if request.method == "POST":
        if not form.is_valid():
            return kept.again(request, form)
        kept.forget(request)
        response = HttpResponseRedirect(f"{resolve_url('display')}?saved", status=303)
        display.keep(request, response, **form.cleaned_data)
        return response
    return render(
        request, "ui/display.html", {"form": form, "saved": "saved" in request.GET and not form.errors}
    )


def _page_to_return_to(request: HttpRequest) -> str:
    """The page the person was on, when it is a page of this site."""
    wanted = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if safe else resolve_url("home")
