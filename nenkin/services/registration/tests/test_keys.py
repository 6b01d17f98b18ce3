"""アクセスキー: S-211, S-212, S-213, S-214, S-216."""

from collections import Counter
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError
from django.utils import timezone

from nenkin.registry import check_digit
from nenkin.services.registration import keys, user_ids
from nenkin.services.registration.models import AccessKey

from .conftest import DATA

JAPAN = ZoneInfo("Asia/Tokyo")
CRITICAL = 33.7  # chi-square, 9 degrees of freedom, p = 0.0001: sixteen places are looked at
pytestmark = pytest.mark.django_db


def chi_square(digits: str) -> float:
    expected = len(digits) / 10
    counts = Counter(digits)
    return sum((counts[digit] - expected) ** 2 / expected for digit in "0123456789")


def test_twenty_thousand_keys_are_random_and_checked():
    made = [keys.new() for _ in range(20_000)]
    assert len(set(made)) == 20_000
    assert all(len(key) == 17 and check_digit.luhn_holds(key) for key in made)
    assert max(chi_square("".join(key[place] for key in made)) for place in range(16)) < CRITICAL


def test_the_measure_of_randomness_sees_a_leaning_digit():
    assert chi_square("0123456789" * 1900 + "7" * 1000) > CRITICAL


@pytest.mark.parametrize(
    ("issued", "last"),
    [
        ("2026-11-24T00:00", "2027-02-24"),
        ("2026-11-24T23:59", "2027-02-24"),
        ("2026-11-30T12:00", "2027-02-28"),
        ("2027-11-30T12:00", "2028-02-29"),
        ("2026-01-31T12:00", "2026-04-30"),
        ("2026-12-31T12:00", "2027-03-31"),
    ],
)
def test_a_key_lives_to_the_end_of_the_same_day_three_months_later(issued, last):
    end = keys.expiry(datetime.fromisoformat(issued).replace(tzinfo=JAPAN))
    assert (end - timedelta(minutes=1)).astimezone(JAPAN).strftime("%Y-%m-%dT%H:%M") == f"{last}T23:59"


def test_the_last_minute_is_accepted_and_the_next_day_refused(path, page, key, monkeypatch):
    end = AccessKey.objects.get().expires_at
    path.agree().by("key")
    AccessKey.objects.update(expires_at=timezone.now())
    assert "E-REG-01" in path.refused(access_key=key)
    assert "E-REG-01" not in path.refused(access_key=keys.new()), (
        "the end is told to somebody without the key"
    )
    assert "E-REG-01" not in path.refused(access_key=key, name="見本 別人")
    AccessKey.objects.update(expires_at=timezone.now() + timedelta(minutes=1))
    path.person(access_key=key, then="mail")
    assert end > timezone.now() + timedelta(days=88)


def test_a_newer_key_replaces_the_older(path, akari, key):
    newer = keys.issue(akari, carrier=AccessKey.COUNTER, at=timezone.now())
    path.agree().by("key")
    assert "E-REG-02" in path.refused(access_key=key)
    path.person(access_key=newer, then="mail")


def test_the_database_itself_refuses_a_second_live_key(akari, key):
    with pytest.raises(IntegrityError):
        AccessKey.objects.create(
            person=akari, key_hash="x", carrier="counter", issued_at=timezone.now(), expires_at=timezone.now()
        )


def test_five_wrong_tries_kill_a_key(path, key):
    path.agree().by("key")
    for _ in range(5):
        assert "E-REG-02" in path.refused(access_key=keys.new())
    assert "E-REG-02" in path.refused(access_key=key)


def test_four_wrong_tries_are_forgiven_after_a_right_one(path, key):
    path.agree().by("key")
    for _ in range(2):
        for _ in range(4):
            assert "E-REG-02" in path.refused(access_key=keys.new())
        path.person(access_key=key, then="mail")


def test_a_used_key_is_used(path, page, key):
    from .conftest import link

    path.with_key(key)
    page.post(link())
    path.agree().by("key")
    assert "もう使われています" in path.refused(access_key=key)


def test_a_key_of_somebody_else_opens_nothing(path, make_person, key):
    make_person("9999910002")
    assert "E-REG-02" in path.agree().by("key").refused(access_key=key, basic_pension_number="9999910002")


def test_a_mistyped_key_is_said_without_costing_a_try(path, key):
    wrong = key[:-1] + str((int(key[-1]) + 1) % 10)
    assert "数字がどこかちがいます" in path.agree().by("key").refused(access_key=wrong)
    assert AccessKey.objects.get().tries == 0


def test_many_wrong_keys_ring_the_bell_and_ids_go_by_letter(path, page, key, monkeypatch, caplog):
    """S-216."""
    from nenkin.registry.models import Letter

    from .conftest import link

    monkeypatch.setattr(keys, "ALARM_A_MINUTE", 3)
    path.agree().by("key")
    for _ in range(3):
        path.refused(access_key=keys.new())
    assert "wrong access keys within a minute" in caplog.text
    path.person(access_key=key, then="mail").sign_in_data().wishes().submit()
    page.post(link())
    assert "手紙を送ります" in page.get(path.at("done")).content.decode()
    assert Letter.objects.get().kind == "user_id"


def test_a_key_in_any_writing_is_the_same(path, key):
    written = "　".join(keys.groups(key)).translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    number = DATA["basic_pension_number"].replace("-", "―")
    path.agree().by("key").person(access_key=written, basic_pension_number=number, then="mail")


def test_user_ids_have_no_two_letters_that_look_alike():
    made = {user_ids.new() for _ in range(2000)}
    assert len(made) == 2000
    assert not set("".join(made)) & set("01OIlo")
    assert all(user_ids.holds(user_id) for user_id in made)


def test_one_wrong_letter_or_a_swap_in_a_user_id_is_noticed():
    right = user_ids.new()
    for place in range(10):
        for letter in set(user_ids.ALPHABET) - {right[place]}:
            assert not user_ids.holds(right[:place] + letter + right[place + 1 :])
    for place in range(9):
        swapped = right[:place] + right[place + 1] + right[place] + right[place + 2 :]
        assert swapped == right or not user_ids.holds(swapped)
