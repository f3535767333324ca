"""What staff, imports and hand-written statements do to houses, past every action of ours."""

from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from django.db.models import Model

from listings.choices import Gender, HouseStatus, RoomType, TimeZone
from listings.models import (
    Bed,
    BedInterval,
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
    Room,
    TaxonomyTerm,
)

DAY = timedelta(days=1)
Change = Callable[[Random, datetime], object]


def some(model: type[Model], rng: Random, how_many: int = 1) -> Any:
    """A few rows, to be changed in one statement."""
    keys = sorted(model._default_manager.values_list("pk", flat=True))
    return model._default_manager.filter(pk__in=rng.sample(keys, how_many))


def one(model: type[Model], rng: Random) -> Any:
    return some(model, rng).get()


def _new_bed(rng: Random, at: datetime) -> None:
    room = Room.objects.create(
        house=one(House, rng), name=f"New {rng.random()}", room_type=RoomType.PRIVATE
    )
    bed = Bed.objects.create(room=room, label="A")
    BedInterval.objects.create(bed=bed, state="open", starts_at=at)


def _emptied_bed(rng: Random, at: datetime) -> None:
    lasting = BedInterval.objects.filter(ends_at=None, starts_at__lt=at)
    ended = lasting.filter(pk__in=rng.sample(sorted(lasting.values_list("pk", flat=True)), 3))
    for interval in ended:
        BedInterval.objects.filter(pk=interval.pk).update(ends_at=at)
        BedInterval.objects.create(bed=interval.bed, state="open", starts_at=at)


def _new_term(rng: Random, at: datetime) -> None:
    term = TaxonomyTerm.objects.create(
        taxonomy="amenity", code=f"new-{rng.randint(0, 10**9)}", name="New"
    )
    through = House.terms.through
    rows = [through(house=house, taxonomyterm=term) for house in some(House, rng, 3)]
    through._default_manager.bulk_create(rows)


def _new_rate(rng: Random, at: datetime) -> None:
    house = one(House, rng)
    Rate.objects.filter(house=house).delete()
    Rate.objects.create(house=house, room_type="private", amount=Decimal("199.99"), period="month")


def _moved_beds(rng: Random, at: datetime) -> None:
    """To a room of another house."""
    name = f"Added {rng.random()}"
    room = Room.objects.create(house=one(House, rng), name=name, room_type=RoomType.DOUBLE)
    some(Bed, rng).update(room=room)


CHANGES: dict[str, Change] = {
    "gender": lambda rng, at: some(House, rng, 3).update(gender=rng.choice(Gender.values)),
    "paused": lambda rng, at: some(House, rng).update(status=HouseStatus.PAUSED),
    "published": lambda rng, at: some(House, rng, 3).update(
        status=HouseStatus.PUBLISHED, published_at=at
    ),
    "published later": lambda rng, at: some(House, rng).update(published_at=at + DAY / 24),
    "confirmed": lambda rng, at: House.objects.exclude(availability_confirmed_at=None).filter(
        pk__in=some(House, rng, 9).values("pk")
    ).update(availability_confirmed_at=at),
    "renamed": lambda rng, at: some(House, rng).update(name=f"Garden {rng.random()}"),
    "moved": lambda rng, at: some(House, rng).update(city=one(City, rng)),
    "another point": lambda rng, at: some(House, rng).update(latitude="26.555", longitude="-80.1"),
    "no point": lambda rng, at: some(House, rng).update(latitude=None, longitude=None),
    "another operator": lambda rng, at: some(House, rng, 2).update(operator=one(Operator, rng)),
    "deleted": lambda rng, at: some(House, rng).delete(),
    "another time zone": lambda rng, at: some(Operator, rng).update(
        time_zone=rng.choice(TimeZone.values)
    ),
    "city renamed": lambda rng, at: some(City, rng).update(name=f"Gardenia {rng.random()}"),
    "city moved": lambda rng, at: some(City, rng).update(latitude="26.70"),
    "city's address": lambda rng, at: some(City, rng).update(slug=f"city-{rng.random()}"[:20]),
    "room for others": lambda rng, at: some(Room, rng, 4).update(
        gender=rng.choice([*Gender.values, None])
    ),
    "room of another type": lambda rng, at: some(Room, rng, 3).update(room_type="private"),
    "room deleted": lambda rng, at: some(Room, rng).delete(),
    "room of another house": lambda rng, at: some(Room, rng).update(
        house=one(House, rng), name=f"Moved {rng.random()}"
    ),
    "new bed": _new_bed,
    "bed deleted": lambda rng, at: some(Bed, rng, 2).delete(),
    "bed moved": _moved_beds,
    "bed emptied": _emptied_bed,
    "stretch deleted": lambda rng, at: some(BedInterval, rng, 3).delete(),
    "opening expected": lambda rng, at: BedInterval.objects.filter(state="occupied").update(
        expected_open_on=(at + rng.randint(-1, 9) * DAY).date()
    ),
    "rate": lambda rng, at: some(Rate, rng, 2).update(amount=Decimal("201.50")),
    "new rate": _new_rate,
    "rates deleted": lambda rng, at: some(Rate, rng, 2).delete(),
    "costs": lambda rng, at: some(HouseCosts, rng, 2).update(application_fee=Decimal("33")),
    "costs unknown": lambda rng, at: some(HouseCosts, rng).delete(),
    "days sober": lambda rng, at: some(HouseProgram, rng, 4).update(minimum_days_sober=30),
    "program unknown": lambda rng, at: some(HouseProgram, rng).delete(),
    "medication": lambda rng, at: some(HouseMedication, rng, 3).update(methadone="accepted"),
    "pets": lambda rng, at: some(HouseRules, rng, 3).update(pets="limited"),
    "welcome": lambda rng, at: some(HouseWelcome, rng, 3).update(couples=True, grab_bars=True),
    "certificate revoked": lambda rng, at: some(Certification, rng).update(revoked_on=at.date()),
    "certificate deleted": lambda rng, at: some(Certification, rng).delete(),
    "certificate renewed": lambda rng, at: some(Certification, rng, 3).update(
        expires_on=(at + DAY).date(), issued_on=(at - DAY).date(), level=4
    ),
    "new term": _new_term,
    "term deleted": lambda rng, at: some(TaxonomyTerm, rng).delete(),
    "terms cleared": lambda rng, at: one(House, rng).terms.clear(),
    "words": lambda rng, at: some(HouseText, rng).update(summary="A garden in Corazón."),
    "words deleted": lambda rng, at: some(HouseText, rng).delete(),
}  # fmt: skip
