"""What hangs on an article, in one statement: a page has few of them to spend."""

from typing import NamedTuple

from django.db import connection

from articles.models import Article, ArticleQuestion, ArticleSource, Topic

_QUESTION, _SOURCE, _TOPIC = range(3)
# Written out, because every page of an article asks it.
_PARTS = f"""
SELECT {_QUESTION}, position, id, question, answer, '' FROM articles_articlequestion
WHERE article_id = %(article)s
UNION ALL
SELECT {_SOURCE}, position, id, title, publisher, url FROM articles_articlesource
WHERE article_id = %(article)s
UNION ALL
SELECT {_TOPIC}, 0, topic.id, topic.name, topic.slug, topic.language FROM articles_topic topic
JOIN articles_article_topics its ON its.topic_id = topic.id WHERE its.article_id = %(article)s
"""  # noqa: S608  # numbers of our own


class Parts(NamedTuple):
    """In the order of the page; topics by name, without their words."""

    questions: list[ArticleQuestion]
    sources: list[ArticleSource]
    topics: list[Topic]


def parts_of(article: Article) -> Parts:
    parts = Parts([], [], [])
    with connection.cursor() as cursor:
        cursor.execute(_PARTS, {"article": article.pk})
        rows = sorted(cursor.fetchall(), key=lambda row: row[:3])
    for kind, position, pk, *words in rows:
        own = {"pk": pk, "position": position, "article": article}
        if kind == _QUESTION:
            question, answer, _nothing = words
            parts.questions.append(ArticleQuestion(question=question, answer=answer, **own))
        elif kind == _SOURCE:
            title, publisher, url = words
            parts.sources.append(ArticleSource(title=title, publisher=publisher, url=url, **own))
        else:
            name, slug, language = words
            parts.topics.append(Topic(pk=pk, name=name, slug=slug, language=language))
    parts.topics.sort(key=lambda topic: (topic.name, topic.pk))
    return parts
