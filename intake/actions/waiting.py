"""The waitlist: first come, first served, and whoever goes before others does so for a reason."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from intake.actions.hold_ends import lock_bed_of
from intake.actions.holding import MAY_HAVE_BED, hold_for_request
from intake.actions.locking import locked
from intake.actions.moves import change_status
from intake.choices import MOVES, EndOfWait, Status
from intake.models import CallbackRequest, Wait
from intake.waiting import line_for
from listings.actions import hold_bed, lock_bed
from listings.choices import Gender
from listings.models import Bed, BedInterval, House
from recovery_site.actions import audit
from recovery_site.models import User


def join_waitlist(
    *,
    request: CallbackRequest,
    gender: str,
    by: User,
    at: datetime,
    house: House | None = None,
    earliest_on: date | None = None,
    weekly_budget: Decimal | None = None,
    medication: str = "",
    version: int | None = None,
) -> Wait:
    """Who would move in waits from now on; the request is waitlisted where it may be.

    Raises StaleError, and ValidationError for who waits for the same already.
    """
    with transaction.atomic():
        lock_bed_of(request)
        current = locked(request, version=version)
        wait = Wait(
            operator=current.operator,
            person=current.resident or current.requester,
            house=house,
            gender=Gender(gender),
            earliest_on=earliest_on,
            weekly_budget=weekly_budget,
            medication=medication,
            joined_at=at,
            joined_by=by,
            confirmed_at=at,
        )
        wait.validate_constraints()
        wait.save()
        if Status.WAITLISTED in MOVES[current.status]:
            change_status(current, to=Status.WAITLISTED, by=by, at=at)
        audit(action="began to wait", of=wait, by=by, at=at)
        return wait


@transaction.atomic
def confirm_wait(*, wait: Wait, by: User, at: datetime) -> bool:
    """They still wait, and keep their place. False where the wait is over."""
    kept = Wait.objects.unended().filter(pk=wait.pk, confirmed_at__lte=at)
    if not kept.update(confirmed_at=at):
        return False
    audit(action="still waits", of=wait, by=by, at=at, fields=["confirmed_at"])
    return True


@transaction.atomic
def end_wait(*, wait: Wait, reason: str, by: User | None, at: datetime) -> bool:
    """False where it was over already. What they told of medication is forgotten."""
    ending = Wait.objects.unended().filter(pk=wait.pk)
    if not ending.update(ended_at=at, end_reason=EndOfWait(reason), medication=""):
        return False
    audit(action="ended a wait", of=wait, by=by, at=at, fields=["end_reason"])
    return True


def offer_bed(
    *, wait: Wait, bed: Bed, until: datetime, by: User, at: datetime, reason: str = ""
) -> BedInterval:
    """Hold an open bed for who waits. `reason` is why before others who came earlier.

    A request of theirs that may have a bed gets the hold. Raises BedNotOpenError, and
    ValidationError for who does not fit, has a bed, or would go first without a reason.
    """
    with transaction.atomic():
        lock_bed(bed.pk)
        line = line_for(bed, at=at)
        current = next((each for each in line if each.pk == wait.pk), None)
        if current is None:
            raise ValidationError(_("This bed does not fit them, or something else is held."))
        in_turn = current == line[0]
        if not in_turn and not reason:
            raise ValidationError(_("Others have waited longer. Say why this person goes first."))
        request = _request_of(current)
        terms: dict[str, Any] = {"bed": bed, "until": until, "by": by, "at": at}
        if request is not None:
            hold = hold_for_request(request=request, **terms)
        else:
            hold = hold_bed(**terms, reason=_("for the waitlist"))
        # Two may offer two beds to one person at the same time: one of them comes first.
        same = Wait.objects.unended().filter(pk=current.pk, hold=current.hold_id)
        told = "" if in_turn else reason
        if not same.update(hold=hold, offered_at=at, out_of_turn=told):
            raise ValidationError(_("Somebody offered them another bed a moment ago."))
        action = "offered a bed" if in_turn else "offered out of turn"
        audit(action=action, of=wait, by=by, at=at, fields=[] if in_turn else ["out_of_turn"])
        return hold


def follow_bed_of_wait(*, hold: BedInterval, moved_in: bool, by: User | None, at: datetime) -> None:
    """Who moved in waits no more. Anybody else is in line again, in their old place."""
    if moved_in:
        for wait in Wait.objects.unended().filter(hold=hold.pk).order_by("pk"):
            end_wait(wait=wait, reason=EndOfWait.MOVED_IN, by=by, at=at)


def wait_again(*, former: BedInterval, hold: BedInterval) -> None:
    """The end of the hold `former` was undone."""
    rows = Wait.objects.filter(hold=former.pk)
    rows.filter(end_reason=EndOfWait.MOVED_IN).update(ended_at=None, end_reason="")
    rows.filter(ended_at=None).update(hold=hold)


def _request_of(wait: Wait) -> CallbackRequest | None:
    """The latest of theirs that may have a bed."""
    theirs = CallbackRequest.objects.filter(
        status__in=MAY_HAVE_BED, anonymized_at=None, operator=wait.operator_id
    )
    own = theirs.filter(resident=wait.person_id)
    asked = theirs.filter(requester=wait.person_id, resident=None)
    return (own | asked).order_by("-created_at", "-pk").first()
