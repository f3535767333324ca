from datetime import timedelta

import pytest

from listings import actions
from listings.choices import BedState
from listings.models import House
from listings.occupancy import Filled, by_house, in_total, instants
from tests.factories.accounts import make_staff
from tests.factories.listings import NOON, make_bed, make_house

pytestmark = pytest.mark.django_db

WEEK = timedelta(weeks=1)


def test_it_is_read_from_what_each_bed_was_at_the_time() -> None:
    house, by = make_house(), make_staff()
    first, second = make_bed(house), make_bed(house, since=NOON - WEEK)
    make_bed(house, state=BedState.OUT_OF_SERVICE)
    make_bed(make_house(), state=BedState.OCCUPIED)
    actions.occupy_bed(bed=first, by=by, at=NOON - 2 * WEEK)
    actions.occupy_bed(bed=second, by=by, at=NOON)
    when = instants(NOON, weeks=3)
    expected = [Filled(0, 1), Filled(1, 1), Filled(1, 2), Filled(2, 2)]
    assert by_house([house.pk], when) == {house.pk: expected}
    assert in_total(House.objects.filter(pk=house.pk), when) == expected
    assert in_total(House.objects.all(), when)[-1] == Filled(3, 3)


def test_a_house_without_beds_in_service_has_no_share() -> None:
    assert Filled(0, 0).percent is None
