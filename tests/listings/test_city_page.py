from datetime import timedelta

import pytest
from django.utils import timezone

from listings.choices import HouseStatus
from listings.models import CityText
from tests.factories.listings import make_bed, make_city, make_house, make_photo, make_rate
from tests.listings.listed import names

pytestmark = pytest.mark.django_db


def house_in(city, **fields):
    now = timezone.now()
    house = make_house(
        city=city, **{"availability_confirmed_at": now, "published_at": now} | fields
    )
    make_bed(house)
    make_rate(house)
    return house


def test_a_city_shows_its_words_and_its_houses(public_page):
    city = make_city("Lantana")
    CityText.objects.create(city=city, language="en", intro="A quiet fishing town.")
    house = house_in(city, name="Oak")
    house_in(make_city("Greenacres"), name="Elsewhere")
    response = public_page(city.get_absolute_url())
    page = response.content.decode()
    assert names(response) == [house.name]
    for words in ("A quiet fishing town.", "Oak", "Greenacres"):
        assert words in page
    assert (response.context["house_total"], response.context["open_bed_total"]) == (1, 1)


def test_a_city_without_words_has_a_page(public_page):
    city = make_city()
    house_in(city)
    public_page(city.get_absolute_url())


def test_a_city_without_a_public_house_is_not_found(client):
    city = make_city()
    assert client.get(city.get_absolute_url()).status_code == 404
    house_in(city, status=HouseStatus.PAUSED)
    assert client.get(city.get_absolute_url()).status_code == 404


def test_only_reading_is_allowed(client):
    city = make_city()
    house_in(city)
    assert client.post(city.get_absolute_url()).status_code == 405


def test_stale_beds_do_not_count(public_page):
    city = make_city()
    house_in(city, availability_confirmed_at=timezone.now() - timedelta(days=8))
    context = public_page(city.get_absolute_url()).context
    assert (context["house_total"], context["open_bed_total"]) == (1, 0)


def test_one_house_takes_as_many_queries_as_twelve(public_page):
    def count():
        return public_page(city.get_absolute_url()).query_count

    city = make_city()
    make_photo(house_in(city))
    alone = count()
    for _ in range(11):
        make_photo(house_in(city))
        house_in(make_city())
    assert count() == alone


def test_a_long_city_has_pages(public_page):
    city = make_city()
    for _ in range(25):
        house_in(city)
    assert len(public_page(city.get_absolute_url()).context["cards"]) == 24
    assert len(public_page(city.get_absolute_url() + "?page=2").context["cards"]) == 1
