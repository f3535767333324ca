from datetime import datetime, timedelta
from typing import Any

from listings.actions import delete_house
from listings.choices import HouseStatus
from listings.clock import local_date
from listings.demo.beds import add_rooms
from listings.demo.content import demo_id, house_keys
from listings.demo.photos import Drawn, add_photos
from listings.demo.places import Bodies, Terms
from listings.models import (
    Certification,
    City,
    House,
    HouseCosts,
    HouseMedication,
    HouseProgram,
    HouseRules,
    HouseText,
    HouseWelcome,
    Operator,
    Rate,
)
from listings.querysets.houses import HouseQuerySet
from recovery_site.models import User

GROUPS = {
    "welcome": HouseWelcome,
    "program": HouseProgram,
    "medication": HouseMedication,
    "rules": HouseRules,
    "costs": HouseCosts,
}


def find(content: dict[str, Any]) -> House | None:
    return House.objects.filter(uuid=demo_id("house", content["key"])).first()


def add(
    content: dict[str, Any],
    *,
    operator: Operator,
    cities: dict[str, City],
    terms: Terms,
    bodies: Bodies,
    by: User,
    at: datetime,
    drawn: Drawn,
) -> None:
    house = House.objects.create(
        uuid=demo_id("house", content["key"]),
        slug=content["key"],
        operator=operator,
        city=cities[content["city"]],
        **content["house"],
        **_times(content, by=by, at=at),
    )
    model: Any
    for name, model in GROUPS.items():
        if name in content:
            model.objects.create(house=house, **content[name])
    for language, words in content.get("words", {}).items():
        texts = {field: text.strip() for field, text in words.items()}
        HouseText.objects.create(house=house, language=language, **texts)
    for rate in content.get("rates", []):
        Rate.objects.create(house=house, **rate)
    chosen = content.get("terms", {}).items()
    house.terms.set([terms[kind, code] for kind, codes in chosen for code in codes])
    _certify(house, content, bodies=bodies, by=by, at=at)
    add_rooms(house, content, by=by, at=at)
    add_photos(house, content, drawn=drawn, at=at)


def _times(content: dict[str, Any], *, by: User, at: datetime) -> dict[str, Any]:
    times: dict[str, Any] = {"status": content.get("status", HouseStatus.PUBLISHED)}
    if "published_days_ago" in content:
        times["published_at"] = at - timedelta(days=content["published_days_ago"])
    if "verified_days_ago" in content:
        times["verified_at"] = at - timedelta(days=content["verified_days_ago"])
        times["verified_by"] = by
    if "confirmed_hours_ago" in content:
        times["availability_confirmed_at"] = at - timedelta(hours=content["confirmed_hours_ago"])
        times["availability_confirmed_by"] = by
    return times


def _certify(
    house: House, content: dict[str, Any], *, bodies: Bodies, by: User, at: datetime
) -> None:
    today = local_date(at, house.operator.time_zone)
    for certificate in content.get("certifications", []):
        seen = certificate.get("verified_days_ago")
        Certification.objects.create(
            house=house,
            body=bodies[certificate["body"]],
            number=certificate["number"],
            level=certificate["level"],
            issued_on=today - timedelta(days=certificate["issued_days_ago"]),
            expires_on=today + timedelta(days=certificate["expires_in_days"]),
            verified_on=None if seen is None else today - timedelta(days=seen),
            verified_by=None if seen is None else by,
        )


def all_of_them() -> HouseQuerySet:
    return House.objects.filter(uuid__in=[demo_id("house", key) for key in house_keys()])


def remove_all() -> None:
    for house in all_of_them():
        delete_house(house=house)
