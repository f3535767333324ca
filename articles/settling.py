"""Keeps what a search reads, and the pictures for links, the same as what the articles are; and
says when the clock changes what is published. See `recovery_site.editions`."""

import unicodedata
from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import timezone

from articles.actions import refresh_link_pictures
from articles.choices import ArticleStatus
from articles.html import table_of_contents
from articles.html.tree import parse
from articles.models import Article, ArticleText
from recovery_site.editions import Changed, settles, ticks
from recovery_site.ranked_text import indexed
from recovery_site.social_picture import DESIGN

# Count it up when texts are indexed otherwise than before.
VERSION = 1
AT_ONCE = 100
# What several articles show, and how an article points at it.
SHARED = {"topic": "topics", "picture": "cover"}


def _shape() -> list[Any]:
    return [VERSION, DESIGN, [language for language, _name in settings.LANGUAGES]]


@settles(shaped_by=_shape)
def article_texts(changes: set[Changed] | None, *, since: datetime) -> None:
    keys = _changed(changes, "article", "topic")
    if keys is None:
        ArticleText.objects.all().delete()
        keys = sorted(_published().values_list("pk", flat=True))
    for start in range(0, len(keys), AT_ONCE):
        _index(keys[start : start + AT_ONCE])


@settles(shaped_by=lambda: None)
def link_pictures(changes: set[Changed] | None, *, since: datetime) -> None:
    keys = _changed(changes, "article", "picture")
    if changes and any(change.kind == "operator" for change in changes):
        keys = None  # its name stands on all of them
    articles = _published() if keys is None else _published().filter(pk__in=keys)
    if keys is None or keys:
        refresh_link_pictures(articles=articles, at=timezone.now())


@ticks
def next_article_change(*, at: datetime) -> datetime | None:
    return Article.objects.next_change(at=at)


def _published() -> Any:
    """Those that are, were or will be public: when is asked as somebody reads."""
    return Article.objects.filter(status=ArticleStatus.PUBLISHED)


def _changed(changes: set[Changed] | None, *kinds: str) -> list[int] | None:
    """Keys of articles, also of those that are gone; None for all."""
    if changes is None:
        return None
    keys: dict[str, set[int]] = {kind: set() for kind in kinds}
    for change in changes:
        if change.kind in keys and change.key is not None:
            keys[change.kind].add(change.key)
    articles = keys.get("article", set())
    for kind, path in SHARED.items():
        if keys.get(kind):
            its = Article.objects.filter(**{f"{path}__in": keys[kind]})
            articles |= set(its.values_list("pk", flat=True))
    return sorted(articles)


def _index(keys: Collection[int]) -> None:
    ArticleText.objects.filter(article__in=keys).delete()
    articles = _published().filter(pk__in=keys).prefetch_related("topics", "questions")
    ArticleText.objects.bulk_create([_text_of(article) for article in articles])


def _text_of(article: Article) -> ArticleText:
    questions = article.questions.all()
    headings = [anchor.text for anchor in table_of_contents(article.body, deepest=4)]
    headings += [topic.name for topic in article.topics.all()]
    headings += [item.question for item in questions]
    blocks = parse(article.body).text.splitlines()
    blocks += [words for item in questions for words in (item.question, item.answer)]
    text = " ".join(map(_sentence, filter(str.strip, blocks)))
    columns = {
        "title": article.title,
        "summary": article.summary,
        "headings": " ".join(headings),
        "body": text,
    }
    return ArticleText(
        article=article,
        language=article.language,
        text=unicodedata.normalize("NFC", text),
        **{name: indexed(words, article.language) for name, words in columns.items()},
    )


def _sentence(block: str) -> str:
    """A heading or an item of a list, so that it does not run into what follows."""
    words = " ".join(block.split())
    return f"{words}." if words[-1].isalnum() else words
