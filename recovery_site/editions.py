"""Editions of the public's content: what lets a page or an index be kept, and never lie.

Triggers note every change (`Change`). Whoever reads asks `current` first; when changes wait, it
brings all that is derived from the content up to date and counts the edition up, and so it does
when the clock has changed something. So what is kept under the number of an edition is right in
every process, from the next request on. Deriving is named in each app's `settling` module:

    @settles(shaped_by=lambda: [settings.AVAILABILITY_STALE_DAYS])
    def search_index(changes: set[Changed] | None, *, since: datetime) -> None: ...

    @ticks
    def next_house_change(*, at: datetime) -> datetime | None: ...

None for changes means everything. What is derived has to hold for every instant from `since` on,
and a tick is the first instant after `at` at which the clock alone changes what the public reads.
What else shapes it, settings or the version of the code, is named by `shaped_by`; where that is
another one than before, `manage.py settle` derives everything anew, before a server starts.
"""

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import cache
from threading import Lock
from typing import Any, NamedTuple

from django.core.cache import caches
from django.db import connection, transaction
from django.utils.module_loading import autodiscover_modules

from recovery_site.living import ask_first
from recovery_site.models import Change, Edition


class Changed(NamedTuple):
    kind: str
    key: int | None


Settler = Callable[..., None]
Tick = Callable[..., datetime | None]
Shape = Callable[[], Any]

# Other machines' clocks are not ours: what is derived begins a while ago.
MARGIN = timedelta(days=1)
LONGEST = timedelta(days=1)

_CURRENT = (
    "SELECT number, since, until, EXISTS (SELECT 1 FROM recovery_site_change)"
    " FROM recovery_site_edition WHERE id = %s"
)

# By edition and name what `share` made.
_shared: dict[tuple[int, str], Any] = {}

_settling = Lock()
_settlers: list[Settler] = []
_ticks: list[Tick] = []
_shapes: list[Shape] = []


def settles(*, shaped_by: Shape) -> Callable[[Settler], Settler]:
    def register(settler: Settler) -> Settler:
        _settlers.append(settler)
        _shapes.append(shaped_by)
        return settler

    return register


def ticks(tick: Tick) -> Tick:
    _ticks.append(tick)
    return tick


@cache
def load_settlers() -> None:
    autodiscover_modules("settling")


def current(*, at: datetime) -> int:
    """The number of the edition, with everything derived from it up to date at `at`."""
    number = settled(at=at)
    if number is not None:
        return number
    if connection.in_atomic_block:  # others may wait for what this thread holds
        return settle(at=at)
    # One at a time: who waited finds it done, and does not ask for SQLite's one write lock at all.
    with _settling:
        number = settled(at=at)
        return settle(at=at) if number is None else number


def settled(*, at: datetime) -> int | None:
    """The number of the edition, or None while changes wait: for who can't wait for them, too."""
    row = ask_first(_read)
    if row and not row[3] and row[1] and row[2] and _instant(row[1]) <= at < _instant(row[2]):
        return int(row[0])
    return None


def _read() -> tuple[Any, ...] | None:
    with connection.cursor() as cursor:
        # Written out, because every page asks it: as objects it took ten times as long.
        cursor.execute(_CURRENT, [1])
        row: tuple[Any, ...] | None = cursor.fetchone()
    return row


def _instant(value: datetime) -> datetime:
    """SQLite knows no time zones; Django writes what is UTC."""
    return value if value.tzinfo else value.replace(tzinfo=UTC)


def remember(edition: int | None, name: str, make: Callable[[], Any]) -> Any:
    """What `make` reads, once for an edition in this process; each caller gets its own copy.

    Without an edition it is read each time.
    """
    if edition is None:
        return make()
    key = f"{edition}:{name}"
    value = caches["kept"].get(key)
    if value is None:
        value = make()
        caches["kept"].set(key, value)
    return value


def share(edition: int | None, name: str, make: Callable[[], Any]) -> Any:
    """As `remember`, but the callers get one thing among them, which none may change.

    For what is too large to be copied for each request. Only the newest edition's is held.
    """
    if edition is None:
        return make()
    key = edition, name
    held = _shared.get(key)  # another thread may begin the next edition meanwhile
    if held is None:
        held = make()
        for old in [one for one in _shared.copy() if one[0] != edition]:
            _shared.pop(old, None)
        _shared[key] = held
    return held


def forget_shared() -> None:
    """For tests: they roll back, and then the numbers of editions come again."""
    _shared.clear()


@transaction.atomic
def settle(*, at: datetime, to_start: bool = False) -> int:
    """Begin an edition if there is need to. One at a time; the others wait for it.

    Before a server starts, what was derived by other rules is derived anew. While servers run
    they don't look, or an old and a new one would undo each other's work.
    """
    load_settlers()
    Edition.objects.get_or_create(pk=1)
    edition = Edition.objects.select_for_update().get(pk=1)
    changes: set[Changed] | None = _take_changes()
    reshaped = to_start and edition.shape != _shape()
    if not changes and not reshaped and _holds(edition, at):
        return edition.number
    if edition.since is None or at < edition.since or reshaped:
        changes, edition.since = None, at - MARGIN
    elif at - edition.since >= 2 * MARGIN:
        edition.since = at - MARGIN
    for settler in _settlers:
        settler(changes, since=edition.since)
    if changes is None:
        edition.shape = _shape()
    edition.number += 1
    edition.until = _next_tick(at)
    edition.save()
    return edition.number


def _holds(edition: Edition, at: datetime) -> bool:
    return (
        edition.since is not None
        and edition.until is not None
        and edition.since <= at < edition.until
    )


def _shape() -> str:
    return hashlib.sha256(repr([shaped_by() for shaped_by in _shapes]).encode()).hexdigest()


def _next_tick(at: datetime) -> datetime:
    instants = [tick(at=at) for tick in _ticks]
    return min([instant for instant in instants if instant], default=at + LONGEST)


def _take_changes() -> set[Changed]:
    """In one statement, so that none is lost that is committed between a look and a deletion."""
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {Change._meta.db_table} RETURNING kind, key")  # noqa: S608  a name of our own
        return {Changed(kind, key) for kind, key in cursor.fetchall()}
