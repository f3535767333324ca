import re
from datetime import timedelta
from decimal import Decimal
from html import unescape

import pytest
from django.utils import timezone

from listings.choices import BedState, Gender, HouseStatus
from tests.factories.listings import (
    make_bed,
    make_certification,
    make_city,
    make_house,
    make_photo,
    make_rate,
    make_room,
    make_text,
)

pytestmark = pytest.mark.django_db

URL = "/houses/"


def fresh_house(**fields):
    """Confirmed an hour ago by the real clock, which the pages read."""
    now = timezone.now()
    values = {"availability_confirmed_at": now - timedelta(hours=1), "published_at": now}
    return make_house(**values | fields)


def names(response) -> list[str]:
    return [house.name for house in response.context["page_obj"]]


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
        "Z two", "B one", "C one", "Soon", "Late", "Full", "A stale one", "B without beds",
    ]  # fmt: skip


def some_houses():
    """One house for each answer that a filter could give."""
    boynton, delray = make_city("Boynton Beach"), make_city("Delray Beach")
    for name, city, gender, price, state in [
        ("Men in Boynton", boynton, Gender.MEN, "225", BedState.OPEN),
        ("Dear men in Boynton", boynton, Gender.MEN, "300", BedState.OPEN),
        ("Full men in Boynton", boynton, Gender.MEN, "200", BedState.OCCUPIED),
        ("Women in Boynton", boynton, Gender.WOMEN, "225", BedState.OPEN),
        ("Men in Delray", delray, Gender.MEN, "225", BedState.OPEN),
        ("Unpriced men in Boynton", boynton, Gender.MEN, None, BedState.OPEN),
    ]:
        house = fresh_house(name=name, city=city, gender=gender)
        make_bed(house, state=state)
        if price:
            make_rate(house, price)


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
        ({**BOYNTON_MEN, "price": "ask"}, {"Unpriced men in Boynton"}),
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
    assert (len(context["page_obj"].object_list), context["open_bed_total"]) == (1, 1)


def test_a_stale_house_is_not_open(public_page):
    old = timezone.now() - timedelta(days=7, seconds=1)
    make_bed(fresh_house(availability_confirmed_at=old))
    context = public_page(URL, open="now").context
    assert (context["house_total"], context["open_bed_total"]) == (0, 0)


def test_houses_without_a_price_are_counted_and_linked(public_page):
    some_houses()
    response = public_page(URL, **BOYNTON_MEN, max_weekly="250")
    assert response.context["unpriced_total"] == 1
    link = response.context["unpriced_url"]
    assert link in unescape(response.content.decode())
    assert names(public_page(link)) == ["Unpriced men in Boynton"]


def test_without_a_price_asked_nothing_is_said_of_missing_prices(public_page):
    some_houses()
    assert "unpriced_total" not in public_page(URL, **BOYNTON_MEN).context


WRONG = [
    ("city", "atlantis", "We have no home there"),
    ("city", "x\x00y", "We have no home there"),
    ("gender", "robots", "choose who it is for"),
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
    assert set(chips) == {"Boynton Beach", "Men", "Up to $250 a week", "A bed is open now"}
    assert chips["Men"] == "/houses/?city=boynton-beach&max_weekly=250&open=now"
    for url in chips.values():
        assert len(public_page(url).context["chips"]) == 3


def test_no_filter_shows_no_chip(public_page):
    assert public_page(URL).context["chips"] == []


def test_a_list_of_one_city_says_so(public_page):
    some_houses()
    assert public_page(URL, city="delray-beach").context["heading"].endswith("in Delray Beach")


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


def queries(public_page, django_assert_max_num_queries, url) -> int:
    with django_assert_max_num_queries(12) as counted:
        public_page(url)
    return len(counted)


def test_one_house_takes_as_many_queries_as_twelve(public_page, django_assert_max_num_queries):
    url = f"{URL}?max_weekly=300&open=now"
    full_house()
    alone = queries(public_page, django_assert_max_num_queries, url)
    for _ in range(11):
        full_house()
    assert queries(public_page, django_assert_max_num_queries, url) == alone


def test_the_page_has_a_canonical_address_and_a_description(public_page):
    some_houses()
    page = public_page(URL, **BOYNTON_MEN).content.decode()
    assert re.search(r'rel="canonical" href="http://localhost:8000/houses/"', page)
    assert re.search(r'name="description" content="[^"]{20,}"', page)


def test_a_monthly_price_is_compared_by_the_week(public_page):
    house = fresh_house()
    make_rate(house, "1150", period="month")
    assert names(public_page(URL, max_weekly="265.37")) == []
    response = public_page(URL, max_weekly="265.38")
    assert [one.weekly_from for one in response.context["page_obj"]] == [Decimal("265.38")]
