"""Carries the anchors of a text over to its next edition, where that comes without them."""

from difflib import SequenceMatcher

from articles.html.cleaning import CleanHtml, clean
from articles.html.headings import name_headings
from articles.html.rules import HEADINGS
from articles.html.tree import Element, parse, write


def with_anchors_of(before: str, html: str) -> CleanHtml:
    """`html`, both cleaned, with the anchor that each of its headings had in `before`.

    For texts from a file, which names no anchors: a heading is the same one where it stands
    between the same texts, whether or not its words changed.
    """
    old, root = _blocks(parse(before)), parse(clean(html))
    new = _blocks(root)
    headings = [element for element in root.walk() if element.tag in HEADINGS]
    if not headings:
        return clean(html)
    for element in headings:
        element.attrs = {}
    for was, now in _pairs(old, new):
        if now.tag in HEADINGS and "id" in was.attrs:
            now.attrs = {"id": was.attrs["id"]}
    name_headings(headings)
    return clean(write(root))


def _blocks(root: Element) -> list[Element]:
    return [child for child in root.children if isinstance(child, Element)]


def _pairs(old: list[Element], new: list[Element]) -> list[tuple[Element, Element]]:
    """What stayed, and headings that were only renamed."""
    was, now = ([_words(element) for element in blocks] for blocks in (old, new))
    matcher = SequenceMatcher(None, was, now, autojunk=False)
    pairs: list[tuple[Element, Element]] = []
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            pairs += zip(old[a:b], new[c:d], strict=True)
        elif kind == "replace":
            former = [element for element in old[a:b] if element.tag in HEADINGS]
            later = [element for element in new[c:d] if element.tag in HEADINGS]
            as_many = len(former) == len(later)
            pairs += zip(former, later, strict=True) if as_many else _same(former, later)
    return pairs


def _same(was: list[Element], now: list[Element]) -> list[tuple[Element, Element]]:
    """Where headings came or went beside changed texts: those with the same words, in order."""
    pairs = []
    for element in now:
        if found := next((one for one in was if _words(one) == _words(element)), None):
            was = was[was.index(found) + 1 :]
            pairs.append((found, element))
    return pairs


def _words(element: Element) -> tuple[str, str]:
    kind = "h" if element.tag in HEADINGS else element.tag
    return kind, " ".join(element.text.split())
