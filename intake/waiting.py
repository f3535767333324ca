"""Who fits which bed of those who wait, in the order in which they came."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Min

from intake.models import Wait
from listings.choices import Gender, HouseStatus, MedicationRule
from listings.clock import local_date
from listings.models import Bed, BedInterval, House, HouseMedication, Rate

MOST_LOOKED_AT = 200
FITS = {MedicationRule.ACCEPTED, MedicationRule.ASK}


@dataclass(frozen=True, slots=True)
class Place:
    """What a wait is compared with. `weekly` is the lowest rate, None where there is none."""

    house: int
    gender: str
    day: date
    weekly: Decimal | None
    medication: HouseMedication | None

    def suits(self, wait: Wait) -> bool:
        if wait.house_id not in {None, self.house}:
            return False
        if self.gender not in {wait.gender, Gender.ALL}:
            return False
        if wait.earliest_on and wait.earliest_on > self.day:
            return False
        if wait.weekly_budget and self.weekly and self.weekly > wait.weekly_budget:
            return False
        if not wait.medication:
            return True
        return getattr(self.medication, wait.medication, MedicationRule.ASK) in FITS


def line_for(bed: Bed, *, at: datetime) -> list[Wait]:
    """Those who wait and fit, first come first; needs the room and its house."""
    house = bed.room.house
    place = _place(bed, house, weekly_of(house), at)
    rows = Wait.objects.waiting(at=at).without_bed(at=at).filter(operator=house.operator_id)
    some = rows.first_come_first()[:MOST_LOOKED_AT]
    return [wait for wait in some if place.suits(wait)]


def beds_for_wait(wait: Wait, *, user: Any, at: datetime) -> list[Bed]:
    """Open beds that suit, house by house; three queries."""
    beds = Bed.objects.visible_to(user, "listings.change_bed").filter(
        pk__in=BedInterval.objects.open(at=at).values("bed"),
        room__house__operator=wait.operator_id,
        room__house__status=HouseStatus.PUBLISHED,
    )
    if wait.house_id:
        beds = beds.filter(room__house=wait.house_id)
    found = beds.select_related("room__house__operator", "room__house__medication")
    ordered = found.order_by("room__house__name", "room__position", "room__name", "label", "pk")
    rows = list(ordered)
    lowest: dict[tuple[int, str], Decimal] = {}
    rates = Rate.objects.filter(house__in={bed.room.house_id for bed in rows})
    grouped = rates.order_by().values("house", "room_type").annotate(low=Min("weekly_amount"))
    for rate in grouped:
        lowest[rate["house"], rate["room_type"]] = rate["low"]
    return [
        bed
        for bed in rows
        if _place(
            bed,
            bed.room.house,
            {bed.room.room_type: lowest.get((bed.room.house_id, bed.room.room_type))},
            at,
        ).suits(wait)
    ]


def weekly_of(house: House) -> dict[str, Decimal | None]:
    """The lowest rate by type of room."""
    rates = Rate.objects.filter(house=house).order_by()
    return dict(
        rates.values("room_type").annotate(low=Min("weekly_amount")).values_list("room_type", "low")
    )


def _place(bed: Bed, house: House, weekly: dict, at: datetime) -> Place:
    return Place(
        house=house.pk,
        gender=bed.room.gender or house.gender,
        day=local_date(at, house.operator.time_zone),
        weekly=weekly.get(bed.room.room_type),
        medication=getattr(house, "medication", None),
    )
