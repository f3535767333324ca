from datetime import datetime
from functools import cached_property
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.core.paginator import Paginator
from django.urls import reverse


class SiteSitemap(Sitemap):
    """What is public at `at`, under the site's own address whatever host was asked.

    `name` stands in the address of the section where one file does not hold all.
    """

    name: str

    def __init__(self, *, at: datetime) -> None:
        self.at = at

    @cached_property
    def paginator(self) -> Paginator:
        # Items are lists or querysets.
        return Paginator(self.items(), self.limit)  # type: ignore[arg-type]

    def get_protocol(self, protocol: str | None = None) -> str:
        return urlsplit(settings.SITE_URL).scheme

    def get_domain(self, site: object = None) -> str:
        return urlsplit(settings.SITE_URL).netloc


class ListsSitemap(SiteSitemap):
    """Pages that show whatever there is now; they tell no date."""

    name = "lists"

    def items(self) -> list[str]:
        return ["home", "house_list", "open_beds", "article_list", "callback_request"]

    def location(self, item: str) -> str:
        return reverse(item)
