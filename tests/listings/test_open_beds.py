"""Every bed that is open, for somebody who has to place a person today."""

import sys
from datetime import timedelta
from decimal import Decimal
from html import unescape

import pytest
from django.utils import timezone

from listings.choices import BedState, Gender, HouseStatus, MedicationRule, RoomType
from listings.clock import local_date
from listings.filters import HouseFilter
from listings.models import HouseCosts, HouseMedication, HouseProgram
from listings.openings import OpeningFilter, openings
from listings.search import find
from listings.words import short_date
from recovery_site import editions
from tests.factories.listings import (
    NOON,
    make_bed,
    make_certification,
    make_city,
    make_house,
    make_rate,
    make_room,
)
from tests.listings.listed import fresh_house

pytestmark = pytest.mark.django_db

URL = "/beds/"
TICK = timedelta.resolution


def today():
    return local_date(timezone.now(), "America/New_York")


def names(response) -> list[str]:
    return [row.house.name for row in response.context["rows"]]


def full_house(**fields):
    """With everything that a row may show."""
    house = fresh_house(**fields)
    make_bed(house)
    make_rate(house, "225")
    make_certification(house, expires_on=today() + timedelta(days=9))
    HouseCosts.objects.create(house=house, deposit=150)
    HouseProgram.objects.create(house=house, minimum_days_sober=3)
    HouseMedication.objects.create(house=house, methadone=MedicationRule.ACCEPTED)
    return house


def test_a_row_tells_a_planner_what_they_would_have_to_call_for(public_page):
    full_house(name="Oak", city=make_city("Lantana"))
    page = unescape(public_page(URL).content.decode())
    for words in (
        "Oak", "Lantana, FL", "1 bed open", "Men · Room for two", "FARR level II",
        "Level II, monitored", "Methadone <b>accepted</b>", "Buprenorphine <b>ask us</b>",
        "$225", "$375", "Confirmed today at", "833-285-1315", "Printed ",
    ):  # fmt: skip
        assert words in page


def test_what_nobody_entered_reads_ask_us(public_page):
    make_bed(fresh_house())
    page = public_page(URL).content.decode()
    assert page.count("Ask us</td>") == 3
    assert "No certificate" in page


def test_a_row_is_one_kind_of_room_for_one_kind_of_people():
    house = make_house(gender=Gender.ALL)
    for room_type, gender, beds in [
        (RoomType.DOUBLE, None, 2),
        (RoomType.DOUBLE, Gender.ALL, 1),
        (RoomType.DOUBLE, Gender.WOMEN, 1),
        (RoomType.PRIVATE, None, 1),
    ]:
        room = make_room(house, room_type=room_type, gender=gender)
        for _ in range(beds):
            make_bed(room=room)
    found = openings(OpeningFilter(), at=NOON)
    assert [(row.room_type, row.gender, row.open_beds) for row in found] == [
        ("double", "all", 3), ("private", "all", 1), ("double", "women", 1),
    ]  # fmt: skip


def test_the_cost_is_that_of_this_type_of_room():
    house = make_house()
    make_bed(room=make_room(house, room_type=RoomType.PRIVATE))
    make_rate(house, "200", room_type=RoomType.DOUBLE)
    assert [row.weekly for row in openings(OpeningFilter(), at=NOON)] == [None]
    make_rate(house, "1300", room_type=RoomType.PRIVATE, period="month")
    assert [row.weekly for row in openings(OpeningFilter(), at=NOON)] == [Decimal("300")]


@pytest.mark.parametrize(
    "hidden",
    [
        {"status": HouseStatus.DRAFT},
        {"status": HouseStatus.PAUSED},
        {"published_at": timezone.now() + timedelta(days=1)},
        {"availability_confirmed_at": timezone.now() - timedelta(days=8)},
        {"availability_confirmed_at": None},
    ],
)
def test_a_hidden_or_stale_house_is_not_listed(public_page, hidden):
    make_bed(fresh_house(**hidden))
    assert names(public_page(URL)) == []


