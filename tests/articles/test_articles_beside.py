"""Which articles stand below a house."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.related import articles_about, articles_beside_house
from listings.choices import Taxonomy
from tests.factories.articles import NOON, make_article, make_picture, make_published, make_topic
from tests.factories.listings import make_city, make_house, make_term

pytestmark = pytest.mark.django_db


def titles(house, at=NOON, language="en"):
    published = articles_about(house.city.name, at=at, language=language)
    return [one.title for one in articles_beside_house(house, published)]


def test_an_article_that_names_the_city_comes_first_then_a_shared_topic_then_the_newest():
    house = make_house(city=make_city("Lantana"))
    house.terms.add(make_term(Taxonomy.PATHWAY, code="smart"))
    days = iter(range(5))
    for title, fields in [
        ("Newest", {}),
        ("Newer", {}),
        ("Smart", {"topics": (make_topic(slug="smart"),)}),
        ("Town", {"body": "<p>Buses in lantana.</p>"}),
    ]:
        make_published(title=title, at=NOON - timedelta(days=next(days)), **fields)
    assert titles(house) == ["Town", "Smart", "Newest"]


def test_what_nobody_may_read_yet_or_any_more_or_in_another_language_is_left_out():
    house = make_house()
    make_article(title="Draft")
    make_published(title="Later", at=NOON + timedelta.resolution)
    make_published(title="Over", at=NOON - timedelta(days=2), expires_at=NOON)
    make_published(title="Klingon", language="tlh")
    make_published(title="Now", at=NOON)
    assert titles(house) == ["Now"]


def test_they_stand_on_the_page_of_the_house(public_page):
    now = timezone.now()
    house = make_house(published_at=now, availability_confirmed_at=now)
    page = public_page(house.get_absolute_url())
    assert "Good to read" not in page.content.decode()
    for _number in range(4):
        article = make_published(at=now, cover=make_picture(), topics=(make_topic(),))
    after = public_page(house.get_absolute_url())
    assert after.content.decode().count('class="article-card"') == 3
    assert article.get_absolute_url() in after.content.decode()
    assert after.query_count == page.query_count
