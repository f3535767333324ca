"""Every bed that is open, or opens by a date, in rows for somebody who has to place a person.

A row is what beds of one house have in common: the type of room and whom the room is for.
What counts as open comes from `BedIntervalQuerySet` and `HouseQuerySet.freshly_confirmed`.
"""

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.db.models import DecimalField, F, OuterRef, Prefetch, QuerySet, Subquery
from django.db.models.functions import Coalesce

from listings.choices import BedState, OpeningOrder, RoomType
from listings.models import BedInterval, House, Rate
from listings.querysets.houses import valid_certificates


@dataclass(frozen=True, slots=True)
class OpeningFilter:
    """Empty values ask for nothing. `by` adds beds that open on that day or before."""

    gender: str = ""
    medication: str = ""
    city: str = ""
    by: date | None = None
    sort: str = OpeningOrder.SOONEST

    @property
    def query(self) -> str:
        """As in an address, without "?"; "" when nothing is asked for."""
        values = {name: value for name, value in asdict(self).items() if value}
        if self.sort == OpeningOrder.SOONEST:
            del values["sort"]
        return urlencode(values)


@dataclass(slots=True)
class Opening:
    """`weekly` is the lowest rate for this type of room in USD, None where there is none."""

    house_id: int
    house_name: str
    city_name: str
    room_type: str
    gender: str
    confirmed_at: datetime
    weekly: Decimal | None
    open_beds: int = 0
    opens_on: list[date] = field(default_factory=list)

    @property
    def identity(self) -> tuple:
        """No two rows share it; the end of every order."""
        position = RoomType.values.index(self.room_type)
        return (self.house_name.casefold(), self.house_id, position, self.gender)


ORDERS: dict[str, Callable[[Opening], tuple]] = {
    OpeningOrder.SOONEST: lambda row: (
        (date.min, -row.open_beds) if row.open_beds else (row.opens_on[0], 0)
    ),
    OpeningOrder.COST: lambda row: (row.weekly is None, row.weekly or 0),
    OpeningOrder.CITY: lambda row: (row.city_name.casefold(),),
    OpeningOrder.CONFIRMED: lambda row: (-row.confirmed_at.timestamp(),),
}


def openings(wanted: OpeningFilter, *, at: datetime) -> list[Opening]:
    """All rows in the order asked for, in one query."""
    rows: dict[tuple, Opening] = {}
    for bed in _beds(wanted, at):
        key = (bed["house_id"], bed["room_type"], bed["gender"])
        state, opens_on = bed.pop("state"), bed.pop("expected_open_on")
        row = rows.setdefault(key, Opening(**bed))
        if state == BedState.OPEN:
            row.open_beds += 1
        else:
            row.opens_on.append(opens_on)
    for row in rows.values():
        row.opens_on.sort()
    order = ORDERS[wanted.sort]
    return sorted(rows.values(), key=lambda row: (order(row), row.identity))


def houses_of(rows: Iterable[Opening], *, at: datetime) -> dict[int, House]:
    """The houses of `rows` by key, with all that a row shows, in a fixed number of queries."""
    rates = Rate.objects.order_by("weekly_amount", "pk")
    houses = (
        House.objects.public(at=at)
        .select_related("city", "operator", "medication", "program", "costs")
        .prefetch_related(valid_certificates(at), Prefetch("rates", rates))
    )
    return houses.in_bulk({row.house_id for row in rows})


def _beds(wanted: OpeningFilter, at: datetime) -> QuerySet:
    houses = House.objects.public(at=at).freshly_confirmed(at=at)
    if wanted.city:
        houses = houses.in_city(wanted.city)
    if wanted.medication:
        houses = houses.accepting(wanted.medication)
    intervals: Any = BedInterval.objects.open(at=at)
    if wanted.by:
        opening = BedInterval.objects.opening(at=at)
        intervals = intervals | opening.filter(expected_open_on__lte=wanted.by)
    lowest = Rate.objects.filter(
        house=OuterRef("bed__room__house"), room_type=OuterRef("bed__room__room_type")
    ).order_by("weekly_amount", "pk")
    usd = DecimalField(max_digits=8, decimal_places=2)
    return (
        intervals.welcoming(wanted.gender)
        .filter(bed__room__house__in=houses)
        .values("state", "expected_open_on")
        .annotate(
            house_id=F("bed__room__house_id"),
            house_name=F("bed__room__house__name"),
            city_name=F("bed__room__house__city__name"),
            room_type=F("bed__room__room_type"),
            gender=Coalesce("bed__room__gender", "bed__room__house__gender"),
            confirmed_at=F("bed__room__house__availability_confirmed_at"),
            weekly=Subquery(lowest.values("weekly_amount")[:1], output_field=usd),
        )
        .order_by()
    )
