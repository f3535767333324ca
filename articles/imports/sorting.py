"""What is in the text and not part of the article: facts of a house, and a form's headings."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from articles.html.rules import HEADINGS
from articles.html.tree import Element, Node
from articles.imports.document import SetAside

_NUMBER = r"\d[\d,.]*(?:½)?"
_FACTS = re.compile(
    rf"""
    [A-Z][\w.'’\- ]{{1,40}},\s(?:[A-Z]{{2}}|Florida)(?:\s\d{{5}})?   # a city and its state
    | {_NUMBER}\+?\s*(?:sq\.?\s*(?:ft|feet)\.?|square\s(?:feet|foot)|sqft|sf)
    | {_NUMBER}\s*(?:full\s)?(?:bed(?:room)?s?|br|bd|bath(?:room)?s?|ba)
    | (?:wo)?m[ae]n(?:['’]?s|s['’])?\s(?:house|home|residence|sober\s(?:house|home|living))
    | (?:co-?ed|all\sgenders?)\s(?:house|home|residence)
    | (?:from\s)?\$\s?{_NUMBER}(?:\s?(?:/|per|a)\s?(?:week|month|wk|mo)\.?)?
    """,
    re.VERBOSE | re.IGNORECASE,
)
_BETWEEN_FACTS = re.compile(r"\s*[|·•/–—]\s+|\s{2,}|\t|\n+|;\s+")
_FORM = re.compile(
    r"""(?:get\sstarted(?:\s(?:today|now))?|take\sthe\sfirst\sstep\b.*|contact\s(?:us|form)(?:\stoday)?
    |request\s(?:a\s)?(?:call(?:back)?|information)|(?:your\s|first\s|last\s|full\s)?name|e-?mail(?:\saddress)?
    |(?:your\s)?phone(?:\snumber)?|(?:your\s)?message|submit|send(?:\smessage)?|call\s(?:now|us(?:\stoday|\snow)?)
    )\s*[*:!]*""",
    re.VERBOSE | re.IGNORECASE,
)


def is_fact(text: str) -> bool:
    """Whether `text` is nothing but facts from a listing, like "3 Beds · 2 Baths"."""
    parts = [part for part in _BETWEEN_FACTS.split(text.strip()) if part]
    return bool(parts) and all(_FACTS.fullmatch(part) for part in parts)


def sort_out(root: Element) -> list[SetAside]:
    """Takes what is not part of the article out of `root`, and says why for each piece."""
    aside: list[SetAside] = []
    kept: list[Node] = []
    for node in root.children:
        if isinstance(node, Element) and is_fact(node.text):
            aside += [SetAside(line, _("a fact from a listing")) for line in _lines(node)]
        else:
            kept.append(node)
    kept, ending = _without_ending(kept)
    root.children = kept
    return aside + ending


def _without_ending(nodes: list[Node]) -> tuple[list[Node], list[SetAside]]:
    """Cuts off headings with nothing under them, and a form's own words, at the very end."""
    ending: list[SetAside] = []
    kept = [node for node in nodes if not (isinstance(node, str) and not node.strip())]
    while kept and isinstance(node := kept[-1], Element):
        text = " ".join(node.text.split())
        if _FORM.fullmatch(text):
            ending.append(SetAside(text, _("from a form")))
        elif node.tag in HEADINGS:
            ending.append(SetAside(text, _("a heading with nothing under it")))
        else:
            break
        kept.pop()
    return kept, ending[::-1]


def _lines(node: Element) -> Iterator[str]:
    for line in node.text.split("\n"):
        if words := " ".join(line.split()):
            yield words
