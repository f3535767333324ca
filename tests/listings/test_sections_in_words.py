"""A house's facts in words. What nobody entered reads None, which the page draws as "Ask us"."""

from datetime import time

import pytest

from listings.choices import Taxonomy
from listings.models import (
    HouseMedication,
    HouseProgram,
    HouseRules,
    HouseWelcome,
)
from listings.presenters import sections_of
from tests.factories.listings import (
    make_house,
    make_office_hours,
    make_term,
    make_text,
)
from tests.listings.as_on_page import as_on_page

pytestmark = pytest.mark.django_db


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
        "Where it is", "Who lives here", "Certificate", "Operator", "Who owns the house", "Phone",
        "Money for referrals",
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
    assert rows(house, "people")["At the house"][0] == "A live-in house manager"


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
