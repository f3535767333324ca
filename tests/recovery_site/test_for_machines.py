"""What pages tell search engines and link previews: only what is so, under one address."""

import json
import re
from datetime import timedelta
from html import unescape
from xml.etree import ElementTree

import pytest
from django.contrib.sitemaps import Sitemap
from django.utils import timezone
from PIL import Image

from listings.choices import BedState, HouseStatus, RatePeriod, RoomType, Taxonomy
from listings.models import HouseWelcome
from recovery_site.structured_data import data_block
from tests.environment import ROOT
from tests.factories.articles import (
    make_article,
    make_page,
    make_person,
    make_picture,
    make_published,
    make_topic,
)
from tests.factories.listings import (
    make_bed,
    make_city,
    make_operator,
    make_photo,
    make_rate,
    make_room,
    make_term,
    make_text,
    site_owner,
)
from tests.listings.listed import fresh_house

pytestmark = pytest.mark.django_db

SITE = "http://localhost:8000"
STAGE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def blocks(page: str) -> dict[str, dict]:
    """By the first of their types."""
    found = [json.loads(text) for text in BLOCK.findall(page)]
    assert all(block["@context"] == "https://schema.org" for block in found)
    types = [block["@type"] for block in found]
    return dict(zip([one if isinstance(one, str) else one[0] for one in types], found, strict=True))


def data_of(public_page, house) -> dict:
    return blocks(public_page(house.get_absolute_url()).content.decode())["House"]


def meta(page: str, name: str) -> str:
    (content,) = re.findall(rf'<meta (?:name|property)="{name}" content="([^"]*)"', page)
    return unescape(content)


def locations(response) -> dict[str, str | None]:
    assert response.status_code == 200
    root = ElementTree.fromstring(response.content)  # noqa: S314  # our own answer
    return {one.findtext(f"{STAGE}loc"): one.findtext(f"{STAGE}lastmod") for one in root}


def test_a_house_is_described_by_its_facts_and_its_town(public_page):
    house = fresh_house(name="Oak", city=make_city("Lantana"), square_feet=2000, zip_code="33499")
    house.terms.add(make_term(Taxonomy.AMENITY, name="Wi-Fi"))
    HouseWelcome.objects.create(house=house, grab_bars=True, roll_in_shower=False)
    photo = make_photo(house)
    data = data_of(public_page, house)
    assert data["url"] == SITE + house.get_absolute_url()
    assert data["image"] == [SITE + photo.files.jpeg_url]
    assert data["address"] == {
        "@type": "PostalAddress", "addressLocality": "Lantana", "addressRegion": "FL",
        "addressCountry": "US",
    }  # fmt: skip
    assert (data["numberOfBedrooms"], data["numberOfBathroomsTotal"]) == (3, 2)
    assert data["floorSize"] == {"@type": "QuantitativeValue", "value": 2000, "unitCode": "FTK"}
    assert [one["name"] for one in data["amenityFeature"]] == ["Wi-Fi", "grab bars"]


def test_the_zip_is_told_where_the_house_shows_it(public_page):
    house = fresh_house(zip_code="33499", show_zip_code=True)
    assert data_of(public_page, house)["address"]["postalCode"] == "33499"


def test_a_house_without_a_price_offers_nothing(public_page):
    house = fresh_house(square_feet=None)
    make_bed(house)
    data = data_of(public_page, house)
    assert data["@type"] == "House"
    assert not {"offers", "floorSize", "image"} & data.keys()


def test_an_offer_has_its_price_for_its_period(public_page):
    house = fresh_house()
    make_rate(house, "1150", period=RatePeriod.MONTH)
    data = data_of(public_page, house)
    (offer,) = data["offers"]
    assert data["@type"] == ["House", "Product"]
    assert (offer["price"], offer["priceCurrency"]) == ("1150.00", "USD")
    assert offer["priceSpecification"]["unitCode"] == "MON"


