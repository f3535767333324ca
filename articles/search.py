"""Finds articles by their words, with the passage that says it: `find`.

The database's own full-text search does the finding (`recovery_site.ranked_text`), over what
`articles.settling` derives. What is public is asked of the articles themselves, at the instant.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.db import connection
from django.utils.safestring import SafeString

from articles.known_words import nearest_known, readable_again
from articles.models import Article, ArticleText, Topic
from articles.passages import marked, passage
from articles.querysets import ArticleQuerySet
from recovery_site.ranked_text import Asked, hits

PER_PAGE = 10
LONGEST_QUESTION = 120
MOST_OTHERS = 5
MOST_LOOKED_UP = 4  # words that nothing was found for
TEXTS = ArticleText._meta.db_table


@dataclass(frozen=True, slots=True)
class Result:
    """`title` and `passage` are escaped, with the words asked for in <mark>."""

    article: Article
    title: SafeString
    passage: SafeString


@dataclass(frozen=True, slots=True)
class Found:
    """`total` articles have every word of `question`; `results` are those of `page` of `pages`.

    Where there is none, `instead` is a question of nearly the same words that finds some, or "",
    and `others` are a few articles that have some of the words.
    """

    question: str
    total: int
    page: int
    pages: int
    results: list[Result]
    instead: str = ""
    others: list[Result] = field(default_factory=list)


def find(
    question: str,
    *,
    at: datetime,
    language: str,
    topic: Topic | None = None,
    page: int = 1,
    edition: int | None = None,
) -> Found:
    """The best first. A page too far is the last one.

    `edition` lets known words be kept, which only a question that finds nothing needs.
    """
    question = " ".join(question.split())[:LONGEST_QUESTION]
    asked = Asked.read(question, language)
    public = Article.objects.published(at=at).in_language(language)
    door = public.filter(topics=topic) if topic else public
    keys = _keys(asked, door) if asked else []
    if asked and not keys:
        instead = _instead(question, asked, public, edition)
        others = _results(_keys_of_some(asked, door), asked, public)
        return Found(question, 0, 1, 1, [], instead, others)
    pages = max(1, -(-len(keys) // PER_PAGE))
    page = min(max(page, 1), pages)
    shown = keys[(page - 1) * PER_PAGE : page * PER_PAGE]
    return Found(question, len(keys), page, pages, _results(shown, asked, public))


def _keys(asked: Asked, door: ArticleQuerySet) -> list[int]:
    """Of all articles behind `door` that have every word, the best first."""
    with connection.cursor() as cursor:
        cursor.execute(*_keys_sql(asked, door))
        return [key for (key,) in cursor.fetchall()]


def _keys_of_some(asked: Asked, door: ArticleQuerySet) -> list[int]:
    """Of a few articles that have some of it."""
    if len(asked.words) + len(asked.phrases) < 2:
        return []
    return _keys(replace(asked, all_of_it=False), door)[:MOST_OTHERS]


def _keys_sql(asked: Asked, door: ArticleQuerySet) -> tuple[str, list[Any]]:
    found, parameters = hits(TEXTS, asked)
    public, public_parameters = door.order_by().values("pk").query.sql_with_params()
    sql = (
        f"WITH hits AS MATERIALIZED ({found})"  # noqa: S608  # of our own words and parameters
        f" SELECT texts.article_id FROM hits JOIN {TEXTS} texts ON texts.id = hits.id"
        f" WHERE texts.article_id IN ({public}) ORDER BY hits.rank, texts.article_id DESC"
    )
    return sql, [*parameters, *public_parameters]


def _results(keys: Sequence[int], asked: Asked, public: ArticleQuerySet) -> list[Result]:
    if not keys:
        return []
    articles = public.select_related("cover").defer("body").in_bulk(keys)
    texts = dict(ArticleText.objects.filter(article__in=articles).values_list("article_id", "text"))
    return [
        Result(
            article,
            marked(article.title, asked),
            passage(texts.get(key, ""), asked) or marked(article.summary, asked),
        )
        for key in keys
        if (article := articles.get(key))
    ]


def _instead(question: str, asked: Asked, public: ArticleQuerySet, edition: int | None) -> str:
    """`question` with the nearest known words for those that no article has; "" for no help."""
    near = nearest_known(_unknown(asked, public), public, language=asked.language, edition=edition)
    if not near:
        return ""
    other = readable_again(question, near)
    return other if _keys(Asked.read(other, asked.language), public) else ""


def _unknown(asked: Asked, public: ArticleQuerySet) -> list[str]:
    """The words of `asked` that no article has, all asked for in one statement."""
    words = [*asked.words, *(word for phrase in asked.phrases for word in phrase)]
    words = list(dict.fromkeys(words))[:MOST_LOOKED_UP]
    parts, parameters = [], []
    for number, word in enumerate(words):
        sql, values = _keys_sql(Asked((word,), (), asked.language), public)
        found = f"EXISTS (SELECT * FROM ({sql}) AS found{number})"  # noqa: S608  # as above
        parts.append(f"SELECT {number} WHERE {found}")
        parameters += values
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), parameters)
        known = {number for (number,) in cursor.fetchall()}
    return [word for number, word in enumerate(words) if number not in known]
