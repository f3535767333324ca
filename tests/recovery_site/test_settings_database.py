from importlib import import_module

import pytest
from django.core.cache import cache
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.db.backends.sqlite3.base import DatabaseWrapper

from recovery_site.settings.database import POSTGRESQL, SQLITE, database
from recovery_site.settings.env import BASE_DIR, DATA_DIR


def open_sqlite(path) -> DatabaseWrapper:
    defaults = {"ATOMIC_REQUESTS": False, "AUTOCOMMIT": True, "TIME_ZONE": None, "TEST": {}}
    return DatabaseWrapper(database(f"sqlite:///{path}") | defaults, alias="opened")


def pragma(opened: DatabaseWrapper, name: str) -> object:
    with opened.cursor() as cursor:
        return cursor.execute(f"PRAGMA {name}").fetchone()[0]


def test_without_a_url_the_database_is_a_file_beside_the_data():
    config = database("")
    assert (config["ENGINE"], config["NAME"]) == (SQLITE, DATA_DIR / "db.sqlite3")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("secure_delete", 1),
        ("foreign_keys", 1),
        ("busy_timeout", 30_000),
    ],
)
def test_sqlite_keeps_what_it_accepted(name: str, value: object, tmp_path):
    opened = open_sqlite(tmp_path / "db.sqlite3")
    try:
        assert pragma(opened, name) == value
    finally:
        opened.close()


def test_two_sqlite_writers_queue_at_the_start_of_a_transaction():
    assert database("")["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_a_relative_sqlite_file_does_not_depend_on_where_the_command_runs():
    assert database("sqlite:///var/other.sqlite3")["NAME"] == BASE_DIR / "var/other.sqlite3"


def test_postgresql_needs_its_url_only():
    config = database("postgres://ana:p%40ss@db.example.org:5433/homes")
    wanted = {
        "ENGINE": POSTGRESQL,
        "HOST": "db.example.org",
        "PORT": 5433,
        "NAME": "homes",
        "USER": "ana",
        "PASSWORD": "p@ss",
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }
    assert {name: config[name] for name in wanted} == wanted


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("postgres://ana@%2Fvar%2Frun%2FPostgreSQL/homes", "/var/run/PostgreSQL"),
        ("postgres://ana:secret@%2Ftmp%2Fpg/homes", "/tmp/pg"),
    ],
)
def test_a_percent_encoded_socket_path_is_decoded(url: str, host: str):
    config = database(url)
    assert (config["HOST"], config["NAME"]) == (host, "homes")


def test_a_socket_path_may_stand_in_the_query():
    config = database("postgres://ana@/homes?host=/var/run/postgresql")
    assert config["OPTIONS"]["host"] == "/var/run/postgresql"


def test_another_kind_of_database_is_refused():
    with pytest.raises(ImproperlyConfigured, match="postgres:// or sqlite:///"):
        database("mysql://ana@db/homes")


@pytest.mark.django_db
def test_migrating_makes_the_table_that_counts_sign_ins():
    migration = import_module("recovery_site.migrations.0002_cache_table")
    editor = connection.schema_editor()
    migration.drop(None, editor)
    assert "site_cache" not in connection.introspection.table_names()

    migration.create(None, editor)

    cache.set("asked", 1)
    assert cache.get("asked") == 1
