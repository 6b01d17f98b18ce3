"""もうひとつの確認: a second factor while signing in, and its settings."""

import time
from typing import Any

import segno
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render, resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from pyotp import TOTP

from nenkin.registry import addresses, budget
from nenkin.services.account import actions, devices, factors, national_id, passkeys, throttle, visits
from nenkin.services.account.forms_factors import (
    AppCodeForm,
    CodeForm,
    PasskeyNameForm,
    PrintedCodeForm,
    ProveAgainForm,
)
from nenkin.services.account.models import Account, CodeApp, NationalIdLink, Passkey
from nenkin.services.account.views import next_page, onward, wanted
from nenkin.ui import kept

SEED = "new_code_app"
SEED_SECONDS = 30 * 60
SHOWN = "printed_codes_shown"
SHOWN_SECONDS = 10 * 60

secret_form = sensitive_post_parameters()
get_or_post = require_http_methods(["GET", "HEAD", "POST"])


def see_other(name: str, *args: Any) -> HttpResponse:
    return HttpResponseRedirect(resolve_url(name, *args), status=303)


# Signing in


@login_not_required
@never_cache
@require_POST
def passkey_options(request: HttpRequest) -> HttpResponse:
    """For the script: the question to any passkey of this site."""
    return as_json(passkeys.ask_to_prove(request, None))


@login_not_required
@never_cache
@require_POST
def passkey_sign_in(request: HttpRequest) -> HttpResponse:
    """パスキーで入る: no user ID, no password."""
    account = passkeys.prove(request, None, answer=request.POST.get("passkey_answer", ""))
    if account is None:
        return see_other("account:passkey_refused")
    shared = request.POST.get("shared") == "on"
    return onward(request, actions.enter(request, account, method="passkey", shared=shared, strong=True))


@login_not_required
@never_cache
@require_safe
def passkey_refused(request: HttpRequest) -> HttpResponse:
    """パスキーで入れませんでした: what to do."""
    return render(request, "account/passkey_refused.html")


@login_not_required
@never_cache
@secret_form
@get_or_post
def prove(request: HttpRequest) -> HttpResponse:
    """もうひとつの確認, after the password."""
    account = _proving(request)
    if account is None:
        return see_other("account:sign_in")
    form = kept.form(request, CodeForm)
    if request.method == "POST":
        method = second_factor(request, account, form)
        if method:
            return onward(request, actions.proved(request, method=method))
        return kept.again(request, form)
    page = {
        "form": form,
        "account": account,
        "ways": ways(account),
        "national_id_is_on": national_id.is_on(),
    }
    return render(request, "account/prove.html", page)


@login_not_required
@never_cache
@require_POST
def prove_options(request: HttpRequest) -> HttpResponse:
    account = _proving(request)
    return HttpResponse(status=403) if account is None else as_json(passkeys.ask_to_prove(request, account))


def _proving(request: HttpRequest) -> Account | None:
    waiting, account = actions.pending(request)
    return account if account and waiting["stage"] == actions.PROVE else None


@never_cache
@secret_form
@get_or_post
def prove_again(request: HttpRequest) -> HttpResponse:
    """大切なことを変える前に、もう一度ご本人かを確かめる: by the password, a passkey or a code."""
    account: Any = request.user
    form = kept.form(request, ProveAgainForm)
    if request.method == "POST":
        if "password" in request.POST:
            right = _password_again(request, account, form)
        else:
            right = bool(second_factor(request, account, form))
        if right:
            kept.forget(request)
            visits.prove_now(request)
            return HttpResponseRedirect(next_page(request), status=303)
        return kept.again(request, form)
    page = {
        "form": form,
        "next": wanted(request),
        "has_password": account.has_usable_password(),
        "ways": ways(account),
    }
    return render(request, "account/prove_again.html", page)


@never_cache
@require_POST
def prove_again_options(request: HttpRequest) -> HttpResponse:
    account: Any = request.user
    return as_json(passkeys.ask_to_prove(request, account))


def _password_again(request: HttpRequest, account: Account, form: ProveAgainForm) -> bool:
    if not form.is_valid():
        return False
    password, device = form.cleaned_data["password"], devices.known(request, account)
    if not password:
        form.add_error("password", _("パスワードが空です。パスワードを入れてください。"))
        return False
    counted: dict[str, Any] = {
        "user_id": f"again {account.pk}",
        "source": budget.source_of(request),
        "password": password,
        "device": device.pk if device else None,
    }
    if throttle.may_try(**counted) and account.check_password(password):
        throttle.right(**counted)
        return True
    form.add_error("password", _("パスワードがちがいます。もう一度入れてください。"))
    return False


