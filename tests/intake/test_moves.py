from datetime import timedelta

import pytest

from intake import actions
from intake.choices import MOVES, CloseReason, Status
from intake.models import CallbackRequest
from recovery_site.models import AuditEvent, OutboxMessage
from tests.factories.accounts import make_staff
from tests.factories.intake import make_request, open_every_day
from tests.factories.listings import NOON, site_owner

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(hours=1)


@pytest.fixture
def staff():
    return make_staff()


def in_status(status: str) -> CallbackRequest:
    request = make_request()
    reason = CloseReason.COST if status == Status.CLOSED else ""
    CallbackRequest.objects.filter(pk=request.pk).update(status=status, close_reason=reason)
    request.refresh_from_db()
    return request


def move(request, to, by, *, reason="", **details):
    return actions.move_request(request=request, to=to, by=by, at=LATER, reason=reason, **details)


@pytest.mark.parametrize("start", Status)
def test_only_allowed_moves_are_made(staff, start: Status) -> None:
    request = in_status(start)
    for to in Status:
        reason = CloseReason.NO_BED if to == Status.CLOSED else ""
        CallbackRequest.objects.filter(pk=request.pk).update(
            status=start, close_reason=CloseReason.COST if start == Status.CLOSED else ""
        )
        if to in MOVES[start]:
            assert move(request, to, staff, reason=reason).status == to
        else:
            with pytest.raises(actions.MoveError):
                move(request, to, staff, reason=reason)
    assert set(request.next_moves) == MOVES[start]


def test_every_status_can_be_reached_and_left() -> None:
    assert set(MOVES) == set(Status)
    assert set().union(*MOVES.values()) == set(Status) - {Status.NEW}
    assert all(MOVES.values())


@pytest.mark.parametrize(("to", "reason"), [("closed", ""), ("closed", "x"), ("contacted", "cost")])
def test_closing_needs_a_reason_and_only_closing_has_one(staff, to: str, reason: str) -> None:
    with pytest.raises(actions.MoveError):
        move(make_request(), to, staff, reason=reason)


@pytest.mark.parametrize("reason", CloseReason.values)
def test_every_reason_closes(staff, reason: str) -> None:
    request = move(make_request(), Status.CLOSED, staff, reason=reason)
    assert (request.close_reason, request.due_at) == (reason, None)
    change = request.status_changes.order_by("pk").last()
    assert (change.to_status, change.close_reason, change.at) == ("closed", reason, LATER)


def test_a_reopened_request_is_due_at_once(staff) -> None:
    open_every_day(site_owner())
    request = move(make_request(), Status.CLOSED, staff, reason=CloseReason.COST)
    request = move(request, Status.ATTEMPTING, staff)
    assert (request.close_reason, request.due_at) == ("", LATER + timedelta(minutes=5))


def test_the_later_of_two_saves_is_refused(staff) -> None:
    request = make_request()
    move(request, Status.ATTEMPTING, staff, version=request.version)
    with pytest.raises(actions.StaleError):
        move(request, Status.CONTACTED, staff, version=request.version)
    with pytest.raises(actions.StaleError):
        actions.assign_request(
            request=request, to=staff, by=staff, at=LATER, version=request.version
        )
    request.refresh_from_db()
    assert (request.status, request.assigned_to) == (Status.ATTEMPTING, None)


def test_somebody_has_it_or_nobody(staff) -> None:
    request = make_request()
    assert (
        actions.assign_request(request=request, to=staff, by=staff, at=LATER).assigned_to == staff
    )
    assert actions.assign_request(request=request, to=None, by=staff, at=LATER).assigned_to is None
    events = AuditEvent.objects.about(request).filter(action="assigned")
    assert [event.fields for event in events] == [["assigned_to"]] * 2


class TestHeld:
    def test_released_it_is_like_any_other(self, staff) -> None:
        open_every_day(site_owner())
        request = make_request(trap="x", channel="email", email="jo@example.org")
        released = actions.release_request(request=request, by=staff, at=LATER)
        assert not released.is_held
        assert (released.released_by, released.released_at) == (staff, LATER)
        assert released.due_at == LATER + timedelta(minutes=5)
        message = OutboxMessage.objects.get()
        assert (message.kind, message.due_at) == ("intake.tell_staff", LATER)
        assert message.payload["request"] == str(request.uuid)

    def test_releasing_twice_tells_once(self, staff) -> None:
        request = make_request(trap="x")
        for _ in range(2):
            actions.release_request(request=request, by=staff, at=LATER)
        assert OutboxMessage.objects.count() == 1

    def test_what_was_never_held_cannot_be_released(self, staff) -> None:
        request = make_request()
        actions.release_request(request=request, by=staff, at=LATER)
        request.refresh_from_db()
        assert request.released_at is None

    def test_the_queue_and_the_request_agree(self, staff) -> None:
        free, held, released, closed = make_request(), *(make_request(trap="x") for _ in range(3))
        actions.release_request(request=released, by=staff, at=LATER)
        move(closed, Status.CLOSED, staff, reason=CloseReason.SPAM)
        for request in CallbackRequest.objects.all():
            found = CallbackRequest.objects.held().filter(pk=request.pk).exists()
            assert found is request.is_held is (request == held)
        unsettled = CallbackRequest.objects.unsettled()
        assert set(unsettled) == {free, released}


def test_notes_are_kept_with_who_and_when(staff) -> None:
    request = make_request()
    note = actions.add_note(request=request, by=staff, at=LATER, body="Prefers a quiet room.")
    note.refresh_from_db()
    assert (note.body, note.by, note.at) == ("Prefers a quiet room.", staff, LATER)
    assert AuditEvent.objects.about(request).last().action == "note"


def test_the_first_reading_is_kept_and_every_reading_is_noted(staff) -> None:
    request = make_request()
    for at in (NOON, LATER):
        actions.mark_opened(request=request, by=staff, at=at)
    request.refresh_from_db()
    assert request.opened_at == NOON
    events = AuditEvent.objects.about(request).filter(action="viewed", actor=staff)
    assert [event.at for event in events] == [NOON, LATER]


def test_the_oldest_due_comes_first_and_what_is_not_due_last() -> None:
    requests = [make_request() for _ in range(4)]
    for request, hours in zip(requests, (3, 1, None, 2), strict=True):
        due_at = NOON + timedelta(hours=hours) if hours else None
        CallbackRequest.objects.filter(pk=request.pk).update(due_at=due_at)
    found = list(CallbackRequest.objects.oldest_due_first())
    assert found == [requests[1], requests[3], requests[0], requests[2]]
    assert list(CallbackRequest.objects.overdue(at=NOON + timedelta(hours=2))) == [requests[1]]
