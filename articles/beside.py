"""What stands beside an article: houses with a bed open, and what to read next."""

from datetime import datetime

from django.db.models import Case, Count, F, Q, Value, When
from django.db.models.functions import StrIndex

from articles.html import plain_text
from articles.models import Article
from articles.querysets import ArticleQuerySet
from listings.cards import Card, cards_of
from listings.filters import OPEN
from listings.models import SearchEntry

MOST = 3


def houses_beside(article: Article, *, at: datetime) -> list[Card]:
    """A few houses with a bed open, those in a city that the article names before the others."""
    words = " ".join([article.title, article.summary, plain_text(article.body)])
    entries = (
        SearchEntry.objects.public(at=at)
        .for_seeker("")
        .filter(rank=OPEN)
        .alias(named_at=StrIndex(Value(words), F("city__name")))
        .alias(far=Case(When(named_at__gt=0, then=0), default=1))
        .order_by("far", "-confirmed_at", "house")
    )
    return cards_of(list(entries[:MOST]), at=at)


def articles_beside(article: Article, *, at: datetime) -> ArticleQuerySet:
    """What to read next: articles with most topics in common, then the newest."""
    topics = [topic.pk for topic in article.topics.all()]
    others = Article.objects.published(at=at).in_language(article.language).exclude(pk=article.pk)
    shared = Count("topics", filter=Q(topics__in=topics))
    cards = others.select_related("cover").defer("body").alias(shared=shared)
    return cards.order_by("-shared", "-published_at", "-pk")[:MOST]
