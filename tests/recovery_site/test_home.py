from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories.articles import make_picture, make_published, make_topic
from tests.factories.listings import (
    make_bed,
    make_certification,
    make_city,
    make_house,
    make_office_hours,
    make_photo,
    make_rate,
    site_owner,
)

pytestmark = pytest.mark.django_db


def open_house(**fields):
    now = timezone.now()
    values = {"availability_confirmed_at": now - timedelta(minutes=5), "published_at": now}
    house = make_house(**values | fields)
    make_bed(house)
    make_rate(house)
    return house


def test_home_before_there_is_anything(public_page):
    page = public_page("/").content.decode()
    assert "No bed is open today" in page


def test_home_shows_open_beds_cities_and_the_promise(public_page):
    make_office_hours(site_owner(), *[(day, "00:00", "23:59") for day in range(7)])
    house = open_house(name="Oak", city=make_city("Lantana"))
    make_photo(house, alt="A cream house.")
    make_bed(house)
    response = public_page("/")
    page = response.content.decode()
    for words in ("Oak", "2 beds", "Lantana", "Confirmed ", "A cream house.", "We call you"):
        assert words in page
    assert response.context["hero_house"] == house


def test_home_counts_what_staff_vouch_for(public_page):
    open_house()
    open_house(availability_confirmed_at=timezone.now() - timedelta(days=9))
    context = public_page("/").context
    assert (context["house_total"], context["open_bed_total"]) == (2, 1)
    assert len(context["open_houses"]) == 1


def test_home_says_how_fresh_its_open_beds_are(public_page, settings):
    settings.AVAILABILITY_STALE_DAYS = 8
    open_house(availability_confirmed_at=timezone.now() - timedelta(days=9))
    assert "Each confirmed" not in public_page("/").content.decode()
    open_house(availability_confirmed_at=timezone.now() - timedelta(days=7))
    assert "Each confirmed in the last 8 days" in public_page("/").content.decode()


def test_home_shows_six_open_houses_at_most(public_page):
    for _ in range(8):
        open_house()
    assert len(public_page("/").context["open_houses"]) == 6


def test_home_shows_the_newest_articles(public_page):
    for days, title in ((9, "Oldest"), (3, "Third"), (2, "Second"), (1, "Newest")):
        published_at = timezone.now() - timedelta(days=days)
        make_published(title=title, at=published_at)
    shown = [article.title for article in public_page("/").context["articles"]]
    assert shown == ["Newest", "Second", "Third"]


def test_the_form_on_home_leads_to_the_list(public_page):
    open_house(city=make_city("Lantana"))
    page = public_page("/").content.decode()
    assert 'action="/houses/"' in page
    assert '<option value="Lantana, FL"></option>' in page


def test_one_house_takes_as_many_queries_as_twelve(public_page):
    def count():
        return public_page("/").query_count

    def one_of_each():
        house = open_house()
        make_photo(house)
        make_certification(house)
        make_published(cover=make_picture(), topics=(make_topic(),))

    one_of_each()
    alone = count()
    for _ in range(11):
        one_of_each()
    assert count() == alone


def test_only_reading_is_allowed(client):
    assert client.post("/").status_code == 405
