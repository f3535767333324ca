from collections.abc import Iterable
from datetime import datetime
from itertools import groupby
from typing import NamedTuple

from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import StrIndex

from articles.html import plain_text
from articles.models import Article
from listings.filters import OPEN
from listings.models import House
from listings.querysets.houses import HouseQuerySet

MOST = 3


def houses_beside(article: Article, *, at: datetime) -> HouseQuerySet:
    """A few houses with a bed open, those in a city that the article names before the others."""
    words = " ".join([article.title, article.summary, plain_text(article.body)])
    return (
        House.objects.public(at=at)
        .offered(at=at)
        .filter(entry__rank=OPEN)
        .for_cards(at=at)
        .annotate(named_at=StrIndex(Value(words), F("city__name")))
        .alias(far=Case(When(named_at__gt=0, then=0), default=1))
        .order_by("far", "-availability_confirmed_at", "pk")[:MOST]
    )


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
