"""The questions and sources of an article, as its versions keep them."""

from collections.abc import Mapping
from typing import Any

from articles.models import Article, ArticleQuestion, ArticleSource

Rows = list[dict[str, Any]]
# By the name of the relation, what a row says.
PARTS: Mapping[str, tuple[Any, tuple[str, ...]]] = {
    "questions": (ArticleQuestion, ("question", "answer")),
    "sources": (ArticleSource, ("title", "publisher", "url", "accessed_on")),
}


def parts_now(article: Article) -> dict[str, Rows]:
    """Dates are text, as JSON has them."""
    return {
        name: [_words(row) for row in _rows(model, article).values(*fields)]
        for name, (model, fields) in PARTS.items()
    }


def parts_then(version: Any) -> dict[str, Rows] | None:
    """Those of a former version, or None where nobody noted them."""
    noted = Article.history.filter(
        id=version.id, history_id__lte=version.history_id, questions__isnull=False
    )
    found = noted.order_by("-history_id").values(*PARTS).first()
    return dict(found) if found else None


def readable_parts(parts: Mapping[str, Rows]) -> dict[str, list[str]]:
    """In lines for people, by what the rows are called."""
    lines = {}
    for name, (model, fields) in PARTS.items():
        label = str(model._meta.verbose_name_plural)
        values = [str(row[field]) for row in parts[name] for field in fields if row.get(field)]
        lines[label[:1].upper() + label[1:]] = [
            line for value in values for line in value.splitlines() if line.strip()
        ]
    return lines


def _rows(model: Any, article: Article) -> Any:
    return model.objects.filter(article=article).order_by("position", "pk")


def _words(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: value.isoformat() if hasattr(value, "isoformat") else value
        for name, value in row.items()
    }
