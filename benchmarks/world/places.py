"""Operators, staff, cities and terms, which all houses share."""

from dataclasses import dataclass
from decimal import Decimal
from itertools import product
from random import Random
from typing import Any
from uuid import UUID

from listings.choices import Taxonomy, TimeZone
from listings.models import City, CityText, OfficeHours, Operator, TaxonomyTerm
from recovery_site.models import User

FIRST = ("Palm", "Coral", "Cypress", "Lake", "Mangrove", "Heron", "Pelican", "Orange", "Sand",
         "Bay", "Royal", "Indian", "Silver", "Juniper", "Egret", "San José", "Crystal", "Oak",
         "Coconut", "Key")  # fmt: skip
SECOND = ("Beach", "Springs", "Grove", "Harbor", "Park", "Isles", "Point", "Ridge", "Gardens",
          "Shores", "Cove", "Hammock", "River", "Prairie", "Landing")  # fmt: skip
TERMS = {
    Taxonomy.AMENITY: ("laundry", "air-conditioning", "wifi", "patio", "yard", "porch", "bikes",
                       "desk", "pool", "garden", "grill", "piano"),
    Taxonomy.PATHWAY: ("12-step", "smart", "refuge", "faith", "secular", "all"),
    Taxonomy.LANGUAGE: ("en", "es", "ht", "pt"),
    Taxonomy.INCLUDED: ("utilities", "furniture", "supplies", "testing"),
    Taxonomy.PAYMENT: ("card", "transfer", "check"),
}  # fmt: skip
MOST_CITIES = len(FIRST) * len(SECOND)


@dataclass(frozen=True)
class Places:
    owner: Operator
    operators: list[Operator]
    staff: User
    cities: list[City]
    terms: dict[Taxonomy, list[TaxonomyTerm]]


def random_uuid(rng: Random) -> UUID:
    return UUID(int=rng.getrandbits(128), version=4)


def make_places(rng: Random, houses: int) -> Places:
    operators = _operators(rng)
    return Places(
        operators[0],
        operators,
        User.objects.create_user(email="staff@seagrape.example", name="Staff", is_staff=True),
        _cities(rng, min(MOST_CITIES, 8 + houses // 60)),
        _terms(),
    )


def _operators(rng: Random) -> list[Operator]:
    """One in each time zone; the first owns the site."""
    rows = [_operator(rng, number, zone) for number, zone in enumerate(TimeZone.values)]
    operators = Operator.objects.bulk_create(rows)
    OfficeHours.objects.bulk_create(
        OfficeHours(operator=operator, weekday=weekday, opens_at="08:00", closes_at="20:00")
        for operator, weekday in product(operators, range(7))
    )
    return operators


def _operator(rng: Random, number: int, zone: str) -> Operator:
    return Operator(
        uuid=random_uuid(rng),
        name=f"Seagrape Homes {number}" if number else "Seagrape Homes",
        legal_name="Seagrape Homes LLC",
        is_site_owner=number == 0,
        phone="833-285-1315",
        phone_hours_note="Our own staff answer.",
        email="hello@seagrape.example",
        time_zone=zone,
        ownership_note="Seagrape Homes LLC owns the houses.",
        payment_note="Nobody pays for placement.",
        certification_url="https://certificates.example/",
    )


def _cities(rng: Random, how_many: int) -> list[City]:
    names = rng.sample([" ".join(pair) for pair in product(FIRST, SECOND)], how_many)
    rows: list[City] = [_city(rng, name) for name in names]
    cities = City.objects.bulk_create(rows)
    intro = "People who live with us work nearby. Meetings are held every day."
    CityText.objects.bulk_create(CityText(city=city, language="en", intro=intro) for city in cities)
    return cities


def _city(rng: Random, name: str) -> City:
    slug = f"{name.lower().replace('é', 'e').replace(' ', '-')}-fl"
    fields: dict[str, Any] = {"name": name, "state": "FL", "county": "Palm Beach", "slug": slug}
    latitude, longitude = rng.randint(2540, 2850), -rng.randint(8003, 8260)
    return City(
        uuid=random_uuid(rng),
        latitude=Decimal(latitude) / 100,
        longitude=Decimal(longitude) / 100,
        **fields,
    )


def _terms() -> dict[Taxonomy, list[TaxonomyTerm]]:
    return {
        taxonomy: TaxonomyTerm.objects.bulk_create(
            TaxonomyTerm(taxonomy=taxonomy, code=code, name=code.replace("-", " "), position=n)
            for n, code in enumerate(codes)
        )
        for taxonomy, codes in TERMS.items()
    }
