"""What is promised to the outbox when a request comes in. Payloads hold keys, never words."""

from datetime import datetime

from intake.choices import Channel, Source
from intake.models import CallbackRequest
from recovery_site.actions import enqueue

REQUEST_NOTICE = "intake.request_notice"
CONFIRMATION = "intake.confirmation"
URGENT = 1
SOON = 3


def tell_staff(request: CallbackRequest, *, at: datetime) -> None:
    """One delivery for each recipient, so that trying one again repeats no other.

    Without recipients it is one to the operator's own address.
    """
    recipients = request.operator.notice_recipients.filter(is_active=True)
    positions = recipients.order_by("position", "pk").values_list("pk", flat=True)
    chosen: list[int | None] = [*positions]
    for recipient in chosen or [None]:
        enqueue(
            kind=REQUEST_NOTICE,
            payload={"request": str(request.uuid), "recipient": recipient},
            at=at,
            priority=URGENT,
        )


def confirm_to_visitor(request: CallbackRequest, *, at: datetime) -> None:
    """Only to who asked to be reached by e-mail. There is no provider for texts yet."""
    by_form = request.source == Source.WEB
    if by_form and request.channel == Channel.EMAIL and request.requester.email:
        payload = {"request": str(request.uuid)}
        enqueue(kind=CONFIRMATION, payload=payload, at=at, priority=SOON)
