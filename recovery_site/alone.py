"""One run at a time, of what must not run twice at once."""

import fcntl
import os
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.db import connection


@contextmanager
def alone(name: str, *, database: Any = connection) -> Iterator[bool]:
    """True inside, unless another process is at it: on any machine that shares the database.

    SQLite has one machine, so a file does; PostgreSQL keeps the lock itself. Both let go of it
    when the process ends, however it ends.
    """
    if database.vendor == "postgresql":
        yield from _by_database(zlib.crc32(name.encode()), database)
    else:
        yield from _by_file(f".{name}.lock")


def _by_database(key: int, database: Any) -> Iterator[bool]:
    with database.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [key])
        mine = bool(cursor.fetchone()[0])
        try:
            yield mine
        finally:
            if mine:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [key])


def _by_file(name: str) -> Iterator[bool]:
    file = os.open(settings.DATA_DIR / name, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        yield False
    else:
        yield True
    finally:
        os.close(file)
