"""A small tree of HTML elements, read from markup that a sanitizer has already made well formed."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser

VOID = frozenset({"br", "hr", "img", "meta", "link", "iframe", "col", "input"})
# Elements deeper than this are dropped and their text is kept: nobody writes them by hand.
DEEPEST = 24
# Elements whose children stand one to a line, so that two versions can be compared.
BLOCKS_INSIDE = frozenset(
    {"", "ul", "ol", "blockquote", "aside", "figure", "table", "thead", "tbody", "tr"}
)


@dataclass(slots=True)
class Element:
    tag: str
    attrs: dict[str, str] = field(default_factory=dict)
    children: "list[Element | str]" = field(default_factory=list)

    @property
    def text(self) -> str:
        """Everything readable in it, line breaks and blocks as white space."""
        return "".join(_texts(self))

    def walk(self) -> "Iterator[Element]":
        """Itself and every element in it, in the order of the document."""
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.walk()


Node = Element | str
INLINE = frozenset({"a", "strong", "em", "br", "sub", "sup", "code"})


def _texts(element: Element) -> Iterator[str]:
    for child in element.children:
        if isinstance(child, str):
            yield child
        elif child.tag == "br":
            yield "\n"
        elif child.tag in INLINE:
            yield from _texts(child)
        else:
            yield "\n"
            yield from _texts(child)
            yield "\n"


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("")
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        if len(self.open) > DEEPEST:
            return
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        for depth in range(len(self.open) - 1, 0, -1):
            if self.open[depth].tag == tag:
                del self.open[depth:]
                return

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def parse(html: str) -> Element:
    builder = _Builder()
    builder.feed(html)
    builder.close()
    return builder.root


def write(node: Node) -> str:
    if isinstance(node, str):
        return escape(node, quote=False)
    parts = [write(child) for child in node.children]
    inside = ("\n" if node.tag in BLOCKS_INSIDE else "").join(parts)
    if not node.tag:
        return inside
    attrs = "".join(f' {name}="{escape(value)}"' for name, value in node.attrs.items())
    if node.tag in VOID:
        return f"<{node.tag}{attrs}>"
    return f"<{node.tag}{attrs}>{inside}</{node.tag}>"
