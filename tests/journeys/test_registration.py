"""Every way of registering, from the paper or the letter to the record, on a phone and on a PC."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.django_db(transaction=True)
PASSWORD = "あおい空とたかい山とひろい海へ"
SIZES = {"phone": {"width": 360, "height": 740}, "pc": {"width": 1280, "height": 900}}


@pytest.fixture
def newcomers(transactional_db) -> dict:
    from nenkin.services.registration import practice

    practice.load(timezone.now())
    return {person.id: person for person in practice.newcomers()}


@pytest.fixture(params=SIZES)
def screen(request, open_page):
    """A page of both sizes, with script and without."""
    return lambda **options: open_page(viewport=SIZES[request.param], **options)


def heading(page: Page, words: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_contain_text(words)


def onward(page: Page, button: str = "次へ") -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=button, exact=True).click()


def agree(page: Page) -> None:
    page.goto("/registration/")
    page.get_by_role("link", name="登録を始める", exact=True).click()
    onward(page, "同意する")


def fill_person(page: Page, person) -> None:
    page.get_by_label("基礎年金番号").fill(person.number)
    page.get_by_label("お名前").fill(person.name)
    page.get_by_label("フリガナ").fill(person.kana)
    page.get_by_label("年号").select_option("西暦")
    page.get_by_label("年", exact=True).fill(str(person.birth_date.year))
    page.get_by_label("月", exact=True).fill(str(person.birth_date.month))
    page.get_by_label("日", exact=True).fill(str(person.birth_date.day))
    page.get_by_label(person.sex, exact=True).check()


def fill_rest(page: Page) -> None:
    page.get_by_label("メールアドレス").fill("arata@example.jp")
    page.get_by_label("パスワード").fill(PASSWORD)
    onward(page)
    onward(page)
    heading(page, "この内容で申し込みますか")


def link() -> str:
    from nenkin.registry.models import Mail

    body = Mail.objects.filter(kind="confirm_registration").latest("pk").body
    return re.search(r"(/registration/link/\S+)", body)[1]


def sign_in(page: Page, user_id: str) -> None:
    page.goto("/login/")
    page.get_by_label("ユーザID").fill(user_id)
    page.get_by_label("パスワード").fill(PASSWORD)
    onward(page, "ログイン")


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_from_the_access_key_to_the_record(screen, newcomers, check, script):
    page = screen(java_script_enabled=script)
    look = check if script else lambda page: None
    page.goto("/registration/")
    look(page)
    page.get_by_role("link", name="登録を始める", exact=True).click()
    look(page)
    onward(page, "同意する")
    look(page)
    page.get_by_label("アクセスキーを使う").check()
    onward(page)
    look(page)
    page.get_by_label("アクセスキー").fill(newcomers["p21"].key_groups)
    fill_person(page, newcomers["p21"])
    onward(page)
    heading(page, "メールアドレスとパスワード")
    look(page)
    fill_rest(page)
    look(page)
    onward(page, "申し込む")
    heading(page, "申込みを受け付けました")
    look(page)
    page.goto(link())
    look(page)
    onward(page, "登録を続ける")
    heading(page, "登録できました")
    look(page)
    user_id = page.locator("code").inner_text()
    sign_in(page, user_id)
    page.goto("/records/")
    heading(page, "年金記録")
    expect(page.get_by_text("見本 新").first).to_be_visible()


def test_from_the_letter_to_the_record(screen, newcomers, check):
    from nenkin.registry.models import Letter
    from nenkin.services.registration import actions

    page, person = screen(), newcomers["p22"]
    agree(page)
    page.get_by_label("アクセスキーを使わない").check()
    onward(page)
    fill_person(page, person)
    onward(page)
    heading(page, "住所")
    check(page)
    page.get_by_label("郵便番号").fill(person.postal_code)
    page.get_by_label("住所", exact=False).first.fill(person.address)
    page.get_by_label("建物と部屋番号").fill(person.building)
    onward(page)
    fill_rest(page)
    check(page)
    onward(page, "申し込む")
    check(page)
    page.goto(link())
    onward(page, "登録を続ける")
    heading(page, "メールを確認しました")
    check(page)
    actions.match_waiting()
    sign_in(page, Letter.objects.get(kind="user_id").facts["user_id"])
    page.goto("/records/")
    heading(page, "年金記録")


def test_back_forward_reload_at_each_step_lose_nothing(screen, newcomers):
    page, person = screen(), newcomers["p21"]

    def wander(words: str) -> None:
        page.reload()
        heading(page, words)
        page.go_back()
        page.go_forward()
        heading(page, words)

    agree(page)
    page.get_by_label("アクセスキーを使う").check()
    onward(page)
    page.get_by_label("アクセスキー").fill(person.key_groups)
    onward(page)
    expect(page).to_have_title(re.compile("^エラー: "))
    wander("お名前と生年月日")
    page.get_by_label("アクセスキー").fill(person.key_groups)
    fill_person(page, person)
    onward(page)
    wander("メールアドレスとパスワード")
    page.go_back()
    expect(page.get_by_label("お名前")).to_have_value(person.name)
    page.go_forward()
    fill_rest(page)
    wander("この内容で申し込みますか")
    onward(page, "申し込む")
    number = page.locator(".num").inner_text()
    wander("申込みを受け付けました")
    page.go_back()
    if page.get_by_role("button", name="申し込む").count():
        onward(page, "申し込む")
    assert page.locator(".num").inner_text() == number


def test_two_tabs_register_two_people(screen, newcomers):
    first = screen()
    second = first.context.new_page()
    for page, person in ((first, "p21"), (second, "p22")):
        agree(page)
        page.get_by_label("アクセスキーを使う").check()
        onward(page)
        page.get_by_label("アクセスキー").fill(newcomers[person].key_groups)
    for page, person in ((second, "p22"), (first, "p21")):
        fill_person(page, newcomers[person])
        onward(page)
        fill_rest(page)
    for page, person in ((first, "p21"), (second, "p22")):
        expect(page.get_by_text(newcomers[person].name)).to_be_visible()


def test_an_expired_key_is_answered_on_a_sound_page(screen, newcomers, check):
    page, person = screen(), newcomers["p25"]
    agree(page)
    page.get_by_label("アクセスキーを使う").check()
    onward(page)
    page.get_by_label("アクセスキー").fill(person.key_groups)
    fill_person(page, person)
    onward(page)
    expect(page.get_by_role("alert")).to_contain_text("E-REG-01")
    check(page)


@pytest.mark.parametrize(
    "address",
    ["/registration/declined/", "/registration/status/", "/registration/link-used/", "/registration/link-used/?sent",
     "/registration/national-id/refused/not_linked/", "/registration/national-id/refused/other_card/"],
)  # fmt: skip
def test_the_other_pages_are_sound(open_page, check, address, transactional_db):
    page = open_page()
    page.goto(address)
    check(page)
