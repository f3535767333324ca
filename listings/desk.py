"""Whom beds are held for. This app does not know them: whoever does sits down at its desk.

Houses know nothing of the people who ask for a bed, and those people point at houses. What a bed
page needs of them, and what has to be told to them, goes over the desk; see ADR 0075.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from listings.models import Bed, BedInterval
from recovery_site.models import User


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody as staff may name them: a reference, and the page where to read more."""

    words: str
    url: str


class Desk(Protocol):
    def holders(self, holds: Collection[int], *, user: Any) -> dict[int, Holder]:
        """For each hold, by key, whom it is for, where `user` may know that."""

    def hold(
        self, *, reference: str, bed: Bed, until: datetime, by: User, at: datetime, reason: str
    ) -> BedInterval:
        """Hold `bed` for who has this reference.

        Raises ValidationError where `by` knows nobody of that reference who may have a bed, and
        BedNotOpenError.
        """

    def ended(self, *, hold: BedInterval, into: BedInterval, by: User | None, at: datetime) -> None:
        """The hold was cut short: `into` says what became of the bed. In its transaction."""

    def resumed(self, *, former: BedInterval, hold: BedInterval, by: User, at: datetime) -> None:
        """The end of `former` was undone: `hold` goes on in its place. In its transaction.

        Raises BedNotOpenError where the one it was for has moved on.
        """


_at_work: list[Desk] = []


def sit_down(desk: Desk) -> None:
    _at_work[:] = [desk]


def desk() -> Desk | None:
    return _at_work[0] if _at_work else None
