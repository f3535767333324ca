from datetime import datetime, timedelta
from typing import Any

from listings.choices import BedState
from listings.clock import local_date
from listings.demo.content import demo_id
from listings.models import BedInterval, House
from recovery_site.models import User


def keep_alive(house: House, content: dict[str, Any], *, by: User, at: datetime) -> None:
    """Moves the confirmation and the expected openings to where a first load would put them.

    Leaves a house alone that staff edited, confirmed, or changed a bed of.
    """
    if "confirmed_hours_ago" not in content or _touched(house, by):
        return
    confirmed_at = at - timedelta(hours=content["confirmed_hours_ago"])
    if house.availability_confirmed_at and house.availability_confirmed_at < confirmed_at:
        House.objects.filter(pk=house.pk).update(availability_confirmed_at=confirmed_at)
        _move_openings(house, content, at)


def _touched(house: House, by: User) -> bool:
    edited = house.history.filter(history_user__isnull=False).exists()
    confirmed = house.availability_confirmed_by_id != by.pk
    beds = BedInterval.objects.filter(bed__room__house=house).exclude(by=by).exists()
    return edited or confirmed or beds


def _move_openings(house: House, content: dict[str, Any], at: datetime) -> None:
    today = local_date(at, house.operator.time_zone)
    for room in content.get("rooms", []):
        for label, state in room["beds"].items():
            if state.startswith("opens in "):
                BedInterval.objects.at(at).filter(
                    bed__uuid=demo_id("bed", f"{content['key']}/{room['name']}/{label}"),
                    state=BedState.OCCUPIED,
                ).update(expected_open_on=today + timedelta(days=int(state.split()[2])))
