from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.article_page import read_article
from articles.beside import articles_beside, houses_beside
from articles.cards import cards_of
from articles.html import shows_homes
from articles.html.quick import sections
from articles.link_pictures import preview_of
from articles.models import Article
from articles.parts import parts_of
from articles.preview import previewed
from articles.text_pictures import leading_picture
from listings import cards as houses
from listings.site import site_of
from recovery_site.kept import kept
from recovery_site.qr import qr_svg

A_DAY = 24 * 60 * 60


@kept
@require_safe
def article_detail(request: HttpRequest, slug: str) -> HttpResponse:
    at = timezone.now()
    article = read_article(slug, at=at, language=request.LANGUAGE_CODE)
    if article is None:
        raise Http404
    return render(request, "articles/article_detail.html", _context(request, article, at))


@require_safe
def article_preview(request: HttpRequest, token: str) -> HttpResponse:
    """Whoever has the link sees the article as it stands, until the link expires."""
    at = timezone.now()
    article = get_object_or_404(previewed(token, at=at).for_page())
    context = _context(request, article, at) | {
        "preview": True,
        "noindex": True,
        "canonical_path": article.get_absolute_url(),
    }
    response = render(request, "articles/article_detail.html", context)
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


@require_safe
def article_qr(request: HttpRequest, slug: str) -> HttpResponse:
    """Leads from a print to the article. A browser asks for it only when somebody prints."""
    public = Article.objects.published(at=timezone.now()).in_language(request.LANGUAGE_CODE)
    article = get_object_or_404(public.only("title", "slug", "language"), slug=slug)
    title = _("The page of %(article)s") % {"article": article.title}
    svg = qr_svg(settings.SITE_URL + article.get_absolute_url(), title=title)
    headers = {"Cache-Control": f"public, max-age={A_DAY}"}
    return HttpResponse(svg, content_type="image/svg+xml", headers=headers)


def _context(request: HttpRequest, article: Article, at: datetime) -> dict[str, Any]:
    site, parts = site_of(request, at=at), parts_of(article)
    return {
        "article": article,
        "parts": parts,
        "at": at,
        "toc": sections(article.body),
        "leading": None if article.cover else leading_picture(article.body),
        "topic": parts.topics[0] if parts.topics else None,
        # A text that shows homes itself has them where its writer wants them.
        "related_houses": []
        if shows_homes(article.body)
        else houses.cards_of(houses_beside(article, site), at=at),
        "related_articles": cards_of(articles_beside(article, parts.topics, site), site),
        "link_picture": preview_of(article, owner_name=site.owner.name if site.owner else ""),
    }
