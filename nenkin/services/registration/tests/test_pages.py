"""Pages beside the way: the start, the terms in both languages, and what does not exist."""

import pytest

from nenkin.ui.display import cookie_names

pytestmark = pytest.mark.django_db


def test_the_terms_are_in_both_languages(page):
    assert "大事なところ" in page.get("/registration/terms/").content.decode()
    page.client.cookies[cookie_names()[0]] = "en"
    assert "In short" in page.get("/registration/terms/1/").content.decode()
    page.get("/registration/terms/9/", status=404)


def test_who_is_signed_in_is_told_so(page, hanako):
    assert "登録が済んでいます" in page.sign_in(hanako).get("/registration/").content.decode()


@pytest.mark.parametrize(
    "address", ["link/unknown/", "national-id/", "national-id/refused/nonsense/", "x/receipt/"]
)
def test_what_does_not_exist_is_said_on_a_sound_page(page, address):
    page.get(f"/registration/{address}", status=404)
