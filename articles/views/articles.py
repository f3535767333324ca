from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from articles.html import shows_homes, table_of_contents
from articles.models import Article
from articles.preview import previewed
from articles.related import houses_beside


@require_safe
def article_detail(request: HttpRequest, slug: str) -> HttpResponse:
    at = timezone.now()
    public = Article.objects.published(at=at).in_language(get_language())
    article = get_object_or_404(public.for_page(), slug=slug)
    return render(request, "articles/article_detail.html", _context(article, at))


@require_safe
def article_preview(request: HttpRequest, token: str) -> HttpResponse:
    """Whoever has the link sees the article as it stands, until the link expires."""
    at = timezone.now()
    article = get_object_or_404(previewed(token, at=at).for_page())
    context = _context(article, at) | {
        "preview": True,
        "noindex": True,
        "canonical_path": article.get_absolute_url(),
    }
    response = render(request, "articles/article_detail.html", context)
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _context(article: Article, at: Any) -> dict[str, Any]:
    return {
        "article": article,
        "at": at,
        "toc": table_of_contents(article.body),
        "topic": next(iter(article.topics.all()), None),
        # A text that shows homes itself has them where its writer wants them.
        "related_houses": [] if shows_homes(article.body) else houses_beside(article, at=at),
    }
