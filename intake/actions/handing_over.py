from datetime import datetime

from django.db import transaction
from django.db.models import F

from intake.actions.recipients import keep_recipient
from intake.choices import NoticeChannel
from intake.models import CallbackRequest, NoticeRecipient
from intake.recipients import address_hash
from recovery_site.actions import audit
from recovery_site.models import User

MAY_WORK = "intake.change_callbackrequest"


@transaction.atomic
def hand_over(*, user: User, to: User | None, by: User, at: datetime) -> None:
    """`user` leaves. Who takes over gets the open requests they may see; the rest gets nobody.

    Notices to the e-mail of `user` stop.
    """
    mine = CallbackRequest.objects.unsettled().filter(assigned_to=user)
    handed = list(mine.select_for_update().order_by("pk"))
    seen = set(mine.visible_to(to, MAY_WORK).values_list("pk", flat=True)) if to else set()
    for taker in (to, None):
        keys = [request.pk for request in handed if (request.pk in seen) == (taker is not None)]
        rows = CallbackRequest.objects.filter(pk__in=keys)
        rows.update(assigned_to=taker, version=F("version") + 1)
    for request in handed:
        audit(action="assigned", of=request, by=by, at=at, fields=["assigned_to"])
    told = address_hash(NoticeChannel.EMAIL, user.email)
    for recipient in NoticeRecipient.objects.active().filter(address_hash=told).in_order():
        recipient.is_active = False
        keep_recipient(recipient=recipient, by=by, at=at, fields=["is_active"])
