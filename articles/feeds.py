from collections.abc import Sequence
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed
from django.utils.html import escape
from django.utils.translation import gettext as _

from articles.dates import changed_at
from articles.models import Article, Topic

FORMATS = {"atom": Atom1Feed, "rss": Rss201rev2Feed}
MOST = 30


class ArticlesFeed(Feed):
    """`rows`, the newest first, with author and topics; those of `topic` where given.

    A link is the article's plain address: nobody counts who follows it.
    """

    def __init__(
        self, rows: Sequence[Article], *, kind: str, path: str, home: str, topic: Topic | None
    ) -> None:
        self.feed_type = FORMATS[kind]
        self.rows, self.topic = rows, topic
        self.path, self.home = path, home

    def __call__(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        response = super().__call__(request, *args, **kwargs)
        # An article that goes makes nothing newer: only the ETag tells.
        del response.headers["Last-Modified"]
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    def title(self) -> str:
        return self.topic.name if self.topic else _("Articles about sober living")

    def subtitle(self) -> str:
        return self.topic.intro if self.topic else _("Plain answers about sober living.")

    description = subtitle

    def link(self) -> str:
        return settings.SITE_URL + self.home

    def feed_url(self) -> str:
        return settings.SITE_URL + self.path

    def feed_guid(self) -> str:
        return f"{_authority()}:{self.home}"

    def items(self) -> Sequence[Article]:
        return self.rows

    def item_title(self, item: Article) -> str:
        return item.title

    def item_description(self, item: Article) -> str:
        return escape(item.summary)

    def item_link(self, item: Article) -> str:
        return settings.SITE_URL + item.get_absolute_url()

    def item_guid(self, item: Article) -> str:
        return item.uuid.urn

    item_guid_is_permalink = False

    def item_author_name(self, item: Article) -> str:
        return item.author.name

    def item_categories(self, item: Article) -> list[str]:
        return [topic.name for topic in item.topics.all()]

    def item_pubdate(self, item: Article) -> datetime | None:
        return item.published_at

    def item_updateddate(self, item: Article) -> datetime | None:
        return changed_at(item.published_at, item.revised_on) if item.published_at else None


def _authority() -> str:
    """A `tag:` address stays the same whatever happens to web addresses."""
    return f"tag:{urlsplit(settings.SITE_URL).hostname},2026"
