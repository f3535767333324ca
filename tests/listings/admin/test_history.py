"""Who changed a house, what, and the way back; and the life of a bed, to read."""

import pytest
from django.urls import reverse

from listings.choices import Role
from listings.models import House, HouseMedication, Rate
from tests.factories.listings import (
    make_bed,
    make_certification,
    make_house,
    make_member,
    make_rate,
    make_text,
    site_owner,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def one_factor_is_enough(settings) -> None:
    settings.SECOND_FACTOR_REQUIRED = False


@pytest.fixture
def staff(client):
    client.force_login(make_member(site_owner(), role=Role.OWNER).user)
    return client


def url(house: House, version) -> str:
    return reverse("admin:listings_house_simple_history", args=[house.pk, version.pk])


def changed_house() -> House:
    house = make_house(operator=site_owner(), name="First name", square_feet=1800)
    make_rate(house, "225")
    text = make_text(house, summary="A calm house.")
    house.name, house.square_feet = "Second name", None
    house.save()
    text.summary = "A loud house."
    text.save()
    house.rates.all().delete()
    return house


def first(house: House):
    return house.history.order_by("history_id").first()


def test_the_list_names_what_each_version_changed_and_who(staff) -> None:
    house = changed_house()
    text = staff.get(reverse("admin:listings_house_history", args=[house.pk])).text
    assert "Changed: Name, Square feet, Words, Rates" in text


def test_a_version_shows_its_difference_with_words_and_rates(staff) -> None:
    house = changed_house()
    text = staff.get(url(house, first(house))).text
    assert "Second" in text
    assert "loud" in text
    assert "225" in text


def test_one_press_brings_facts_words_and_rates_back(staff) -> None:
    house = changed_house()
    answer = staff.post(url(house, first(house)))
    assert answer.headers["Location"] == reverse("admin:listings_house_change", args=[house.pk])
    house.refresh_from_db()
    assert (house.name, house.square_feet) == ("First name", 1800)
    assert house.texts.get().summary == "A calm house."
    assert Rate.objects.get().amount == 225
    assert house.history.count() >= 3


def test_what_would_break_todays_promises_is_not_brought_back(staff) -> None:
    house = make_house(operator=site_owner())
    make_text(house)
    medication = HouseMedication.objects.create(house=house, methadone="not_accepted")
    version = first(house)
    house.save()
    medication.methadone = "accepted"
    medication.save()
    from django.utils import timezone

    today = timezone.now().date()
    make_certification(
        house,
        issued_on=today.replace(year=today.year - 1),
        expires_on=today.replace(year=today.year + 1, day=1),
    )
    answer = staff.post(url(house, version), follow=True)
    assert "A certified house can’t refuse medication" in answer.text
    medication.refresh_from_db()
    assert medication.methadone == "accepted"


def test_a_look_brings_nothing_back(staff) -> None:
    house = changed_house()
    staff.get(url(house, first(house)))
    house.refresh_from_db()
    assert house.name == "Second name"


def test_who_may_not_edit_houses_reads_versions_and_brings_none_back(client) -> None:
    house = changed_house()
    client.force_login(make_member(site_owner(), role=Role.COORDINATOR).user)
    assert "Bring this version back" not in client.get(url(house, first(house))).text
    assert client.post(url(house, first(house))).status_code == 403


def test_a_bed_shows_its_life(staff) -> None:
    bed = make_bed(make_house(operator=site_owner()))
    text = staff.get(reverse("admin:listings_bed_history", args=[bed.pk])).text
    assert "Since" in text
    assert "<b>Open</b>" in text


def test_a_bed_that_nobody_entered_says_so(staff) -> None:
    bed = make_bed(make_house(operator=site_owner()), state=None)
    text = staff.get(reverse("admin:listings_bed_history", args=[bed.pk])).text
    assert "Nobody has said yet" in text
