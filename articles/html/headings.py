"""Headings: levels without gaps, and an anchor each that stays while the words stay."""

from django.utils.text import slugify

from articles.html.rules import HEADINGS
from articles.html.tree import Element

FIRST_LEVEL, LAST_LEVEL = 2, 4
# Addresses inside the page that belong to the page around the article.
TAKEN = ("main", "ask")
TAKEN_ENDING = "-title"


def mend_headings(root: Element) -> None:
    """Starts below the page's own h1 and closes every gap; deeper ones than h4 become h4."""
    above: list[int] = []
    anchors: set[str] = set(TAKEN)
    for heading in root.walk():
        if heading.tag not in HEADINGS:
            continue
        level = int(heading.tag[1])
        while above and above[-1] >= level:
            above.pop()
        above.append(level)
        heading.tag = f"h{min(FIRST_LEVEL + len(above) - 1, LAST_LEVEL)}"
        heading.attrs = {"id": _anchor(heading.text, anchors)}


def _anchor(text: str, taken: set[str]) -> str:
    base = slugify(text)[:60].strip("-") or "section"
    if base.endswith(TAKEN_ENDING):
        base = f"{base}s"
    anchor, number = base, 1
    while anchor in taken:
        number += 1
        anchor = f"{base}-{number}"
    taken.add(anchor)
    return anchor
