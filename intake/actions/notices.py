"""What is promised to the outbox when a request comes in. Payloads hold keys, never words."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from intake.choices import Channel, Source
from intake.models import CallbackRequest
from intake.rules import EARLIEST, LATEST
from recovery_site.actions import enqueue, promise
from recovery_site.lanes import SOON, URGENT
from recovery_site.models import OutboxMessage, User

TELL = "intake.tell_staff"
REQUEST_NOTICE = "intake.request_notice"
TEST_NOTICE = "intake.test_notice"
CONFIRMATION = "intake.confirmation"


def tell_staff(request: CallbackRequest, *, at: datetime, by: User | None = None) -> None:
    """Now, whoever is on duty; `tell_next` chooses them. `by` let the request in."""
    promise_telling(request, since=at, told=0, by=by.pk if by else None, at=at, due_at=at)


def watch_over(request: CallbackRequest, *, at: datetime, by: User) -> None:
    """`by` took it up again. Somebody is told if nobody does anything by its due time."""
    if request.due_at is not None:
        promise_telling(
            request, since=at, told=0, by=by.pk, at=at, due_at=request.due_at, unless_seen=True
        )


def promise_telling(request: CallbackRequest, **when: Any) -> None:
    """Store what `_telling` makes of the same arguments."""
    enqueue(**_telling(request, **when))


def first_telling(request: CallbackRequest, *, at: datetime) -> OutboxMessage:
    """What `tell_staff` stores, to be inserted together with the request."""
    return promise(**_telling(request, since=at, told=0, by=None, at=at, due_at=at))


def _telling(
    request: CallbackRequest,
    *,
    since: datetime,
    told: int,
    by: int | None,
    at: datetime,
    due_at: datetime,
    unless_seen: bool = False,
) -> dict[str, Any]:
    """At `due_at` the next step hears of it, if by then `told` steps did and no more.

    `since` is when the request came or came back; what `by` alone has looked at is not seen.
    """
    payload = {
        "request": str(request.uuid),
        "since": since.isoformat(),
        "told": told,
        "by": by,
        "unless_seen": unless_seen,
    }
    return {"kind": TELL, "payload": payload, "at": at, "due_at": due_at, "priority": URGENT}


def promise_notices(
    request: CallbackRequest, recipients: list[int | None], *, at: datetime
) -> list[OutboxMessage]:
    """One delivery for each, so that trying one again repeats no other.

    None stands for the operator's own address.
    """
    payloads = [{"request": str(request.uuid), "recipient": pk} for pk in recipients]
    promised = [
        enqueue(kind=REQUEST_NOTICE, payload=payload, at=at, priority=URGENT)
        for payload in payloads
    ]
    return [message for message in promised if message is not None]


def confirm_to_visitor(request: CallbackRequest, *, at: datetime) -> None:
    """Only to who asked by the form to be reached by e-mail or text, and allowed texts.

    A text goes out at an hour at which staff might send one; see `may_be_confirmed`.
    """
    if request.source != Source.WEB or not may_be_confirmed(request):
        return
    due_at = lawful_hour(request, at=at) if request.channel == Channel.TEXT else at
    payload = {"request": str(request.uuid)}
    # What is put off a second time, by a worker that died in between, is still put off once.
    key = f"{CONFIRMATION}:{request.uuid}:{due_at:%Y-%m-%d}" if due_at > at else None
    enqueue(kind=CONFIRMATION, payload=payload, at=at, due_at=due_at, priority=SOON, dedupe_key=key)


def may_be_confirmed(request: CallbackRequest) -> bool:
    person = request.requester
    if request.channel == Channel.TEXT:
        return bool(settings.SMS_URL and person.phone and request.may_send_texts)
    return request.channel == Channel.EMAIL and bool(person.email)


def lawful_hour(request: CallbackRequest, *, at: datetime) -> datetime:
    """`at`, or the next morning of theirs where it is too early or too late for a text."""
    local = at.astimezone(ZoneInfo(request.requester.time_zone))
    if EARLIEST <= local.time() < LATEST:
        return at
    day = local.date() + timedelta(days=local.time() >= LATEST)
    return datetime.combine(day, EARLIEST, local.tzinfo)
