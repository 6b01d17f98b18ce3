"""Records into the registry: versions, never overwritten."""

import copy

import pytest

from nenkin.law.record import read_person
from nenkin.registry import careers
from nenkin.registry.models import Person, RecordVersion

pytestmark = pytest.mark.django_db


def store(document):
    return careers.store(read_person(document), reason="取り込み", source="test")


def test_a_first_record_makes_a_person_and_version_one(hanako_document):
    stored = store(hanako_document)

    assert stored.outcome == "new"
    assert stored.person.basic_pension_number == "9999900001"
    version = stored.person.versions.get()
    assert (version.number, version.record_through, version.document) == (1, "2026-09", hanako_document)
    assert version.sha256 == careers.fingerprint(hanako_document)


def test_the_same_record_again_changes_nothing(hanako_document):
    store(hanako_document)
    same = dict(reversed(hanako_document.items()))
    same["coverage"] = same["coverage"][::-1]

    assert store(same).outcome == "unchanged"
    assert RecordVersion.objects.count() == 1


def test_a_correction_is_a_new_version_and_the_old_one_stays(hanako_document):
    store(hanako_document)
    corrected = copy.deepcopy(hanako_document)
    corrected["coverage"][0]["pay"] = 220000

    assert store(corrected).outcome == "changed"
    versions = RecordVersion.objects.order_by("number")
    assert [version.document["coverage"][0]["pay"] for version in versions] == [200000, 220000]


def test_going_back_to_an_older_record_is_a_version_too(hanako_document):
    corrected = copy.deepcopy(hanako_document)
    corrected["bonuses"] = []
    for document in (hanako_document, corrected, hanako_document):
        store(document)

    assert [v.number for v in RecordVersion.objects.order_by("number")] == [1, 2, 3]


def test_a_new_name_is_taken_over_in_nfc(hanako_document):
    store(hanako_document)
    hanako_document["person"]["kana"] = "ミホン カ\u3099ハナ"

    store(hanako_document)

    assert Person.objects.get().kana == "ミホン ガハナ"


@pytest.mark.parametrize(("field", "value"), [("birth_date", "1992-08-11"), ("sex", "male")])
def test_a_number_of_somebody_else_is_refused_and_nothing_is_written(hanako_document, field, value):
    store(hanako_document)
    other = copy.deepcopy(hanako_document)
    other["person"][field] = value

    with pytest.raises(careers.IdentityConflict) as conflict:
        store(other)
    assert conflict.value.field == field
    assert "9999" not in str(conflict.value)
    assert RecordVersion.objects.count() == 1


def test_a_record_with_a_fault_is_not_stored(hanako_document):
    hanako_document["coverage"][0]["end"] = "2010-01"

    with pytest.raises(ValueError, match="no faults"):
        store(hanako_document)
    assert not Person.objects.exists()
