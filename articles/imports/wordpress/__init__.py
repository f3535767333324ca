"""A WordPress export (WXR 1.0 to 1.2), turned into the parts of articles. Writes nothing."""

from articles.imports.wordpress.encoding import MAX_EXPORT_BYTES, normalize
from articles.imports.wordpress.events import (
    Author,
    Break,
    Channel,
    Document,
    Item,
    RefusedExport,
    Term,
    TermRef,
)
from articles.imports.wordpress.reader import read, read_one

__all__ = [
    "MAX_EXPORT_BYTES",
    "Author",
    "Break",
    "Channel",
    "Document",
    "Item",
    "RefusedExport",
    "Term",
    "TermRef",
    "normalize",
    "read",
    "read_one",
]
