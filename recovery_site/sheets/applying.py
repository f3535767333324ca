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

from recovery_site.models import User
from recovery_site.sheets.changes import Change, fill, plain
from recovery_site.sheets.keys import set_aside
from recovery_site.sheets.statements import (
    Model,
    Statement,
    deletes,
    inserts,
    objects_of,
    pieces,
    raw_rows,
    updates_of,
)


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
        self.snapshot = {model: raw_rows(model, keys[model]) for model in order}
        self.rows = {model: objects_of(model, keys[model]) for model in order}
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
            statement for model in reversed(self.order) for statement in deletes(gone[model])
        ]
        self.inserts = [one for model in self.order for one in inserts(made[model])]
        self.updates = [updates_of(model, names, rows) for (model, names), rows in updates.items()]
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
        found = inserts(versions)
        for field in history._history_m2m_fields:
            kept = history._meta.get_field(f"{history._meta.model_name}_{field.name}")
            found += inserts(self._linked(model, field, kept.related_model, versions))
        return found

    def _linked(
        self, model: Model, field: Any, kept: Any, versions: list[Any]
    ) -> list[models.Model]:
        """What each version is linked to, as it will be."""
        through = field.remote_field.through
        source, target = field.m2m_field_name(), field.m2m_reverse_field_name()
        links: dict[int, dict[int, models.Model]] = defaultdict(dict)
        pks = [version.id for version in versions]
        for some in pieces(pks):
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
        if any(raw_rows(model, keys[model]) != self.snapshot[model] for model in self.order):
            raise MovedError
        with connection.cursor() as cursor:
            for sql, parameters in self.deletes:
                cursor.execute(sql, parameters)
            for sql, rows in self.updates:
                cursor.executemany(sql, rows)
            for sql, parameters in [*self.inserts, *self.versions]:
                cursor.execute(sql, parameters)
