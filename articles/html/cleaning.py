from articles.html.headings import mend_headings
from articles.html.pasted import is_pasted, told_plainly
from articles.html.rules import sanitize
from articles.html.shape import shape
from articles.html.tree import Element, parse, write

# Each pass only takes away, so that a second one finds nothing to do; the bound is a safeguard.
_PASSES = 4
_UNPRINTABLE: dict[int, str | None] = {
    code: None
    for code in (*range(0x20), *range(0x7F, 0xA0), 0xFFFE, 0xFFFF, *range(0xFDD0, 0xFDF0))
    if code not in (9, 10, 13)
}
# Quotation marks and dashes that an old program wrote with numbers of its own.
_UNPRINTABLE |= {
    code: sign for code in range(0x80, 0xA0) if (sign := bytes([code]).decode("cp1252", "ignore"))
}


class CleanHtml(str):
    """HTML that `clean` made. Cleaning it again costs nothing."""

    __slots__ = ()


def clean(html: str) -> CleanHtml:
    """What may stay of `html`, in the shape of an article.

    Headings are h2 to h4 without gaps and have anchors; every text is in a block; links lead to
    the web, a mailbox, a phone or this site; pictures are our own and have alternative text.
    """
    if isinstance(html, CleanHtml):
        return html
    cleaned = _printable(html)
    if is_pasted(cleaned):
        cleaned = told_plainly(cleaned)
    for _pass in range(_PASSES):
        before, cleaned = cleaned, write(clean_tree(cleaned))
        if cleaned == before:
            break
    return CleanHtml(cleaned)


def clean_tree(html: str) -> Element:
    root = shape(parse(sanitize(html)))
    mend_headings(root)
    return root


def _printable(html: str) -> str:
    """Without what no database, XML document or browser takes."""
    text = html.encode("utf-8", "ignore").decode("utf-8")
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(_UNPRINTABLE)
