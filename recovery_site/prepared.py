"""Querysets whose SQL is put together once, and filled with other values each time.

    rates_of = Prepared(lambda house: Rate.objects.filter(house=house).order_by("pk"), house=int)
    rates_of(house=7)

Django takes longer to put the SQL of a page together than the database takes to answer it. Only
for querysets whose SQL has the same shape for every value, and that prefetch nothing. A value
stands in a filter as it was given; what is computed from it would be computed once.
"""

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.sql.compiler import SQLCompiler

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
        reader: Any = copy(compiled.reader)
        reader.connection = connection
        reader.as_sql = lambda *_args, **_options: (compiled.sql, filled)
        reader.get_converters = lambda _expressions: compiled.converters
        query: Any = _Asked(reader)
        return list(models.QuerySet(reader.query.model, query, DEFAULT_DB_ALIAS))

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


@dataclass(frozen=True, slots=True)
class _Compiled:
    """SQL with its parameters and holes; `reader` makes rows of the answer, by `converters`."""

    reader: SQLCompiler
    sql: str
    parameters: list[Any]
    converters: dict[int, Any]


class _Asked:
    """A query that was compiled before."""

    def __init__(self, reader: SQLCompiler) -> None:
        self.reader = reader

    def get_compiler(self, *_args: Any, **_options: Any) -> SQLCompiler:
        return self.reader

    def __getattr__(self, name: str) -> Any:
        return getattr(self.reader.query, name)


def _adapted(value: Any, connection: BaseDatabaseWrapper) -> Any:
    """As the database takes it."""
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return value
