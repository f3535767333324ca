from datetime import timedelta
from html import unescape

import pytest
from django.utils import timezone

from listings.choices import BedState, HouseStatus
from tests.factories.listings import (
    make_bed,
    make_certification,
    make_city,
    make_photo,
    make_rate,
    make_text,
)
from tests.listings.listed import fresh_house, names

pytestmark = pytest.mark.django_db

URL = "/houses/"


def test_the_list_shows_houses_with_their_beds_and_price(public_page):
    house = fresh_house(name="Banyan House")
    make_bed(house)
    make_rate(house, "225")
    make_certification(house, expires_on=timezone.now().date() + timedelta(days=9))
    page = public_page(URL).content.decode()
    for words in ("Banyan House", "1 bed open", "$225", "FARR level II", "Confirmed today at"):
        assert words in page


@pytest.mark.parametrize(
    "hidden",
    [
        {"status": HouseStatus.DRAFT},
        {"status": HouseStatus.PAUSED},
        {"status": HouseStatus.ARCHIVED},
        {"published_at": timezone.now() + timedelta(days=1)},
    ],
)
def test_a_hidden_house_is_not_listed(public_page, hidden):
    fresh_house(**hidden)
    assert names(public_page(URL)) == []


def test_only_reading_is_allowed(client):
    assert client.post(URL).status_code == 405
    assert client.head(URL).status_code == 200


def test_houses_come_in_the_order_of_their_next_bed(public_page):
    now = timezone.now()
    full = fresh_house(name="Full")
    make_bed(full, state=BedState.OCCUPIED)
    late, soon = fresh_house(name="Late"), fresh_house(name="Soon")
    for house, days in ((late, 20), (soon, 3)):
        opening = now.date() + timedelta(days=days)
        make_bed(house, state=BedState.OCCUPIED, expected_open_on=opening)
    stale = fresh_house(name="A stale one", availability_confirmed_at=now - timedelta(days=8))
    for _ in range(3):
        make_bed(stale)
    fresh_house(name="B without beds")
    two, one, also_one = (fresh_house(name=name) for name in ("Z two", "C one", "B one"))
    for house in (two, two, one, also_one):
        make_bed(house)
    assert names(public_page(URL)) == [
        "Z two", "C one", "B one", "Soon", "Late", "Full", "A stale one", "B without beds",
    ]  # fmt: skip


def test_a_long_list_has_pages_that_keep_the_filters(public_page):
    city = make_city("Lantana")
    for number in range(26):
        fresh_house(city=city, name=f"House {number:02}")
    first = public_page(URL, city="lantana")
    assert len(names(first)) == 24
    assert "?city=lantana&page=2" in unescape(first.content.decode())
    assert names(public_page(URL, city="lantana", page="2")) == ["House 24", "House 25"]
    assert names(public_page(URL, city="lantana", page="9999")) == ["House 24", "House 25"]
    assert len(names(public_page(URL, page="two"))) == 24


def full_house(city=None):
    """With everything that a card may show."""
    house = fresh_house(city=city) if city else fresh_house()
    make_bed(house)
    make_rate(house)
    make_certification(house)
    make_photo(house)
    make_text(house)
    return house


def test_one_house_takes_as_many_queries_as_twelve(public_page):
    url = f"{URL}?max_weekly=300&open=now"
    full_house()
    alone = public_page(url).query_count
    for _ in range(11):
        full_house()
    assert public_page(url).query_count == alone
