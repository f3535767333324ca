from datetime import datetime
from typing import Any

from django.db.models import Max, OuterRef, QuerySet, Subquery

from articles.dates import changed_at
from articles.models import Article, Page, Topic
from recovery_site.sitemaps import SiteSitemap


class _Changed(SiteSitemap):
    def lastmod(self, item: Any) -> datetime:
        return changed_at(item.published_at, item.revised_on)


class ArticleSitemap(_Changed):
    name = "articles"

    def items(self) -> QuerySet:
        return Article.objects.published(at=self.at).defer("body").order_by("pk")


class TopicSitemap(_Changed):
    name = "topics"

    def items(self) -> QuerySet:
        """Each topic that has articles, with the last change of one of them."""
        articles = Article.objects.published(at=self.at)
        here = articles.filter(topics=OuterRef("pk"), language=OuterRef("language")).order_by()

        def last(name: str) -> Subquery:
            return Subquery(here.values("topics").annotate(last=Max(name)).values("last"))

        topics = Topic.objects.annotate(published_at=last("published_at"))
        topics = topics.annotate(revised_on=last("revised_on"))
        return topics.filter(published_at__isnull=False).order_by("pk")


class PageSitemap(_Changed):
    name = "pages"

    def items(self) -> QuerySet:
        return Page.objects.published(at=self.at).defer("body").order_by("pk")
