"""Phone numbers in a text become links that call them."""

import re

from articles.html.tree import Element, Node

# Ten digits of North America with something between the groups, so that no other number fits.
_PHONE = re.compile(
    r"(?<![\w+.\-/])(?:\+?1[ .\-]?)?(?:\(([2-9]\d\d)\)[ ]?|([2-9]\d\d)[ .\-\u2011])"
    r"([2-9]\d\d)[ .\-\u2011](\d{4})(?![\w\-])"
)


def link_phones(element: Element) -> None:
    if element.tag == "a":
        return
    children: list[Node] = []
    for child in element.children:
        if isinstance(child, str):
            children += _linked(child)
        else:
            link_phones(child)
            children.append(child)
    element.children = children


def _linked(text: str) -> list[Node]:
    nodes: list[Node] = []
    done = 0
    for found in _PHONE.finditer(text):
        digits = "".join(filter(None, found.groups()))
        nodes += [text[done : found.start()], Element("a", {"href": f"tel:+1{digits}"}, [found[0]])]
        done = found.end()
    return [*nodes, text[done:]]
