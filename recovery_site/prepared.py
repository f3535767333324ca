"""Querysets whose SQL is put together once, and filled with other values each time.

    rates_of = Prepared(lambda house: Rate.objects.filter(house=house).order_by("pk"), house=int)
    rates_of(house=7)

Django takes longer to put the SQL of a page together than the database takes to answer it. Only
for querysets whose SQL has the same shape for every value, and that prefetch nothing. A value
stands in a filter as it was given; what is computed from it would be computed once.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.base import ModelState
from django.db.models.query import get_related_populators

# Values that nobody asks for, by which one sees where they went.
_STAND_INS: dict[type, Callable[[int], Any]] = {
    int: lambda n: 7_000_000_000_000_000 + n,
    str: lambda n: f"stand-in {n}",
    datetime: lambda n: datetime(1900, 1, 1, 1, 1, 1, n + 1, tzinfo=UTC),
}


class Prepared:
    """`types` are those of the values by name: int, str or datetime. Calling it gives the rows."""

    def __init__(self, make: Callable[..., models.QuerySet], **types: type) -> None:
        self.make, self.types = make, types
        self.compiled = cache(self._compiled)

    def __call__(self, **values: Any) -> list[Any]:
        connection = connections[DEFAULT_DB_ALIAS]
        compiled = self.compiled(connection.vendor)
        given = {name: _adapted(value, connection) for name, value in values.items()}
        filled = [given[one.name] if isinstance(one, _Hole) else one for one in compiled.parameters]
        with connection.cursor() as cursor:
            cursor.execute(compiled.sql, filled)
            rows = cursor.fetchall()
        return compiled.read(rows, connection)

    def _compiled(self, vendor: str) -> "_Compiled":
        """For one kind of database."""
        connection = connections[DEFAULT_DB_ALIAS]
        values = {name: _STAND_INS[kind](n) for n, (name, kind) in enumerate(self.types.items())}
        holes = {_adapted(value, connection): _Hole(name) for name, value in values.items()}
        reader: Any = self.make(**values).query.get_compiler(DEFAULT_DB_ALIAS)
        sql, given = reader.as_sql()
        parameters = [holes.get(one, one) for one in given]
        if missing := set(holes.values()) - set(parameters):
            raise ValueError(f"{missing} can't be found in the SQL")
        columns = [column[0] for column in reader.select]
        return _Compiled(reader, sql, parameters, reader.get_converters(columns))


@dataclass(frozen=True, slots=True)
class _Hole:
    """Where a value goes."""

    name: str


class _Compiled:
    """SQL with its parameters and holes, and what makes objects of its answer.

    As `ModelIterable` does it, but that finds out anew for each answer which columns are whose.
    """

    def __init__(
        self, reader: Any, sql: str, parameters: list[Any], converters: dict[int, Any]
    ) -> None:
        self.reader, self.sql, self.parameters = reader, sql, parameters
        self.converters = converters
        whole, select = reader.klass_info, reader.select
        self.columns = slice(whole["select_fields"][0], whole["select_fields"][-1] + 1)
        self.names = [column[0].target.attname for column in select[self.columns]]
        self.maker = _Maker(whole["model"])
        self.related = get_related_populators(whole, select, DEFAULT_DB_ALIAS)  # type: ignore[call-arg]  # the stubs lag behind Django here
        _make_quickly(self.related)

    def read(self, rows: Iterable[Sequence[Any]], connection: BaseDatabaseWrapper) -> list[Any]:
        return [self._read(self._converted(row, connection)) for row in rows]

    def _converted(self, row: Sequence[Any], connection: BaseDatabaseWrapper) -> Sequence[Any]:
        """As Python has it; SQLite has no dates, for one."""
        if not self.converters:
            return row
        values = list(row)
        for place, (converters, expression) in self.converters.items():
            for converter in converters:
                values[place] = converter(values[place], expression, connection)
        return values

    def _read(self, row: Sequence[Any]) -> models.Model:
        made = self.maker.from_db(DEFAULT_DB_ALIAS, self.names, row[self.columns])
        for populator in self.related:
            populator.populate(row, made)
        for name, place in self.reader.annotation_col_map.items():
            setattr(made, name, row[place])
        return made


class _Maker:
    """Makes rows of a model without its `__init__`, which takes most of the time of reading them:
    it is for who gives some fields by name, in any order, and listens to signals."""

    def __init__(self, model: type[models.Model]) -> None:
        self.model = model

    def from_db(self, db: str, names: Sequence[str], values: Sequence[Any]) -> models.Model:
        made = self.model.__new__(self.model)
        state = ModelState()
        state.adding, state.db = False, db
        vars(made).update(zip(names, values, strict=True), _state=state)
        return made


def _make_quickly(populators: Iterable[Any]) -> None:
    for populator in populators:
        populator.model_cls = _Maker(populator.model_cls)
        _make_quickly(populator.related_populators)


def _adapted(value: Any, connection: BaseDatabaseWrapper) -> Any:
    """As the database takes it."""
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return value
