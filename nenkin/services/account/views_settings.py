"""各種設定: what comes by post and by mail, password, secret question, stopping."""

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from nenkin.registry import addresses
from nenkin.services.account import actions, changes, factors, mail_change, paperless, steps, visits
from nenkin.services.account.forms_settings import (
    NO,
    YES,
    ChangePasswordForm,
    CodeAndQuestionForm,
    DeliveryForm,
    NoticesForm,
    QuestionForm,
)
from nenkin.services.account.models import Account, AnswerCode, NationalIdLink
from nenkin.services.account.queries import QUESTIONS
from nenkin.services.account.views_factors import get_or_post, secret_form, see_other
from nenkin.ui import kept

DELIVERY, NOTICES, PASSWORD, QUESTION, LETTER, STOP = (
    "delivery",
    "notices",
    "password",
    "question",
    "letter",
    "stop",
)


@never_cache
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """自分の設定: every setting with what is set now."""
    account: Any = request.user
    page = {
        "account": account,
        "waiting": mail_change.waiting(account),
        "paperless": len(paperless.chosen(account)),
        "has_factor": factors.available(account),
        "linked": NationalIdLink.objects.filter(account=account).exists(),
        "strict": settings.SESSION_POLICY == "strict",
    }
    return render(request, "account/settings/index.html", page)


# ねんきん定期便、メールアドレス、メールの配信


@never_cache
@get_or_post
def delivery(request: HttpRequest) -> HttpResponse:
    """入力: what comes by post, where mails go, which ones."""
    account: Any = request.user
    form = kept.form(request, DeliveryForm, account=account, **_entered(request, DELIVERY))
    if request.method == "POST":
        if form.is_valid():
            if form.has_changed():
                steps.put(request, DELIVERY, form.cleaned_data)
                return see_other("account:delivery_check")
            form.add_error(None, _("いまの設定と同じです。変えるところを選んでください。"))
        return kept.again(request, form)
    page = {"form": form, "waiting": mail_change.waiting(account), "statement": _statement(account)}
    return render(request, "account/settings/delivery.html", page)


@never_cache
@get_or_post
@visits.require_recent_proof
def delivery_check(request: HttpRequest) -> HttpResponse:
    """確認, and the change itself."""
    account: Any = request.user
    step = steps.waiting(request, DELIVERY)
    if request.method == "POST":
        return _change_delivery(request, account)
    if step is None:
        return _last_page(request, DELIVERY)
    facts = step["facts"]
    page = {
        "facts": facts,
        "nonce": step["nonce"],
        "paper_changes": (facts["postal_statement"] == YES) != account.postal_statement,
        "stops_post": facts["postal_statement"] == NO,
        "mail_changes": facts["mail"] != account.mail,
        "account": account,
        "statement": _statement(account),
    }
    return render(request, "account/settings/delivery_check.html", page)


def _change_delivery(request: HttpRequest, account: Account) -> HttpResponse:
    with transaction.atomic():
        facts = steps.take(request, DELIVERY)
        if facts is None:
            return _last_page(request, DELIVERY)
        changes.choose_delivery(
            account,
            postal=facts["postal_statement"] == YES,
            login_mail=facts["login_mail"] == YES,
            news_mail=facts["news_mail"] == YES,
        )
        changes_mail = facts["mail"] != account.mail
        sent = not changes_mail or mail_change.ask(request, account, facts["mail"])
    request.session["mail_refused"] = not sent
    kept.forget(request, "/settings/delivery/")
    steps.finish(request, DELIVERY)
    return _last_page(request, DELIVERY)


@never_cache
@require_safe
def delivery_done(request: HttpRequest) -> HttpResponse:
    """完了: what is set now."""
    account: Any = request.user
    if not steps.is_done(request, DELIVERY):
        return see_other("account:delivery")
    page = {
        "account": account,
        "waiting": mail_change.waiting(account),
        "refused": request.session.get("mail_refused", False),
        "statement": _statement(account),
    }
    return render(request, "account/settings/delivery_done.html", page)


def _statement(account: Account) -> paperless.Statement:
    return paperless.statement(account.person.birth_date, timezone.localdate())


@never_cache
@require_POST
def mail_give_up(request: HttpRequest) -> HttpResponse:
    """アドレスの変更をやめる: the old one stays."""
    account: Any = request.user
    mail_change.give_up(account)
    return see_other("account:delivery")


@login_not_required
@never_cache
@get_or_post
def mail_confirm(request: HttpRequest, token: str) -> HttpResponse:
    """The address in the mail. Opening it changes nothing, as programs open it too; the button does."""
    if request.method == "POST":
        name, rest = ("mail_confirmed", []) if mail_change.confirm(token) else ("mail_confirm", [token])
        return see_other(f"account:{name}", *rest)
    is_open = mail_change.is_open(token)
    page = {"is_open": is_open, "token": token}
    return render(request, "account/settings/mail_confirm.html", page, status=200 if is_open else 410)


