import re
from datetime import timedelta
from html import unescape

import pytest
from django.utils import timezone

from listings.choices import Gender
from tests.factories.listings import (
    make_bed,
    make_rate,
    make_room,
)
from tests.listings.listed import fresh_house, names, some_houses

pytestmark = pytest.mark.django_db

URL = "/houses/"


BOYNTON_MEN = {"city": "boynton-beach", "gender": "men"}


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"city": "delray-beach"}, {"Men in Delray"}),
        ({"gender": "women"}, {"Women in Boynton"}),
        ({**BOYNTON_MEN, "max_weekly": "250", "open": "now"}, {"Men in Boynton"}),
        (
            {**BOYNTON_MEN, "max_weekly": "225.00"},
            {"Men in Boynton", "Full men in Boynton"},
        ),
        ({**BOYNTON_MEN, "max_weekly": "$1,000"}, {
            "Men in Boynton", "Full men in Boynton", "Dear men in Boynton",
        }),
        ({**BOYNTON_MEN, "ask": "price"}, {"Unpriced men in Boynton"}),
        ({"city": "delray-beach", "gender": "women"}, set()),
    ],
)  # fmt: skip
def test_filters_narrow_the_list_together(public_page, asked, found):
    some_houses()
    response = public_page(URL, **asked)
    assert set(names(response)) == found
    assert response.context["house_total"] == len(found)


def test_the_counts_are_those_of_what_was_asked(public_page):
    some_houses()
    context = public_page(URL, **BOYNTON_MEN).context
    assert (context["house_total"], context["open_bed_total"]) == (4, 3)


def test_open_now_means_a_bed_that_this_person_may_have(public_page):
    house = fresh_house(gender=Gender.ALL)
    make_bed(room=make_room(house, gender=Gender.MEN))
    assert names(public_page(URL, gender="women", open="now")) == []
    context = public_page(URL, gender="men", open="now").context
    assert (len(context["cards"]), context["open_bed_total"]) == (1, 1)


def test_a_stale_house_is_not_open(public_page):
    old = timezone.now() - timedelta(days=7, seconds=1)
    make_bed(fresh_house(availability_confirmed_at=old))
    context = public_page(URL, open="now").context
    assert (context["house_total"], context["open_bed_total"]) == (0, 0)


def test_houses_without_a_price_are_counted_and_linked(public_page):
    some_houses()
    response = public_page(URL, **BOYNTON_MEN, max_weekly="250")
    (unknown,) = response.context["unknowns"]
    assert unknown["words"].startswith("1 more home fits")
    link = unknown["url"]
    assert link in unescape(response.content.decode())
    assert names(public_page(link)) == ["Unpriced men in Boynton"]


def test_without_a_price_asked_nothing_is_said_of_missing_prices(public_page):
    some_houses()
    assert public_page(URL, **BOYNTON_MEN).context["unknowns"] == []


WRONG = [
    ("city", "atlantis", "We have no home there"),
    ("city", "x\x00y", "We have no home there"),
    ("gender", "robots", "choose one from the list"),
    ("max_weekly", "-5", "at least $1"),
    ("max_weekly", "0", "at least $1"),
    ("max_weekly", "cheap", "an amount in dollars"),
    ("max_weekly", "NaN", "an amount in dollars"),
    ("max_weekly", "1e999", "below $100,000"),
    ("max_weekly", "100000", "below $100,000"),
    ("max_weekly", "10.999", "two digits for the cents"),
    ("open", "later", "tick the box"),
]


@pytest.mark.parametrize(("field", "value", "words"), WRONG)
def test_a_wrong_value_is_told_at_its_field_and_spoils_no_other(public_page, field, value, words):
    some_houses()
    asked = {"city": "delray-beach", field: value}
    response = public_page(URL, status=422, **asked)
    assert words in unescape(response.content.decode())
    assert set(response.context["filter_form"].errors) == {field}
    expected = 6 if field == "city" else 1
    assert len(names(response)) == expected


def test_what_was_typed_stays_in_its_field(public_page):
    page = public_page(URL, status=422, max_weekly='"><b>').content.decode()
    assert 'value="&quot;&gt;&lt;b&gt;"' in page


@pytest.mark.parametrize(
    "query", ["?colour=green", "?city=&gender=&max_weekly=&open=", "?page=", "?utm_source=x"]
)
def test_what_we_do_not_know_or_is_empty_is_ignored(public_page, query):
    some_houses()
    assert len(names(public_page(URL + query))) == 6


@pytest.mark.parametrize("name", ["city", "gender", "max_weekly", "page", "anything"])
def test_a_query_of_ten_kilobytes_is_answered(client, name):
    some_houses()
    response = client.get(URL, {name: "9" * 10_000})
    assert response.status_code in {200, 422}


def test_each_filter_in_use_can_be_taken_away(public_page):
    some_houses()
    response = public_page(URL, **BOYNTON_MEN, max_weekly="250", open="now")
    chips = {chip["label"]: chip["remove_url"] for chip in response.context["chips"]}
    assert set(chips) == {"Boynton Beach, FL", "Men", "Up to $250 a week", "A bed is open now"}
    assert chips["Men"] == "/houses/?city=boynton-beach&open=now&max_weekly=250"
    for url in chips.values():
        assert len(public_page(url).context["chips"]) == 3


def test_no_filter_shows_no_chip(public_page):
    assert public_page(URL).context["chips"] == []


def test_a_list_of_one_city_says_so(public_page):
    some_houses()
    assert public_page(URL, city="delray-beach").context["heading"].endswith("in Delray Beach")


def test_the_page_has_a_canonical_address_and_a_description(public_page):
    some_houses()
    page = public_page(URL, **BOYNTON_MEN).content.decode()
    assert re.search(r'rel="canonical" href="http://localhost:8000/houses/boynton-beach/"', page)
    assert re.search(r'name="description" content="[^"]{20,}"', page)


def test_a_monthly_price_is_compared_by_the_week(public_page):
    house = fresh_house()
    make_rate(house, "1150", period="month")
    assert names(public_page(URL, max_weekly="265.37")) == []
    response = public_page(URL, max_weekly="265.38")
    assert "$265.38" in response.content.decode()
