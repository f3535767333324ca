"""Each promise that the tables make, broken once."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from intake.models import (
    Attempt,
    CallbackRequest,
    Contact,
    DuplicateLink,
    NoticeRecipient,
    SendingCount,
    StatusChange,
    Telling,
)
from tests.factories.accounts import make_staff
from tests.factories.intake import make_recipient, make_request
from tests.factories.listings import NOON

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"status": "lost"}, "status_known"),
        ({"channel": "fax"}, "channel_known"),
        ({"window": "night"}, "window_known"),
        ({"for_whom": "pet"}, "for_whom_known"),
        ({"house_gender": "x"}, "gender_known"),
        ({"move_in": "x"}, "move_in_known"),
        ({"heard_from": "x"}, "heard_known"),
        ({"status": "closed"}, "closed_with_reason"),
        ({"close_reason": "cost"}, "closed_with_reason"),
        ({"status": "closed", "close_reason": "whim"}, "closed_with_reason"),
        ({"source": "phone"}, "entered_by_somebody"),
        ({"held_at": NOON}, "held_whole"),
        ({"held_for": "links"}, "held_whole"),
        ({"held_at": NOON, "held_for": "whim"}, "held_for_known"),
        ({"released_at": NOON}, "released_"),
        ({"told_of_referral_law": True}, "law_is_for_professionals"),
        ({"submission_key": "taken"}, "submission_key|submitted_once"),
        ({"reference": "AAA-AAA"}, "reference"),
    ],
)
def test_of_a_request(values: dict, name: str) -> None:
    other = make_request()
    CallbackRequest.objects.filter(pk=other.pk).update(submission_key="taken", reference="AAA-AAA")
    request = make_request()
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        CallbackRequest.objects.filter(pk=request.pk).update(**values)


def test_of_how_somebody_came() -> None:
    request, staff = make_request(), make_staff()
    with pytest.raises(IntegrityError, match="source_known"), transaction.atomic():
        CallbackRequest.objects.filter(pk=request.pk).update(source="fax", entered_by=staff)


@pytest.mark.parametrize(
    ("held_at", "released_at"), [(None, NOON), (NOON, NOON - timedelta(seconds=1))]
)
def test_a_release_comes_after_being_held(held_at, released_at) -> None:
    request, staff = make_request(), make_staff()
    held = {"held_at": held_at, "held_for": "links" if held_at else ""}
    with pytest.raises(IntegrityError, match="released_after_held"), transaction.atomic():
        CallbackRequest.objects.filter(pk=request.pk).update(
            **held, released_at=released_at, released_by=staff
        )


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"time_zone": "Mars"}, "time_zone_known"),
        ({"language": "tlh"}, "language_known"),
        ({"anonymized_at": NOON, "phone_hash": "x"}, "anonymized_not_findable"),
    ],
)
def test_of_a_person(values: dict, name: str) -> None:
    make_request()
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Contact.objects.update(**values)


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"channel": "fax"}, "channel_known"),
        ({"outcome": "x"}, "outcome_known"),
        ({"direction": "up"}, "direction_known"),
        ({"next_action": "x", "next_due_at": NOON}, "next_action_known"),
        ({"next_action": "call"}, "next_action_has_time"),
        ({"next_due_at": NOON}, "next_action_has_time"),
        ({"channel": "text", "outcome": "voicemail"}, "voicemail_is_a_call"),
    ],
)
def test_of_an_attempt(values: dict, name: str) -> None:
    fields = {"channel": "call", "outcome": "reached"} | values
    request, staff = make_request(), make_staff()
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Attempt.objects.create(request=request, by=staff, at=NOON, **fields)


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"to_status": "x"}, "to_known"),
        ({"to_status": "new", "from_status": "x"}, "from_known"),
        ({"to_status": "closed"}, "closed_with_reason"),
        ({"to_status": "new", "close_reason": "cost"}, "closed_with_reason"),
    ],
)
def test_of_a_move(values: dict, name: str) -> None:
    request = make_request()
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        StatusChange.objects.create(request=request, at=NOON, **values)


def test_of_a_duplicate() -> None:
    first, second = make_request(), make_request()
    link = {"request": second, "earlier": first, "rule": "same_phone"}
    DuplicateLink.objects.create(**link)
    for values, name in [
        ({}, "duplicate_link_unique|rule"),
        ({"earlier": second}, "of_another"),
        ({"rule": "x"}, "rule_known"),
    ]:
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            DuplicateLink.objects.create(**link | values)


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"channel": "pigeon"}, "channel_known"),
        ({"hours": "never"}, "hours_known"),
        ({"step": 0}, "step_in_reach"),
        ({"step": 10}, "step_in_reach"),
        ({"address_hash": ""}, "has_address"),
        ({"channel": "webhook"}, "webhook_is_signed"),
        ({"secret": "x"}, "webhook_is_signed"),
    ],
)
def test_of_who_is_told(values: dict, name: str) -> None:
    recipient = make_recipient()
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        NoticeRecipient.objects.filter(pk=recipient.pk).update(**values)


def test_one_step_tells_an_address_once() -> None:
    recipient = make_recipient(address="a@example.org")
    make_recipient(address="a@example.org", step=2)
    with pytest.raises(IntegrityError, match=r"notice_recipient_unique|address_hash"):
        make_recipient(recipient.operator, address="A@Example.org")


@pytest.mark.parametrize("step", [1, None])
def test_a_step_is_told_once(step: int | None) -> None:
    values = {"request": make_request(), "since": NOON, "step": step, "at": NOON}
    Telling.objects.create(**values)
    with pytest.raises(IntegrityError, match=r"telling_|intake_telling\.request"):
        Telling.objects.create(**values)


def test_of_what_was_sent_lately() -> None:
    SendingCount.objects.create(key="a", expires_at=NOON)
    with pytest.raises(IntegrityError, match="key"):
        SendingCount.objects.create(key="a", expires_at=NOON)
