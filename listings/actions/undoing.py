from datetime import datetime, timedelta

from django.db import transaction

from listings.actions.bed_life import BedNotOpenError, continue_as, current_interval, lock_bed
from listings.choices import BedState
from listings.desk import desk
from listings.models import BedInterval
from recovery_site.actions import audit
from recovery_site.models import User

UNDO_WITHIN = timedelta(minutes=10)


@transaction.atomic
def undo_change(*, change: BedInterval, by: User, at: datetime) -> BedInterval:
    """The bed is again what it was before `change`, until the same end where that was a hold.

    Nothing is taken out of its history. Raises BedNotOpenError when something newer happened,
    when the change is older than UNDO_WITHIN, and when there is nothing to go back to.
    """
    bed = change.bed
    lock_bed(bed.pk)
    current = current_interval(bed, at)
    if current is None or current.pk != change.pk:
        raise BedNotOpenError
    before = BedInterval.objects.filter(bed=bed, ends_at=current.starts_at).first()
    if before is None or not may_undo(current, before, at=at):
        raise BedNotOpenError
    again = _continue_like(before, change=current, by=by, at=at)
    if again.state == BedState.HELD and (told := desk()):
        told.resumed(former=before, hold=again, by=by, at=at)
    audit(action="undid a bed", of=bed, by=by, at=at)
    return again


def may_undo(change: BedInterval, before: BedInterval, *, at: datetime) -> bool:
    """`before` is what the bed was until `change`, which is the latest that happened to it."""
    if change.undoes_id is not None or at >= change.starts_at + UNDO_WITHIN:
        return False
    # A hold that ended at its own time was ended by nobody.
    by_clock = before.held_until is not None and before.held_until == before.ends_at
    return before.ends_at == change.starts_at and not by_clock


def _continue_like(
    before: BedInterval, *, change: BedInterval, by: User, at: datetime
) -> BedInterval:
    over = before.held_until is not None and before.held_until <= at
    return continue_as(
        change.bed,
        BedState.OPEN if over else BedState(before.state),
        by=by,
        at=at,
        reason="" if over else before.reason,
        until=None if over else before.held_until,
        expected_open_on=before.expected_open_on,
        undoes=change,
    )
