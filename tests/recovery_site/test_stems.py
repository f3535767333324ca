"""Forms of a word have one stem, the same that SQLite's own stemmer finds."""

import sqlite3

import pytest

from recovery_site.stems import stem
from tests.environment import ROOT

FAMILIES = [
    "house houses housing housed",
    "family families",
    "recover recovered recovering recovers",
    "relapse relapses relapsing relapsed",
    "medication medications",
    "happy happiness",
    "possible possibly",
]


@pytest.mark.parametrize("family", FAMILIES)
def test_forms_share_a_stem(family):
    assert len({stem(word) for word in family.split()}) == 1


@pytest.mark.parametrize("pair", ["sober sobriety", "sponsor sponge", "bed bad", "cost coast"])
def test_other_words_do_not(pair):
    one, other = pair.split()
    assert stem(one) != stem(other)


@pytest.mark.parametrize("word", ["", "as", "2026", "12th", "añadir", "être", "naïve", "сон"])
def test_what_is_no_english_word_stays(word):
    assert stem(word) == word


def test_it_is_the_stemmer_that_sqlite_has():
    """Over all words of the articles that come with the site."""
    files = ROOT.glob("articles/starter/*/*.md")
    words = {w for f in files for w in f.read_text().lower().split() if w.isascii() and w.isalpha()}
    assert len(words) > 1_000
    with sqlite3.connect(":memory:") as database:
        database.execute("CREATE VIRTUAL TABLE one USING fts5(word, tokenize='porter unicode61')")
        database.execute("CREATE VIRTUAL TABLE seen USING fts5vocab(one, 'row')")
        for word in sorted(word for word in words if 2 < len(word) <= 20):
            database.execute("DELETE FROM one")
            database.execute("INSERT INTO one VALUES (?)", [word])
            assert database.execute("SELECT term FROM seen").fetchone() == (stem(word),)
