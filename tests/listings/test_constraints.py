"""Each promise of the schema holds whoever writes, because the database keeps it."""

from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, models, transaction

from listings.models import (
    Bed,
    BedInterval,
    CityText,
    FormerHousePath,
    House,
    HouseCosts,
    HouseMedication,
    HouseProgram,
    HouseRules,
    HouseText,
    HouseWelcome,
    Membership,
    Operator,
    Photo,
    Rate,
    Room,
    TaxonomyTerm,
)
from tests.factories.accounts import make_staff
from tests.factories.listings import (
    NOON,
    make_bed,
    make_certification,
    make_city,
    make_house,
    make_member,
    make_operator,
    make_rate,
    make_room,
    make_term,
    make_text,
)

pytestmark = pytest.mark.django_db


@contextmanager
def refused(constraint: str = ""):
    """The database says no, and by that name where it tells names."""
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        yield
    # SQLite names check constraints, and of unique ones only the columns.
    if constraint and (connection.vendor == "postgresql" or "CHECK" in str(error.value)):
        assert constraint in str(error.value)


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


def test_a_rate_is_above_zero_and_known():
    house = make_house()
    with refused("rate_amount_positive"):
        make_rate(house, "0")
    with refused("rate_period_known"):
        make_rate(house, period="day")
    with refused("rate_room_type_known"):
        make_rate(house, room_type="bunk")
    with refused("rate_advance_sensible"):
        make_rate(house, periods_in_advance=13)
    make_rate(house)
    with refused("rate_unique"):
        make_rate(house)


def test_rooms_and_beds_of_one_place_have_different_names():
    room = make_room(make_house(), name="Room 1")
    make_bed(room=room, label="A")
    with refused("room_name_unique"):
        make_room(room.house, name="Room 1")
    with refused("bed_label_unique"):
        Bed.objects.create(room=room, label="A")
    with refused("room_type_known"):
        Room.objects.filter(pk=room.pk).update(room_type="hall")
    with refused("room_gender_known"):
        Room.objects.filter(pk=room.pk).update(gender="")


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("bed_interval_state_known", {"state": "gone"}),
        ("bed_interval_ends_after_start", {"state": "open", "ends_at": NOON}),
        ("bed_interval_hold_ends", {"state": "held"}),
        (
            "bed_interval_expectation_when_taken",
            {"state": "open", "expected_open_on": date(2026, 4, 1)},
        ),
    ],
)
def test_an_interval_keeps_its_promises(constraint, fields):
    bed = make_bed(state=None)
    with refused(constraint):
        BedInterval.objects.create(bed=bed, starts_at=NOON, **fields)


def test_a_bed_has_one_state_without_end():
    bed = make_bed()
    # The rule against overlaps may speak first; see test_bed_intervals.
    with refused():
        BedInterval.objects.create(bed=bed, state="occupied", starts_at=NOON)
    names = [constraint.name for constraint in BedInterval._meta.constraints]
    assert "bed_interval_one_without_end" in names


def test_a_certificate_expires_after_its_issue_and_says_who_saw_it():
    house = make_house()
    with refused("certification_expires_after_issue"):
        make_certification(house, issued_on=date(2026, 3, 2), expires_on=date(2026, 3, 1))
    with refused("certification_verified_whole"):
        make_certification(house, verified_on=date(2026, 3, 2))
    with refused("certification_level_known"):
        make_certification(house, level=5)
    make_certification(house, number="7")
    with refused("certification_unique"):
        make_certification(house, number="7")


def test_one_operator_owns_the_site():
    make_operator(is_site_owner=True)
    with refused("operator_one_site_owner"):
        make_operator(is_site_owner=True)
    make_operator(is_site_owner=False)
    assert Operator.objects.count() == 2


def test_office_hours_open_before_they_close():
    operator = make_operator()
    with refused("office_hours_open_before_close"):
        operator.office_hours.create(weekday=0, opens_at="20:00", closes_at="08:00")
    with refused("office_hours_weekday_known"):
        operator.office_hours.create(weekday=7, opens_at="08:00", closes_at="20:00")
    operator.office_hours.create(weekday=0, opens_at="08:00", closes_at="12:00")
    with refused("office_hours_unique"):
        operator.office_hours.create(weekday=0, opens_at="08:00", closes_at="20:00")


def test_a_holiday_is_closed_or_has_both_times():
    operator = make_operator()
    with refused("holiday_hours_whole"):
        operator.holidays.create(on="2026-12-25", name="Christmas", opens_at="08:00")
    with refused("holiday_open_before_close"):
        operator.holidays.create(on="2026-12-25", name="X", opens_at="12:00", closes_at="08:00")
    operator.holidays.create(on="2026-12-25", name="Christmas")
    with refused("holiday_unique"):
        operator.holidays.create(on="2026-12-25", name="Christmas again")


def test_an_account_is_one_member_of_an_operator():
    member = make_member()
    with refused("membership_unique"):
        make_member(member.operator, user=member.user)
    with refused("membership_role_known"):
        Membership.objects.filter(pk=member.pk).update(role="king")


def test_words_are_one_row_per_language():
    house = make_house()
    make_text(house)
    with refused("house_text_unique"):
        make_text(house)
    CityText.objects.create(city=house.city, language="en", intro="A town.")
    with refused("city_text_unique"):
        CityText.objects.create(city=house.city, language="en", intro="A town.")


def test_places_and_terms_are_there_once():
    city = make_city("Lantana")
    with refused("city_unique"):
        make_city("Lantana", slug="another")
    with refused():
        make_city("Elsewhere", slug=city.slug)
    term = make_term()
    with refused("taxonomy_term_unique"):
        make_term(code=term.code)
    with refused("taxonomy_term_taxonomy_known"):
        TaxonomyTerm.objects.filter(pk=term.pk).update(taxonomy="spice")


def test_a_photo_says_what_it_shows():
    fields = {"house": make_house(), "original": "x", "width": 1, "height": 1}
    with refused("photo_alt_given"):
        Photo.objects.create(alt="", **fields)
    with refused("photo_focus_in_picture"):
        Photo.objects.create(alt="A door.", focal_x=101, **fields)


def test_a_former_address_leads_to_one_house():
    house, other = make_house(), make_house()
    path = {"city_slug": "lantana-fl", "slug": "oak", "until": NOON}
    FormerHousePath.objects.create(house=house, **path)
    with refused("former_house_path_unique"):
        FormerHousePath.objects.create(house=other, **path)


def test_no_constraint_goes_untested():
    here = Path(__file__).read_text()
    there = [
        constraint.name
        for model in apps.get_app_config("listings").get_models()
        for constraint in model._meta.constraints
    ]
    assert [name for name in there if f'"{name}"' not in here] == []


def test_an_operator_lives_in_a_known_time_zone():
    operator = make_operator()
    with refused("operator_time_zone_known"):
        Operator.objects.filter(pk=operator.pk).update(time_zone="Mars/Olympus")


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
