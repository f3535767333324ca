"""The pages of spreadsheets."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from listings.choices import Role
from listings.models import House, SheetImport
from recovery_site.models import AuditEvent, OutboxMessage
from recovery_site.outbox import deliver_next
from tests.factories.listings import make_city, make_house, make_member, make_operator, site_owner
from tests.listings.sheets.bringing import table

pytestmark = pytest.mark.django_db

HEAD = ("Name", "City", "Gender", "Bedrooms", "Bathrooms", "ZIP code")


@pytest.fixture(autouse=True)
def one_factor_and_own_folders(settings, tmp_path) -> None:
    settings.SECOND_FACTOR_REQUIRED = False
    settings.MEDIA_ROOT, settings.PRIVATE_ROOT = tmp_path / "media", tmp_path / "private"


@pytest.fixture
def staff(client):
    member = make_member(site_owner(), role=Role.OWNER)
    client.force_login(member.user)
    return client


def url(name: str, *args) -> str:
    return reverse(f"admin:listings_sheetimport_{name}", args=args)


def bring(client, *rows, kind: str = "houses"):
    file = SimpleUploadedFile("houses.csv", table(*rows))
    return client.post(url("add"), {"kind": kind, "file": file})


def deliver() -> None:
    while deliver_next():
        pass


def test_an_owner_brings_looks_starts_and_undoes(staff) -> None:
    make_city("Palm Bay")
    answer = bring(staff, HEAD, ("Banyan", "palm-bay", "men", "3", "2", "33435"))
    page = answer.headers["Location"]
    assert "<progress" in staff.get(page).text
    deliver()
    assert "Nothing changes until you press Start" in staff.get(page).text
    sheet = SheetImport.objects.get()
    staff.post(url("start", sheet.pk))
    deliver()
    assert House.objects.get().name == "Banyan"
    assert "Undo all of it" in staff.get(page).text
    staff.post(url("undo", sheet.pk))
    deliver()
    assert not House.objects.exists()
    assert OutboxMessage.objects.needing_a_person().count() == 0


def test_a_mistake_is_shown_with_row_and_column_and_as_a_table(staff) -> None:
    bring(staff, HEAD, ("Banyan", "nowhere", "men", "3", "2", "33435"))
    deliver()
    sheet = SheetImport.objects.get()
    text = staff.get(url("change", sheet.pk)).text
    assert "There is no city “nowhere” here" in text
    assert "1 row has a mistake" in text
    listed = b"".join(staff.get(url("mistakes", sheet.pk)).streaming_content).decode()
    assert "2,City,There is no city" in listed


def test_nothing_chosen_is_told_beside_the_field(staff) -> None:
    assert staff.post(url("add"), {"kind": "houses"}).status_code == 422


@pytest.mark.parametrize("name", ["start", "undo"])
def test_a_look_starts_nothing(staff, name: str) -> None:
    bring(staff, HEAD)
    assert staff.get(url(name, SheetImport.objects.get().pk)).status_code == 405


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_download_is_noted_and_holds_own_houses(staff, form: str) -> None:
    house, foreign = make_house(operator=site_owner()), make_house(operator=make_operator())
    answer = staff.post(url("export"), {"kind": "houses", "format": form})
    content = b"".join(answer.streaming_content)
    assert AuditEvent.objects.get(action="spreadsheet taken").number == 1
    if form == "csv":
        assert house.name in content.decode()
        assert foreign.name not in content.decode()


def test_a_template_has_the_headings(staff) -> None:
    answer = staff.get(url("template"), {"kind": "beds", "format": "csv"})
    assert b"".join(answer.streaming_content).decode("utf-8-sig").startswith("ID,House,Room name")


def test_the_page_of_a_file_asks_as_much_for_twelve_rows_as_for_one(
    staff, django_assert_max_num_queries
) -> None:
    houses = [make_house(operator=site_owner()) for _number in range(13)]
    bring(staff, ("ID", "Name"), (houses[0].uuid, "A"))
    bring(staff, ("ID", "Name"), *((house.uuid, "B") for house in houses[1:]))
    deliver()
    first, second = SheetImport.objects.order_by("pk")
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = []
    for sheet in (first, second):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert staff.get(url("change", sheet.pk)).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]
