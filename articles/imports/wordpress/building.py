"""Puts the events of the parser together to what an export holds."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from articles.imports.wordpress.events import (
    Author,
    Channel,
    Event,
    Item,
    RefusedExport,
    Term,
    TermRef,
)
from articles.imports.wordpress.names import (
    AUTHOR_PARTS,
    ITEM_PARTS,
    META,
    TERM_PARTS,
    TERMS,
    Names,
)

# Letters of one item; a long article has a hundredth of it.
LARGEST_ITEM = 16_000_000
DEEPEST = 60
_CHANNEL_PARTS = {"title": "title", "wp:wxr_version": "version"}
_SITES = ("link", "wp:base_site_url", "wp:base_blog_url")
_IGNORED = {"wp:comment", "wp:commentmeta", "wp:termmeta"}


class UnclosedItem(Exception):
    """An item begins inside of another one, whose end, or the end of whose text, is missing."""


class Builder:
    """`started` is where the element of the channel starts that is being read, or None."""

    def __init__(self, found: Callable[[Event], object], *, whole: bool = True) -> None:
        self.found = found
        self.names = Names()
        self.path: list[str] = []
        self.started: int | None = None
        self.line = 0
        self.current: Author | Term | Item | None = None
        self.channel: Channel | None = Channel() if whole else None
        self.pieces: list[str] = []
        self.size = 0
        self.attributes: dict[str, str] = {}
        self.meta_key = ""
        self.ignored = 0

    def start(self, name: str, attributes: dict[str, str], offset: int, line: int) -> None:
        self.names.declare(attributes)
        name = self.names[name]
        self.path.append(name)
        self.pieces.clear()
        if len(self.path) == 1 and name != "rss":
            raise RefusedExport(
                _("This is not a WordPress export. Make one in WordPress under Tools, Export.")
            )
        if len(self.path) > DEEPEST:
            raise RefusedExport(_("The elements of the file stand too deep in each other."))
        if name == "item" and len(self.path) > 3:
            raise UnclosedItem
        if len(self.path) == 3:
            self._begin(name, offset, line)
        elif len(self.path) == 4:
            self.attributes = attributes
            if name == "wp:comment" and isinstance(self.current, Item):
                self.current.comments += 1
        self.ignored += name in _IGNORED

    def text(self, text: str) -> None:
        if self.ignored or len(self.path) < 3:
            return
        self.size += len(text)
        if self.size <= LARGEST_ITEM:
            self.pieces.append(text)
        elif isinstance(self.current, Item):
            self.current.too_large = True

    def end(self) -> None:
        name = self.path.pop()
        if name in _IGNORED:
            self.ignored -= 1
        elif not self.ignored:
            text = "".join(self.pieces)
            if "</item>" in text and "<![CDATA[" in text:
                raise UnclosedItem  # the text of one item ran on into the next
            self._ended(name, text)
        self.pieces.clear()

    def _begin(self, name: str, offset: int, line: int) -> None:
        self.size, self.meta_key, self.started, self.line = 0, "", offset, line
        if name == "item":
            self._tell_channel()
            self.current = Item(offset, line)
        elif name == "wp:author":
            self.current = Author(offset, line)
        elif name in TERMS:
            self.current = Term(offset, line, taxonomy=TERMS[name])
        else:
            self.current = None

    def _ended(self, name: str, text: str) -> None:
        match len(self.path), self.current:
            case 1, _current:
                self._tell_channel()
            case 2, None:
                self._of_channel(name, text)
            case 2, Author() | Term() | Item() as complete:
                self.found(complete)
                self.current = None
            case 3, Item() as item:
                self._of_item(item, name, text)
            case 3, Author() as author if name in AUTHOR_PARTS:
                setattr(author, AUTHOR_PARTS[name], text.strip())
            case 3, Term() as term if name in TERM_PARTS:
                setattr(term, TERM_PARTS[name], text.strip())
            case 4, Item() as item:
                self._of_meta(item, name, text)
        if len(self.path) == 2:
            self.started = None

    def _of_channel(self, name: str, text: str) -> None:
        if self.channel is None:
            return
        if name in _CHANNEL_PARTS:
            setattr(self.channel, _CHANNEL_PARTS[name], text.strip())
        elif name in _SITES and text.strip():
            self.channel.site = text.strip()

    def _tell_channel(self) -> None:
        """Once, before the first item: what comes behind it says nothing of the site."""
        if self.channel is not None:
            self.found(self.channel)
            self.channel = None

    def _of_item(self, item: Item, name: str, text: str) -> None:
        if name == "category":
            ref = TermRef(
                self.attributes.get("domain", ""),
                self.attributes.get("nicename", ""),
                text.strip(),
            )
            if ref.taxonomy and ref not in item.terms:
                item.terms.append(ref)
        elif name in ITEM_PARTS:
            item.fields.setdefault(ITEM_PARTS[name], text)

    def _of_meta(self, item: Item, name: str, text: str) -> None:
        if name == "wp:meta_key":
            self.meta_key = text.strip()
        elif name == "wp:meta_value" and self.meta_key in META:
            item.meta[self.meta_key] = text.strip()
