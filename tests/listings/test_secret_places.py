"""Neither the street nor the exact point of a house is in anything that the public gets."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import get_resolver
from django.utils import timezone

from listings.choices import Taxonomy
from listings.models import House
from listings.reminders import reminder_path
from listings.shortlists import Shortlist
from tests.factories.articles import make_page, make_published, make_topic
from tests.factories.listings import (
    NOON,
    make_bed,
    make_house,
    make_member,
    make_photo,
    make_rate,
    make_term,
    make_text,
)

pytestmark = pytest.mark.django_db

STREET = "411790 Inventado Court"
POINT = ("26.534271", "80.058913")
# Two decimals are public; one more already halves the circle.
CITY = "26.53,-80.07"
SECRETS = ("Inventado", "411790", "26.534", "80.058", "26.5343", "33499")


@pytest.fixture
def house():
    now = timezone.now()
    house = make_house(
        street_address=STREET,
        latitude=Decimal(POINT[0]),
        longitude=Decimal(f"-{POINT[1]}"),
        zip_code="33499",
        availability_confirmed_at=now - timedelta(hours=1),
        published_at=now,
    )
    make_text(house)
    make_bed(house)
    make_rate(house)
    make_photo(house)
    house.terms.add(make_term(Taxonomy.AMENITY))
    make_published(slug="first-week", topics=(make_topic(slug="living"),))
    make_page(slug="about")
    return house


def keeper(house):
    return make_member(house.operator).user


def public_addresses(house) -> list[str]:
    return [
        "/",
        "/houses/",
        "/houses/?open=now",
        "/houses/?max_weekly=x",
        house.city.get_absolute_url(),
        house.get_absolute_url(),
        house.get_absolute_url() + "questions/",
        house.get_absolute_url() + "qr.svg",
        "/articles/",
        "/articles/?q=first",
        "/articles/feed.atom",
        "/articles/first-week/",
        "/articles/first-week/qr.svg",
        "/articles/topics/living/",
        "/articles/topics/living/feed.rss",
        "/about/",
        "/ask-for-a-call/",
        f"/ask-for-a-call/?house={house.uuid}",
        "/nowhere/",
        "/robots.txt",
        "/beds/",
        "/beds/?by=x",
        "/beds/open.csv",
        "/beds/feed/",
        reminder_path(house, house.availability_confirmed_by, until=NOON),
        reminder_path(house, keeper(house), until=timezone.now() + timedelta(days=1)),
        "/shortlist/",
        f"/shortlist/{Shortlist((house.pk,)).token}/",
        f"/shortlist/{Shortlist((house.pk + 1,)).token}/more/",
        "/sitemap.xml",
        "/sitemap-houses-1.xml",
    ]


def test_no_public_page_tells_where_a_house_is(client, house):
    for address in public_addresses(house):
        response = client.get(address)
        content = b"".join(response) if response.streaming else response.content
        told = [secret for secret in SECRETS if secret.encode() in content]
        opaque = {"ETag", "X-Request-Id"}  # in which any four digits may turn up
        headers = str({name: v for name, v in response.headers.items() if name not in opaque})
        assert (address, told) == (address, [])
        assert not any(secret in headers for secret in SECRETS)


def test_the_map_knows_two_decimals_and_no_more(client, house):
    told = {
        address: re.findall(r"-?\d+\.\d+,-?\d+\.\d+", client.get(address).content.decode())
        for address in ("/houses/", house.city.get_absolute_url(), house.get_absolute_url())
    }
    assert {point for points in told.values() for point in points} == {"26.53,-80.06", CITY}
    assert all("26.53,-80.06" in points for points in told.values())


def test_the_search_for_secrets_would_find_one(client, house):
    House.objects.update(neighborhood=STREET)
    content = client.get(house.get_absolute_url()).content.decode()
    assert "Inventado" in content


def test_every_public_kind_of_page_is_searched(house):
    """A new public page has to be put on the list above."""
    names = {name for name in get_resolver().reverse_dict if isinstance(name, str)}
    assert names == {
        "home", "house_list", "city_detail", "house_detail",
        "house_questions", "house_qr", "article_list", "topic_detail",
        "article_preview", "article_detail", "article_qr", "article_feed", "topic_feed",
        "page_detail", "callback_request", "thank_you",
        "withdraw", "done", "robots", "healthz", "readyz", "media",
        "open_beds", "open_beds_csv", "open_beds_feed", "sitemap", "sitemap_section",
        "shortlist_start", "shortlist", "shortlist_more", "confirm_beds",
    } | {name for name in names if name.startswith(("account_", "mfa_"))}  # fmt: skip
