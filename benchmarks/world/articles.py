"""Invented articles, as long as real ones: some 1,200 words, six sections, questions, sources."""

import re
from datetime import datetime, timedelta
from random import Random

from articles.choices import ArticleStatus
from articles.models import Article, ArticleQuestion, ArticleSource, Person, Topic

WORDS = re.findall(
    r"\w+",
    "a house with beds that open every week and people who know what a hard month is like"
    " rent food deposit meeting sponsor curfew medication family visit job bus room quiet call"
    " help support home peer manager rule phone money move first day week month year together",
)
TOPICS = 6


def write_articles(rng: Random, how_many: int, *, at: datetime) -> None:
    person = Person.objects.create(name="Robin Reyes", slug="robin")
    topics = [Topic.objects.create(name=f"Topic {n}", slug=f"topic-{n}") for n in range(TOPICS)]
    articles = Article.objects.bulk_create(
        Article(
            title=f"{_words(rng, 6).capitalize()} {number}",
            slug=f"article-{number}",
            summary=_words(rng, 20).capitalize(),
            body=_body(rng),
            author=person,
            reviewer=person,
            reviewed_on=at.date(),
            status=ArticleStatus.PUBLISHED,
            published_at=at - timedelta(days=number + 1),
            revised_on=at.date(),
        )
        for number in range(how_many)
    )
    for article in articles:
        article.topics.set(rng.sample(topics, 2))
    ArticleQuestion.objects.bulk_create(
        ArticleQuestion(article=article, question=_words(rng, 8), answer=_words(rng, 40))
        for article in articles
        for _ in range(4)
    )
    ArticleSource.objects.bulk_create(
        ArticleSource(article=article, title=_words(rng, 8), url="https://example.org/report")
        for article in articles
        for _ in range(3)
    )


def _words(rng: Random, number: int) -> str:
    return " ".join(rng.choices(WORDS, k=number))


def _body(rng: Random) -> str:
    parts = []
    for section in range(6):
        parts.append(f"<h2>{_words(rng, 4).capitalize()} {section}</h2>")
        parts += [f"<p>{_words(rng, 60).capitalize()}.</p>" for _ in range(3)]
        parts.append("<ul>" + "".join(f"<li>{_words(rng, 7)}</li>" for _ in range(3)) + "</ul>")
    return "".join(parts)
