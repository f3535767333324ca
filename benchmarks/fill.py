"""Makes houses and articles, and brings up to date what is derived from them."""

from random import Random
from time import perf_counter
from typing import Any

from django.utils import timezone

from articles.models import Article
from benchmarks.world import build
from benchmarks.world.articles import write_articles
from listings.models import City, House, SearchEntry
from recovery_site import editions

ARTICLES = 20  # enough where their pages are not what is measured


def fill(houses: int, articles: int = ARTICLES, seed: int = 1) -> dict[str, Any]:
    """How long it took in seconds, and the addresses that then can be asked for."""
    began = perf_counter()
    build(houses, at=timezone.now(), seed=seed)
    built = perf_counter()
    editions.current(at=timezone.now())
    settled = perf_counter()
    write_articles(Random(seed), articles, at=timezone.now())
    editions.current(at=timezone.now())
    published = Article.objects.published(at=timezone.now()).order_by("pk")
    public = House.objects.public(at=timezone.now()).select_related("city").order_by("pk")
    cities = City.objects.filter(houses__in=public).distinct().order_by("pk")
    return {
        "build_seconds": built - began,
        "settle_seconds": settled - built,
        "entries": SearchEntry.objects.count(),
        "articles": [article.get_absolute_url() for article in published],
        "houses": [house.get_absolute_url() for house in public[:1000]],
        "cities": [city.get_absolute_url() for city in cities],
        "city_names": [str(city) for city in cities],
    }
