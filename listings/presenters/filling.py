"""What goes into the holes of the filter form: what was chosen, and how many houses are left."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from django.utils.html import escape
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from listings.forms import HouseFilterForm
from listings.search import Found

# Letters that nobody's words have: `Skeleton.of` is given what our own template drew.
BOUNDARY, BETWEEN = "\ue000", "\ue001"


class Hole(NamedTuple):
    """`names` are a field and its choice, or several fields."""

    kind: str
    names: tuple[str, ...]


def hole(kind: str, *names: str) -> str:
    return f"{BOUNDARY}{BETWEEN.join([kind, *names])}{BOUNDARY}"


@dataclass(frozen=True, slots=True)
class Skeleton:
    """HTML in pieces; a hole follows on each piece but the last."""

    pieces: Sequence[str]
    holes: Sequence[Hole]

    @classmethod
    def of(cls, drawn: str) -> "Skeleton":
        parts = drawn.split(BOUNDARY)
        named = (part.split(BETWEEN) for part in parts[1::2])
        return cls(parts[::2], [Hole(kind, tuple(names)) for kind, *names in named])


def fill(skeleton: Skeleton, form: HouseFilterForm, found: Found, chips: Sequence[Any]) -> str:
    filling = Filling(form, found, chips)
    parts = [""] * (len(skeleton.pieces) + len(skeleton.holes))
    parts[::2] = skeleton.pieces
    parts[1::2] = [getattr(filling, kind)(*names) for kind, names in skeleton.holes]
    return "".join(parts)


class Filling:
    """A method for each kind of hole. `name` is a field's, `choice` one of its choices."""

    def __init__(self, form: HouseFilterForm, found: Found, chips: Sequence[Any]) -> None:
        self.found, self.chips, self.counts = found, chips, found.counts
        data: Any = form.data
        self.asked = {name: data.getlist(name) for name in form.fields if data.get(name)}
        self.language = get_language() or ""

    def value(self, name: str) -> str:
        asked = self.asked.get(name)
        return f' value="{escape(asked[-1])}"' if asked else ""

    def hidden(self, name: str) -> str:
        if name not in self.asked:
            return ""
        return f'<input type="hidden" name="{name}"{self.value(name)} id="id_{name}">'

    def selected(self, name: str, choice: str) -> str:
        return " selected" if self.asked.get(name, [""])[-1] == choice else ""

    def checked(self, name: str, choice: str) -> str:
        return " checked" if choice in self.asked.get(name, ()) else ""

    def opened(self, *names: str) -> str:
        return " open" if any(name in self.asked for name in names) else ""

    def count(self, name: str, choice: str) -> str:
        return str(self._n(name, choice))

    def none(self, name: str, choice: str) -> str:
        return "" if self._n(name, choice) else " choice-none"

    def homes(self, name: str, choice: str) -> str:
        return _homes(self.language, self._n(name, choice))

    def brackets(self, name: str, choice: str) -> str:
        counts = self.counts.get(name, {})
        return f" ({counts[choice]:,})" if choice in counts else ""

    def title(self) -> str:
        n = len(self.chips)
        words = ngettext("Filters: %(chosen)s chosen", "Filters: %(chosen)s chosen", n)
        return escape(words % {"chosen": n}) if n else _("Filters")

    def show(self) -> str:
        n = self.found.total
        return escape(ngettext("Show %(homes)s home", "Show %(homes)s homes", n) % {"homes": n})

    def _n(self, name: str, choice: str) -> int:
        return self.counts.get(name, {}).get(choice, 0)


@lru_cache(maxsize=10_000)
def _homes(language: str, n: int) -> str:
    return escape(ngettext("%(n)d home", "%(n)d homes", n) % {"n": n} if n else _("no home"))
