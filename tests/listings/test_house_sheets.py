"""What hangs on a house's page: the sheet of questions and the QR code for prints."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from listings import actions
from listings.choices import HouseStatus
from recovery_site.qr import qr_svg
from tests.factories.accounts import make_staff
from tests.factories.listings import (
    make_bed,
    make_certification,
    make_city,
    make_house,
    make_rate,
    make_term,
)

pytestmark = pytest.mark.django_db

SHEETS = ["questions/", "qr.svg"]


def house_to_see(**fields):
    now = timezone.now()
    values = {"availability_confirmed_at": now - timedelta(hours=1), "published_at": now}
    return make_house(**values | fields)


def test_the_sheet_asks_all_twenty_and_leads_back(public_page):
    house = house_to_see(name="Oak")
    page = public_page(house.get_absolute_url() + "questions/")
    text = page.content.decode()
    assert text.count('scope="row"') == 20
    assert f'src="{house.get_absolute_url()}qr.svg"' in text
    assert f'href="{house.get_absolute_url()}#ask"' in text
    assert house.operator.phone in text
    assert '<meta name="robots" content="noindex, follow">' in text
    assert f'rel="canonical" href="{settings.SITE_URL}{house.get_absolute_url()}"' in text


def test_the_house_page_leads_to_the_sheet_and_prints_with_the_code(public_page):
    house = house_to_see()
    text = public_page(house.get_absolute_url()).content.decode()
    assert f'href="{house.get_absolute_url()}questions/"' in text
    assert f'src="{house.get_absolute_url()}qr.svg"' in text
    assert text.count("<summary><h3>") == 5


def test_the_sheet_takes_as_many_queries_for_one_of_everything_as_for_twelve(public_page):
    house = house_to_see()
    make_bed(house)
    make_certification(house)
    house.terms.add(make_term())
    make_rate(house)
    path = house.get_absolute_url() + "questions/"
    alone = public_page(path).query_count
    for _number in range(11):
        make_bed(house)
        make_certification(house)
        house.terms.add(make_term())
    assert public_page(path).query_count == alone


def test_the_code_leads_to_the_page_and_may_be_kept_for_a_day(public_page):
    house = house_to_see(name="Oak & Elm")
    response = public_page(house.get_absolute_url() + "qr.svg")
    assert response.headers["Content-Type"] == "image/svg+xml"
    assert response.headers["Cache-Control"] == "public, max-age=86400"
    svg = response.content.decode()
    title = "The page of Oak & Elm"
    assert svg == qr_svg(settings.SITE_URL + house.get_absolute_url(), title=title)
    assert svg.startswith('<svg xmlns="http://www.w3.org/2000/svg"')
    assert "<title>The page of Oak &amp; Elm</title>" in svg


@pytest.mark.parametrize("sheet", SHEETS)
def test_a_hidden_house_has_none(client, sheet):
    house = house_to_see(status=HouseStatus.PAUSED)
    assert client.get(house.get_absolute_url() + sheet).status_code == 404


@pytest.mark.parametrize("sheet", SHEETS)
def test_only_reading_is_allowed(client, sheet):
    assert client.post(house_to_see().get_absolute_url() + sheet).status_code == 405


@pytest.mark.parametrize("sheet", SHEETS)
def test_a_former_address_leads_to_the_same_sheet_for_good(client, sheet):
    house = house_to_see(city=make_city("Lantana"), slug="oak")
    city, by, at = make_city("Greenacres"), make_staff(), timezone.now()
    actions.move_house(house=house, city=city, slug="live-oak", by=by, at=at)
    response = client.get(f"/houses/lantana/oak/{sheet}")
    assert (response.status_code, response.url) == (301, f"/houses/greenacres/live-oak/{sheet}")
