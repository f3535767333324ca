"""What word processors put on the clipboard, told in plain HTML.

Word, Google Docs and LibreOffice say with classes and styles what HTML has elements for. This reads
them before `clean` takes them away. The forms are known from what these programs write.
"""

import re
from urllib.parse import parse_qs, urlsplit

import nh3

from articles.html.rules import ATTRIBUTES, BLOCKS, BOXES, DROPPED_WITH_CONTENT, HEADINGS, TEXT
from articles.html.styles import classes_of, style_of
from articles.html.tree import Element, Node, parse, write
from articles.html.word_lists import with_lists

_WRITTEN_BY = re.compile(
    r"""\bmso-|class=["']?Mso|docs-internal-guid|content=["']?LibreOffice|<o:p\b"""
    r"""|urn:schemas-microsoft-com""",
    re.IGNORECASE,
)
# Settings, deleted words of a document with tracked changes, and what only a program reads.
_ISLANDS = {"xml", "o:p", "del", "meta", "link"}
_OTHER_TEXT = {"span", "font", "b", "i", "cite"}

_reader = nh3.Cleaner(
    tags=TEXT | BLOCKS | BOXES | _OTHER_TEXT,
    clean_content_tags=DROPPED_WITH_CONTENT | _ISLANDS,
    attributes={
        "*": {"class", "style", "id"},
        "a": {"href"},
        "img": {"src", "alt", "width", "height"},
        "ol": {"start"},
        "th": ATTRIBUTES["th"],
        "td": ATTRIBUTES["td"],
    },
    url_schemes={"http", "https", "mailto", "tel"},
    link_rel=None,
)
_COMMENTS = {"MsoCommentReference", "MsoCommentText", "msocomanchor", "msocomtxt", "msocomoff"}
_COMMENT_LISTS = {"comment-list", "comment"}
_PARAGRAPHS = {"MsoTitle": "h1", "MsoQuote": "blockquote", "MsoIntenseQuote": "blockquote"}


def is_pasted(html: str) -> bool:
    return bool(_WRITTEN_BY.search(html))


def told_plainly(html: str) -> str:
    """`html` from a word processor, with elements in place of its classes and styles."""
    root = parse(_reader.clean(html))
    root.children = _told(with_lists(root.children), in_heading=False)
    return write(root)


def _told(nodes: list[Node], *, in_heading: bool) -> list[Node]:
    result: list[Node] = []
    for node in nodes:
        result += [node] if isinstance(node, str) else _element(node, in_heading)
    return result


def _element(node: Element, in_heading: bool) -> list[Node]:
    if _is_aside(node):
        return []
    tag = _paragraph_tag(node) if node.tag == "p" else node.tag
    in_heading = in_heading or tag in HEADINGS
    inside = _told(with_lists(node.children), in_heading=in_heading)
    if tag in {"span", "font", "b", "i", "strong", "em"}:
        return _emphasized(node, inside, in_heading)
    if tag == "a":
        address = _address(node.attrs.get("href", ""))
        return [Element("a", {"href": address}, inside)] if address else inside
    # Bookmarks of theirs are no anchors of ours.
    kept = {name: value for name, value in node.attrs.items() if name not in {"style", "id"}}
    return [Element(tag, kept, inside)]


def _is_aside(node: Element) -> bool:
    """Comments of a document, its own table of contents, and what it hides."""
    style, classes = style_of(node), classes_of(node)
    return (
        style.get("display") == "none"
        or style.get("mso-hide") == "all"
        or style.get("mso-element") in _COMMENT_LISTS
        or bool(classes & _COMMENTS)
        or any(name.startswith("MsoToc") for name in classes)
    )


def _paragraph_tag(node: Element) -> str:
    level = style_of(node).get("mso-outline-level", "")
    if level in {"1", "2", "3", "4", "5", "6"}:
        return f"h{level}"
    return next((_PARAGRAPHS[name] for name in classes_of(node) if name in _PARAGRAPHS), "p")


def _emphasized(node: Element, inside: list[Node], in_heading: bool) -> list[Node]:
    style = style_of(node)
    weight = style.get("font-weight", "bold" if node.tag in {"b", "strong"} else "")
    slant = style.get("font-style", "italic" if node.tag in {"i", "em"} else "")
    level = style.get("vertical-align", "")
    for tag, applies in (
        ("strong", weight in {"bold", "bolder", "600", "700", "800", "900"} and not in_heading),
        ("em", slant in {"italic", "oblique"}),
        ("sup", level == "super"),
        ("sub", level == "sub"),
    ):
        inside = [Element(tag, {}, inside)] if applies else inside
    return inside


def _address(href: str) -> str:
    """Without Google's detour, and "" for what led to a place in the document itself."""
    if href.startswith(("#_", "#h.", "#heading=", "#bookmark=", "#cmnt", "#ftnt")):
        return ""
    parts = urlsplit(href) if href.startswith("http") else None
    if parts and parts.hostname in {"www.google.com", "google.com"} and parts.path == "/url":
        return next(iter(parse_qs(parts.query).get("q", [])), href)
    return href
