"""What a visitor does by the link that only they have. Nobody of staff did it: `by` is None."""

from datetime import datetime

from django.db import transaction

from intake.actions.erasing import erase_request
from intake.actions.hold_ends import lock_bed_of
from intake.actions.locking import locked
from intake.actions.moves import change_status
from intake.choices import CloseReason, Status
from intake.models import CallbackRequest
from intake.querysets import SETTLED
from recovery_site.actions import audit
from recovery_site.models import OutboxMessage


def withdraw_request(*, request: CallbackRequest, at: datetime) -> CallbackRequest:
    """They want no call any more: closed as withdrawn. What is settled stays as it is.

    Notices that did not leave yet never leave. The same answers sent again are a new request.
    """
    with transaction.atomic():
        lock_bed_of(request)
        current = locked(request, nameless=True)
        if current.status in SETTLED:
            return current
        current.due_at, current.submission_key = None, None
        current.save(update_fields=["submission_key"])
        change_status(current, to=Status.CLOSED, by=None, at=at, reason=CloseReason.WITHDREW)
        about = OutboxMessage.objects.filter(payload__request=str(current.uuid))
        about.waiting().filter(lease_until=None).delete()
        audit(action="withdrew", of=current, by=None, at=at, fields=["status", "close_reason"])
        return current


def erase_by_link(*, request: CallbackRequest, at: datetime) -> CallbackRequest:
    return erase_request(request=request, by=None, at=at, action="erased by link")


def stop_marketing(*, request: CallbackRequest, at: datetime) -> None:
    """They want no more news and offers. When they said so is kept with what they agreed to."""
    with transaction.atomic():
        current = locked(request, nameless=True)
        agreed = current.requester.consents.filter(withdrawn_at=None)
        if agreed.update(withdrawn_at=at):
            audit(action="stopped texts", of=current, by=None, at=at, fields=["withdrawn_at"])
