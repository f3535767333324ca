"""Reads what the page of one house shows, by few statements that are put together once."""

from collections.abc import Callable, Iterable
from datetime import datetime
from itertools import chain, repeat
from typing import Any

from listings.cards import Card, Entry, cards_of, with_entries
from listings.models import Bed, Certification, City, House, Photo, Rate, SearchEntry, TaxonomyTerm
from listings.querysets.houses import RATES, TERMS
from recovery_site.prepared import Prepared

MOST_SIMILAR = 3
NOBODY = 0  # no key of a house
Remember = Callable[[str, Callable[[], Any]], Any]  # `Site.remember`
# What no page or card says, some of it for staff only: each value costs time to be read.
UNSAID = (
    "street_address", "latitude", "longitude", "verified_by", "published_at",
    "availability_confirmed_by", "created_at", "updated_at",
    "city__uuid", "city__county",
)  # fmt: skip
UNSAID_OF_ENTRY = (
    "audience", "private", "starts_at", "ends_at", "move_in", "minimum_days", "level", "facts",
    "terms", "x", "y", "z",
)  # fmt: skip

_houses = Prepared(
    lambda city, slug, at, language: (
        House.objects.public(at=at).for_page(at=at, language=language)
        .prefetch_related(None).filter(city__slug=city, slug=slug)
        .defer(*UNSAID, *(f"entry__{name}" for name in UNSAID_OF_ENTRY))
    ),
    city=str, slug=str, at=datetime, language=str,
)  # fmt: skip
_rates = Prepared(lambda house: Rate.objects.filter(house=house).order_by(*RATES), house=int)
_terms = Prepared(
    lambda house: TaxonomyTerm.objects.filter(house=house).order_by(*TERMS), house=int
)
_beds = Prepared(
    lambda house, at: (
        Bed.objects.filter(room__house=house).with_state(at=at).in_rooms()
        .defer("uuid", "room__house", "room__position", "room__on_ground_floor")
    ),
    house=int, at=datetime,
)  # fmt: skip
_similar = Prepared(
    lambda at, gender, city: (
        SearchEntry.objects.public(at=at).soonest_in(gender=gender, city=city)
        .defer("city__uuid", "city__county", *UNSAID_OF_ENTRY)[:MOST_SIMILAR + 1]
    ),
    at=datetime, gender=str, city=int,
)  # fmt: skip
_SOME = [f"house_{n}" for n in range(MOST_SIMILAR + 1)]
_carded = Prepared(
    lambda at, **keys: (
        House.objects.public(at=at).for_cards(at=at)
        .prefetch_related(None).filter(pk__in=keys.values()).defer(*UNSAID)
    ),
    at=datetime, **dict.fromkeys(_SOME, int),
)  # fmt: skip
_certificates = Prepared(
    lambda **keys: (
        Certification.objects.filter(house__in=keys.values())
        .select_related("body").order_by("-expires_on", "pk")
    ),
    **dict.fromkeys(_SOME, int),
)  # fmt: skip
_photos = Prepared(
    lambda **keys: (
        Photo.objects.drawn()
        .filter(house__in=keys.values())
        .in_order()
        .defer("uuid", "original", "created_at")
    ),
    **dict.fromkeys(_SOME, int),
)


def read_house(city: str, slug: str, *, at: datetime, language: str) -> House | None:
    """As `HouseQuerySet.for_page` reads it; `read_rest` or `read_similar` adds what it leaves."""
    for house in _houses(city=city, slug=slug, at=at, language=language):
        house.all_rates, house.all_terms = _rates(house=house.pk), _terms(house=house.pk)
        return house
    return None


def read_for_staff(key: int, *, at: datetime, language: str) -> House:
    """As `read_house`, whether visitors see it or not, with what `read_rest` adds."""
    house: House = House.objects.for_staff(at=at, language=language).get(pk=key)
    read_rest(house)
    return house


def read_beds(house: House) -> list[Bed]:
    """Room by room, with their state at `house.as_of`."""
    return _beds(house=house.pk, at=house.as_of)


def read_rest(house: House) -> None:
    _add_certificates_and_photos([house])


def read_similar(house: House, *, remember: Remember) -> tuple[list[Card], list[City]]:
    """Cards of other houses for the same people, and where those are; also what `read_rest` reads.

    Together, because a page has few queries to spend.
    """
    at, mine = house.as_of, [house]
    entries = _others(house, remember)

    def read(missing: list[Entry]) -> list[tuple[Entry, House]]:
        houses = _carded(at=at, **_asked(entry.house_id for entry in missing))
        pairs = with_entries(missing, houses, at=at)
        mine.extend(other for _entry, other in pairs)
        _add_certificates_and_photos(mine)
        return pairs

    cards = cards_of(entries, at=at, read=read)
    if len(mine) == 1:
        read_rest(house)
    return cards, [entry.city for entry in entries]


def _others(house: House, remember: Remember) -> list[SearchEntry]:
    """Who lives where, and when a bed opens, is the same for all houses of a city: which are the
    first of so many is found once for an edition, with one more in case `house` is among them."""
    at, gender, city = house.as_of, house.gender, house.city_id
    first: list[SearchEntry] = remember(
        f"soonest for {gender} near {city}", lambda: _similar(at=at, gender=gender, city=city)
    )
    return [entry for entry in first if entry.house_id != house.pk][:MOST_SIMILAR]


def _add_certificates_and_photos(houses: list[House]) -> None:
    asked = _asked(house.pk for house in houses)
    certificates, photos = _certificates(**asked), _photos(**asked)
    for house in houses:
        own = [one for one in certificates if one.house_id == house.pk]
        for certificate in own:
            certificate.house = house
        house.valid_certificates = [one for one in own if one.valid_at(house.as_of)]
        house.all_photos = [one for one in photos if one.house_id == house.pk]


def _asked(keys: Iterable[int]) -> dict[str, int]:
    """As many keys as a prepared query has places for."""
    return dict(zip(_SOME, chain(keys, repeat(NOBODY)), strict=False))
