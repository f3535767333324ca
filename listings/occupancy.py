"""The share of beds that are filled, now and in the weeks before, read from the intervals alone.

A bed that is out of service, or was not entered yet, can't be filled: it is not counted.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q

from listings.choices import BedState
from listings.models import BedInterval
from recovery_site.constraints import covers

WEEKS = 12


@dataclass(frozen=True, slots=True)
class Filled:
    """Beds in service at an instant, and those of them in which somebody lives."""

    occupied: int
    beds: int

    @property
    def percent(self) -> float | None:
        return 100 * self.occupied / self.beds if self.beds else None


def instants(at: datetime, *, weeks: int = WEEKS) -> list[datetime]:
    """`at`, and the same time in each week before, oldest first."""
    return [at - timedelta(weeks=week) for week in range(weeks, -1, -1)]


def in_total(houses, when: Sequence[datetime]) -> list[Filled]:
    """At each instant, over all of `houses`, a queryset; one query."""
    rows = BedInterval.objects.filter(bed__room__house__in=houses)
    return _filled(_since(rows, when).aggregate(**_counts(when)), when)


def by_house(keys: Collection[int], when: Sequence[datetime]) -> dict[int, list[Filled]]:
    """The same for each house; one query. A house without beds is left out."""
    rows = _since(BedInterval.objects.filter(bed__room__house__in=keys), when)
    grouped = rows.order_by().values("bed__room__house").annotate(**_counts(when))
    return {row["bed__room__house"]: _filled(row, when) for row in grouped}


def _since(rows, when: Sequence[datetime]):
    lasted = Q(ends_at__isnull=True) | Q(ends_at__gt=when[0])
    return rows.filter(lasted, starts_at__lte=when[-1])


def _counts(when: Sequence[datetime]) -> dict[str, Count]:
    counts = {}
    for number, at in enumerate(when):
        there = covers(at)
        counts[f"occupied_{number}"] = Count("pk", filter=there & Q(state=BedState.OCCUPIED))
        in_service = there & ~Q(state=BedState.OUT_OF_SERVICE)
        counts[f"beds_{number}"] = Count("pk", filter=in_service)
    return counts


def _filled(row: dict, when: Sequence[datetime]) -> list[Filled]:
    return [Filled(row[f"occupied_{n}"], row[f"beds_{n}"]) for n in range(len(when))]
