"""Headings: levels without gaps, and an anchor each, which stays once it was given."""

import re
from collections.abc import Collection

from django.utils.text import slugify

from articles.html.rules import HEADINGS
from articles.html.tree import Element

FIRST_LEVEL, LAST_LEVEL = 2, 4
LONGEST = 60
# Addresses inside the page that belong to the page around the article.
TAKEN = ("main", "ask", "keep-form", "leave-help")
TAKEN_STARTING = ("id_", "footer-")
TAKEN_ENDING = "-title"
_ANCHOR = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")


def mend_headings(root: Element) -> None:
    """Starts below the page's own h1 and closes every gap; deeper ones than h4 become h4."""
    headings = [element for element in root.walk() if element.tag in HEADINGS]
    _mend_levels(headings)
    name_headings(headings)


def name_headings(headings: list[Element]) -> None:
    """Who has an anchor keeps it, the first of two that have the same. The others get theirs from
    their words, so that links to a part outlive its words and what comes before it."""
    kept: dict[str, Element] = {}
    for heading in headings:
        if may_be_anchor(anchor := heading.attrs.get("id", "")):
            kept.setdefault(anchor, heading)
    taken = {*TAKEN, *kept}
    for heading in headings:
        anchor = heading.attrs.get("id", "")
        if kept.get(anchor) is not heading:
            anchor = _anchor(heading.text, taken)
            taken.add(anchor)
        heading.attrs = {"id": anchor}


def may_be_anchor(name: str) -> bool:
    """Whether `name` is one of ours, and none of the page around the article."""
    return (
        bool(_ANCHOR.fullmatch(name))
        and len(name) <= LONGEST + len("-999s")
        and name not in TAKEN
        and not name.startswith(TAKEN_STARTING)
        and not name.endswith(TAKEN_ENDING)
    )


def _mend_levels(headings: list[Element]) -> None:
    above: list[int] = []
    for heading in headings:
        level = int(heading.tag[1])
        while above and above[-1] >= level:
            above.pop()
        above.append(level)
        heading.tag = f"h{min(FIRST_LEVEL + len(above) - 1, LAST_LEVEL)}"


def _anchor(text: str, taken: Collection[str]) -> str:
    base = slugify(text)[:LONGEST].strip("-") or "section"
    if base.startswith(TAKEN_STARTING):
        base = f"the-{base}"[:LONGEST].strip("-")
    if base.endswith(TAKEN_ENDING):
        base = f"{base}s"
    anchor, number = base, 1
    while anchor in taken:
        number += 1
        anchor = f"{base}-{number}"
    return anchor
