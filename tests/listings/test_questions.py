"""The twenty questions: each has this house's own answer, or is left to ask."""

from datetime import date, time

import pytest

from listings.choices import Taxonomy
from listings.models import Bed, HouseCosts, HouseMedication, HouseProgram, HouseRules, HouseWelcome
from listings.presenters import costs_of, kinds_of, questions_of, sections_of
from tests.factories.listings import (
    NOON,
    make_bed,
    make_body,
    make_certification,
    make_house,
    make_rate,
    make_term,
    make_text,
)
from tests.listings.as_on_page import as_on_page

pytestmark = pytest.mark.django_db


def groups(house):
    house = as_on_page(house)
    beds = list(Bed.objects.filter(room__house=house).with_state(at=NOON).in_rooms())
    sections = sections_of(house, house.operator)
    return questions_of(house, sections, costs_of(house), kinds_of(house, beds))


def questions(house):
    return [question for group in groups(house) for question in group.questions]


def asked(house, words):
    [question] = [question for question in questions(house) if words in question.text]
    return question.answer, question.ask


def known_house():
    """One that answers all."""
    house = make_house(bedrooms=3, bathrooms="2.5", parking_spaces=4)
    make_text(
        house, getting_around="The bus stops here", visitors="On weekends.",
        chores="One a day", on_relapse="You are not put on the street.",
        leaving="A week ahead.", refunds="Unused days come back in 14 days.",
        grievances="Write to the office", accommodation="Ask the office.",
    )  # fmt: skip
    HouseWelcome.objects.create(house=house, minimum_age=18, grab_bars=True)
    HouseProgram.objects.create(
        house=house, staffing="live_in", naloxone_on_site=True, minimum_days_sober=3,
        treatment_first="not_required", meetings_per_week=5, sponsor_required=True,
        testing_frequency="random", testing_paid_by="house",
    )  # fmt: skip
    HouseMedication.objects.create(
        house=house, storage="own_lockbox", psychiatric="accepted",
        **dict.fromkeys(HouseMedication.MOUD, "accepted"),
    )  # fmt: skip
    HouseRules.objects.create(
        house=house, weekday_curfew=time(22), weekend_curfew=time(0), visitors="limited",
        overnights="limited", phones="yes", smoking="outside", pets="no", vehicles="yes",
        work_or_school_hours=30, relapse_response="detox_return", discharge_notice_days=7,
    )  # fmt: skip
    HouseCosts.objects.create(house=house, deposit=150, deposit_refundable=100)
    make_rate(house, "225")
    make_rate(house, "300", room_type="private")
    make_bed(house)
    for taxonomy, name in [(Taxonomy.INCLUDED, "Wi-Fi"), (Taxonomy.PAYMENT, "cash"),
                           (Taxonomy.PATHWAY, "12-step")]:  # fmt: skip
        house.terms.add(make_term(taxonomy, name=name))
    body = make_body("FARR", name="The Association", grievance_url="https://a.example/")
    make_certification(house, body=body, number="X-1", expires_on=date(2027, 1, 31))
    return house


def test_there_are_twenty_and_none_twice():
    texts = {question.text for question in questions(make_house())}
    assert len(texts) == len(questions(make_house())) == 20
    assert all(text.endswith("?") for text in texts)


def test_a_house_that_told_all_answers_all():
    house = known_house()
    assert [question.text for question in questions(house) if not question.answer] == []
    assert [group.answered for group in groups(house)] == [4, 4, 5, 4, 3]


def test_a_house_that_told_nothing_says_only_what_is_known_of_every_house():
    answered = [question.answer for question in questions(make_house()) if question.answer]
    assert answered == [
        "Seagrape Homes LLC owns the houses. Our own staff answer.",
        "No, not at this time.",
        "Nobody pays for placement.",
        "3 bedrooms, 2 baths.",
    ]


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("certified", "Yes: FARR level II, number X-1, valid through January 31, 2027."),
        ("in charge", "A live-in house manager."),
        ("get paid", "Nobody pays for placement."),
        ("first day", "Room for two: $375. Private room: $450."),
        ("come back", "Up to $100 of the deposit of $150. Unused days come back in 14 days."),
        ("in the rent", "In the rent: Wi-Fi."),
        ("late by a week", "Ways to pay: cash."),
        ("share a room", "3 bedrooms, 2.5 baths. Room for two: 1 bed."),
        ("recovery look like", "Pathways: 12-step. Meetings: 5 a week. "
                               "Sponsor or mentor asked for: Yes."),
        ("get around", "Getting around: The bus stops here. Parking spaces: 4."),
        ("naloxone", "Yes."),
        ("test", "At random. Who pays: Included in the rate."),
        ("if I use", "Detox first, then you may come back. You are not put on the street."),
        ("complain", "Write to the office. You can also go to The Association."),
        ("notice", "Notice before someone has to leave: 7 days. Leaving: A week ahead."),
    ],
)  # fmt: skip
def test_the_answer_is_what_the_page_says(words, answer):
    assert asked(known_house(), words)[0] == answer


def test_rules_and_medicines_are_named_one_by_one():
    house = known_house()
    rules, _ask = asked(house, "curfew")
    assert "Curfew, Sunday to Thursday: 10 pm." in rules
    assert "Visitors: With limits. On weekends." in rules
    medicines, _ask = asked(house, "medicines")
    assert medicines.startswith("Buprenorphine: Accepted. Methadone: Accepted.")
    assert "Suboxone" not in medicines


def test_what_part_of_an_answer_is_missing_is_named():
    house = make_house()
    HouseMedication.objects.create(house=house, buprenorphine="accepted", methadone="ask")
    answer, ask = asked(house, "medicines")
    assert answer == "Buprenorphine: Accepted."
    assert ask == "Methadone; Naltrexone; Psychiatric medication; How it is kept"


@pytest.mark.parametrize(
    ("deposit", "back", "answer"),
    [(0, 0, "There is no deposit."), (150, 0, "The deposit does not come back.")],
)
def test_a_deposit_that_is_lost_or_not_asked_for_is_told_so(deposit, back, answer):
    house = make_house()
    make_rate(house)
    HouseCosts.objects.create(house=house, deposit=deposit, deposit_refundable=back)
    assert asked(house, "come back")[0] == answer


def test_without_a_certificate_nobody_is_sent_to_a_body():
    house = known_house()
    house.certifications.update(revoked_on=NOON.date())
    assert asked(house, "complain")[0] == "Write to the office."
