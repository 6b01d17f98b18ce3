"""もうひとつの確認: codes of an app and printed ones, in the sign-in and in the settings."""

import re
import subprocess
import sys
import time
from datetime import date
from pathlib import Path
from urllib.parse import unquote

import pyotp
import pytest
from django.db import connection
from django.utils import timezone

from nenkin.registry import addresses
from nenkin.registry.models import Letter, Mail
from nenkin.services.account import factors, visits
from nenkin.services.account.models import Account, CodeApp, NationalIdLink, PortalSession, PrintedCode

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).parents[4]
PASSWORD = "hanako-no-aikotoba"
SEED = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
NOW = 1_800_000_015  # in the middle of a step
PROVE, AGAIN, OVERVIEW = "/login/prove/", "/prove-again/", "/settings/factors/"
CHANGES = [
    "/settings/factors/passkeys/add/",
    "/settings/factors/app/",
    "/settings/factors/app/remove/",
    "/settings/factors/codes/",
    "/settings/factors/codes/start/",
    "/settings/factors/codes/remove/",
]


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    """The clock of the codes, which a test may set."""
    now = [NOW]
    monkeypatch.setattr("nenkin.services.account.factors.time.time", lambda: now[0])
    return now


def code(steps: int = 0) -> str:
    return pyotp.TOTP(SEED).at(NOW + 30 * steps)


@pytest.fixture
def app(hanako) -> CodeApp:
    return CodeApp.objects.create(account=hanako, seed=SEED, created_at=timezone.now())


@pytest.fixture
def printed(hanako) -> list[str]:
    return factors.print_codes(hanako)


@pytest.fixture
def address(hanako) -> None:
    addresses.record(hanako.person, at=timezone.now(), postal_code="1000001", text="見本県見本市1-2-3")


def sign_in(page, **fields) -> str:
    return page.post("/login/", {"user_id": "hanako", "password": PASSWORD, **fields})["Location"]


def prove(page, typed: str) -> str:
    return page.post(PROVE, {"code": typed})["Location"]


# The stage of the sign-in


def test_on_a_new_browser_the_password_is_not_enough(page, hanako, app):
    assert sign_in(page) == PROVE
    assert "_auth_user_id" not in page.client.session
    assert "確認コード" in page.get(PROVE).content.decode()

    assert prove(page, code()) == "/"
    assert PortalSession.objects.get(state="active").method == "password+app"


def test_on_a_known_browser_it_is(page, hanako, app):
    sign_in(page)
    prove(page, code())
    page.post("/logout/")

    assert sign_in(page) == "/"


def test_without_a_factor_the_password_is_enough(page, hanako):
    assert sign_in(page) == "/"


@pytest.mark.parametrize("shape", ["{}{}{} {}{}{}", "{}{}{}-{}{}{}", " {}{}{}{}{}{}　", "{}ー{}ー{}{}{}{}"])
def test_a_code_may_be_typed_as_people_type(page, hanako, app, shape):
    sign_in(page)

    wide = shape.format(*code()).translate({ord("0") + digit: ord("０") + digit for digit in range(10)})
    assert prove(page, wide) == "/"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "確認コードが空です。"),
        ("12345", "数字が5こです。6か12こ入れてください。"),
        ("12345a", "数字でない文字が入っています。"),
        ("١٢٣٤٥٦", "数字でない文字が入っています。"),
        ("1" * 12, "この番号は使えません。"),
        ("\x00", "確認コードが空です。"),
    ],
)
def test_a_wrong_code_says_what_to_do(page, hanako, app, typed, words):
    sign_in(page)
    assert prove(page, typed) == PROVE

    text = page.get(PROVE).content.decode()
    assert words in text
    assert "<title>エラー: " in text


def test_what_was_typed_is_not_kept(page, hanako, app):
    sign_in(page)
    wrong = "000000" if code() != "000000" else "000001"
    prove(page, wrong)

    assert f'value="{wrong}"' not in page.get(PROVE).content.decode()


def test_the_stage_is_nobodys_without_the_password_before(page, hanako, app):
    assert page.get(PROVE, status=303)["Location"] == "/login/"
    assert prove(page, code()) == "/login/"
    assert page.post("/login/prove/passkey/", status=403).content == b""
    assert CodeApp.objects.get().last_step == 0


