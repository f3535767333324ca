"""For migrations: database triggers that refuse to change or delete the rows of a table.

They hold for bulk writes, cascades and a statement typed by hand. Whoever may change the schema
can drop them, and that leaves its own traces. Django does not know of them, so a migration that
makes SQLite rebuild the table has to run `append_only` again; `tests/recovery_site/test_audit.py`
tells.
"""

from collections.abc import Iterator
from typing import Any

from django.db import migrations

SQLITE = """
CREATE TRIGGER {table}_append_only_{event} BEFORE {event} ON {table}
BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: {table}_append_only'); END
"""
POSTGRESQL_FUNCTION = """
CREATE FUNCTION {table}_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = '{table}_append_only';
END $$
"""
POSTGRESQL = """
CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION {table}_append_only()
"""
EVENTS = ("UPDATE", "DELETE")


def append_only(table: str) -> migrations.RunPython:
    def create(apps: Any, schema_editor: Any) -> None:
        for statement in creating(table, schema_editor.connection.vendor):
            schema_editor.execute(statement)

    def drop(apps: Any, schema_editor: Any) -> None:
        for statement in dropping(table, schema_editor.connection.vendor):
            schema_editor.execute(statement)

    return migrations.RunPython(create, drop)


def creating(table: str, vendor: str) -> Iterator[str]:
    if vendor == "postgresql":
        yield POSTGRESQL_FUNCTION.format(table=table)
        yield POSTGRESQL.format(table=table)
        return
    for event in EVENTS:
        yield SQLITE.format(table=table, event=event)


def dropping(table: str, vendor: str) -> Iterator[str]:
    if vendor == "postgresql":
        yield f"DROP TRIGGER {table}_append_only ON {table}"
        yield f"DROP FUNCTION {table}_append_only()"
        return
    for event in EVENTS:
        yield f"DROP TRIGGER {table}_append_only_{event}"
