"""Two people press at the same time. One of them has the bed, and the other is told."""

from collections.abc import Callable
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection

from listings import actions
from listings.choices import BedState
from listings.models import Bed, BedInterval
from tests.factories.accounts import make_staff
from tests.factories.listings import NOON, make_bed
from tests.real_database import shared

HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def reached_by_all(transactional_db, tmp_path):
    with shared(tmp_path):
        yield


def at_once(*deeds: Callable[[], object]) -> list[str]:
    """Runs each in a thread with a connection of its own; "done" or the error's name."""
    barrier, ends = Barrier(len(deeds)), []

    def run(deed: Callable[[], object]) -> None:
        try:
            barrier.wait(timeout=10)
            deed()
            ends.append("done")
        except Exception as error:
            ends.append(type(error).__name__)
        finally:
            connection.close()

    threads = [Thread(target=run, args=[deed]) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return sorted(ends)


@pytest.mark.parametrize("turn", range(3))
def test_of_two_who_hold_the_same_bed_one_wins(turn):
    bed, users = make_bed(), [make_staff(), make_staff()]

    def hold(user, late):
        return lambda: actions.hold_bed(
            bed=Bed.objects.get(pk=bed.pk),
            until=NOON + 48 * HOUR,
            by=user,
            at=NOON + late * timedelta.resolution,
            reason="",
        )

    ends = at_once(hold(users[0], 0), hold(users[1], turn))
    assert ends == ["BedNotOpenError", "done"]
    assert BedInterval.objects.filter(bed=bed, state=BedState.HELD).count() == 1


def test_of_one_who_holds_and_one_who_moves_in_nobody_is_lost():
    bed, users = make_bed(), [make_staff(), make_staff()]
    ends = at_once(
        lambda: actions.hold_bed(
            bed=bed, until=NOON + HOUR, by=users[0], at=NOON + timedelta(seconds=1), reason=""
        ),
        lambda: actions.occupy_bed(bed=bed, by=users[1], at=NOON + timedelta(seconds=2)),
    )
    last = BedInterval.objects.filter(bed=bed).order_by("starts_at").last()
    assert last.state == BedState.OCCUPIED
    # The one who moves in may end a hold; who holds comes too late once somebody moved in.
    assert ends in (["done", "done"], ["BedNotOpenError", "done"])


def test_different_beds_do_not_wait_for_each_other_in_vain():
    beds, user = [make_bed(), make_bed()], make_staff()
    ends = at_once(
        *(
            lambda bed=bed: actions.hold_bed(
                bed=bed, until=NOON + HOUR, by=user, at=NOON, reason=""
            )
            for bed in beds
        )
    )
    assert ends == ["done", "done"]
