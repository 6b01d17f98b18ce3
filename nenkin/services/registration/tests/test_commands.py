"""Commands: keys by letter for a list of people, and the practice newcomers."""

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from nenkin.registry.models import Letter, Person
from nenkin.services.registration import keys, practice
from nenkin.services.registration.models import AccessKey

pytestmark = pytest.mark.django_db


def test_keys_go_into_letters_and_nothing_secret_is_printed(akari, tmp_path, capsys):
    (tmp_path / "list").write_text("9999-910001\n\n", encoding="utf-8")
    call_command("issue_access_keys", str(tmp_path / "list"))
    letter = Letter.objects.get()
    key = letter.facts["access_key"]
    printed = capsys.readouterr().out
    assert letter.kind == "access_key"
    assert keys.check("9999910001", key).person == akari
    assert printed == "1 access keys issued, each with a letter in the outbox.\n"


def test_who_cannot_use_a_key_gets_none_and_is_named_by_row(make_person, tmp_path):
    make_person("9999910001", closed=True)
    make_person("9999910002", old_age_pension_code="0130")
    make_person("9999910003").addresses.all().delete()
    make_person("9999910004")
    (tmp_path / "list").write_text(
        "9999910001\n9999910002\n9999910003\n9999919999\n9999910004\n", encoding="utf-8"
    )
    with pytest.raises(CommandError, match=r"1, 2, 3, 4$"):
        call_command("issue_access_keys", str(tmp_path / "list"))
    assert AccessKey.objects.get().person.basic_pension_number == "9999910004"


@pytest.mark.parametrize("text", ["12345", "abcdefghij", "９９９９９１０００１"])
def test_a_row_that_is_no_number_stops_before_anything_is_written(akari, tmp_path, text):
    (tmp_path / "list").write_text(f"9999910001\n{text}\n", encoding="utf-8")
    with pytest.raises(CommandError, match="rows 2 "):
        call_command("issue_access_keys", str(tmp_path / "list"))
    assert not AccessKey.objects.exists()


def test_newcomers_are_loaded_once_with_their_keys():
    assert practice.load(timezone.now()) == 5
    assert practice.load(timezone.now()) == 0
    for each in practice.newcomers():
        found = keys.check(each.number.replace("-", ""), each.access_key)
        assert (found.key.expires_at <= timezone.now()) == each.expired
    assert Person.objects.get(basic_pension_number="9999000024").old_age_pension_code == "0130"


def test_outside_practice_there_are_no_newcomers(settings, page):
    settings.PRACTICE = False
    assert practice.newcomers() == ()
    assert "練習用の、まだ登録していない人" not in page.get("/registration/").content.decode()
    with pytest.raises(CommandError):
        call_command("load_practice_newcomers")
