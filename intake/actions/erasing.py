"""Making requests nameless: what remains counts, and tells nothing of a person."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from intake import erasures
from intake.actions.hold_ends import lock_bed_of
from intake.actions.locking import locked
from intake.actions.moves import change_status
from intake.choices import CloseReason, EndOfWait, Status
from intake.models import CallbackRequest, Contact, DuplicateLink, ErasureRecord
from intake.querysets import SETTLED
from listings.models import BedInterval
from recovery_site.actions import audit
from recovery_site.models import OutboxMessage, User

WORDS = ("message", "organization", "professional_role")
TOLD = ("name", "phone", "email")


def erase_request(
    *, request: CallbackRequest, by: User | None, at: datetime, action: str = "erased"
) -> CallbackRequest:
    """Make it nameless at once, whatever its status. One that is open is closed as withdrawn.

    Status changes, attempts and audit events stay for the reports, without their words.
    `action` is what the audit calls it.
    """
    with transaction.atomic():
        lock_bed_of(request)
        current = locked(request, nameless=True)
        if current.anonymized_at is not None:
            return current
        if current.status not in SETTLED:
            current.due_at = None
            change_status(current, to=Status.CLOSED, by=by, at=at, reason=CloseReason.WITHDREW)
        _forget_people(current, at)
        _forget_words(current, at)
        ErasureRecord.objects.bulk_create(
            [ErasureRecord(request_uuid=current.uuid, at=at)], ignore_conflicts=True
        )
        # What this could not write, the next `settle_list` does.
        transaction.on_commit(lambda: erasures.add([current.uuid], at=at), robust=True)
        audit(action=action, of=current, by=by, at=at, fields=[*WORDS, *TOLD, "notes"])
        return current


def settle_list(*, at: datetime) -> None:
    """Afterwards the table of erasures and the file list the same."""
    filed = erasures.listed()
    recorded = set(ErasureRecord.objects.values_list("request_uuid", flat=True))
    missing = [ErasureRecord(request_uuid=uuid, at=at) for uuid in filed - recorded]
    ErasureRecord.objects.bulk_create(missing, batch_size=500, ignore_conflicts=True)
    if unfiled := recorded - filed:
        erasures.add(sorted(unfiled), at=at)


def _forget_words(current: CallbackRequest, at: datetime) -> None:
    for field in WORDS:
        setattr(current, field, "")
    current.planned_discharge_on = None
    current.submission_key = None
    current.due_at = None
    current.anonymized_at = at
    current.receipt_closed_at = current.receipt_closed_at or at
    current.version += 1
    current.save()
    current.notes.all().delete()
    current.attempts.update(note="")
    DuplicateLink.objects.filter(Q(request=current) | Q(earlier=current)).delete()
    OutboxMessage.objects.filter(payload__request=str(current.uuid)).delete()
    # Staff are asked to write no name there. Somebody will.
    BedInterval.objects.filter(requests=current).update(reason="")


def _forget_people(current: CallbackRequest, at: datetime) -> None:
    """A person whom another request needs stays, and this one no longer points at them."""
    others = CallbackRequest.objects.exclude(pk=current.pk).filter(anonymized_at=None)
    for contact in Contact.objects.filter(Q(pk=current.requester_id) | Q(pk=current.resident_id)):
        if others.filter(Q(requester=contact) | Q(resident=contact)).exists():
            _replace(current, contact, at)
        else:
            forget_contact(contact, at)


def _replace(current: CallbackRequest, contact: Contact, at: datetime) -> None:
    if current.resident_id == contact.pk:
        current.resident = None
    if current.requester_id == contact.pk:
        current.requester = Contact.objects.create(
            operator=current.operator, created_at=contact.created_at, anonymized_at=at
        )


def forget_contact(contact: Contact, at: datetime) -> None:
    for field in (*TOLD, "phone_hash", "email_hash"):
        setattr(contact, field, "")
    contact.anonymized_at = at
    contact.save()
    contact.consents.all().delete()
    _forget_waits(contact, at)


def _forget_waits(contact: Contact, at: datetime) -> None:
    """That somebody waited, and how it ended, is what counts. The bed they had may be let go."""
    contact.waits.unended().update(ended_at=at, end_reason=EndOfWait.ERASED)
    contact.waits.update(
        medication="", out_of_turn="", earliest_on=None, weekly_budget=None, hold=None
    )
