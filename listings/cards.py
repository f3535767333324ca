"""House cards, drawn once for each search entry and hour, and kept in the memory of the process.

An entry never changes, so its key stands for all that staff have said. What a card says of times
("confirmed today") changes at midnight where the operator is, and every midnight in the country
is the beginning of some hour.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.core.cache import caches
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from listings.models import House, SearchEntry
from listings.presenters.map import Place, places_of


class Drawn(NamedTuple):
    """What is kept of a house: its card, where it is, and its row in the list beside the map."""

    html: SafeString
    place: Place
    row: SafeString


@dataclass(frozen=True, slots=True)
class Card:
    """`html` of one house; `miles` where distance was asked for. The rest is for the map."""

    html: SafeString
    place: Place
    row: SafeString
    house_id: int
    miles: float | None = None


def cards_of(entries: Sequence[SearchEntry], *, at: datetime, eager: bool = False) -> list[Card]:
    """In the order of `entries`. The picture of the first one is loaded at once where `eager`."""
    firsts = {entries[0].pk} if eager and entries else set()
    keys = {entry.pk: _key(entry, at, entry.pk in firsts) for entry in entries}
    known = caches["cards"].get_many(keys.values())
    missing = [entry for entry in entries if keys[entry.pk] not in known]
    if missing:
        added = {keys[entry.pk]: _draw(house, eager=entry.pk in firsts)
                 for entry, house in houses_of(missing, at=at)}  # fmt: skip
        caches["cards"].set_many(added)
        known |= added
    return [
        Card(drawn.html, drawn.place, drawn.row, entry.house_id, entry.miles)
        for entry in entries
        if (drawn := known.get(keys[entry.pk]))  # the house may have gone since
    ]


def houses_of(entries: Iterable[SearchEntry], *, at: datetime) -> list[tuple[SearchEntry, House]]:
    """Each with what its card shows, as its entry says it."""
    entries = list(entries)
    houses = House.objects.public(at=at).for_cards(at=at)
    found = houses.in_bulk([entry.house_id for entry in entries])
    pairs = [(entry, found[entry.house_id]) for entry in entries if entry.house_id in found]
    for entry, house in pairs:
        house.entry, house.as_of = entry, at
    return pairs


def _draw(house: House, *, eager: bool) -> Drawn:
    [place] = places_of([house])
    return Drawn(
        render_to_string("components/_house_card.html", {"house": house, "eager": eager}),
        place,
        render_to_string("components/_map_place.html", {"place": place}),
    )


def _key(entry: SearchEntry, at: datetime, eager: bool) -> str:
    return f"{entry.pk}:{get_language()}:{at:%Y%m%d%H}:{eager:d}"
