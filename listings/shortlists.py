"""The homes that a visitor keeps. docs/adr/0015 says why the list is a link.

No row, no cookie: the signed link holds the keys of the houses and nothing else. It opens as long
as the site has the secret that signed it, so it may be printed.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self
from uuid import UUID

from django.core.signing import BadSignature, Signer
from django.utils.http import base36_to_int, int_to_base36

from listings.models import House

MOST_KEPT = 20
MOST_COMPARED = 4

# Both are left alone by what makes links out of plain text.
_BETWEEN, _BEFORE_SIGNATURE = "-", "."


@dataclass(frozen=True, slots=True)
class Shortlist:
    """Keys of houses in the order in which they were kept."""

    keys: tuple[int, ...] = ()

    @classmethod
    def read(cls, token: str) -> Self | None:
        """The list that `token` was made for, or None for any other text."""
        try:
            packed = _signer().unsign(token)
            return cls(tuple(base36_to_int(key) for key in packed.split(_BETWEEN)))
        except (BadSignature, ValueError):
            return None

    @property
    def token(self) -> str:
        return _signer().sign(_BETWEEN.join(map(int_to_base36, self.keys)))

    def and_also(self, keys: Iterable[int]) -> Self:
        """With `keys` at the end; what is there already stays where it is."""
        return type(self)(tuple(dict.fromkeys([*self.keys, *keys])))

    def without(self, *keys: int) -> Self:
        return type(self)(tuple(key for key in self.keys if key not in keys))

    @property
    def is_too_long(self) -> bool:
        return len(self.keys) > MOST_KEPT

    def cut(self) -> Self:
        return type(self)(self.keys[:MOST_KEPT])


def keys_of(names: Iterable[str]) -> list[int]:
    """The keys of the houses with these UUIDs, in their order; what is no such UUID is left out.

    A paused house counts: it stays on the list, without its facts.
    """
    wanted = [uuid for uuid in map(_uuid, names) if uuid]
    known = House.objects.filter(published_at__isnull=False, uuid__in=wanted)
    keys = dict(known.values_list("uuid", "pk"))
    return [keys[uuid] for uuid in wanted if uuid in keys]


def names_of(keys: Iterable[int]) -> list[str]:
    """The UUIDs of houses, whatever became of them."""
    houses = House.objects.filter(published_at__isnull=False, pk__in=list(keys)).order_by("pk")
    return [str(uuid) for uuid in houses.values_list("uuid", flat=True)]


def _signer() -> Signer:
    return Signer(salt="listings.shortlist", sep=_BEFORE_SIGNATURE)


def _uuid(name: str) -> UUID | None:
    try:
        return UUID(name)
    except ValueError:
        return None
