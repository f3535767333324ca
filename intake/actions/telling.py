"""Who hears of a request next. Everything here is done once, however often it is asked for."""

from datetime import datetime, timedelta

from django.db import transaction

from intake.actions.locking import StaleError, locked
from intake.actions.notices import promise_notices, promise_telling
from intake.channels import is_ready
from intake.models import CallbackRequest, NoticeRecipient, Telling
from listings.office_hours import Office
from recovery_site.actions import audit
from recovery_site.models import AuditEvent, OutboxMessage, User
from recovery_site.outbox import try_again

# Of office time, between one step and the next.
NEXT_STEP_AFTER = timedelta(minutes=5)
# What somebody does who has taken notice of a request.
NOTICED = ("viewed", "attempt", "note", "assigned", "moved")
AGAIN_AFTER = timedelta(minutes=1)


def tell_next(
    *,
    request: CallbackRequest,
    since: datetime,
    told: int,
    by: int | None,
    unless_seen: bool,
    at: datetime,
) -> Telling | None:
    """Tell the next step of a request, and promise to look again; None when that is not needed.

    The row is locked and the number of steps that were `told` compared, so that a second worker
    with the same message finds it done.
    """
    with transaction.atomic():
        try:
            current = locked(request)
        except StaleError:
            return None
        earlier = list(current.tellings.filter(since=since).values_list("step", flat=True))
        over = current.is_held or current.is_settled or len(earlier) != told
        if over or (unless_seen and was_noticed(current, since=since, by=by)):
            return None
        office = Office.of(current.operator)
        step, recipients = _next_step(current, earlier, office_is_open=office.is_open(at))
        telling = Telling.objects.create(request=current, since=since, step=step, at=at)
        if unless_seen:
            audit(action="escalated", of=current, by=None, at=at, fields=["step"])
        if step is not None:
            telling.notices.add(*promise_notices(current, recipients, at=at))
            promise_telling(
                current,
                since=since,
                told=told + 1,
                by=by,
                at=at,
                due_at=_look_again_at(current, office, at=at),
                unless_seen=True,
            )
        return telling


def was_noticed(request: CallbackRequest, *, since: datetime, by: int | None) -> bool:
    """Somebody opened it or did something since then. That `by` looks at it is no news."""
    events = AuditEvent.objects.about(request).filter(at__gt=since, action__in=NOTICED)
    if by is not None:
        events = events.exclude(action="viewed", actor=by)
    return events.exists()


def _next_step(
    request: CallbackRequest, told: list[int | None], *, office_is_open: bool
) -> tuple[int | None, list[int | None]]:
    """The lowest step that was not told yet and has somebody on duty, and who that is.

    Where the first telling finds nobody it is the operator's own address.
    """
    rows = NoticeRecipient.objects.filter(operator=request.operator).active().in_order()
    on_duty = [
        recipient
        for recipient in rows.on_duty(office_is_open=office_is_open)
        if is_ready(recipient.channel) and recipient.step not in told
    ]
    if on_duty:
        step = min(recipient.step for recipient in on_duty)
        return step, [recipient.pk for recipient in on_duty if recipient.step == step]
    return (None, []) if told else (Telling.OWN_ADDRESS, [None])


def _look_again_at(request: CallbackRequest, office: Office, *, at: datetime) -> datetime:
    """Its due time the first time, then a little more of office time for each step."""
    if request.due_at is not None and request.due_at > at:
        return request.due_at
    return office.after(at, NEXT_STEP_AFTER) or at + NEXT_STEP_AFTER


def tell_again(*, request: CallbackRequest, by: User, at: datetime) -> int:
    """Send the notice once more to all who were told. Returns how many; 0 within a minute.

    What was given up starts anew in place of a second notice.
    """
    with transaction.atomic():
        current = locked(request)
        telling = current.tellings.filter(step__isnull=False).order_by("-at", "-pk").first()
        before = notices_of(current)
        if telling is None or any(message.created_at > at - AGAIN_AFTER for message in before):
            return 0
        revived = {m.payload["recipient"] for m in before if try_again(m, at=at)}
        wanted = {m.payload["recipient"] for m in before} - revived
        active = NoticeRecipient.objects.active().filter(pk__in=wanted - {None})
        again = [*active.in_order().values_list("pk", flat=True), *(wanted & {None})]
        telling.notices.add(*promise_notices(current, again, at=at))
        audit(action="told again", of=current, by=by, at=at)
        return len(again) + len(revived)


def notices_of(request: CallbackRequest) -> list[OutboxMessage]:
    """The deliveries to staff about it, the oldest first."""
    told = Telling.notices.through.objects.filter(telling__request=request)
    rows = OutboxMessage.objects.filter(pk__in=told.values("outboxmessage"))
    return list(rows.order_by("created_at", "pk"))
