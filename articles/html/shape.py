"""Brings a tree into the shape of an article: blocks beside each other, text inside of them."""

from articles.html.inline import inline_text, says_something
from articles.html.rules import (
    BOXES,
    HEADINGS,
    LIVE_ASIDES,
    SAME_AS,
    TEXT,
    TEXT_ASIDES,
    attributes,
    is_own_picture,
)
from articles.html.tables import mended
from articles.html.tree import Element, Node


def shape(root: Element) -> Element:
    return Element("", {}, _blocks(root.children))


def _blocks(nodes: list[Node]) -> list[Node]:
    """Only blocks: text between them becomes a paragraph, and boxes open up."""
    blocks: list[Node] = []
    line: list[Node] = []

    def end_line() -> None:
        blocks.extend(_paragraph(line))
        line.clear()

    for node in _unboxed(nodes):
        if isinstance(node, str) or node.tag in TEXT:
            line.append(node)
        else:
            end_line()
            blocks.extend(_block(node))
    end_line()
    return blocks


def _unboxed(nodes: list[Node]) -> list[Node]:
    """`nodes` without boxes, without text elements around blocks, and with our own names."""
    result: list[Node] = []
    for node in nodes:
        if isinstance(node, str):
            result.append(node)
            continue
        node = Element(SAME_AS.get(node.tag, node.tag), node.attrs, node.children)
        if node.tag in BOXES:
            result += [_BREAK, *_unboxed(node.children), _BREAK]
        elif node.tag in TEXT and _holds_blocks(node):
            result += _unboxed(node.children)
        else:
            result.append(node)
    return result


# An empty paragraph ends the line before it and then goes away.
_BREAK = Element("p")


def _holds_blocks(node: Element) -> bool:
    return any(
        SAME_AS.get(inner.tag, inner.tag) not in TEXT | {"img"}
        for inner in node.walk()
        if inner is not node
    )


def _block(node: Element) -> list[Node]:
    match node.tag:
        case "p":
            return _blocks(node.children) if _holds_blocks(node) else _paragraph(node.children)
        case tag if tag in HEADINGS:
            text = inline_text(node)
            return [Element(tag, _name(node), text)] if says_something(text) else []
        case "ul" | "ol":
            items = _items(node.children)
            return [Element(node.tag, attributes(node.tag, node.attrs), items)] if items else []
        case "li":
            return [Element("ul", {}, _items([node]))] if _items([node]) else []
        case "aside" if node.attrs.get("class") in LIVE_ASIDES:
            return [Element("aside", attributes("aside", node.attrs))]
        case "blockquote" | "aside":
            inside = _blocks(node.children)
            if not inside or (node.tag == "aside" and node.attrs.get("class") not in TEXT_ASIDES):
                return inside
            return [Element(node.tag, attributes(node.tag, node.attrs), inside)]
        case "figure":
            return _figure(node)
        case "img":
            return _figure(Element("figure", {}, [node]))
        case "table":
            return _table(node)
        case "hr":
            return [Element("hr")]
    return _blocks(node.children)


def _name(heading: Element) -> dict[str, str]:
    return {"id": heading.attrs["id"]} if "id" in heading.attrs else {}


def _paragraph(nodes: list[Node]) -> list[Node]:
    pictures = [node for node in nodes if isinstance(node, Element) and node.tag == "img"]
    text = inline_text(Element("", {}, nodes))
    paragraph: list[Node] = [Element("p", {}, text)] if says_something(text) else []
    return paragraph + [figure for picture in pictures for figure in _block(picture)]


def _items(nodes: list[Node]) -> list[Node]:
    items: list[Node] = []
    stray: list[Node] = []
    for node in [*_in_their_items(_unboxed(nodes)), Element("li")]:
        if not isinstance(node, Element) or node.tag != "li":
            stray.append(node)
            continue
        insides = (_blocks(children) for children in (stray, node.children))
        items += [Element("li", {}, _tight(inside)) for inside in insides if inside]
        stray = []
    return items


def _in_their_items(nodes: list[Node]) -> list[Node]:
    """A list that stands between items, as Google Docs has them, belongs to the one before it."""
    result: list[Node] = []
    for node in nodes:
        last = next((one for one in reversed(result) if one != _BREAK), None)
        within = isinstance(node, Element) and node.tag in {"ul", "ol"}
        if within and isinstance(last, Element) and last.tag == "li":
            last.children = [*last.children, node]
        elif not (isinstance(node, str) and not node.strip()):
            result.append(node)
    return result


def _tight(blocks: list[Node]) -> list[Node]:
    """A single paragraph, or one before a list in a list, needs no element of its own."""
    first = blocks[0]
    rest = blocks[1:]
    lists = all(isinstance(node, Element) and node.tag in {"ul", "ol"} for node in rest)
    if isinstance(first, Element) and first.tag == "p" and lists:
        return [*first.children, *rest]
    return blocks


def _figure(node: Element) -> list[Node]:
    pictures = [inner for inner in node.walk() if inner.tag == "img"]
    captions = [inner for inner in node.walk() if inner.tag == "figcaption"]
    picture = next((picture for picture in pictures if _may_stay(picture)), None)
    if picture is None:
        return _blocks([child for child in node.children if child not in pictures])
    inside: list[Node] = [Element("img", attributes("img", picture.attrs))]
    text = inline_text(captions[0]) if captions else []
    if says_something(text):
        inside.append(Element("figcaption", {}, text))
    return [Element("figure", {}, inside)]


def _may_stay(picture: Element) -> bool:
    """Ours, and with words for people who can't see it."""
    return is_own_picture(picture.attrs.get("src", "")) and bool(
        picture.attrs.get("alt", "").strip()
    )


def _table(node: Element) -> list[Node]:
    if _is_layout(node):
        return _blocks([part for cell in _cells(node) for part in [_BREAK, *cell.children, _BREAK]])
    inside: list[Node] = []
    parts = [part for part in node.children if isinstance(part, Element)]
    for part in sorted(parts, key=lambda part: part.tag == "tfoot"):  # once written before the body
        if part.tag == "caption" and says_something(text := inline_text(part)):
            inside.append(Element("caption", {}, text))
        elif part.tag in {"thead", "tbody", "tfoot"}:
            rows: list[Node] = [_row(row) for row in part.children if isinstance(row, Element)]
            inside.append(Element("thead" if part.tag == "thead" else "tbody", {}, rows))
    table = mended(Element("table", {}, inside))
    return [table] if table else []


def _is_layout(table: Element) -> bool:
    """With a table inside, or with a single cell, it only puts things in their places."""
    inner = (element for element in table.walk() if element is not table)
    return any(element.tag == "table" for element in inner) or (
        [cell.tag for cell in _cells(table)] == ["td"]
    )


def _cells(table: Element) -> list[Element]:
    rows = [row for part in _elements(table) for row in _elements(part)]
    return [cell for row in rows for cell in _elements(row) if cell.tag in {"th", "td"}]


def _elements(node: Element) -> list[Element]:
    return [child for child in node.children if isinstance(child, Element)]


def _row(row: Element) -> Element:
    cells = [
        cell for cell in row.children if isinstance(cell, Element) and cell.tag in {"th", "td"}
    ]
    return Element(
        "tr",
        {},
        [
            Element(
                cell.tag, attributes(cell.tag, cell.attrs), _tight(_blocks(cell.children) or [""])
            )
            for cell in cells
        ],
    )
