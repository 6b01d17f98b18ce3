"""`manage.py print_letters`: each letter once, whatever happens; only to the address on record; nothing secret left."""

import csv
import fcntl
import io
import os
from contextlib import nullcontext
from datetime import datetime, timedelta
from hashlib import sha256

import pypdf
import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from nenkin.registry import addresses, outgoing, printing
from nenkin.registry.models import Letter

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 3, tzinfo=timezone.get_default_timezone())
LONG_AGO = NOW - timedelta(days=400)


class Killed(BaseException):
    """The process is gone: nothing catches this."""


@pytest.fixture
def at_home(hanako, taro):
    """花子さん and 太郎さん, each with an address on record."""
    for account in (hanako, taro):
        addresses.record(
            account.person,
            at=LONG_AGO,
            postal_code="1000001",
            text="東京都架空区見本町1-2-3",
            building="架空ハイツ405",
        )
    return hanako.person, taro.person


@pytest.fixture
def outbox(at_home):
    """Five letters that wait for nothing."""
    hanako, taro = at_home
    key = {"access_key": "12345678901234567", "valid_until": "2027-02-24"}
    return [
        outgoing.letter(kind="user_id", person=hanako, at=NOW, facts={"user_id": "K7RM4TQX2H"}),
        outgoing.letter(kind="access_key", person=hanako, at=NOW, facts=key),
        outgoing.letter(kind="not_eligible", person=taro, at=NOW),
        outgoing.letter(kind="new_registration", person=taro, at=NOW, language="en"),
        outgoing.letter(kind="address_differs", person=taro, at=NOW),
    ]


