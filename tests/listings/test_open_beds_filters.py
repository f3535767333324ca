"""What may be asked of the open beds, and in which order they come."""

from datetime import timedelta
from html import unescape

import pytest

from listings.choices import BedState, Gender, MedicationRule, OpeningOrder
from listings.models import HouseMedication
from listings.openings import OpeningFilter, openings
from tests.factories.listings import NOON, make_bed, make_city, make_house, make_rate
from tests.listings.listed import fresh_house
from tests.listings.test_open_beds import TICK, URL, names, today

pytestmark = pytest.mark.django_db


def some_beds():
    lantana, delray = make_city("Lantana"), make_city("Delray Beach")
    for name, city, gender, rule in [
        ("Men in Lantana", lantana, Gender.MEN, MedicationRule.ACCEPTED),
        ("Women in Lantana", lantana, Gender.WOMEN, MedicationRule.ACCEPTED),
        ("Men in Delray", delray, Gender.MEN, MedicationRule.ASK),
    ]:
        house = fresh_house(name=name, city=city, gender=gender)
        HouseMedication.objects.create(house=house, methadone=rule)
        make_bed(house)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, {"Men in Lantana", "Women in Lantana", "Men in Delray"}),
        ({"gender": "women"}, {"Women in Lantana"}),
        ({"city": "delray-beach"}, {"Men in Delray"}),
        ({"medication": "methadone"}, {"Men in Lantana", "Women in Lantana"}),
        ({"medication": "naltrexone"}, set()),
        ({"medication": "methadone", "gender": "men"}, {"Men in Lantana"}),
        ({"colour": "green", "city": ""}, {"Men in Lantana", "Women in Lantana", "Men in Delray"}),
    ],
)
def test_filters_narrow_the_list_together(public_page, asked, found):
    some_beds()
    assert set(names(public_page(URL, **asked))) == found


WRONG = [
    ("gender", "robots", "choose one from the list"),
    ("medication", "aspirin", "choose one from the list"),
    ("city", "nowhere", "no home there"),
    ("by", "soon", "write a date"),
    ("by", "2020-01-01", "has gone by"),
    ("by", "2026-02-30", "write a date"),
    ("sort", "random", "choose how to sort"),
]


@pytest.mark.parametrize(("field", "value", "words"), WRONG)
def test_a_wrong_value_is_told_at_its_field_and_spoils_no_other(public_page, field, value, words):
    some_beds()
    kept = {"gender": "women"} if field != "gender" else {"city": "delray-beach"}
    response = public_page(URL, status=422, **kept | {field: value})
    assert words in unescape(response.content.decode())
    assert set(response.context["filter_form"].errors) == {field}
    assert len(names(response)) == 1


def test_the_last_day_that_may_be_asked_for_is_not_before_today(public_page):
    public_page(URL, by=str(today()))
    public_page(URL, status=422, by=str(today() - timedelta(days=1)))


@pytest.mark.parametrize("url", ["/beds/open.csv", "/beds/feed/"])
def test_a_machine_is_told_what_was_wrong(client, url):
    response = client.get(url, {"by": "soon"})
    assert response.status_code == 422
    assert response.content.decode().startswith("by: Please write a date")


@pytest.mark.parametrize("name", ["gender", "medication", "city", "by", "sort", "page", "any"])
def test_a_query_of_ten_kilobytes_is_answered(client, name):
    assert client.get(URL, {name: "9" * 10_000}).status_code in {200, 422}


def test_the_links_keep_what_was_asked(public_page):
    some_beds()
    page = unescape(public_page(URL, gender="men", sort="cost").content.decode())
    assert 'href="/beds/?gender=men&sort=city"' in page
    assert 'href="/beds/?gender=men"' in page
    assert 'href="/beds/open.csv?gender=men&sort=cost"' in page
    assert '<input type="hidden" name="sort" value="cost"' in page


def in_order(sort: str) -> list[str]:
    return [row.house_name for row in openings(OpeningFilter(sort=sort, by=LATER), at=NOON)]


LATER = NOON.date() + timedelta(days=30)


def test_every_order_is_what_it_says():
    for name, city, rate, minutes, opens in [
        ("Alder", "West", None, 1, None),
        ("Birch", "North", "150", 3, 9),
        ("Cedar", "East", "250", 2, 4),
    ]:
        confirmed = NOON - timedelta(minutes=minutes)
        house = make_house(name=name, city=make_city(city), availability_confirmed_at=confirmed)
        day = NOON.date() + timedelta(days=opens) if opens else None
        make_bed(house, state=BedState.OCCUPIED if day else BedState.OPEN, expected_open_on=day)
        if rate:
            make_rate(house, rate)
    assert in_order("soonest") == ["Alder", "Cedar", "Birch"]
    assert in_order("cost") == ["Birch", "Cedar", "Alder"]
    assert in_order("city") == ["Cedar", "Birch", "Alder"]
    assert in_order("confirmed") == ["Alder", "Cedar", "Birch"]


@pytest.mark.parametrize("sort", OpeningOrder.values)
def test_equal_rows_come_in_one_order_always(sort):
    city = make_city()
    keys = [make_bed(make_house(name="Same", city=city)).room.house_id for _ in range(5)]
    found = [row.house_id for row in openings(OpeningFilter(sort=sort), at=NOON)]
    assert found == keys


def test_search_engines_are_told_of_the_plain_list_only(public_page):
    plain = public_page(URL).content.decode()
    assert "noindex" not in plain
    asked = public_page(URL, gender="men").content.decode()
    assert '<meta name="robots" content="noindex, follow">' in asked
    assert 'rel="canonical" href="http://localhost:8000/beds/"' in asked


def test_a_hold_that_is_over_frees_nothing_by_itself():
    make_bed(make_house(), state=BedState.HELD, until=NOON)
    assert openings(OpeningFilter(), at=NOON) == []
    assert openings(OpeningFilter(), at=NOON - TICK) == []