@pytest.mark.parametrize(
    ("state", "confirmed", "room_type", "told"),
    [
        (BedState.OPEN, timedelta(hours=1), RoomType.DOUBLE, True),
        (BedState.OPEN, timedelta(hours=1), RoomType.PRIVATE, False),
        (BedState.OPEN, timedelta(days=8), RoomType.DOUBLE, False),
        (BedState.OPEN, timedelta(days=31), RoomType.DOUBLE, False),
        (BedState.OCCUPIED, timedelta(hours=1), RoomType.DOUBLE, False),
    ],
)
def test_a_bed_is_told_to_be_free_only_while_it_is(public_page, state, confirmed, room_type, told):
    house = fresh_house(availability_confirmed_at=timezone.now() - confirmed)
    make_bed(room=make_room(house, room_type=room_type), state=state)
    make_rate(house, room_type=RoomType.DOUBLE)
    (offer,) = data_of(public_page, house)["offers"]
    assert ("availability" in offer) is told


def test_breadcrumbs_are_those_that_people_see(public_page):
    house = fresh_house(name="Oak", city=make_city("Lantana"))
    for url, names in (
        (house.get_absolute_url(), ["Houses", "Lantana", "Oak"]),
        (house.city.get_absolute_url(), ["Houses", "Lantana"]),
    ):
        crumbs = blocks(public_page(url).content.decode())["BreadcrumbList"]["itemListElement"]
        assert [crumb["name"] for crumb in crumbs] == names
        assert [crumb["position"] for crumb in crumbs] == list(range(1, len(names) + 1))
        assert crumbs[0]["item"] == f"{SITE}/houses/"
        assert "item" not in crumbs[-1]


def test_an_article_names_who_wrote_and_who_checked_it(public_page):
    topic = make_topic("Families")
    article = make_published(
        title="First week",
        author=make_person("Ana Ruiz"),
        reviewer=make_person("Lee Chen", credentials="LMHC"),
        reviewed_on="2024-03-02",
        cover=make_picture(),
        topics=(topic,),
    )
    article.questions.create(question="May I visit?", answer="Yes.")
    found = blocks(public_page(article.get_absolute_url()).content.decode())
    assert found["Article"]["author"]["name"] == "Ana Ruiz"
    assert found["Article"]["image"] == SITE + article.cover.files.jpeg_url
    page = found["Article"]["mainEntityOfPage"]
    assert page["reviewedBy"] == {
        "@type": "Person", "name": "Lee Chen", "honorificSuffix": "LMHC",
    }  # fmt: skip
    assert page["lastReviewed"] == "2024-03-02"
    (question,) = found["FAQPage"]["mainEntity"]
    assert (question["name"], question["acceptedAnswer"]["text"]) == ("May I visit?", "Yes.")
    assert found["BreadcrumbList"]["itemListElement"][1]["name"] == "Families"


def test_an_article_without_questions_is_no_faq(public_page):
    page = public_page(make_published().get_absolute_url()).content.decode()
    assert "FAQPage" not in page
    assert "reviewedBy" not in page


def test_the_organization_stands_on_the_first_page_and_on_about(public_page):
    make_operator(name="Seagrape Homes")
    about = make_page(slug="about")
    for url in ("/", about.get_absolute_url()):
        data = blocks(public_page(url).content.decode())["Organization"]
        assert (data["name"], data["url"]) == ("Seagrape Homes", f"{SITE}/")
        assert data["telephone"] == "+18332851315"
    other = make_page()
    assert "Organization" not in blocks(public_page(other.get_absolute_url()).content.decode())


def test_no_text_can_leave_its_block():
    text = "</script><script>go()</script> & <!--"
    block = data_block({"name": text})
    inside = block.removeprefix('<script type="application/ld+json">').removesuffix("</script>")
    assert not set("<>&") & set(inside)
    assert json.loads(inside)["name"] == text


def test_a_name_that_looks_like_markup_stays_text(public_page):
    house = fresh_house(name='</script><b> & "Oak"')
    page = public_page(house.get_absolute_url()).content.decode()
    assert blocks(page)["House"]["name"] == house.name
    assert meta(page, "og:title").startswith(f"{house.name}, ")


def test_a_link_preview_has_the_words_and_the_cover_of_the_page(public_page):
    house = fresh_house(name="Oak", city=make_city("Lantana"))
    make_text(house, summary="A calm house.")
    photo = make_photo(house)
    page = public_page(house.get_absolute_url()).content.decode()
    assert meta(page, "og:title") == "Oak, Lantana"
    assert meta(page, "og:description") == "A calm house."
    assert meta(page, "og:url") == SITE + house.get_absolute_url()
    assert meta(page, "og:image") == SITE + photo.files.jpeg_url
    assert (meta(page, "og:image:width"), meta(page, "og:image:height")) == ("640", "480")
    assert meta(page, "og:image:alt") == photo.alt
    assert meta(page, "twitter:card") == "summary_large_image"


