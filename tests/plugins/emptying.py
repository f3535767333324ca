"""Lets the tests' database be emptied between tests, tables that only grow included.

The site itself has no way to: `manage.py flush` is refused.
"""

from collections.abc import Callable
from typing import Any

from django.db.backends.base.operations import BaseDatabaseOperations
from django.db.backends.postgresql import base as postgresql
from django.db.backends.sqlite3 import base as sqlite3

from recovery_site.append_only import creating, dropping

TABLE = "recovery_site_auditevent"


def _around(sql_flush: Callable[..., list[str]]) -> Callable[..., list[str]]:
    def emptying(self: BaseDatabaseOperations, style: Any, tables: list, **options: Any) -> list:
        statements = sql_flush(self, style, tables, **options)
        if TABLE not in tables:
            return statements
        vendor = self.connection.vendor
        return [*dropping(TABLE, vendor), *statements, *creating(TABLE, vendor)]

    return emptying


for operations in (sqlite3.DatabaseOperations, postgresql.DatabaseOperations):
    operations.sql_flush = _around(operations.sql_flush)
