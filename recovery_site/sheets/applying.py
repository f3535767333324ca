"""Does what rows of a spreadsheet would do, all of it or nothing, and holds the lock briefly.

    writing = Writing(changes, order=…, by=…, at=…, why=…)   # reads and prepares, without a lock
    if not writing.moved:
        with transaction.atomic():
            writing.write()

Everything that takes long is done before: rows are read, compared with what the changes expect,
and turned into statements. Inside the transaction the rows are read once more, as the database
holds them, and have to be the same. What is written has its versions, as if it were saved.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import connection, models
from django.db.models.sql import InsertQuery

from recovery_site.models import User
from recovery_site.sheets.changes import Change, fill, plain
from recovery_site.sheets.keys import set_aside

AT_ONCE = 500
# Their columns have more to say than the stubs know.
Model = Any
Statement = tuple[str, Sequence[Any]]


class MovedError(Exception):
    """Somebody changed a row between the preparation and the transaction."""


class Writing:
    """`changes` by the number of their row, each with the key of what the row is about (of the
    first model of `order`). `order` names the models, those that others point at first.
    """

    def __init__(
        self,
        changes: dict[int, tuple[int, list[Change]]],
        *,
        order: Sequence[Model],
        by: User | None,
        at: datetime,
        why: str,
    ) -> None:
        self.order, self.by, self.at, self.why = order, by, at, why
        self.changes = [change for _root, some in changes.values() for change in some]
        self.number_of = {
            (change.model, change.pk): number
            for number, (_root, some) in changes.items()
            for change in some
        }
        keys = self._keys(changes)
        self.snapshot = {model: _raw(model, keys[model]) for model in order}
        self.rows = {model: _in_bulk(model, keys[model]) for model in order}
        self.moved = sorted({self.number_of[key] for key in self._moved()})
        if not self.moved:
            self._prepare(changes)

    def _keys(self, changes: dict[int, tuple[int, list[Change]]]) -> dict[Model, list[int]]:
        """Of the rows that are there now, and those that a change expects not to be there."""
        found: dict[Model, set[int]] = {model: set() for model in self.order}
        for root, some in changes.values():
            found[self.order[0]].add(root)
            for change in some:
                found[change.model].add(change.pk)
        return {model: sorted(keys) for model, keys in found.items()}

    def _moved(self) -> Iterable[tuple[Model, int]]:
        for change in self.changes:
            row = self.rows[change.model].get(change.pk)
            if (row is None) != (change.before is None):
                yield change.model, change.pk
            elif row is not None and change.before is not None:
                now = {name: plain(row._meta.get_field(name), row) for name in change.before}
                if now != dict(change.before):
                    yield change.model, change.pk

    def _prepare(self, changes: dict[int, tuple[int, list[Change]]]) -> None:
        root = self.order[0]
        made: dict[Model, list[models.Model]] = defaultdict(list)
        gone: dict[Model, list[models.Model]] = defaultdict(list)
        updates: dict[tuple[Model, tuple[str, ...]], list[models.Model]] = defaultdict(list)
        touched: dict[int, str] = {}
        for key, some in changes.values():
            signs = [change.sign for change in some if (change.model, change.pk) == (root, key)]
            for change in some:
                if change.sign == "+":
                    row = fill(change.model(pk=change.pk), change.after or {})
                    made[change.model].append(row)
                    self.rows[change.model][change.pk] = row
                elif change.sign == "-":
                    gone[change.model].append(self.rows[change.model][change.pk])
                else:
                    row = fill(self.rows[change.model][change.pk], change.after or {})
                    updates[change.model, tuple(sorted(change.after or {}))].append(row)
            if some and key in self.rows[root]:
                touched[key] = signs[0] if signs else "~"
                if not signs:
                    updates[root, ()].append(self.rows[root][key])
        self.deletes = [
            statement for model in reversed(self.order) for statement in _deletes(gone[model])
        ]
        self.inserts = [one for model in self.order for one in _inserts(made[model])]
        self.updates = [_updates(model, names, rows) for (model, names), rows in updates.items()]
        self.versions = self._versions(touched)

    def _versions(self, touched: dict[int, str]) -> list[Statement]:
        """Of every row that changes, and of what it belongs to."""
        root = self.order[0]
        signs: dict[Model, dict[int, str]] = defaultdict(dict)
        for change in self.changes:
            signs[change.model][change.pk] = change.sign
        signs[root] |= touched
        found: list[Statement] = []
        for model in self.order:
            if hasattr(model, "history") and signs[model]:
                found += self._versions_of(model, signs[model])
        return found

    def _versions_of(self, model: Any, signs: dict[int, str]) -> list[Statement]:
        history = model.history.model
        keys = set_aside(history, len(signs))
        versions = [
            history(
                history_id=key,
                history_date=self.at,
                history_user=self.by,
                history_type=sign,
                history_change_reason=self.why,
                **{
                    field.attname: getattr(self.rows[model][pk], field.attname)
                    for field in history.tracked_fields
                },
            )
            for key, (pk, sign) in zip(keys, signs.items(), strict=True)
        ]
        found = _inserts(versions)
        for field in history._history_m2m_fields:
            kept = history._meta.get_field(f"{history._meta.model_name}_{field.name}")
            found += _inserts(self._linked(model, field, kept.related_model, versions))
        return found

    def _linked(
        self, model: Model, field: Any, kept: Any, versions: list[Any]
    ) -> list[models.Model]:
        """What each version is linked to, as it will be."""
        through = field.remote_field.through
        source, target = field.m2m_field_name(), field.m2m_reverse_field_name()
        links: dict[int, dict[int, models.Model]] = defaultdict(dict)
        pks = [version.id for version in versions]
        for some in _pieces(pks):
            for link in through._base_manager.filter(**{f"{source}__in": some}):
                links[getattr(link, f"{source}_id")][link.pk] = link
        for change in self.changes:
            if change.model is not through:
                continue
            owner = (change.after or change.before or {})[f"{source}_id"]
            if change.after is None:
                links[owner].pop(change.pk, None)
            else:
                links[owner][change.pk] = self.rows[through][change.pk]
        return [
            kept(
                history=version,
                **{
                    f"{source}_id": version.id,
                    f"{target}_id": getattr(link, f"{target}_id"),
                    "id": link.pk,
                },
            )
            for version in versions
            if version.history_type != "-"
            for link in links[version.id].values()
        ]

    def write(self) -> None:
        """Raises MovedError, and what the database refuses. Needs a transaction."""
        keys = {model: sorted(rows) for model, rows in self.snapshot.items()}
        if any(_raw(model, keys[model]) != self.snapshot[model] for model in self.order):
            raise MovedError
        with connection.cursor() as cursor:
            for sql, parameters in self.deletes:
                cursor.execute(sql, parameters)
            for sql, rows in self.updates:
                cursor.executemany(sql, rows)
            for sql, parameters in [*self.inserts, *self.versions]:
                cursor.execute(sql, parameters)


def _pieces(keys: Sequence[int]) -> Iterable[Sequence[int]]:
    return (keys[start : start + AT_ONCE] for start in range(0, len(keys), AT_ONCE))


def _raw(model: Model, keys: Sequence[int]) -> dict[int, tuple[Any, ...]]:
    """Rows as the database holds them, by key: many times as fast as objects."""
    name = connection.ops.quote_name
    columns = [model._meta.pk.column, *(field.column for field in model._meta.concrete_fields)]
    head = f"SELECT {', '.join(map(name, columns))} FROM {name(model._meta.db_table)} WHERE"  # noqa: S608
    found = {}
    with connection.cursor() as cursor:
        for some in _pieces(keys):
            marks = ", ".join(["%s"] * len(some))
            cursor.execute(f"{head} {name(columns[0])} IN ({marks})", list(some))
            found.update({row[0]: row for row in cursor.fetchall()})
    return found


def _in_bulk(model: Model, keys: Sequence[int]) -> dict[int, models.Model]:
    found: dict[int, models.Model] = {}
    for some in _pieces(keys):
        found |= model._base_manager.in_bulk(some)
    return found


def _inserts(rows: Sequence[models.Model]) -> list[Statement]:
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


def _updates(model: Model, names: Sequence[str], rows: Sequence[models.Model]) -> Any:
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
    return f"UPDATE {table} SET {sets} WHERE {key} = %s", parameters  # noqa: S608


def _deletes(rows: Sequence[models.Model]) -> Iterable[Statement]:
    if rows:
        name: Any = connection.ops.quote_name
        meta = rows[0]._meta
        for some in _pieces([row.pk for row in rows]):
            marks = ", ".join(["%s"] * len(some))
            sql = f"DELETE FROM {name(meta.db_table)} WHERE {name(meta.pk.column)} IN ({marks})"  # noqa: S608
            yield sql, list(some)
