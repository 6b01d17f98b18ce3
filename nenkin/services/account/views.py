"""ログイン、ログイン(リセット要求)、ログアウト。"""

from functools import cache

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.hashers import check_password
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render, resolve_url
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nenkin.registry import budget
from nenkin.services.account import actions, context, national_id, practice, queries, throttle, visits
from nenkin.services.account.forms import AnswerForm, SignInForm
from nenkin.services.account.models import PortalSession
from nenkin.ui import kept

LONGEST_ADDRESS = 2000  # of ours; what a stranger sends is not kept in a session
STAGES = {
    actions.PROVE: "account:prove",
    actions.QUESTION: "account:question",
    actions.RESET: "account:reset",
    actions.FROZEN: "account:frozen",
}


@login_not_required
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """ユーザIDとパスワードで入る。"""
    if request.method != "POST" and request.user.is_authenticated:
        return render(request, "account/already_in.html", {"next": next_page(request)})
    form = kept.form(request, SignInForm)
    if request.method == "POST":
        if form.is_valid():
            facts = form.cleaned_data
            stage = actions.sign_in(
                request, user_id=facts["user_id"], password=facts["password"], shared=facts["shared"]
            )
            if stage == actions.BUSY:
                return busy(request)
            if stage != actions.WRONG:
                return onward(request, stage)
            form.add_error(None, queries.wrong_words(facts["password"]))
        request.session["next"] = wanted(request)
        return kept.again(request, form)
    was = visits.ended(request)
    page = {
        "form": form,
        "next": wanted(request),
        "practice_people": practice.people(),
        "was": was,
        "national_id_is_on": national_id.is_on(),
    }
    return render(request, "account/sign_in.html", page)


def busy(request: HttpRequest) -> HttpResponse:
    """混み合っています: too many sign-ins at this moment; the page costs next to nothing."""
    response = HttpResponse(_busy_page(get_language() or "ja"), status=503)
    response["Retry-After"] = "5"
    vars(response)["_has_been_logged"] = True  # a flood does not fill the log; `throttle.wrong` rings once
    return response


@cache
def _busy_page(language: str) -> str:
    return render_to_string("account/busy.html", {"service_name": settings.SERVICE_NAME})


def onward(request: HttpRequest, stage: str) -> HttpResponse:
    """After a stage of the sign-in: the next one, or the page that was wanted."""
    if wanted(request):
        request.session["next"] = wanted(request)
    if stage == actions.WRONG:
        return HttpResponseRedirect(resolve_url("account:sign_in"), status=303)
    if stage != actions.IN:
        return HttpResponseRedirect(resolve_url(STAGES[stage]), status=303)
    kept.forget(request, resolve_url("account:sign_in"))
    target = next_page(request)
    request.session.pop("next", None)
    return HttpResponseRedirect(target, status=303)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def reset(request: HttpRequest) -> HttpResponse:
    """ログイン(リセット要求): another visit is active."""
    waiting, account = actions.pending(request)
    if account is None or waiting["stage"] != actions.RESET:
        return HttpResponseRedirect(resolve_url("account:sign_in"), status=303)
    if request.method == "POST":
        if "cancel" in request.POST:
            actions.give_up(request)
            return HttpResponseRedirect(resolve_url("account:sign_in"), status=303)
        stage = actions.take_over(request, nonce=request.POST.get("nonce", ""))
        if settings.SESSION_POLICY == "strict":
            return HttpResponseRedirect(resolve_url("account:sign_in"), status=303)
        return onward(request, stage)
    other = PortalSession.objects.filter(pk=waiting["other"], account=account).first()
    page = {"other": other, "nonce": waiting["nonce"], "strict": settings.SESSION_POLICY == "strict"}
    return render(request, "account/reset.html", page)


@login_not_required
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest) -> HttpResponse:
    """秘密の質問: the strict policy asks it in a new environment, after the password."""
    waiting, account = actions.pending(request)
    if account is None or waiting["stage"] != actions.QUESTION:
        return HttpResponseRedirect(resolve_url("account:sign_in"), status=303)
    form = kept.form(request, AnswerForm)
    if request.method == "POST":
        if form.is_valid():
            answer = form.cleaned_data["secret_answer"]
            source = budget.source_of(request)
            counted: throttle.Try = {
                "user_id": f"question {account.pk}",
                "source": source,
                "password": answer,
                "device": None,
            }
            if throttle.may_try(**counted) and check_password(queries.folded(answer), account.secret_answer):
                throttle.right(**counted)
                return onward(request, actions.answered(request))
            form.add_error("secret_answer", _("答えがちがいます。登録したときの答えを入れてください。"))
        return kept.again(request, form)
    words = queries.QUESTIONS.get(account.secret_question, "")
    return render(request, "account/question.html", {"form": form, "question": words})


@login_not_required
@never_cache
@require_safe
def frozen(request: HttpRequest) -> HttpResponse:
    """止めている: how the owner opens it again."""
    return render(request, "account/frozen.html")


@login_not_required
@never_cache
@require_safe
def replaced(request: HttpRequest) -> HttpResponse:
    """別の端末でログインされました: when, from where, and what to do if it was somebody else."""
    was = visits.ended(request)
    visit = PortalSession.objects.filter(pk=was.visit, account=was.account).first() if was else None
    if visit is None or visit.state != PortalSession.REPLACED:
        return HttpResponseRedirect(resolve_url("account:sign_in"), status=303)
    return render(request, "account/replaced.html", {"visit": visit, "by": visit.replaced_by})


@login_not_required
@require_POST
def freeze(request: HttpRequest) -> HttpResponse:
    """心当たりがない: stop the account at once."""
    stopped = actions.freeze(request)
    return HttpResponseRedirect(resolve_url("account:frozen" if stopped else "account:sign_in"), status=303)


@login_not_required
@never_cache
@require_safe
def alive(request: HttpRequest) -> HttpResponse:
    """For the script of the page: how many seconds are left. Asking does not count as use."""
    if not request.user.is_authenticated:
        return HttpResponse(status=401)
    return JsonResponse({"left": visits.seconds_left(request), "who": context.owner_mark(request)})


@require_POST
def extend(request: HttpRequest) -> HttpResponse:
    """続ける: any request counts as use; this one does nothing else."""
    return HttpResponseRedirect(next_page(request), status=303)


@login_not_required
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """ログアウトする。"""
    shared = actions.sign_out(request)
    response = HttpResponseRedirect(resolve_url("account:signed_out"), status=303)
    if shared:
        response["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return response


@login_not_required
@never_cache
@require_safe
def signed_out(request: HttpRequest) -> HttpResponse:
    """ログアウトしました。"""
    return render(request, "account/signed_out.html")


def wanted(request: HttpRequest) -> str:
    """The page the person wanted, as it was asked for."""
    page = str(request.POST.get("next") or request.GET.get("next") or request.session.get("next", ""))
    return page if len(page) <= LONGEST_ADDRESS else ""


def next_page(request: HttpRequest) -> str:
    """The page the person wanted, when it is a page of this site."""
    target = wanted(request)
    safe = url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return target if safe else resolve_url("home")
