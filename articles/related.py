from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import chain, groupby, islice
from typing import Any, NamedTuple

from django.db.models import Case, F, Q, When, Window
from django.db.models.functions import RowNumber

from articles.models import Article
from articles.needs import NEEDS, NO_NEED
from listings.filters import OPEN
from listings.models import House, SearchEntry

MOST = 3
# Places of one text, once one has a need; each is one more order to be found.
MOST_NEEDS = 9


class Shelf(NamedTuple):
    """Articles, the newest first. `on_topic` has by the address of a topic the places of the first
    few that are on it: more are not asked for."""

    articles: list[Article]
    on_topic: dict[str, list[int]]


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


def entries_for_needs(
    places: Iterable[tuple[str, str]], *, at: datetime
) -> dict[tuple[str, str], list[SearchEntry]]:
    """The soonest open beds by city ("" is anywhere) and key of NEEDS ("" is none); of MOST_NEEDS
    places."""
    entries = SearchEntry.objects.public(at=at).filter(rank=OPEN)
    order: Any = SearchEntry.objects.soonest_first().query.order_by
    asked, shown = list(dict.fromkeys(places))[:MOST_NEEDS], Q()
    marks: dict[str, Any] = {}
    for number, (city, need) in enumerate(asked):
        fits = (NEEDS[need] if need else NO_NEED).condition & (Q(city__slug=city) if city else Q())
        marks[f"fits_{number}"] = Case(When(fits, then=1), default=0)
        marks[f"nth_{number}"] = Window(
            RowNumber(), partition_by=F(f"fits_{number}"), order_by=order
        )
        shown |= Q(**{f"fits_{number}": 1, f"nth_{number}__lte": MOST})
    if not asked:
        return {}
    found: dict[tuple[str, str], list[SearchEntry]] = {}
    for entry in entries.annotate(**marks).filter(shown).select_related("city").soonest_first():
        for number, place in enumerate(asked):
            if getattr(entry, f"fits_{number}") and getattr(entry, f"nth_{number}") <= MOST:
                found.setdefault(place, []).append(entry)
    return found


def articles_about(city: str, *, at: datetime, language: str) -> tuple[Shelf, Shelf]:
    """All that are published, with as much as an article card shows: those that name the city, and
    the others."""
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
    naming, others = Shelf([], {}), Shelf([], {})
    for _key, group in groupby(rows, key=lambda one: one.pk):
        same = list(group)
        _put(same[0], {one.topic for one in same}, naming if same[0].names_city else others)
    return naming, others


def _put(article: Article, topics: set[str], shelf: Shelf) -> None:
    for topic in topics:
        places = shelf.on_topic.setdefault(topic, [])
        if len(places) < MOST:
            places.append(len(shelf.articles))
    shelf.articles.append(article)


def articles_beside_house(house: House, shelves: Iterable[Shelf]) -> list[Article]:
    """A few of `articles_about`: those that name the house's city, then those on a topic of it.

    A topic is the house's where its address is the code of one of the house's terms. Needs
    `terms`.
    """
    codes = {term.code for term in house.all_terms}
    in_order = chain.from_iterable(_on_topics_first(shelf, codes) for shelf in shelves)
    return list(islice(in_order, MOST))


def _on_topics_first(shelf: Shelf, codes: set[str]) -> Iterator[Article]:
    """As far as a few are asked for."""
    first = sorted({place for code in codes for place in shelf.on_topic.get(code, ())})
    yield from (shelf.articles[place] for place in first)
    yield from (one for place, one in enumerate(shelf.articles) if place not in first)
