"""Each promise of the schema holds whoever writes, because the database keeps it."""

from decimal import Decimal
from pathlib import Path

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models

from listings.models import (
    House,
    HouseCosts,
    HouseMedication,
    HouseProgram,
    HouseRules,
    HouseText,
    HouseWelcome,
    Rate,
)
from tests.factories.accounts import make_staff
from tests.factories.listings import (
    NOON,
    make_house,
    make_rate,
    make_text,
)
from tests.listings.refusals import refused

pytestmark = pytest.mark.django_db


CHECKED_ON_HOUSE = [
    ("house_status_known", {"status": "sold"}),
    ("house_gender_known", {"gender": "robots"}),
    ("house_type_known", {"house_type": "castle"}),
    ("house_published_has_time", {"published_at": None}),
    ("house_bedrooms_sensible", {"bedrooms": 0}),
    ("house_bedrooms_sensible", {"bedrooms": 41}),
    ("house_bathrooms_in_halves", {"bathrooms": Decimal("2.3")}),
    ("house_bathrooms_in_halves", {"bathrooms": Decimal("0")}),
    ("house_square_feet_sensible", {"square_feet": 199}),
    ("house_square_feet_sensible", {"square_feet": 30_001}),
    ("house_zip_code_five_digits", {"zip_code": "3343"}),
    ("house_zip_code_five_digits", {"zip_code": "3343O"}),
    ("house_point_whole", {"latitude": Decimal("26.5")}),
    ("house_verified_whole", {"verified_at": NOON}),
    ("house_confirmed_whole", {"availability_confirmed_by": None}),
]


@pytest.mark.parametrize(("constraint", "change"), CHECKED_ON_HOUSE)
def test_a_house_keeps_its_promises(constraint, change):
    house = make_house()
    with refused(constraint):
        House.objects.filter(pk=house.pk).update(**change)


def test_two_houses_of_a_city_never_share_an_address():
    house = make_house()
    with refused("house_address_unique"):
        make_house(city=house.city, slug=house.slug)


@pytest.mark.parametrize("bathrooms", ["0.5", "1", "2.5", "20"])
def test_bathrooms_come_in_halves(bathrooms):
    assert make_house(bathrooms=Decimal(bathrooms)).pk


CHECKED_ON_GROUPS = [
    (HouseProgram, "program_staffing_known", {"staffing": "robots"}),
    (HouseProgram, "program_treatment_known", {"treatment_first": "x"}),
    (HouseProgram, "program_testing_known", {"testing_frequency": "x"}),
    (HouseProgram, "program_payer_known", {"testing_paid_by": "x"}),
    (HouseProgram, "program_meetings_sensible", {"meetings_per_week": 22}),
    (HouseMedication, "medication_buprenorphine_known", {"buprenorphine": ""}),
    (HouseMedication, "medication_methadone_known", {"methadone": "maybe"}),
    (HouseMedication, "medication_naltrexone_known", {"naltrexone": "maybe"}),
    (HouseMedication, "medication_psychiatric_known", {"psychiatric": "maybe"}),
    (HouseMedication, "medication_storage_known", {"storage": "fridge"}),
    (HouseRules, "rules_visitors_known", {"visitors": "x"}),
    (HouseRules, "rules_overnights_known", {"overnights": "x"}),
    (HouseRules, "rules_phones_known", {"phones": "x"}),
    (HouseRules, "rules_pets_known", {"pets": "x"}),
    (HouseRules, "rules_vehicles_known", {"vehicles": "x"}),
    (HouseRules, "rules_smoking_known", {"smoking": "x"}),
    (HouseRules, "rules_relapse_known", {"relapse_response": "x"}),
    (HouseCosts, "costs_not_negative", {"application_fee": -1}),
    (HouseCosts, "costs_refund_within_deposit", {"deposit": 100, "deposit_refundable": 101}),
    (HouseCosts, "costs_refund_within_deposit", {"deposit_refundable": -1}),
    (HouseCosts, "costs_other_fees_explained", {"other_fees": 10}),
    (
        HouseCosts,
        "costs_typical_stay_not_shorter",
        {"minimum_stay_days": 90, "typical_stay_days": 89},
    ),
]


@pytest.mark.parametrize(("model", "constraint", "fields"), CHECKED_ON_GROUPS)
def test_a_group_of_facts_keeps_its_promises(model, constraint, fields):
    house = make_house()
    with refused(constraint):
        model.objects.create(house=house, **fields)


@pytest.mark.parametrize(
    "model", [HouseProgram, HouseMedication, HouseRules, HouseCosts, HouseWelcome]
)
def test_a_house_has_one_group_of_a_kind_and_it_may_be_empty(model):
    house = make_house()
    model.objects.create(house=house)
    with refused():
        model.objects.create(house=house)


def test_no_constraint_goes_untested():
    here = "".join(file.read_text() for file in Path(__file__).parent.glob("test_constraints*.py"))
    there = [
        constraint.name
        for model in apps.get_app_config("listings").get_models()
        for constraint in model._meta.constraints
    ]
    assert [name for name in there if f'"{name}"' not in here] == []


def test_a_form_hears_of_a_broken_promise_in_words():
    house = make_house()
    house.bathrooms = Decimal("2.3")
    with pytest.raises(ValidationError, match="steps of one half"):
        house.full_clean()


def test_weekly_amounts_are_monthly_times_12_by_52_to_the_cent():
    house = make_house()
    weekly = {
        room_type: Rate.objects.get(pk=rate.pk).weekly_amount
        for room_type, rate in {
            "double": make_rate(house, "1150", period="month"),
            "private": make_rate(house, "1450.50", period="month", room_type="private"),
            "triple": make_rate(house, "187.50", room_type="triple"),
        }.items()
    }
    assert weekly == {
        "double": Decimal("265.38"),
        "private": Decimal("334.73"),
        "triple": Decimal("187.50"),
    }


@pytest.mark.parametrize("amount", ["0.01", "1", "700", "999.99", "1234.56", "999999.99"])
def test_a_months_rate_in_weeks_is_what_decimals_say(amount):
    rate = make_rate(make_house(), amount, period="month")
    expected = (Decimal(amount) * 12 / 52).quantize(Decimal("0.01"))
    assert Rate.objects.get(pk=rate.pk).weekly_amount == expected


def test_the_public_point_is_rounded_to_two_decimals():
    house = make_house(latitude=Decimal("26.534271"), longitude=Decimal("-80.058913"))
    house.refresh_from_db()
    assert (house.public_latitude, house.public_longitude) == (
        Decimal("26.53"),
        Decimal("-80.06"),
    )


def test_staff_who_signed_something_stay_in_the_records():
    by = make_staff()
    make_house(verified_at=NOON, verified_by=by)
    with pytest.raises(models.ProtectedError):
        by.delete()


def test_history_is_kept_of_what_staff_write():
    house = make_house()
    house.name = "Other name"
    house.save()
    text = make_text(house)
    text.summary = "Another line."
    text.save()
    assert [row.name for row in house.history.order_by("history_id")][-1] == "Other name"
    assert HouseText.history.filter(house=house).count() == 2