def test_the_code_of_somebody_else_opens_nothing(page, hanako, taro, printed):
    CodeApp.objects.create(account=taro, seed=SEED, created_at=timezone.now())
    sign_in(page)

    assert prove(page, code()) == PROVE


def test_many_wrong_codes_are_not_looked_at(page, hanako, app):
    sign_in(page)
    for number in range(5):
        prove(page, f"{number:012}")

    assert prove(page, code()) == PROVE
    assert CodeApp.objects.get().last_step == 0


def test_wrong_codes_of_a_stranger_do_not_shut_out_the_owners_browser(page, hanako, app, rf):
    sign_in(page)
    prove(page, code())
    page.post("/logout/")
    request = rf.get("/", REMOTE_ADDR="203.0.113.7")
    for number in range(20):
        factors.check_code(request, hanako, f"{number:012}")
    assert factors.check_code(request, hanako, code(1)) is None

    page.sign_in(hanako)
    assert page.post(AGAIN, {"code": code(1)})["Location"] == "/"


# Codes of an app (RFC 6238)


@pytest.mark.parametrize(
    ("at", "known"), [(59, "287082"), (1_111_111_109, "081804"), (1_234_567_890, "005924")]
)
def test_the_codes_are_those_of_rfc_6238(at, known, clock):
    """Appendix B, SHA-1, the last six of eight digits."""
    clock[0] = at
    seed = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"  # 12345678901234567890

    assert factors.step_of(seed, known) == at // 30


@pytest.mark.parametrize(
    ("steps", "right"), [(-3, False), (-2, False), (-1, True), (0, True), (1, True), (2, False), (3, False)]
)
def test_one_step_before_and_after_counts(hanako, app, steps, right):
    assert factors.use_app_code(hanako, code(steps)) is right


def test_a_code_counts_once_and_older_ones_no_more(hanako, app):
    assert factors.use_app_code(hanako, code())
    assert not factors.use_app_code(hanako, code())
    assert not factors.use_app_code(hanako, code(-1))
    assert factors.use_app_code(hanako, code(1))


AT_ONCE = """
import threading, time
import pyotp
from django.db import connection
from django.utils import timezone
from nenkin.services.account import factors
from nenkin.services.account.models import Account, CodeApp

account = Account.objects.get(user_id="p01")
seed = pyotp.random_base32()
CodeApp.objects.create(account=account, seed=seed, created_at=timezone.now())
code, printed = pyotp.TOTP(seed).now(), factors.print_codes(account)

def careless():
    before = CodeApp.objects.get(account=account).last_step
    time.sleep(0.1)
    CodeApp.objects.filter(account=account).update(last_step=2**40)
    return before < 2**40

def at_once(use):
    together, results = threading.Barrier(20), []
    def one():
        together.wait()
        results.append(use())
        connection.close()
    threads = [threading.Thread(target=one) for _ in range(20)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    return f"{sum(results)}/{len(results)}"

uses = (lambda: factors.use_app_code(account, code), lambda: factors.use_printed_code(account, printed[3]), careless)
print(*map(at_once, uses))
"""


def test_of_twenty_uses_at_once_exactly_one_counts(own_database):
    """S-232, S-233. The control: reading first and writing later lets several through."""

    def run(*arguments: str) -> str:
        command = [sys.executable, str(ROOT / "manage.py"), *arguments]
        done = subprocess.run(command, env=own_database, capture_output=True, text=True, check=True)
        return done.stdout

    run("migrate", "-v0")
    run("load_practice")
    app, printed, careless = run("shell", "--no-imports", "-c", AT_ONCE).split()

    assert (app, printed) == ("1/20", "1/20")
    assert int(careless.removesuffix("/20")) > 1


def test_the_seed_is_sealed(hanako, app):
    with connection.cursor() as cursor:
        cursor.execute("SELECT seed FROM account_codeapp")
        assert SEED not in cursor.fetchone()[0]


