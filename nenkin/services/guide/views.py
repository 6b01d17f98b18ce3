"""1章 ご案内: what the portal is, its words, cautions, what one needs, its hours. Open without signing in."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from nenkin.services.guide import queries
from nenkin.services.guide.forms import SearchForm
from nenkin.services.guide.functions import FUNCTIONS
from nenkin.ui import glossary

COOKIE = "__Host-nenkin-try" if settings.PRODUCTION else "nenkin-try"


@login_not_required
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """このサービスについて: what it does, who may use it."""
    return render(request, "guide/index.html")


@login_not_required
@require_safe
def services(request: HttpRequest) -> HttpResponse:
    """サービス一覧: each function of the guide, on phone and PC."""
    rows = [(function, queries.is_built(function)) for function in FUNCTIONS if function.number != "–"]
    return render(request, "guide/services.html", {"rows": rows})


@login_not_required
@require_safe
def words(request: HttpRequest) -> HttpResponse:
    """年金用語集, whole or what was searched for."""
    typed = request.GET.get("q", "").replace("\0", "")
    form = SearchForm({"q": typed} if typed else None)
    query = form.cleaned_data["q"].strip() if form.is_valid() else ""
    page = {"form": form, "query": query, "found": glossary.find(query), "rows": glossary.rows()}
    return render(request, "guide/words.html", page)


@login_not_required
@require_safe
def cautions(request: HttpRequest) -> HttpResponse:
    """注意事項, as they are under the session policy of this portal."""
    strict = getattr(settings, "SESSION_POLICY", "default") == "strict"
    return render(request, "guide/cautions.html", {"strict": strict})


@login_not_required
@never_cache
@require_safe
def environment(request: HttpRequest) -> HttpResponse:
    """推奨環境 by what a browser can do; after the check it says whether the cookie came back."""
    tried = request.GET.get("try") == "1"
    page = {"tried": tried, "cookies": COOKIE in request.COOKIES, "encrypted": request.is_secure()}
    response = render(request, "guide/environment.html", page)
    if tried:
        response.delete_cookie(COOKIE)
    return response


@login_not_required
@never_cache
@require_safe
def check_cookies(request: HttpRequest) -> HttpResponse:
    """Hand out a cookie and ask for the page again: no script is needed to see whether it comes back."""
    response = HttpResponseRedirect(f"{reverse('guide:environment')}?try=1#check", status=303)
    response.set_cookie(
        COOKIE, "1", max_age=60, secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax"
    )
    return response


@login_not_required
@require_safe
def hours(request: HttpRequest) -> HttpResponse:
    """サービスの時間. Never closed: what is stopped stands here."""
    functions = [function for function in FUNCTIONS if not function.level and queries.is_built(function)]
    return render(request, "guide/hours.html", {"functions": functions})
