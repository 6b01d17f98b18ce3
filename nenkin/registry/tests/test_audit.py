"""The audit trail: a chain that shows every change, and a table the database does not let change."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.db import IntegrityError, connection, transaction

from nenkin.registry import append_only, audit
from nenkin.registry.models import AuditEntry

ROOT = Path(__file__).parents[3]


@pytest.fixture
def trail(hanako):
    """Three rows about 花子さん."""
    for number in range(3):
        audit.write(account_id=hanako.pk, person=hanako.person, action="opened", purpose=f"目的{number}")
    return audit.audit_of(hanako.person)


def forge(sql: str) -> None:
    """What someone with full power over the database could do."""
    append_only.release(connection.schema_editor(), "registry_auditentry")
    with connection.cursor() as cursor:
        cursor.execute(sql)


def test_an_untouched_chain_holds(trail):
    assert [entry.sequence for entry in trail] == [3, 2, 1]
    assert audit.first_broken() is None


def test_an_empty_chain_holds(db):
    assert audit.first_broken() is None


@pytest.mark.parametrize(
    ("sql", "place"),
    {
        "a changed row": ("UPDATE registry_auditentry SET purpose = '別' WHERE sequence = 2", 2),
        "a changed time": ("UPDATE registry_auditentry SET at = '2020-01-01' WHERE sequence = 1", 1),
        "a removed row": ("DELETE FROM registry_auditentry WHERE sequence = 2", 2),
        "a cut-off end": ("DELETE FROM registry_auditentry WHERE sequence = 3", 3),
        "everything gone": ("DELETE FROM registry_auditentry", 1),
    }.values(),
)
def test_every_forgery_is_found(trail, sql, place):
    forge(sql)

    assert audit.first_broken() == place


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE registry_auditentry SET purpose = '別'",
        "DELETE FROM registry_auditentry",
        "UPDATE registry_recordversion SET document = '{}'",
        "DELETE FROM registry_recordversion",
    ],
)
def test_the_database_refuses_to_change_what_is_kept(trail, sql):
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        connection.cursor().execute(sql)


@pytest.mark.parametrize("table", append_only.TABLES)
def test_postgresql_refuses_to_empty_a_kept_table(trail, table):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite knows no TRUNCATE; DELETE is refused there")
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # else TRUNCATE fails for rows not yet checked
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            cursor.execute(f"TRUNCATE {table} CASCADE")


def test_without_its_trigger_the_database_would_not_refuse(trail):
    forge("UPDATE registry_auditentry SET purpose = '別'")

    assert {entry.purpose for entry in trail.all()} == {"別"}


def test_the_chain_cannot_fork(trail, hanako):
    first = trail.last()
    twin = AuditEntry(
        sequence=9, at=first.at, account_id=1, person=hanako.person, purpose="別", action="opened"
    )
    twin.previous_hash, twin.hash = first.previous_hash, "f" * 64

    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save()


WRITER = """
import threading
from django.db import connection
from nenkin.registry import audit
from nenkin.registry.models import Person
person = Person.objects.first()
def run():
    for _ in range(20):
        audit.write(account_id=1, person=person, action="opened", purpose="年金記録の確認")
    connection.close()
threads = [threading.Thread(target=run) for _ in range(3)]
[t.start() for t in threads]
[t.join() for t in threads]
"""


def test_many_at_once_make_one_chain(own_database):
    python, manage = sys.executable, str(ROOT / "manage.py")

    def run(*arguments):
        command = [python, manage, *arguments]
        return subprocess.run(command, env=own_database, capture_output=True, text=True, check=True).stdout

    run("migrate", "-v0")
    run("load_practice")
    writers = [
        subprocess.Popen([python, manage, "shell", "--no-imports", "-c", WRITER], env=own_database)
        for _ in range(2)
    ]
    assert [writer.wait(timeout=120) for writer in writers] == [0, 0]
    show = "from nenkin.registry import audit, models as m; print(m.AuditEntry.objects.count(), audit.first_broken())"

    assert run("shell", "--no-imports", "-c", show).split() == ["120", "None"]
