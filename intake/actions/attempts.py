from datetime import datetime

from django.db import transaction

from intake.actions.locking import locked
from intake.actions.moves import change_status
from intake.choices import MOVES, Direction, NextAction, Outcome, Status
from intake.models import Attempt, CallbackRequest
from intake.querysets import SETTLED
from intake.rules import check_attempt
from recovery_site.actions import audit
from recovery_site.models import User

TALKED = (Outcome.REACHED, Outcome.ASKED_LATER)


def record_attempt(
    *,
    request: CallbackRequest,
    by: User,
    at: datetime,
    channel: str,
    outcome: str,
    direction: str = Direction.OUTBOUND,
    next_action: str = NextAction.NONE,
    next_due_at: datetime | None = None,
    note: str = "",
    recorded_at: datetime | None = None,
    version: int | None = None,
) -> Attempt:
    """Keep what happened at `at`, whether or not it was allowed; then say which rules it broke.

    The request moves on to attempting or contacted by itself where that is its next step, and
    is due when the next action is. What they started themselves breaks no rule. With `version`
    a second tap on the same page raises StaleError.
    """
    with transaction.atomic():
        current = locked(request, version=version)
        outbound = direction == Direction.OUTBOUND
        broken = check_attempt(current, channel=channel, at=at, outcome=outcome) if outbound else []
        attempt = Attempt.objects.create(
            request=current,
            by=by,
            at=at,
            direction=direction,
            channel=channel,
            outcome=outcome,
            next_action=next_action,
            next_due_at=next_due_at,
            note=note,
            against_rules=[rule.value for rule in broken],
        )
        if current.status not in SETTLED:
            current.due_at = next_due_at
        recorded_at = recorded_at or at
        _move_on(current, attempt, recorded_at)
        audit(action="attempt", of=current, by=by, at=recorded_at, fields=_filled_in(attempt))
        return attempt


def _move_on(current: CallbackRequest, attempt: Attempt, at: datetime) -> None:
    talked = attempt.direction == Direction.INBOUND or attempt.outcome in TALKED
    to = Status.CONTACTED if talked else Status.ATTEMPTING
    by_itself = current.status in {Status.NEW, Status.ATTEMPTING, Status.NURTURE}
    if by_itself and to in MOVES[current.status]:
        change_status(current, to=to, by=attempt.by, at=at)
    else:
        current.version += 1
        current.save(update_fields=["due_at", "version"])


def _filled_in(attempt: Attempt) -> list[str]:
    fields = ["channel", "direction", "outcome", "next_action"]
    return [*fields, "note"] if attempt.note else fields
