"""The text of a post as the body of an article."""

import re

from django.utils.translation import gettext as _

from articles.html.cleaning import clean_tree
from articles.html.tree import Element
from articles.imports.document import ImportedDocument, SetAside
from articles.imports.finishing import (
    LONGEST_SUMMARY,
    LONGEST_TITLE,
    finish,
    first_sentences,
    short,
)
from articles.imports.wordpress.blocks import unwrapped, with_footnotes
from articles.imports.wordpress.markup import Mender, as_it_is, tree_of
from articles.imports.wordpress.media import Media
from articles.imports.wordpress.paragraphs import link_addresses, mark_paragraphs
from articles.imports.wordpress.records import Record
from articles.imports.wordpress.shortcodes import expanded

_CODE = re.compile(r"<(script|style|svg|noscript)\b", re.IGNORECASE)


def document_of(record: Record, *, media: Media) -> ImportedDocument:
    """The article that `record` makes; `set_aside` and `remarks` say what did not fit."""
    aside: list[SetAside] = []
    root = _read(with_footnotes(record.content, record.footnotes), media, aside)
    html = finish(root)
    remarks = list(record.remarks)
    summary = short(tree_of(record.excerpt).text, LONGEST_SUMMARY) or first_sentences(root)
    if len(record.title) > LONGEST_TITLE:
        remarks.append(_("Its title was cut: %(title)s") % {"title": record.title})
    if not summary:
        summary = short(record.title, LONGEST_SUMMARY)
        remarks.append(_("It has no text to sum up: write a summary."))
    return ImportedDocument(
        title=short(record.title, LONGEST_TITLE),
        html=html,
        summary=summary,
        set_aside=tuple(dict.fromkeys(aside)),
        remarks=tuple(remarks),
    )


def _read(content: str, media: Media, aside: list[SetAside]) -> Element:
    code = sorted({found.lower() for found in _CODE.findall(content)})
    aside += [SetAside(f"<{tag}>", _("what only a program reads was left out")) for tag in code]
    text, has_blocks = unwrapped(content, aside)
    root = tree_of(expanded(text, media, aside))
    mark_paragraphs(root, deep=not has_blocks)
    link_addresses(root)
    root.children = Mender(media, aside).mend(root.children)
    return clean_tree(as_it_is(root))
