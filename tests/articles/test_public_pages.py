"""What visitors see: lists, articles and standing pages."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from articles.html.headings import may_be_anchor
from articles.models import ArticleQuestion, ArticleSource
from tests.factories.articles import (
    make_article,
    make_page,
    make_person,
    make_picture,
    make_published,
    make_topic,
)
from tests.factories.listings import make_bed, make_city, make_house, site_owner

pytestmark = pytest.mark.django_db
HIDDEN = [
    {"status": "draft"},
    {"status": "in_review"},
    {"status": "archived", "published_at": timezone.now() - timedelta(days=1)},
    {"status": "published", "published_at": timezone.now() + timedelta(days=1)},
    {
        "status": "published",
        "published_at": timezone.now() - timedelta(days=2),
        "expires_at": timezone.now() - timedelta(days=1),
    },
    {
        "status": "published",
        "published_at": timezone.now() - timedelta(days=2),
        "language": "tlh",
    },
]


@pytest.fixture(autouse=True)
def owner():
    return site_owner()


def full_article(**fields):
    article = make_published(
        cover=make_picture(),
        reviewer=make_person("Dana Wu", credentials="LMHC"),
        reviewed_on=timezone.now().date(),
        **{
            "topics": (make_topic(), make_topic()),
            "body": "<h2>First part</h2><p>Text.</p><h2>Second part</h2><p>More.</p>",
        }
        | fields,
    )
    for position in range(3):
        ArticleQuestion.objects.create(
            article=article, question=f"Question {position}?", answer="So.", position=position
        )
        ArticleSource.objects.create(article=article, title=f"Source {position}", position=position)
    return article


def make_open_house(**fields):
    """A house whose bed is open, as confirmed just now."""
    now = timezone.now()
    house = make_house(
        published_at=now - timedelta(days=30), availability_confirmed_at=now, **fields
    )
    make_bed(house, since=now - timedelta(days=1))
    return house


def test_an_article_shows_all_that_belongs_to_it(public_page) -> None:
    article = full_article(title="A title & more")
    page = public_page(article.get_absolute_url()).content.decode()
    for words in (
        "A title &amp; more",
        "What this is about.",
        "Robin Reyes",
        "Dana Wu, LMHC",
        'href="#first-part"',
        'id="first-part"',
        "Question 2?",
        "Source 2",
        "1 minute to read",
    ):
        assert words in page


def test_no_anchor_of_a_text_can_be_an_id_of_the_page_around_it(public_page) -> None:
    page = public_page(full_article(body="<p>Text.</p>").get_absolute_url()).content.decode()
    ids = re.findall(r' id="([^"]*)"', page)
    assert len(ids) > 10
    assert [name for name in ids if may_be_anchor(name)] == []


def test_an_article_names_its_own_address_and_description(public_page) -> None:
    article = full_article(summary="Short & plain.")
    page = public_page(article.get_absolute_url()).content.decode()
    assert (
        f'<link rel="canonical" href="http://localhost:8000{article.get_absolute_url()}">' in page
    )
    assert '<meta name="description" content="Short &amp; plain.">' in page


def test_the_page_is_the_same_bytes_again_and_then_not_sent_at_all(client) -> None:
    url = full_article().get_absolute_url()
    first = client.get(url)
    assert client.get(url).content == first.content
    assert client.get(url, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304


@pytest.mark.parametrize("fields", HIDDEN)
def test_a_hidden_article_is_not_found(public_page, fields: dict) -> None:
    public_page(make_article(slug="hidden", **fields) and "/articles/hidden/", status=404)


@pytest.mark.parametrize("fields", HIDDEN)
def test_a_hidden_article_is_in_no_list(public_page, fields: dict) -> None:
    topic = make_topic(intro="Said by itself.")
    make_article(title="Nobody sees this", topics=(topic,), **fields)
    for url in ("/articles/", topic.get_absolute_url()):
        assert "Nobody sees this" not in public_page(url).content.decode()


def test_lists_show_the_newest_first(public_page) -> None:
    topic = make_topic()
    now = timezone.now()
    for title, days in (("Middle one", 2), ("Oldest one", 3), ("Newest one", 1)):
        make_published(title=title, at=now - timedelta(days=days), topics=(topic,))
    for url in ("/articles/", topic.get_absolute_url()):
        page = public_page(url).content.decode()
        assert re.findall(r"(\w+) one</a>", page) == ["Newest", "Middle", "Oldest"]


def test_twelve_articles_make_a_page(public_page) -> None:
    for number in range(13):
        make_published(title=f"Piece {number}.")
    assert public_page("/articles/").content.decode().count("Piece ") == 12
    assert public_page("/articles/", page="2").content.decode().count("Piece ") == 1


@pytest.mark.parametrize("page", ["0", "2", "-1", "x", "1e1", "\uff19", "99999999999999999999"])
def test_a_page_that_is_not_there_is_not_found(public_page, page: str) -> None:
    make_published()
    public_page("/articles/", status=404, page=page)


def test_an_empty_list_says_so(public_page) -> None:
    assert "Nothing here yet" in public_page("/articles/").content.decode()


def test_topics_are_offered_when_they_lead_to_something(public_page) -> None:
    full, empty = make_topic("Full topic"), make_topic("Empty topic")
    make_published(topics=(full,))
    make_article(topics=(empty,))
    page = public_page("/articles/").content.decode()
    assert "Full topic" in page
    assert "Empty topic" not in page


def test_a_topic_shows_its_own_articles(public_page) -> None:
    topic = make_topic("Cost", intro="What it costs.")
    make_published(title="In it", topics=(topic, make_topic()))
    make_published(title="Beside it")
    page = public_page(topic.get_absolute_url()).content.decode()
    assert "In it" in page
    assert "What it costs." in page
    assert "Beside it" not in page


@pytest.mark.parametrize("url", ["/articles/", "topic", "article", "/about/"])
def test_pages_are_for_reading_alone(client, url: str) -> None:
    make_page(slug="about")
    topic = make_topic(slug="cost")
    urls = {"topic": topic.get_absolute_url(), "article": make_published().get_absolute_url()}
    assert client.post(urls.get(url, url)).status_code == 405


def test_a_standing_page_shows_its_text(public_page) -> None:
    make_page(slug="about", title="About us", body="<p>Who we are.</p>")
    page = public_page("/about/").content.decode()
    assert "About us" in page
    assert "<p>Who we are.</p>" in page


@pytest.mark.parametrize(
    "fields",
    [
        {"published_at": None},
        {"published_at": timezone.now() + timedelta(days=1)},
        {"language": "tlh"},
    ],
)
def test_a_hidden_page_is_not_found(public_page, fields: dict) -> None:
    make_page(slug="about", **fields)
    public_page("/about/", status=404)


@pytest.mark.parametrize(
    "url", ["/articles/none/", "/articles/topics/none/", "/none/", "/a/b/c.html"]
)
def test_what_is_not_there_is_not_found(public_page, url: str) -> None:
    public_page(url, status=404)


def test_a_list_of_twelve_costs_what_a_list_of_one_costs(public_page) -> None:
    topic = make_topic()
    urls = ("/articles/", topic.get_absolute_url())
    full_article().topics.add(topic)
    counts = [public_page(url).query_count for url in urls]
    for _ in range(11):
        full_article().topics.add(topic)
    assert [public_page(url).query_count for url in urls] == counts


def test_an_article_costs_the_same_beside_one_of_each_and_beside_many(public_page) -> None:
    topic = make_topic()
    url = full_article(topics=(topic,)).get_absolute_url()
    make_open_house()
    full_article(topics=(topic,))
    count = public_page(url).query_count
    for _ in range(4):
        make_open_house()
        full_article(topics=(topic,))
    assert public_page(url).query_count == count <= 12


def test_houses_with_a_bed_open_stand_beside_an_article(public_page) -> None:
    house = make_open_house()
    full = make_house()
    page = public_page(full_article().get_absolute_url()).content.decode()
    assert house.name in page
    assert full.name not in page


def test_houses_in_a_city_that_the_article_names_come_first(public_page) -> None:
    names = [
        make_open_house(city=make_city(name)).name for name in ("Lantana", "Jupiter", "Stuart")
    ]
    wanted = make_open_house(city=make_city("Boca Raton")).name
    url = full_article(body="<p>Moving to <strong>Boca</strong> Raton.</p>").get_absolute_url()
    page = public_page(url).content.decode()
    assert page.index(wanted) < min(page.find(name) % len(page) for name in names)
    assert sum(name in page for name in names) == 2


def test_the_cover_is_fetched_before_anything_else(public_page) -> None:
    article = full_article()
    head = public_page(article.get_absolute_url()).content.decode().partition("</head>")[0]
    preload = head.partition('rel="preload" as="image"')[2].partition(">")[0]
    assert f'imagesrcset="{article.cover.files.avif_srcset}"' in preload
    other = public_page(make_published().get_absolute_url()).content.decode()
    assert 'as="image"' not in other


def test_a_print_ends_with_the_phone_and_a_code(public_page, client) -> None:
    article = make_published(title="A & B")
    page = public_page(article.get_absolute_url()).content.decode()
    url = f"{article.get_absolute_url()}qr.svg"
    assert f'src="{url}"' in page.partition("print-foot")[2]
    code = client.get(url)
    assert code.headers["Content-Type"] == "image/svg+xml"
    assert "<title>The page of A &amp; B</title>" in code.content.decode()
    article.delete()
    assert client.get(url).status_code == 404


def test_what_to_read_next_shares_most_topics_then_is_newest(public_page) -> None:
    one, two, now = make_topic(), make_topic(), timezone.now()
    for title, topics, days in [
        ("Both", (one, two), 9), ("Newest", (), 1), ("Older", (), 2), ("One", (one,), 5),
    ]:  # fmt: skip
        make_published(title=f"{title} beside", topics=topics, at=now - timedelta(days=days))
    make_article(title="Hidden beside", topics=(one, two))
    article = make_published(title="Itself beside", topics=(one, two))
    page = public_page(article.get_absolute_url()).content.decode()
    found = re.findall(r"(\w+) beside</a>", page.partition("Read next")[2])
    assert found == ["Both", "One", "Newest"]
