"""The houses themselves and their words."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from benchmarks.world.places import Places, random_uuid
from listings.choices import Gender, HouseStatus, HouseType
from listings.models import City, House, HouseText

TREES = ("Banyan", "Coontie", "Cypress", "Firebush", "Gumbo Limbo", "Jasmine", "Live Oak",
         "Mastic", "Poinciana", "Pond Apple", "Satinleaf", "Saw Palmetto", "Slash Pine",
         "Ceiba", "Ñandú", "Café")  # fmt: skip
KINDS = ("House", "Home", "Place", "Corner", "Court", "Casa")
PARTS = ("", "", "Downtown", "Old Town", "North End", "Seacrest", "Lakeside", "Ciudadela")
WORDS = (
    "quiet", "garden", "beach", "bus", "meetings", "kitchen", "porch", "shaded", "calm", "bright",
    "near", "work", "evening", "dinner", "together", "walking", "corazón", "2nd", "24", "street",
    "canal", "library", "train", "bicycles", "fishing", "music", "art", "recovery", "steps",
)  # fmt: skip
GENDERS = (Gender.MEN,) * 5 + (Gender.WOMEN,) * 3 + (Gender.ALL,) * 2 + (Gender.PARENTS,)
UNSEEN = (HouseStatus.DRAFT, HouseStatus.PAUSED, HouseStatus.ARCHIVED, HouseStatus.PUBLISHED)
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Draft:
    house: House
    texts: list[HouseText]


def house_of(rng: Random, number: int, places: Places, at: datetime) -> Draft:
    """A public house; a negative `number` is one that the public must not see at `at`."""
    name = f"{rng.choice(TREES)} {rng.choice(KINDS)} {abs(number)}"
    city = rng.choice(places.cities)
    confirmed_at = _confirmed_at(rng, at)
    elsewhere = rng.random() < 0.25
    house = House(
        uuid=random_uuid(rng),
        operator=rng.choice(places.operators) if elsewhere else places.owner,
        name=name,
        slug=f"house-{number}" if number >= 0 else f"unseen{number}",
        house_type=rng.choice(HouseType.values),
        availability_confirmed_at=confirmed_at,
        availability_confirmed_by=places.staff if confirmed_at else None,
        city=city,
        zip_code=f"{rng.randint(33_400, 33_499)}",
        neighborhood=rng.choice(PARTS),
        gender=rng.choice(GENDERS),
        bedrooms=rng.randint(2, 6),
        bathrooms=Decimal(rng.randint(2, 8)) / 2,
        square_feet=rng.randint(900, 4_000),
        **_publication(rng, number, at),
        **_point(rng, city),
    )
    texts = [] if rng.random() < 0.05 else [_text(rng, house)]
    return Draft(house, texts)


def _publication(rng: Random, number: int, at: datetime) -> dict[str, Any]:
    status = HouseStatus.PUBLISHED if number >= 0 else UNSEEN[number % len(UNSEEN)]
    published_at = at - rng.random() * 400 * DAY
    if number < 0 and status == HouseStatus.PUBLISHED:
        published_at = at + rng.random() * 5 * DAY
    return {"status": status, "published_at": published_at}


def _confirmed_at(rng: Random, at: datetime) -> datetime | None:
    chance = rng.random()
    if chance < 0.05:
        return None
    if chance < 0.15:
        return at - rng.uniform(25, 45) * DAY
    if chance < 0.3:
        return at - rng.uniform(5, 12) * DAY
    return at - rng.random() * 4 * DAY


def _point(rng: Random, city: City) -> dict[str, Any]:
    if rng.random() < 0.05:
        return {"latitude": None, "longitude": None}
    return {
        "latitude": city.latitude + Decimal(rng.randint(-60_000, 60_000)) / 1_000_000,
        "longitude": city.longitude + Decimal(rng.randint(-60_000, 60_000)) / 1_000_000,
    }


def _text(rng: Random, house: House) -> HouseText:
    return HouseText(
        house=house,
        language="en",
        summary=f"A {rng.choice(WORDS)} house with a {rng.choice(WORDS)}.",
        description=" ".join(rng.choices(WORDS, k=60)) + ".",
        getting_around=" ".join(rng.choices(WORDS, k=15)),
        leaving="You hear from us seven days ahead.",
    )
