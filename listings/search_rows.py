"""Rows of search entries as the two databases give them, without Django's conversions."""

from datetime import UTC, date, datetime
from typing import Any

from django.db import connection

from listings.models import SearchEntry

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


def entry_of(row: tuple[Any, ...]) -> SearchEntry:
    """What a card needs of an entry; see `search.Question.rows` for the columns."""
    key, house, rank, open_beds, opens_on, confirmed_at, weekly, move_in, chord = row
    if confirmed_at is not None and confirmed_at.tzinfo is None:
        confirmed_at = confirmed_at.replace(tzinfo=UTC)
    entry = SearchEntry(
        pk=key, house_id=house, rank=rank, open_beds=open_beds, opens_on=opens_on,
        confirmed_at=confirmed_at, weekly=weekly, move_in=move_in,
    )  # fmt: skip
    entry.chord = chord
    return entry
