from datetime import datetime

from django.db.models import Case, F, Value, When
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