def test_an_app_counts_once_it_has_shown_a_code(page, hanako):
    page.sign_in(hanako)
    text = page.get("/settings/factors/app/").content.decode()
    seed = re.search("<code>([A-Z2-7 ]+)</code>", text).group(1).replace(" ", "")
    assert len(seed) == 32
    assert 'src="data:image/svg+xml' in text
    assert f"secret={seed}" in text
    assert not CodeApp.objects.exists()
    assert page.post("/settings/factors/app/", {"code": "000000"})["Location"] == "/settings/factors/app/"
    again = page.get("/settings/factors/app/").content.decode()
    assert "番号がちがいます。" in again
    assert f"secret={seed}" in again

    assert page.post("/settings/factors/app/", {"code": pyotp.TOTP(seed).at(NOW)})["Location"] == OVERVIEW
    assert "確認コードのアプリを使えるようにしました。" in page.get(OVERVIEW).content.decode()
    assert not factors.use_app_code(hanako, pyotp.TOTP(seed).at(NOW))
    assert f"secret={seed}" not in page.get("/settings/factors/app/").content.decode()


def test_a_new_app_takes_the_place_of_the_old_one(page, hanako, app):
    page.sign_in(hanako)
    text = page.get("/settings/factors/app/").content.decode()
    assert "前のアプリの番号は使えなくなります" in text
    seed = re.search("secret=([A-Z2-7]{32})", text).group(1)
    page.post("/settings/factors/app/", {"code": pyotp.TOTP(seed).at(NOW)})

    assert not factors.use_app_code(hanako, code(1))
    page.post("/settings/factors/app/remove/")
    assert not factors.available(hanako)


def test_a_seed_that_waited_too_long_is_made_anew(page, hanako, monkeypatch):
    page.sign_in(hanako)
    first = page.get("/settings/factors/app/").content.decode()
    later = time.time() + 1801
    monkeypatch.setattr("nenkin.services.account.views_factors.time.time", lambda: later)
    monkeypatch.setattr("nenkin.services.account.visits.proved_recently", lambda request: True)

    second = page.get("/settings/factors/app/").content.decode()
    assert re.search("secret=([A-Z2-7]{32})", first).group(1) not in second


# Printed codes


def test_ten_codes_are_shown_until_they_are_on_paper(page, hanako):
    page.sign_in(hanako)
    assert page.post("/settings/factors/codes/", {"how": "print"})["Location"] == OVERVIEW + "codes/shown/"
    text = page.get(OVERVIEW + "codes/shown/").content.decode()
    codes = re.findall("[0-9]{4} [0-9]{4} [0-9]{4}", text)
    assert len(set(codes)) == 10
    assert codes[0] in page.get(OVERVIEW + "codes/shown/").content.decode()  # a reload is no loss

    page.post(OVERVIEW + "codes/shown/")
    assert page.get(OVERVIEW + "codes/shown/", status=303)["Location"] == OVERVIEW
    page.post("/logout/")
    assert sign_in(page) == PROVE
    assert prove(page, codes[9]) == "/"
    assert "残りは9個です。" in page.get(OVERVIEW).content.decode()


def test_codes_are_shown_for_ten_minutes_at_most(page, hanako, monkeypatch):
    page.sign_in(hanako)
    page.post("/settings/factors/codes/", {"how": "print"})
    later = time.time() + 601
    monkeypatch.setattr("nenkin.services.account.views_factors.time.time", lambda: later)

    assert page.get(OVERVIEW + "codes/shown/", status=303)["Location"] == OVERVIEW


def test_codes_are_kept_as_slow_hashes_alone(hanako, printed):
    """S-233."""
    kept = list(PrintedCode.objects.values_list("code_hash", flat=True))

    assert all(each.startswith("argon2$argon2id$") for each in kept)
    assert not any(each in str(kept) for each in printed)


def test_a_printed_code_counts_once(hanako, printed):
    assert all(len(each) == 12 for each in printed)
    assert [factors.use_printed_code(hanako, printed[0]) for _ in range(2)] == [True, False]
    assert factors.use_printed_code(hanako, printed[9])
    assert factors.codes_left(hanako) == 8


def test_one_try_costs_one_slow_hash(hanako, printed, monkeypatch):
    checked = []
    monkeypatch.setattr(factors, "check_password", lambda *a: checked.append(a))
    factors.use_printed_code(hanako, printed[4])

    assert len(checked) == 1


def test_a_new_list_kills_the_old(hanako, printed):
    fresh = factors.print_codes(hanako)

    assert not factors.use_printed_code(hanako, printed[0])
    assert factors.use_printed_code(hanako, fresh[0])


def test_a_list_that_is_used_up_is_no_factor(hanako, printed):
    PrintedCode.objects.update(used_at=timezone.now())

    assert not factors.available(hanako)


