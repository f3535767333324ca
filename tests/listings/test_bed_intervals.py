from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from listings.choices import BedState
from listings.models import BedInterval
from tests.factories.listings import NOON, make_bed

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


def add(bed, starts, ends, state=BedState.OCCUPIED):
    """An interval in hours from NOON; `ends` may be None."""
    return BedInterval.objects.create(
        bed=bed,
        state=state,
        starts_at=NOON + starts * HOUR,
        ends_at=None if ends is None else NOON + ends * HOUR,
    )


@pytest.mark.parametrize(
    ("starts", "ends"),
    [(0, 10), (2, 3), (-5, 1), (9, 12), (-5, 20), (-5, None), (5, None), (0, None)],
)
def test_two_intervals_of_a_bed_never_overlap(starts, ends):
    bed = make_bed(state=None)
    add(bed, 0, 10)
    with pytest.raises(IntegrityError), transaction.atomic():
        add(bed, starts, ends)


@pytest.mark.parametrize(("starts", "ends"), [(-5, 0), (10, 12), (10, None), (30, 31)])
def test_intervals_may_touch(starts, ends):
    bed = make_bed(state=None)
    add(bed, 0, 10)
    assert add(bed, starts, ends).pk


def test_nothing_begins_after_an_interval_without_end():
    bed = make_bed(state=None)
    add(bed, 0, None)
    with pytest.raises(IntegrityError), transaction.atomic():
        add(bed, 5, 6)


def test_beds_do_not_overlap_with_each_other():
    first = make_bed(state=None)
    add(first, 0, 10)
    assert add(make_bed(state=None), 0, 10).pk


def test_an_interval_can_not_be_stretched_over_another():
    bed = make_bed(state=None)
    add(bed, 10, 20)
    early = add(bed, 0, 10)
    with pytest.raises(IntegrityError), transaction.atomic():
        BedInterval.objects.filter(pk=early.pk).update(ends_at=NOON + 11 * HOUR)
    BedInterval.objects.filter(pk=early.pk).update(ends_at=NOON + 9 * HOUR)


def test_an_interval_can_not_be_moved_to_a_bed_that_is_taken():
    bed, other = make_bed(state=None), make_bed(state=None)
    add(bed, 0, 10)
    moved = add(other, 5, 6)
    with pytest.raises(IntegrityError), transaction.atomic():
        BedInterval.objects.filter(pk=moved.pk).update(bed=bed)


def test_writing_many_at_once_is_held_to_the_same():
    bed = make_bed(state=None)
    both = [
        BedInterval(bed=bed, state=BedState.OPEN, starts_at=NOON, ends_at=NOON + hours * HOUR)
        for hours in (2, 3)
    ]
    with pytest.raises(IntegrityError), transaction.atomic():
        BedInterval.objects.bulk_create(both)
