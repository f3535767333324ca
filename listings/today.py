"""The houses at a glance, for the first page of those who work with them."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import Count, Q

from listings.choices import Gender, HouseStatus
from listings.models import BedInterval, Certification, House
from listings.occupancy import Filled, in_total, instants

EXPIRES_WITHIN = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Opening:
    gender: str
    label: str
    beds: int


@dataclass(frozen=True, slots=True)
class Today:
    """`stale` counts public houses whose confirmation is older than the days of the reminder;
    `expiring` the certificates of houses not archived that end from `day` to `until`; `filled`
    has an entry a week, oldest first."""

    openings: list[Opening]
    stale: int
    expiring: int
    day: date
    until: date
    filled: list[Filled]


def today_of(user, *, at: datetime, day: date) -> Today:
    """Four queries. `day` is the day of `at` where the reader is."""
    houses = House.objects.visible_to(user, "listings.view_house")
    public = houses.filter(status=HouseStatus.PUBLISHED)
    kept = houses.exclude(status=HouseStatus.ARCHIVED)
    until = day + EXPIRES_WITHIN
    return Today(
        openings=_openings(public, at),
        stale=public.filter(_unconfirmed(at)).count(),
        expiring=Certification.objects.filter(
            house__in=kept, revoked_on__isnull=True, expires_on__range=(day, until)
        ).count(),
        day=day,
        until=until,
        filled=in_total(kept, instants(at)),
    )


def _openings(houses, at: datetime) -> list[Opening]:
    """Free beds as staff set them, by who may live there; confirmed or not."""
    beds = BedInterval.objects.open(at=at).filter(bed__room__house__in=houses).order_by()
    rows = beds.values("bed__room__house__gender").annotate(n=Count("pk"))
    free = {row["bed__room__house__gender"]: row["n"] for row in rows}
    return [
        Opening(gender.value, str(gender.label), free.get(gender.value, 0)) for gender in Gender
    ]


def _unconfirmed(at: datetime) -> Q:
    oldest = at - timedelta(days=settings.AVAILABILITY_REMIND_DAYS)
    return Q(availability_confirmed_at__isnull=True) | Q(availability_confirmed_at__lt=oldest)