def second_factor(request: HttpRequest, account: Account, form: Form) -> str | None:
    """How the person has just proved who it is; None, and the reason in the form, when it was not right."""
    answer = request.POST.get("passkey_answer")
    is_valid = form.is_valid()
    if answer is not None:
        if passkeys.prove(request, account, answer=answer):
            return "passkey"
        form.add_error(
            None, _("パスキーで確かめられませんでした。もう一度ためすか、ほかの方法を選んでください。")
        )
        return None
    if not is_valid:
        return None
    if not form.cleaned_data["code"]:
        form.add_error("code", _("確認コードが空です。数字を入れてください。"))
        return None
    method = factors.check_code(request, account, form.cleaned_data["code"])
    if method is None:
        form.add_error("code", wrong_code_words())
    return method


def wrong_code_words() -> str:
    return _(
        "この番号は使えません。アプリの番号は、新しい番号に変わるのを待って入れてください。"
        "印刷した番号は、1回だけ使えます。続けて5回まちがえると、しばらく受け付けません。"
    )


def ways(account: Account) -> dict[str, bool]:
    """What the account can prove itself with, for the templates."""
    return {
        "passkey": account.passkeys.exists(),
        "code": factors.has_codes(account),
        "national_id": national_id.is_on() and NationalIdLink.objects.filter(account=account).exists(),
    }


def as_json(text: str) -> HttpResponse:
    return HttpResponse(text, content_type="application/json")


# Settings


@never_cache
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """もうひとつの確認の方法: what there is, and what can be added."""
    account: Any = request.user
    page = {
        "passkeys": account.passkeys.order_by("created_at"),
        "app": CodeApp.objects.filter(account=account).first(),
        "codes_left": factors.codes_left(account),
        "in_the_post": factors.codes_in_the_post(account),
        "has_codes": account.printed_codes.exists(),
        "done": request.session.pop("factors_done", ""),
    }
    return render(request, "account/factors.html", page)


def _done(request: HttpRequest, words: str) -> HttpResponse:
    """After a change: a new secret for the session, and the list with a word about what was done."""
    kept.forget(request)
    visits.prove_now(request)
    request.session["factors_done"] = words
    return see_other("account:factors")


@never_cache
@get_or_post
@visits.require_recent_proof
def passkey_add(request: HttpRequest) -> HttpResponse:
    """パスキーを足す."""
    account: Any = request.user
    form = kept.form(request, PasskeyNameForm)
    if request.method == "POST":
        answer = request.POST.get("passkey_answer", "")
        if form.is_valid():
            if passkeys.register(request, account, answer=answer, name=form.cleaned_data["name"]):
                return _done(request, _("パスキーを足しました。次から、パスキーで入れます。"))
            form.add_error(None, _("パスキーを足せませんでした。もう一度ためしてください。"))
        return kept.again(request, form)
    page = {"form": form, "full": account.passkeys.count() >= passkeys.MOST_PASSKEYS}
    return render(request, "account/passkey_add.html", page)


@never_cache
@require_POST
@visits.require_recent_proof
def passkey_add_options(request: HttpRequest) -> HttpResponse:
    account: Any = request.user
    return as_json(passkeys.ask_to_register(request, account))


@never_cache
@get_or_post
@visits.require_recent_proof
def passkey_rename(request: HttpRequest, number: int) -> HttpResponse:
    """パスキーの名前を変える."""
    account: Any = request.user
    passkey = get_object_or_404(Passkey, pk=number, account=account)
    form = kept.form(request, PasskeyNameForm, initial={"name": passkey.name})
    if request.method == "POST":
        if not form.is_valid():
            return kept.again(request, form)
        Passkey.objects.filter(pk=passkey.pk).update(name=form.cleaned_data["name"])
        return _done(request, _("名前を変えました。"))
    return render(request, "account/passkey_rename.html", {"form": form, "passkey": passkey})


@never_cache
@get_or_post
@visits.require_recent_proof
def passkey_remove(request: HttpRequest, number: int) -> HttpResponse:
    """パスキーを消す."""
    account: Any = request.user
    passkey = get_object_or_404(Passkey, pk=number, account=account)
    if request.method == "POST":
        if passkeys.remove(account, passkey):
            return _done(request, _("パスキーを消しました。"))
        return see_other("account:passkey_remove", number)
    page = {"passkey": passkey, "last": passkeys.is_last_way_in(account)}
    return render(request, "account/passkey_remove.html", page)


