from datetime import timedelta
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from listings import actions
from listings.choices import HouseStatus
from listings.models import FormerHousePath, House, HouseMedication
from tests.factories.accounts import make_staff
from tests.factories.listings import (
    make_bed,
    make_body,
    make_certification,
    make_city,
    make_house,
    make_photo,
    make_rate,
    make_term,
    site_owner,
)
from tests.listings.admin.forms import add_row, filled_in
from tests.listings.admin.houses import errors_of, form_of, full_house, url

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("owner")]


def test_an_unchanged_form_saves_and_changes_nothing(client):
    house = full_house()
    before = House.objects.values().get()
    response = client.post(url(house), form_of(client, house))
    assert response.status_code == 302
    after = House.objects.values().get()
    changed = {name for name in before if before[name] != after[name]}
    assert changed <= {"updated_at"}
    assert not FormerHousePath.objects.exists()
    assert house.terms.get().name == "Piano"


def test_a_new_house_needs_only_its_first_facts(client):
    city, operator = make_city(), site_owner()
    data = filled_in(client.get("/admin/listings/house/add/")) | {
        "name": "Live Oak", "slug": "live-oak", "operator": operator.pk, "city": city.pk,
        "gender": "men", "zip_code": "33435", "bedrooms": "3", "bathrooms": "2.5",
    }  # fmt: skip
    response = client.post("/admin/listings/house/add/", data)
    assert response.status_code == 302, errors_of(response)
    house = House.objects.get()
    assert (house.status, house.slug) == (HouseStatus.DRAFT, "live-oak")


def test_the_total_to_move_in_is_shown_and_not_typed(client):
    page = client.get(url(full_house())).content.decode()
    assert "<strong>$375</strong>" in page
    assert "First week $225 + Deposit $150" in page


def test_the_status_is_not_a_field(client):
    house = full_house()
    client.post(url(house), form_of(client, house) | {"status": "archived"})
    assert House.objects.get().status == HouseStatus.PUBLISHED


def test_wrong_facts_are_told_at_their_field_and_nothing_is_saved(client):
    house = full_house()
    data = form_of(client, house) | {
        "name": "New name",
        "bathrooms": "2.3",
        "zip_code": "334",
        "texts-0-summary": "A new line.",
    }
    page = errors_of(client.post(url(house), data))
    assert "steps of one half" in page
    assert "A ZIP has five digits." in page
    assert "A new line." in page
    assert House.objects.get().name == house.name


def test_a_new_address_leaves_a_way_from_the_old_one(client):
    house = full_house(slug="oak", city=make_city("Lantana"))
    city = make_city("Greenacres")
    data = form_of(client, house) | {"slug": "live-oak", "city": city.pk, "name": "Live Oak"}
    assert client.post(url(house), data).status_code == 302
    assert client.get("/houses/lantana/oak/").url == "/houses/greenacres/live-oak/"
    assert House.objects.get().name == "Live Oak"


def test_an_address_that_another_house_had_is_refused_at_the_field(client):
    other = make_house(slug="oak")
    by, at = make_staff(), timezone.now()
    actions.move_house(house=other, city=other.city, slug="elsewhere", by=by, at=at)
    house = full_house(city=other.city)
    data = form_of(client, house) | {"slug": "oak"}
    assert "had this address once" in errors_of(client.post(url(house), data))


def test_a_public_certified_house_can_not_begin_to_refuse_medication(client):
    house = full_house()
    data = form_of(client, house) | {"medication-0-methadone": "not_accepted"}
    assert "refuse medication" in errors_of(client.post(url(house), data))
    assert HouseMedication.objects.get().methadone == "ask"


def test_a_public_house_that_refuses_medication_can_not_become_certified(client):
    house = full_house()
    house.certifications.all().delete()
    house.medication.methadone = "not_accepted"
    house.medication.save()
    data = form_of(client, house)
    today = timezone.now().date()
    add_row(data, "certifications", body=make_body().pk, number="1", level="2",
            issued_on=str(today - timedelta(days=9)), expires_on=str(today))  # fmt: skip
    assert "refuse medication" in errors_of(client.post(url(house), data))


def test_a_draft_may_say_what_it_wants_until_it_is_published(client):
    house = full_house(status=HouseStatus.DRAFT, published_at=None)
    data = form_of(client, house) | {"medication-0-methadone": "not_accepted"}
    assert client.post(url(house), data).status_code == 302
    page = client.post(url(house), form_of(client, house) | {"_publish": "x"}, follow=True)
    assert "refuse medication" in unescape(page.content.decode())
    assert House.objects.get().status == HouseStatus.DRAFT


@pytest.mark.parametrize(
    ("button", "status"),
    [("_publish", "published"), ("_archive", "archived"), ("_verify", "draft")],
)
def test_the_buttons_save_the_form_and_then_act(client, button, status):
    house = full_house(status=HouseStatus.DRAFT, published_at=None)
    data = form_of(client, house) | {"name": "Saved, too", button: "x"}
    response = client.post(url(house), data)
    assert (response.status_code, response.url) == (302, url(house))
    saved = House.objects.get()
    assert (saved.name, saved.status) == ("Saved, too", status)
    assert (saved.verified_by is not None) is (button == "_verify")


def test_only_fitting_buttons_are_offered(client):
    page = client.get(url(full_house())).content.decode()
    assert 'name="_pause"' in page
    assert 'name="_publish"' not in page


def test_a_certificates_date_is_signed_by_who_gave_it(client, owner):
    house = full_house()
    data = form_of(client, house) | {"certifications-0-verified_on": "2026-03-01"}
    assert client.post(url(house), data).status_code == 302
    assert house.certifications.get().verified_by == owner


def test_what_was_public_once_is_archived_and_not_deleted(client):
    house = full_house()
    assert client.post(f"/admin/listings/house/{house.pk}/delete/").status_code == 403
    draft = make_house(status=HouseStatus.DRAFT, published_at=None)
    delete = f"/admin/listings/house/{draft.pk}/delete/"
    assert client.post(delete, {"post": "yes"}).status_code == 302
    assert House.objects.get() == house


def test_the_form_takes_as_many_queries_for_one_row_as_for_many(client):
    def count():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url(house)).status_code == 200
        return len(queries)

    house = full_house()
    alone = count()
    for number in range(8):
        make_photo(house)
        make_bed(house)
        make_certification(house)
        make_term()
        if number < 2:
            make_rate(house, room_type=("private", "triple")[number])
    assert count() == alone


def test_every_change_is_in_the_history(client, owner):
    house = full_house()
    client.post(url(house), form_of(client, house) | {"name": "New name"})
    page = client.get(f"/admin/listings/house/{house.pk}/history/").content.decode()
    assert "Olu Owner" in page
    assert house.history.first().history_user == owner
