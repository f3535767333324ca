"""Statements that read and write many rows at once, put together before a lock is taken."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, models
from django.db.models.sql import InsertQuery

AT_ONCE = 500
# Their columns have more to say than the stubs know.
Model = Any
Statement = tuple[str, Sequence[Any]]


def pieces(keys: Sequence[int]) -> Iterable[Sequence[int]]:
    return (keys[start : start + AT_ONCE] for start in range(0, len(keys), AT_ONCE))


def raw_rows(model: Model, keys: Sequence[int]) -> dict[int, tuple[Any, ...]]:
    """Rows as the database holds them, by key: many times as fast as objects."""
    name = connection.ops.quote_name
    columns = [model._meta.pk.column, *(field.column for field in model._meta.concrete_fields)]
    head = f"SELECT {', '.join(map(name, columns))} FROM {name(model._meta.db_table)} WHERE"  # noqa: S608  names of tables and columns; values are parameters
    found = {}
    with connection.cursor() as cursor:
        for some in pieces(keys):
            marks = ", ".join(["%s"] * len(some))
            cursor.execute(f"{head} {name(columns[0])} IN ({marks})", list(some))
            found.update({row[0]: row for row in cursor.fetchall()})
    return found


def objects_of(model: Model, keys: Sequence[int]) -> dict[int, models.Model]:
    found: dict[int, models.Model] = {}
    for some in pieces(keys):
        found |= model._base_manager.in_bulk(some)
    return found


def inserts(rows: Sequence[models.Model]) -> list[Statement]:
    """As `bulk_create` would put them together, in pieces that the database takes."""
    if not rows:
        return []
    model: Any = type(rows[0])
    fields = [field for field in model._meta.local_concrete_fields if not field.generated]
    if rows[0].pk is None:
        fields = [field for field in fields if not field.primary_key]
    size = min(max(connection.ops.bulk_batch_size(fields, rows), 1), AT_ONCE)
    found: list[Statement] = []
    for start in range(0, len(rows), size):
        query = InsertQuery(model)
        query.insert_values(fields, list(rows[start : start + size]))
        found += query.get_compiler(connection=connection).as_sql()
    return found


def updates_of(model: Model, names: Sequence[str], rows: Sequence[models.Model]) -> Any:
    """One statement and what it is carried out with, once for each row."""
    moving = [field for field in model._meta.concrete_fields if getattr(field, "auto_now", False)]
    fields = [*(model._meta.get_field(name) for name in names), *moving]
    name = connection.ops.quote_name
    if not fields:
        return "SELECT 1", []
    sets = ", ".join(f"{name(field.column)} = %s" for field in fields)
    table, key = name(model._meta.db_table), name(model._meta.pk.column)
    parameters = [
        [
            *(
                field.get_db_prep_save(
                    field.pre_save(row, False) if field in moving else getattr(row, field.attname),
                    connection,
                )
                for field in fields
            ),
            row.pk,
        ]
        for row in rows
    ]
    return f"UPDATE {table} SET {sets} WHERE {key} = %s", parameters  # noqa: S608  names of tables and columns; values are parameters


def deletes(rows: Sequence[models.Model]) -> Iterable[Statement]:
    if rows:
        name: Any = connection.ops.quote_name
        meta = rows[0]._meta
        for some in pieces([row.pk for row in rows]):
            marks = ", ".join(["%s"] * len(some))
            sql = f"DELETE FROM {name(meta.db_table)} WHERE {name(meta.pk.column)} IN ({marks})"  # noqa: S608  names of tables and columns; values are parameters
            yield sql, list(some)
