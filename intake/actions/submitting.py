from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction

from intake.actions.duplicates import link_duplicates
from intake.actions.locking import locked
from intake.actions.notices import confirm_to_visitor, first_telling
from intake.choices import Source, Status
from intake.consent import VERSION, WORDING
from intake.models import CallbackRequest, Contact, MarketingConsent, StatusChange
from intake.promise import promised_by
from intake.references import new_reference
from intake.rules import must_tell_of_referral_law
from intake.spam import suspicion
from intake.submissions import Submission, hashes
from listings.models import Operator
from listings.office_hours import Office
from recovery_site.actions import audit_event
from recovery_site.inserting import insert
from recovery_site.making import make
from recovery_site.models import User

Guard = Callable[[], AbstractContextManager[None]]

FIRST_ATTEMPT_WITHIN = timedelta(minutes=5)
ONCE_WITHIN = timedelta(minutes=10)
MOST_TRIES = 8  # a reference may be taken


def submit_request(
    *,
    operator: Operator,
    what: Submission,
    at: datetime,
    notify: bool = True,
    uuid: UUID | None = None,
    office: Office | None = None,
    guard: Guard = nullcontext,
) -> CallbackRequest:
    """Store what a visitor sent, together with the notices to staff.

    The same answers within ten minutes are one request, which is returned again. What looks
    like spam is held, and nobody is told of it. `office` spares reading the operator's hours.
    A `guard` is entered in the transaction that stores the request, and may refuse it.
    """
    key = what.key(operator)
    fields: dict[str, Any] = {"submission_key": key, "uuid": uuid or uuid4(), "guard": guard}
    return _store(operator, what, at, office or Office.of(operator), notify=notify, **fields)


def enter_request(
    *,
    operator: Operator,
    what: Submission,
    source: str,
    by: User,
    at: datetime,
    uuid: UUID | None = None,
) -> CallbackRequest:
    """Store what somebody told `by` on the phone or at the door. Staff know: no notice."""
    fields: dict[str, Any] = {"source": source, "entered_by": by, "uuid": uuid or uuid4()}
    return _store(operator, what, at, Office.of(operator), notify=False, **fields)


def _store(
    operator: Operator,
    what: Submission,
    at: datetime,
    office: Office,
    *,
    notify: bool,
    guard: Guard = nullcontext,
    **fields: Any,
) -> CallbackRequest:
    """The new request, or the one that holds the same submission key.

    Mostly nothing stands in the way, so it is tried before anybody looks.
    """
    for _attempt in range(MOST_TRIES):
        request = _request(operator, what, at, office, reference=new_reference(), **fields)
        request.requester = _contact(operator, what, at)
        try:
            with transaction.atomic(), guard():
                _insert(request, what, at, notify=notify and not request.is_held)
            return request
        except IntegrityError as error:
            refusal = error
            if earlier := _sent_before(request.submission_key, at=at):
                return earlier
    raise refusal


@transaction.atomic
def _sent_before(key: str | None, *, at: datetime) -> CallbackRequest | None:
    """The request with this submission key. One that is too old lets go of it."""
    if key is None:
        return None
    same = CallbackRequest.objects.filter(submission_key=key)
    same.filter(created_at__lte=at - ONCE_WITHIN).update(submission_key=None)
    earlier = same.first()
    if earlier:
        _open_receipt(earlier)
    return earlier


def _open_receipt(request: CallbackRequest) -> None:
    """Who sends the same again after they were done wants to read the page again."""
    request.receipt_closed_at = None
    request.save(update_fields=["receipt_closed_at"])


def close_receipt(*, request: CallbackRequest, at: datetime) -> None:
    """The visitor is done: their thank-you page does not open again."""
    with transaction.atomic():
        current = locked(request, nameless=True)
        if current.receipt_closed_at is None:
            current.receipt_closed_at = at
            current.save(update_fields=["receipt_closed_at"])


def _request(
    operator: Operator, what: Submission, at: datetime, office: Office, **fields
) -> CallbackRequest:
    held_for = suspicion(name=what.name, message=what.message, trap=what.trap)
    return make(
        CallbackRequest,
        **fields,
        operator=operator,
        for_whom=what.for_whom,
        organization=what.organization,
        professional_role=what.professional_role,
        planned_discharge_on=what.planned_discharge_on,
        channel=what.channel,
        window=what.window,
        may_leave_voicemail=what.may_leave_voicemail,
        may_send_texts=what.may_send_texts,
        may_say_who_calls=what.may_say_who_calls,
        house=what.house,
        house_gender=what.house_gender,
        move_in=what.move_in,
        heard_from=what.heard_from,
        message=what.message,
        told_of_referral_law=must_tell_of_referral_law(what.for_whom, what.house, at=at),
        created_at=at,
        promised_by=promised_by(
            office, window=what.window, time_zone=what.time_zone, channel=what.channel, at=at
        ),
        due_at=office.after(at, FIRST_ATTEMPT_WITHIN),
        held_at=at if held_for else None,
        held_for=held_for or "",
    )


def _contact(operator: Operator, what: Submission, at: datetime) -> Contact:
    contact = make(
        Contact,
        operator=operator,
        name=what.name,
        phone=what.phone,
        email=what.email,
        time_zone=what.time_zone,
        language=what.language,
        created_at=at,
    )
    for field, value in hashes(contact).items():
        setattr(contact, field, value)
    return contact


def _insert(request: CallbackRequest, what: Submission, at: datetime, *, notify: bool) -> None:
    """With its requester and all that says that it came."""
    by, person = request.entered_by, request.requester
    action = "entered" if request.source != Source.WEB else "received"
    rows = [
        person,
        request,
        make(StatusChange, request=request, by=by, at=at, to_status=Status.NEW),
        audit_event(action=action, of=request, by=by, at=at, fields=what.filled_in()),
    ]
    if what.marketing_consent and what.phone:
        consent = {"wording": str(WORDING), "version": VERSION, "given_at": at}
        rows.append(MarketingConsent(contact=person, **consent))
    if notify:
        rows.append(first_telling(request, at=at))
    insert(*rows)
    link_duplicates(request)
    if notify:
        confirm_to_visitor(request, at=at)
