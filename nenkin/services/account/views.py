"""ログインとログアウトの画面。"""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from nenkin.services.account import actions, practice
from nenkin.services.account.forms import SignInForm


@login_not_required
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """ユーザIDとパスワードで入る。"""
    form = SignInForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        problem = actions.sign_in(request, **form.cleaned_data)
        if problem is None:
            return HttpResponseRedirect(_next_page(request), status=303)
        form.add_error(None, problem)
    elif request.user.is_authenticated:
        return HttpResponseRedirect(_next_page(request), status=303)
    page = {"form": form, "next": _wanted(request), "practice_people": practice.people()}
    return render(request, "account/sign_in.html", page)


@login_not_required
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """ログアウトする。"""
    actions.sign_out(request)
    return HttpResponseRedirect(resolve_url("account:sign_in"), status=303)


def _wanted(request: HttpRequest) -> str:
    return request.POST.get("next", request.GET.get("next", ""))


def _next_page(request: HttpRequest) -> str:
    """The page the person wanted, when it is a page of this site."""
    wanted = _wanted(request)
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if safe else resolve_url("home")
