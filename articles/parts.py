"""An article's questions and sources, in one statement: a page has few of them to spend."""

from typing import Any, NamedTuple

from django.db.models import CharField, Value

from articles.models import Article, ArticleQuestion, ArticleSource

_NOTHING = Value("", output_field=CharField())


class Parts(NamedTuple):
    """In the order of the page."""

    questions: list[ArticleQuestion]
    sources: list[ArticleSource]


def parts_of(article: Article) -> Parts:
    questions = ArticleQuestion.objects.filter(article=article).values_list(
        Value(0), "position", "pk", "question", "answer", _NOTHING
    )
    sources = ArticleSource.objects.filter(article=article).values_list(
        Value(1), "position", "pk", "title", "publisher", "url"
    )
    parts = Parts([], [])
    for kind, position, pk, *words in sorted(questions.union(sources, all=True)):
        own: dict[str, Any] = {"pk": pk, "position": position, "article": article}
        if kind == 0:
            question, answer, _nothing = words
            parts.questions.append(ArticleQuestion(question=question, answer=answer, **own))
        else:
            title, publisher, url = words
            parts.sources.append(ArticleSource(title=title, publisher=publisher, url=url, **own))
    return parts
