from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Count, IntegerField, Min, OuterRef, Prefetch, Q, Subquery
from django.db.models.functions import Coalesce

from articles.choices import ArticleStatus


class ArticleQuerySet(models.QuerySet):
    def published(self, *, at: datetime) -> "ArticleQuerySet":
        """The public door: appears and disappears at its instants with no job running."""
        return self.filter(
            Q(expires_at__isnull=True) | Q(expires_at__gt=at),
            status=ArticleStatus.PUBLISHED,
            published_at__lte=at,
        )

    def next_change(self, *, at: datetime) -> datetime | None:
        """The first instant after `at` at which an article appears or disappears by itself."""
        planned = self.filter(status=ArticleStatus.PUBLISHED)
        instants = planned.aggregate(
            appears=Min("published_at", filter=Q(published_at__gt=at)),
            disappears=Min("expires_at", filter=Q(expires_at__gt=at)),
        )
        return min((instant for instant in instants.values() if instant), default=None)

    def in_language(self, language: str) -> "ArticleQuerySet":
        return self.filter(language=language)

    def newest_first(self) -> "ArticleQuerySet":
        return self.order_by("-published_at", "-pk")

    def for_cards(self) -> "ArticleQuerySet":
        topics = apps.get_model("articles", "Topic").objects.order_by("name", "pk")
        return (
            self.select_related("cover").defer("body").prefetch_related(Prefetch("topics", topics))
        )

    def for_page(self) -> "ArticleQuerySet":
        """What the article page shows of the article; `parts.parts_of` reads what hangs on it."""
        return self.select_related("cover", "author", "reviewer", "link_picture")


class TopicQuerySet(models.QuerySet):
    def with_published_articles(self, *, at: datetime, language: str) -> "TopicQuerySet":
        """Topics that lead to something, by name, with their `article_count`."""
        articles = (
            apps.get_model("articles", "Article")
            .objects.published(at=at)
            .in_language(language)
            .filter(topics=OuterRef("pk"))
            .order_by()
        )
        counted = articles.values("topics").annotate(n=Count("pk")).values("n")
        return (
            self.filter(language=language)
            .annotate(article_count=Coalesce(Subquery(counted), 0, output_field=IntegerField()))
            .filter(article_count__gt=0)
            .order_by("name", "pk")
        )


class PageQuerySet(models.QuerySet):
    def published(self, *, at: datetime) -> "PageQuerySet":
        """The public door."""
        return self.filter(published_at__lte=at)

    def in_language(self, language: str) -> "PageQuerySet":
        return self.filter(language=language)


class FormerArticlePathQuerySet(models.QuerySet):
    def article_at(self, path: str, *, at: datetime) -> Any:
        """The public article that had `path` before, with or without its last slash."""
        if "\0" in path:  # PostgreSQL takes no such text
            return None
        forms = {path, path.removesuffix("/"), f"{path}/"} - {""}
        articles = apps.get_model("articles", "Article").objects.published(at=at)
        return articles.filter(former_paths__in=self.filter(path__in=forms)).order_by("pk").first()


class FormerPathQuerySet(models.QuerySet):
    def at_path(self, path: str) -> Any:
        """The former address `path`, with or without its last slash, and where it leads."""
        if "\0" in path:
            return None
        forms = {path, path.removesuffix("/"), f"{path}/"} - {""}
        return self.filter(path__in=forms).select_related("page", "topic").order_by("pk").first()


class ImportItemQuerySet(models.QuerySet):
    def in_order(self) -> "ImportItemQuerySet":
        """As they are brought in: authors, topics and pictures before what shows them."""
        return self.order_by("stage", "position")

    def waiting(self) -> "ImportItemQuerySet":
        return self.filter(outcome="")

    def counts(self, column: str) -> dict[str, int]:
        """How many items have each value of `plan` or `outcome`."""
        rows = self.order_by().values_list(column).annotate(n=Count("pk"))
        return dict(rows)
