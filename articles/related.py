from collections.abc import Iterable
from datetime import datetime
from itertools import groupby
from typing import NamedTuple

from django.db.models import Case, F, Q, When

from articles.models import Article
from listings.models import House

MOST = 3


class About(NamedTuple):
    """An article, whether it names a city, and the addresses of its topics."""

    article: Article
    names_city: bool
    topics: frozenset[str]


def articles_about(city: str, *, at: datetime, language: str) -> list[About]:
    """All that are published, the newest first; with as much as an article card shows."""
    names_city = Q(title__icontains=city) | Q(summary__icontains=city) | Q(body__icontains=city)
    rows = (
        Article.objects.published(at=at)
        .in_language(language)
        .select_related("cover")
        .defer("body")
        .annotate(
            names_city=Case(When(names_city, then=True), default=False), topic=F("topics__slug")
        )
        .newest_first()
    )
    return [
        About(same[0], same[0].names_city, frozenset(one.topic for one in same))
        for _key, group in groupby(rows, key=lambda one: one.pk)
        if (same := list(group))
    ]


def articles_beside_house(house: House, articles: Iterable[About]) -> list[Article]:
    """A few of `articles_about`: those that name the house's city, then those on a topic of it.

    A topic is the house's where its address is the code of one of the house's terms. Needs
    `terms`.
    """
    codes = {term.code for term in house.terms.all()}
    near = sorted(articles, key=lambda one: (not one.names_city, codes.isdisjoint(one.topics)))
    return [one.article for one in near[:MOST]]