def test_a_page_without_a_picture_shows_that_of_the_site(public_page):
    page = public_page("/articles/").content.decode()
    assert meta(page, "og:title") == "Articles about sober living"
    assert meta(page, "og:image") == f"{SITE}/static/img/link.jpg"
    with Image.open(ROOT / "static/img/link.jpg") as picture:
        assert picture.size == (1200, 630)
    assert (meta(page, "og:image:width"), meta(page, "og:image:height")) == ("1200", "630")


def canonical(page: str) -> str:
    return re.findall(r'<link rel="canonical" href="([^"]*)"', page)[0]


def test_mixtures_of_filters_lead_to_the_plain_page(public_page):
    fresh_house(city=make_city("Lantana"))
    for asked, address in [
        ({"gender": "men"}, "/houses/"),
        ({"open": "now", "max_weekly": "300"}, "/houses/"),
        ({"city": "lantana"}, "/houses/lantana/"),
        ({"city": "lantana", "gender": "men"}, "/houses/lantana/"),
    ]:
        page = public_page("/houses/", **asked).content.decode()
        assert meta(page, "robots") == "noindex, follow"
        assert canonical(page) == SITE + address


def test_a_plain_page_and_its_next_ones_are_their_own_address(public_page):
    city = make_city("Lantana")
    for _ in range(25):
        fresh_house(city=city)
    for asked, address in [
        ({}, "/houses/"),
        ({"utm_source": "x"}, "/houses/"),
        ({"page": "1"}, "/houses/"),
        ({"page": "2"}, "/houses/?page=2"),
        ({"page": "9999"}, "/houses/?page=2"),
    ]:
        page = public_page("/houses/", **asked).content.decode()
        assert canonical(page) == SITE + address
        assert 'name="robots"' not in page


def test_a_page_that_is_not_there_is_not_indexed(public_page):
    page = public_page("/no/such/page/", status=404).content.decode()
    assert meta(page, "robots") == "noindex"
    assert 'rel="canonical"' not in page


def test_the_map_of_the_site_has_every_public_page_and_its_last_change(public_page):
    site_owner()
    city = make_city("Lantana")
    house = fresh_house(city=city)
    topic = make_topic()
    article = make_published(topics=(topic,))
    page = make_page(slug="about", revised_on="2024-05-06")
    found = locations(public_page("/sitemap.xml"))
    today = timezone.localdate().isoformat()
    for row, day in ((house, today), (city, today), (topic, "2024-03-01"), (article, "2024-03-01"),
                     (page, "2024-05-06")):  # fmt: skip
        assert found[SITE + row.get_absolute_url()] == day
    for path in ("/", "/houses/", "/beds/", "/articles/", "/ask-for-a-call/"):
        assert found[SITE + path] is None
    assert len(found) == 10


def test_the_map_tells_of_nothing_that_is_hidden(client):
    fresh_house(status=HouseStatus.DRAFT)
    make_article(topics=(make_topic(),))
    make_page(published_at=None)
    make_city()
    assert len(locations(client.get("/sitemap.xml"))) == 5


def test_a_large_map_comes_in_parts(public_page, monkeypatch):
    monkeypatch.setattr(Sitemap, "limit", 5)
    city = make_city()
    houses = [fresh_house(city=city) for _ in range(6)]
    parts = locations(public_page("/sitemap.xml"))
    assert f"{SITE}/sitemap-houses-2.xml" in parts
    found = {}
    for part in parts:
        found |= locations(public_page(part.removeprefix(SITE)))
    assert {SITE + house.get_absolute_url() for house in houses} <= found.keys()
    assert len(found) == 12


@pytest.mark.parametrize("part", ["houses-2", "houses-0", "nothing-1"])
def test_a_part_of_the_map_that_is_not_there_is_not_found(client, part):
    assert client.get(f"/sitemap-{part}.xml").status_code == 404


def test_robots_are_told_where_the_map_is(client):
    assert f"Sitemap: {SITE}/sitemap.xml" in client.get("/robots.txt").content.decode()
    assert client.post("/sitemap.xml").status_code == 405
