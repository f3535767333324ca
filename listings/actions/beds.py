from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from listings.actions.bed_life import (
    BedNotOpenError,
    continue_as,
    current_interval,
    lock_bed,
    require,
)
from listings.actions.reminding import promise_reminder
from listings.choices import BedState
from listings.models import Bed, BedInterval, House
from recovery_site.actions import audit
from recovery_site.models import User

TAKEN = {BedState.OCCUPIED, BedState.OUT_OF_SERVICE}


@transaction.atomic
def open_bed(*, bed: Bed, by: User | None, at: datetime, reason: str = "") -> BedInterval:
    """Raises BedNotOpenError when somebody changed the bed after `at`."""
    lock_bed(bed.pk)
    current = current_interval(bed, at)
    if current and current.state == BedState.OPEN and current.ends_at is None:
        return current
    return continue_as(bed, BedState.OPEN, by=by, at=at, reason=reason)


@transaction.atomic
def open_taken_bed(*, bed: Bed, by: User, at: datetime) -> BedInterval:
    """Somebody moved out, or it can be used again. Raises BedNotOpenError, for a held bed too."""
    lock_bed(bed.pk)
    require(bed, TAKEN, at)
    return continue_as(bed, BedState.OPEN, by=by, at=at, reason="")


@transaction.atomic
def hold_bed(*, bed: Bed, until: datetime, by: User, at: datetime, reason: str) -> BedInterval:
    """Keep an open bed for somebody until an instant; it is open again after that by itself.

    Raises BedNotOpenError, or ValidationError when `until` has gone by.
    """
    if until <= at:
        raise ValidationError(_("A hold has to end later than now."))
    lock_bed(bed.pk)
    require(bed, {BedState.OPEN}, at)
    return continue_as(bed, BedState.HELD, by=by, at=at, until=until, reason=reason)


@transaction.atomic
def cancel_hold(
    *, hold: BedInterval, by: User | None, at: datetime, reason: str = ""
) -> BedInterval:
    """Raises BedNotOpenError when the hold is over already."""
    lock_bed(hold.bed_id)
    current = current_interval(hold.bed, at)
    if current is None or current.pk != hold.pk or current.state != BedState.HELD:
        raise BedNotOpenError
    return continue_as(hold.bed, BedState.OPEN, by=by, at=at, reason=reason)


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
    lock_bed(bed.pk)
    if current_interval(bed, at) is not None:
        require(bed, {BedState.OPEN, BedState.HELD}, at)
    return continue_as(
        bed, BedState.OCCUPIED, by=by, at=at, reason=reason, expected_open_on=expected_open_on
    )


@transaction.atomic
def take_out_of_service(
    *, bed: Bed, by: User, at: datetime, reason: str, expected_open_on: date | None = None
) -> BedInterval:
    """Raises BedNotOpenError when somebody changed the bed after `at`."""
    lock_bed(bed.pk)
    return continue_as(
        bed, BedState.OUT_OF_SERVICE, by=by, at=at, reason=reason, expected_open_on=expected_open_on
    )


@transaction.atomic
def expect_opening(*, bed: Bed, on: date | None, by: User, at: datetime) -> BedInterval:
    """Say when a taken bed should open, or that nobody knows. Raises BedNotOpenError."""
    lock_bed(bed.pk)
    require(bed, TAKEN, at)
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
    promise_reminder(house, at=at)
