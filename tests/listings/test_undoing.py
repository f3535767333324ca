from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from listings import actions
from listings.choices import BedState
from listings.models import Bed, BedInterval
from recovery_site.models import AuditEvent
from tests.factories.accounts import make_staff
from tests.factories.listings import NOON, make_bed

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


@pytest.fixture
def by():
    return make_staff()


def state(bed, at):
    return Bed.objects.with_state(at=at).get(pk=bed.pk).state_now


def test_an_undone_change_stays_in_the_history(by) -> None:
    bed = make_bed(state=BedState.OCCUPIED)
    change = actions.open_bed(bed=bed, by=by, at=NOON)
    actions.undo_change(change=change, by=by, at=NOON + MINUTE)
    assert state(bed, NOON + MINUTE) == BedState.OCCUPIED
    life = BedInterval.objects.filter(bed=bed).order_by("starts_at")
    assert [each.state for each in life] == ["occupied", "open", "occupied"]
    assert life.last().undoes == change
    assert AuditEvent.objects.about(bed).get().action == "undid a bed"


def test_a_hold_that_was_cancelled_by_mistake_goes_on_to_its_own_end(by) -> None:
    bed, until = make_bed(), NOON + 48 * HOUR
    hold = actions.hold_bed(bed=bed, until=until, by=by, at=NOON, reason="a visit")
    change = actions.cancel_hold(hold=hold, by=by, at=NOON + HOUR)
    again = actions.undo_change(change=change, by=by, at=NOON + HOUR + MINUTE)
    assert (again.state, again.ends_at, again.reason) == (BedState.HELD, until, "a visit")
    assert (state(bed, until - MINUTE), state(bed, until)) == (BedState.HELD, BedState.OPEN)


def test_a_hold_whose_end_has_passed_meanwhile_is_not_taken_up_again(by) -> None:
    bed = make_bed()
    actions.hold_bed(bed=bed, until=NOON + 3 * MINUTE, by=by, at=NOON, reason="")
    change = actions.occupy_bed(bed=bed, by=by, at=NOON + MINUTE)
    actions.undo_change(change=change, by=by, at=NOON + 4 * MINUTE)
    assert state(bed, NOON + 4 * MINUTE) == BedState.OPEN


def refused(change, by, at) -> bool:
    try:
        actions.undo_change(change=change, by=by, at=at)
    except actions.BedNotOpenError:
        return True
    return False


def test_only_the_latest_change_is_undone_within_ten_minutes_and_once(by) -> None:
    bed = make_bed()
    first = actions.occupy_bed(bed=bed, by=by, at=NOON)
    assert refused(first, by, NOON + actions.UNDO_WITHIN)
    second = actions.open_bed(bed=bed, by=by, at=NOON + MINUTE)
    assert refused(first, by, NOON + 2 * MINUTE)
    again = actions.undo_change(change=second, by=by, at=NOON + 2 * MINUTE)
    assert refused(second, by, NOON + 3 * MINUTE)
    assert refused(again, by, NOON + 3 * MINUTE)


def test_there_is_nothing_before_the_first_state_and_before_an_end_by_the_clock(by) -> None:
    new, bed = make_bed(state=None), make_bed()
    assert refused(actions.occupy_bed(bed=new, by=by, at=NOON), by, NOON + MINUTE)
    actions.hold_bed(bed=bed, until=NOON + HOUR, by=by, at=NOON, reason="")
    opened = BedInterval.objects.get(bed=bed, starts_at=NOON + HOUR)
    assert refused(opened, by, NOON + HOUR + MINUTE)


def test_the_database_lets_a_change_be_undone_once(by) -> None:
    bed, other = make_bed(), make_bed(state=None)
    change = actions.occupy_bed(bed=bed, by=by, at=NOON)
    actions.undo_change(change=change, by=by, at=NOON + MINUTE)
    with pytest.raises(IntegrityError), transaction.atomic():
        BedInterval.objects.create(bed=other, state="open", starts_at=NOON, undoes=change)
