"""What was typed stays, within reason."""

import pytest
from django.test import Client

from nenkin.services.account.models import BrowserSession
from nenkin.ui import kept

pytestmark = pytest.mark.django_db
NAMED = {"HTTP_ORIGIN": "http://testserver"}


@pytest.mark.parametrize("checks", [True, False])
def test_a_stranger_does_not_fill_the_database(checks):
    """Neither a form that grew old nor a wrong one is kept when it is longer than any form of ours."""
    browser = Client(enforce_csrf_checks=checks)
    for _ in range(2):
        browser.post("/login/", {"user_id": "x" * 400_000}, **NAMED)

    assert max(len(row.session_data) for row in BrowserSession.objects.all()) < kept.KEPT_LETTERS


def test_a_long_real_form_is_kept():
    browser = Client(enforce_csrf_checks=True)
    browser.post("/login/", {"user_id": "長" * 4000}, **NAMED)

    assert "長" * 4000 in browser.get("/login/").content.decode()