@login_not_required
@never_cache
@require_safe
def mail_confirmed(request: HttpRequest) -> HttpResponse:
    """メールアドレスを変えました."""
    return render(request, "account/settings/mail_confirmed.html")


# 通知書のペーパーレス化


@never_cache
@get_or_post
def notices(request: HttpRequest) -> HttpResponse:
    """入力: which notices are read on the screen; below, every change there ever was."""
    account: Any = request.user
    form = kept.form(request, NoticesForm, account=account, **_entered(request, NOTICES))
    if request.method == "POST":
        if form.is_valid():
            if set(form.cleaned_data["paperless"]) != form.before:
                steps.put(request, NOTICES, {"paperless": sorted(form.cleaned_data["paperless"])})
                return see_other("account:notices_check")
            form.add_error(None, _("いまの設定と同じです。変えるところを選んでください。"))
        return kept.again(request, form)
    today, picked = timezone.localdate(), form["paperless"].value() or []
    page = {
        "form": form,
        "rows": [
            (notice, notice.key in picked, notice.counts_from(today))
            for notice in paperless.notices_offered()
        ],
        "text": paperless.text()[1],
        "history": paperless.history(account),
        "texts": paperless.texts(),
    }
    return render(request, "account/settings/notices.html", page)


@never_cache
@get_or_post
@visits.require_recent_proof
def notices_check(request: HttpRequest) -> HttpResponse:
    """確認: what changes from when, and the text that is agreed to."""
    account: Any = request.user
    if request.method == "POST":
        with transaction.atomic():
            facts = steps.take(request, NOTICES)
            if facts is not None:
                paperless.choose(account, set(facts["paperless"]))
        if facts is not None:
            kept.forget(request, "/settings/notices/")
            steps.finish(request, NOTICES)
        return _last_page(request, NOTICES)
    step = steps.waiting(request, NOTICES)
    if step is None:
        return _last_page(request, NOTICES)
    wanted, before, today = set(step["facts"]["paperless"]), paperless.chosen(account), timezone.localdate()
    rows = [
        (notice, notice.key in wanted, notice.counts_from(today))
        for notice in paperless.notices_offered()
        if (notice.key in wanted) != (notice.key in before)
    ]
    text = paperless.text()[1] if wanted - before else ()
    page = {"rows": rows, "nonce": step["nonce"], "text": text, "has_mail": bool(account.mail)}
    return render(request, "account/settings/notices_check.html", page)


@never_cache
@require_safe
def notices_done(request: HttpRequest) -> HttpResponse:
    account: Any = request.user
    if not steps.is_done(request, NOTICES):
        return see_other("account:notices")
    chosen, force = paperless.chosen(account), paperless.in_force(account)
    rows = [
        (notice, notice.key in chosen, paperless.month_of(force[notice.key]) if notice.key in force else None)
        for notice in paperless.notices_offered()
    ]
    return render(request, "account/settings/notices_done.html", {"rows": rows})


def _entered(request: HttpRequest, name: str) -> dict[str, Any]:
    """The link back from the check shows what was entered, as the browser's Back does."""
    step = steps.waiting(request, name) if request.method != "POST" else None
    return {"initial": step["facts"]} if step else {}


def _last_page(request: HttpRequest, name: str) -> HttpResponse:
    """After the change, and for every press after the first: the last page; without a change, the first."""
    return see_other(f"account:{name}_done" if steps.is_done(request, name) else f"account:{name}")


# パスワード


@never_cache
@secret_form
@get_or_post
def password(request: HttpRequest) -> HttpResponse:
    """パスワードを変える. Who has none proves otherwise who it is, and sets the first one."""
    account: Any = request.user
    if account.has_usable_password():
        return _password(request, account)
    first: Any = visits.require_recent_proof(_password)
    response: HttpResponse = first(request, account)
    return response


def _password(request: HttpRequest, account: Account) -> HttpResponse:
    form = kept.form(request, ChangePasswordForm, account=account)
    if request.method == "POST":
        if not form.is_valid():
            return kept.again(request, form)
        facts = form.cleaned_data
        if "password" in facts and not changes.is_password(request, account, facts["password"]):
            form.wrong_password()
            return kept.again(request, form)
        kept.forget(request)
        changes.change_password(request, account, facts["new_password"])
        steps.finish(request, PASSWORD)
        return see_other("account:password_done")
    page = {"form": form, "account": account, "has_password": account.has_usable_password()}
    return render(request, "account/settings/password.html", page)


