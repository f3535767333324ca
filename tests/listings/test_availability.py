"""What is said about beds: one rule, what a search makes of it, and the edges of both."""

from datetime import date, timedelta
from itertools import product

import pytest

from listings.availability import SOONEST_FIRST, confirmed_words, derive
from listings.choices import BedState, Gender, Tone
from listings.filters import HouseFilter
from listings.models import BedInterval, House, SearchEntry
from listings.search import find
from recovery_site import editions
from tests.factories.listings import NOON, make_bed, make_house, make_operator, make_room

pytestmark = pytest.mark.django_db

TICK = timedelta.resolution
DAY = timedelta(days=1)
EASTERN = "America/New_York"


def availability(house, at=NOON, gender=""):
    """What a visitor reads; without a gender it is what staff read, too."""
    editions.current(at=at)
    said = House.objects.offered(at=at, audience=gender).get(pk=house.pk).availability
    if not gender:
        assert House.objects.with_availability(at=at).get(pk=house.pk).availability == said
    return said


def with_open_bed(at=NOON, gender=""):
    editions.current(at=at)
    rows = find(HouseFilter(gender=gender, open="now"), at=at, per_page=100).rows
    return {row.house_id for row in rows}


def say(**facts):
    values = {
        "beds": 6,
        "open_beds": 2,
        "expected_open_on": None,
        "confirmed_at": NOON,
        "at": NOON,
        "time_zone": EASTERN,
    }
    return derive(**values | facts)


@pytest.mark.parametrize(
    ("facts", "tone", "words"),
    [
        ({}, Tone.OPEN, "2 beds open"),
        ({"open_beds": 1}, Tone.OPEN, "1 bed open"),
        ({"open_beds": 0, "expected_open_on": date(2026, 12, 1)}, Tone.SOON, "Bed opens Dec 1"),
        (
            {"open_beds": 0, "expected_open_on": date(2027, 1, 2)},
            Tone.SOON,
            "Bed opens Jan 2, 2027",
        ),
        ({"open_beds": 0}, Tone.FULL, "Full now"),
        ({"confirmed_at": NOON - 8 * DAY}, Tone.CALL, "Call to confirm"),
        ({"confirmed_at": NOON - 31 * DAY}, Tone.NONE, ""),
        ({"confirmed_at": None}, Tone.NONE, ""),
        ({"beds": 0, "open_beds": 0}, Tone.NONE, ""),
    ],
)
def test_the_words_follow_the_beds_and_the_confirmation(facts, tone, words):
    said = say(**facts)
    assert (said.tone, said.words) == (tone, words)


@pytest.mark.parametrize("tone", [Tone.SOON, Tone.FULL, Tone.CALL, Tone.NONE])
def test_no_bed_counts_as_open_that_nobody_vouches_for(tone):
    age = {Tone.CALL: 8, Tone.NONE: 31}.get(tone, 0)
    beds = 2 if age else 0
    opening = date(2026, 12, 1) if tone is Tone.SOON else None
    said = say(open_beds=beds, expected_open_on=opening, confirmed_at=NOON - age * DAY)
    assert (said.tone, said.open_beds) == (tone, 0)


@pytest.mark.parametrize(
    ("age", "tone"),
    [
        (7 * DAY - TICK, Tone.OPEN),
        (7 * DAY, Tone.OPEN),
        (7 * DAY + TICK, Tone.CALL),
        (30 * DAY - TICK, Tone.CALL),
        (30 * DAY, Tone.CALL),
        (30 * DAY + TICK, Tone.NONE),
    ],
)
def test_staff_page_and_search_agree_at_the_edges_of_age(age, tone):
    house = make_house(availability_confirmed_at=NOON - age)
    make_bed(house)
    assert availability(house).tone == tone
    assert with_open_bed() == ({house.pk} if tone is Tone.OPEN else set())


AGES = [None, timedelta(0), 7 * DAY, 8 * DAY, 31 * DAY]
BEDS = [
    (),
    ((BedState.OPEN, None),),
    ((BedState.OCCUPIED, None),),
    ((BedState.OCCUPIED, date(2026, 3, 18)),),
    ((BedState.OCCUPIED, date(2026, 3, 17)),),
    ((BedState.OUT_OF_SERVICE, date(2026, 4, 1)), (BedState.OCCUPIED, date(2026, 3, 30))),
    ((BedState.OPEN, None), (BedState.OCCUPIED, date(2026, 3, 30))),
    ((None, None),),
]


