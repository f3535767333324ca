"""Full-text search by the database itself: FTS5 on SQLite, `tsvector` on PostgreSQL.

Neither knows how to take accents off everywhere, and they cut text into words differently. So
the words are made plain here, on their way in and in a question, and a question is only words:
no operator of either language gets through.
"""

import re
import unicodedata
from functools import lru_cache
from typing import Any

from django.db import connection, migrations

WORD = re.compile(r"[^\W_]+")
MOST_WORDS = 12

SQLITE = (
    "CREATE VIRTUAL TABLE {table}_fts USING fts5({column}, content='{table}', content_rowid='id',"
    " tokenize=\"unicode61 remove_diacritics 2\", prefix='2 3')",
    "CREATE TRIGGER {table}_fts_added AFTER INSERT ON {table} BEGIN"
    " INSERT INTO {table}_fts (rowid, {column}) VALUES (NEW.id, NEW.{column}); END",
    "CREATE TRIGGER {table}_fts_removed AFTER DELETE ON {table} BEGIN"
    " INSERT INTO {table}_fts ({table}_fts, rowid, {column})"
    " VALUES ('delete', OLD.id, OLD.{column}); END",
    "CREATE TRIGGER {table}_fts_changed AFTER UPDATE ON {table} BEGIN"
    " INSERT INTO {table}_fts ({table}_fts, rowid, {column})"
    " VALUES ('delete', OLD.id, OLD.{column});"
    " INSERT INTO {table}_fts (rowid, {column}) VALUES (NEW.id, NEW.{column}); END",
)
SQLITE_BACK = (
    "DROP TRIGGER {table}_fts_added",
    "DROP TRIGGER {table}_fts_removed",
    "DROP TRIGGER {table}_fts_changed",
    "DROP TABLE {table}_fts",
)
POSTGRESQL = (
    "ALTER TABLE {table} ADD COLUMN {column}_fts tsvector"
    " GENERATED ALWAYS AS (to_tsvector('simple', {column})) STORED",
    "CREATE INDEX {table}_fts ON {table} USING gin ({column}_fts)",
)
POSTGRESQL_BACK = ("ALTER TABLE {table} DROP COLUMN {column}_fts",)


@lru_cache(maxsize=5_000)
def plain(text: str) -> str:
    """Lower-case words without accents, one space between: "José's  Café" is "jose s cafe"."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(WORD.findall(bare))


def matching(table: str, column: str, question: str) -> tuple[str, tuple[str, ...]]:
    """SQL for "every word of `question` is the beginning of some word", and its parameters.

    It is true or false of a row of `table`, which needs a `full_text_index`, and false where
    there is no word in the question.
    """
    words = plain(question).split()[:MOST_WORDS]
    if not words:
        return "1 = 0", ()
    if connection.vendor == "postgresql":
        terms = " & ".join(f"'{word}':*" for word in words)
        return f"{table}.{column}_fts @@ to_tsquery('simple', %s)", (terms,)
    terms = " ".join(f'"{word}"*' for word in words)
    found = f"SELECT rowid FROM {table}_fts WHERE {table}_fts MATCH %s"  # noqa: S608  a name of our own; words are parameters
    return f"{table}.id IN ({found})", (terms,)


def full_text_index(table: str, column: str) -> migrations.RunPython:
    """For migrations. SQLite rebuilding the table loses the triggers: run it again after that."""

    def run(on_sqlite: tuple[str, ...], on_postgresql: tuple[str, ...]) -> Any:
        def execute(apps: Any, schema_editor: Any) -> None:
            is_sqlite = schema_editor.connection.vendor == "sqlite"
            for statement in on_sqlite if is_sqlite else on_postgresql:
                schema_editor.execute(statement.format(table=table, column=column))

        return execute

    return migrations.RunPython(run(SQLITE, POSTGRESQL), run(SQLITE_BACK, POSTGRESQL_BACK))
