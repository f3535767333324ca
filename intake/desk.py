"""Intake at the desk of listings: whom beds are held for. See `listings.desk`."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext as _

from intake.actions import (
    MoveError,
    StaleError,
    follow_bed,
    follow_bed_of_wait,
    hold_for_request,
    take_up_again,
    wait_again,
)
from intake.choices import Status
from intake.models import CallbackRequest, Wait
from intake.references import as_reference
from listings.choices import BedState
from listings.desk import Holder
from listings.models import Bed, BedInterval
from recovery_site.models import User

VIEW, CHANGE = "intake.view_callbackrequest", "intake.change_callbackrequest"


class IntakeDesk:
    def holders(self, holds: Collection[int], *, user: Any) -> dict[int, Holder]:
        if not holds or not user.has_perm(VIEW):
            return {}
        seen = CallbackRequest.objects.visible_to(user, VIEW)
        rows = seen.filter(bed_hold__in=holds, status=Status.BED_HELD)
        waiting = Wait.objects.unended().visible_to(user, "intake.view_wait")
        found = {
            hold: Holder(_("the waitlist"), reverse("admin:intake_wait_change", args=[pk]))
            for hold, pk in waiting.filter(hold__in=holds).values_list("hold", "pk")
            if hold is not None
        }
        return found | {
            hold: Holder(reference, reverse("admin:intake_callbackrequest_change", args=[pk]))
            for hold, reference, pk in rows.values_list("bed_hold", "reference", "pk")
            if hold is not None
        }

    def hold(
        self, *, reference: str, bed: Bed, until: datetime, by: User, at: datetime, reason: str
    ) -> BedInterval:
        known = CallbackRequest.objects.visible_to(by, CHANGE) if by.has_perm(CHANGE) else None
        found = known and known.filter(reference=as_reference(reference) or "?").first()
        if not found:
            raise ValidationError(_("There is no request of this reference."))
        try:
            return hold_for_request(
                request=found, bed=bed, until=until, by=by, at=at, reason=reason
            )
        except (MoveError, StaleError) as error:
            raise ValidationError(
                _("This request is “%(status)s”: it can’t have a bed now. Open it and move it on.")
                % {"status": found.get_status_display()}
            ) from error

    def ended(self, *, hold: BedInterval, into: BedInterval, by: User | None, at: datetime) -> None:
        follow_bed(hold=hold, into=into, by=by, at=at)
        moved_in = into.state == BedState.OCCUPIED
        follow_bed_of_wait(hold=hold, moved_in=moved_in, by=by, at=at)

    def resumed(self, *, former: BedInterval, hold: BedInterval, by: User, at: datetime) -> None:
        take_up_again(former=former, hold=hold, by=by, at=at)
        wait_again(former=former, hold=hold)
