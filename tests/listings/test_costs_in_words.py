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


def test_the_total_to_move_in_is_computed_from_the_lowest_rate():
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
    costs = costs_of(as_on_page(house))
    assert [(line["label"], line["amount"], line["note"]) for line in costs["move_in"]] == [
        ("First 2 weeks", 450, "room for two"),
        ("Deposit", 150, "$100 of it can come back to you"),
        ("Application fee", 25, ""),
        ("Other fees", 10, "key"),
    ]
    assert (costs["move_in_total"], costs["comes_back"]) == (635, 100)


def test_without_known_fees_no_total_is_claimed():
    house = make_house()
    make_rate(house)
    costs = costs_of(as_on_page(house))
    assert (costs["move_in_total"], costs["move_in"], costs["comes_back"]) == (None, [], None)
    assert len(costs["rates"]) == 1


def test_without_a_rate_no_total_is_claimed():
    house = make_house()
    HouseCosts.objects.create(house=house, deposit=150)
    assert costs_of(as_on_page(house))["move_in_total"] is None


def test_fees_of_zero_are_known_and_need_no_line():
    house = make_house()
    make_rate(house, "225")
    HouseCosts.objects.create(house=house)
    costs = costs_of(as_on_page(house))
    assert [line["label"] for line in costs["move_in"]] == ["First week"]
    assert (costs["move_in_total"], costs["comes_back"]) == (225, None)


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
