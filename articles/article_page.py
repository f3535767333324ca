"""Reads the article of a page by a statement that is put together once."""

from datetime import datetime

from articles.models import Article
from recovery_site.prepared import Prepared

_articles = Prepared(
    lambda slug, language, at: (
        Article.objects.published(at=at).in_language(language).for_page().filter(slug=slug)
    ),
    slug=str, language=str, at=datetime,
)  # fmt: skip


def read_article(slug: str, *, at: datetime, language: str) -> Article | None:
    """A published one with its cover, author, reviewer and picture for links."""
    return next(iter(_articles(slug=slug, language=language, at=at)), None)
