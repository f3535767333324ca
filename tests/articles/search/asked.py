"""Asks for articles as the pages do."""

from datetime import datetime
from html import unescape
from re import sub

from django.utils import timezone

from articles.search import Found, find
from recovery_site import editions


def ask(question: str, *, at: datetime | None = None, **more) -> Found:
    at = at or timezone.now()
    edition = editions.current(at=at)
    return find(question, at=at, **{"language": "en", "edition": edition} | more)


def titles(question: str, **more) -> list[str]:
    return [result.article.title for result in ask(question, **more).results]


def unmarked(html: str) -> str:
    return unescape(sub("</?mark>", "", html))
