"""What a WordPress export holds, as the reader hands it on."""

from dataclasses import dataclass, field


class RefusedExport(ValueError):
    """The file is not read at all. The message says why, and what to do about it."""


@dataclass(slots=True)
class Channel:
    """What the export says of itself. `site` is the address of the blog."""

    title: str = ""
    site: str = ""
    version: str = ""


@dataclass(slots=True)
class Placed:
    """`offset` is where its element starts in the normalized file, `line` its line there."""

    offset: int = 0
    line: int = 0


@dataclass(slots=True)
class Author(Placed):
    login: str = ""
    name: str = ""


@dataclass(slots=True)
class Term(Placed):
    """A category or a tag of the whole site; `taxonomy` is "category", "post_tag" or another's."""

    taxonomy: str = ""
    slug: str = ""
    name: str = ""
    about: str = ""
    parent: str = ""


@dataclass(frozen=True, slots=True)
class TermRef:
    """A term that one item has."""

    taxonomy: str
    slug: str
    name: str


@dataclass(slots=True)
class Item(Placed):
    """A post, a page, an attachment or whatever else. `fields` has WordPress' names for its parts,
    without their prefix; `meta` only those of its notes that an import can use."""

    fields: dict[str, str] = field(default_factory=dict)
    terms: list[TermRef] = field(default_factory=list)
    meta: dict[str, str] = field(default_factory=dict)
    comments: int = 0
    too_large: bool = False

    def get(self, name: str) -> str:
        return self.fields.get(name, "").strip()


@dataclass(slots=True)
class Document(Placed):
    """A text in a file of its own; `offset` counts the files from 1."""

    name: str = ""
    content: bytes = b""


@dataclass(slots=True)
class Break(Placed):
    """The export is damaged here: the element that starts at `offset` could not be read."""

    reason: str = ""


Event = Channel | Author | Term | Item | Document | Break
