from datetime import datetime

from django.db.models import Max, OuterRef, QuerySet, Subquery
from django.db.models.functions import Greatest

from articles.models import Article, Page, Topic
from recovery_site.sitemaps import SiteSitemap

CHANGED = Greatest("updated_at", "published_at")


class _Changed(SiteSitemap):
    def lastmod(self, item: Article | Topic | Page) -> datetime:
        return item.changed_at  # type: ignore[union-attr]  # annotated by items


class ArticleSitemap(_Changed):
    name = "articles"

    def items(self) -> QuerySet:
        articles = Article.objects.published(at=self.at).defer("body")
        return articles.annotate(changed_at=CHANGED).order_by("pk")


class TopicSitemap(_Changed):
    name = "topics"

    def items(self) -> QuerySet:
        """Each topic with the last change of one of its articles."""
        articles = Article.objects.published(at=self.at).annotate(changed_at=CHANGED)
        here = articles.filter(topics=OuterRef("pk"), language=OuterRef("language"))
        last = here.order_by().values("topics").annotate(last=Max("changed_at")).values("last")
        topics = Topic.objects.annotate(changed_at=Subquery(last))
        return topics.filter(changed_at__isnull=False).order_by("pk")


class PageSitemap(_Changed):
    name = "pages"

    def items(self) -> QuerySet:
        pages = Page.objects.published(at=self.at).defer("body")
        return pages.annotate(changed_at=CHANGED).order_by("pk")
