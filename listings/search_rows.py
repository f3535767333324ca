"""Rows of search entries as the two databases give them, without Django's conversions."""

from datetime import UTC, date, datetime
from typing import Any, NamedTuple

from django.db import connection

from listings.availability import Availability
from listings.geometry import miles_of
from listings.models.search import said_by

Parameters = tuple[Any, ...]


def rows_of(sql: str, parameters: Parameters) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall()


def instant(at: datetime) -> Any:
    """As the database compares it."""
    return connection.ops.adapt_datetimefield_value(at)


def date_of(value: Any) -> Any:
    """SQLite tells what became of a date in a sum only as it is written."""
    return date.fromisoformat(value) if isinstance(value, str) else value


class FoundEntry(NamedTuple):
    """What a card needs of a `SearchEntry`, by the same names; `chord` is to the place asked for.

    A model for each row of a page took longer than finding them.
    """

    id: int
    house_id: int
    rank: int
    open_beds: int
    opens_on: date | None
    confirmed_at: datetime | None
    weekly: int | None
    move_in: int | None
    chord: float | None

    @property
    def pk(self) -> int:
        return self.id

    @property
    def miles(self) -> float | None:
        return None if self.chord is None else miles_of(self.chord)

    def availability(self, *, at: datetime, time_zone: str) -> Availability:
        return said_by(self, at=at, time_zone=time_zone)


def entry_of(row: tuple[Any, ...]) -> FoundEntry:
    """See `FoundEntry` for the columns."""
    entry = FoundEntry._make(row)
    if entry.confirmed_at is not None and entry.confirmed_at.tzinfo is None:
        return entry._replace(confirmed_at=entry.confirmed_at.replace(tzinfo=UTC))
    return entry
