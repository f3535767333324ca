"""Reads HTML that `clean` made without building its tree: every page of an article does it."""

import re
from html import unescape

from articles.html.reading import Anchor

# As `tree.write` writes them: no other attribute, quotation marks escaped.
_SECTION = re.compile(r'<h2 id="([^"]*)">(.*?)</h2>', re.DOTALL)
_ANCHOR = re.compile(r'<h[234] id="([^"]*)">')
_LINK = re.compile(r'<a href="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
_PICTURE = re.compile(r'<img src="([^"]*)" alt="([^"]*)"')
_AROUND_WORDS = re.compile(r"<(?!/?(?:a|strong|em|sub|sup)\b)[^>]*>")
_TAG = re.compile(r"<[^>]*>")


def sections(html: str) -> list[Anchor]:
    """What `table_of_contents` finds."""
    return [Anchor(unescape(name), words(text), 2) for name, text in _SECTION.findall(html)]


def words(html: str) -> str:
    """What `plain_text` finds."""
    return " ".join(unescape(_TAG.sub("", _AROUND_WORDS.sub(" ", html))).split())


def anchors(html: str) -> list[str]:
    return [unescape(name) for name in _ANCHOR.findall(html)]


def links(html: str) -> list[tuple[str, str]]:
    """Each link's address and words."""
    return [(unescape(address), words(text)) for address, text in _LINK.findall(html)]


def pictures(html: str) -> list[tuple[str, str]]:
    """Each picture's address and what it shows."""
    return [(unescape(address), unescape(alt)) for address, alt in _PICTURE.findall(html)]
