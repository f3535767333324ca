"""Where links lead: what is there, what is hidden, what moved, what never was."""

from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.links import State, judged, suggestions, targets
from articles.models import FormerArticlePath, FormerPath
from listings.models import FormerHousePath
from tests.factories.articles import (
    make_article,
    make_page,
    make_picture,
    make_published,
    make_topic,
)
from tests.factories.listings import make_house, site_owner

pytestmark = pytest.mark.django_db
NOW = timezone.now()
DAY = timedelta(days=1)


def state_of(path: str) -> str:
    return targets([path], at=timezone.now())[path].state


@pytest.fixture(autouse=True)
def owner():
    return site_owner()


@pytest.fixture
def site() -> dict[str, tuple[str, int]]:
    """Addresses, with what is said of each and what a visitor gets there."""
    shown = make_published(slug="shown", topics=(make_topic(slug="full"),))
    make_article(slug="draft")
    make_published(slug="later", at=NOW + DAY)
    make_published(slug="over", at=NOW - 2 * DAY, expires_at=NOW - DAY)
    make_page(slug="about")
    make_page(slug="unseen", published_at=None)
    make_topic(slug="empty")
    make_topic(slug="said", intro="What it is about.")
    house = make_house(slug="banyan", published_at=NOW - DAY)
    paused = make_house(slug="paused", status="paused", city=house.city)
    FormerHousePath.objects.create(house=house, city_slug="old-town", slug="b", until=NOW)
    FormerArticlePath.objects.create(article=shown, path="/blog/shown.html", until=NOW)
    FormerPath.objects.create(path="/contact-us/", page=make_page(slug="contact"), until=NOW)
    FormerPath.objects.create(path="/gone/", until=NOW)
    picture = make_picture()
    return {
        "/": ("public", 200),
        "/articles/": ("public", 200),
        "/ask-for-a-call/": ("public", 200),
        "/articles/shown/": ("public", 200),
        "/articles/shown": ("moved", 301),
        "/articles/draft/": ("hidden", 404),
        "/articles/later/": ("hidden", 404),
        "/articles/over/": ("hidden", 404),
        "/articles/none/": ("missing", 404),
        "/blog/shown.html": ("moved", 301),
        "/about/": ("public", 200),
        "/unseen/": ("hidden", 404),
        "/none/": ("missing", 404),
        "/a/b/c/": ("missing", 404),
        "/contact-us": ("moved", 301),
        "/gone/": ("missing", 410),
        "/articles/topics/full/": ("public", 200),
        "/articles/topics/said/": ("public", 200),
        "/articles/topics/empty/": ("hidden", 404),
        "/articles/topics/none/": ("missing", 404),
        house.get_absolute_url(): ("public", 200),
        house.city.get_absolute_url(): ("public", 200),
        paused.get_absolute_url(): ("hidden", 404),
        "/houses/old-town/b/": ("moved", 301),
        "/houses/nowhere-fl/": ("missing", 404),
        picture.files.webp_url: ("public", 200),
        "/media/pictures/6a1b2c3d-0000-4000-8000-000000000000/640.webp": ("missing", 404),
    }


def test_what_is_said_of_an_address_is_what_a_visitor_gets_there(site, client: Client) -> None:
    found = targets(site, at=timezone.now())
    assert {path: str(found[path].state) for path in site} == {p: s for p, (s, _) in site.items()}
    # Files are streamed, and have a test of their own.
    pages = {path: status for path, (_, status) in site.items() if not path.startswith("/media/")}
    assert {path: client.get(path).status_code for path in pages} == pages


def test_one_address_and_many_cost_the_same_queries(django_assert_num_queries) -> None:
    def paths(numbers: range) -> list[str]:
        houses = [make_house(published_at=NOW - DAY) for _ in numbers]
        return [
            *(make_published().get_absolute_url() for _ in numbers),
            *(make_page().get_absolute_url() for _ in numbers),
            *(make_topic().get_absolute_url() for _ in numbers),
            *(house.get_absolute_url() for house in houses),
            *(house.city.get_absolute_url() for house in houses),
            *(f"/never/{number}/" for number in numbers),
        ]

    few, many = paths(range(1)), paths(range(12))
    with CaptureQueriesContext(connection) as queries:
        targets(few, at=NOW)
    assert len(queries) <= 9
    with django_assert_num_queries(len(queries)):
        targets(many, at=NOW)


def test_a_file_that_left_the_library_is_there_while_it_is_kept() -> None:
    picture = make_picture()
    url, name = picture.files.webp_url, picture.files.path(640, "webp")
    type(picture).objects.all().delete()
    assert state_of(url) == State.PUBLIC
    default_storage.delete(name)
    assert state_of(url) == State.MISSING


@pytest.mark.parametrize(
    ("typed", "tone", "words"),
    [
        ("/articles/shown/#part", "fine", "It is there: Shown title."),
        ("/articles/shown/#ask", "fine", "It is there"),
        ("/articles/shown/#other", "wrong", "no place called “other”"),
        ("http://localhost:8000/articles/shown/", "fine", "It is there"),
        ("/articles/shown/?x=1", "fine", "It is there"),
        ("/articles/shown", "hint", "/articles/shown/"),
        ("/nothing/", "wrong", "Nothing is at this address."),
        ("/admin/", "wrong", "Visitors don’t see this"),
        ("about", "wrong", "Begin with a slash"),
        ("#part", "fine", "A place in this text."),
        ("https://example.org/x", "fine", "example.org"),
        ("https://example/", "wrong", "not complete"),
        ("tel:+18332851315", "fine", "A call to +18332851315."),
        ("mailto:hello@example.org?subject=x", "fine", "An e-mail to hello@example.org."),
        ("javascript:alert(1)", "wrong", "no address"),
        ("//evil.example/", "wrong", "no address"),
        ("/\\evil.example", "wrong", "no address"),
        ("https://[", "wrong", "no address"),
        ("/%00/", "wrong", "Nothing"),
        ("/articles/%ff/", "wrong", "Nothing"),
        ("/../../etc/passwd", "wrong", "Nothing"),
        ("/" + "a" * 390, "wrong", "Nothing"),
        ("", "wrong", "no address"),
    ],
)
def test_a_link_is_judged_as_it_is_typed(typed: str, tone: str, words: str) -> None:
    make_published(slug="shown", title="Shown title", body="<h2>Part</h2><p>x</p>")
    verdict = judged(typed, at=timezone.now())
    assert (verdict.tone, words in verdict.words) == (tone, True), verdict


def test_pages_are_offered_by_words_of_their_names(django_assert_num_queries) -> None:
    make_published(title="What a bed costs", slug="bed-costs")
    make_article(title="Costs in Lantana")
    make_page(title="Costs and fees")
    make_topic("Costs")
    make_house(name="Costa House", published_at=NOW - DAY)
    with django_assert_num_queries(4):
        found = suggestions("cost", at=timezone.now())
    assert [(one.title, one.kind, bool(one.note)) for one in found] == [
        ("Costs in Lantana", "article", True),
        ("What a bed costs", "article", False),
        ("Costs and fees", "page", False),
        ("Costs", "topic", False),
        ("Costa House", "house", False),
    ]
    assert [one.href for one in suggestions("/articles/bed-costs", at=NOW)] == [
        "/articles/bed-costs/"
    ]


@pytest.mark.parametrize("typed", ["", "x", "/", "\0cost", "a" * 300, "%", "_", "'; DROP TABLE"])
def test_what_names_nothing_offers_nothing(typed: str) -> None:
    make_published(title="What it costs")
    assert suggestions(typed, at=NOW) == []
