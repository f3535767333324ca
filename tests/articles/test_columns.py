"""HTML is cleaned on every way in, and promises of the tables hold."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from articles.models import Article, FormerArticlePath, Page
from tests.factories.articles import (
    EARLIER,
    NOON,
    make_article,
    make_page,
    make_person,
    make_picture,
    make_published,
    make_topic,
)

pytestmark = pytest.mark.django_db
DIRTY = "<p onclick=x>a<script>b</script></p>"


def stored(article: Article) -> str:
    return Article.objects.get(pk=article.pk).body


def test_save_cleans_the_text() -> None:
    article = make_article(body=DIRTY)
    assert article.body == stored(article) == "<p>a</p>"


def test_update_cleans_the_text() -> None:
    article = make_article()
    Article.objects.filter(pk=article.pk).update(body=DIRTY)
    assert stored(article) == "<p>a</p>"


def test_bulk_create_and_bulk_update_clean_the_text() -> None:
    article = Article(title="T", slug="t", summary="s", body=DIRTY, author=make_person())
    Article.objects.bulk_create([article])
    assert stored(article) == "<p>a</p>"
    article.body = "<p style=x>c</p>"
    Article.objects.bulk_update([article], ["body"])
    assert stored(article) == "<p>c</p>"


def test_every_version_that_is_kept_is_clean() -> None:
    article = make_article(body=DIRTY)
    page = make_page(body=DIRTY)
    assert {version.body for version in article.history.all()} == {"<p>a</p>"}
    assert {version.body for version in page.history.all()} == {"<p>a</p>"}


def test_words_are_counted_at_every_save() -> None:
    article = make_article(body="<p>One two three.</p>")
    assert Article.objects.get(pk=article.pk).word_count == 3
    article.body = "<p>" + "word " * 660 + "</p>"
    article.save()
    assert Article.objects.get(pk=article.pk).reading_minutes == 3


def refused(name: str, **changes) -> None:
    article = make_article()
    for field, value in changes.items():
        setattr(article, field, value)
    with pytest.raises(ValidationError):
        article.validate_constraints()
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Article.objects.filter(pk=article.pk).update(**changes)


def test_a_published_article_has_a_time() -> None:
    refused("article_published_has_time|published_has_time", status="published")


def test_it_can_not_disappear_before_it_appears() -> None:
    refused("disappears_after", published_at=NOON, expires_at=NOON)


def test_a_review_names_who_and_when() -> None:
    refused("article_review_whole", reviewed_on=NOON.date())


def test_a_status_is_a_known_one() -> None:
    refused("article_status_known", status="gone")


@pytest.mark.parametrize("make", [make_article, make_topic, make_page])
def test_an_address_is_there_once_in_a_language(make) -> None:
    make(slug="here")
    with pytest.raises(IntegrityError), transaction.atomic():
        make(slug="here")


@pytest.mark.parametrize("make", [make_article, make_topic, make_page])
def test_a_thing_has_one_row_in_a_language(make) -> None:
    first = make()
    with pytest.raises(IntegrityError), transaction.atomic():
        make(translation_group=first.translation_group)


def test_a_picture_says_what_it_shows() -> None:
    with pytest.raises(IntegrityError, match="picture_alt_given"), transaction.atomic():
        make_picture(alt="")


def test_a_former_address_starts_at_the_root() -> None:
    with pytest.raises(IntegrityError, match="former_article_path"), transaction.atomic():
        FormerArticlePath.objects.create(article=make_article(), path="blog/x/", until=NOON)


@pytest.mark.parametrize(
    ("fields", "public"),
    [
        ({"status": "published", "published_at": NOON}, True),
        ({"status": "published", "published_at": NOON + timedelta(seconds=1)}, False),
        ({"status": "published", "published_at": EARLIER, "expires_at": NOON}, False),
        (
            {
                "status": "published",
                "published_at": EARLIER,
                "expires_at": NOON + timedelta(seconds=1),
            },
            True,
        ),
        ({"status": "draft", "published_at": EARLIER}, False),
        ({"status": "in_review", "published_at": EARLIER}, False),
        ({"status": "archived", "published_at": EARLIER}, False),
        ({"status": "draft"}, False),
    ],
)
def test_a_row_and_the_public_door_agree(fields: dict, public: bool) -> None:
    article = make_article(**fields)
    assert article.is_public(NOON) is public
    assert Article.objects.published(at=NOON).filter(pk=article.pk).exists() is public


def test_an_article_waits_for_its_time() -> None:
    article = make_published(at=NOON)
    assert article.is_scheduled(EARLIER)
    assert not article.is_scheduled(NOON)


@pytest.mark.parametrize(
    ("published_at", "public"),
    [(None, False), (NOON, True), (NOON + timedelta(seconds=1), False)],
)
def test_a_page_is_public_from_its_time(published_at, public: bool) -> None:
    page = make_page(published_at=published_at)
    assert page.is_public(NOON) is public
    assert Page.objects.published(at=NOON).filter(pk=page.pk).exists() is public


def test_the_byline_has_the_credentials_that_there_are() -> None:
    assert make_person("Sam Ito").byline == "Sam Ito"
    assert make_person("Sam Ito", credentials="LMHC").byline == "Sam Ito, LMHC"
