from datetime import timedelta
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from listings.choices import BedState
from listings.models import Bed, BedInterval, House
from tests.factories.listings import make_bed, make_house, make_room

pytestmark = pytest.mark.django_db

MAY_CHANGE = ("listings.view_house", "listings.change_bed")


def url(house) -> str:
    return f"/admin/listings/house/{house.pk}/beds/"


def press(client, bed, do, **values):
    return client.post(url(bed.room.house), {"bed": bed.pk, "do": do, **values})


def state(bed) -> str:
    return Bed.objects.with_state(at=timezone.now()).get(pk=bed.pk).state_now


def day(ahead: int) -> str:
    return str(timezone.localdate() + timedelta(days=ahead))


@pytest.fixture
def manager(sign_in):
    return sign_in(*MAY_CHANGE)


@pytest.mark.usefixtures("manager")
class TestChanging:
    @pytest.mark.parametrize(
        ("before", "do", "after"),
        [
            (BedState.OCCUPIED, "open", BedState.OPEN),
            (BedState.OUT_OF_SERVICE, "open", BedState.OPEN),
            (BedState.OPEN, "occupy", BedState.OCCUPIED),
            (None, "open", BedState.OPEN),
            (None, "occupy", BedState.OCCUPIED),
        ],
    )
    def test_one_press_changes_a_bed(self, client, manager, before, do, after):
        bed = make_bed(state=before)
        assert press(client, bed, do).status_code == 302
        assert state(bed) == after
        assert BedInterval.objects.order_by("starts_at").last().by == manager

    def test_a_bed_is_held_through_a_day_and_opened_again(self, client):
        bed = make_bed()
        assert press(client, bed, "hold", until=day(2), reason="visit").status_code == 302
        assert state(bed) == BedState.HELD
        end = BedInterval.objects.get(state=BedState.HELD).ends_at
        assert timezone.localdate(end) == timezone.localdate() + timedelta(days=2)
        press(client, bed, "open")
        assert state(bed) == BedState.OPEN

    def test_a_hold_through_today_ends_later_than_now(self, client):
        bed = make_bed()
        assert press(client, bed, "hold", until=day(0), reason="visit").status_code == 302
        assert BedInterval.objects.get(state=BedState.HELD).ends_at > timezone.now()

    def test_an_expected_opening_is_saved_and_shown(self, client):
        bed = make_bed(state=BedState.OCCUPIED)
        press(client, bed, "expect", on=day(9))
        assert BedInterval.objects.get().expected_open_on == (
            timezone.localdate() + timedelta(days=9)
        )
        assert "Expected to open" in client.get(url(bed.room.house)).content.decode()

    def test_a_bed_goes_out_of_service_with_a_reason(self, client):
        bed = make_bed()
        assert press(client, bed, "close", reason="paint", on=day(3)).status_code == 302
        assert state(bed) == BedState.OUT_OF_SERVICE

    @pytest.mark.parametrize(
        ("before", "do", "values", "words"),
        [
            (BedState.OPEN, "hold", {"reason": "x"}, "Say how long the bed is held."),
            (BedState.OPEN, "hold", {"until": day(1)}, "Say why, without a name."),
            (BedState.OPEN, "hold", {"until": day(-1), "reason": "x"}, "This day has gone by."),
            (BedState.OPEN, "close", {}, "Say why, without a name."),
            (BedState.OPEN, "occupy", {"on": "someday"}, "Enter a valid date."),
            (BedState.OCCUPIED, "occupy", {}, "Somebody changed this bed a moment ago."),
            (BedState.OPEN, "expect", {"on": day(1)}, "Somebody changed this bed a moment ago."),
            (BedState.OPEN, "sell", {}, "Select a valid choice"),
        ],
    )
    def test_what_can_not_be_is_told_at_the_bed_and_what_was_typed_stays(
        self, client, before, do, values, words
    ):
        bed = make_bed(state=before)
        response = press(client, bed, do, **values)
        page = unescape(response.content.decode())
        assert response.status_code == 422
        assert words in page
        assert all(f'value="{value}"' in page for value in values.values())
        assert state(bed) == before

    @pytest.mark.parametrize("number", ["", "0", "x", "999999", "9" * 40])
    def test_a_bed_that_is_not_there_is_not_found(self, client, number):
        bed = make_bed()
        response = client.post(url(bed.room.house), {"bed": number, "do": "open"})
        assert response.status_code == 404

    def test_a_bed_of_another_house_is_not_found(self, client):
        bed, house = make_bed(), make_house()
        response = client.post(url(house), {"bed": bed.pk, "do": "occupy"})
        assert (response.status_code, state(bed)) == (404, BedState.OPEN)

    def test_reading_changes_nothing(self, client):
        bed = make_bed()
        client.get(url(bed.room.house), {"bed": bed.pk, "do": "occupy", "confirm": "1"})
        assert state(bed) == BedState.OPEN

    def test_the_page_takes_as_many_queries_for_one_bed_as_for_twelve(self, client):
        def count():
            with CaptureQueriesContext(connection) as queries:
                assert client.get(url(house)).status_code == 200
            return len(queries)

        house = make_house()
        make_bed(house)
        alone = count()
        for _ in range(11):
            make_bed(house)
        make_bed(room=make_room(house), state=None)
        assert count() == alone


def test_nothing_changed_is_confirmed_with_one_press(client, sign_in):
    user = sign_in(*MAY_CHANGE)
    house = make_house(availability_confirmed_at=None)
    make_bed(house)
    assert 'name="confirm"' in client.get(url(house)).content.decode()
    assert client.post(url(house), {"confirm": "1"}).status_code == 302
    assert House.objects.get().availability_confirmed_by == user


def test_who_may_only_look_sees_no_buttons_and_can_not_press_them(client, sign_in):
    sign_in("listings.view_house")
    bed = make_bed()
    page = client.get(url(bed.room.house)).content.decode()
    assert "<button name=" not in page
    assert press(client, bed, "occupy").status_code == 403
    assert client.post(url(bed.room.house), {"confirm": "1"}).status_code == 403
    assert state(bed) == BedState.OPEN


def test_who_may_nothing_is_refused(client, sign_in):
    sign_in()
    assert client.get(url(make_house())).status_code == 403


def test_a_stranger_is_asked_to_sign_in(client):
    response = client.get(url(make_house()))
    assert (response.status_code, "login" in response.url) == (302, True)


def test_a_house_that_is_not_there_is_not_found(client, sign_in):
    sign_in(*MAY_CHANGE)
    assert client.get("/admin/listings/house/999999/beds/").status_code == 404
