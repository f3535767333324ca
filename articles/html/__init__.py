"""Article HTML: what may be in it, and what is read out of it."""

from articles.html.anchors import with_anchors_of
from articles.html.blocks import TextBlock, readable_lines, shows_homes, text_blocks
from articles.html.cleaning import CleanHtml, clean
from articles.html.reading import Anchor, plain_text, reading_minutes, table_of_contents, word_count

__all__ = [
    "Anchor",
    "CleanHtml",
    "TextBlock",
    "clean",
    "plain_text",
    "readable_lines",
    "reading_minutes",
    "shows_homes",
    "table_of_contents",
    "text_blocks",
    "with_anchors_of",
    "word_count",
]
