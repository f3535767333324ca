"""The rows that hang on an article, and the version that they belong to."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from articles.actions.articles import revise
from articles.choices import ArticleStatus
from articles.claims import question_claims
from articles.models import Article
from articles.versions import PARTS, parts_now, parts_then
from recovery_site.models import User

Given = Iterable[Mapping[str, Any]]


@transaction.atomic
def replace_parts(
    *, article: Article, questions: Given | None = None, sources: Given | None = None
) -> None:
    """Put other rows in the place of those that are there; None leaves them as they are.

    Raises ValidationError for a row that a form would refuse, or a claim that may not be made.
    """
    for name, rows in (("questions", questions), ("sources", sources)):
        if rows is None:
            continue
        model, _fields = PARTS[name]
        made = [
            model(article=article, position=position, **row) for position, row in enumerate(rows)
        ]
        for row in made:
            row.clean_fields(exclude=["article"])
        model._default_manager.filter(article=article).delete()
        model._default_manager.bulk_create(made)
    if questions is not None and article.status == ArticleStatus.PUBLISHED:
        _refuse_claims(article)
    note_parts(article=article)


def note_parts(*, article: Article) -> None:
    """Keep the rows that hang on `article` with its latest version."""
    versions = Article.history.filter(id=article.pk).order_by("-history_id")
    latest = versions.values_list("pk", flat=True).first()
    Article.history.filter(pk=latest).update(**parts_now(article))


@transaction.atomic
def restore_article(
    *, article: Article, version: Any, by: User | None, at: datetime, **changes: Any
) -> Article:
    """Bring back what `version` held: `changes` by the names of fields, and its rows."""
    revise(article=article, by=by, at=at, **changes)
    replace_parts(article=article, **(parts_then(version) or {}))
    return article


def _refuse_claims(article: Article) -> None:
    rows = article.questions.values_list("question", "answer")
    if claims := question_claims(article, rows.order_by("position", "pk")):
        raise ValidationError([claim.words for claim in claims])
