"""Paragraphs as WordPress makes them: an empty line ends one, a single line end is a break."""

import re

from articles.html.rules import HEADINGS, TABLE
from articles.html.tree import Element, Node

_EMPTY_LINE = re.compile(r"[ \t\r]*\n[ \t\r]*\n\s*")
_ADDRESS_ALONE = re.compile(r"\s*(https?://[^\s<>\"']+)\s*")
# Space between their parts means nothing.
_WITHOUT_TEXT = {"ul", "ol", "dl", "figure"} | TABLE - {"td", "th", "caption"}
_AS_IT_STANDS = {"pre", "a", *HEADINGS}


def mark_paragraphs(element: Element, *, deep: bool = True) -> None:
    """With `deep` also inside of other elements, as in a text without blocks."""
    if element.tag in _AS_IT_STANDS:
        return
    children: list[Node] = []
    for child in element.children:
        if isinstance(child, Element):
            if deep:
                mark_paragraphs(child)
            children.append(child)
        elif element.tag in _WITHOUT_TEXT:
            children.append(child)
        else:
            children += _lines(child)
    element.children = children


def link_addresses(element: Element) -> None:
    """An address that stands alone is how one embeds a video; here it becomes a link."""
    if element.tag in {"a", "pre", "code"}:
        return
    children: list[Node] = []
    for number, child in enumerate(element.children):
        if isinstance(child, Element):
            link_addresses(child)
        elif (found := _ADDRESS_ALONE.fullmatch(child)) and _alone(element.children, number):
            child = Element("a", {"href": found[1]}, [found[1]])
        children.append(child)
    element.children = children


def _alone(nodes: list[Node], number: int) -> bool:
    """Between breaks and blocks, not inside a sentence."""
    beside = [*nodes[max(0, number - 1) : number], *nodes[number + 1 : number + 2]]
    return not any(isinstance(node, str) or node.tag in {"a", "em", "strong"} for node in beside)


def _lines(text: str) -> list[Node]:
    nodes: list[Node] = []
    for number, paragraph in enumerate(_EMPTY_LINE.split(text)):
        if number:
            nodes.append(Element("p"))
        for place, line in enumerate(paragraph.split("\n")):
            if place:
                nodes.append(Element("br"))
            nodes.append(line)
    return nodes
