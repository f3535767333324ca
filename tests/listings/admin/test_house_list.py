from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from listings.choices import BedState, HouseStatus
from listings.models import House, HouseMedication
from tests.factories.listings import (
    make_bed,
    make_certification,
    make_city,
    make_house,
    make_photo,
    make_rate,
    make_text,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("owner")]

LIST = "/admin/listings/house/"


def fresh_house(**fields):
    now = timezone.now()
    return make_house(**{"availability_confirmed_at": now, "published_at": now} | fields)


def test_the_list_tells_beds_and_the_age_of_their_confirmation(client):
    house = fresh_house(name="Oak")
    make_bed(house)
    make_rate(house, "225")
    page = client.get(LIST).content.decode()
    for words in ("Oak", "1 bed open", "Confirmed today at", "$225", f"{house.pk}/beds/"):
        assert words in page


def test_staff_see_the_age_that_the_public_does_not(client):
    fresh_house(availability_confirmed_at=timezone.now() - timedelta(days=400))
    fresh_house(availability_confirmed_at=None)
    page = client.get(LIST).content.decode()
    assert "Nothing shown" in page
    assert "Confirmed " in page
    assert "Never confirmed" in page
    assert "Ask us" in page


def test_the_list_takes_few_queries_however_long_it_is(client):
    def count():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(LIST).status_code == 200
        return len(queries)

    def one():
        house = fresh_house()
        make_bed(house)
        make_rate(house)
        make_photo(house)

    one()
    alone = count()
    for _ in range(11):
        one()
    assert count() == alone <= 12


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=33499", "Oak"),
        ("q=inventado", "Oak"),
        ("q=lantana", "Oak"),
        ("beds=open", "Open"),
        ("beds=full", "Full"),
        ("status__exact=draft", "Draft"),
        ("gender__exact=women", "Women"),
    ],
)
def test_houses_are_found_and_filtered(client, query, found):
    fresh_house(
        name="Oak",
        zip_code="33499",
        street_address="4117 Inventado Court",
        city=make_city("Lantana"),
    )
    make_bed(fresh_house(name="Open"))
    make_bed(fresh_house(name="Full"), state=BedState.OCCUPIED)
    make_house(name="Draft", status=HouseStatus.DRAFT, published_at=None)
    fresh_house(name="Women", gender="women")
    shown = client.get(f"{LIST}?{query}").context["cl"].result_list
    assert [house.name for house in shown] == [found]


def act(client, action: str, *houses):
    data = {"action": action, "_selected_action": [house.pk for house in houses]}
    return client.post(LIST, data, follow=True).content.decode()


@pytest.mark.usefixtures("row_by_row")
def test_beds_are_confirmed_for_several_houses_at_once(client, owner):
    houses = [fresh_house(availability_confirmed_at=None) for _ in range(2)]
    assert "are confirmed" in act(client, "confirm", *houses)
    for house in House.objects.all():
        assert house.availability_confirmed_by == owner


def test_publishing_from_the_list_tells_why_it_was_refused(client):
    good, bad = [
        make_house(name=name, status=HouseStatus.DRAFT, published_at=None)
        for name in ("Good", "Bad")
    ]
    make_text(good)
    page = act(client, "publish", good, bad)
    assert "Good is public now." in page
    assert "Bad: Write the one line" in page
    assert House.objects.public(at=timezone.now()).get() == good


@pytest.mark.parametrize(("action", "status"), [("pause", "paused"), ("archive", "archived")])
def test_houses_are_hidden_from_the_list(client, action, status):
    house = fresh_house()
    act(client, action, house)
    assert House.objects.get().status == status


def test_a_certified_house_that_refuses_medication_stays_a_draft(client):
    house = make_house(status=HouseStatus.DRAFT, published_at=None)
    make_text(house)
    make_certification(house, expires_on=timezone.now().date())
    HouseMedication.objects.create(house=house, methadone="not_accepted")
    assert "refuse medication" in act(client, "publish", house)
    assert House.objects.get().status == HouseStatus.DRAFT


def test_who_may_only_look_is_offered_no_action(client, sign_in):
    fresh_house()
    sign_in("listings.view_house")
    page = client.get(LIST)
    assert page.status_code == 200
    assert "Publish" not in page.content.decode()