@never_cache
@secret_form
@get_or_post
@visits.require_recent_proof
def app_add(request: HttpRequest) -> HttpResponse:
    """確認コードのアプリを使い始める: it counts once it has shown its first code."""
    account: Any = request.user
    form = kept.form(request, AppCodeForm)
    if request.method == "POST":
        seed = _seed(request)
        if form.is_valid() and seed:
            if factors.set_up_app(account, seed, form.cleaned_data["code"]):
                request.session.pop(SEED, None)
                return _done(request, _("確認コードのアプリを使えるようにしました。"))
            form.add_error(
                "code",
                _("番号がちがいます。端末の時計が合っているかを見て、いま出ている番号を入れてください。"),
            )
        return kept.again(request, form)
    seed = _seed(request) or _new_seed(request)
    uri = TOTP(seed).provisioning_uri(name=account.user_id, issuer_name=settings.SERVICE_NAME)
    page = {
        "form": form,
        "image": segno.make(uri, error="m").svg_data_uri(scale=6, border=4, light="#fff", dark="#000"),
        "seed": factors.in_groups(seed),
        "uri": uri,
        "replaces": CodeApp.objects.filter(account=account).exists(),
    }
    return render(request, "account/app_add.html", page)


def _seed(request: HttpRequest) -> str | None:
    """The seed of the app that is being set up in this browser."""
    held = request.session.get(SEED)
    return held["seed"] if held and held["at"] > time.time() - SEED_SECONDS else None


def _new_seed(request: HttpRequest) -> str:
    seed = factors.new_seed()
    request.session[SEED] = {"seed": seed, "at": int(time.time())}
    return seed


@never_cache
@get_or_post
@visits.require_recent_proof
def app_remove(request: HttpRequest) -> HttpResponse:
    """確認コードのアプリをやめる."""
    account: Any = request.user
    if request.method == "POST":
        factors.remove_app(account)
        return _done(request, _("確認コードのアプリをやめました。アプリの中の登録も、消してかまいません。"))
    if not CodeApp.objects.filter(account=account).exists():
        return see_other("account:factors")
    return render(request, "account/app_remove.html")


@never_cache
@get_or_post
@visits.require_recent_proof
def codes_add(request: HttpRequest) -> HttpResponse:
    """印刷するコードを作る: here to print, or by post."""
    account: Any = request.user
    if request.method == "POST" and request.POST.get("how") == "post":
        letter = factors.send_codes(account)
        if letter is None:
            return see_other("account:codes_add")
        return _done(request, _("印刷したコードを郵便で送ります。届いたら、番号を1つ入れて使い始めます。"))
    if request.method == "POST":
        request.session[SHOWN] = {"codes": factors.print_codes(account), "at": int(time.time())}
        visits.prove_now(request)
        return see_other("account:codes_shown")
    page = {
        "codes_left": factors.codes_left(account),
        "in_the_post": factors.codes_in_the_post(account),
        "by_post": factors.may_send_codes(account),
        "held_until": addresses.held_until(account.person),
    }
    return render(request, "account/codes_add.html", page)


@never_cache
@get_or_post
def codes_shown(request: HttpRequest) -> HttpResponse:
    """The ten codes, for ten minutes or until the person says they are on paper; never again."""
    held = request.session.get(SHOWN)
    if request.method == "POST" or not held or held["at"] < time.time() - SHOWN_SECONDS:
        request.session.pop(SHOWN, None)
        return see_other("account:factors")
    codes = [(number, factors.in_groups(code)) for number, code in enumerate(held["codes"], 1)]
    return render(request, "account/codes_shown.html", {"codes": codes})


@never_cache
@secret_form
@get_or_post
@visits.require_recent_proof
def codes_start(request: HttpRequest) -> HttpResponse:
    """届いた表を使い始める: its first code puts it in the place of the one before."""
    account: Any = request.user
    if not factors.codes_in_the_post(account):
        return see_other("account:factors")
    form = kept.form(request, PrintedCodeForm)
    if request.method == "POST":
        if form.is_valid():
            if factors.check_code(request, account, form.cleaned_data["code"]):
                return _done(request, _("届いた表を使えるようにしました。"))
            form.add_error("code", wrong_code_words())
        return kept.again(request, form)
    return render(request, "account/codes_start.html", {"form": form})


@never_cache
@get_or_post
@visits.require_recent_proof
def codes_remove(request: HttpRequest) -> HttpResponse:
    """印刷したコードをやめる."""
    account: Any = request.user
    if request.method == "POST":
        factors.remove_codes(account)
        return _done(request, _("印刷したコードをやめました。紙は捨ててかまいません。"))
    if not account.printed_codes.exists():
        return see_other("account:factors")
    return render(request, "account/codes_remove.html")
