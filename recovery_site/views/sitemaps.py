from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.sitemaps import ArticleSitemap, PageSitemap, TopicSitemap
from listings.sitemaps import CitySitemap, HouseSitemap
from recovery_site.sitemaps import ListsSitemap, SiteSitemap

SECTIONS = (
    ListsSitemap,
    CitySitemap,
    HouseSitemap,
    TopicSitemap,
    ArticleSitemap,
    PageSitemap,
)


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """Every public address, or the list of files that hold them once they are too many for one."""
    sections = _sections(timezone.now())
    if sum(section.paginator.count for section in sections) <= SiteSitemap.limit:
        return _addresses(request, [url for one in sections for url in one.get_urls()])
    pages = [
        {"location": settings.SITE_URL + reverse("sitemap_section", args=[section.name, page])}
        for section in sections
        for page in section.paginator.page_range
    ]
    return _xml(request, "sitemap_index.xml", {"sitemaps": pages})


@require_safe
def sitemap_section(request: HttpRequest, section: str, page: int) -> HttpResponse:
    found = next((one for one in _sections(timezone.now()) if one.name == section), None)
    if found is None or page not in found.paginator.page_range:
        raise Http404
    return _addresses(request, found.get_urls(page=page))


def _sections(at: datetime) -> list[SiteSitemap]:
    return [section(at=at) for section in SECTIONS]


def _addresses(request: HttpRequest, urls: Sequence[dict[str, Any]]) -> HttpResponse:
    return _xml(request, "sitemap.xml", {"urlset": urls})


def _xml(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    response = render(request, template, context, content_type="application/xml")
    response.headers["X-Robots-Tag"] = "noindex"
    return response
