from collections.abc import Iterable, Sequence
from datetime import datetime

from articles.dates import changed_at
from articles.models import Article, ArticleQuestion, Person, Topic
from recovery_site.structured_data import Data, absolute, known, organization_id


def article_data(article: Article, topics: Iterable[Topic]) -> Data:
    """An article as its page reads it."""
    url = absolute(article.get_absolute_url())
    page = known(
        reviewedBy=_person(article.reviewer) if article.reviewer else {},
        lastReviewed=article.reviewed_on,
    )
    return {
        "@type": "Article",
        "@id": f"{url}#article",
        **known(
            headline=article.title,
            description=article.summary,
            image=absolute(article.cover.files.jpeg_url) if article.cover else "",
            author=_person(article.author),
            publisher={"@id": organization_id()},
            datePublished=article.published_at,
            dateModified=_changed_at(article),
            inLanguage=article.language,
            wordCount=article.word_count,
            about=[topic.name for topic in topics],
        ),
        "mainEntityOfPage": {"@type": "WebPage", "@id": url, **page},
    }


def questions_data(questions: Sequence[ArticleQuestion]) -> Data:
    """The questions that the page answers; empty where it answers none."""
    entities = [
        {
            "@type": "Question",
            "name": item.question,
            "acceptedAnswer": {"@type": "Answer", "text": item.answer},
        }
        for item in questions
    ]
    return {"@type": "FAQPage", "mainEntity": entities} if entities else {}


def _changed_at(article: Article) -> datetime | None:
    """None for a draft in its preview."""
    if article.published_at is None:
        return None
    return changed_at(article.published_at, article.revised_on)


def _person(person: Person) -> Data:
    return {"@type": "Person", **known(name=person.name, honorificSuffix=person.credentials)}
