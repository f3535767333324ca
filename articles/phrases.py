"""Finds phrases in text as people write them: endings, upper case, "100 %" or "100 percent"."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

# One word: a percent sign counts as "percent", and hyphens part words.
_TOKEN = re.compile(r"\b(?:a|one)\s+hundred\b|\bper\s+cent\b|%|\w+(?:'\w+)*")
_SAME = {"%": "percent", "per cent": "percent", "a hundred": "100", "one hundred": "100"}
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))


def tokens(text: str) -> list[str]:
    """The words of `text` in the form in which they are compared."""
    plain = unicodedata.normalize("NFKC", text).translate(_INVISIBLE).casefold().replace("’", "'")
    found = (" ".join(word.split()) for word in _TOKEN.findall(plain))
    return [_SAME.get(word, word) for word in found]


def phrases_in(text: str, phrases: Iterable[str]) -> list[str]:
    """Those of `phrases` that `text` uses, whole words in any form of the last one."""
    line = f" {' '.join(tokens(text))} "
    return [phrase for phrase in phrases if (form := _pattern(phrase)) and form.search(line)]


@lru_cache(maxsize=4096)
def _pattern(phrase: str) -> re.Pattern[str] | None:
    words = tokens(phrase)
    if not words:
        return None
    before = "".join(f"{re.escape(word)} " for word in words[:-1])
    return re.compile(rf" {before}{_forms(words[-1])} ")


def _forms(word: str) -> str:
    """ "guarantee", "guarantees", "guaranteed", "guaranteeing", "guarantee's"."""
    if word.endswith("e"):
        return rf"{re.escape(word[:-1])}(?:e|es|ed|ing|eing|e's)"
    if word.endswith("y"):
        return rf"{re.escape(word[:-1])}(?:y|ys|ies|ied|ying|y's)"
    return rf"{re.escape(word)}(?:s|es|ed|ing|'s)?"
