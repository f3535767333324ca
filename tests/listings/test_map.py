from decimal import Decimal
from html import unescape

import pytest
from django.utils import timezone

from listings.choices import BedState
from listings.presenters import map_of, places_of
from listings.presenters.map import MILE, OF_CITY
from tests.factories.listings import make_bed, make_city, make_house, make_rate
from tests.listings.as_on_page import as_on_page
from tests.listings.listed import fresh_house

pytestmark = pytest.mark.django_db

POINT = {"latitude": Decimal("26.534271"), "longitude": Decimal("-80.058913")}


def place(**fields):
    [found] = places_of([as_on_page(make_house(**fields))])
    return found


def test_a_house_is_shown_around_its_rounded_point():
    found = place(**POINT)
    assert (found.point, found.radius, found.within_a_mile) == ("26.53,-80.06", MILE, True)


def test_a_house_without_a_point_is_shown_around_its_city_and_wider():
    found = place(city=make_city("Lantana"))
    assert (found.point, found.radius, found.within_a_mile) == ("26.53,-80.07", OF_CITY, False)


def test_half_a_point_is_none():
    house = as_on_page(make_house(**POINT))
    house.public_longitude = None
    assert places_of([house])[0].point == "26.53,-80.07"


def test_a_place_says_what_its_card_says():
    house = make_house(**POINT, name="Oak", city=make_city("Lantana"))
    make_bed(house)
    make_bed(house, state=BedState.OCCUPIED)
    make_rate(house, "225")
    shown = as_on_page(house)
    [found] = places_of([shown])
    assert (found.name, found.city, found.state) == ("Oak", "Lantana, FL", "FL")
    assert (found.key, found.url) == (str(house.uuid), "/houses/lantana/" + house.slug + "/")
    assert (found.tone, found.words) == ("open", "1 bed open")
    assert found.words == shown.availability.words
    assert found.weekly == Decimal(225)


def test_towns_nearby_tell_where_the_map_is():
    here, far = make_city("Lantana"), make_city("Pensacola", longitude=Decimal("-87.21"))
    places = [place(city=here)]
    assert map_of(places, [here, far, here])["map_towns"] == "Lantana 26.53,-80.07"
    assert map_of([], [here, far])["map_towns"] == ""


def test_only_the_states_of_the_places_are_drawn():
    cities = [("Mobile", "AL"), ("Lantana", "FL"), ("Delray", "FL"), ("Nowhere", "ZZ")]
    places = [place(city=make_city(name, state=state)) for name, state in cities]
    assert (
        map_of(places, [])["map_outlines"]
        == "/static/vendor/us-atlas/al.json /static/vendor/us-atlas/fl.json"
    )
    assert map_of([], [])["map_outlines"] == ""


@pytest.mark.parametrize("page_of", [lambda house: "/houses/", lambda house: "/houses/lantana/"])
def test_without_javascript_the_map_is_a_list_of_places(page_of, public_page):
    house = fresh_house(**POINT, name="Oak", city=make_city("Lantana"))
    make_bed(house)
    page = unescape(public_page(page_of(house)).content.decode())
    listed = page[page.index('<ul class="map-places">') :]
    listed = listed[: listed.index("</ul>")]
    for words in (f'<a href="{house.get_absolute_url()}">Oak</a>', "Lantana, FL", "1 bed open"):
        assert words in listed
    # The card and its place find each other.
    assert f'data-house="{house.uuid}"' in page
    assert f'data-place="{house.uuid}"' in listed


def test_a_list_without_homes_has_no_map(public_page):
    fresh_house()
    assert "data-map" not in public_page("/houses/", max_weekly="1").content.decode()


def test_the_house_page_says_how_close_its_circle_is(public_page):
    house = fresh_house(**POINT)
    page = public_page(house.get_absolute_url()).content.decode()
    assert "within about a mile" in page
    assert 'data-radius="1609"' in page


def test_the_house_page_claims_no_mile_for_a_house_without_a_point(public_page):
    house = fresh_house(city=make_city("Lantana"), published_at=timezone.now())
    page = unescape(public_page(house.get_absolute_url()).content.decode())
    assert "about a mile" not in page
    assert "Somewhere in or near Lantana, FL." in page
