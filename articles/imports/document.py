from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from articles.html import CleanHtml


class UnreadableDocument(ValueError):
    """The document can't be read. The message says why, and what to do about it."""


@dataclass(frozen=True, slots=True)
class SetAside:
    """A piece of the document that is not part of the article."""

    text: str
    reason: str

    def __str__(self) -> str:
        return f"{self.reason}: {self.text}"


@dataclass(frozen=True, slots=True)
class ImportedDocument:
    """`settings` are the front matter, as TOML has them; `remarks` tell how the file was read."""

    title: str
    html: CleanHtml
    summary: str = ""
    set_aside: tuple[SetAside, ...] = ()
    remarks: tuple[str, ...] = ()
    settings: dict[str, Any] = field(default_factory=dict)

    @property
    def notes(self) -> str:
        """What an editor should look through, one line each; "" when there is nothing."""
        pieces = [str(piece) for piece in self.set_aside]
        return "\n".join([*self.remarks, *([_("Set aside:"), *pieces] if pieces else [])])
