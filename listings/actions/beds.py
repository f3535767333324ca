from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from listings.choices import BedState
from listings.models import Bed, BedInterval, House
from recovery_site.actions import audit
from recovery_site.models import User

TAKEN = {BedState.OCCUPIED, BedState.OUT_OF_SERVICE}


class BedNotOpenError(Exception):
    """Somebody else has the bed, it is out of service, or it was changed a moment ago."""


@transaction.atomic
def open_bed(*, bed: Bed, by: User | None, at: datetime, reason: str = "") -> BedInterval:
    """Raises BedNotOpenError when somebody changed the bed after `at`."""
    _lock(bed)
    current = _current(bed, at)
    if current and current.state == BedState.OPEN and current.ends_at is None:
        return current
    return _continue_as(bed, BedState.OPEN, by=by, at=at, reason=reason)


@transaction.atomic
def hold_bed(*, bed: Bed, until: datetime, by: User, at: datetime, reason: str) -> BedInterval:
    """Keep an open bed for somebody until an instant; it is open again after that by itself.

    Raises BedNotOpenError, or ValidationError when `until` has gone by.
    """
    if until <= at:
        raise ValidationError(_("A hold has to end later than now."))
    _lock(bed)
    _require(bed, {BedState.OPEN}, at)
    hold = _continue_as(bed, BedState.HELD, by=by, at=at, until=until, reason=reason)
    BedInterval.objects.create(bed=bed, state=BedState.OPEN, starts_at=until, by=by)
    return hold


@transaction.atomic
def cancel_hold(*, hold: BedInterval, by: User, at: datetime, reason: str = "") -> BedInterval:
    """Raises BedNotOpenError when the hold is over already."""
    _lock(hold.bed)
    current = _current(hold.bed, at)
    if current is None or current.pk != hold.pk or current.state != BedState.HELD:
        raise BedNotOpenError
    return _continue_as(hold.bed, BedState.OPEN, by=by, at=at, reason=reason)


@transaction.atomic
def occupy_bed(
    *,
    bed: Bed,
    by: User | None,
    at: datetime,
    expected_open_on: date | None = None,
    reason: str = "",
) -> BedInterval:
    """Somebody moves in to an open or a held bed, or lives in one that is new to us.

    Raises BedNotOpenError.
    """
    _lock(bed)
    if _current(bed, at) is not None:
        _require(bed, {BedState.OPEN, BedState.HELD}, at)
    return _continue_as(
        bed, BedState.OCCUPIED, by=by, at=at, reason=reason, expected_open_on=expected_open_on
    )


@transaction.atomic
def take_out_of_service(
    *, bed: Bed, by: User, at: datetime, reason: str, expected_open_on: date | None = None
) -> BedInterval:
    """Raises BedNotOpenError when somebody changed the bed after `at`."""
    _lock(bed)
    return _continue_as(
        bed, BedState.OUT_OF_SERVICE, by=by, at=at, reason=reason, expected_open_on=expected_open_on
    )


@transaction.atomic
def expect_opening(*, bed: Bed, on: date | None, by: User, at: datetime) -> BedInterval:
    """Say when a taken bed should open, or that nobody knows. Raises BedNotOpenError."""
    _lock(bed)
    _require(bed, TAKEN, at)
    interval = BedInterval.objects.at(at).get(bed=bed)
    interval.expected_open_on = on
    interval.save(update_fields=["expected_open_on"])
    audit(action="expected opening", of=bed, by=by, at=at, fields=["expected_open_on"])
    return interval


@transaction.atomic
def confirm_availability(*, house: House, by: User, at: datetime) -> None:
    """Staff looked: what the site says about the beds is so. "Nothing changed" counts."""
    house.availability_confirmed_at = at
    house.availability_confirmed_by = by
    house.save(update_fields=["availability_confirmed_at", "availability_confirmed_by"])
    audit(action="confirmed availability", of=house, by=by, at=at)


def _lock(bed: Bed) -> None:
    """Two people acting on one bed take turns (SQLite takes turns by its write lock)."""
    Bed.objects.select_for_update().get(pk=bed.pk)


def _current(bed: Bed, at: datetime) -> BedInterval | None:
    return BedInterval.objects.at(at).filter(bed=bed).first()


def _require(bed: Bed, states: set[BedState], at: datetime) -> None:
    current = _current(bed, at)
    if current is None or current.state not in states:
        raise BedNotOpenError


def _continue_as(
    bed: Bed,
    state: BedState,
    *,
    by: User | None,
    at: datetime,
    reason: str,
    until: datetime | None = None,
    expected_open_on: date | None = None,
) -> BedInterval:
    """End what is now, forget what was only planned, and begin `state` at `at`.

    The end of a hold is the only plan there is. Anything else that begins later was done by
    somebody whose turn came first, though our clock was read before theirs.
    """
    later = BedInterval.objects.filter(bed=bed, starts_at__gte=at)
    if later.filter(starts_at__gt=at).exclude(state=BedState.OPEN).exists():
        raise BedNotOpenError
    later.delete()
    BedInterval.objects.at(at).filter(bed=bed).update(ends_at=at)
    return BedInterval.objects.create(
        bed=bed,
        state=state,
        starts_at=at,
        ends_at=until,
        expected_open_on=expected_open_on,
        reason=reason,
        by=by,
    )
