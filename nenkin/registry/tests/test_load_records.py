"""`manage.py load_records`: row by row, rejects with their reason, totals, the same twice."""

import copy
import io
import json
import logging

import pytest
from django.core.management import CommandError, call_command

from nenkin.registry.models import Person, RecordVersion

pytestmark = pytest.mark.django_db


class Loaded:
    """What a run said."""

    def __init__(self, path, **options) -> None:
        out, self.error, self.code = io.StringIO(), "", 0
        try:
            call_command("load_records", str(path), stdout=out, **options)
        except CommandError as error:
            self.error, self.code = str(error), error.returncode
        self.output = out.getvalue()
        self.totals = {
            words[0]: int(words[1].replace(",", ""))
            for words in map(str.split, self.output.splitlines())
            if len(words) == 2
        }


@pytest.fixture
def people(hanako_document):
    """Three sound documents."""
    documents = []
    for number in range(1, 4):
        document = copy.deepcopy(hanako_document)
        document["person"] |= {"id": f"t{number:02d}", "basic_pension_number": f"9999-80000{number}"}
        documents.append(document)
    return documents


@pytest.fixture
def write(tmp_path):
    def write_lines(lines, name="people.jsonl"):
        rows = [
            line if isinstance(line, bytes) else json.dumps(line, ensure_ascii=False).encode()
            for line in lines
        ]
        path = tmp_path / name
        path.write_bytes(b"\n".join(rows) + b"\n")
        return path

    return write_lines


def test_people_are_stored_and_counted(write, people):
    loaded = Loaded(write(people))

    assert loaded.code == 0
    months = (2016 - 2014) * 12 + 5 + (2026 - 2016) * 12 + 1
    assert loaded.totals == {
        "persons": 3, "accepted": 3, "new": 3, "changed": 0, "unchanged": 0, "rejected": 0,
        "months": 3 * months, "pay": 3 * (29 * 200000 + 121 * 260000), "bonuses": 3 * 400000,
    }  # fmt: skip
    assert RecordVersion.objects.filter(source="people.jsonl").count() == 3


def test_the_same_file_again_changes_nothing(write, people):
    path = write(people)
    Loaded(path)
    again = Loaded(path)

    assert (again.totals["new"], again.totals["unchanged"]) == (0, 3)
    assert RecordVersion.objects.count() == 3


def test_a_json_file_holds_one_person(tmp_path, people):
    path = tmp_path / "person.json"
    path.write_text(json.dumps(people[0], indent=2), encoding="utf-8")

    assert Loaded(path).totals["new"] == 1


def test_a_bad_row_is_told_and_the_others_are_stored(write, people, tmp_path):
    people[1]["coverage"][0]["pay"] = 200_500
    rejects = tmp_path / "rejects.jsonl"
    loaded = Loaded(write(people), rejects=rejects)

    assert loaded.code == 2
    assert loaded.error == "1 of 3 persons were rejected"
    assert "row 2, person t02: coverage[0].pay is 200500; allowed: " in loaded.output
    told = json.loads(rejects.read_text(encoding="utf-8"))
    assert (told["row"], told["person"], told["field"], told["value"]) == (
        2,
        "t02",
        "coverage[0].pay",
        "200500",
    )
    assert Person.objects.count() == 2


HOSTILE = {
    "ten megabytes of junk": b"x" * 10_000_000,
    "ten megabytes in one field": b'{"format": "' + b"9" * 10_000_000 + b'"}',
    "invalid UTF-8": b'{"format": "\xff\xfe"}',
    "truncated JSON": b'{"format": "nenkin-record", "version": 1, "person": {"id": "t0',
    "binary": bytes(range(256)).replace(b"\n", b""),
    "deep nesting": b"[" * 100_000,
    "a list": b"[1, 2, 3]",
    "null": b"null",
    "NaN": b'{"format": "nenkin-record", "version": NaN}',
    "nothing": b"{}",
}


@pytest.mark.parametrize("junk", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_lines_are_rejected_and_the_others_stored(write, people, junk):
    loaded = Loaded(write([people[0], junk, people[2]]))

    assert (loaded.code, loaded.totals["accepted"], loaded.totals["rejected"]) == (2, 2, 1)
    assert "row 2, person line 2: " in loaded.output
    assert max(map(len, loaded.output.splitlines())) < 400


CHANGES = {
    "February 30": ("birth_date", "1992-02-30"),
    "full-width digits": ("birth_date", "１９９２-08-10"),
    "era": ("birth_date", "H4-08-10"),
    "future": ("birth_date", "2999-01-01"),
    "wrong type": ("birth_date", 19920810),
    "full-width number": ("basic_pension_number", "９９９９-800001"),
    "negative number": ("basic_pension_number", -1),
    "no name": ("name", ""),
    "a name with a line break": ("name", "見本\n花子"),
    "sex": ("sex", "F"),
}


@pytest.mark.parametrize(("field", "value"), CHANGES.values(), ids=CHANGES.keys())
def test_a_wrong_person_is_rejected_by_field(write, people, field, value):
    people[0]["person"][field] = value
    loaded = Loaded(write(people))

    assert loaded.totals["rejected"] == 1
    assert f"row 1, person t01: person.{field} is " in loaded.output


def test_a_record_without_number_or_with_a_number_twice_is_rejected(write, people):
    del people[0]["person"]["basic_pension_number"]
    people[2]["person"]["basic_pension_number"] = people[1]["person"]["basic_pension_number"]
    loaded = Loaded(write(people))

    assert (loaded.totals["accepted"], loaded.totals["rejected"]) == (1, 2)
    assert (
        "row 3, person t03: person.basic_pension_number is (not shown); allowed: each number once"
        in loaded.output
    )


def test_a_number_of_somebody_else_is_rejected(write, people):
    Loaded(write(people))
    people[0]["person"]["birth_date"] = "1990-01-01"
    loaded = Loaded(write(people))

    assert "person.birth_date is (not shown); allowed: the same as registered" in loaded.output
    assert loaded.totals["unchanged"] == 2


def test_totals_that_differ_are_an_error(write, people):
    path = write(people)

    assert Loaded(path, expect_persons=3, expect_bonuses=1_200_000).code == 0
    different = Loaded(path, expect_persons=4, expect_pay=1)
    assert different.code == 2
    assert different.error.startswith("persons is 3, expected 4; pay is ")


def test_names_and_numbers_are_in_no_report(write, people, caplog, capsys):
    people[0]["person"]["basic_pension_number"] = "9999-8"
    people[1]["person"]["name"] = "見本 花子\u0007"
    people[2]["名前"] = "見本 花子"
    with caplog.at_level(logging.DEBUG):
        loaded = Loaded(write([*people, '{"name": "見本 花子", oops}'.encode()]))

    assert loaded.totals["rejected"] == 4
    everything = loaded.output + loaded.error + caplog.text + "".join(capsys.readouterr())
    assert not any(private in everything for private in ("9999-8", "花子", "架空商事"))


def test_a_missing_file_is_one_clear_line(tmp_path):
    missing = Loaded(tmp_path / "none.jsonl")

    assert (missing.code, missing.error) == (2, f"{tmp_path}/none.jsonl: No such file or directory")


def test_an_empty_file_has_no_persons(write):
    assert Loaded(write([])).totals["persons"] == 0
