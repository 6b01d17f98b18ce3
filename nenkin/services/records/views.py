"""年金記録の画面。"""

import re

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from nenkin.registry import access
from nenkin.services.records import queries

PURPOSE = "年金記録の確認"


@require_safe
def record(request: HttpRequest) -> HttpResponse:
    """加入の一覧、月ごとの記録、加入期間の合計。"""
    stored = access.record_of(account=request.user, purpose=PURPOSE)
    view = queries.record_view(stored, as_of=timezone.localdate())
    return render(request, "records/list.html", {"stored": stored, **view._asdict()})


@require_safe
def month(request: HttpRequest, month: str) -> HttpResponse:
    """ひと月のくわしい内容。"""
    if not re.fullmatch(r"[12][0-9]{3}-(0[1-9]|1[0-2])", month, re.ASCII):
        raise Http404
    stored = access.record_of(account=request.user, purpose=PURPOSE)
    view = queries.month_view(stored, month=month, as_of=timezone.localdate())
    if view is None:
        raise Http404
    return render(request, "records/month.html", {"stored": stored, **view._asdict()})
