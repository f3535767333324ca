from datetime import datetime
from enum import StrEnum

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from articles.actions.articles import create, revise
from articles.html import with_anchors_of
from articles.imports import ImportedDocument
from articles.models import Article, ArticleQuestion, ArticleSource, Person, Topic
from recovery_site.models import User


class ImportConflict(Exception):
    """Another article has the address that this one would get."""

    def __init__(self, article: Article) -> None:
        self.article = article
        super().__init__(
            _("An article has this address already: “%(title)s” at %(path)s.")
            % {"title": article.title, "path": article.get_absolute_url()}
        )


class Outcome(StrEnum):
    CREATED = "created"
    UPDATED = "updated"
    KNOWN = "known"


@transaction.atomic
def import_document(
    *,
    document: ImportedDocument,
    name: str,
    digest: str,
    author: Person,
    language: str,
    by: User | None,
    at: datetime,
    update: bool = False,
) -> tuple[Article, Outcome]:
    """Make a draft of `document`, once for each file.

    With `update` the article made of it before, or the one at its address, gets the new text;
    its status stays. Raises ImportConflict, or ValidationError for what a form would refuse.
    """
    known = Article.objects.filter(language=language, import_digest=digest).order_by("pk").first()
    if known and not update:
        return known, Outcome.KNOWN
    slug = document.settings.get("slug") or slugify(document.title)[:160].strip("-") or "article"
    there = known or Article.objects.filter(language=language, slug=slug).first()
    if there and not update:
        raise ImportConflict(there)
    content = {
        "title": document.title,
        "summary": document.summary,
        "body": document.html,
        "import_notes": document.notes,
        "imported_from": name,
        "import_digest": digest,
    }
    if there:
        content["body"] = with_anchors_of(there.body, document.html)
        revise(article=there, by=by, at=at, **content)
        _replace_parts(there, document)
        return there, Outcome.UPDATED
    article = Article(language=language, slug=slug, author=author, **content)
    article.full_clean()
    create(article=article, by=by, at=at, topics=_topics(document, language))
    _replace_parts(article, document)
    return article, Outcome.CREATED


def _topics(document: ImportedDocument, language: str) -> list[Topic]:
    slugs = document.settings.get("topics", [])
    return list(Topic.objects.filter(language=language, slug__in=slugs))


def _replace_parts(article: Article, document: ImportedDocument) -> None:
    """The questions and sources that the document names; without any, what is there stays."""
    questions = document.settings.get("questions")
    sources = document.settings.get("sources")
    if questions is not None:
        article.questions.all().delete()
        ArticleQuestion.objects.bulk_create(
            ArticleQuestion(article=article, position=position, **row)
            for position, row in enumerate(questions)
        )
    if sources is not None:
        article.sources.all().delete()
        ArticleSource.objects.bulk_create(
            ArticleSource(
                article=article,
                position=position,
                title=row.get("title", ""),
                publisher=row.get("publisher", ""),
                url=row.get("url", ""),
                accessed_on=row.get("accessed") or None,
            )
            for position, row in enumerate(sources)
        )
