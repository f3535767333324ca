"""Full-text search over columns that weigh differently, by the database itself.

As in `full_text`, texts and questions are made plain here, so that FTS5 and `tsvector` see the
same words. Each text is followed by the stems of its words, marked so that no word is taken for
one: a word is then found in its forms, the last one typed by its beginning, and a phrase as it
stands, all in one index that knows nothing of languages.
"""

import re
from dataclasses import dataclass
from typing import Any

from django.db import connection, migrations

from recovery_site.full_text import MOST_WORDS, SQLITE, SQLITE_BACK, plain
from recovery_site.stems import stem

# From the heaviest column to the lightest.
WEIGHTS = (10.0, 5.0, 3.0, 1.0)
LETTERS = "ABCD"
MARK = "zq"
SHORTEST_BEGINNING = 2
MOST_INDEXED = 30_000  # words of one text; PostgreSQL takes no more than a megabyte
_QUOTED = re.compile(r'["“”„«»]([^"“”„«»]*)["“”„«»]')
# Words that make a question and say nothing of what it is about.
EMPTY = {
    "en": frozenset(
        plain(
            "a an and are as at be can do does for from how i if in is it me my of on or s should"
            " t that the there they this to was we what when where which who why will with you your"
        ).split()
    )
}


def stem_of(word: str, language: str) -> str:
    return stem(word) if language == "en" else word


def indexed(text: str, language: str) -> str:
    """`text` as a column of the index holds it."""
    words = plain(text).split()[:MOST_INDEXED]
    stems = dict.fromkeys(MARK + stem_of(word, language) for word in words)
    return " ".join([*words, *stems])


def _typed(text: str) -> list[str]:
    """Nobody asks for a marked stem."""
    return [word for word in plain(text).split() if not word.startswith(MARK)]


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody typed: `words` in any order, the last one perhaps half of it, and phrases."""

    words: tuple[str, ...]
    phrases: tuple[tuple[str, ...], ...]
    language: str
    all_of_it: bool = True

    @classmethod
    def read(cls, question: str, language: str) -> "Asked":
        """Words in quotation marks are a phrase; those that say nothing go if others are left."""
        quoted = [tuple(_typed(text)) for text in _QUOTED.findall(question)]
        phrases = tuple(phrase[:MOST_WORDS] for phrase in quoted if phrase)[:MOST_WORDS]
        typed = _typed(_QUOTED.sub(" ", question))
        telling = [word for word in typed if word not in EMPTY.get(language, ())]
        words = telling or ([] if phrases else typed)
        return cls(tuple(words[:MOST_WORDS]), phrases, language)

    def __bool__(self) -> bool:
        return bool(self.words or self.phrases)

    def matches(self, word: str) -> bool:
        """Whether `word`, a plain one, is one of `words`, in any form or from its beginning on."""
        stems = {stem_of(asked, self.language) for asked in self.words}
        begins = bool(self._beginning) and word.startswith(self._beginning)
        return begins or stem_of(word, self.language) in stems

    @property
    def _beginning(self) -> str:
        last = self.words[-1] if self.words else ""
        return last if len(last) >= SHORTEST_BEGINNING else ""

    @property
    def expression(self) -> str:
        """As the database of this connection takes it; needs something asked."""
        postgresql = connection.vendor == "postgresql"
        and_, or_, after, begins = (
            (" & ", " | ", " <-> ", ":*") if postgresql else (" AND ", " OR ", " + ", "*")
        )
        quote = "'{}'" if postgresql else '"{}"'
        terms = [quote.format(MARK + stem_of(word, self.language)) for word in self.words]
        if self._beginning:
            terms[-1] = f"({terms[-1]}{or_}{quote.format(self._beginning)}{begins})"
        terms += [f"({after.join(map(quote.format, phrase))})" for phrase in self.phrases]
        return (and_ if self.all_of_it else or_).join(terms)


def hits(table: str, asked: Asked) -> tuple[str, tuple[str, ...]]:
    """SQL for the `id` and `rank` of each row of `table` that has it all, the best with the
    lowest rank, and its parameters. `table` needs a `ranked_index`."""
    if connection.vendor == "postgresql":
        weights = ", ".join(str(weight / WEIGHTS[0]) for weight in reversed(WEIGHTS))
        sql = (
            f"SELECT id, -ts_rank('{{{{{weights}}}}}', words_fts, question) AS rank"  # noqa: S608  names of our own; words are parameters
            " FROM {table}, to_tsquery('simple', %s) question WHERE words_fts @@ question"
        )
    else:
        weights = ", ".join(map(str, WEIGHTS))
        sql = (
            f"SELECT rowid AS id, bm25({{table}}_fts, {weights}) AS rank"  # noqa: S608  names of our own; words are parameters
            " FROM {table}_fts WHERE {table}_fts MATCH %s"
        )
    return sql.format(table=table), (asked.expression,)


def ranked_index(table: str, *columns: str) -> migrations.RunPython:
    """For migrations; `columns` are in the order of WEIGHTS. After SQLite has rebuilt the table:
    once more."""
    vectors = " || ".join(
        f"setweight(to_tsvector('simple', {column}), '{letter}')"
        for column, letter in zip(columns, LETTERS, strict=True)
    )
    postgresql = (
        f"ALTER TABLE {table} ADD COLUMN words_fts tsvector GENERATED ALWAYS AS ({vectors}) STORED",
        f"CREATE INDEX {table}_fts ON {table} USING gin (words_fts)",
    )
    postgresql_back = (f"ALTER TABLE {table} DROP COLUMN words_fts",)
    sqlite = tuple(_several(statement, table, columns) for statement in SQLITE)
    sqlite_back = tuple(statement.format(table=table) for statement in SQLITE_BACK)

    def run(on_sqlite: tuple[str, ...], on_postgresql: tuple[str, ...]) -> Any:
        def execute(apps: Any, schema_editor: Any) -> None:
            is_sqlite = schema_editor.connection.vendor == "sqlite"
            for statement in on_sqlite if is_sqlite else on_postgresql:
                schema_editor.execute(statement)

        return execute

    return migrations.RunPython(run(sqlite, postgresql), run(sqlite_back, postgresql_back))


def _several(statement: str, table: str, columns: tuple[str, ...]) -> str:
    """One of SQLITE for several columns."""
    for row in ("NEW", "OLD"):
        each = ", ".join(f"{row}.{column}" for column in columns)
        statement = statement.replace(f"{row}.{{column}}", each)
    return statement.format(table=table, column=", ".join(columns))
