"""What somebody may mean who types words in place of an address."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.links.rows import ALWAYS_THERE, with_publicity
from articles.models import Article, Page, Topic

EACH = 5
SHORTEST, LONGEST = 2, 80


@dataclass(frozen=True, slots=True)
class Suggestion:
    """`note` warns of what visitors don't see."""

    href: str
    title: str
    kind: str
    note: str = ""


def suggestions(typed: str, *, at: datetime) -> list[Suggestion]:
    """In four queries, a few of each kind; by words of a name, or the last part of an address."""
    typed = typed.strip()
    words = typed.strip("/").rpartition("/")[2].replace("-", " ").split()
    if "\0" in typed or not SHORTEST <= len(typed) <= LONGEST or not words:
        return []
    articles = _named(Article.objects.defer("body"), "title", words)
    pages = _named(Page.objects.defer("body"), "title", words)
    topics = _named(Topic.objects.all(), "name", words)
    houses = _named(with_publicity(at).select_related("city"), "name", words)
    return [
        *_always_there(words),
        *(_suggestion(row, row.title, _("article"), row.is_public(at)) for row in articles),
        *(_suggestion(row, row.title, _("page"), row.is_public(at)) for row in pages),
        *(_suggestion(row, row.name, _("topic"), True) for row in topics),
        *(_suggestion(row, row.name, _("house"), row.is_seen) for row in houses),
    ]


def _always_there(words: list[str]) -> list[Suggestion]:
    return [
        Suggestion(reverse(view), str(title), _("page"))
        for view, title in ALWAYS_THERE.items()
        if all(word.casefold() in str(title).casefold() for word in words)
    ]


def _named(rows: QuerySet[Any], column: str, words: list[str]) -> QuerySet[Any]:
    for word in words:
        rows = rows.filter(**{f"{column}__icontains": word})
    return rows.order_by(column, "pk")[:EACH]


def _suggestion(row: Any, title: str, kind: str, is_public: bool) -> Suggestion:
    note = "" if is_public else _("visitors don’t see it")
    return Suggestion(row.get_absolute_url(), title, kind, note)
