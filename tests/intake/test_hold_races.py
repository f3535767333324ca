"""Of several who hold or fill the same bed at once, one has it, whatever way they come."""

from datetime import timedelta

import pytest

from intake import actions
from intake.choices import Status
from intake.models import CallbackRequest
from listings import actions as beds
from listings.choices import BedState
from listings.models import Bed, BedInterval
from tests.factories.accounts import make_staff
from tests.factories.intake import make_request
from tests.factories.listings import NOON, make_bed, make_house
from tests.listings.test_bed_races import at_once
from tests.real_database import shared

LATER = NOON + timedelta(hours=1)
UNTIL = NOON + timedelta(days=2)


@pytest.fixture(autouse=True)
def reached_by_all(transactional_db, tmp_path):
    with shared(tmp_path):
        yield


def offered(by):
    request = actions.move_request(request=make_request(), to=Status.CONTACTED, by=by, at=NOON)
    return actions.move_request(request=request, to=Status.OFFERED, by=by, at=NOON)


def hold(request, bed, by):
    return lambda: actions.hold_for_request(
        request=request, bed=Bed.objects.get(pk=bed.pk), until=UNTIL, by=by, at=LATER
    )


def test_of_three_requests_one_gets_the_bed() -> None:
    by, bed = make_staff(), make_bed(make_house())
    requests = [offered(by) for _ in range(3)]
    ends = at_once(*(hold(request, bed, by) for request in requests))
    assert ends == ["BedNotOpenError", "BedNotOpenError", "done"]
    assert BedInterval.objects.filter(bed=bed, state=BedState.HELD).count() == 1
    assert CallbackRequest.objects.filter(status=Status.BED_HELD).count() == 1


def test_one_request_gets_one_of_two_beds() -> None:
    by, house = make_staff(), make_house()
    request, two = offered(by), [make_bed(house), make_bed(house)]
    ends = at_once(*(hold(request, bed, by) for bed in two))
    assert ends == ["ValidationError", "done"]
    assert BedInterval.objects.filter(state=BedState.HELD).count() == 1


def test_moving_in_at_the_bed_and_at_the_request_fills_it_once() -> None:
    by, bed = make_staff(), make_bed(make_house())
    request = offered(by)
    hold(request, bed, by)()
    at = LATER + timedelta(minutes=1)
    ends = at_once(
        lambda: beds.occupy_bed(bed=bed, by=by, at=at),
        lambda: actions.move_request(request=request, to=Status.MOVED_IN, by=by, at=at),
    )
    assert ends in (["BedNotOpenError", "done"], ["MoveError", "done"])
    assert CallbackRequest.objects.get(pk=request.pk).status == Status.MOVED_IN
    assert BedInterval.objects.filter(bed=bed, state=BedState.OCCUPIED).count() == 1
