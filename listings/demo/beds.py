from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from listings.choices import BedState
from listings.clock import local_date
from listings.demo.content import demo_id
from listings.models import Bed, BedInterval, House, Room
from recovery_site.models import User

HELD_DAYS = 2


def add_rooms(house: House, content: dict[str, Any], *, by: User, at: datetime) -> None:
    intervals: list[BedInterval] = []
    for position, room_content in enumerate(content.get("rooms", [])):
        beds = room_content["beds"]
        facts = {name: value for name, value in room_content.items() if name != "beds"}
        room = Room.objects.create(house=house, position=position, **facts)
        for label, state in beds.items():
            key = f"{content['key']}/{room.name}/{label}"
            bed = Bed.objects.create(uuid=demo_id("bed", key), room=room, label=label)
            life = _life(state, turn=len(intervals), zone=house.operator.time_zone, at=at)
            intervals += [BedInterval(bed=bed, by=by, **interval) for interval in life]
    BedInterval.objects.bulk_create(intervals)


def _life(state: str, *, turn: int, zone: str, at: datetime) -> Iterator[dict[str, Any]]:
    """Somebody lived here, the bed was open for some days, and then `state` began.

    `state` is the name of a state, or "opens in 9 days".
    """
    moved_in = at - timedelta(days=190 + 7 * (turn % 11), hours=turn % 8)
    moved_out = at - timedelta(days=24 + 5 * (turn % 9), hours=turn % 5)
    yield _interval(BedState.OCCUPIED, moved_in, moved_out)
    if state == BedState.OPEN:
        yield _interval(BedState.OPEN, moved_out)
        return
    since = moved_out + timedelta(days=2 + turn % 12)
    yield _interval(BedState.OPEN, moved_out, since)
    if state == BedState.HELD:
        # The bed was open until yesterday evening; once the hold is over it is open again.
        until = at + timedelta(days=HELD_DAYS)
        yield _interval(BedState.OPEN, since, at - timedelta(hours=20))
        yield _interval(BedState.HELD, at - timedelta(hours=20), until)
        yield _interval(BedState.OPEN, until)
    elif state.startswith("opens in "):
        days = int(state.split()[2])
        opening = local_date(at, zone) + timedelta(days=days)
        yield _interval(BedState.OCCUPIED, since) | {"expected_open_on": opening}
    else:
        yield _interval(BedState(state), since)


def _interval(state: BedState, starts_at: datetime, ends_at: datetime | None = None) -> dict:
    return {"state": state, "starts_at": starts_at, "ends_at": ends_at}
