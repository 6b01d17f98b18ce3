"""ログイン中の端末、送ったメールと手紙、わたしの記録を見た人."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from nenkin.registry import access, outgoing
from nenkin.registry.models import Letter, Mail
from nenkin.services.account import mail_change, notices, views_lists
from nenkin.services.account.models import Account, KnownDevice, PortalSession

pytestmark = pytest.mark.django_db
VISITS, SENT, LOG = "/settings/visits/", "/settings/sent/", "/settings/viewing-log/"
PASSWORD = "hanako-no-aikotoba"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Mobile/15E148 Safari/604.1"


def visit(account, *, hours: int = 1, **facts) -> PortalSession:
    at = timezone.now() - timedelta(hours=hours)
    values = {"method": "password", "state": "ended", "reason": "signed_out", "device_label": "iPhone"}
    return PortalSession.objects.create(
        account=account, started_at=at, seen_at=at, absolute_until=at + timedelta(hours=8), **values | facts
    )


@pytest.fixture
def owner(page, hanako) -> Account:
    Account.objects.filter(pk=hanako.pk).update(mail="hanako@example.jp")
    hanako.refresh_from_db()
    page.sign_in(hanako)
    return hanako


def words(page, path: str) -> str:
    text = re.sub("<(script|style).*?</.*?>", "", page.get(path).content.decode(), flags=re.S)
    return text[text.index("<main") :]


# ログイン中の端末


def test_this_visit_and_those_before_are_shown(page, owner, taro):
    """S-250, B-112: both devices of two sign-ins, their place and how they ended."""
    visit(owner, state="replaced", reason="by_owner", method="password+app", place="192.0.…")
    visit(taro, device_label="太郎の端末")

    shown = words(page, VISITS)

    now, before = shown.split("これまでのログイン")
    assert "Linux、Firefox" in now
    assert "この端末からログアウトする" in now
    for part in ("iPhone", "パスワード + アプリの番号", "192.0.…", "別の端末に移りました"):
        assert part in before
    assert "太郎の端末" not in shown


def test_the_first_visit_has_none_before(page, owner):
    assert "いまのログインが、はじめてです" in words(page, VISITS)


def test_no_more_than_twenty(page, owner):
    for hours in range(1, 30):
        visit(owner, hours=hours)

    assert words(page, VISITS).count('scope="row"') == views_lists.SIGN_INS - 1  # and this one


@pytest.mark.parametrize(
    "reason", [value for name, value in vars(PortalSession).items() if name.isupper()][-6:]
)
def test_each_end_has_its_words(page, owner, reason):
    visit(owner, reason=reason)

    assert re.search(r'終わり方"><span>[^<]{6,}</span>', words(page, VISITS))


def test_ending_this_visit_signs_out(page, owner):
    number = PortalSession.objects.get(state="active").pk

    assert page.post(f"/settings/visits/{number}/end/")["Location"] == "/logout/done/"
    assert page.client.get(VISITS).status_code == 302


def test_a_visit_of_somebody_else_is_not_ended(page, owner, taro):
    other = visit(taro, state="active", reason="")

    page.post(f"/settings/visits/{other.pk}/end/", status=404)

    other.refresh_from_db()
    assert other.state == "active"


def test_a_forgotten_device_is_a_new_one_at_the_next_sign_in(client, hanako, page):
    client.post("/login/", {"user_id": "hanako", "password": PASSWORD}, HTTP_USER_AGENT=PHONE)
    assert "iPhone" in client.get(VISITS).content.decode()
    device = KnownDevice.objects.get()

    client.post(f"/settings/devices/{device.pk}/forget/")

    shown = client.get(VISITS).content.decode()
    assert "を忘れました" in shown
    assert f"/settings/devices/{device.pk}/forget/" not in shown
    assert "を忘れました" not in client.get(VISITS).content.decode()
    client.post("/logout/")
    client.post("/login/", {"user_id": "hanako", "password": PASSWORD}, HTTP_USER_AGENT=PHONE)
    assert KnownDevice.objects.count() == 2


def test_a_device_of_somebody_else_is_not_forgotten(page, owner, taro):
    now = timezone.now()
    other = KnownDevice.objects.create(
        account=taro, number="n", token_hash="h", created_at=now, last_used_at=now
    )

    page.post(f"/settings/devices/{other.pk}/forget/", status=404)

    other.refresh_from_db()
    assert other.revoked_at is None


# 送ったメールと手紙


def letter(account, **facts) -> Letter:
    return outgoing.letter(
        kind="user_id", person=account.person, at=timezone.now(), facts={"user_id": "k7rm4tqx"}, **facts
    )


def test_nothing_sent_yet(page, owner):
    assert "まだ何も送っていません" in words(page, SENT)
    Account.objects.update(mail="")
    assert "メールアドレスがないので" in words(page, SENT)


def test_every_mail_and_letter_is_in_the_list(page, owner, taro):
    notices.tell(owner, "login")
    letter(owner)
    notices.tell(taro, "password_changed", to="taro@example.jp")

    shown = words(page, SENT)

    assert shown.count('scope="row"') == 2
    assert "h•••@example.jp" in shown
    assert "hanako@example.jp" not in shown
    assert "ユーザIDのお知らせ" in shown
    assert "k7rm4tqx" not in shown
    assert "パスワードが変わりました" not in shown


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        ({}, "これから送ります"),
        ({"tries": 2}, "もう一度送ります"),
        ({"next_try_at": None, "tries": 9}, "届けられませんでした"),
        ({"sent_at": timezone.now()}, "送りました<br>"),
    ],
)
def test_the_state_of_a_mail_in_words(page, owner, facts, state):
    notices.tell(owner, "login")
    Mail.objects.update(**facts)

    assert state in words(page, SENT)


@pytest.mark.parametrize(("printed", "state"), [(False, "これから印刷します"), (True, "印刷しました<br>")])
def test_the_state_of_a_letter_in_words(page, owner, printed, state):
    letter(owner)
    Letter.objects.update(printed_at=timezone.now() if printed else None)

    assert state in words(page, SENT)


def test_a_mail_can_be_read_by_its_receiver_only(page, owner, taro):
    notices.tell(owner, "password_changed")
    address = f"{SENT}mail/{Mail.objects.get().pk}/"
    assert "ほかの端末は、すべてログアウトしました。" in words(page, address)

    page.sign_in(taro).get(address, status=404)


@pytest.mark.parametrize("kind", sorted(outgoing.WITH_LINK))
def test_a_link_is_in_the_mail_alone(page, owner, kind):
    """Else whoever is signed in could confirm an address without reading its mail."""
    link = "http://testserver/settings/mail/link/gAAAA-secret/"
    outgoing.mail(kind=kind, to="x@example.jp", person=owner.person, link=link, minutes=30, hours=24)

    shown = words(page, f"{SENT}mail/{Mail.objects.get().pk}/")

    assert "gAAAA-secret" not in shown
    assert "メールの中だけで見られます" in shown


def test_the_link_to_a_new_address_is_not_shown_either(page, owner, rf):
    mail_change.ask(rf.get("/"), owner, "new@example.jp")
    link = re.search(r"link/(\S+)/", Mail.objects.get().body).group(1)

    assert link not in words(page, f"{SENT}mail/{Mail.objects.get().pk}/")


def test_twenty_a_page(page, owner):
    for number in range(25):
        notices.tell(owner, "login")
        Mail.objects.filter(pk=Mail.objects.latest("pk").pk).update(subject=f"【S】{number:03}")

    first, second = words(page, SENT), words(page, f"{SENT}?page=2")
    assert ("024" in first, "024" in second) == (True, False)
    assert ("000" in first, "000" in second) == (False, True)
    assert "25件のうち、21〜25件目" in second
    for page_number in ("0", "99", "x", "-1"):
        page.get(f"{SENT}?page={page_number}")


def test_hostile_text_is_shown_as_text(page, owner):
    notices.tell(owner, "login")
    Mail.objects.update(subject="【S】<b>x</b>", body="<img src=x>\n\nhttps://example.jp/?a&b")

    for path in (SENT, f"{SENT}mail/{Mail.objects.get().pk}/"):
        assert "<img src=x>" not in words(page, path)
        assert "&lt;b&gt;" in words(page, path)


# わたしの記録を見た人


def test_nobody_yet(page, owner):
    assert "まだだれも、記録を開いていません" in words(page, LOG)
    assert "ご本人のほかに、記録を開いた人はいません" in words(page, f"{LOG}?who=others")


def test_own_openings_on_end_are_one_row(page, owner):
    for _time in range(3):
        page.get("/")
    page.get("/records/")

    shown = words(page, LOG)

    assert shown.count('scope="row"') == 1
    assert "続けて4回" in shown
    for part in ("ご本人", "ホーム", "年金記録の確認"):
        assert part in shown


def test_who_tried_and_was_refused_is_shown_without_a_name(page, owner, jiro):
    page.get("/")
    with pytest.raises(PermissionDenied):
        access.record_of(account=jiro, person=owner.person, purpose="<b>年金記録の確認</b>")
    page.get("/")

    shown = words(page, LOG)

    assert shown.count('scope="row"') == 3
    assert "別の利用者" in shown
    assert "開こうとしました。見せていません" in shown
    assert "&lt;b&gt;" in shown
    assert "次郎" not in shown
    assert "<b>1回</b>" in shown
    assert words(page, f"{LOG}?who=others").count('scope="row"') == 1


def test_nobody_sees_the_log_of_another(page, owner, taro):
    page.get("/")

    assert "まだだれも" in words(page.sign_in(taro), LOG)


def test_fifty_openings_a_page(page, owner, jiro):
    for _time in range(views_lists.OPENINGS_A_PAGE + 1):
        with pytest.raises(PermissionDenied):
            access.record_of(account=jiro, person=owner.person, purpose="x")

    assert words(page, f"{LOG}?who=others&page=2").count('scope="row"') == 1
    assert 'href="?page=2&amp;who=others"' in words(page, f"{LOG}?who=others")


def test_purposes_have_english_words():
    """What the screens write into the trail is Japanese; each purpose that exists can be said in English."""
    from nenkin.services.account.viewing import PURPOSES
    from nenkin.services.estimate.views import PURPOSE as estimate
    from nenkin.services.records.views import PURPOSE as records

    assert {estimate, records, "ホーム"} <= set(PURPOSES)
