from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from intake import actions
from intake.choices import CloseReason, Status
from intake.deliveries import hold_ended
from intake.models import CallbackRequest
from listings import actions as beds
from listings.choices import BedState, Role
from listings.desk import desk
from listings.models import Bed, BedInterval
from recovery_site.models import OutboxMessage
from tests.factories.accounts import make_staff
from tests.factories.intake import make_request
from tests.factories.listings import NOON, make_bed, make_house, make_member, make_operator

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
UNTIL = NOON + 48 * HOUR


@pytest.fixture
def by():
    return make_member(role=Role.COORDINATOR).user


@pytest.fixture
def bed():
    return make_bed(make_house())


def talked_to(by, **answers):
    request = make_request(**answers)
    return actions.move_request(request=request, to=Status.CONTACTED, by=by, at=NOON)


def held(bed, by, **answers):
    request = talked_to(by, **answers)
    actions.hold_for_request(request=request, bed=bed, until=UNTIL, by=by, at=NOON)
    return read(request)


def read(request):
    return CallbackRequest.objects.get(pk=request.pk)


def state(bed, at):
    return Bed.objects.with_state(at=at).get(pk=bed.pk).state_now


def test_a_bed_is_held_for_a_request_which_passes_through_offered(bed, by) -> None:
    request = held(bed, by)
    assert (request.status, request.bed_hold.bed) == (Status.BED_HELD, bed)
    moves = request.status_changes.order_by("pk").values_list("to_status", flat=True)
    assert list(moves)[-2:] == [Status.OFFERED, Status.BED_HELD]
    assert state(bed, NOON) == BedState.HELD


@pytest.mark.parametrize("status", sorted(set(Status) - actions.MAY_HAVE_BED))
def test_a_request_that_nobody_talked_to_or_that_is_over_gets_no_bed(bed, by, status) -> None:
    request = make_request()
    reason = CloseReason.COST if status == Status.CLOSED else ""
    CallbackRequest.objects.filter(pk=request.pk).update(status=status, close_reason=reason)
    with pytest.raises(actions.MoveError):
        actions.hold_for_request(request=request, bed=bed, until=UNTIL, by=by, at=NOON)
    assert state(bed, NOON) == BedState.OPEN


def test_one_request_has_one_bed_and_of_its_own_operator(bed, by) -> None:
    request = held(bed, by)
    with pytest.raises(ValidationError, match="already"):
        actions.hold_for_request(
            request=request, bed=make_bed(bed.room.house), until=UNTIL, by=by, at=NOON
        )
    elsewhere, other = make_bed(make_house(operator=make_operator())), talked_to(by)
    with pytest.raises(beds.BedNotOpenError):
        actions.hold_for_request(request=other, bed=elsewhere, until=UNTIL, by=by, at=NOON)


def test_who_moves_in_fills_the_bed_wherever_it_is_said(bed, by) -> None:
    there = held(bed, by)
    actions.move_request(request=there, to=Status.MOVED_IN, by=by, at=NOON + HOUR)
    other = make_bed(bed.room.house)
    here = held(other, by)
    beds.occupy_bed(bed=other, by=by, at=NOON + HOUR)
    for request, place in ((there, bed), (here, other)):
        assert read(request).status == Status.MOVED_IN
        assert state(place, NOON + HOUR) == BedState.OCCUPIED
    assert read(here).due_at is None


def test_a_hold_ends_when_its_request_goes_elsewhere(bed, by) -> None:
    request = held(bed, by)
    actions.move_request(
        request=request, to=Status.CLOSED, reason=CloseReason.COST, by=by, at=NOON + HOUR
    )
    assert state(bed, NOON + HOUR) == BedState.OPEN
    other = make_bed(bed.room.house)
    actions.withdraw_request(request=held(other, by), at=NOON + HOUR)
    assert state(other, NOON + HOUR) == BedState.OPEN


@pytest.mark.parametrize("do", [beds.open_bed, beds.take_out_of_service])
def test_a_request_whose_hold_was_ended_at_the_bed_is_offered_and_due_again(bed, by, do) -> None:
    request = held(bed, by)
    do(bed=bed, by=by, at=NOON + HOUR, reason="a leak")
    assert read(request).status == Status.OFFERED


def test_a_hold_that_runs_out_gives_the_request_back_to_the_queue(bed, by) -> None:
    request = held(bed, by)
    hold = request.bed_hold
    promise = OutboxMessage.objects.get(kind="intake.hold_ended")
    assert promise.due_at == UNTIL
    early = actions.end_hold_in_time(request=request, hold=hold.uuid, at=UNTIL - HOUR)
    assert (early, read(request).status) == (False, Status.BED_HELD)
    hold_ended(promise)  # long after
    assert read(request).status == Status.OFFERED
    hold_ended(promise)
    assert read(request).status_changes.filter(to_status=Status.OFFERED).count() == 2


def test_an_undone_move_in_is_a_hold_again_for_the_same_request(bed, by) -> None:
    request = held(bed, by)
    change = beds.occupy_bed(bed=bed, by=by, at=NOON + HOUR)
    again = beds.undo_change(change=change, by=by, at=NOON + HOUR * 1.1)
    request = read(request)
    assert (request.status, request.bed_hold, again.ends_at) == (Status.BED_HELD, again, UNTIL)


def test_a_cancelled_hold_is_not_taken_up_for_a_request_that_is_over(bed, by) -> None:
    request = held(bed, by)
    actions.move_request(
        request=request, to=Status.CLOSED, reason=CloseReason.COST, by=by, at=NOON + HOUR
    )
    change = BedInterval.objects.get(bed=bed, ends_at=None)
    with pytest.raises(beds.BedNotOpenError):
        beds.undo_change(change=change, by=by, at=NOON + HOUR * 1.1)
    assert state(bed, NOON + 2 * HOUR) == BedState.OPEN


def test_an_erased_request_leaves_no_word_beside_its_bed(bed, by) -> None:
    request = talked_to(by)
    actions.hold_for_request(
        request=request, bed=bed, until=UNTIL, by=by, at=NOON, reason="For Robin"
    )
    actions.erase_request(request=request, by=by, at=NOON + HOUR)
    assert not BedInterval.objects.filter(reason__contains="Robin").exists()
    assert state(bed, NOON + HOUR) == BedState.OPEN


def test_the_desk_names_a_request_to_who_may_see_it_only(bed, by) -> None:
    request = held(bed, by)
    keys = [request.bed_hold_id]
    assert desk().holders(keys, user=by)[keys[0]].words == request.reference
    manager = make_member(role=Role.HOUSE_MANAGER).user
    assert desk().holders(keys, user=manager) == {}
    assert desk().holders(keys, user=make_staff()) == {}


def test_a_reference_that_nobody_has_or_whose_request_gets_no_bed_is_refused(bed, by) -> None:
    who = {"bed": bed, "until": UNTIL, "by": by, "at": NOON, "reason": ""}
    for reference in ("", "K7F-2QD", "nonsense"):
        with pytest.raises(ValidationError, match="no request"):
            desk().hold(reference=reference, **who)
    with pytest.raises(ValidationError, match="can’t have a bed"):
        desk().hold(reference=make_request().reference, **who)
    fine = talked_to(by)
    desk().hold(reference=fine.reference.lower(), **who)
    assert read(fine).status == Status.BED_HELD
