from datetime import date

import pytest
from django.apps import apps
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from listings.models import Certification, City, HouseMedication, Operator
from tests.factories.listings import (
    make_bed,
    make_body,
    make_certification,
    make_city,
    make_house,
    make_member,
    make_office_hours,
    make_operator,
    make_term,
    make_text,
    site_owner,
)
from tests.listings.admin.forms import add_row, filled_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("owner")]

MODELS = ["house", "room", "bed", "certification", "certifyingbody", "operator", "city",
          "taxonomyterm"]  # fmt: skip


def one_of_everything():
    house = make_house()
    make_text(house)
    make_bed(house)
    make_certification(house)
    make_term()


def test_every_model_is_kept_somewhere():
    inlines = {
        inline.model
        for model_admin in admin.site._registry.values()
        for inline in model_admin.inlines
    }
    kept = inlines | set(admin.site._registry)
    # Former addresses are written by a move alone, pictures for links by the worker; what a
    # search reads is derived, where a ZIP is comes with the code, and the rows of a spreadsheet
    # are on its page.
    left = {
        model.__name__
        for model in apps.get_app_config("listings").get_models()
        if model not in kept and not model.__name__.startswith("Historical")
    }
    assert left == {
        "FormerHousePath", "SearchEntry", "SearchTerm", "SearchText", "SheetRow", "SocialPicture",
        "ZipCode",
    }  # fmt: skip


@pytest.mark.parametrize("model", MODELS)
def test_each_list_is_searched_and_takes_few_queries_however_long(client, model):
    def count():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"/admin/listings/{model}/?q=a").status_code == 200
            assert client.get(f"/admin/listings/{model}/").status_code == 200
        return len(queries)

    one_of_everything()
    alone = count()
    for _ in range(11):
        one_of_everything()
    assert count() == alone <= 24


@pytest.mark.parametrize("model", MODELS)
def test_each_form_opens(client, model):
    one_of_everything()
    row = apps.get_model("listings", model).objects.first()
    assert client.get(f"/admin/listings/{model}/add/").status_code == 200
    assert client.get(f"/admin/listings/{model}/{row.pk}/change/").status_code == 200


def test_the_operators_hours_and_promises_are_edited_on_one_page(client):
    operator = make_operator()
    make_office_hours(operator, (0, "08:00", "20:00"))
    make_member(operator)
    url = f"/admin/listings/operator/{operator.pk}/change/"
    data = filled_in(client.get(url)) | {"payment_note": "Nobody pays anybody."}
    add_row(data, "office_hours", weekday="1", opens_at="09:00", closes_at="17:00")
    add_row(data, "holidays", on="2026-12-25", name="Christmas")
    assert client.post(url, data).status_code == 302
    saved = Operator.objects.get()
    assert saved.hours_words == "Monday, 8 am to 8 pm; Tuesday, 9 am to 5 pm"
    assert (saved.payment_note, saved.holidays.count()) == ("Nobody pays anybody.", 1)


def test_a_second_owner_of_the_site_is_refused_in_words(client):
    make_operator()
    other = make_operator(is_site_owner=False)
    url = f"/admin/listings/operator/{other.pk}/change/"
    response = client.post(url, filled_in(client.get(url)) | {"is_site_owner": "on"})
    assert "Another operator owns this site already." in response.content.decode()


def test_a_citys_address_is_chosen_once(client):
    city = make_city("Lantana")
    url = f"/admin/listings/city/{city.pk}/change/"
    data = filled_in(client.get(url)) | {"slug": "other", "texts-0-language": "en",
                                         "texts-0-intro": "A town."}  # fmt: skip
    assert client.post(url, data).status_code == 302
    city = City.objects.get()
    assert (city.slug, city.texts.get().intro) == ("lantana", "A town.")


def test_beds_are_named_on_the_page_of_their_room(client):
    bed = make_bed()
    url = f"/admin/listings/room/{bed.room.pk}/change/"
    data = filled_in(client.get(url))
    add_row(data, "beds", label="Window")
    assert client.post(url, data).status_code == 302
    assert bed.room.beds.count() == 2


def test_a_bed_with_a_life_shows_it_and_nobody_rewrites_it(client):
    bed = make_bed()
    response = client.get(f"/admin/listings/bed/{bed.pk}/change/")
    assert "open" in response.content.decode()
    [inline] = response.context["inline_admin_formsets"]
    assert not inline.has_add_permission
    assert not inline.has_delete_permission


def test_a_certificate_for_a_house_that_refuses_medication_is_refused(client):
    house = make_house(published_at=timezone.now())
    HouseMedication.objects.create(house=house, buprenorphine="not_accepted")
    data = filled_in(client.get("/admin/listings/certification/add/")) | {
        "house": house.pk, "body": make_body().pk, "number": "1",
        "issued_on": "2020-01-01", "expires_on": "2099-01-01",
    }  # fmt: skip
    response = client.post("/admin/listings/certification/add/", data)
    assert "refuse medication" in response.content.decode()
    data["expires_on"] = "2020-01-02"
    assert client.post("/admin/listings/certification/add/", data).status_code == 302


def test_who_saw_a_certificate_is_who_gives_the_date(client, owner):
    certificate = make_certification(make_house(operator=site_owner()))
    url = f"/admin/listings/certification/{certificate.pk}/change/"
    data = filled_in(client.get(url)) | {"verified_on": "2026-03-01"}
    assert client.post(url, data).status_code == 302
    saved = Certification.objects.get()
    assert (saved.verified_on, saved.verified_by) == (date(2026, 3, 1), owner)


@pytest.mark.parametrize("model", ["house", "room", "operator"])
def test_every_field_in_a_table_has_a_name_to_hear(client, model):
    one_of_everything()
    make_office_hours(site_owner(), (0, "08:00", "20:00"))
    row = apps.get_model("listings", model).objects.first()
    response = client.get(f"/admin/listings/{model}/{row.pk}/change/")
    tables = [
        inline.formset
        for inline in response.context["inline_admin_formsets"]
        if "tabular" in inline.opts.template
    ]
    assert tables
    for formset in tables:
        for form in [*formset.forms, formset.empty_form]:
            for field in form.visible_fields():
                assert "aria-label=" in str(field)
