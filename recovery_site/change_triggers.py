"""For migrations: database triggers that note every change of a table in `Change`.

They see what no code of ours could: bulk writes, cascades, a statement typed by hand. Django
does not know of them, so a migration that makes SQLite rebuild a table has to run
`stop_noting` before and `note_changes` after it; `tests/recovery_site/test_editions.py` tells.
"""

from collections.abc import Callable, Mapping
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


Step = Callable[[Any, Any], None]


@dataclass(frozen=True, slots=True)
class Noted:
    """`key` is SQL for the key of what changed; {row} stands for the row of the table."""

    kind: str
    key: str = "NULL"

    def statement(self, row: str) -> str:
        return INSERT.format(kind=self.kind, key=self.key.format(row=row))


def note_changes(tables: Mapping[str, Noted]) -> migrations.RunPython:
    return migrations.RunPython(*_steps(tables))


def stop_noting(tables: Mapping[str, Noted]) -> migrations.RunPython:
    """Before a migration that builds a table anew; `note_changes` comes after it."""
    create, drop = _steps(tables)
    return migrations.RunPython(drop, create)


def _steps(tables: Mapping[str, Noted]) -> tuple[Step, Step]:
    def create(apps: Any, schema_editor: Any) -> None:
        for table, noted in tables.items():
            _create(schema_editor, table, noted)

    def drop(apps: Any, schema_editor: Any) -> None:
        for table in tables:
            _drop(schema_editor, table)

    return create, drop


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
