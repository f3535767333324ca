"""What the text of an article asks of the pictures that came with it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture of the library as an article shows it."""

    url: str
    width: int
    height: int
    alt: str


class Media(Protocol):
    def shown(self, src: str, number: str = "", *, alt: str = "") -> Shown | None:
        """The picture at an address of the blog, or with WordPress' `number`.

        `alt` is what the text says that it shows.
        """

    def gallery(self, numbers: Iterable[str]) -> list[Shown]:
        """Those numbered; without numbers, those that belong to the article."""


class NoMedia:
    """For looking at a text before any picture is there."""

    def shown(self, src: str, number: str = "", *, alt: str = "") -> Shown | None:
        return None

    def gallery(self, numbers: Iterable[str]) -> list[Shown]:
        return []
