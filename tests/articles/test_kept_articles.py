"""Articles are kept as other pages are: right at the very next request, and at every instant."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Article, ArticleQuestion, ArticleSource, Page, Person, Topic
from articles.preview import preview_url
from listings import actions as houses
from tests.factories.accounts import make_staff
from tests.factories.articles import make_page, make_person, make_published, make_topic
from tests.factories.listings import make_bed, site_owner
from tests.listings.listed import fresh_house

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def owner():
    return site_owner()


@pytest.fixture
def article():
    return make_published(
        title="Old title",
        slug="one",
        author=make_person("Robin Reyes"),
        topics=(make_topic("Old topic", slug="topic"),),
    )


def text(client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


URLS = [
    "/articles/", "/articles/?q=title", "/articles/topics/topic/", "/articles/one/", "/about/",
    "/articles/feed.atom", "/articles/feed.rss", "/articles/topics/topic/feed.atom",
]  # fmt: skip


@pytest.mark.parametrize("url", URLS)
def test_asked_again_a_page_takes_one_query(client, article, url):
    make_page(slug="about")
    first = client.get(url)
    assert first.status_code == 200
    with CaptureQueriesContext(connection) as queries:
        again = client.get(url)
    assert len(queries) == 1
    assert again.content == first.content
    assert client.get(url, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304


CHANGES = {
    "its title": ("New title", lambda: Article.objects.update(title="New title")),
    "its text": ("New text", lambda: Article.objects.update(body="<p>New text</p>")),
    "its author": ("Ana Ruiz", lambda: Person.objects.update(name="Ana Ruiz")),
    "its topic": ("New topic", lambda: Topic.objects.update(name="New topic")),
    "a question": ("May I?", lambda: add(ArticleQuestion, question="May I?", answer="Yes.")),
    "a source": ("A report", lambda: add(ArticleSource, title="A report")),
    "an article beside it": ("Another one", lambda: make_published(title="Another one")),
}


def add(model, **fields) -> None:
    model.objects.create(article=Article.objects.get(), **fields)


@pytest.mark.parametrize("what", CHANGES)
def test_a_change_shows_on_the_very_next_request(client, article, what):
    words, change = CHANGES[what]
    assert words not in text(client, "/articles/one/")
    change()
    assert words in text(client, "/articles/one/")


def test_lists_searches_and_feeds_follow_too(client, article):
    urls = [url for url in URLS if url != "/about/"]
    for url in urls:
        assert "<mark>" in text(client, url) or "Old title" in text(client, url)
    Article.objects.update(title="Quite another title")
    for url in urls:
        page = text(client, url).replace("<mark>", "").replace("</mark>", "")
        assert "Quite another title" in page
    Article.objects.update(status="archived")
    assert client.get("/articles/one/").status_code == 404
    assert "another title" not in text(client, "/articles/?q=another")


def test_a_standing_page_follows_too(client):
    make_page(slug="about", title="Old words")
    assert "Old words" in text(client, "/about/")
    Page.objects.update(title="New words")
    assert "New words" in text(client, "/about/")


def test_a_bed_that_is_taken_leaves_the_article(client, article):
    house = fresh_house(name="Oak")
    bed = make_bed(house)
    assert "1 bed open" in text(client, "/articles/one/")
    houses.occupy_bed(bed=bed, by=make_staff(), at=timezone.now())
    assert "Oak" not in text(client, "/articles/one/")


def test_an_article_appears_and_disappears_at_its_instants_with_no_job(client, monkeypatch):
    now = timezone.now()
    appears, disappears = now + timedelta(minutes=3), now + timedelta(minutes=9)
    make_published(title="On time", slug="on-time", published_at=appears, expires_at=disappears)
    make_topic("Other")
    step = timedelta.resolution
    for at, there in [
        (now, False), (appears - step, False), (appears, True), (disappears - step, True),
        (disappears, False), (disappears + step, False),
    ]:  # fmt: skip
        monkeypatch.setattr(timezone, "now", lambda at=at: at)
        assert (client.get("/articles/on-time/").status_code == 200) is there
        for url in ("/articles/", "/articles/?q=time", "/articles/feed.atom", "/sitemap.xml"):
            shown = text(client, url)
            assert ("/articles/on-time/" in shown) is there, url


def test_a_preview_is_never_kept(client, article):
    url = preview_url(article, at=timezone.now())
    client.get(url)
    Article.objects.filter(pk=article.pk).update(title="New title")
    assert "New title" in text(client, url)
