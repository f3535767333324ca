from articles.models import Article, Person
from recovery_site.structured_data import Data, absolute, known, organization_id


def article_data(article: Article) -> Data:
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
            dateModified=article.revised_on or article.published_at,
            inLanguage=article.language,
            wordCount=article.word_count,
            about=[topic.name for topic in article.topics.all()],
        ),
        "mainEntityOfPage": {"@type": "WebPage", "@id": url, **page},
    }


def questions_data(article: Article) -> Data:
    """The questions that the page answers; empty where it answers none."""
    questions = [
        {
            "@type": "Question",
            "name": item.question,
            "acceptedAnswer": {"@type": "Answer", "text": item.answer},
        }
        for item in article.questions.all()
    ]
    return {"@type": "FAQPage", "mainEntity": questions} if questions else {}


def _person(person: Person) -> Data:
    return {"@type": "Person", **known(name=person.name, honorificSuffix=person.credentials)}
