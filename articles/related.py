from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Case, Exists, F, OuterRef, Q, Value, When, Window
from django.db.models.functions import RowNumber, StrIndex

from articles.html import plain_text
from articles.models import Article, Topic
from articles.querysets import ArticleQuerySet
from listings.filters import OPEN
from listings.models import House, SearchEntry
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


def entries_in_cities(
    cities: Iterable[str], *, anywhere: bool = False, at: datetime
) -> dict[str, list[SearchEntry]]:
    """The soonest open beds in each of `cities` by its slug, and under "" in all of them."""
    entries = SearchEntry.objects.public(at=at).for_seeker("").filter(rank=OPEN)
    order: Any = SearchEntry.objects.soonest_first().query.order_by
    place = Window(RowNumber(), partition_by="city", order_by=order)
    named = entries.filter(city__slug__in=set(cities)).annotate(place=place)
    found: dict[str, list[SearchEntry]] = {}
    for entry in named.filter(place__lte=MOST).select_related("city").order_by("place", "house"):
        found.setdefault(entry.city.slug, []).append(entry)
    if anywhere:
        found[""] = list(entries.soonest_first()[:MOST])
    return found


def articles_beside_house(house: House, *, at: datetime, language: str) -> ArticleQuerySet:
    """A few articles: those that name the house's city, then those on a topic that the house has.

    A topic is the house's where its address is the code of one of the house's terms. Needs `city`
    and `terms`; an article card shows no more than this reads.
    """
    city, codes = house.city.name, [term.code for term in house.terms.all()]
    names_city = Q(title__icontains=city) | Q(summary__icontains=city) | Q(body__icontains=city)
    shared = Topic.objects.filter(articles=OuterRef("pk"), slug__in=codes)
    near = Case(When(names_city, then=0), When(Exists(shared), then=1), default=2)
    articles = Article.objects.published(at=at).in_language(language)
    cards = articles.select_related("cover").defer("body")
    return cards.alias(near=near).order_by("near", "-published_at", "-pk")[:MOST]
