"""The open beds as a table for a spreadsheet and as a feed."""

import csv
import io
import sys
from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from listings.models import BedInterval, House
from listings.tables import csv_lines
from tests.factories.listings import make_bed, make_city
from tests.listings.listed import fresh_house
from tests.listings.test_open_beds import full_house

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"


def table(client, **asked) -> list[dict[str, str]]:
    response = client.get("/beds/open.csv", asked)
    assert response.status_code == 200
    assert response.streaming
    text = response.getvalue().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def feed(client, **asked):
    response = client.get("/beds/feed/", asked)
    assert response.status_code == 200
    return ElementTree.fromstring(response.content)  # noqa: S314  # our own answer


def test_the_table_has_what_the_page_has(client):
    house = full_house(name="Corazón", city=make_city("Lantana"))
    (row,) = table(client)
    expected = {
        "House": "Corazón", "City": "Lantana", "Room": "Room for two", "For": "Men",
        "Beds open now": "1", "Certificate": "FARR level II", "Methadone": "accepted",
        "Buprenorphine": "ask us", "A week (USD)": "225.00", "To move in (USD)": "375.00",
        "Minimum days sober": "3", "Phone": "833-285-1315",
        "Page": f"http://localhost:8000{house.get_absolute_url()}",
    }  # fmt: skip
    assert row | expected == row


def test_the_table_is_a_file_of_today(client):
    response = client.get("/beds/open.csv")
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert 'attachment; filename="open-beds-20' in response.headers["Content-Disposition"]


def test_the_table_takes_the_same_filters(client):
    full_house(name="Men")
    full_house(name="Women", gender="women")
    assert [row["House"] for row in table(client, gender="women")] == ["Women"]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_no_cell_is_a_formula(start):
    _heads, line = csv_lines([["House"], [f"{start}1+1", -5]])
    assert next(csv.reader(io.StringIO(line, newline=""))) == [f"'{start}1+1", "-5"]


def test_a_long_table_is_read_in_parts_and_whole(client, monkeypatch):
    monkeypatch.setattr(sys.modules["listings.views.open_beds"], "PER_READ", 2)
    for number in range(5):
        full_house(name=f"House {number}")
    assert [row["House"] for row in table(client)] == [f"House {number}" for number in range(5)]


@pytest.mark.parametrize("url", ["/beds/open.csv", "/beds/feed/"])
def test_twelve_rows_take_as_many_queries_as_one(client, url):
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            response = client.get(url)
            assert b"".join(response) if response.streaming else response.content
        statements = [query["sql"] for query in queries]
        assert len(set(statements)) == len(statements) <= 12
        return len(statements)

    full_house()
    alone = count()
    for _ in range(11):
        full_house()
    assert count() == alone


def test_an_entry_tells_the_bed_and_when_it_was_confirmed(client):
    house = full_house(name="Oak & <Elm>", city=make_city("Lantana"))
    (entry,) = feed(client).iter(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == "Oak & <Elm>, Lantana: 1 bed open"
    assert entry.findtext(f"{ATOM}id") == f"tag:localhost,2026:beds/{house.uuid}/double/men"
    assert entry.findtext(f"{ATOM}updated") == house.availability_confirmed_at.isoformat()
    link = entry.find(f"{ATOM}link").get("href")
    assert link == f"http://localhost:8000{house.get_absolute_url()}"
    summary = entry.findtext(f"{ATOM}summary")
    assert "Methadone: accepted. Naltrexone: ask us. $225 a week." in summary


def test_the_feed_names_itself_by_the_address_of_the_site(client):
    links = feed(client, gender="men").findall(f"{ATOM}link")
    assert {link.get("rel"): link.get("href") for link in links} == {
        "alternate": "http://localhost:8000/beds/?gender=men",
        "self": "http://localhost:8000/beds/feed/?gender=men",
    }


def test_a_bed_that_is_taken_is_gone_for_a_reader_who_asks_what_is_new(client):
    house = full_house()
    first = client.get("/beds/feed/")
    assert "Last-Modified" not in first.headers
    tag = first.headers["ETag"]
    assert client.get("/beds/feed/", headers={"If-None-Match": tag}).status_code == 304
    BedInterval.objects.filter(bed__room__house=house).update(ends_at=timezone.now())
    later = (timezone.now() + timedelta(days=1)).strftime("%a, %d %b %Y %H:%M:%S GMT")
    for headers in ({"If-None-Match": tag}, {"If-Modified-Since": later}):
        response = client.get("/beds/feed/", headers=headers)
        assert (response.status_code, b"<entry>" in response.content) == (200, False)


def test_a_stale_house_leaves_the_feed(client):
    make_bed(fresh_house())
    assert len(list(feed(client).iter(f"{ATOM}entry"))) == 1
    House.objects.update(availability_confirmed_at=timezone.now() - timedelta(days=8))
    assert list(feed(client).iter(f"{ATOM}entry")) == []
