"""For migrations: database triggers that note every change of a table in `Change`.

They see what no code of ours could: bulk writes, cascades, a statement typed by hand. Django
does not know of them, so a migration that makes SQLite rebuild a table has to run
`note_changes` for it again; `tests/recovery_site/test_editions.py` tells.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import migrations

INSERT = "INSERT INTO recovery_site_change (kind, key) VALUES ('{kind}', {key});"
SQLITE = "CREATE TRIGGER {table}_noted_{event} AFTER {event} ON {table} BEGIN {noted} END"
POSTGRESQL_FUNCTION = """
CREATE FUNCTION {table}_noted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN {old} END IF;
    IF TG_OP <> 'DELETE' THEN {new} END IF;
    RETURN NULL;
END $$
"""
POSTGRESQL = """
CREATE TRIGGER {table}_noted AFTER INSERT OR UPDATE OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION {table}_noted()
"""
EVENTS = {"INSERT": ("NEW",), "UPDATE": ("OLD", "NEW"), "DELETE": ("OLD",)}


@dataclass(frozen=True, slots=True)
class Noted:
    """`key` is SQL for the key of what changed; {row} stands for the row of the table."""

    kind: str
    key: str = "NULL"

    def statement(self, row: str) -> str:
        return INSERT.format(kind=self.kind, key=self.key.format(row=row))


def note_changes(tables: Mapping[str, Noted]) -> migrations.RunPython:
    def create(apps: Any, schema_editor: Any) -> None:
        for table, noted in tables.items():
            _create(schema_editor, table, noted)

    def drop(apps: Any, schema_editor: Any) -> None:
        for table in tables:
            _drop(schema_editor, table)

    return migrations.RunPython(create, drop)


def _create(schema_editor: Any, table: str, noted: Noted) -> None:
    if schema_editor.connection.vendor == "postgresql":
        old, new = noted.statement("OLD"), noted.statement("NEW")
        schema_editor.execute(POSTGRESQL_FUNCTION.format(table=table, old=old, new=new))
        schema_editor.execute(POSTGRESQL.format(table=table))
        return
    for event, rows in EVENTS.items():
        statements = " ".join(noted.statement(row) for row in rows)
        schema_editor.execute(SQLITE.format(table=table, event=event, noted=statements))


def _drop(schema_editor: Any, table: str) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP TRIGGER {table}_noted ON {table}")
        schema_editor.execute(f"DROP FUNCTION {table}_noted()")
        return
    for event in EVENTS:
        schema_editor.execute(f"DROP TRIGGER {table}_noted_{event}")
