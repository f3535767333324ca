"""The last steps of every import, whatever the document was: phones, lengths, a summary."""

from django.utils.text import Truncator

from articles.html import CleanHtml, clean, plain_text
from articles.html.tree import Element, write
from articles.imports.phones import link_phones

LONGEST_TITLE, LONGEST_SUMMARY = 160, 240


def finish(root: Element) -> CleanHtml:
    """The article in `root`, with phone numbers that can be called."""
    link_phones(root)
    return clean(write(root))


def short(text: str, length: int) -> str:
    return Truncator(" ".join(text.split())).chars(length)


def first_sentences(root: Element) -> str:
    """As many whole sentences of the first paragraph as fit a summary."""
    first = next((each for each in root.walk() if each.tag == "p"), root)
    text = plain_text(write(first))
    if len(text) <= LONGEST_SUMMARY:
        return text
    whole = text[:LONGEST_SUMMARY].rpartition(". ")[0]
    return f"{whole}." if len(whole) > LONGEST_SUMMARY // 4 else short(text, LONGEST_SUMMARY)
