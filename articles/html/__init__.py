"""Article HTML: what may be in it, and what is read out of it."""

from articles.html.cleaning import CleanHtml, clean
from articles.html.reading import Anchor, plain_text, reading_minutes, table_of_contents, word_count

__all__ = [
    "Anchor",
    "CleanHtml",
    "clean",
    "plain_text",
    "reading_minutes",
    "table_of_contents",
    "word_count",
]
