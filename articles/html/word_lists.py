"""Word's lists, which are paragraphs that draw their bullets and numbers themselves."""

import re
from dataclasses import dataclass, field

from articles.html.styles import classes_of, style_of
from articles.html.tree import Element, Node

_LEVEL = re.compile(r"\blevel([1-9])\b")
_NUMBER = re.compile(r"\(?(\d{1,3}|[a-z]|[ivxlcdm]{1,6})[.)]", re.IGNORECASE)
# In a file without Word's own styles: the sign and a run of spaces that stands for a tab.
_DRAWN = re.compile(
    r"\s*(?:[·•§▪◦o‣\uf0b7\uf0a7–-]|\(?(?:\d{1,3}|[A-Za-z]{1,4})[.)])\s*\xa0[\xa0\s]*"
)
_INCHES = {"in": 1.0, "cm": 1 / 2.54, "pt": 1 / 72, "px": 1 / 96}
_LENGTH = re.compile(r"(-?[\d.]+)(in|cm|pt|px)")


@dataclass(slots=True)
class _Item:
    level: int
    sign: str
    children: list[Node] = field(default_factory=list)

    @property
    def tag(self) -> str:
        return "ol" if _NUMBER.fullmatch(self.sign) else "ul"

    @property
    def start(self) -> dict[str, str]:
        found = _NUMBER.fullmatch(self.sign)
        return {"start": found[1]} if found and found[1].isdigit() and found[1] != "1" else {}


def with_lists(nodes: list[Node]) -> list[Node]:
    """`nodes` with lists in place of the paragraphs that are items of one."""
    result: list[Node] = []
    items: list[_Item] = []
    for node in nodes:
        if items and isinstance(node, str) and not node.strip():
            continue
        item = _item(node) if isinstance(node, Element) and node.tag == "p" else None
        if item:
            items.append(item)
        elif items and isinstance(node, Element) and _goes_on(node):
            items[-1].children.append(Element("p", {}, node.children))
        else:
            result += [*_lists(items), node]
            items = []
    return [*result, *_lists(items)]


def _lists(items: list[_Item]) -> list[Node]:
    """An item deeper than the one before it goes into it; another sign begins another list."""
    lists: list[Node] = []
    open_lists: list[tuple[int, Element]] = []
    for item in items:
        while open_lists and open_lists[-1][0] > item.level:
            open_lists.pop()
        level, here = open_lists[-1] if open_lists else (0, Element(""))
        if level == item.level and here.tag != item.tag:
            open_lists.pop()
            level, here = open_lists[-1] if open_lists else (0, Element(""))
        if level < item.level:
            made = Element(item.tag, item.start)
            _last_item(here, lists).append(made)
            open_lists.append((item.level, made))
        open_lists[-1][1].children.append(Element("li", {}, item.children))
    return lists


def _last_item(of: Element, otherwise: list[Node]) -> list[Node]:
    last = of.children[-1] if of.children else None
    return last.children if isinstance(last, Element) else otherwise


def _item(paragraph: Element) -> _Item | None:
    said = style_of(paragraph).get("mso-list", "")
    if found := _LEVEL.search(said):
        children, sign = _without_sign(paragraph.children)
        return _Item(int(found[1]), sign, [Element("p", {}, children)])
    if not _is_list_paragraph(paragraph):
        return None
    drawn = _DRAWN.match(_letters(paragraph))
    if drawn is None:
        return None
    children = _without_start(paragraph.children, len(drawn[0]))
    return _Item(_level_by_margin(paragraph), drawn[0].strip(), [Element("p", {}, children)])


def _is_list_paragraph(node: Element) -> bool:
    return any(name.startswith("MsoList") for name in classes_of(node))


def _goes_on(node: Element) -> bool:
    """A further paragraph of the item before it."""
    return node.tag == "p" and (
        "MsoListParagraphCxSpMiddle" in classes_of(node)
        or any(name.startswith("MsoListContinue") for name in classes_of(node))
    )


def _without_sign(nodes: list[Node]) -> tuple[list[Node], str]:
    """`nodes` without the span that draws the sign, and that sign."""
    kept: list[Node] = []
    sign = ""
    for node in nodes:
        if isinstance(node, Element) and style_of(node).get("mso-list") == "ignore":
            sign = sign or node.text.strip()
        elif isinstance(node, Element):
            children, inner = _without_sign(node.children)
            kept.append(Element(node.tag, node.attrs, children))
            sign = sign or inner
        else:
            kept.append(node)
    return kept, sign


def _without_start(nodes: list[Node], letters: int) -> list[Node]:
    """`nodes` without their first `letters`."""
    kept: list[Node] = []
    for node in nodes:
        if isinstance(node, str):
            node, letters = node[letters:], max(0, letters - len(node))
        elif letters:
            length = len(_letters(node))
            node = Element(node.tag, node.attrs, _without_start(node.children, letters))
            letters = max(0, letters - length)
        kept.append(node)
    return kept


def _letters(node: Element) -> str:
    parts = (child if isinstance(child, str) else _letters(child) for child in node.children)
    return "".join(parts)


def _level_by_margin(paragraph: Element) -> int:
    style = style_of(paragraph)
    margin = style.get("margin-left") or (style.get("margin", "").split() or [""])[-1]
    found = _LENGTH.fullmatch(margin)
    inches = float(found[1]) * _INCHES[found[2]] if found else 0.5
    return min(9, max(1, round(inches / 0.5)))
