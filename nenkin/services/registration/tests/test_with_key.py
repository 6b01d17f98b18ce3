"""The way with an access key, from the terms to the first sign-in."""

import re

import pytest
from django.contrib.auth import authenticate, get_user_model

from nenkin.registry.models import Letter, Mail
from nenkin.services.registration import user_ids
from nenkin.services.registration.models import AccessKey, Application

from .conftest import MAIL, WORDS, link

pytestmark = pytest.mark.django_db


def shown_id(html: str) -> str:
    return "".join(re.findall('<span class="nb">([0-9a-z]+)</span>', html))


def test_the_whole_way_ends_with_a_user_id_that_opens_the_account(path, page, akari, key):
    path.with_key(key)
    address = link()
    page.get(address)
    assert not get_user_model().objects.exists(), "opening the link alone makes an account"
    page.post(address)
    html = page.get(path.at("done")).content.decode()
    user_id = shown_id(html)
    assert user_ids.holds(user_id)
    account = authenticate(None, username=user_id, password=WORDS)
    assert account.person == akari
    assert (account.mail, account.postal_statement, account.news_mail, account.login_mail) == (
        MAIL,
        False,
        True,
        False,
    )
    consent = account.consents.get()
    assert (consent.what, consent.given, consent.version) == ("terms", True, "1")
