"""使えない時間: the commands, the page in place of the screen, what goes on working."""

import re
from datetime import timedelta
from io import StringIO

import pytest
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import override

from nenkin.services.guide import queries
from nenkin.services.guide.models import Closure

pytestmark = pytest.mark.django_db
REASON = "計算の表を入れかえています。"


def words_of(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def run(*arguments: str) -> str:
    out = StringIO()
    call_command(*arguments, stdout=out)
    return out.getvalue()


def after(**time: float) -> str:
    return (timezone.localtime() + timedelta(**time)).replace(tzinfo=None).isoformat(timespec="seconds")


def close(function: str, *more: str) -> str:
    return run("close_service", function, "--reason", REASON, *more)


def test_a_closed_function_says_what_why_and_until_when(page, hanako):
    close("estimate", "--until", after(hours=2))
    response = page.sign_in(hanako).get("/estimate/", status=503)
    shown = words_of(response)
    assert "いま、年金見込額の試算を使えません" in shown
    assert REASON in shown
    assert "いつから" in shown
    assert re.search(r"いつまで 令和\d+年\d+月\d+日\(.\) \d+:\d\dまで", shown)
    assert "E-SYS-01" in shown
    assert 7190 < int(response["Retry-After"]) <= 7200
    assert response["Cache-Control"] == "no-store, private"


def test_everything_else_works_on_and_is_named(page, hanako):
    close("estimate")
    shown = page.sign_in(hanako).get("/estimate/", status=503).content.decode()
    assert 'href="/records/">年金記録の確認' in shown
    assert "年金見込額の試算</a>" not in shown
    page.get("/records/")
    page.get("/")


def test_an_open_function_is_not_stopped(page, hanako):
    """The check sees the difference: nothing closed, then a planned, then an ended stop."""
    page.sign_in(hanako).get("/estimate/")
    close("estimate", "--from", after(hours=1))
    page.get("/estimate/")
    now = timezone.now()
    Closure.objects.update(starts_at=now - timedelta(hours=2), ends_at=now - timedelta(hours=1))
    cache.clear()
    page.get("/estimate/")


def test_an_end_that_is_not_known_is_said(page, hanako):
    close("estimate")
    response = page.sign_in(hanako).get("/estimate/", status=503)
    assert "まだ決まっていません" in words_of(response)
    assert response["Retry-After"] == "1800"


def test_one_screen_can_be_closed_alone(page, hanako):
    close("records:month")
    assert "年金記録の確認の一部" in words_of(page.sign_in(hanako).get("/records/month/2020-01", status=503))
    page.get("/records/")


def test_all_leaves_the_notice_the_health_check_and_the_way_out(page, hanako, client):
    close("all")
    shown = words_of(page.sign_in(hanako).get("/", status=503))
    assert "いま、すべての機能を使えません" in shown
    assert "いまは、どの機能も使えません" in shown
    for path in ("/records/", "/estimate/", "/guide/words/", "/guide/"):
        page.get(path, status=503)
    assert REASON in words_of(page.get("/guide/hours/"))
    assert page.client.get("/healthz").status_code == 200
    page.post("/logout/")
    page.get("/login/", status=503)


def test_a_closed_sign_in_takes_no_password(page, hanako):
    close("account")
    response = page.post("/login/", {"user_id": "hanako", "password": "hanako-no-aikotoba"}, status=503)
    assert "送った内容は、受け取っていません" in words_of(response)
    assert "パスワードなどの秘密とファイルは残していません" in words_of(response)
    assert "aikotoba" not in response.content.decode()
    assert not page.client.session.get("_auth_user_id")


def test_what_was_typed_stays_on_the_page_and_can_be_sent_again(page, hanako):
    page.sign_in(hanako)
    close("estimate")
    typed = {"until": "60", "start_years": "70", "start_months": "0", "odd": '"><b>年'}
    response = page.post("/estimate/", typed, status=503)
    form = (
        response.content.decode()
        .partition('<form method="post" action="/estimate/">')[2]
        .partition("</form>")[0]
    )
    assert "この画面に残っています" in words_of(response)
    for name in typed:
        assert form.count(f'name="{name}"') == 1
    assert "&quot;&gt;&lt;b&gt;年" in form
    run("open_service", "estimate")
    assert page.post("/estimate/", typed)["Location"] == "/estimate/result"


def test_somebody_not_signed_in_is_asked_to_sign_in_first(client):
    close("estimate")
    assert client.get("/estimate/").status_code == 302


def test_of_two_stops_the_longer_one_is_told(page, hanako):
    close("all", "--until", after(hours=1))
    close("estimate", "--until", after(hours=3))
    assert int(page.sign_in(hanako).get("/estimate/", status=503)["Retry-After"]) > 10_000
    assert int(page.get("/records/", status=503)["Retry-After"]) <= 3600


def test_the_stops_cost_one_query_in_some_seconds(page, hanako):
    close("estimate", "--from", after(hours=1))
    page.sign_in(hanako).get("/guide/")
    with CaptureQueriesContext(connection) as asked:
        for path in ("/guide/", "/guide/hours/", "/records/"):
            page.get(path)
    assert not [query for query in asked if "guide_closure" in query["sql"]]
    cache.clear()
    with CaptureQueriesContext(connection) as asked:
        page.get("/guide/hours/")
    assert len([query for query in asked if "guide_closure" in query["sql"]]) == 1


def test_a_database_that_does_not_answer_closes_nothing(monkeypatch):
    def gone(*conditions):
        raise DatabaseError

    monkeypatch.setattr(Closure.objects, "filter", gone)
    cache.clear()
    assert queries.not_ended() == []


@pytest.mark.parametrize("path", ["/login/", "/guide/hours/"])
def test_a_planned_stop_is_told_before_it_comes(page, path):
    assert REASON not in words_of(page.get(path))
    close("estimate", "--from", after(days=2), "--until", after(days=2, hours=3))
    shown = words_of(page.get(path))
    assert "年金見込額の試算" in shown
    assert REASON in shown


def test_a_planned_stop_is_told_at_home(page, hanako):
    close("records", "--from", after(days=2))
    shown = words_of(page.sign_in(hanako).get("/"))
    assert "使えない時間のお知らせ" in shown
    assert "いつまでかは、まだ決まっていません" in shown


def test_the_reason_is_told_in_english_where_there_is_one():
    run("close_service", "estimate", "--reason", REASON, "--reason-en", "New tables.")
    (stop,) = queries.not_ended()
    assert stop.reason == REASON
    with override("en"):
        assert stop.reason == "New tables."


def test_a_reason_is_text(page, hanako):
    run("close_service", "estimate", "--reason", "<script>1</script>")
    assert "<script>1" not in page.sign_in(hanako).get("/estimate/", status=503).content.decode()


def test_open_service_ends_the_stop_and_keeps_its_row(page, hanako):
    close("estimate")
    page.sign_in(hanako).get("/estimate/", status=503)
    assert run("open_service", "estimate").startswith("estimate: 1 stops ended")
    page.get("/estimate/")
    assert Closure.objects.get().ends_at <= timezone.now()


def test_a_planned_stop_is_taken_back_on_request_only():
    close("estimate", "--from", after(hours=1))
    with pytest.raises(
        CommandError, match=r"estimate has no running stop of its own; stops: estimate \(planned\)"
    ):
        run("open_service", "estimate")
    assert run("open_service", "estimate", "--planned").startswith("estimate: 1 planned")
    assert not Closure.objects.exists()


def test_opening_what_another_stop_closes_names_that_stop():
    close("all")
    with pytest.raises(CommandError, match=r"stops: all \(running\)"):
        run("open_service", "estimate")


def test_the_list_names_running_and_planned_stops():
    assert run("closed_services") == "nothing is stopped or planned\n"
    close("records")
    close("estimate", "--from", after(hours=1), "--until", after(hours=2))
    running, planned = run("closed_services").splitlines()
    assert running.startswith("running  records  ")
    assert "  open  " in running
    assert planned.startswith("planned  estimate  ")
    assert planned.endswith(REASON)


REFUSED = {
    "unknown function": (["estimat"], r"there is no function 'estimat'; did you mean estimate"),
    "nothing like it": (["zzz"], r"known: account, all, .*estimate.*, or folder:screen"),
    "sign-out": (["account:sign_out"], "account:sign_out is never closed"),
    "health check": (["healthz"], "healthz is never closed"),
    "the notice": (["guide:hours"], "guide:hours is never closed"),
    "an end in the past": (
        ["estimate", "--until", "2020-01-01T06:00"],
        r"--until 2020-01-01T06:00\+09:00 is not after now",
    ),
    "a start in the past": (["estimate", "--from", "2020-01-01T06:00"], r"--from .* is in the past"),
    "an end before the start": (
        ["estimate", "--from", "2999-01-02T00:00", "--until", "2999-01-01T00:00"],
        r"--until .* is not after --from",
    ),
    "no time at all": (["estimate", "--until", "tomorrow"], "invalid moment value: 'tomorrow'"),
    "an empty reason": (["estimate", "--reason", " "], "--reason is empty"),
    "a reason that is too long": (["estimate", "--reason", "あ" * 201], "at most 200 characters"),
}


@pytest.mark.parametrize(("arguments", "words"), REFUSED.values(), ids=REFUSED.keys())
def test_what_makes_no_sense_is_refused_in_words(arguments, words):
    with pytest.raises(CommandError, match=words):
        run("close_service", "--reason", REASON, *arguments)
    assert not Closure.objects.exists()


def test_a_time_without_zone_is_the_time_of_the_portal():
    close("estimate", "--until", "2999-12-01T06:00")
    assert Closure.objects.get().ends_at.isoformat() == "2999-11-30T21:00:00+00:00"


@pytest.mark.parametrize(
    "wrong",
    [
        {"ends_at": timezone.now() - timedelta(days=1)},
        {"function": ""},
        {"reason_ja": ""},
    ],
    ids=["ends before it starts", "no function", "no reason"],
)
def test_the_database_keeps_no_senseless_stop(wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        Closure.objects.create(**{"function": "estimate", "reason_ja": REASON} | wrong)