def test_a_list_by_post_counts_from_its_first_code(page, hanako, printed, address):
    page.sign_in(hanako)
    assert page.post("/settings/factors/codes/", {"how": "post"})["Location"] == OVERVIEW
    letter = Letter.objects.get(kind="printed_codes")
    sent = letter.facts["codes"]
    assert len(set(sent)) == 10
    assert letter.due_on > date(2026, 1, 1)
    assert "届いた表を使い始める" in page.get(OVERVIEW).content.decode()
    assert factors.use_printed_code(hanako, printed[0])

    page.get(OVERVIEW + "codes/start/")
    assert page.post(OVERVIEW + "codes/start/", {"code": sent[2]})["Location"] == OVERVIEW
    assert not factors.use_printed_code(hanako, printed[1])
    assert factors.use_printed_code(hanako, sent[0])
    assert not factors.use_printed_code(hanako, sent[2])
    assert factors.codes_left(hanako) == 8


def test_a_list_in_the_post_locks_nobody_out(page, hanako, address):
    page.sign_in(hanako)
    page.post("/settings/factors/codes/", {"how": "post"})
    page.post("/logout/")
    page.client.cookies.clear()

    assert sign_in(page) == "/"


def test_three_letters_a_month_and_none_without_an_address(page, hanako, taro, address):
    page.sign_in(hanako)
    for _ in range(5):
        page.post("/settings/factors/codes/", {"how": "post"})
    assert Letter.objects.count() == 3
    assert "いまは送れません。" in page.get("/settings/factors/codes/").content.decode()

    page.sign_in(taro)
    page.post("/settings/factors/codes/", {"how": "post"})
    assert Letter.objects.count() == 3


# Settings


def test_the_list_says_when_there_is_nothing_yet(page, hanako):
    page.sign_in(hanako)

    assert "まだ1つもありません。" in page.get(OVERVIEW).content.decode()


@pytest.mark.parametrize("url", CHANGES)
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_change_asks_again_after_ten_minutes(page, hanako, app, printed, url, method):
    """S-238."""
    page.sign_in(hanako)
    age(page, 601)
    before = PrintedCode.objects.count(), CodeApp.objects.count()

    answer = getattr(page, method)(url, status=303)
    assert unquote(answer["Location"]) == f"{AGAIN}?next={url}"
    assert (PrintedCode.objects.count(), CodeApp.objects.count()) == before


def age(page, seconds: int) -> None:
    session = page.client.session
    session[visits.SESSION] = {**session[visits.SESSION], "proved": int(time.time()) - seconds}
    session.save()


@pytest.mark.parametrize("way", ["password", "app", "printed"])
def test_any_proof_opens_the_change_and_gives_a_new_secret(page, hanako, app, printed, way, monkeypatch):
    """S-242."""
    page.sign_in(hanako)
    session = page.client.session
    session[visits.SESSION] = {**session[visits.SESSION], "proved": 0}
    session.save()
    before = page.client.cookies["nenkin"].value
    url = page.get("/settings/factors/codes/", status=303)["Location"]
    page.get(url)
    typed = {"password": {"password": PASSWORD}, "app": {"code": code()}, "printed": {"code": printed[5]}}[
        way
    ]

    assert page.post(url, typed)["Location"] == "/settings/factors/codes/"
    assert page.client.cookies["nenkin"].value != before
    page.get("/settings/factors/codes/")


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"password": "x"}, "パスワードがちがいます。"),
        ({"password": ""}, "パスワードが空です。"),
        ({"code": "000000000000"}, "この番号は使えません。"),
        ({}, "確認コードが空です。"),
        ({"passkey_answer": "{}"}, "パスキーで確かめられませんでした。"),
    ],
)
def test_a_wrong_proof_opens_nothing(page, hanako, printed, typed, words):
    page.sign_in(hanako)

    assert (
        page.post(AGAIN + "?next=/settings/factors/", typed)["Location"] == AGAIN + "?next=/settings/factors/"
    )
    assert words in page.get(AGAIN).content.decode()


def test_without_a_password_a_code_proves_and_the_password_is_not_asked(page, hanako, app):
    Account.objects.filter(pk=hanako.pk).update(password="!")
    page.sign_in(Account.objects.get())

    text = page.get(AGAIN).content.decode()
    assert 'name="password"' not in text
    assert page.post(AGAIN, {"code": code()})["Location"] == "/"


