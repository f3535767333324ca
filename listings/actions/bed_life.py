"""How one stretch of a bed's life follows another. Whoever calls this has locked the bed."""

from datetime import date, datetime

from listings.choices import BedState
from listings.desk import desk
from listings.models import Bed, BedInterval
from recovery_site.models import User


class BedNotOpenError(Exception):
    """Somebody else has the bed, it is out of service, or it was changed a moment ago."""


def lock_bed(bed_id: int) -> None:
    """Two people acting on one bed take turns (SQLite takes turns by its write lock).

    Raises BedNotOpenError for a bed that is gone.
    """
    if not list(Bed.objects.select_for_update().filter(pk=bed_id).values_list("pk")):
        raise BedNotOpenError


def current_interval(bed: Bed, at: datetime) -> BedInterval | None:
    return BedInterval.objects.at(at).filter(bed=bed).first()


def require(bed: Bed, states: set[BedState], at: datetime) -> None:
    current = current_interval(bed, at)
    if current is None or current.state not in states:
        raise BedNotOpenError


def continue_as(
    bed: Bed,
    state: BedState,
    *,
    by: User | None,
    at: datetime,
    reason: str,
    until: datetime | None = None,
    expected_open_on: date | None = None,
    undoes: BedInterval | None = None,
) -> BedInterval:
    """End what is now, forget what was only planned, and begin `state` at `at`.

    The end of a hold is the only plan there is. Anything else that begins later was done by
    somebody whose turn came first, though our clock was read before theirs.
    """
    later = BedInterval.objects.filter(bed=bed, starts_at__gte=at)
    if later.filter(starts_at__gt=at).exclude(state=BedState.OPEN).exists():
        raise BedNotOpenError
    current = current_interval(bed, at)
    later.delete()
    BedInterval.objects.at(at).filter(bed=bed).update(ends_at=at)
    begun = BedInterval.objects.create(
        bed=bed,
        state=state,
        starts_at=at,
        ends_at=until,
        held_until=until,
        expected_open_on=expected_open_on,
        reason=reason,
        by=by,
        undoes=undoes,
    )
    if until is not None:
        BedInterval.objects.create(bed=bed, state=BedState.OPEN, starts_at=until, by=by)
    if current is not None and current.state == BedState.HELD and (told := desk()):
        told.ended(hold=current, into=begun, by=by, at=at)
    return begun
