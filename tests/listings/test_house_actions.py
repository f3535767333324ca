from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage

from listings import actions
from listings.choices import HouseStatus, MedicationRule
from listings.models import FormerHousePath, House, HouseMedication
from recovery_site.models import AuditEvent
from tests.factories.accounts import make_staff
from tests.factories.listings import (
    NOON,
    make_certification,
    make_city,
    make_house,
    make_photo,
    make_text,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def by():
    return make_staff()


def draft(**fields):
    house = make_house(status=HouseStatus.DRAFT, published_at=None, **fields)
    make_text(house)
    return house


def test_publishing_shows_a_house_and_says_who_did_it(by):
    house = draft()
    actions.publish_house(house=house, by=by, at=NOON)
    assert House.objects.public(at=NOON).get() == house
    assert AuditEvent.objects.about(house).get().action == "published"


def test_a_house_without_words_is_not_published(by):
    house = draft()
    house.texts.all().delete()
    with pytest.raises(ValidationError, match="Write the one line"):
        actions.publish_house(house=house, by=by, at=NOON)
    assert not House.objects.public(at=NOON).exists()


@pytest.mark.parametrize("medicine", HouseMedication.MOUD)
def test_a_certified_house_that_refuses_medication_is_not_published(by, medicine):
    house = draft()
    make_certification(house)
    HouseMedication.objects.create(house=house, **{medicine: MedicationRule.NOT_ACCEPTED})
    with pytest.raises(ValidationError, match=f"{medicine}. Change the answer"):
        actions.publish_house(house=house, by=by, at=NOON)


@pytest.mark.parametrize(
    "answer", [MedicationRule.ASK, MedicationRule.ACCEPTED, MedicationRule.NOT_APPLICABLE]
)
def test_any_other_answer_may_be_published(by, answer):
    house = draft()
    make_certification(house)
    HouseMedication.objects.create(house=house, methadone=answer)
    actions.publish_house(house=house, by=by, at=NOON)


def test_a_house_whose_certificate_is_over_may_be_published_as_it_is(by):
    house = draft()
    make_certification(house, expires_on=date(2026, 1, 1))
    HouseMedication.objects.create(house=house, methadone=MedicationRule.NOT_ACCEPTED)
    actions.publish_house(house=house, by=by, at=NOON)


@pytest.mark.parametrize("hide", [actions.pause_house, actions.archive_house])
def test_a_hidden_house_keeps_the_day_it_was_first_published(by, hide):
    house = make_house()
    first = house.published_at
    make_text(house)
    hide(house=house, by=by, at=NOON)
    assert not House.objects.public(at=NOON).exists()
    actions.publish_house(house=house, by=by, at=NOON)
    assert House.objects.get().published_at == first


def test_a_house_that_moves_leaves_a_way_to_it(by):
    house = make_house(slug="oak", city=make_city("Lantana"))
    city = make_city("Greenacres")
    actions.move_house(house=house, city=city, slug="live-oak", by=by, at=NOON)
    assert House.objects.get().get_absolute_url() == "/houses/greenacres/live-oak/"
    former = FormerHousePath.objects.get()
    assert (former.city_slug, former.slug, former.house) == ("lantana", "oak", house)


def test_a_house_may_come_back_to_where_it_was(by):
    house = make_house(slug="oak")
    actions.move_house(house=house, city=house.city, slug="live-oak", by=by, at=NOON)
    actions.move_house(house=house, city=house.city, slug="oak", by=by, at=NOON)
    assert [former.slug for former in FormerHousePath.objects.all()] == ["live-oak"]


def test_a_house_that_does_not_move_leaves_nothing(by):
    house = make_house()
    actions.move_house(house=house, city=house.city, slug=house.slug, by=by, at=NOON)
    assert not FormerHousePath.objects.exists()
    assert not AuditEvent.objects.exists()


def test_no_house_takes_the_address_of_another(by):
    house = make_house(slug="oak")
    other = make_house(slug="pine", city=house.city)
    with pytest.raises(ValidationError, match="Another house in this city"):
        actions.move_house(house=other, city=house.city, slug="oak", by=by, at=NOON)


def test_no_house_takes_an_address_that_another_ones_printed_codes_lead_to(by):
    house = make_house(slug="oak")
    actions.move_house(house=house, city=house.city, slug="live-oak", by=by, at=NOON)
    other = make_house(slug="pine", city=house.city)
    with pytest.raises(ValidationError, match="had this address once"):
        actions.move_house(house=other, city=house.city, slug="oak", by=by, at=NOON)


def test_checking_the_facts_is_signed(by):
    house = make_house()
    actions.verify_house(house=house, by=by, at=NOON)
    kept = House.objects.select_related("operator").get()
    assert (kept.verified_on, kept.verified_by) == (date(2026, 3, 18), by)


def test_a_stale_page_of_one_member_of_staff_does_not_undo_anothers_words(by):
    stale, fresh = make_house(), House.objects.get()
    make_text(stale)
    fresh.name = "New name"
    fresh.save()
    actions.pause_house(house=stale, by=by, at=NOON)
    assert House.objects.get().name == "New name"


def test_a_deleted_house_takes_its_pictures_along(by, django_capture_on_commit_callbacks):
    house = make_house()
    photo = make_photo(house)
    paths, original = photo.files.paths, photo.original
    assert all(map(default_storage.exists, paths))
    with django_capture_on_commit_callbacks(execute=True):
        actions.delete_house(house=house)
    assert not any(map(default_storage.exists, paths))
    assert not original.storage.exists(original.name)
