"""Who asks for a call does not wait for a spreadsheet: only its transaction holds the lock."""

from threading import Thread

import pytest
from django.db import connection

from intake.models import CallbackRequest
from listings.models import House
from listings.sheets.houses import Houses
from recovery_site.sheets.applying import Writing
from tests.factories.intake import make_request
from tests.factories.listings import make_city, site_owner
from tests.listings.sheets.bringing import checked, owner, table, written
from tests.real_database import shared

HEAD = ("Name", "City", "Gender", "Bedrooms", "Bathrooms", "ZIP code")


@pytest.fixture(autouse=True)
def reached_by_all(transactional_db, tmp_path):
    with shared(tmp_path):
        yield


def post() -> None:
    """As another process does; it has to be stored before this returns."""

    def run() -> None:
        try:
            make_request(operator=site_owner())
        finally:
            connection.close()

    thread = Thread(target=run)
    thread.start()
    thread.join(timeout=10)
    assert not thread.is_alive()


def test_a_request_is_stored_while_rows_are_judged_and_prepared(monkeypatch) -> None:
    site_owner(), make_city("Palm Bay")
    judge, prepare = Houses.judge, Writing._prepare

    def judged(self, *args):
        post()
        judge(self, *args)

    def prepared(self, *args):
        post()
        prepare(self, *args)

    monkeypatch.setattr(Houses, "judge", judged)
    monkeypatch.setattr(Writing, "_prepare", prepared)
    by = owner()
    row = ("Banyan", "palm-bay", "men", "3", "2", "33435")
    written(checked(table(HEAD, row), by=by))
    assert House.objects.count() == 1
    assert CallbackRequest.objects.count() == 2


def test_a_change_in_the_last_moment_is_not_written_over(monkeypatch) -> None:
    site_owner(), make_city("Palm Bay")
    by = owner()
    row = ("Banyan", "palm-bay", "men", "3", "2", "33435")
    written(checked(table(HEAD, row), by=by))
    house = House.objects.get()
    sheet = checked(table(("ID", "Name"), (house.uuid, "Theirs")), by=by)
    prepare = Writing._prepare

    def overtaken(self, *args):
        prepare(self, *args)
        House.objects.update(name="Mine")

    monkeypatch.setattr(Writing, "_prepare", overtaken)
    sheet = written(sheet)
    assert (sheet.state, House.objects.get().name) == ("refused", "Mine")
    assert "a moment ago" in sheet.remarks
