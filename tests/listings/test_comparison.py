"""The rows of a comparison are those of the house page, in one order for all homes."""

from decimal import Decimal

import pytest
from django.utils import timezone

from listings.choices import MedicationRule, RatePeriod, RoomType, Taxonomy
from listings.models import House, HouseCosts, HouseMedication, HouseProgram, HouseRules
from listings.presenters import sections_of
from listings.presenters.comparison import COMPARED, comparison_of
from listings.querysets.houses import valid_certificates
from recovery_site import editions
from tests.factories.listings import make_certification, make_rate, make_term, make_text
from tests.listings.listed import fresh_house

pytestmark = pytest.mark.django_db


def read(*houses) -> list[House]:
    at = timezone.now()
    editions.current(at=at)
    found = House.objects.public(at=at).for_page(at=at, language="en")
    by_key = found.prefetch_related(valid_certificates(at)).in_bulk([one.pk for one in houses])
    return [by_key[one.pk] for one in houses]


def rows(*houses) -> dict:
    groups = comparison_of(read(*houses), None)
    return {row.label: row for group in groups for row in group.rows}


def values(*houses, label: str) -> list:
    return [cell.value for cell in rows(*houses)[label].cells]


def test_every_row_that_is_named_is_one_of_the_house_page():
    certified = fresh_house()
    make_certification(certified, expires_on=timezone.now().date())
    (house,) = read(certified)
    labels = {
        section.slug: [row.label for row in section.rows] for section in sections_of(house, None)
    }
    for slug, wanted in COMPARED.items():
        assert set(wanted) <= set(labels[slug])


def test_what_it_costs_is_told_as_on_the_page():
    house, silent = fresh_house(), fresh_house()
    make_rate(house, "1300", period=RatePeriod.MONTH, room_type=RoomType.PRIVATE)
    make_rate(house, "200")
    HouseCosts.objects.create(
        house=house, deposit=150, deposit_refundable=100, minimum_stay_days=90
    )
    house.terms.add(make_term(Taxonomy.INCLUDED, name="Wi-Fi"))
    rent = "Room for two: $200 a week; Private room: $1,300 a month"
    assert values(house, silent, label="Rent") == [rent, None]
    assert values(house, silent, label="To move in, in all") == [
        "Room for two: $350; Private room: $1,450",
        None,
    ]
    assert values(house, silent, label="Of that, what can come back") == ["$100", None]
    assert values(house, silent, label="Included") == ["Wi-Fi", None]
    assert values(house, silent, label="How long people stay") == ["At least 90 days.", None]


def test_a_deposit_that_stays_is_no_open_question():
    house = fresh_house()
    make_rate(house)
    HouseCosts.objects.create(house=house, deposit=100)
    assert values(house, label="Of that, what can come back") == ["Nothing"]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"bedrooms": 1, "bathrooms": Decimal("1"), "square_feet": None}, "1 bedroom, 1 bath"),
        ({"bathrooms": Decimal("2.5"), "square_feet": 2000}, "3 bedrooms, 2.5 baths, 2,000 sq ft"),
        ({"bathrooms": Decimal("10"), "square_feet": 900}, "3 bedrooms, 10 baths, 900 sq ft"),
    ],
)
def test_the_size_is_told_in_words(fields, words):
    assert values(fresh_house(**fields), label="Size") == [words]


def test_a_question_to_ask_differs_from_an_answer():
    asked, told = fresh_house(), fresh_house()
    HouseMedication.objects.create(house=told, methadone=MedicationRule.ACCEPTED)
    found = rows(asked, told)
    assert found["Methadone"].differs
    assert [cell.value for cell in found["Methadone"].cells] == [None, "Accepted"]
    assert not found["Naltrexone"].differs


def test_a_note_of_all_stands_at_the_row_and_one_of_a_house_in_its_cell():
    plain, noted = fresh_house(), fresh_house()
    for house, words in ((plain, "Until ten."), (noted, "On Sundays.")):
        HouseRules.objects.create(house=house, visitors="limited")
        make_text(house, visitors=words)
    found = rows(plain, noted)
    assert found["Naloxone in the house"].note == "Naloxone can reverse an opioid overdose."
    assert {cell.note for cell in found["Naloxone in the house"].cells} == {""}
    assert [cell.note for cell in found["Visitors"].cells] == ["Until ten.", "On Sundays."]
    assert found["Visitors"].differs_in_notes


def test_no_home_lacks_a_row_that_another_has():
    full, empty = fresh_house(), fresh_house()
    make_certification(full)
    make_text(full, visitors="Until ten.")
    HouseProgram.objects.create(house=full, minimum_days_sober=7)
    for row in rows(empty, full).values():
        assert [cell.house.pk for cell in row.cells] == [empty.pk, full.pk]
