from datetime import datetime

from django.db.models import Case, Exists, OuterRef, Q, When

from articles.models import Article, Topic
from articles.querysets import ArticleQuerySet
from listings.models import House

MOST = 3


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
