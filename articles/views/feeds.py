from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.feeds import MOST, ArticlesFeed
from articles.models import Article, Topic
from recovery_site.kept import kept


@kept
@require_safe
def article_feed(request: HttpRequest, kind: str) -> HttpResponse:
    return _feed(request, kind, None)


@kept
@require_safe
def topic_feed(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    topics = Topic.objects.with_published_articles(
        at=timezone.now(), language=request.LANGUAGE_CODE
    )
    return _feed(request, kind, get_object_or_404(topics, slug=slug))


def _feed(request: HttpRequest, kind: str, topic: Topic | None) -> HttpResponse:
    articles = Article.objects.published(at=timezone.now()).in_language(request.LANGUAGE_CODE)
    if topic:
        articles = articles.filter(topics=topic)
    rows = list(articles.for_cards().select_related("author").newest_first()[:MOST])
    home = topic.get_absolute_url() if topic else reverse("article_list")
    return ArticlesFeed(rows, kind=kind, path=request.path, home=home, topic=topic)(request)
