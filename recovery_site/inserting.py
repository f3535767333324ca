"""Rows that are inserted together, by SQL that is put together once.

    insert(person, request, change)

As if each was saved with `force_insert`, in this order: a row that points at one before it gets
its key. Django takes longer to put an INSERT together than the database to carry it out. On
PostgreSQL all of them are one statement. Only for models with a key that the database counts up;
no signals are sent.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connections, models, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

STATEMENTS_KEPT = 100
_KEY = "(SELECT key FROM row_{})"

# By the exact type of a column what the database takes as it is. All else is for the field to say.
_AS_IT_IS: dict[type, type] = {
    models.CharField: str,
    models.TextField: str,
    models.BooleanField: bool,
    models.PositiveIntegerField: int,
    models.PositiveSmallIntegerField: int,
    models.ForeignKey: int,
}


class _Link(NamedTuple):
    """The row number `row` points by a field at the row number `to`, which stands before it."""

    row: int
    field: models.Field
    to: int

    def tie(self, rows: Sequence[models.Model]) -> None:
        """Once that other row has its key."""
        setattr(rows[self.row], self.field.name, rows[self.to])


def insert(*rows: models.Model) -> None:
    """Store all of them or none. Needs a transaction where they are several."""
    connection = connections[DEFAULT_DB_ALIAS]
    if len(rows) > 1 and not connection.in_atomic_block:
        raise RuntimeError("Rows that are inserted together belong in a transaction")
    links = _links(rows)
    with transaction.mark_for_rollback_on_error(DEFAULT_DB_ALIAS):
        if connection.vendor == "postgresql":
            _all_at_once(rows, links, connection)
        else:
            _one_by_one(rows, links, connection)


def _links(rows: Sequence[models.Model]) -> tuple[_Link, ...]:
    """Where one of them points at another, which has no key yet."""
    return tuple(
        _Link(number, field, _index(other, rows[:number]))
        for number, row in enumerate(rows)
        for field in _pointers(type(row))
        if (other := row._state.fields_cache.get(field.name)) is not None and other.pk is None
    )


def _index(row: models.Model, rows: Sequence[models.Model]) -> int:
    for number, each in enumerate(rows):
        if each is row:
            return number
    raise ValueError(f"A {type(row).__name__} that others point at is not stored yet")


def _all_at_once(
    rows: Sequence[models.Model], links: tuple[_Link, ...], connection: BaseDatabaseWrapper
) -> None:
    sql = _joined(tuple(map(type, rows)), links)
    values: list[Any] = []
    for number, row in enumerate(rows):
        linked = {link.field.attname for link in links if link.row == number}
        values += _values(row, connection, linked)
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        for row, key in zip(rows, cursor.fetchone(), strict=True):
            _is_stored(row, key)
    for link in links:
        link.tie(rows)


def _one_by_one(
    rows: Sequence[models.Model], links: tuple[_Link, ...], connection: BaseDatabaseWrapper
) -> None:
    with connection.cursor() as cursor:
        for number, row in enumerate(rows):
            for link in links:
                if link.row == number:
                    link.tie(rows)
            sql = _single(type(row))
            cursor.execute(sql, _values(row, connection))
            _is_stored(row, cursor.lastrowid)


def _is_stored(row: models.Model, key: int) -> None:
    row.pk = key
    row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS


@lru_cache(maxsize=STATEMENTS_KEPT)
def _joined(kinds: tuple[type[models.Model], ...], links: tuple[_Link, ...]) -> str:
    """One statement that answers with all keys. Of what is linked the value is no parameter."""
    parts = []
    for number, model in enumerate(kinds):
        linked = {link.field: _KEY.format(link.to) for link in links if link.row == number}
        key = _quoted(model._meta.pk.column)
        parts.append(f"row_{number} AS ({_statement(model, linked)} RETURNING {key} AS key)")
    keys = ", ".join(_KEY.format(number) for number in range(len(kinds)))
    return f"WITH {', '.join(parts)} SELECT {keys}"


@lru_cache(maxsize=STATEMENTS_KEPT)
def _single(model: type[models.Model]) -> str:
    return _statement(model, {})


def _statement(model: type[models.Model], linked: Mapping[models.Field, str]) -> str:
    fields = [field for field, _as_it_is in _columns(model)]
    columns = ", ".join(_quoted(field.column) for field in fields)
    values = ", ".join(linked.get(field, "%s") for field in fields)
    return f"INSERT INTO {_quoted(model._meta.db_table)} ({columns}) VALUES ({values})"  # noqa: S608  names from the model, quoted


def _quoted(name: str | None) -> str:
    return connections[DEFAULT_DB_ALIAS].ops.quote_name(str(name))


@lru_cache(maxsize=STATEMENTS_KEPT)
def _pointers(model: type[models.Model]) -> list[models.Field]:
    return [field for field, _as_it_is in _columns(model) if field.many_to_one]


@lru_cache(maxsize=STATEMENTS_KEPT)
def _columns(model: type[models.Model]) -> list[tuple[models.Field, type | None]]:
    """All but the key, each with the type of what the database takes as it is."""
    fields = model._meta.concrete_fields
    return [(field, _AS_IT_IS.get(type(field))) for field in fields if not field.primary_key]


def _as_stored(
    row: models.Model, field: models.Field, plain: type | None, connection: BaseDatabaseWrapper
) -> Any:
    """The short ways are what the field itself comes to for such a value."""
    value = row.__dict__[field.attname]
    kind, exact = type(field), type(value)
    if plain is str and isinstance(value, str):  # a choice is one, too
        return value
    if kind is models.DateTimeField and exact is datetime and value.tzinfo:
        return connection.ops.adapt_datetimefield_value(value)
    if kind is models.UUIDField and exact is UUID:
        return value if connection.features.has_native_uuid_field else value.hex
    return field.get_db_prep_save(field.pre_save(row, True), connection)


def _values(
    row: models.Model, connection: BaseDatabaseWrapper, linked: Collection[str] = ()
) -> list[Any]:
    """In the order of the columns, without those that are linked."""
    held = row.__dict__
    return [
        value
        if (value := held[field.attname]) is None or type(value) is as_it_is
        else _as_stored(row, field, as_it_is, connection)
        for field, as_it_is in _columns(type(row))
        if field.attname not in linked
    ]