@never_cache
@require_safe
def password_done(request: HttpRequest) -> HttpResponse:
    if not steps.is_done(request, PASSWORD):
        return see_other("account:password")
    return render(request, "account/settings/password_done.html", {"account": request.user})


# 秘密の質問


@never_cache
@secret_form
@get_or_post
@visits.require_recent_proof
def question_change(request: HttpRequest) -> HttpResponse:
    """秘密の質問と答えの変更; where the policy does not ask it, why, and what there is instead."""
    account: Any = request.user
    if settings.SESSION_POLICY != "strict":
        return render(request, "account/settings/question_off.html", {"account": account})
    initial = {"secret_question": account.secret_question}
    form = kept.form(request, QuestionForm, initial=initial)
    if request.method == "POST":
        if not form.is_valid():
            return kept.again(request, form)
        facts = form.cleaned_data
        kept.forget(request)
        changes.set_answer(account, question=facts["secret_question"], answer=facts["secret_answer"])
        steps.finish(request, QUESTION)
        return see_other("account:question_done")
    page = {"form": form, "has_answer": bool(account.secret_answer)}
    return render(request, "account/settings/question.html", page)


@never_cache
@require_safe
def question_done(request: HttpRequest) -> HttpResponse:
    if not steps.is_done(request, QUESTION):
        return see_other("account:question_change")
    return render(request, "account/settings/question_done.html")


@never_cache
@get_or_post
@visits.require_recent_proof
def question_letter(request: HttpRequest) -> HttpResponse:
    """秘密の質問と答え通知書郵送申請: a one-time code comes by post, never the answer."""
    account: Any = request.user
    if settings.SESSION_POLICY != "strict":
        return see_other("account:question_change")
    return _letter(request, account, "account:question_letter", "account/settings/question_letter.html")


@login_not_required
@never_cache
@get_or_post
def asked_letter(request: HttpRequest) -> HttpResponse:
    """The same from the question itself: after ID and password were accepted, before anything is open."""
    account = _asked(request)
    if account is None:
        return see_other("account:sign_in")
    return _letter(request, account, "account:asked_letter", "account/settings/asked_letter.html")


@login_not_required
@never_cache
@secret_form
@get_or_post
def asked_code(request: HttpRequest) -> HttpResponse:
    """手紙の番号で、答えを決め直す. Afterwards the question is asked again: the code alone opens nothing."""
    account = _asked(request)
    if account is None:
        return see_other("account:sign_in")
    form = kept.form(request, CodeAndQuestionForm)
    if request.method == "POST":
        if form.is_valid():
            facts = form.cleaned_data
            question, answer = facts["secret_question"], facts["secret_answer"]
            if changes.use_answer_code(request, account, facts["code"], question=question, answer=answer):
                kept.forget(request)
                kept.forget(request, "/login/question/")
                return see_other("account:question")
            form.add_error("code", _("この番号は使えません。いちばん新しい手紙の番号を入れてください。"))
        return kept.again(request, form)
    return render(request, "account/settings/asked_code.html", {"form": form})


def _asked(request: HttpRequest) -> Account | None:
    """Who is at the secret question, after the password."""
    waiting, account = actions.pending(request)
    return account if account and waiting["stage"] == actions.QUESTION else None


def _letter(request: HttpRequest, account: Account, name: str, template: str) -> HttpResponse:
    if request.method == "POST":
        if not steps.is_done(request, LETTER) and changes.send_answer_code(account):
            steps.finish(request, LETTER)
        return see_other(name)
    letter = account.person.letters.filter(kind="secret_code").order_by("-created_at").first()
    page = {
        "done": steps.is_done(request, LETTER),
        "letter": letter,
        "may": changes.may_send_answer_code(account),
        "held_until": addresses.held_until(account.person),
        "on_the_way": AnswerCode.objects.filter(account=account).exists(),
        "questions": QUESTIONS,
    }
    return render(request, template, page)


# 利用の停止


@never_cache
@require_safe
def stop(request: HttpRequest) -> HttpResponse:
    """使うのをやめる: what happens then."""
    return render(request, "account/settings/stop.html")


@never_cache
@get_or_post
@visits.require_recent_proof
def stop_check(request: HttpRequest) -> HttpResponse:
    """サービスの利用を止めますか."""
    account: Any = request.user
    if request.method == "POST":
        changes.stop(account)
        request.session.flush()
        return see_other("account:stopped")
    return render(request, "account/settings/stop_check.html", {"account": account})


@login_not_required
@never_cache
@require_safe
def stopped(request: HttpRequest) -> HttpResponse:
    """利用を止めました."""
    return render(request, "account/settings/stopped.html")
