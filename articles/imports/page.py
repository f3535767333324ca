"""HTML documents: the article in a page, and what stands around it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit

import nh3
from django.utils.translation import gettext as _

from articles.html.rules import ATTRIBUTES, BLOCKS, BOXES, HEADINGS, SAME_AS, TEXT
from articles.html.tree import Element, Node, parse, write
from articles.imports.document import SetAside
from articles.imports.pictures import show_pictures
from articles.imports.wordpress.media import Media

_FORMS = {"form", "button", "label", "select", "option", "fieldset", "legend", "textarea", "dialog"}
_AROUND = {"nav", "header", "footer", "aside", "iframe", *_FORMS}
# A page's own names for where its article is, the best first.
_ARTICLES = ("article", "main")

_reader = nh3.Cleaner(
    tags=TEXT | BLOCKS | BOXES | set(SAME_AS) | _AROUND | {"title", "meta", "link"},
    clean_content_tags={"script", "style", "template", "noscript", "object", "svg", "math"},
    attributes=ATTRIBUTES
    | {"meta": {"name", "content"}, "iframe": {"src"}, "link": {"rel", "href"}},
    link_rel=None,
)


@dataclass(frozen=True, slots=True)
class Read:
    """What a page says of itself, its article, and what stood around it."""

    title: str
    description: str
    html: str
    settings: dict[str, Any]
    aside: list[SetAside]


def read_page(html: str, media: Media) -> Read:
    root = parse(_reader.clean(html))
    title = next((each.text for each in root.walk() if each.tag == "title"), "")
    description = _said(root, "meta", "name", "description", "content")
    address = _said(root, "link", "rel", "canonical", "href")
    _take(root, {"title", "meta", "link"})
    article, around = _article(root)
    aside = [*around, *_set_apart(article), *show_pictures(article, media)]
    heading = next((each.text for each in article.walk() if each.tag in HEADINGS[:1]), "")
    return Read(
        title=_words(heading or _without_site(title)),
        description=_words(description),
        html=write(article),
        settings={"former": [path]} if (path := _path(address)) else {},
        aside=aside,
    )


def _said(root: Element, tag: str, name: str, value: str, wanted: str) -> str:
    """What the first `tag` that is called so says."""
    for each in root.walk():
        if each.tag == tag and each.attrs.get(name, "").lower() == value:
            return each.attrs.get(wanted, "")
    return ""


def _path(address: str) -> str:
    """The path of the page's own address; the start page's leads nowhere else."""
    try:
        path = unquote(urlsplit(address.strip()).path)
    except ValueError:
        return ""
    return path if path.startswith("/") and path != "/" else ""


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
    """Takes menus and forms out of `article`."""
    for element in _take(article, _AROUND, unless=_belongs):
        for text in _pieces(element) or [element.attrs.get("src", "")]:
            if text:
                reason = _("a form") if element.tag in _FORMS else _("around the article")
                yield SetAside(text, reason)


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
