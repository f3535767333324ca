"""The text inside a block: words, their emphasis, links and line breaks."""

import re

from articles.html.rules import SAME_AS, TEXT, attributes
from articles.html.tree import Element, Node

_SPACE = re.compile(r"[ \t\n\r\f]+")


def inline_text(node: Element, *, in_link: bool = False) -> list[Node]:
    """Text and its emphasis only, white space as a browser shows it."""
    return _trimmed(_inline(node.children, in_link=in_link))


def _inline(nodes: list[Node], *, in_link: bool) -> list[Node]:
    result: list[Node] = []
    for node in nodes:
        if isinstance(node, str):
            result.append(_SPACE.sub(" ", node))
            continue
        tag = SAME_AS.get(node.tag, node.tag)
        if tag == "br":
            result.append(Element("br"))
        elif tag in TEXT:
            result += _emphasis(tag, node, in_link=in_link)
        elif tag != "img":
            result += [" ", *_inline(node.children, in_link=in_link), " "]
    return _joined(result)


def _emphasis(tag: str, node: Element, *, in_link: bool) -> list[Node]:
    inside = _inline(node.children, in_link=in_link or tag == "a")
    kept = attributes(tag, node.attrs)
    if not says_something(inside) or (tag == "a" and (in_link or not kept)):
        return inside
    return [Element(tag, kept, inside)]


def _joined(nodes: list[Node]) -> list[Node]:
    """Neighbouring texts as one, with single spaces."""
    result: list[Node] = []
    for node in nodes:
        if isinstance(node, str) and result and isinstance(result[-1], str):
            result[-1] = _SPACE.sub(" ", result[-1] + node)
        elif node != "":
            result.append(node)
    return result


def _trimmed(nodes: list[Node]) -> list[Node]:
    """Without line breaks and spaces at either end."""
    nodes = list(nodes)
    while nodes and _is_empty(nodes[0]):
        nodes.pop(0)
    while nodes and _is_empty(nodes[-1]):
        nodes.pop()
    if nodes and isinstance(nodes[0], str):
        nodes[0] = nodes[0].lstrip(" ")
    if nodes and isinstance(nodes[-1], str):
        nodes[-1] = nodes[-1].rstrip(" ")
    return nodes


def _is_empty(node: Node) -> bool:
    return not node.strip(" ") if isinstance(node, str) else node.tag == "br"


def says_something(nodes: list[Node]) -> bool:
    return any(
        bool(node.strip()) if isinstance(node, str) else says_something(node.children)
        for node in nodes
    )
