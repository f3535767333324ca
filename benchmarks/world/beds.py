"""Rooms, beds and what became of them."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random
from typing import Any

from benchmarks.world.places import random_uuid
from listings.choices import BedState, Gender, RoomType
from listings.models import Bed, BedInterval, House, Room

TYPES = (RoomType.PRIVATE, RoomType.DOUBLE, RoomType.DOUBLE, RoomType.TRIPLE)
SLEEPS = {RoomType.PRIVATE: 1, RoomType.DOUBLE: 2, RoomType.TRIPLE: 3}
ROOM_GENDERS = (Gender.MEN, Gender.WOMEN, Gender.ALL, Gender.PARENTS, None)
DAY = timedelta(days=1)

Stretch = dict[str, Any]


def rooms_of(rng: Random, houses: list[House], at: datetime) -> None:
    rooms = Room.objects.bulk_create(room for house in houses for room in _rooms(rng, house))
    beds = Bed.objects.bulk_create(
        Bed(uuid=random_uuid(rng), room=room, label=label)
        for room in rooms
        for label in "ABC"[: SLEEPS[RoomType(room.room_type)]]
    )
    BedInterval.objects.bulk_create(
        BedInterval(uuid=random_uuid(rng), bed=bed, **stretch)
        for bed in beds
        for stretch in _life(rng, at)
    )


def _rooms(rng: Random, house: House) -> Iterator[Room]:
    if rng.random() < 0.04:
        return  # nobody has entered them yet
    mixed = house.gender == Gender.ALL or rng.random() < 0.08
    for number in range(1, house.bedrooms + 1):
        yield Room(
            house=house,
            name=f"Room {number}",
            room_type=rng.choice(TYPES),
            gender=rng.choice(ROOM_GENDERS) if mixed else None,
            position=number,
        )


def _life(rng: Random, at: datetime) -> Iterator[Stretch]:
    """Without gaps from some day on; a hold goes back to open when it ends."""
    began = at - rng.uniform(1, 90) * DAY
    if rng.random() < 0.3:
        yield _stretch(BedState.OCCUPIED, began - rng.uniform(1, 200) * DAY, began)
    chance = rng.random()
    if chance < 0.15:
        yield _stretch(BedState.OPEN, began)
    elif chance < 0.25:
        begins, ends = at - rng.random() * DAY, at + rng.uniform(-0.2, 2) * DAY
        yield _stretch(BedState.HELD, min(begins, ends - DAY / 24), ends)
        yield _stretch(BedState.OPEN, ends)
    elif chance < 0.3:
        yield _stretch(BedState.OUT_OF_SERVICE, began, **_expected(rng, at))
    elif chance < 0.34:
        ends = at + rng.random() * 4 * DAY
        yield _stretch(BedState.OCCUPIED, began, ends)
        yield _stretch(rng.choice((BedState.OPEN, BedState.OUT_OF_SERVICE)), ends)
    elif chance < 0.97:
        yield _stretch(BedState.OCCUPIED, began, **_expected(rng, at))


def _stretch(
    state: BedState, starts_at: datetime, ends_at: datetime | None = None, **fields: Any
) -> Stretch:
    return {"state": state, "starts_at": starts_at, "ends_at": ends_at} | fields


def _expected(rng: Random, at: datetime) -> Stretch:
    if rng.random() < 0.6:
        return {}
    return {"expected_open_on": (at + rng.randint(-3, 30) * DAY).date()}
