"""A house's facts in words. What nobody entered reads None, which the page draws as "Ask us"."""

from datetime import date, time, timedelta
from decimal import Decimal

import pytest
from django.db.models import Prefetch, prefetch_related_objects

from listings.choices import BedState, Gender, Taxonomy
from listings.models import (
    Bed,
    House,
    HouseCosts,
    HouseMedication,
    HouseProgram,
    HouseRules,
    HouseWelcome,
    Photo,
)
from listings.presenters import costs_of, rooms_of, sections_of
from listings.querysets.houses import valid_certificates
from tests.factories.listings import (
    NOON,
    make_bed,
    make_certification,
    make_house,
    make_office_hours,
    make_rate,
    make_room,
    make_term,
    make_text,
)

pytestmark = pytest.mark.django_db


def as_on_page(house):
    house = House.objects.for_page(at=NOON, language="en").get(pk=house.pk)
    photos = Prefetch("photos", Photo.objects.in_order())
    prefetch_related_objects([house], valid_certificates(NOON), photos)
    return house


def rows(house, slug):
    house = as_on_page(house)
    sections = {section.slug: section for section in sections_of(house, house.operator)}
    return {row.label: (row.value, row.note) for row in sections[slug].rows}


def test_the_sections_come_in_the_order_of_the_page():
    house = as_on_page(make_house())
    slugs = [section.slug for section in sections_of(house, None)]
    assert slugs == [
        "place", "who", "support", "recovery", "medication", "rules", "relapse", "people",
    ]  # fmt: skip


def test_what_nobody_entered_is_left_to_ask():
    house = as_on_page(make_house())
    known = {
        row.label
        for section in sections_of(house, None)
        for row in section.rows
        if row.value is not None
    }
    assert known == {
        "Where it is", "Who lives here", "Certificate", "Operator", "Who answers the phone",
    }  # fmt: skip


def test_a_group_that_is_there_but_empty_says_no_more():
    house = make_house()
    for model in (HouseWelcome, HouseProgram, HouseRules):
        model.objects.create(house=house)
    assert set(rows(house, "rules").values()) == {(None, "")}
    assert rows(house, "who")["Welcomes"] == (None, "")


def test_yes_and_no_are_told_apart_from_not_known():
    house = make_house()
    HouseWelcome.objects.create(
        house=house, minimum_age=21, veterans=True, lgbtq_affirming=True, couples=False
    )
    who = rows(house, "who")
    assert who["Welcomes"] == ("LGBTQ+ people, veterans", "Not: couples")
    assert who["Accessibility"] == (None, "")
    assert who["Age"] == ("21 and older", "")


def test_a_house_that_has_none_of_these_says_so():
    house = make_house()
    HouseWelcome.objects.create(house=house, grab_bars=False)
    assert rows(house, "who")["Accessibility"] == ("None of these", "Not: grab bars")


@pytest.mark.parametrize(
    ("days", "words"), [(None, None), (0, "None"), (1, "1 day"), (14, "14 days")]
)
def test_days_are_told_in_words(days, words):
    house = make_house()
    HouseProgram.objects.create(house=house, minimum_days_sober=days)
    HouseRules.objects.create(house=house, discharge_notice_days=days)
    assert rows(house, "recovery")["Time sober before you move in"][0] == words
    assert rows(house, "relapse")["Notice before someone has to leave"][0] == words


def test_recovery_in_words():
    house = make_house()
    HouseProgram.objects.create(
        house=house,
        staffing="live_in",
        meetings_per_week=0,
        sponsor_required=False,
        testing_frequency="random",
        testing_paid_by="house",
        naloxone_on_site=True,
    )
    house.terms.add(make_term(Taxonomy.PATHWAY, name="12-step", position=1))
    house.terms.add(make_term(Taxonomy.PATHWAY, name="SMART Recovery", position=2))
    recovery = rows(house, "recovery")
    assert recovery["Pathways"] == ("12-step, SMART Recovery", "")
    assert recovery["Meetings"] == ("None required", "")
    assert recovery["Sponsor or mentor asked for"] == ("No", "")
    assert recovery["Testing"] == ("At random", "Who pays: Included in the rate")
    assert rows(house, "support")["Staff"][0] == "A live-in house manager"


def test_medication_that_has_to_be_asked_for_reads_so():
    house = make_house()
    HouseMedication.objects.create(
        house=house, buprenorphine="accepted", methadone="ask", naltrexone="not_accepted"
    )
    medication = rows(house, "medication")
    assert medication["Buprenorphine"][0] == "Accepted"
    assert medication["Methadone"][0] is None
    assert medication["Naltrexone"][0] == "Not accepted"


@pytest.mark.parametrize(
    ("answers", "welcome"),
    [
        ({}, False),
        ({"buprenorphine": "accepted", "methadone": "accepted"}, False),
        (dict.fromkeys(HouseMedication.MOUD, "accepted"), True),
    ],
)
def test_moud_is_welcome_when_each_is_accepted_without_asking(answers, welcome):
    house = make_house()
    assert not as_on_page(house).moud_welcome
    HouseMedication.objects.create(house=house, **answers)
    assert as_on_page(house).moud_welcome is welcome


def test_rules_in_words():
    house = make_house()
    HouseRules.objects.create(
        house=house,
        weekday_curfew=time(22),
        weekend_curfew=time(0),
        visitors="limited",
        work_or_school_hours=30,
        relapse_response="detox_return",
    )
    make_text(house, visitors="On weekends.", on_relapse="We drive you.")
    rules = rows(house, "rules")
    assert rules["Curfew, Sunday to Thursday"][0] == "10 pm"
    assert rules["Curfew, Friday and Saturday"][0] == "midnight"
    assert rules["Visitors"] == ("With limits", "On weekends.")
    assert rules["Work, school or service"][0] == "30 hours a week"
    assert rows(house, "relapse")["What happens then"] == (
        "Detox first, then you may come back",
        "We drive you.",
    )


def test_a_certificate_is_shown_with_its_level_and_last_day():
    house = make_house()
    assert rows(house, "support")["Certificate"] == ("None at this time", "")
    make_certification(house, number="X-1", level=3, expires_on=date(2027, 1, 31))
    support = rows(house, "support")
    assert support["Certificate"] == (
        "FARR level III",
        "Number X-1, valid through January 31, 2027",
    )
    assert support["Level of support"][0] == "Level III, supervised"


def test_who_runs_it_names_the_owner_behind_and_the_hours():
    house = make_house()
    make_office_hours(house.operator, (0, "09:00", "17:00"))
    people = rows(house, "people")
    assert people["Operator"] == (house.operator.name, house.operator.legal_name)
    assert people["Office hours"] == ("Monday, 9 am to 5 pm", "")


def test_the_zip_is_shown_only_where_the_house_wants_it():
    for shown in (False, True):
        house = make_house(zip_code="33411", show_zip_code=shown)
        assert ("33411" in rows(house, "place")["Where it is"][0]) is shown


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
