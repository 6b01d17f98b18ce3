"""練習用の郵便受け: everything a practice portal has sent; nothing of it in production."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from nenkin.registry import outgoing
from nenkin.registry.models import Letter, Mail

HOSTILE = "https://portal.example/confirm/abc?a=1&b=<script>"


@pytest.fixture(autouse=True)
def letters(settings, tmp_path):
    settings.PRACTICE_LETTERS = tmp_path
    return tmp_path


@pytest.mark.django_db
def test_an_empty_outbox_says_what_will_come(page):
    assert "まだ何もありません" in page.get("/practice/outbox/").content.decode()


@pytest.mark.django_db
def test_nothing_of_it_exists_in_production(page, settings, hanako):
    letter = outgoing.letter(
        kind="user_id", person=hanako.person, at=timezone.now(), facts={"user_id": "K7RM"}
    )
    (settings.PRACTICE_LETTERS / f"{letter.pk}.pdf").write_bytes(b"%PDF-1.7")
    paths = ("/practice/outbox/", f"/practice/outbox/letters/{letter.pk}.pdf")
    assert [page.get(path).status_code for path in paths] == [200, 200]
    settings.PRACTICE = False
    for path in paths:
        page.get(path, status=404)
    assert "practice" not in page.get("/login/").content.decode()


@pytest.mark.django_db
def test_the_line_on_top_leads_there(page):
    assert 'href="/practice/outbox/"' in page.get("/login/").content.decode()


@pytest.mark.django_db
def test_a_link_can_be_followed_in_the_kinds_that_have_one_only(page, hanako):
    outgoing.mail(kind="recovery", to="hanako@renshu.example", link=HOSTILE, minutes=30)
    told = outgoing.mail(kind="login", to="hanako@renshu.example", person=hanako.person)
    Mail.objects.filter(pk=told.pk).update(body="https://evil.example/login")
    html = page.get("/practice/outbox/").content.decode()
    assert re.findall(r'<a href="(http[^"]+)"', html) == [
        HOSTILE.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    ]
    assert "https://evil.example/login" in html
    assert "hanako@renshu.example" in html


@pytest.mark.django_db
def test_the_newest_comes_first_mails_and_letters_together(page, hanako):
    now = timezone.now()
    first = outgoing.mail(kind="login", to="a@renshu.example")
    middle = outgoing.letter(kind="not_eligible", person=hanako.person, at=now - timedelta(hours=1))
    Mail.objects.filter(pk=first.pk).update(created_at=now - timedelta(hours=2))
    last = outgoing.mail(kind="news", to="a@renshu.example")
    found = re.findall(r'<h2 id="(\w+-\d+)"', page.get("/practice/outbox/").content.decode())
    assert found == [f"mail-{last.pk}", f"letter-{middle.pk}", f"mail-{first.pk}"]


@pytest.mark.django_db
@pytest.mark.parametrize(("asked", "shown"), [("1", 20), ("2", 5), ("99", 5), ("x", 20), ("-1", 5)])
def test_a_long_outbox_has_pages(page, asked, shown):
    for _ in range(25):
        outgoing.mail(kind="login", to="a@renshu.example")
    html = page.get(f"/practice/outbox/?page={asked}").content.decode()
    assert html.count('<h2 id="mail-') == shown
    assert ("古いもの" in html) == (shown == 20)


@pytest.mark.django_db
def test_a_letter_is_a_file_to_keep_once_it_is_printed(page, hanako, letters):
    letter = outgoing.letter(kind="not_eligible", person=hanako.person, at=timezone.now())
    page.get(f"/practice/outbox/letters/{letter.pk}.pdf", status=404)
    assert "まだ印刷していません" in page.get("/practice/outbox/").content.decode()
    (letters / f"{letter.pk}.pdf").write_bytes(b"%PDF-1.7")
    assert "PDFで読む" in page.get("/practice/outbox/").content.decode()
    kept = page.get(f"/practice/outbox/letters/{letter.pk}.pdf")
    assert (kept["Content-Type"], b"".join(kept.streaming_content)) == ("application/pdf", b"%PDF-1.7")
    assert kept["Content-Disposition"].startswith("attachment")


@pytest.mark.django_db
def test_a_file_that_is_no_letter_is_not_handed_out(page, letters):
    (letters / "7.pdf").write_bytes(b"%PDF-1.7")
    assert not Letter.objects.exists()
    page.get("/practice/outbox/letters/7.pdf", status=404)


@pytest.mark.django_db
def test_it_says_whether_mails_are_really_sent(page, settings):
    outgoing.mail(kind="login", to="a@renshu.example")
    assert "どこにも送られません" in page.get("/practice/outbox/").content.decode()
    settings.SENDS_MAIL = True
    html = page.get("/practice/outbox/").content.decode()
    assert "本当に送られます" in html
    assert "まだ送っていません" in html
    Mail.objects.update(next_try_at=None)
    assert "送れませんでした" in page.get("/practice/outbox/").content.decode()
