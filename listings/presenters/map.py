"""Where homes are, as closely as the public may know it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import islice
from typing import Any, NamedTuple

from django.templatetags.static import static

from listings.models import City, House
from listings.outlines import OUTLINES, STATES
from listings.words import dollars

MILE = 1609  # meters
# The middle of a city stands for a home without a point of its own; that is a wider guess.
OF_CITY = 3 * MILE
NEAR = 1  # degree
MOST_TOWNS = 40
DRAWN = frozenset(STATES.values())


@dataclass(frozen=True, slots=True)
class Place:
    """A home as a circle of `radius` meters around a point of two decimals.

    `key` is that of the home's card (`data-house`). `tone` and `words` are those of its
    availability, `weekly` the lowest cost of a week in USD.
    """

    key: str
    name: str
    url: str
    city: str
    state: str
    latitude: Decimal
    longitude: Decimal
    radius: int
    tone: str
    words: str
    weekly: Decimal | None

    @property
    def point(self) -> str:
        """ "26.53,-80.06": for a script, so without the comma that some languages write."""
        return f"{self.latitude:.2f},{self.longitude:.2f}"

    @property
    def dollars(self) -> str:
        """A week, without the sign; "" where that is not known."""
        return dollars(self.weekly) if self.weekly else ""

    @property
    def within_a_mile(self) -> bool:
        return self.radius == MILE


class Spot(NamedTuple):
    """As much of a place as the map around it needs."""

    state: str
    latitude: float
    longitude: float


def places_of(houses: Iterable[House]) -> list[Place]:
    """In the order of `houses`, which come as `HouseQuerySet.for_cards` reads them."""
    return [place_of(house) for house in houses]


def place_of(house: House) -> Place:
    city = house.city
    known = house.public_latitude is not None and house.public_longitude is not None
    availability = house.availability
    return Place(
        key=str(house.uuid),
        name=house.name,
        url=house.get_absolute_url(),
        city=str(city),
        state=city.state,
        latitude=house.public_latitude if known else city.latitude,
        longitude=house.public_longitude if known else city.longitude,
        radius=MILE if known else OF_CITY,
        tone=availability.tone.value,
        words=availability.words,
        weekly=house.weekly_from,
    )


def map_of(places: Sequence[Place] | Sequence[Spot], cities: Iterable[City]) -> dict[str, Any]:
    """What `components/_map.html` reads. The names of `cities` nearby tell where the map is."""
    states = frozenset(place.state for place in places)
    return {
        "map_places": places,
        "map_towns": _towns(places, cities),
        "map_outlines": _outlines(states & DRAWN),
    }


@lru_cache(maxsize=500)
def _outlines(states: frozenset[str]) -> str:
    """The addresses of the county outlines, with a space between them."""
    return " ".join(static(f"{OUTLINES}/{state.lower()}.json") for state in sorted(states))


def _towns(places: Sequence[Place] | Sequence[Spot], cities: Iterable[City]) -> str:
    """ "Lantana 26.58,-80.05", with a bar between one and the next."""
    if not places:
        return ""
    south, north = _around([place.latitude for place in places])
    west, east = _around([place.longitude for place in places])
    near = (
        f"{city.name} {city.latitude:.2f},{city.longitude:.2f}"
        for city in dict.fromkeys(cities)
        if south <= city.latitude <= north and west <= city.longitude <= east
    )
    return "|".join(islice(near, MOST_TOWNS))


def _around(degrees: Sequence[Any]) -> tuple[Any, Any]:
    return min(degrees) - NEAR, max(degrees) + NEAR


def where_of(shown: dict[str, Any]) -> dict[str, Any]:
    """Of `map_of` for one house: what its page is filled with (`recovery_site.shapes`)."""
    [place] = shown["map_places"]
    return shown | {"map_places": [_place(place)]}


def _place(place: Place) -> dict[str, Any]:
    return {
        "within_a_mile": place.within_a_mile,
        "key": place.key,
        "name": place.name,
        "city": place.city,
        "point": place.point,
        "radius": place.radius,
        "tone": place.tone,
        "words": place.words,
        "dollars": place.dollars,
    }
