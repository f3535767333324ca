"""When the clock changes what is published; see `recovery_site.editions`."""

from datetime import datetime

from articles.models import Article
from recovery_site.editions import ticks


@ticks
def next_article_change(*, at: datetime) -> datetime | None:
    return Article.objects.next_change(at=at)
