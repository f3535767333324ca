"""HTML documents: the article in a page, and what stands around it."""

from collections.abc import Iterator

import nh3
from django.utils.translation import gettext as _

from articles.html.rules import ATTRIBUTES, BLOCKS, BOXES, HEADINGS, SAME_AS, TEXT, is_own_picture
from articles.html.tree import Element, Node, parse, write
from articles.imports.document import SetAside

_FORMS = {"form", "button", "label", "select", "option", "fieldset", "legend", "textarea", "dialog"}
_AROUND = {"nav", "header", "footer", "aside", "iframe", *_FORMS}
# A page's own names for where its article is, the best first.
_ARTICLES = ("article", "main")

_reader = nh3.Cleaner(
    tags=TEXT | BLOCKS | BOXES | set(SAME_AS) | _AROUND | {"title", "meta"},
    clean_content_tags={"script", "style", "template", "noscript", "object", "svg", "math"},
    attributes=ATTRIBUTES | {"meta": {"name", "content"}, "iframe": {"src"}},
    link_rel=None,
)


def read_page(html: str) -> tuple[str, str, str, list[SetAside]]:
    """The title and the description that the page gives itself, its article, and the rest."""
    root = parse(_reader.clean(html))
    title = next((each.text for each in root.walk() if each.tag == "title"), "")
    description = next(
        (
            each.attrs.get("content", "")
            for each in root.walk()
            if each.tag == "meta" and each.attrs.get("name", "").lower() == "description"
        ),
        "",
    )
    _take(root, {"title", "meta"})
    article, around = _article(root)
    aside = [*around, *_set_apart(article)]
    heading = next((each.text for each in article.walk() if each.tag in HEADINGS[:1]), "")
    return _words(heading or _without_site(title)), _words(description), write(article), aside


def _without_site(title: str) -> str:
    """A page's title without the site's name behind it."""
    for mark in (" | ", " – ", " — ", " · ", " - "):
        title = title.partition(mark)[0]
    return title


def _article(root: Element) -> tuple[Element, list[SetAside]]:
    for tag in _ARTICLES:
        found = [each for each in root.walk() if each.tag == tag]
        if len(found) == 1 and found[0].text.strip():
            outside = parse(write(root))
            _take(outside, {tag})
            return found[0], [
                SetAside(text, _("outside of the article")) for text in _pieces(outside)
            ]
    return root, []


def _set_apart(article: Element) -> Iterator[SetAside]:
    """Takes menus, forms and pictures that are not ours out of `article`."""
    for element in _take(article, _AROUND, unless=_belongs):
        for text in _pieces(element) or [element.attrs.get("src", "")]:
            if text:
                reason = _("a form") if element.tag in _FORMS else _("around the article")
                yield SetAside(text, reason)
    for picture in _take(
        article, {"img"}, unless=lambda each: is_own_picture(each.attrs.get("src", ""))
    ):
        words = " ".join([picture.attrs.get("alt", ""), picture.attrs.get("src", "")[:200]]).strip()
        if words:
            yield SetAside(words, _("a picture that is not in the library"))


def _belongs(element: Element) -> bool:
    """A call to action, or the head of the article that holds its title."""
    return element.attrs.get("class") == "cta" or (
        element.tag == "header" and any(each.tag in HEADINGS for each in element.walk())
    )


def _take(root: Element, tags: set[str], unless=lambda element: False) -> list[Element]:
    """Removes the outermost elements of `tags` from `root`, and returns them."""
    taken: list[Element] = []
    kept: list[Node] = []
    for child in root.children:
        if isinstance(child, Element) and child.tag in tags and not unless(child):
            taken.append(child)
            continue
        if isinstance(child, Element):
            taken += _take(child, tags, unless)
        kept.append(child)
    root.children = kept
    return taken


def _pieces(element: Element) -> list[str]:
    return [words for line in element.text.split("\n") if (words := _words(line))]


def _words(text: str) -> str:
    return " ".join(text.split())
