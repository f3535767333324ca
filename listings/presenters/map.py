"""Where homes are, as closely as the public may know it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from typing import Any, NamedTuple

from listings.models import City, House

MILE = 1609  # meters
# The middle of a city stands for a home without a point of its own; that is a wider guess.
OF_CITY = 3 * MILE
NEAR = 1  # degree
MOST_TOWNS = 40


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
    return {"map_places": places, "map_towns": _towns(places, cities)}


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
