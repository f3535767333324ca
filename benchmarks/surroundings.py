"""Where a measurement runs: settings, databases and data that end with it."""

import atexit
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg2

from tests import environment
from tests.plugins import postgres

ROOT = Path(__file__).resolve().parent.parent
DATABASES = ("SQLite", "PostgreSQL")


@dataclass(frozen=True)
class Surroundings:
    """`environment` is what the site's processes get; everything they write is in `folder`."""

    folder: Path
    database: str
    url: str

    @property
    def environment(self) -> dict[str, str]:
        ours = {"DATABASE_URL": self.url, "DATA_DIR": str(self.folder), "STATIC_HASHED": "true"}
        return environment.clean(os.environ, **environment.TESTS | ours) | {
            "DJANGO_SETTINGS_MODULE": "benchmarks.settings",
            "PYTHONPATH": str(ROOT),
        }

    def run(self, *arguments: str) -> str:
        """What `python …` prints."""
        process = subprocess.run(
            [sys.executable, *arguments],
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
        return process.stdout

    def inside(self, part: str, **options: Any) -> Any:
        """What a function of `benchmarks.inside` returns, run with the site's settings."""
        return json.loads(self.run("-m", "benchmarks.inside", part, json.dumps(options)))

    @property
    def size(self) -> int:
        """Bytes of the database."""
        if self.database == "SQLite":
            return Path(self.folder / "db.sqlite3").stat().st_size
        with closing(psycopg2.connect(self.url)) as connection, connection.cursor() as cursor:
            cursor.execute("SELECT pg_database_size(current_database())")
            return cursor.fetchone()[0]


@contextmanager
def surroundings(database: str) -> Iterator[Surroundings]:
    """An empty database with all tables."""
    folder = Path(tempfile.mkdtemp(prefix="recovery-site-benchmarks-"))
    try:
        if database == "SQLite":
            shutil.copy(_empty_file(), folder / "db.sqlite3")
            yield Surroundings(folder, database, f"sqlite:///{folder / 'db.sqlite3'}")
        else:
            yield Surroundings(folder, database, _database_like(_empty_database()))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _migrated(where: Surroundings) -> Surroundings:
    where.run("manage.py", "migrate", "--verbosity", "0")
    return where


@cache
def _empty_file() -> Path:
    """SQLite's database with all tables, made once."""
    folder = Path(tempfile.mkdtemp(prefix="recovery-site-benchmarks-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    file = folder / "db.sqlite3"
    at_rest(_migrated(Surroundings(folder, "SQLite", f"sqlite:///{file}")))
    return file


@cache
def _server() -> str:
    return postgres.start()


@cache
def _empty_database() -> str:
    """The name of PostgreSQL's database with all tables, made once."""
    folder = Path(tempfile.mkdtemp(prefix="recovery-site-benchmarks-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    url = _database_like("template1")
    _migrated(Surroundings(folder, "PostgreSQL", url))
    return urlsplit(url).path.removeprefix("/")


def _database_like(template: str) -> str:
    """The URL of a new database that holds what `template` holds."""
    with closing(psycopg2.connect(_server())) as connection, connection.cursor() as cursor:
        connection.autocommit = True
        cursor.execute("SELECT count(*) FROM pg_database")
        name = f"measured_{cursor.fetchone()[0]}"
        cursor.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
    return urlsplit(_server())._replace(path=f"/{name}").geturl()


def at_rest(where: Surroundings) -> None:
    """What PostgreSQL does by itself a minute after so many changes, and SQLite when left alone."""
    if where.database == "SQLite":
        with closing(sqlite3.connect(where.folder / "db.sqlite3")) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return
    with closing(psycopg2.connect(where.url)) as connection, connection.cursor() as cursor:
        connection.autocommit = True
        cursor.execute("VACUUM ANALYZE")
