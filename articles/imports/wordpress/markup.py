"""The elements of a WordPress text, each turned into one that an article may have."""

from collections.abc import Iterable
from html import escape

import nh3
from django.utils.translation import gettext as _

from articles.html.rules import ATTRIBUTES, BLOCKS, BOXES, HEADINGS, SAME_AS, TEXT, is_own_picture
from articles.html.tree import VOID, Element, Node, parse
from articles.imports.document import SetAside
from articles.imports.wordpress.media import Media

_PLAYERS = {"iframe", "embed", "object", "video", "audio"}
_CROSSED_OUT = {"del", "s", "strike"}
_FORMS = {"form", "input", "button", "select", "textarea", "fieldset", "label"}
_READ_TOO = {
    *_PLAYERS,
    *_FORMS,
    *_CROSSED_OUT,
    "q",
    "source",
    "param",
    "details",
    "summary",
    "legend",
    "option",
}
# Pictures that stand for a sign: what they say is the sign.
_SIGNS = {"wp-smiley", "emoji"}
# Where plug-ins put the address or the number of a picture.
_LAZY = ("data-orig-file", "data-src", "data-id")
_reader = nh3.Cleaner(
    tags=TEXT | BLOCKS | BOXES | set(SAME_AS) | _READ_TOO,
    clean_content_tags={"script", "style", "template", "noscript", "svg", "math"},
    attributes={
        **ATTRIBUTES,
        **{tag: {"src", "data", "href", "title"} for tag in (*_PLAYERS, "source")},
        "a": {"href", "class"},
        "div": {"class"},
        "sup": {"class"},
        "img": {"src", "alt", "class", "width", "height", *_LAZY},
    },
    url_schemes={"http", "https", "mailto", "tel"},
    link_rel=None,
)


def tree_of(html: str) -> Element:
    return parse(_reader.clean(html))


def as_it_is(node: Node) -> str:
    """HTML without white space that was not there: a text may go on behind an element."""
    if isinstance(node, str):
        return escape(node, quote=False)
    inside = "".join(map(as_it_is, node.children))
    if not node.tag:
        return inside
    attrs = "".join(f' {name}="{escape(value)}"' for name, value in node.attrs.items())
    return f"<{node.tag}{attrs}>" + ("" if node.tag in VOID else f"{inside}</{node.tag}>")


