from decimal import Decimal

import pytest

from listings.models import (
    HouseCosts,
)
from listings.presenters import costs_of
from tests.factories.listings import (
    make_house,
    make_rate,
)
from tests.listings.as_on_page import as_on_page

pytestmark = pytest.mark.django_db


def test_each_room_has_its_own_total_to_move_in():
    house = make_house()
    make_rate(house, "310", room_type="private")
    make_rate(house, "225", periods_in_advance=2)
    HouseCosts.objects.create(
        house=house,
        deposit=150,
        deposit_refundable=100,
        application_fee=25,
        other_fees=10,
        other_fees_note="key",
    )
    [table] = costs_of(as_on_page(house))["move_in"]
    assert table.rooms == ["Room for two", "Private room"]
    assert [(line.label, line.amounts, line.note) for line in table.lines] == [
        ("Rent in advance", [450, 310], ""),
        ("Deposit", [150, 150], "$100 of it can come back to you"),
        ("Application fee", [25, 25], ""),
        ("Other fees", [10, 10], "key"),
    ]
    assert (table.totals, table.comes_back) == ([635, 495], 100)
    # 225 × 52 ÷ 12 is 975, 310 × 52 ÷ 12 is 1343.33; 185 of deposit and fees with each.
    assert table.first_month == [1160, 1528]


def test_what_is_paid_in_advance_is_in_the_first_month():
    house = make_house()
    make_rate(house, "900", period="month", periods_in_advance=2)
    HouseCosts.objects.create(house=house)
    [table] = costs_of(as_on_page(house))["move_in"]
    assert (table.lines[0].label, table.totals, table.first_month) == (
        "First 2 months",
        [1800],
        [1800],
    )


def test_one_room_by_the_week_and_by_the_month_can_be_told_apart():
    house = make_house()
    make_rate(house, "200")
    make_rate(house, "1000", period="month")
    HouseCosts.objects.create(house=house)
    [table] = costs_of(as_on_page(house))["move_in"]
    assert table.rooms == ["Room for two, by the week", "Room for two, by the month"]


def test_more_rooms_than_a_small_screen_holds_get_another_table():
    house = make_house()
    for room_type in ("private", "double", "triple"):
        for period in ("week", "month"):
            make_rate(house, "200", room_type=room_type, period=period)
    HouseCosts.objects.create(house=house)
    assert [len(table.rooms) for table in costs_of(as_on_page(house))["move_in"]] == [3, 3]


def test_without_known_fees_no_total_is_claimed():
    house = make_house()
    make_rate(house)
    costs = costs_of(as_on_page(house))
    assert costs["move_in"] == []
    assert len(costs["rates"]) == 1


def test_without_a_rate_no_total_is_claimed():
    house = make_house()
    HouseCosts.objects.create(house=house, deposit=150)
    assert costs_of(as_on_page(house))["move_in"] == []


def test_fees_of_zero_are_known_and_need_no_line():
    house = make_house()
    make_rate(house, "225")
    HouseCosts.objects.create(house=house)
    [table] = costs_of(as_on_page(house))["move_in"]
    assert [line.label for line in table.lines] == ["First week"]
    assert (table.totals, table.comes_back) == ([225], None)


def test_a_monthly_rate_tells_its_weeks_too():
    house = make_house()
    make_rate(house, "1150", period="month", room_type="private")
    rate = costs_of(as_on_page(house))["rates"][0]
    assert rate == {
        "room": "Private room",
        "amount": Decimal("1150"),
        "per": "month",
        "note": "$265.38 a week",
    }


@pytest.mark.parametrize(
    ("least", "typical", "words"),
    [
        (None, None, ""),
        (0, None, "No minimum stay."),
        (90, 180, "At least 90 days. Most people stay about 6 months."),
        (None, 100, "Most people stay about 100 days."),
    ],
)
def test_the_length_of_stay_in_words(least, typical, words):
    house = make_house()
    HouseCosts.objects.create(house=house, minimum_stay_days=least, typical_stay_days=typical)
    assert costs_of(as_on_page(house))["stay_words"] == words