def test_every_combination_reads_the_same_in_filter_sum_order_and_words():
    for age, beds in product(AGES, BEDS):
        confirmed_at = None if age is None else NOON - age
        house = make_house(availability_confirmed_at=confirmed_at)
        for state, opening in beds:
            make_bed(house, state=state, expected_open_on=opening)
    editions.current(at=NOON)
    found = find(HouseFilter(), at=NOON, per_page=100)
    houses = House.objects.with_availability(at=NOON).in_bulk()
    said = [houses[row.house_id].availability for row in found.rows]
    assert [row.availability(at=NOON, time_zone=EASTERN) for row in found.rows] == said
    assert [one.tone for one in said] == sorted((one.tone for one in said), key=SOONEST_FIRST.index)
    assert with_open_bed() == {
        row.house_id for row, one in zip(found.rows, said, strict=True) if one.open_beds
    }
    assert (found.total, found.open_beds) == (len(houses), sum(one.open_beds for one in said))
    assert found.counts["open"]["now"] == len(with_open_bed())
    soonest = SearchEntry.objects.public(at=NOON).for_seeker("").soonest_first()
    assert [entry.pk for entry in soonest] == [row.pk for row in found.rows]
    openings = [one.next_opening_on for one in said if one.tone is Tone.SOON]
    assert openings == sorted(openings)


def test_a_bed_is_open_again_at_the_instant_its_hold_ends():
    house = make_house(availability_confirmed_at=NOON - DAY)
    bed = make_bed(house, state=BedState.HELD, since=NOON - DAY, until=NOON)
    BedInterval.objects.create(bed=bed, state=BedState.OPEN, starts_at=NOON)
    assert availability(house, NOON - TICK).tone == Tone.FULL
    assert availability(house, NOON).words == "1 bed open"


def test_an_opening_counts_through_its_day_where_the_operator_is():
    operator = make_operator(time_zone="America/Los_Angeles")
    house = make_house(operator=operator)
    make_bed(house, state=BedState.OCCUPIED, expected_open_on=date(2026, 3, 18))
    midnight = NOON.replace(day=19, hour=7)
    assert availability(house, midnight - TICK).tone == Tone.SOON
    assert availability(house, midnight).tone == Tone.FULL


def test_with_a_gender_only_beds_count_that_such_a_person_may_have():
    house = make_house(gender=Gender.ALL)
    for gender in (Gender.WOMEN, Gender.MEN, Gender.MEN, None):
        make_bed(room=make_room(house, gender=gender))
    assert availability(house).open_beds == 4
    assert availability(house, gender=Gender.WOMEN).open_beds == 2
    assert availability(house, gender=Gender.MEN).open_beds == 3


def test_a_bed_in_a_room_for_men_is_not_open_for_a_woman():
    house = make_house(gender=Gender.ALL)
    make_bed(room=make_room(house, gender=Gender.MEN))
    make_bed(room=make_room(house, gender=Gender.WOMEN), state=BedState.OCCUPIED)
    assert with_open_bed(gender=Gender.WOMEN) == set()
    assert with_open_bed(gender=Gender.MEN) == {house.pk}


@pytest.mark.parametrize(
    ("house_gender", "room_genders", "seen_by"),
    [
        (Gender.MEN, [], {Gender.MEN}),
        (Gender.MEN, [None], {Gender.MEN}),
        (Gender.ALL, [], set(Gender)),
        (Gender.ALL, [Gender.MEN], {Gender.MEN}),
        (Gender.MEN, [None, Gender.WOMEN], {Gender.MEN, Gender.WOMEN}),
        (Gender.MEN, [Gender.ALL], set(Gender)),
        (Gender.PARENTS, [None], {Gender.PARENTS}),
    ],
)
def test_a_house_welcomes_whom_one_of_its_rooms_is_for(house_gender, room_genders, seen_by):
    house = make_house(gender=house_gender)
    for gender in room_genders:
        make_room(house, gender=gender)
    editions.current(at=NOON)
    counts = find(HouseFilter(), at=NOON).counts["gender"]
    welcomed = {gender for gender in Gender if counts[gender]}
    assert welcomed == seen_by


@pytest.mark.parametrize(
    ("ago", "words"),
    [
        (timedelta(hours=2, minutes=48), "Confirmed today at 9:12 am"),
        (timedelta(0), "Confirmed today at noon"),
        (timedelta(hours=12), "Confirmed today at midnight"),
        (timedelta(hours=12, minutes=1), "Confirmed yesterday at 11:59 pm"),
        (timedelta(days=3), "Confirmed Mar 15 at noon"),
        (timedelta(days=90), "Confirmed Dec 18, 2025 at 11 am"),
    ],
)
def test_the_time_of_confirmation_is_told_in_the_operators_time(ago, words):
    assert confirmed_words(NOON - ago, at=NOON, time_zone=EASTERN) == words


def test_a_house_that_says_nothing_does_not_say_when():
    assert say(confirmed_at=NOON - 31 * DAY).confirmed_words == ""
    assert say(confirmed_at=NOON - 8 * DAY).confirmed_words == "Confirmed Mar 10 at noon"
