"""Beds that are held for requests. The hold lives in listings; a request points at it."""

from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from intake.actions.hold_ends import lasts, lock_bed_of
from intake.actions.locking import StaleError, locked
from intake.actions.moves import MoveError, change_status
from intake.actions.submitting import FIRST_ATTEMPT_WITHIN
from intake.choices import MOVES, Status
from intake.models import CallbackRequest
from listings.actions import BedNotOpenError, hold_bed, lock_bed
from listings.choices import BedState
from listings.models import Bed, BedInterval, House
from listings.office_hours import Office
from recovery_site.actions import audit, enqueue
from recovery_site.models import User

HOLD_ENDED = "intake.hold_ended"
# One whose hold ran out may have another bed.
MAY_HAVE_BED = frozenset(
    {status for status in Status if Status.OFFERED in MOVES[status]}
    | {Status.OFFERED, Status.BED_HELD}
)


def hold_for_request(
    *,
    request: CallbackRequest,
    bed: Bed,
    until: datetime,
    by: User,
    at: datetime,
    reason: str = "",
    version: int | None = None,
) -> BedInterval:
    """Keep an open bed for who asked; the request is then at "bed held".

    Raises BedNotOpenError, StaleError, MoveError where a request in its status gets no bed, and
    ValidationError when it has a bed already or `until` has gone by.
    """
    with transaction.atomic():
        lock_bed(bed.pk)
        current = locked(request, version=version)
        if current.status not in MAY_HAVE_BED or current.is_held:
            raise MoveError(f"No bed for a request that is {current.status}")
        if not House.objects.filter(rooms__beds=bed, operator=current.operator_id).exists():
            raise BedNotOpenError
        if lasts(current.bed_hold, at=at):
            raise ValidationError(_("A bed is held for this request already. End that first."))
        # What is left behind could not be emptied by an erasure that starts at the request.
        BedInterval.objects.filter(requests=current).update(reason="")
        hold = hold_bed(bed=bed, until=until, by=by, at=at, reason=reason)
        _point_at(current, hold, at=at)
        if current.status not in {Status.OFFERED, Status.BED_HELD}:
            change_status(current, to=Status.OFFERED, by=by, at=at)
        if current.status != Status.BED_HELD:
            change_status(current, to=Status.BED_HELD, by=by, at=at)
        audit(action="held a bed", of=current, by=by, at=at, fields=["bed_hold"])
        return hold


def follow_bed(*, hold: BedInterval, into: BedInterval, by: User | None, at: datetime) -> None:
    """Somebody ended the hold at the bed: its request is moved in, or offered again."""
    moved_in = into.state == BedState.OCCUPIED
    for current in _held_by(hold).filter(status=Status.BED_HELD):
        if moved_in:
            current.due_at = None
        _move(current, Status.MOVED_IN if moved_in else Status.OFFERED, by=by, at=at)


def take_up_again(*, former: BedInterval, hold: BedInterval, by: User, at: datetime) -> None:
    """The end of `former` was undone. Raises BedNotOpenError where its request went elsewhere."""
    for current in _held_by(former):
        if current.status not in {Status.OFFERED, Status.MOVED_IN} or current.anonymized_at:
            raise BedNotOpenError
        BedInterval.objects.filter(pk=former.pk).update(reason="")
        _point_at(current, hold, at=at)
        _move(current, Status.BED_HELD, by=by, at=at)


def end_hold_in_time(*, request: CallbackRequest, hold: UUID, at: datetime) -> bool:
    """The hold ran out and nobody moved in: the bed is open again, and somebody has to ask."""
    with transaction.atomic():
        lock_bed_of(request)
        try:
            current = locked(request)
        except StaleError:
            return False
        own = current.bed_hold is not None and current.bed_hold.uuid == hold
        if not own or current.status != Status.BED_HELD or lasts(current.bed_hold, at=at):
            return False
        _move(current, Status.OFFERED, by=None, at=at)
        return True


def _held_by(hold: BedInterval):
    rows = CallbackRequest.objects.select_for_update(of=["self"]).select_related("operator")
    return rows.filter(bed_hold=hold.pk).order_by("pk")


def _move(current: CallbackRequest, to: Status, *, by: User | None, at: datetime) -> None:
    if to != Status.MOVED_IN:
        current.due_at = Office.of(current.operator).after(at, FIRST_ATTEMPT_WITHIN)
    change_status(current, to=to, by=by, at=at)
    audit(action="moved", of=current, by=by, at=at, fields=["status"])


def _point_at(current: CallbackRequest, hold: BedInterval, *, at: datetime) -> None:
    current.bed_hold = hold
    current.save(update_fields=["bed_hold"])
    payload = {"request": str(current.uuid), "hold": str(hold.uuid)}
    enqueue(kind=HOLD_ENDED, payload=payload, at=at, due_at=hold.ends_at)
