"""Turns a document into the parts of an article. Writes nothing."""

from articles.imports.document import ImportedDocument, SetAside, UnreadableDocument
from articles.imports.parsing import parse

__all__ = ["ImportedDocument", "SetAside", "UnreadableDocument", "parse"]
