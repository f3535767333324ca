from datetime import datetime

from django.db import transaction

from intake.actions.hold_ends import end_waits_of, lock_bed_of, settle_hold
from intake.actions.locking import locked
from intake.actions.notices import tell_staff, watch_over
from intake.actions.submitting import FIRST_ATTEMPT_WITHIN
from intake.choices import MOVES, CloseReason, Status
from intake.models import CallbackRequest, StatusChange
from intake.querysets import SETTLED
from listings.office_hours import Office
from recovery_site.actions import audit
from recovery_site.models import User


class MoveError(ValueError):
    """The move is not offered from here, or its reason is missing."""


def move_request(
    *,
    request: CallbackRequest,
    to: str,
    by: User,
    at: datetime,
    reason: str = "",
    version: int | None = None,
) -> CallbackRequest:
    """Returns the request in its new status; reopened, it is due at once.

    Raises MoveError for a move that MOVES does not allow or without the reason that closing
    needs, and StaleError when `version` is not the one that is stored.
    """
    with transaction.atomic():
        lock_bed_of(request)
        current = locked(request, version=version)
        if to not in MOVES[current.status]:
            raise MoveError(f"No way from {current.status} to {to}")
        if (reason in CloseReason.values) != (to == Status.CLOSED):
            raise MoveError("Closing needs a reason, and only closing has one")
        was_settled = current.status in SETTLED and to not in SETTLED
        if to in SETTLED:
            current.due_at = None
        elif was_settled:
            current.due_at = Office.of(current.operator).after(at, FIRST_ATTEMPT_WITHIN)
        change_status(current, to=to, by=by, at=at, reason=reason)
        fields = ["status", "close_reason"] if reason else ["status"]
        audit(action="moved", of=current, by=by, at=at, fields=fields)
        if was_settled:
            watch_over(current, at=at, by=by)
        return current


def change_status(
    current: CallbackRequest, *, to: str, by: User | None, at: datetime, reason: str = ""
) -> None:
    """Save a locked request in status `to`, and its due time with it; its bed follows.

    Where a bed may be held for it, `lock_bed_of` comes before the lock.
    """
    had_bed = current.status == Status.BED_HELD
    StatusChange.objects.create(
        request=current,
        by=by,
        at=at,
        from_status=current.status,
        to_status=to,
        close_reason=reason,
    )
    current.status = to
    current.close_reason = reason
    current.version += 1
    current.save(update_fields=["status", "close_reason", "due_at", "version"])
    if had_bed:
        settle_hold(current, by=by, at=at)
    if to == Status.MOVED_IN:
        end_waits_of(current, at=at)


def release_request(*, request: CallbackRequest, by: User, at: datetime) -> CallbackRequest:
    """It is no spam after all: due from now on, and staff are told as of any other.

    The visitor, who read the thank-you page long ago, gets no e-mail about it.
    """
    with transaction.atomic():
        current = locked(request)
        if not current.is_held:
            return current
        current.released_at = at
        current.released_by = by
        current.due_at = Office.of(current.operator).after(at, FIRST_ATTEMPT_WITHIN)
        current.version += 1
        current.save(update_fields=["released_at", "released_by", "due_at", "version"])
        audit(action="released", of=current, by=by, at=at, fields=["held_for"])
        tell_staff(current, at=at, by=by)
        return current
