"""Addresses of before, and where what they were the address of is now."""

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone

from articles.models import FormerArticlePath, FormerPath, Page

# Known, and not here any more.
GONE = "gone"


def now_at(paths: Iterable[str], *, at: datetime | None = None) -> str:
    """Where the first of `paths` that is known leads; "" for none, and for what is hidden."""
    at = at or timezone.now()
    for path in paths:
        if article := FormerArticlePath.objects.article_at(path, at=at):
            return article.get_absolute_url()
        if former := FormerPath.objects.at_path(path):
            return _target(former, at)
    return ""


def _target(former: FormerPath, at: datetime) -> str:
    if former.topic:
        return former.topic.get_absolute_url()
    if former.page:
        public = Page.objects.published(at=at).filter(pk=former.page.pk).exists()
        return former.page.get_absolute_url() if public else ""
    return GONE
