"""What becomes of a held bed when its request moves on."""

from datetime import datetime

from intake.choices import EndOfWait, Status
from intake.models import CallbackRequest, Wait
from listings.actions import cancel_hold, lock_bed, occupy_bed
from listings.choices import BedState
from listings.models import BedInterval
from recovery_site.models import User


def lock_bed_of(request: CallbackRequest) -> None:
    """Before the request itself is locked: whoever needs both takes the bed first."""
    hold = BedInterval.objects.filter(requests=request).values_list("bed", flat=True).first()
    if hold is not None:
        lock_bed(hold)


def lasts(hold: BedInterval | None, *, at: datetime) -> bool:
    if hold is None or hold.state != BedState.HELD:
        return False
    return hold.starts_at <= at and (hold.ends_at is None or at < hold.ends_at)


def settle_hold(current: CallbackRequest, *, by: User | None, at: datetime) -> None:
    """Its bed is occupied when they moved in, and open when anything else came of it."""
    hold = BedInterval.objects.select_related("bed").filter(requests=current).first()
    if hold is None or not lasts(hold, at=at):
        return
    if current.status == Status.MOVED_IN:
        occupy_bed(bed=hold.bed, by=by, at=at)
    else:
        cancel_hold(hold=hold, by=by, at=at)


def end_waits_of(current: CallbackRequest, *, at: datetime) -> None:
    """Who moved in waits for no other bed."""
    person = current.resident_id or current.requester_id
    theirs = Wait.objects.unended().filter(person=person)
    theirs.update(ended_at=at, end_reason=EndOfWait.MOVED_IN, medication="")
