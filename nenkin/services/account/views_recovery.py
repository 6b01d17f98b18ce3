"""入れないとき: back in without the post."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from nenkin.services.account import factors, national_id, passkeys, recovery
from nenkin.services.account.forms_factors import CodeForm, NewPasswordForm, RecoveryForm
from nenkin.services.account.views_factors import (
    as_json,
    get_or_post,
    second_factor,
    secret_form,
    see_other,
    ways,
)
from nenkin.ui import kept


@login_not_required
@never_cache
@get_or_post
def start(request: HttpRequest) -> HttpResponse:
    """入れないとき: what was forgotten, and the way back."""
    form = kept.form(request, RecoveryForm)
    if request.method == "POST":
        if not form.is_valid():
            return kept.again(request, form)
        recovery.ask(request, **form.cleaned_data)
        kept.forget(request)
        return see_other("account:recovery_sent")
    return render(request, "account/recovery.html", {"form": form, "national_id_is_on": national_id.is_on()})


@login_not_required
@never_cache
@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    """送りました(登録があれば): the same for everybody."""
    return render(request, "account/recovery_sent.html", {"minutes": recovery.LINK_SECONDS // 60})


@login_not_required
@never_cache
@get_or_post
def link(request: HttpRequest, token: str) -> HttpResponse:
    """The address in the mail. Opening it changes nothing, as programs open it too; the button goes on."""
    if request.method == "POST":
        begun = recovery.begin(request, token)
        return see_other("account:recovery_prove") if begun else see_other("account:recovery_link", token)
    is_open = recovery.is_open(token)
    page = {"is_open": is_open, "token": token}
    return render(request, "account/recovery_link.html", page, status=200 if is_open else 410)


@login_not_required
@never_cache
@secret_form
@get_or_post
def prove(request: HttpRequest) -> HttpResponse:
    """The mail alone opens nothing: now a second factor."""
    account = recovery.account_of(request, proved=False)
    if account is None:
        return see_other("account:recovery")
    if not factors.available(account):
        page: dict[str, Any] = {"national_id_is_on": national_id.is_on()}
        return render(request, "account/recovery_no_factor.html", page)
    form = kept.form(request, CodeForm)
    if request.method == "POST":
        if second_factor(request, account, form):
            kept.forget(request)
            recovery.proved(request)
            return see_other("account:recovery_password")
        return kept.again(request, form)
    page = {"form": form, "ways": ways(account), "national_id_is_on": national_id.is_on()}
    return render(request, "account/recovery_prove.html", page)


@login_not_required
@never_cache
@require_POST
def prove_options(request: HttpRequest) -> HttpResponse:
    account = recovery.account_of(request, proved=False)
    return HttpResponse(status=403) if account is None else as_json(passkeys.ask_to_prove(request, account))


@login_not_required
@never_cache
@secret_form
@get_or_post
def password(request: HttpRequest) -> HttpResponse:
    """新しいパスワード."""
    account = recovery.account_of(request, proved=True)
    if account is None:
        return see_other("account:recovery")
    form = kept.form(request, NewPasswordForm, account=account)
    if request.method == "POST":
        if not form.is_valid():
            return kept.again(request, form)
        recovery.finish(request, account, password=form.cleaned_data["new_password"])
        kept.forget(request)
        return see_other("account:recovery_done")
    return render(request, "account/recovery_password.html", {"form": form})


@login_not_required
@never_cache
@require_safe
def done(request: HttpRequest) -> HttpResponse:
    return render(request, "account/recovery_done.html")
