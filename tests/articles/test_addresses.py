"""Former addresses, and links that show an article before its time."""

from datetime import timedelta
from urllib.parse import unquote

import pytest
from django.core import signing
from django.utils import timezone

from articles import actions
from articles.models import FormerArticlePath
from articles.preview import LASTS, preview_url, previewed
from tests.factories.articles import NOON, make_article, make_published
from tests.factories.listings import site_owner

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def owner():
    return site_owner()


def former(article, path: str) -> None:
    FormerArticlePath.objects.create(article=article, path=path, until=NOON)


def test_a_former_address_here_leads_on(client) -> None:
    article = make_published(slug="first")
    actions.revise(article=article, slug="second", by=None, at=NOON)
    response = client.get("/articles/first/")
    assert (response.status_code, response.headers["Location"]) == (301, "/articles/second/")


@pytest.mark.parametrize(
    "path",
    ["/blog/2019/05/why-peers/", "/why-peers.html", "/why-peers/", "/%C3%A9t%C3%A9/", "/x y/"],
)
def test_an_address_of_an_earlier_site_leads_on(client, path: str) -> None:
    article = make_published(slug="peers")
    former(article, unquote(path))
    response = client.get(path)
    assert (response.status_code, response.headers["Location"]) == (301, "/articles/peers/")


@pytest.mark.parametrize(("kept", "asked"), [("/blog/x/", "/blog/x"), ("/blog/x", "/blog/x/")])
def test_a_slash_at_the_end_makes_no_difference(client, kept: str, asked: str) -> None:
    former(make_published(slug="peers"), kept)
    response = client.get(asked)
    assert (response.status_code, response.headers["Location"]) == (301, "/articles/peers/")


def test_a_page_that_is_there_wins(client) -> None:
    article = make_published(slug="here")
    former(make_published(), "/articles/here/")
    assert client.get("/articles/here/").status_code == 200
    assert article.title in client.get("/articles/here/").content.decode()


def test_a_former_address_of_a_hidden_article_is_not_found(public_page) -> None:
    former(make_article(), "/blog/x/")
    public_page("/blog/x/", status=404)


def test_only_reading_is_led_on(client) -> None:
    former(make_published(), "/blog/x/")
    assert client.head("/blog/x/").status_code == 301
    assert client.post("/blog/x/").status_code == 404


def test_an_address_with_a_null_byte_is_just_not_found(client) -> None:
    assert client.get("/blog/%00/").status_code == 404


def test_a_preview_shows_a_draft_to_whoever_has_the_link(public_page) -> None:
    article = make_article(title="Not yet", body="<p>Soon.</p>")
    response = public_page(preview_url(article, at=timezone.now()))
    assert "<p>Soon.</p>" in response.content.decode()
    assert "Preview" in response.content.decode()
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["X-Robots-Tag"] == "noindex"


def test_a_preview_expires(public_page) -> None:
    article = make_article()
    public_page(preview_url(article, at=timezone.now() - LASTS), status=404)
    token = preview_url(article, at=NOON).split("/")[-2]
    assert previewed(token, at=NOON + LASTS - timedelta(seconds=1)).get() == article
    assert not previewed(token, at=NOON + LASTS).exists()


@pytest.mark.parametrize(
    "change", [lambda token: token[:-1] + "x", lambda token: "x", lambda token: token + ":"]
)
def test_a_link_that_is_not_ours_shows_nothing(client, change) -> None:
    token = preview_url(make_article(), at=timezone.now()).split("/")[-2]
    assert client.get(f"/articles/preview/{change(token)}/").status_code == 404


def test_a_link_made_for_something_else_shows_nothing(client) -> None:
    article = make_article()
    token = signing.dumps([article.uuid.hex, 9999999999], salt="another use")
    assert client.get(f"/articles/preview/{token}/").status_code == 404
