"""Cleaned HTML block by block: for differences between versions, and for the checklist."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from articles.html.tree import Element, parse
from articles.needs import NEEDS

# What holds text itself; everything else holds these.
LEAVES = frozenset({"p", "h2", "h3", "h4", "li", "figcaption", "caption", "th", "td"})
# A leaf may hold blocks in turn: a list in an item, paragraphs in a cell.
INSIDE = LEAVES | {"ul", "ol", "blockquote", "aside", "figure", "table", "hr", "img"}


@dataclass(frozen=True, slots=True)
class TextBlock:
    """`kind` is its element, `section` the words of the heading above it; `text` is one line."""

    kind: str
    text: str
    section: str
    links: tuple[str, ...] = ()


def text_blocks(html: str) -> list[TextBlock]:
    """Every text of cleaned HTML in its order, pictures by their alternative text."""
    blocks: list[TextBlock] = []
    section = ""
    for element in parse(html).walk():
        if element.tag == "img":
            blocks.append(TextBlock("img", element.attrs.get("alt", ""), section))
        elif element.tag == "aside" and not element.children:
            blocks.append(TextBlock("aside", _place(element), section))
        elif element.tag in LEAVES and (text := _own_text(element)):
            if element.tag in {"h2", "h3", "h4"}:
                section = text
            blocks.append(TextBlock(element.tag, text, section, tuple(_links(element))))
    return blocks


def shows_homes(html: str) -> bool:
    """Whether cleaned HTML has a place for homes with a bed open."""
    return '<aside class="houses"' in html


def readable_lines(html: str) -> list[str]:
    """The blocks as a person would type them: "## Heading", "• item", where a link leads."""
    return [_line(block) for block in text_blocks(html)]


def _line(block: TextBlock) -> str:
    links = "".join(f" [→ {link}]" for link in block.links)
    match block.kind:
        case "h2" | "h3" | "h4":
            return f"{'#' * int(block.kind[1])} {block.text}{links}"
        case "li":
            return f"• {block.text}{links}"
        case "img" | "aside":
            return f"[{block.text}]"
    return block.text + links


def _place(element: Element) -> str:
    """What the page shows there."""
    if element.attrs.get("class") != "houses":
        return _("Crisis lines")
    city, need = element.attrs.get("data-city"), element.attrs.get("data-need")
    place = _("Homes in %(city)s") % {"city": city} if city else _("Homes in every city")
    return f"{place}, {NEEDS[need].words}" if need in NEEDS else place


def _own_text(element: Element) -> str:
    return " ".join("".join(_own_texts(element)).split())


def _own_texts(element: Element) -> Iterator[str]:
    for child in element.children:
        if isinstance(child, str):
            yield child
        elif child.tag == "br":
            yield " "
        elif child.tag not in INSIDE:
            yield from _own_texts(child)


def _links(element: Element) -> Iterator[str]:
    for child in element.children:
        if isinstance(child, Element) and child.tag not in INSIDE:
            if child.tag == "a":
                yield child.attrs.get("href", "")
            yield from _links(child)
