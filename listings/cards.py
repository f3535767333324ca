"""House cards, drawn once for each search entry and hour, and kept in the memory of the process.

An entry never changes, so its key stands for all that staff have said. What a card says of times
("confirmed today") changes at midnight where the operator is, and every midnight in the country
is the beginning of some hour.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from django.core.cache import caches
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from listings.models import House, SearchEntry
from listings.presenters.map import Spot, places_of
from listings.search_rows import FoundEntry

Entry = SearchEntry | FoundEntry
Read = Callable[[list[Entry]], list[tuple[Entry, House]]]
# What is kept of a house: its card, its row in the list beside the map, and its state, latitude and
# longitude. Plain values, because they are copied for every page.
Drawn = tuple[str, str, str, float, float]


class Card(NamedTuple):
    """`html` of one house; `miles` where distance was asked for. The rest is for the map."""

    html: SafeString
    row: SafeString
    place: Spot
    house_id: int
    miles: float | None = None


def cards_of(
    entries: Sequence[Entry], *, at: datetime, eager: bool = False, read: Read | None = None
) -> list[Card]:
    """In the order of `entries`. The picture of the first one is loaded at once where `eager`.

    `read` gets the houses of those that were not drawn yet, with all that a card shows.
    """
    firsts = {entries[0].pk} if eager and entries else set()
    drawn_for = f"{get_language()}:{at:%Y%m%d%H}"
    keys = {entry.pk: f"{entry.pk}:{drawn_for}:{entry.pk in firsts:d}" for entry in entries}
    known = caches["cards"].get_many(keys.values())
    missing = [entry for entry in entries if keys[entry.pk] not in known]
    if missing:
        pairs = read(missing) if read else houses_of(missing, at=at)
        added = {keys[entry.pk]: _draw(house, eager=entry.pk in firsts) for entry, house in pairs}
        caches["cards"].set_many(added)
        known |= added
    return [
        _card(drawn, entry)
        for entry in entries
        if (drawn := known.get(keys[entry.pk]))  # the house may have gone since
    ]


def houses_of(entries: Iterable[Entry], *, at: datetime) -> list[tuple[Entry, House]]:
    """Each with what its card shows, as its entry says it."""
    entries = list(entries)
    houses = House.objects.public(at=at).for_cards(at=at)
    return with_entries(entries, houses.filter(pk__in=[one.house_id for one in entries]), at=at)


def with_entries(
    entries: Iterable[Entry], houses: Iterable[House], *, at: datetime
) -> list[tuple[Entry, House]]:
    found = {house.pk: house for house in houses}
    pairs = [(entry, found[entry.house_id]) for entry in entries if entry.house_id in found]
    for entry, house in pairs:
        house.entry, house.as_of = entry, at
    return pairs


def _draw(house: House, *, eager: bool) -> Drawn:
    [place] = places_of([house])
    card = render_to_string("components/_house_card.html", {"house": house, "eager": eager})
    row = render_to_string("components/_map_place.html", {"place": place})
    return str(card), str(row), place.state, float(place.latitude), float(place.longitude)


def _card(drawn: Drawn, entry: Entry) -> Card:
    html, row, state, latitude, longitude = drawn
    spot = Spot(state, latitude, longitude)
    # Of our own templates, where everything was escaped.
    return Card(SafeString(html), SafeString(row), spot, entry.house_id, entry.miles)