def manifest(folder):
    with (folder / "manifest.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def text(folder, letter):
    return "".join(pypdf.PdfReader(folder / f"{letter.pk}.pdf").pages[0].extract_text().split())


def files(folder):
    return sorted(
        path.name for path in folder.iterdir() if path.suffix == ".pdf" or path.name.endswith(".part")
    )


def test_each_letter_becomes_a_file_and_a_line_of_the_manifest(outbox, tmp_path):
    report = printing.print_letters(tmp_path, now=NOW)
    assert [row.number for row in report.printed] == [letter.pk for letter in outbox]
    assert files(tmp_path) == sorted(f"{letter.pk}.pdf" for letter in outbox)
    for letter, row in zip(outbox, manifest(tmp_path), strict=True):
        pdf = (tmp_path / f"{letter.pk}.pdf").read_bytes()
        assert row == {
            "number": str(letter.pk),
            "kind": letter.kind,
            "pages": str(len(pypdf.PdfReader(io.BytesIO(pdf)).pages)),
            "sha256": sha256(pdf).hexdigest(),
            "post": "domestic",
        }


def test_the_letter_says_what_was_asked_for(outbox, tmp_path):
    printing.print_letters(tmp_path, now=NOW)
    words = text(tmp_path, outbox[0])
    for word in (
        "〒100-0001",
        "東京都架空区見本町1-2-3",
        "架空ハイツ405",
        "見本花子様",
        "K7RM4TQX2H",
        "令和8年11月24日",
    ):
        assert word in words, word


def test_a_printed_letter_is_marked_and_its_secrets_are_erased(outbox, tmp_path):
    printing.print_letters(tmp_path, now=NOW)
    for letter in Letter.objects.all():
        assert letter.printed_at == NOW
        assert letter.address == addresses.current(letter.person)
        assert letter.facts is None


def test_running_twice_prints_nothing_new(outbox, tmp_path):
    printing.print_letters(tmp_path, now=NOW)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    again = printing.print_letters(tmp_path, now=NOW + timedelta(days=1))
    assert again.printed == []
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_a_later_letter_joins_the_folder_and_the_manifest(outbox, at_home, tmp_path):
    printing.print_letters(tmp_path, now=NOW)
    late = outgoing.letter(kind="not_eligible", person=at_home[0], at=NOW)
    assert [row.number for row in printing.print_letters(tmp_path, now=NOW).printed] == [late.pk]
    assert [int(row["number"]) for row in manifest(tmp_path)] == [*(letter.pk for letter in outbox), late.pk]


STEPS = 30  # of a run over five letters, two at a time


@pytest.mark.parametrize("step", range(STEPS + 1))
def test_killed_at_any_step_the_same_folder_finishes(outbox, tmp_path, monkeypatch, step):
    """Each fsync, rename, claim and mark is a step; after the last one nothing is left to kill."""
    left = iter(range(step))

    def deadly(original):
        def call(*arguments, **options):
            if next(left, None) is None:
                raise Killed
            return original(*arguments, **options)

        return call

    monkeypatch.setattr(printing, "AT_ONCE", 2)
    with monkeypatch.context() as patch:
        for place, name in ((os, "fsync"), (os, "replace"), (printing, "_claim"), (printing, "_mark")):
            patch.setattr(place, name, deadly(getattr(place, name)))
        with pytest.raises(Killed) if step < STEPS else nullcontext():
            printing.print_letters(tmp_path / "a", now=NOW)
    first = set(Letter.objects.filter(printed_at__isnull=False).values_list("pk", flat=True))
    assert first <= {int(path.stem) for path in (tmp_path / "a").glob("*.pdf")}

    other = printing.print_letters(tmp_path / "b", now=NOW)
    printing.print_letters(tmp_path / "a", now=NOW)
    for folder in (tmp_path / "a", tmp_path / "b"):
        listed = manifest(folder) if (folder / "manifest.csv").exists() else []
        assert files(folder) == sorted(f"{row['number']}.pdf" for row in listed)
        for row in listed:
            assert sha256((folder / f"{row['number']}.pdf").read_bytes()).hexdigest() == row["sha256"]
    batches = [files(tmp_path / "a"), files(tmp_path / "b")]
    assert sorted(batches[0] + batches[1]) == sorted(f"{letter.pk}.pdf" for letter in outbox)
    assert len(other.printed) == len(batches[1])
    assert not Letter.objects.filter(printed_at=None).exists()


def test_letters_of_a_lost_folder_are_given_back(outbox, tmp_path, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(printing, "_mark", lambda *arguments: (_ for _ in ()).throw(Killed()))
        with pytest.raises(Killed):
            printing.print_letters(tmp_path / "lost", now=NOW)
    batch = Letter.objects.values_list("claimed_by", flat=True).first()
    assert printing.print_letters(tmp_path / "new", now=NOW).elsewhere == {batch: 5}
    assert printing.release(batch) == 5
    assert len(printing.print_letters(tmp_path / "new", now=NOW).printed) == 5


def test_nothing_is_given_back_for_an_empty_name(outbox):
    assert printing.release("") == 0


def test_a_letter_that_must_wait_after_a_broken_run_leaves_the_folder(outbox, at_home, tmp_path, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(printing, "_mark", lambda *arguments: (_ for _ in ()).throw(Killed()))
        with pytest.raises(Killed):
            printing.print_letters(tmp_path, now=NOW)
    addresses.record(at_home[0], at=NOW, postal_code="5300001", text="大阪府架空市9")
    report = printing.print_letters(tmp_path, now=NOW)
    told = Letter.objects.get(kind="address_changed")
    kept = [*(letter.pk for letter in outbox[2:]), told.pk]
    assert report.held == 2
    assert [int(row["number"]) for row in manifest(tmp_path)] == kept
    assert files(tmp_path) == sorted(f"{number}.pdf" for number in kept)


def test_after_a_move_letters_wait_14_days_and_only_the_old_address_is_told(outbox, at_home, tmp_path):
    hanako, _ = at_home
    addresses.record(hanako, at=NOW, postal_code="5300001", text="大阪府架空市9-9-9")
    report = printing.print_letters(tmp_path, now=NOW + timedelta(days=14) - timedelta(seconds=1))
    told = Letter.objects.get(kind="address_changed")
    assert report.held == 2
    assert told.pk in [row.number for row in report.printed]
    assert "東京都架空区見本町1-2-3" in text(tmp_path, told)
    assert not any("大阪府" in text(tmp_path, letter) for letter in Letter.objects.exclude(printed_at=None))

    after = printing.print_letters(tmp_path, now=NOW + timedelta(days=14))
    assert (after.held, len(after.printed)) == (0, 2)
    assert "大阪府架空市9-9-9" in text(tmp_path, outbox[0])


def test_air_mail_is_told_from_domestic_mail(at_home, tmp_path):
    hanako, taro = at_home
    abroad = "1234 Fictional Avenue\nSpringfield, IL 62701\nUNITED STATES OF AMERICA"
    addresses.record(taro, at=NOW - timedelta(days=30), postal_code="", text=abroad, overseas=True)
    Letter.objects.all().delete()
    outgoing.letter(kind="not_eligible", person=taro, at=NOW, language="en")
    outgoing.letter(kind="not_eligible", person=hanako, at=NOW)
    printing.print_letters(tmp_path, now=NOW)
    assert [row["post"] for row in manifest(tmp_path)] == ["air mail", "domestic"]


def test_what_cannot_be_printed_is_told_by_number_and_stops_nobody(outbox, at_home, jiro, tmp_path):
    at_home[0].name = "見本 \U0003fffd"  # a sign that no font here has
    at_home[0].save()
    nowhere = outgoing.letter(kind="not_eligible", person=jiro.person, at=NOW)
    wrong = outgoing.letter(kind="user_id", person=at_home[1], at=NOW)
    report = printing.print_letters(tmp_path, now=NOW)
    assert len(report.printed) == 3
    assert report.without_address == [nowhere.pk]
    assert report.refused == [
        (outbox[0].pk, "a character is in none of the installed fonts"),
        (outbox[1].pk, "a character is in none of the installed fonts"),
        (wrong.pk, "a letter user_id has the facts []; allowed: exactly ['user_id']"),
    ]
    assert set(Letter.objects.filter(printed_at=None).values_list("claimed_by", flat=True)) == {""}


def test_two_runs_do_not_share_a_folder(outbox, tmp_path):
    printing.print_letters(tmp_path, now=NOW)
    with (tmp_path / ".batch").open() as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        with pytest.raises(printing.FolderInUse):
            printing.print_letters(tmp_path, now=NOW)


def test_only_the_owner_of_the_folder_can_read_it(outbox, tmp_path):
    printing.print_letters(tmp_path / "letters", now=NOW)
    modes = {path.stat().st_mode & 0o777 for path in (tmp_path / "letters").iterdir()}
    assert ((tmp_path / "letters").stat().st_mode & 0o777, modes) == (0o700, {0o600})


def test_the_database_holds_no_secret_of_a_letter_in_plain(outbox):
    with connection.cursor() as cursor:
        cursor.execute("SELECT facts FROM registry_letter")
        stored = str(cursor.fetchall())
    assert "K7RM4TQX2H" not in stored
    assert "12345678901234567" not in stored


def test_the_command_counts_and_names_letters_only(outbox, jiro, tmp_path, monkeypatch):
    nowhere = outgoing.letter(kind="not_eligible", person=jiro.person, at=NOW)
    out, faults = io.StringIO(), io.StringIO()
    with pytest.raises(CommandError, match="1 things need somebody") as told:
        call_command("print_letters", str(tmp_path), stdout=out, stderr=faults)
    assert told.value.returncode == 2
    assert [line.split()[-1] for line in out.getvalue().splitlines()[1:]] == ["5", "0", "0", "1", "0"]
    assert faults.getvalue() == f"letter {nowhere.pk}: the person has no address on record\n"
    assert "見本" not in out.getvalue() + faults.getvalue() + str(told.value)


def test_the_command_wants_a_folder_that_can_be_written(outbox, tmp_path):
    with pytest.raises(CommandError, match="name a folder"):
        call_command("print_letters")
    (tmp_path / "file").write_text("")
    with pytest.raises(CommandError, match=r"File exists|Not a directory"):
        call_command("print_letters", str(tmp_path / "file"))
    assert not Letter.objects.exclude(claimed_by="").exists()
