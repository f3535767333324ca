from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import gettext as _

from listings.presenters import OpeningRow
from listings.words import money


class OpenBedsFeed(Feed):
    """`rows` of open beds as Atom; an entry changes when staff confirm the house's beds."""

    feed_type = Atom1Feed

    def __init__(self, rows: list[OpeningRow], *, query: str, name: str) -> None:
        self.rows = rows
        self.query = f"?{query}" if query else ""
        self.name = name

    def __call__(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        response = super().__call__(request, *args, **kwargs)
        # A bed that is taken leaves the feed without making anything newer: only the ETag tells.
        del response.headers["Last-Modified"]
        return response

    def title(self) -> str:
        return _("Beds open now: %(name)s") % {"name": self.name} if self.name else _("Beds open")

    def link(self) -> str:
        return settings.SITE_URL + reverse("open_beds") + self.query

    def feed_url(self) -> str:
        return settings.SITE_URL + reverse("open_beds_feed") + self.query

    def feed_guid(self) -> str:
        return f"{_authority()}:beds{self.query}"

    def items(self) -> list[OpeningRow]:
        return self.rows

    def item_title(self, item: OpeningRow) -> str:
        return f"{item.house.name}, {item.house.city.name}: {item.beds_words}"

    def item_description(self, item: OpeningRow) -> str:
        lines = [
            f"{item.room}. {item.people}.",
            *(f"{answer.name}: {answer.words}." for answer in item.medication),
            _cost(item),
            f"{item.confirmed_words}.",
            _("Call %(phone)s.") % {"phone": item.house.operator.phone},
        ]
        return escape(" ".join(lines))

    def item_link(self, item: OpeningRow) -> str:
        return settings.SITE_URL + item.house.get_absolute_url()

    def item_guid(self, item: OpeningRow) -> str:
        return f"{_authority()}:beds/{item.key}"

    def item_updateddate(self, item: OpeningRow) -> datetime:
        return item.confirmed_at


def _authority() -> str:
    """A `tag:` address stays the same whatever happens to web addresses."""
    return f"tag:{urlsplit(settings.SITE_URL).hostname},2026"


def _cost(item: OpeningRow) -> str:
    if item.weekly is None:
        return _("Ask us what it costs.")
    return _("%(amount)s a week.") % {"amount": money(item.weekly)}
