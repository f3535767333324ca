"""The part of a text in which the words asked for stand, with those marked."""

import re
from collections.abc import Iterator, Sequence

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from recovery_site.full_text import WORD, plain
from recovery_site.ranked_text import Asked

LENGTH = 36  # words
BEFORE = 8  # of them before the first one asked for, where no sentence begins
_SENTENCE_ENDS = re.compile(r"[.!?:…]['’”)\]]*\s+$")

Token = tuple[int, int, bool]


def marked(text: str, asked: Asked) -> SafeString:
    """All of `text`, escaped, with <mark> around what was asked for."""
    return _written(text, _tokens(text, asked), 0, len(text))


def passage(text: str, asked: Asked) -> SafeString | None:
    """The part of `text` that has most of what was asked for; None where there is nothing of it."""
    tokens = _tokens(text, asked)
    found = [number for number, (_start, _end, is_asked) in enumerate(tokens) if is_asked]
    if not found:
        return None
    first = max(found, key=lambda number: (_worth(text, tokens, number), -number))
    start = _beginning(text, tokens, first)
    last = min(start + LENGTH, len(tokens)) - 1
    inside = _written(text, tokens, tokens[start][0], _end(text, tokens, last))
    before = "… " if start and not _begins_sentence(text, tokens[start][0]) else ""
    after = " …" if last < len(tokens) - 1 else ""
    return mark_safe(f"{before}{inside}{after}")  # noqa: S308  escaped by _written


def _tokens(text: str, asked: Asked) -> list[Token]:
    """Start and end of each word, and whether it was asked for."""
    spans = [match.span() for match in WORD.finditer(text)]
    words = [plain(text[start:end]) for start, end in spans]
    wanted = {word for word in set(words) if asked.matches(word)}
    in_phrase = {
        number
        for phrase in asked.phrases
        for first in _places(words, phrase)
        for number in range(first, first + len(phrase))
    }
    return [
        (start, end, word in wanted or number in in_phrase)
        for number, ((start, end), word) in enumerate(zip(spans, words, strict=True))
    ]


def _places(words: Sequence[str], phrase: tuple[str, ...]) -> Iterator[int]:
    length = len(phrase)
    for number, word in enumerate(words):
        if word == phrase[0] and tuple(words[number : number + length]) == phrase:
            yield number


def _worth(text: str, tokens: Sequence[Token], first: int) -> int:
    """How many different words asked for follow soon, each counted for its own beginning."""
    near = tokens[first : first + LENGTH - BEFORE]
    return len({text[start:end].casefold()[:5] for start, end, is_asked in near if is_asked})


def _beginning(text: str, tokens: Sequence[Token], first: int) -> int:
    """Where the sentence begins, if that is near."""
    for number in range(first, max(-1, first - LENGTH // 2), -1):
        if _begins_sentence(text, tokens[number][0]):
            return number
    return max(0, first - BEFORE)


def _begins_sentence(text: str, start: int) -> bool:
    before = text[max(0, start - 8) : start].rstrip("“‘\"'(")
    return start == 0 or bool(_SENTENCE_ENDS.search(before)) or not text[:start].strip()


def _end(text: str, tokens: Sequence[Token], last: int) -> int:
    """With the sign that ends a sentence there."""
    end = tokens[last][1]
    following = re.match(r"[.!?…]?['’”)\]]*", text[end:])
    return end + (len(following[0]) if following else 0)


def _written(text: str, tokens: Sequence[Token], start: int, end: int) -> SafeString:
    parts, here = [], start
    for begins, ends, is_asked in tokens:
        if is_asked and start <= begins and ends <= end:
            parts += [escape(text[here:begins]), f"<mark>{escape(text[begins:ends])}</mark>"]
            here = ends
    # Each part is escaped.
    return mark_safe("".join([*parts, escape(text[here:end])]))  # noqa: S308
