"""Tables whose rows are never changed: triggers that refuse UPDATE and DELETE, on both databases.

SQLite drops a table's triggers when a migration rebuilds the table: such a migration ends with `protect`.
"""

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TABLES = ("registry_recordversion", "registry_auditentry")

SQLITE_PROTECT = """
CREATE TRIGGER {table}_keeps_{event} BEFORE {event} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END
"""
POSTGRESQL_FUNCTION = """
CREATE OR REPLACE FUNCTION nenkin_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation'; END $$
"""
POSTGRESQL_PROTECT = """
CREATE TRIGGER {table}_keeps_{event} BEFORE {event} ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION nenkin_append_only()
"""


def protect(schema_editor: BaseDatabaseSchemaEditor, table: str) -> None:
    """From now on the database refuses to change or delete a row of `table`."""
    cursor = schema_editor.connection.cursor()
    if schema_editor.connection.vendor == "postgresql":
        cursor.execute(POSTGRESQL_FUNCTION)
        for event in ("UPDATE", "DELETE", "TRUNCATE"):
            cursor.execute(POSTGRESQL_PROTECT.format(table=table, event=event))
    else:
        for event in ("UPDATE", "DELETE"):
            cursor.execute(SQLITE_PROTECT.format(table=table, event=event))


def release(schema_editor: BaseDatabaseSchemaEditor, table: str) -> None:
    """Take the protection away: for a migration that is undone, and for emptying a test database."""
    on_table = f" ON {table}" if schema_editor.connection.vendor == "postgresql" else ""
    with schema_editor.connection.cursor() as cursor:
        for event in ("UPDATE", "DELETE", "TRUNCATE"):
            cursor.execute(f"DROP TRIGGER IF EXISTS {table}_keeps_{event}{on_table}")
