import re
from dataclasses import dataclass

from articles.html.tree import parse

WORDS_A_MINUTE = 220
_WORD = re.compile(r"\w+(?:[’'\-]\w+)*")


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place in a page; `level` is 2 for a section, 3 for one inside of it."""

    id: str
    text: str
    level: int


def table_of_contents(html: str, *, deepest: int = 2) -> list[Anchor]:
    """The headings of cleaned HTML down to `deepest`."""
    return [
        Anchor(element.attrs["id"], " ".join(element.text.split()), int(element.tag[1]))
        for element in parse(html).walk()
        if element.tag in {"h2", "h3", "h4"}
        and element.attrs.get("id")
        and int(element.tag[1]) <= deepest
    ]


def plain_text(html: str) -> str:
    """The words of cleaned HTML in one line: for descriptions, searches and counting."""
    return " ".join(parse(html).text.split())


def word_count(html: str) -> int:
    return len(_WORD.findall(plain_text(html)))


def reading_minutes(words: int) -> int:
    """At an easy pace; never less than one."""
    return max(1, round(words / WORDS_A_MINUTE))
