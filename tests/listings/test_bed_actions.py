from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from listings import actions
from listings.choices import BedState
from listings.models import Bed, BedInterval, House
from recovery_site.models import AuditEvent
from tests.factories.accounts import make_staff
from tests.factories.listings import NOON, make_bed, make_house

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
TICK = timedelta.resolution


@pytest.fixture
def by():
    return make_staff()


def life(bed):
    rows = BedInterval.objects.filter(bed=bed).order_by("starts_at")
    return [(row.state, row.ends_at) for row in rows]


def state(bed, at):
    return Bed.objects.with_state(at=at).get(pk=bed.pk).state_now


def test_a_hold_ends_by_itself(by):
    bed = make_bed()
    until = NOON + 48 * HOUR
    actions.hold_bed(bed=bed, until=until, by=by, at=NOON, reason="visit on Friday")
    assert state(bed, NOON - TICK) == BedState.OPEN
    assert state(bed, NOON) == BedState.HELD
    assert state(bed, until - TICK) == BedState.HELD
    assert state(bed, until) == BedState.OPEN


def test_a_hold_has_to_end_later_than_now(by):
    with pytest.raises(ValidationError, match="later than now"):
        actions.hold_bed(bed=make_bed(), until=NOON, by=by, at=NOON, reason="")


@pytest.mark.parametrize("taken", [BedState.OCCUPIED, BedState.OUT_OF_SERVICE, BedState.HELD, None])
def test_only_an_open_bed_can_be_held(by, taken):
    until = NOON + HOUR if taken == BedState.HELD else None
    bed = make_bed(state=taken, until=until)
    with pytest.raises(actions.BedNotOpenError):
        actions.hold_bed(bed=bed, until=NOON + 2 * HOUR, by=by, at=NOON, reason="")


def test_somebody_moves_in_on_a_hold_and_its_planned_end_is_forgotten(by):
    bed = make_bed()
    actions.hold_bed(bed=bed, until=NOON + 48 * HOUR, by=by, at=NOON, reason="")
    actions.occupy_bed(bed=bed, by=by, at=NOON + HOUR)
    assert life(bed) == [
        (BedState.OPEN, NOON),
        (BedState.HELD, NOON + HOUR),
        (BedState.OCCUPIED, None),
    ]


def test_a_cancelled_hold_opens_the_bed_at_once(by):
    bed = make_bed()
    hold = actions.hold_bed(bed=bed, until=NOON + 48 * HOUR, by=by, at=NOON, reason="")
    actions.cancel_hold(hold=hold, by=by, at=NOON + HOUR)
    assert state(bed, NOON + HOUR) == BedState.OPEN
    assert life(bed)[-1] == (BedState.OPEN, None)


def test_a_hold_that_is_over_can_not_be_cancelled(by):
    bed = make_bed()
    hold = actions.hold_bed(bed=bed, until=NOON + HOUR, by=by, at=NOON, reason="")
    with pytest.raises(actions.BedNotOpenError):
        actions.cancel_hold(hold=hold, by=by, at=NOON + HOUR)


@pytest.mark.parametrize("taken", [BedState.OCCUPIED, BedState.OUT_OF_SERVICE])
def test_nobody_moves_into_a_bed_that_is_taken(by, taken):
    with pytest.raises(actions.BedNotOpenError):
        actions.occupy_bed(bed=make_bed(state=taken), by=by, at=NOON)


def test_the_first_state_of_a_new_bed_may_be_any(by):
    bed, other = make_bed(state=None), make_bed(state=None)
    actions.occupy_bed(bed=bed, by=by, at=NOON)
    actions.take_out_of_service(bed=other, by=by, at=NOON, reason="paint")
    assert (state(bed, NOON), state(other, NOON)) == (
        BedState.OCCUPIED,
        BedState.OUT_OF_SERVICE,
    )


def test_opening_an_open_bed_changes_nothing(by):
    bed = make_bed()
    before = life(bed)
    actions.open_bed(bed=bed, by=by, at=NOON)
    assert life(bed) == before


def test_an_expected_opening_is_set_on_a_taken_bed_and_audited(by):
    bed = make_bed(state=BedState.OCCUPIED)
    actions.expect_opening(bed=bed, on=date(2026, 4, 1), by=by, at=NOON)
    assert BedInterval.objects.get(bed=bed).expected_open_on == date(2026, 4, 1)
    assert AuditEvent.objects.about(bed).get().actor == by


def test_an_open_bed_is_not_expected_to_open(by):
    with pytest.raises(actions.BedNotOpenError):
        actions.expect_opening(bed=make_bed(), on=date(2026, 4, 1), by=by, at=NOON)


@pytest.mark.parametrize(
    "late",
    [
        lambda bed, by: actions.open_bed(bed=bed, by=by, at=NOON),
        lambda bed, by: actions.occupy_bed(bed=bed, by=by, at=NOON),
        lambda bed, by: actions.take_out_of_service(bed=bed, by=by, at=NOON, reason=""),
        lambda bed, by: actions.hold_bed(bed=bed, until=NOON + HOUR, by=by, at=NOON, reason=""),
    ],
)
def test_whoever_read_the_clock_earlier_but_came_later_undoes_nothing(by, late):
    bed = make_bed(since=NOON - HOUR, until=NOON + TICK)
    hold = BedInterval.objects.create(
        bed=bed, state=BedState.HELD, starts_at=NOON + TICK, ends_at=NOON + HOUR
    )
    BedInterval.objects.create(bed=bed, state=BedState.OPEN, starts_at=NOON + HOUR)
    with pytest.raises(actions.BedNotOpenError):
        late(bed, by)
    assert BedInterval.objects.filter(pk=hold.pk).exists()


def test_a_confirmation_is_kept_with_who_and_when(by):
    house = make_house(availability_confirmed_at=None)
    actions.confirm_availability(house=house, by=by, at=NOON)
    kept = House.objects.get(pk=house.pk)
    assert (kept.availability_confirmed_at, kept.availability_confirmed_by) == (NOON, by)
    assert AuditEvent.objects.about(house).get().action == "confirmed availability"
