"""Versions of records and the audit trail are never changed: the database itself refuses."""

from django.db import migrations

from nenkin.registry import append_only

TABLES = ("registry_recordversion", "registry_auditentry")


def protect(apps, schema_editor):
    for table in TABLES:
        append_only.protect(schema_editor, table)


def release(apps, schema_editor):
    for table in TABLES:
        append_only.release(schema_editor, table)


class Migration(migrations.Migration):
    dependencies = [("registry", "0001_first")]
    operations = [migrations.RunPython(protect, release)]