@pytest.mark.parametrize(("issuer", "offered"), [("https://id.example.jp", True), ("", False)])
def test_a_linked_card_proves_where_the_national_id_is_on(page, hanako, settings, issuer, offered):
    settings.NATIONAL_ID_ISSUER = issuer
    link = {"issuer": "https://id.example.jp", "subject": "s1", "linked_at": timezone.now()}
    NationalIdLink.objects.create(account=hanako, **link)
    page.sign_in(hanako)

    assert ("マイナンバーカードで確かめる" in page.get(AGAIN).content.decode()) is offered


def test_without_anything_to_prove_with_signing_in_anew_is_the_way(page, hanako):
    Account.objects.filter(pk=hanako.pk).update(password="!")
    page.sign_in(Account.objects.get())

    assert "ログアウトして、もう一度ログイン" in page.get(AGAIN).content.decode()


def test_each_change_gives_a_new_secret_and_a_mail(page, hanako, app):
    """S-242, S-234."""
    Account.objects.filter(pk=hanako.pk).update(mail="hanako@example.jp", language="en")
    page.sign_in(Account.objects.get())
    keys = [page.client.cookies["nenkin"].value]
    for url, typed in ((CHANGES[3], {"how": "print"}), (CHANGES[5], {}), (CHANGES[2], {})):
        page.post(url, typed)
        keys.append(page.client.cookies["nenkin"].value)

    assert len(set(keys)) == 4
    kinds = list(Mail.objects.order_by("pk").values_list("kind", flat=True))
    assert kinds == ["codes_printed", "factor_removed", "factor_removed"]
    assert not any("http" in mail.body or "hanako" in mail.body for mail in Mail.objects.all())


def test_what_is_not_there_is_not_removed(page, hanako):
    page.sign_in(hanako)
    for url in (CHANGES[2], CHANGES[4], CHANGES[5]):
        assert page.get(url, status=303)["Location"] == OVERVIEW


@pytest.mark.parametrize("url", [OVERVIEW, *CHANGES, OVERVIEW + "codes/shown/", OVERVIEW + "passkeys/1/"])
def test_settings_are_for_who_is_in(page, url):
    assert page.get(url, status=302)["Location"].startswith("/login/")


# Stopped by the owner


def frozen(page, hanako) -> None:
    """花子さん is taken over, and stops everything from the browser that lost its visit."""
    page.sign_in(hanako)
    visit = PortalSession.objects.get(state="active")
    visits.end(visit.pk, PortalSession.BY_OWNER, state=PortalSession.REPLACED)
    assert page.get("/records/", status=303)["Location"] == "/session/replaced/"
    assert page.post("/session/freeze/")["Location"] == "/login/frozen/"
    hanako.refresh_from_db()
    assert hanako.frozen_at is not None


def test_a_stopped_account_opens_with_a_second_factor(page, hanako, app):
    frozen(page, hanako)
    assert sign_in(page) == PROVE
    assert "利用を止めています" in page.get(PROVE).content.decode()
    assert prove(page, "0" * 12) == PROVE
    hanako.refresh_from_db()
    assert hanako.frozen_at is not None

    assert prove(page, code()) == "/"
    hanako.refresh_from_db()
    assert hanako.frozen_at is None


def test_a_known_browser_is_no_second_factor_for_a_stopped_account(page, hanako, app):
    sign_in(page)
    prove(page, code())
    Account.objects.filter(pk=hanako.pk).update(frozen_at=timezone.now())
    page.post("/logout/")

    assert sign_in(page) == PROVE


def test_a_stopped_account_without_a_factor_stays_shut(page, hanako):
    frozen(page, hanako)

    assert sign_in(page) == "/login/frozen/"
    assert "もう一度ご利用登録" in page.get("/login/frozen/").content.decode()
    assert "_auth_user_id" not in page.client.session


def test_two_codes_of_a_new_list_at_once_do_not_remove_it(hanako):
    """The second was found under the number that it had before the first one put the list in its place."""
    from nenkin.services.account.models import PrintedCode

    for number in range(11, 21):
        PrintedCode.objects.create(account=hanako, number=number, code_hash="!", created_at=timezone.now())
    one, other = PrintedCode.objects.filter(number__in=(11, 12)).order_by("number")

    assert factors._use_up(hanako, one)
    factors._use_up(hanako, other)
    assert sorted(hanako.printed_codes.values_list("number", flat=True)) == list(range(1, 11))
