"""The address that a page or a topic had before leads to the one that it has now."""

from datetime import datetime
from typing import Any

from articles.models import FormerPath, Page, Topic


def keep_path(before: Page | Topic | None, now: Page | Topic, *, at: datetime) -> None:
    """`before` is the row as it was; what is there wins over an address that led elsewhere."""
    path = now.get_absolute_url()
    if before and before.get_absolute_url() == path:
        return
    FormerPath.objects.filter(path=path).delete()
    if before is None:
        return
    target: dict[str, Any] = {"page": None, "topic": None, "until": at}
    target["page" if isinstance(now, Page) else "topic"] = now
    FormerPath.objects.update_or_create(path=before.get_absolute_url(), defaults=target)
