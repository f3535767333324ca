"""Templates that are drawn once for a shape, and then only filled.

    fill("components/_call.html", {"name": house.name, "phones": [phone, other], "open": True})

Django's templates take most of the time of a page, and nearly all of it for what is the same on
each page. So a template is drawn with a hole for each text, once for a language and a *shape*:
which texts there are and which are empty, how long each list is, and every number and yes-or-no.
From then on the texts are escaped, and put between the pieces. docs/adr/0070 says when to use it.

A template that is filled gets plain values alone: dicts, lists, texts, and the whole numbers and
booleans that it decides by. It may ask whether a text is there, and print it; a filter on a text
would see the hole.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from itertools import count
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

Value = Any  # str, int, bool, None, or dicts and lists of them
Key = tuple[Any, ...]

# Letters that nobody's words have, in templates of our own; what fills a hole is not looked at.
_HOLE = re.compile("\ue000([0-9]+)\ue001")
MOST = 2_000
_drawn: dict[Key, "Skeleton"] = {}


@dataclass(frozen=True, slots=True)
class Skeleton:
    """HTML in pieces; on each but the last follows the text of that number."""

    pieces: list[str]
    numbers: list[int]

    @classmethod
    def of(cls, drawn: str) -> "Skeleton":
        parts = _HOLE.split(drawn)
        return cls(parts[::2], [int(number) for number in parts[1::2]])

    def filled(self, texts: list[str]) -> str:
        # As `conditional_escape`, which looks for more than texts and takes three times as long.
        escaped = [text if type(text) is SafeString else escape(text) for text in texts]
        parts = [""] * (len(self.pieces) + len(self.numbers))
        parts[::2] = self.pieces
        parts[1::2] = [escaped[number] for number in self.numbers]
        return "".join(parts)


def fill(template: str, values: dict[str, Value]) -> SafeString:
    """What `template` draws of `values`."""
    if settings.DEBUG:  # who works on a template wants to see it change
        return render_to_string(template, values)
    shape: list[Any] = [template, get_language()]
    texts: list[str] = []
    _measure(values, shape, texts)
    key = tuple(shape)
    skeleton = _drawn.get(key)
    if skeleton is None:
        skeleton = Skeleton.of(render_to_string(template, _with_holes(values, count())))
        if len(_drawn) >= MOST:
            _drawn.clear()
        _drawn[key] = skeleton
    return mark_safe(skeleton.filled(texts))  # noqa: S308  # by the template, and escaped


def _measure(value: Value, shape: list[Any], texts: list[str]) -> None:
    """Adds what `value` is made of to `shape`, and its texts to `texts`."""
    kind = type(value)
    if kind is str or kind is SafeString:
        shape.append(bool(value))
        if value:
            texts.append(value)
    elif kind is dict:
        shape.append(dict)
        shape.extend(value)
        for one in value.values():
            _measure(one, shape, texts)
    elif kind is list:
        shape += (list, len(value))
        for one in value:
            _measure(one, shape, texts)
    elif value is None or kind is bool or kind is int:
        shape += (kind, value)
    else:
        raise TypeError(f"A template is not filled with a {kind.__name__}.")


def _with_holes(value: Value, numbers: Iterator[int]) -> Value:
    """The same with a hole in place of each text; holes are counted as `_measure` meets texts."""
    if isinstance(value, dict):
        return {name: _with_holes(one, numbers) for name, one in value.items()}
    if isinstance(value, list):
        return [_with_holes(one, numbers) for one in value]
    if isinstance(value, str) and value:
        return mark_safe(f"\ue000{next(numbers)}\ue001")  # noqa: S308  # a number
    return value
