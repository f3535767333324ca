from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from articles.actions.articles import create, revise
from articles.actions.parts import replace_parts
from articles.html import with_anchors_of
from articles.imports import ImportedDocument
from articles.models import Article, Person, Topic
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
    there = known or Article.objects.filter(language=language, slug=slug_of(document)).first()
    if there and not update:
        raise ImportConflict(there)
    content: dict[str, Any] = {"name": name, "digest": digest, "by": by, "at": at}
    if there:
        return update_of(there, document=document, **content), Outcome.UPDATED
    made = draft_of(document=document, author=author, language=language, **content)
    return made, Outcome.CREATED


def slug_of(document: ImportedDocument) -> str:
    """The address that it asks for."""
    given = document.settings.get("slug")
    return given or slugify(document.title)[:160].strip("-") or "article"


@transaction.atomic
def draft_of(
    *,
    document: ImportedDocument,
    name: str,
    digest: str,
    author: Person,
    language: str,
    by: User | None,
    at: datetime,
) -> Article:
    """A new draft. Raises ValidationError for what a form would refuse."""
    content = _content(document, name, digest)
    article = Article(language=language, slug=slug_of(document), author=author, **content)
    article.full_clean()
    create(article=article, by=by, at=at, topics=_topics(document, language))
    replace_parts(article=article, **_parts(document))
    return article


@transaction.atomic
def update_of(
    article: Article,
    *,
    document: ImportedDocument,
    name: str,
    digest: str,
    by: User | None,
    at: datetime,
) -> Article:
    """The new text; its status and address stay. Raises ValidationError for a claim in public."""
    content = _content(document, name, digest)
    content["body"] = with_anchors_of(article.body, document.html)
    revise(article=article, by=by, at=at, **content)
    replace_parts(article=article, **_parts(document))
    return article


def _content(document: ImportedDocument, name: str, digest: str) -> dict[str, str]:
    return {
        "title": document.title,
        "summary": document.summary,
        "body": document.html,
        "import_notes": document.notes,
        "imported_from": name,
        "import_digest": digest,
    }


def _topics(document: ImportedDocument, language: str) -> list[Topic]:
    slugs = document.settings.get("topics", [])
    return list(Topic.objects.filter(language=language, slug__in=slugs))


def _parts(document: ImportedDocument) -> dict[str, Any]:
    """The questions and sources that the document names; without any, what is there stays."""
    questions = document.settings.get("questions")
    sources = document.settings.get("sources")
    if sources is not None:
        sources = [
            {
                "title": row.get("title", ""),
                "publisher": row.get("publisher", ""),
                "url": row.get("url", ""),
                "accessed_on": row.get("accessed") or None,
            }
            for row in sources
        ]
    return {"questions": questions, "sources": sources}
