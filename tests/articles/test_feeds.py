"""Feeds: plain addresses, real dates, and nothing that is hidden."""

from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.utils import timezone

from tests.factories.articles import EARLIER, make_article, make_person, make_published, make_topic
from tests.factories.listings import site_owner

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
SITE = "http://localhost:8000"


@pytest.fixture(autouse=True)
def owner():
    return site_owner()


def tree(response) -> ElementTree.Element:
    assert response.status_code == 200
    return ElementTree.fromstring(response.content)  # noqa: S314  # our own answer


def test_an_entry_tells_who_what_when(public_page):
    article = make_published(
        title="Bed & <b>board</b>",
        summary="Short & <i>plain</i>.",
        author=make_person("Robin Reyes"),
        topics=(make_topic("Cost"),),
        revised_on=(EARLIER + timedelta(days=9)).date(),
    )
    response = public_page("/articles/feed.atom")
    assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert response.headers["X-Robots-Tag"] == "noindex"
    (entry,) = tree(response).findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == "Bed & <b>board</b>"
    assert entry.findtext(f"{ATOM}summary") == "Short &amp; &lt;i&gt;plain&lt;/i&gt;."
    assert entry.find(f"{ATOM}link").get("href") == SITE + article.get_absolute_url()
    assert entry.findtext(f"{ATOM}id") == article.uuid.urn
    assert entry.findtext(f"{ATOM}author/{ATOM}name") == "Robin Reyes"
    assert entry.find(f"{ATOM}category").get("term") == "Cost"
    assert entry.findtext(f"{ATOM}published").startswith("2024-03-01T")
    assert entry.findtext(f"{ATOM}updated").startswith("2024-03-10T")


def test_the_same_as_rss(public_page):
    article = make_published(title="Bed & board", topics=(make_topic("Cost"),))
    response = public_page("/articles/feed.rss")
    assert response.headers["Content-Type"] == "application/rss+xml; charset=utf-8"
    (item,) = tree(response).findall("channel/item")
    assert item.findtext("title") == "Bed & board"
    assert item.findtext("link") == SITE + article.get_absolute_url()
    assert item.findtext("guid") == article.uuid.urn
    assert item.find("guid").get("isPermaLink") == "false"
    assert item.findtext("pubDate") == "Fri, 01 Mar 2024 14:00:00 +0000"


@pytest.mark.parametrize("kind", ["atom", "rss"])
def test_a_topic_has_its_own(public_page, kind):
    topic = make_topic("Cost", intro="What it costs.")
    make_published(title="In it", topics=(topic,))
    make_published(title="Beside it")
    url = f"{topic.get_absolute_url()}feed.{kind}"
    page = public_page(url).content.decode()
    assert ("In it" in page, "Beside it" in page, "What it costs." in page) == (True, False, True)
    assert f"{SITE}{url}" in page


def test_the_newest_stand_first_and_hidden_ones_nowhere(public_page):
    now = timezone.now()
    for days in (2, 1, 3):
        make_published(title=f"{days} days old", at=now - timedelta(days=days))
    make_article(title="Hidden")
    make_published(title="Hidden", published_at=now + timedelta(days=1))
    feed = tree(public_page("/articles/feed.atom"))
    titles = [entry.findtext(f"{ATOM}title") for entry in feed.findall(f"{ATOM}entry")]
    assert titles == ["1 days old", "2 days old", "3 days old"]


def test_it_costs_the_same_for_one_and_for_many(public_page):
    topic = make_topic()
    make_published(topics=(topic,))
    urls = ("/articles/feed.atom", f"{topic.get_absolute_url()}feed.rss")
    counts = [public_page(url).query_count for url in urls]
    for _ in range(11):
        make_published(topics=(topic, make_topic()))
    assert [public_page(url).query_count for url in urls] == counts


@pytest.mark.parametrize(
    "url",
    ["/articles/feed.json", "/articles/topics/none/feed.atom", "/articles/topics/empty/feed.rss"],
)
def test_what_is_not_there_is_not_found(client, url):
    make_topic(slug="empty", intro="Nothing yet.")
    assert client.get(url).status_code == 404


def test_an_empty_feed_is_a_feed(public_page):
    assert tree(public_page("/articles/feed.atom")).findall(f"{ATOM}entry") == []


def test_feeds_are_for_reading_alone(client):
    assert client.post("/articles/feed.atom").status_code == 405


def test_pages_name_their_feeds(public_page):
    topic = make_topic("Cost")
    make_published(topics=(topic,))
    for url in ("/articles/", topic.get_absolute_url()):
        page = public_page(url).content.decode()
        for kind in ("atom", "rss"):
            assert f'type="application/{kind}+xml"' in page
            assert page.count(f'href="{url}feed.{kind}"') == 2
