import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from articles.html.cleaning import clean_tree
from articles.html.rules import HEADINGS
from articles.html.tree import Element, write
from articles.html.tree import parse as parse_tree
from articles.imports import front_matter
from articles.imports.decoding import decode
from articles.imports.document import ImportedDocument, SetAside, UnreadableDocument
from articles.imports.finishing import (
    LONGEST_SUMMARY,
    LONGEST_TITLE,
    finish,
    first_sentences,
    short,
)
from articles.imports.page import read_page
from articles.imports.pictures import show_pictures
from articles.imports.plain_text import could_be_heading, to_html
from articles.imports.sorting import is_fact, sort_out
from articles.imports.wordpress.media import Media, NoMedia

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

MARKDOWN = {".md", ".markdown", ".mdown"}
HTML = {".html", ".htm", ".xhtml"}
_LOOKS_LIKE_HTML = re.compile(
    r"\s*(?:<!doctype html|<html\b|<(?:p|h[1-6]|div|article)\b[^<>]*>)", re.I
)
_EXPORT = re.compile(r"<rss\b[^>]*wordpress\.org/export/", re.I)


@cache
def _markdown() -> "MarkdownIt":
    """Loaded with the first text: the workers that send notices have to stay small."""
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])


@dataclass(slots=True)
class _Draft:
    html: str
    title: str = ""
    summary: str = ""
    settings: dict[str, Any] = field(default_factory=dict)
    aside: list[SetAside] = field(default_factory=list)


def parse(document: bytes, name: str, *, media: Media | None = None) -> ImportedDocument:
    """The article in `document`, whose file is called `name`, with its pictures from `media`.

    Raises UnreadableDocument with a sentence for the person who brought it.
    """
    text, remarks = decode(document)
    if _EXPORT.search(text[:4000]):
        raise UnreadableDocument(
            _("This is a WordPress export. Bring it in under Imports, by itself.")
        )
    draft = _read(text, PurePath(name).suffix.lower(), media or NoMedia())
    root = clean_tree(draft.html)
    draft.aside += sort_out(root)
    title = draft.settings.get("title") or draft.title or _take_title(root)
    if not title:
        title = PurePath(name).stem.replace("-", " ").replace("_", " ").strip() or _("Untitled")
        remarks.append(_("The title comes from the name of the file."))
    _drop_repeated_title(root, title)
    html = finish(root)
    if not html:
        raise UnreadableDocument(_("The file has a title and no text under it."))
    return ImportedDocument(
        title=short(title, LONGEST_TITLE),
        html=html,
        summary=short(draft.settings.get("summary") or draft.summary, LONGEST_SUMMARY)
        or first_sentences(root),
        set_aside=tuple(draft.aside),
        remarks=tuple(remarks),
        settings=draft.settings,
    )


def _read(text: str, suffix: str, media: Media) -> _Draft:
    if suffix in HTML or (suffix not in MARKDOWN and _LOOKS_LIKE_HTML.match(text)):
        page = read_page(text, media)
        return _Draft(page.html, page.title, page.description, page.settings, page.aside)
    settings, rest = front_matter.split(text)
    if suffix in MARKDOWN or settings:
        root = parse_tree(_markdown().render(rest))
        aside = show_pictures(root, media)
        return _Draft(write(root), settings=settings, aside=aside)
    return _Draft(to_html(rest))


def _take_title(root: Element) -> str:
    """The heading that the document starts with, taken out of it."""
    first = root.children[0] if root.children else None
    if not isinstance(first, Element):
        return ""
    title = " ".join(first.text.split())
    if first.tag not in HEADINGS and not (first.tag == "p" and could_be_heading(title)):
        return ""
    if is_fact(title):
        return ""
    root.children.pop(0)
    return title


def _drop_repeated_title(root: Element, title: str) -> None:
    """Pages and exports say their title once more, as the first heading."""
    for node in root.children[:3]:
        if isinstance(node, Element) and node.tag in HEADINGS and _same(node.text, title):
            root.children.remove(node)
            return


def _same(one: str, other: str) -> bool:
    return one.casefold().split() == other.casefold().split()
