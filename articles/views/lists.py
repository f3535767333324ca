from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.feeds import FORMATS
from articles.models import Article, Topic
from articles.querysets import ArticleQuerySet
from articles.search import LONGEST_QUESTION, PER_PAGE, Found, find
from recovery_site.kept import kept

CARDS_PER_PAGE = 12


@kept
@require_safe
def article_list(request: HttpRequest) -> HttpResponse:
    """The newest articles, or with `q` those that have its words."""
    at = timezone.now()
    articles = Article.objects.published(at=at).in_language(request.LANGUAGE_CODE)
    return _shown(request, "articles/article_list.html", articles, None, at)


@kept
@require_safe
def topic_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """A topic is there when it leads to something, or says something by itself."""
    at, language = timezone.now(), request.LANGUAGE_CODE
    topic = get_object_or_404(Topic.objects.filter(language=language), slug=slug)
    articles = Article.objects.published(at=at).in_language(language).filter(topics=topic)
    return _shown(request, "articles/topic_detail.html", articles, topic, at)


def _shown(
    request: HttpRequest,
    template: str,
    articles: ArticleQuerySet,
    topic: Topic | None,
    at: datetime,
) -> HttpResponse:
    language = request.LANGUAGE_CODE
    topics = list(Topic.objects.with_published_articles(at=at, language=language))
    context = {
        "topics": topics,
        "topic": topic,
        "longest_question": LONGEST_QUESTION,
        **_feeds(topic),
    }
    if request.GET.get("q", "").strip():
        context |= _found(request, topic, at)
    else:
        context |= _cards(request, articles)
    if topic:
        count = next((one.article_count for one in topics if one == topic), 0)
        if not (count or topic.intro):
            raise Http404
        context |= {"article_count": count} | ({} if count else {"noindex": True})
    return render(request, template, context)


def _feeds(topic: Topic | None) -> dict[str, str]:
    name, slug = ("topic_feed", {"slug": topic.slug}) if topic else ("article_feed", {})
    return {f"{kind}_url": reverse(name, kwargs={**slug, "kind": kind}) for kind in FORMATS}


def _cards(request: HttpRequest, articles: ArticleQuerySet) -> dict[str, Any]:
    """One page of cards, the newest first. A page that isn't there is not found."""
    number = request.GET.get("page", "1")
    paginator = Paginator(articles.newest_first().for_cards(), CARDS_PER_PAGE)
    if (
        not number.isascii()
        or not number.isdigit()
        or not 1 <= int(number[:9]) <= paginator.num_pages
    ):
        raise Http404
    return {"page_obj": paginator.page(int(number[:9])), "query": ""}


def _found(request: HttpRequest, topic: Topic | None, at: datetime) -> dict[str, Any]:
    number = request.GET.get("page", "")
    found = find(
        request.GET["q"],
        at=at,
        language=request.LANGUAGE_CODE,
        topic=topic,
        page=int(number) if number.isascii() and number.isdigit() and len(number) < 10 else 1,
        edition=getattr(request, "edition", None),
    )
    return {
        "found": found,
        "page_obj": _page_of(found),
        "query": urlencode({"q": found.question}),
        "noindex": True,
        "canonical_path": request.path,
    }


def _page_of(found: Found) -> Page:
    """What the links between pages read."""
    paginator: Paginator = Paginator([], PER_PAGE)
    paginator.count = found.total
    return paginator.page(found.page)
