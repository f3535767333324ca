from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from intake.actions.locking import locked
from intake.models import CallbackRequest, Contact, Note
from recovery_site.actions import audit
from recovery_site.models import User


def add_note(*, request: CallbackRequest, by: User, at: datetime, body: str) -> Note:
    with transaction.atomic():
        current = locked(request)
        note = Note.objects.create(request=current, by=by, at=at, body=body)
        audit(action="note", of=request, by=by, at=at, fields=["body"])
        return note


def assign_request(
    *,
    request: CallbackRequest,
    to: User | None,
    by: User,
    at: datetime,
    version: int | None = None,
) -> CallbackRequest:
    """Give the request to somebody, or to nobody. Raises StaleError as `move_request` does."""
    with transaction.atomic():
        current = locked(request, version=version)
        current.assigned_to = to
        current.version += 1
        current.save(update_fields=["assigned_to", "version"])
        audit(action="assigned", of=current, by=by, at=at, fields=["assigned_to"])
        return current


def note_reading(*, what: CallbackRequest | Contact, by: User, at: datetime, action: str) -> None:
    """`by` saw who somebody is: "viewed" on a page of their own, "found" in a list."""
    audit(action=action, of=what, by=by, at=at)


def note_look_up(*, found: Sequence[CallbackRequest], by: User, at: datetime) -> None:
    """`by` looked for somebody and saw those `found`, who may be none."""
    with transaction.atomic():
        audit(action="looked up", by=by, at=at, number=len(found))
        for each in found:
            note_reading(what=each, by=by, at=at, action="found")


def mark_opened(*, request: CallbackRequest, by: User, at: datetime) -> None:
    """Note that `by` read the request. The first time is also kept on it."""
    with transaction.atomic():
        CallbackRequest.objects.filter(pk=request.pk, opened_at__isnull=True).update(opened_at=at)
        note_reading(what=request, by=by, at=at, action="viewed")


def note_export(
    *, number: int, personal: bool, narrowed_by: Sequence[str], by: User, at: datetime
) -> None:
    """`by` takes a table of so many requests away. Written before the first row leaves."""
    action = "exported" if personal else "exported without names"
    audit(action=action, by=by, at=at, fields=narrowed_by, number=number)
