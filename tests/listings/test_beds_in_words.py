from datetime import timedelta

import pytest

from listings.choices import BedState, Gender
from listings.models import (
    Bed,
)
from listings.presenters import kinds_of, rooms_of
from tests.factories.listings import (
    NOON,
    make_bed,
    make_house,
    make_room,
)
from tests.listings.as_on_page import as_on_page

pytestmark = pytest.mark.django_db


def beds_in_words(house):
    house = as_on_page(house)
    beds = Bed.objects.filter(room__house=house).with_state(at=NOON).in_rooms()
    return rooms_of(house, beds)


def test_each_bed_says_what_it_is():
    house = make_house(gender=Gender.MEN)
    room = make_room(house, name="Room 1", gender=Gender.WOMEN)
    later, earlier = NOON.date() + timedelta(days=9), NOON.date() - timedelta(days=1)
    for label, state, opening in [
        ("A", BedState.OPEN, None),
        ("B", BedState.OCCUPIED, None),
        ("C", BedState.OCCUPIED, later),
        ("D", BedState.OCCUPIED, earlier),
        ("E", BedState.OUT_OF_SERVICE, None),
        ("F", None, None),
    ]:
        make_bed(room=room, label=label, state=state, expected_open_on=opening)
    make_bed(room=room, label="G", state=BedState.HELD, until=NOON + timedelta(days=1))
    [shown] = beds_in_words(house)
    assert (shown["name"], shown["kind"], shown["note"]) == (
        "Room 1",
        "Room for two",
        "Women only",
    )
    assert [(bed["name"], bed["tone"], bed["words"]) for bed in shown["beds"]] == [
        ("A", "open", "Open now"),
        ("B", "full", "Taken"),
        ("C", "soon", "Opens Mar 27"),
        ("D", "full", "Taken"),
        ("E", "full", "Not in use"),
        ("F", "none", "Ask us"),
        ("G", "held", "Held for someone"),
    ]


@pytest.mark.parametrize("days", [8, 31])
def test_beds_that_nobody_vouches_for_say_nothing(days):
    house = make_house(availability_confirmed_at=NOON - timedelta(days=days))
    make_bed(house)
    [room] = beds_in_words(house)
    assert room["beds"][0]["words"] == "Ask us"


def test_rooms_come_in_their_order():
    house = make_house()
    for name, position in (("Z", 0), ("A", 1), ("B", 1)):
        make_bed(room=make_room(house, name=name, position=position))
    assert [room["name"] for room in beds_in_words(house)] == ["Z", "A", "B"]


def kinds(house):
    house = as_on_page(house)
    beds = Bed.objects.filter(room__house=house).with_state(at=NOON).in_rooms()
    return [(kind.name, kind.note, kind.beds, kind.words) for kind in kinds_of(house, beds)]


def test_each_kind_of_room_says_what_is_open_and_what_opens_next():
    house = make_house(gender=Gender.ALL)
    two = make_room(house, room_type="double")
    make_bed(room=two)
    make_bed(room=two, state=BedState.OCCUPIED, expected_open_on=NOON.date() + timedelta(days=9))
    make_bed(room=make_room(house, room_type="double"), state=BedState.OCCUPIED)
    make_bed(room=make_room(house, room_type="double", gender=Gender.WOMEN),
             state=BedState.OCCUPIED, expected_open_on=NOON.date())  # fmt: skip
    make_bed(room=make_room(house, room_type="private"), state=BedState.HELD,
             until=NOON + timedelta(days=1), expected_open_on=None)  # fmt: skip
    assert kinds(house) == [
        ("Private room", "", "1 bed", "Full now"),
        ("Room for two", "", "3 beds", "1 bed open; next Mar 27"),
        ("Room for two", "Women only", "1 bed", "Opens Mar 18"),
    ]


@pytest.mark.parametrize(("days", "words"), [(7, "1 bed open"), (8, "Call to confirm"), (31, "")])
def test_a_kind_of_room_says_no_more_than_its_confirmation_bears(days, words):
    house = make_house(availability_confirmed_at=NOON - timedelta(days=days))
    make_bed(house)
    assert kinds(house) == [("Room for two", "", "1 bed", words)]
