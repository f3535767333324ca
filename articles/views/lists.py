from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from articles.models import Article, Topic
from articles.querysets import ArticleQuerySet

PER_PAGE = 12


@require_safe
def article_list(request: HttpRequest) -> HttpResponse:
    at, language = timezone.now(), get_language()
    articles = Article.objects.published(at=at).in_language(language)
    topics = Topic.objects.with_published_articles(at=at, language=language)
    context = {"topics": topics, **_page(request, articles)}
    return render(request, "articles/article_list.html", context)


@require_safe
def topic_detail(request: HttpRequest, slug: str) -> HttpResponse:
    at, language = timezone.now(), get_language()
    topic = get_object_or_404(Topic.objects.filter(language=language), slug=slug)
    articles = Article.objects.published(at=at).in_language(language).filter(topics=topic)
    topics = Topic.objects.with_published_articles(at=at, language=language)
    context = {"topic": topic, "topics": topics, **_page(request, articles)}
    return render(request, "articles/topic_detail.html", context)


def _page(request: HttpRequest, articles: ArticleQuerySet) -> dict[str, Any]:
    """One page of cards, the newest first. A page that isn't there is not found."""
    number = request.GET.get("page", "1")
    paginator = Paginator(articles.newest_first().for_cards(), PER_PAGE)
    if (
        not number.isascii()
        or not number.isdigit()
        or not 1 <= int(number[:9]) <= paginator.num_pages
    ):
        raise Http404
    return {"page_obj": paginator.page(int(number[:9])), "query": ""}
