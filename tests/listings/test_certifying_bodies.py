"""Who certifies: a row of its own that certificates point at, and how the older texts got there."""

from datetime import date

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.models import ProtectedError

from listings.models import Certification, CertifyingBody, SearchEntry
from recovery_site import editions
from tests.factories.listings import NOON, make_body, make_certification, make_house

BEFORE, AFTER = (
    ("listings", "0007_social_pictures"),
    ("listings", "0010_certificates_have_a_body"),
)


@pytest.mark.django_db
def test_two_bodies_can_not_have_one_short_name():
    make_body("FARR")
    with pytest.raises(ValidationError, match="is there already"):
        CertifyingBody(name="Another", short_name="FARR").full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        CertifyingBody.objects.create(name="Another", short_name="FARR")


@pytest.mark.django_db
def test_a_house_has_a_number_of_a_body_once():
    house, body = make_house(), make_body()
    make_certification(house, body=body, number="1")
    make_certification(house, body=make_body("Other"), number="1")
    with pytest.raises(IntegrityError, match=r"certification_unique|body_id"), transaction.atomic():
        make_certification(house, body=body, number="1")


@pytest.mark.django_db
def test_a_body_that_certified_a_house_stays():
    certificate = make_certification(make_house())
    with pytest.raises(ProtectedError):
        certificate.body.delete()


@pytest.mark.django_db
def test_another_name_of_a_body_reaches_the_cards_of_its_houses():
    certificate = make_certification(make_house())
    before = entry_of(certificate.house)
    CertifyingBody.objects.update(short_name="FARR, Inc.")
    assert entry_of(certificate.house) != before


def entry_of(house) -> SearchEntry:
    editions.current(at=NOON)
    return SearchEntry.objects.public(at=NOON).for_seeker("").get(house=house)


def migrate(target):
    executor = MigrationExecutor(connection)
    executor.migrate([target])
    return executor.loader.project_state([target]).apps


@pytest.mark.django_db(transaction=True)
def test_the_text_on_certificates_becomes_a_body_and_comes_back_when_undone():
    house = make_house()
    newest = MigrationExecutor(connection).loader.graph.leaf_nodes()
    texts = {"1": "FARR", "2": "Oxford House charter", "3": "My own body", "4": "FARR"}
    try:
        before = migrate(BEFORE)
        for number, text in texts.items():
            values = {
                "body": text, "number": number, "issued_on": date(2026, 1, 1),
                "expires_on": date(2026, 12, 31),
            }  # fmt: skip
            before.get_model("listings", "Certification").objects.create(
                house_id=house.pk, **values
            )
            before.get_model("listings", "HistoricalCertification").objects.create(
                id=1, house_id=house.pk, history_date=NOON, history_type="+", **values
            )
        migrate(AFTER)
        found = {row.number: row.body for row in Certification.objects.select_related("body")}
        assert {number: body.short_name for number, body in found.items()} == texts
        assert found["1"] == found["4"]
        assert found["1"].name == "Florida Association of Recovery Residences"
        assert found["1"].grievance_url == "https://farronline.org/"
        assert (found["2"].name, found["2"].grievance_url) == ("Oxford House, Inc.", "")
        assert (found["3"].name, found["3"].registry_url) == ("My own body", "")
        history = apps.get_model("listings", "HistoricalCertification").objects
        assert {row.number: row.body_id for row in history.all()} == {
            number: body.pk for number, body in found.items()
        }
        back = migrate(BEFORE)
        for model in ("Certification", "HistoricalCertification"):
            rows = back.get_model("listings", model).objects.values_list("number", "body")
            assert dict(rows) == texts
    finally:
        MigrationExecutor(connection).migrate(newest)
    assert Certification.objects.count() == 4
