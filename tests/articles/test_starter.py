"""The content that a new site starts with."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.db import transaction
from django.test import Client
from django.urls import resolve
from django.utils import timezone

from articles import actions, demo
from articles.models import Article, Page, Person, Picture, Topic
from articles.starter.loading import HERE
from recovery_site.models import AuditEvent
from tests.factories.listings import site_owner

pytestmark = pytest.mark.django_db
# The newest article of the files is from 2026.
LATE = datetime(2027, 6, 1, 16, 0, tzinfo=UTC)
EARLY = datetime(2026, 1, 15, 16, 0, tzinfo=UTC)


def everything() -> list:
    return [
        list(model.objects.order_by("pk").values())
        for model in (Article, Page, Topic, Person, Picture, AuditEvent)
    ]


@pytest.fixture(scope="class")
def _loaded(django_db_setup, django_db_blocker) -> Iterator[None]:
    """Once for all tests of the class, because its pictures take seconds."""
    with django_db_blocker.unblock(), transaction.atomic():
        demo.load(at=LATE)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def loaded(_loaded, db) -> None:
    """What a test changes is taken back after it, as always."""


def test_on_a_clock_before_the_files_everything_is_public_in_the_same_order() -> None:
    demo.load(at=EARLY)
    articles = list(Article.objects.published(at=EARLY).newest_first())
    assert len(articles) == 8
    assert articles[0].slug == "questions-to-ask-before-you-move-in"
    assert articles[-1].slug == "peer-support-in-prescription-drug-rehab"
    assert all(page.revised_on <= EARLY.date() for page in Page.objects.all())


@pytest.mark.usefixtures("loaded")
class TestLoaded:
    def test_every_file_becomes_a_public_article_or_page(self) -> None:
        articles = Article.objects.published(at=LATE)
        assert len(articles) == len(list(HERE.glob("articles/*.md"))) == 8
        assert {page.slug for page in Page.objects.published(at=LATE)} == {
            "about", "accessibility", "for-families", "privacy",
        }  # fmt: skip
        for article in articles:
            assert article.cover
            assert article.topics.exists()
            assert article.questions.exists()
            assert article.sources.exists()
            assert article.import_notes == ""
            assert article.word_count >= 500

    def test_the_article_on_peers_is_long_and_has_numbered_sub_sections(self) -> None:
        article = Article.objects.get(slug="peer-support-in-prescription-drug-rehab")
        assert article.word_count >= 900
        assert len(re.findall(r"<h3 [^>]*>\d\. ", article.body)) >= 8
        assert 'href="tel:+18332851315"' in article.body

    def test_a_second_load_changes_nothing(self) -> None:
        before = everything()
        demo.load(at=LATE)
        assert everything() == before

    def test_what_staff_changed_renamed_or_deleted_stays_so(self) -> None:
        renamed, deleted = Article.objects.order_by("pk")[:2]
        actions.revise(
            article=renamed, by=None, at=LATE, slug="ours", title="Ours", body="<p>Ours.</p>"
        )
        deleted.delete()
        actions.save_page(page=Page.objects.get(slug="about"), by=None, at=LATE, body="<p>We.</p>")
        before = everything()
        demo.load(at=LATE)
        assert everything() == before

    def test_removing_the_demo_keeps_articles_and_pages(self) -> None:
        before = everything()
        demo.remove()
        assert everything() == before

    def test_every_link_inside_leads_to_a_page_that_is_there(self, client: Client) -> None:
        site_owner()
        at = timezone.now()
        Article.objects.update(published_at=at)
        Page.objects.update(published_at=at)
        bodies = [
            *Article.objects.values_list("body", flat=True),
            *Page.objects.values_list("body", flat=True),
        ]
        links = {link for body in bodies for link in re.findall(r'href="(/[^"#?]*)', body)}
        assert len(links) > 8
        for link in sorted(links):
            assert resolve(link)
            assert client.get(link).status_code == 200, link