class Mender:
    """Goes through a tree once; what can't stay is noted in `aside`."""

    def __init__(self, media: Media, aside: list[SetAside]) -> None:
        self.media = media
        self.aside = aside

    def mend(self, nodes: Iterable[Node], *, in_table: bool = False) -> list[Node]:
        result: list[Node] = []
        for node in nodes:
            if isinstance(node, str):
                result.append(node)
            else:
                result += self._mended(node, in_table)
        return result

    def _mended(self, node: Element, in_table: bool) -> list[Node]:
        tag = node.tag
        if tag == "img":
            return self._picture(node)
        if tag in _PLAYERS:
            return self._player(node)
        if tag in _FORMS:
            return self._form(node)
        children = self.mend(node.children, in_table=in_table or tag in {"td", "th", "caption"})
        if tag == "q":
            return ["“", *children, "”"]
        if tag in _CROSSED_OUT:
            self._crossed_out(node)
            return children
        if tag == "sup" and "fn" in node.attrs.get("class", "").split():
            return [Element(tag, {}, [node.text])]  # the place that it leads to has no name here
        if tag == "figure":
            return _figures(Element(tag, {}, children))
        if tag == "pre":
            return [Element("p", {}, _with_breaks(children))]
        if tag in {"summary", "dt", "legend"} or (tag in HEADINGS and in_table):
            return [Element("p", {}, [Element("strong", {}, children)])]
        if tag == "div" and "wp-block-buttons" in node.attrs.get("class", "").split():
            return [Element("aside", {"class": "cta"}, children)]
        if tag == "a" and "wp-block-file__button" in node.attrs.get("class", ""):
            return []  # the same link a second time
        if tag == "a":
            node.attrs = {"href": _quoted(node.attrs.get("href", ""))}
        if tag in TEXT or tag in HEADINGS or tag in SAME_AS:
            return _outside(Element(tag, node.attrs, children))
        return [Element(tag, node.attrs, children)]

    def _crossed_out(self, node: Element) -> None:
        if words := " ".join(node.text.split()):
            self.aside.append(SetAside(words[:300], _("it was crossed out, and is plain text now")))

    def _picture(self, node: Element) -> list[Node]:
        if _SIGNS & set(node.attrs.get("class", "").split()):
            return [node.attrs.get("alt", "")]
        src = node.attrs.get("data-orig-file") or node.attrs.get("data-src") or ""
        src = src or node.attrs.get("src", "")
        if is_own_picture(src):
            return [node]
        shown = self.media.shown(src, _number_of(node))
        if shown is None:
            words = " ".join([node.attrs.get("alt", ""), src[:300]]).strip()
            if words:
                self.aside.append(SetAside(words, _("a picture that is not among the uploads")))
            return []
        alt = " ".join(node.attrs.get("alt", "").split()) or shown.alt
        sizes = {"width": str(shown.width), "height": str(shown.height)}
        return [Element("img", {"src": shown.url, "alt": alt, **sizes})]

    def _player(self, node: Element) -> list[Node]:
        parts = [node, *(each for each in node.walk() if each.tag in {"source", "embed"})]
        addresses = (part.attrs.get(name, "") for part in parts for name in ("src", "data"))
        address = next((each for each in addresses if each), "")
        if address.startswith("//"):
            address = f"https:{address}"
        if not address:
            return []
        self.aside.append(SetAside(address[:300], _("what was embedded is a link now")))
        title = " ".join(node.attrs.get("title", "").split()) or address
        return [Element("p", {}, [Element("a", {"href": _quoted(address)}, [title])])]

    def _form(self, node: Element) -> list[Node]:
        words = " ".join(node.text.split())
        if node.tag == "form" or words:
            self.aside.append(SetAside(words[:300] or node.tag, _("a form")))
        return []


def _number_of(picture: Element) -> str:
    """WordPress' own number of it, from its class."""
    for name in picture.attrs.get("class", "").split():
        if name.startswith("wp-image-"):
            return name.removeprefix("wp-image-")
    return picture.attrs.get("data-id", "")


def _figures(figure: Element) -> list[Node]:
    """One figure for each picture; a figure around anything else opens up."""
    pictures = [each for each in figure.walk() if each.tag == "img"]
    inner = [each for each in figure.walk() if each.tag == "figure" and each is not figure]
    if len(pictures) == 1 and not inner:
        return [figure]
    captions = [each for each in figure.children if isinstance(each, Element)]
    words: list[Node] = [
        Element("p", {}, each.children) for each in captions if each.tag == "figcaption"
    ]
    if not pictures:
        rest = [each for each in figure.children if each not in captions]
        return [*rest, *(each for each in captions if each.tag != "figcaption"), *words]
    if inner:
        return [*inner, *words]
    return [*(Element("figure", {}, [each]) for each in pictures), *words]


def _outside(element: Element) -> list[Node]:
    """Pictures stand before the words that they stood in."""
    pictures = [each for each in element.walk() if each.tag == "img"]
    if not pictures:
        return [element]
    for each in element.walk():
        each.children = [child for child in each.children if child not in pictures]
    return [*pictures, element] if element.text.strip() else list(pictures)


def _with_breaks(nodes: Iterable[Node]) -> list[Node]:
    result: list[Node] = []
    for node in nodes:
        if isinstance(node, Element):
            result.append(Element(node.tag, node.attrs, _with_breaks(node.children)))
            continue
        for place, line in enumerate(node.strip("\n").split("\n")):
            result += [Element("br"), line] if place else [line]
    return result


def _quoted(address: str) -> str:
    """With its spaces written by their number; the cleaner would leave them out."""
    return address.strip().replace(" ", "%20")
