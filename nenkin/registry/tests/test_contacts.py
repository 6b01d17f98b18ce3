"""Addresses of people: loaded line by line; a move makes letters wait and tells the old address."""

import json
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from nenkin.registry import addresses, contacts
from nenkin.registry.models import Letter

pytestmark = pytest.mark.django_db
HERE = {"basic_pension_number": "9999-900001", "postal_code": "000-0001", "address": "架空県見本市1番1号"}


def load(*rows, at=None):
    return list(contacts.load([json.dumps(row) for row in rows], at=at or timezone.now()))


def test_an_address_is_kept_once(hanako):
    assert load(HERE, HERE) == [None, None]

    assert hanako.person.addresses.get().text == "架空県見本市1番1号"
    assert hanako.person.addresses.get().postal_code == "0000001"
    assert addresses.held_until(hanako.person) is None


def test_a_move_makes_letters_wait_and_tells_the_old_address(hanako):
    """S-217."""
    now = timezone.now()
    load(HERE, at=now - timedelta(days=400))
    load(HERE | {"address": "架空県別市2番2号"}, at=now)

    assert addresses.held_until(hanako.person) == now + timedelta(days=14)
    told = Letter.objects.get()
    assert (told.kind, told.address.text) == ("address_changed", "架空県見本市1番1号")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"basic_pension_number": "12"}, "basic_pension_number"),
        ({"basic_pension_number": "9999-123456"}, "basic_pension_number"),
        ({"postal_code": "12-3"}, "postal_code"),
        ({"address": ""}, "address"),
        ({"address": "長" * 201}, "address"),
        ({"address": 5}, "address"),
        ({"building": "長" * 101}, "building"),
        ({"old_age_pension_code": "13"}, "old_age_pension_code"),
        ({"overseas": "yes"}, "overseas"),
        ({"surname": "x"}, "surname"),
    ],
    ids=str,
)
def test_a_faulty_line_is_set_aside_by_row_and_field(hanako, change, field):
    first, second = load(HERE | change, HERE)

    assert (first.row, first.field) == (1, field)
    assert second is None
    assert "架空" not in str(first)


def test_the_command_counts_and_fails_when_a_line_was_set_aside(hanako, tmp_path):
    file, out = tmp_path / "contacts.jsonl", StringIO()
    file.write_text(json.dumps(HERE) + "\n\nno json\n")

    with pytest.raises(CommandError) as failed:
        call_command("load_contacts", file, stdout=out)

    assert failed.value.returncode == 2
    assert out.getvalue() == "row 3: line is not as allowed: one JSON object\nstored 1, set aside 1\n"


def test_a_missing_file_is_said(tmp_path):
    with pytest.raises(CommandError, match="No such file"):
        call_command("load_contacts", tmp_path / "nothing")
