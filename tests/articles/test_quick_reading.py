"""Reading cleaned HTML quickly finds what reading it with care finds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.html import clean, plain_text, table_of_contents
from articles.html.quick import sections, words
from tests.environment import ROOT

PIECES = st.sampled_from(
    ["<h2>", "</h2>", "<h3>", "</h3>", "<p>", "</p>", "<strong>", "</strong>", "<br>", "<ul><li>",
     "</li></ul>", "<a href='/x/'>", "</a>", "&amp;", "&lt;b&gt;", '"', "é", "word", " ", "&quot;",
     "<aside class=cta>", "</aside>", "<table><tr><td>", "</td></tr></table>"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=25).map("".join))
def test_whatever_was_cleaned(html):
    html = clean(html)
    assert sections(html) == table_of_contents(html)
    assert words(html) == plain_text(html)


def test_the_articles_that_come_with_the_site():
    from articles.imports import parse

    for file in ROOT.glob("articles/starter/*/*.md"):
        html = parse(file.read_bytes(), file.name).html
        assert sections(html) == table_of_contents(html)
        assert words(html) == plain_text(html)


@pytest.mark.parametrize("html", ["", "<p>Boca <strong>Raton</strong></p><p>next</p>"])
def test_words_stay_apart_where_blocks_do(html):
    assert words(html) == ("Boca Raton next" if html else "")
