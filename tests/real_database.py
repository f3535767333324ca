"""The test's database, as other threads and processes can reach it."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from django.db import connection


@contextmanager
def shared(folder: Path) -> Iterator[str]:
    """The URL of the test's database; new threads use it, too. Needs `transactional_db`.

    SQLite's database in memory can't be shared: it becomes a file in `folder`, and comes back.
    """
    if connection.vendor == "postgresql":
        yield _url()
        return
    connection.ensure_connection()
    name, memory = connection.settings_dict["NAME"], connection.connection
    file = folder / "shared.sqlite3"
    with closing(sqlite3.connect(file)) as copy:
        memory.backup(copy)
    connection.connection, connection.settings_dict["NAME"] = None, str(file)
    try:
        yield f"sqlite:///{file}"
    finally:
        connection.close()
        connection.connection, connection.settings_dict["NAME"] = memory, name
        with closing(sqlite3.connect(file)) as copy:
            copy.backup(memory)


def _url() -> str:
    """Where the tests' server is, but the database that Django made there for the tests."""
    server = urlsplit(os.environ["DATABASE_URL"])
    return server._replace(path=f"/{connection.settings_dict['NAME']}").geturl()
