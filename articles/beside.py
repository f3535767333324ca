"""What stands beside an article: houses with a bed open, and what to read next.

What all articles choose from is read once for an edition; see `recovery_site.editions`.
"""

from collections.abc import Iterable
from heapq import nsmallest
from itertools import groupby
from typing import NamedTuple

from django.db.models import Window
from django.db.models.functions import RowNumber

from articles.html.quick import words
from articles.models import Article, Topic
from listings.filters import OPEN
from listings.models import SearchEntry
from listings.site import Site

MOST = 3
MOST_ON_SHELF = 1_000  # the newest


class Shelved(NamedTuple):
    key: int
    topics: frozenset[int]


def houses_beside(article: Article, site: Site) -> list[SearchEntry]:
    """A few houses with a bed open, those in a city that the article names before the others."""
    entries = site.remember("houses beside articles", lambda: _open_entries(site))
    text = " ".join([article.title, article.summary, words(article.body)])
    return nsmallest(MOST, entries, key=lambda entry: entry.city.name not in text)


def articles_beside(article: Article, topics: Iterable[Topic], site: Site) -> list[int]:
    """Keys of what to read next: most topics in common first, then the newest."""
    shelf = site.remember(f"shelf:{article.language}", lambda: _shelf(article.language, site))
    own = frozenset(topic.pk for topic in topics)
    others = (one for one in shelf if one.key != article.pk)
    near = nsmallest(MOST, others, key=lambda one: -len(own & one.topics))
    return [one.key for one in near]


def _open_entries(site: Site) -> list[SearchEntry]:
    """The last confirmed first, and not more of one city than an article shows."""
    order = ("-confirmed_at", "house")
    nth = Window(RowNumber(), partition_by="city", order_by=order)
    entries = SearchEntry.objects.public(at=site.at).for_seeker("").filter(rank=OPEN)
    return list(
        entries.annotate(nth=nth).filter(nth__lte=MOST).select_related("city").order_by(*order)
    )


def _shelf(language: str, site: Site) -> list[Shelved]:
    """The newest first."""
    articles = Article.objects.published(at=site.at).in_language(language).newest_first()
    newest = articles.values("pk")[:MOST_ON_SHELF]
    rows = articles.filter(pk__in=newest).values_list("pk", "topics")
    return [
        Shelved(key, frozenset(topic for _key, topic in same if topic))
        for key, same in groupby(rows, key=lambda row: row[0])
    ]
