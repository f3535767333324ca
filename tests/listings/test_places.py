"""Where "near" is: by ZIP, by name, and what is meant by a name that nobody knows."""

import io

import pytest
from django.core.management import call_command

from listings.models import ZipCode
from listings.places import places_named, suggestions
from recovery_site.full_text import plain
from tests.factories.listings import make_city

pytestmark = pytest.mark.django_db

ROWS = [
    ("33435", "Boynton Beach", "FL", 26.5254, -80.061),
    ("33444", "Delray Beach", "FL", 26.46, -80.08),
    ("33445", "Delray Beach", "FL", 26.48, -80.10),
    ("33701", "Saint Petersburg", "FL", 27.77, -82.64),
    ("97201", "Portland", "OR", 45.5, -122.69),
    ("04101", "Portland", "ME", 43.66, -70.26),
]


@pytest.fixture(autouse=True)
def zips():
    for zip_code, city, state, latitude, longitude in ROWS:
        ZipCode.objects.create(
            zip_code=zip_code, city=city, key=plain(city), state=state,
            latitude=latitude, longitude=longitude,
        )  # fmt: skip


def labels(text, *cities):
    return [place.label for place in places_named(text, cities)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("33435", ["33435"]),
        (" 33435 ", ["33435"]),
        ("33435-1234", ["33435"]),
        ("99999", []),
        ("3343", []),
        ("334356", []),
        ("Boynton Beach", ["Boynton Beach, FL"]),
        ("boynton beach, fl", ["Boynton Beach, FL"]),
        ("BOYNTON BEACH FL", ["Boynton Beach, FL"]),
        ("Boynton Beach, GA", []),
        ("Portland", ["Portland, ME", "Portland, OR"]),
        ("portland or", ["Portland, OR"]),
        ("Atlantis", []),
        ("-5", []),
        ("FL", []),
        (",", []),
        ("\x00", []),
        ("٣٣٤٣٥", []),
    ],
)
def test_a_place_by_what_people_type(text, expected):
    assert labels(text) == expected


def test_a_city_of_ours_comes_before_one_elsewhere():
    ours = make_city("Portland", state="FL", latitude="26.00", longitude="-80.00")
    assert labels("portland", ours) == ["Portland, FL"]
    assert labels("portland, or", ours) == ["Portland, OR"]


def test_a_city_of_several_zips_is_in_their_middle():
    (place,) = places_named("Delray Beach", [])
    assert (place.latitude, place.longitude) == (26.47, -80.09)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Boyton Beach", "Boynton Beach, FL"),
        ("Boynton Bech, FL", "Boynton Beach, FL"),
        ("Delrey Beach", "Delray Beach, FL"),
        ("Saint Petersberg", "Saint Petersburg, FL"),
    ],
)
def test_a_mistyped_city_is_suggested(typed, meant):
    assert suggestions(typed, [make_city("Boynton Beach")])[0] == meant


@pytest.mark.parametrize("typed", ["Xyzzy", "", "12", "🏠", "\x00"])
def test_nothing_is_suggested_for_what_is_like_nothing(typed):
    assert suggestions(typed, [make_city("Boynton Beach")]) == []


def test_the_zips_are_read_from_the_package_once():
    ZipCode.objects.all().delete()
    call_command("load_zip_codes", stdout=io.StringIO())
    assert ZipCode.objects.count() > 40_000
    assert ZipCode.objects.get(pk="33435").city == "Boynton Beach"
    ZipCode.objects.exclude(pk="33435").delete()
    call_command("load_zip_codes", if_empty=True, stdout=io.StringIO())
    assert ZipCode.objects.count() == 1
