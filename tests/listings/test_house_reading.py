"""What the page of a house reads, and what it leaves where it is."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from listings.house_page import read_house
from recovery_site import editions
from tests.listings.test_house_page import full_house

pytestmark = pytest.mark.django_db

FOR_STAFF = {"street_address", "latitude", "longitude"}
ONE_AGAIN = "LIMIT 21"  # Django fetches a value that was left out by `get`


@pytest.mark.parametrize("sheet", ["", "questions/"])
def test_no_value_that_was_left_out_is_asked_for_later(client, sheet):
    house = full_house()
    full_house()
    editions.current(at=timezone.now())
    with CaptureQueriesContext(connection) as queries:
        assert client.get(house.get_absolute_url() + sheet).status_code == 200
    assert not [one["sql"] for one in queries if ONE_AGAIN in one["sql"]]


def test_what_only_staff_may_know_is_not_even_read(settings):
    house = full_house(street_address="12 Oak Street")
    now = timezone.now()
    editions.current(at=now)
    read = read_house(house.city.slug, house.slug, at=now, language=settings.LANGUAGE_CODE)
    assert read.get_deferred_fields() >= FOR_STAFF