def test_a_confirmation_ends_at_its_instant():
    make_bed(make_house(availability_confirmed_at=NOON))
    end = NOON + timedelta(days=7)
    assert len(openings(OpeningFilter(), at=end)) == 1
    assert openings(OpeningFilter(), at=end + TICK) == []


@pytest.mark.parametrize("state", [BedState.OCCUPIED, BedState.OUT_OF_SERVICE, BedState.HELD])
def test_a_bed_that_is_taken_or_held_is_not_open(state):
    make_bed(make_house(), state=state, until=NOON + timedelta(days=1))
    assert openings(OpeningFilter(), at=NOON) == []


def test_beds_that_open_by_a_date_are_added_with_their_days():
    house = make_house()
    room = make_room(house)
    day = NOON.date()
    make_bed(room=room)
    for days in (9, 2, 3, -1):
        opening = day + timedelta(days=days)
        make_bed(room=room, state=BedState.OCCUPIED, expected_open_on=opening)
    (row,) = openings(OpeningFilter(by=day + timedelta(days=3)), at=NOON)
    assert row.open_beds == 1
    assert row.opens_on == [day + timedelta(days=2), day + timedelta(days=3)]
    assert openings(OpeningFilter(), at=NOON)[0].opens_on == []


def test_the_days_of_later_beds_are_told_in_words(public_page):
    day = today() + timedelta(days=1)
    room = make_bed(fresh_house(name="Alder")).room
    other = make_room(fresh_house(name="Birch"))
    for one in (room, other):
        make_bed(room=one, state=BedState.OCCUPIED, expected_open_on=day)
    words = short_date(day, today=today())
    rows = public_page(URL, by=str(day)).context["rows"]
    assert [row.beds_words for row in rows] == [f"1 bed open; next {words}", f"Opens {words}"]


def test_a_print_names_what_was_asked(public_page):
    page = unescape(public_page(URL, gender="men", sort="cost").content.decode())
    assert "http://localhost:8000/beds/?gender=men&sort=cost</p>" in page


def test_the_sum_is_that_of_the_houses():
    for gender in (Gender.MEN, Gender.WOMEN, Gender.ALL):
        house = make_house(gender=gender)
        make_bed(house)
        make_bed(room=make_room(house, gender=Gender.WOMEN))
    for gender in ("", *Gender.values):
        rows = openings(OpeningFilter(gender=gender), at=NOON)
        editions.current(at=NOON)
        found = find(HouseFilter(gender=gender), at=NOON)
        assert sum(row.open_beds for row in rows) == found.open_beds


def test_the_heading_counts_what_is_open_apart_from_what_opens_later(public_page):
    make_bed(fresh_house())
    day = today() + timedelta(days=2)
    for _ in range(2):
        make_bed(fresh_house(), state=BedState.OCCUPIED, expected_open_on=day)
    context = public_page(URL, by=str(day)).context
    assert [context[name] for name in ("open_bed_total", "house_total", "later_total")] == [1, 1, 2]


def test_the_page_says_when_no_bed_fits(public_page):
    page = public_page(URL).content.decode()
    assert "No bed fits all of that today" in page
    assert "/ask-for-a-call/" in page


def test_only_reading_is_allowed(client):
    for url in (URL, "/beds/open.csv", "/beds/feed/"):
        assert client.post(url).status_code == 405
        assert client.head(url).status_code == 200


def test_one_row_takes_as_many_queries_as_twelve(public_page):
    def count():
        return public_page(
            f"{URL}?by={today() + timedelta(days=9)}&medication=methadone"
        ).query_count

    full_house()
    alone = count()
    for _ in range(11):
        full_house()
    assert count() == alone


def test_a_long_list_has_pages_that_keep_the_filters(public_page, monkeypatch):
    monkeypatch.setattr(sys.modules["listings.views.open_beds"], "PER_PAGE", 2)
    for number in range(3):
        full_house(name=f"House {number}")
    first = public_page(URL, medication="methadone")
    assert names(first) == ["House 0", "House 1"]
    assert "?medication=methadone&page=2" in unescape(first.content.decode())
    assert names(public_page(URL, medication="methadone", page="2")) == ["House 2"]
    assert first.context["open_bed_total"] == 3
