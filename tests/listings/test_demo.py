from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.db import transaction

from listings import actions, demo
from listings.availability import Tone
from listings.choices import BedState, Gender, HouseStatus
from listings.models import Bed, BedInterval, City, House, Operator, Photo, TaxonomyTerm
from listings.site import cities_with_houses
from recovery_site import editions
from recovery_site.models import User
from tests.factories.accounts import make_staff
from tests.factories.listings import NOON, make_house, make_member

pytestmark = pytest.mark.django_db

LATER = NOON + timedelta(days=14)


def count() -> dict[str, int]:
    models = (House, Bed, BedInterval, Photo, City, Operator, TaxonomyTerm, User)
    return {model.__name__: model.objects.count() for model in models}


def tones(at) -> dict[str, str]:
    editions.current(at=at)
    houses = House.objects.public(at=at).offered(at=at)
    return {house.slug: house.availability.tone for house in houses}


@pytest.fixture(scope="module")
def _drawn(django_db_setup, django_db_blocker):
    """Loaded once for all tests here, because the drawings take seconds."""
    with django_db_blocker.unblock(), transaction.atomic():
        demo.load(at=NOON)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def loaded(_drawn, db):
    """What a test changes is taken back after it, as always."""


def test_the_demo_shows_every_kind_of_house(loaded):
    editions.current(at=NOON)
    houses = House.objects.public(at=NOON).offered(at=NOON).for_cards(at=NOON)
    assert len(houses) >= 14
    assert Bed.objects.count() >= 80
    assert len(cities_with_houses(at=NOON)) == 6
    assert {house.gender for house in houses} == set(Gender)
    assert set(tones(NOON).values()) == set(Tone)
    assert any(house.cover is None for house in houses)
    assert any(house.weekly_from is None for house in houses)
    assert any(house.show_zip_code for house in houses)
    assert any(len(house.name) > 80 for house in houses)
    assert any(not house.name.isascii() for house in houses)
    assert any(house.certificate is None and house.certifications.exists() for house in houses)
    assert BedInterval.objects.at(NOON).filter(state=BedState.HELD).exists()
    assert House.objects.filter(rates__period="month").exists()
    assert House.objects.filter(status=HouseStatus.DRAFT).exists()


def test_every_public_demo_house_may_be_published(loaded):
    for house in House.objects.public(at=NOON):
        assert actions.what_keeps_from_publishing(house, at=NOON) == []
        house.full_clean()


def test_all_fourteen_drawings_are_shown_with_words(loaded):
    assert Photo.objects.values("alt").distinct().count() == 14
    for photo in Photo.objects.all():
        assert all(map(default_storage.exists, photo.files.paths))
        assert photo.original.storage.exists(photo.original.name)
    for house in House.objects.public(at=NOON).prefetch_related("photos"):
        assert len(house.photos.all()) in {0, 3, 4, 5}


def test_each_city_is_introduced_in_60_to_100_words(loaded):
    for intro in City.objects.values_list("texts__intro", flat=True):
        assert 60 <= len(intro.split()) <= 100


def test_a_second_load_adds_nothing(loaded):
    before, files = count(), set(Photo.objects.values_list("version", flat=True))
    demo.load(at=NOON)
    demo.load(at=LATER)
    assert count() == before
    assert set(Photo.objects.values_list("version", flat=True)) == files


def test_a_later_load_keeps_alive_what_nobody_touched(loaded):
    before = tones(NOON)
    assert Tone.OPEN not in tones(LATER).values()
    demo.load(at=LATER)
    after = tones(LATER)
    # A hold that was over in the meantime is a bed that is open.
    held = {"slash-pine-house", "casa-ceiba-de-corazon"}
    assert {slug for slug in before if before[slug] != after[slug]} == held
    assert {after[slug] for slug in held} == {Tone.OPEN}


def test_a_later_load_leaves_alone_what_staff_confirmed_or_changed(loaded):
    by, at = make_staff(), NOON + timedelta(hours=1)
    confirmed, changed, edited = House.objects.filter(
        slug__in=["banyan-house", "coontie-house", "jasmine-house"]
    ).order_by("slug")
    actions.confirm_availability(house=confirmed, by=by, at=at)
    bed = Bed.objects.with_state(at=at).filter(room__house=changed, state_now="open").first()
    actions.take_out_of_service(bed=bed, by=by, at=at, reason="paint")
    edited.name = "Our name"
    edited._history_user = by
    edited.save()
    demo.load(at=LATER)
    kept = House.objects.filter(pk__in=[confirmed.pk, changed.pk, edited.pk])
    assert all(house.availability_confirmed_at <= at for house in kept)
    assert House.objects.get(pk=edited.pk).name == "Our name"


def test_a_load_never_moves_a_confirmation_back(loaded):
    demo.load(at=NOON - timedelta(days=3))
    assert Tone.OPEN in tones(NOON).values()


def test_removing_leaves_nothing(loaded):
    demo.remove()
    assert set(count().values()) == {0}


def test_removing_keeps_what_staff_made(loaded):
    operator = Operator.objects.get()
    city = City.objects.get(name="Lantana")
    term = TaxonomyTerm.objects.first()
    house = make_house(operator=operator, city=city)
    house.terms.add(term)
    demo.remove()
    assert House.objects.get() == house
    assert (Operator.objects.get(), City.objects.get()) == (operator, city)
    assert TaxonomyTerm.objects.get() == term


def test_the_operator_stays_while_staff_are_its_members(loaded):
    make_member(Operator.objects.get())
    demo.remove()
    assert Operator.objects.count() == 1


def test_removing_twice_is_as_good_as_once(loaded):
    demo.remove()
    demo.remove()
    assert not House.objects.exists()


def test_the_invented_streets_stay_secret(loaded, client):
    for house in House.objects.public(at=NOON).select_related("city"):
        page = client.get(house.get_absolute_url()).content.decode()
        assert house.street_address
        assert house.street_address not in page
        assert str(house.latitude) not in page
        assert (house.zip_code in page) is house.show_zip_code
