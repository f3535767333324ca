"""The buttons and list actions that move an article through its life."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from articles import actions
from articles.choices import ArticleStatus
from articles.models import Article
from recovery_site.admin.staff import staff
from recovery_site.models import User

PUBLISH = "articles.publish_article"


# What visitors see, or saw: to change it is a reviewer's business.
REVIEWERS_ONLY = (ArticleStatus.PUBLISHED, ArticleStatus.ARCHIVED)


def _publish(*, article: Article, by: User, at: datetime, note: str) -> Article:
    """At the time that is set, if that is still to come."""
    planned = article.published_at
    later = planned if planned and planned > at else None
    return actions.publish(article=article, by=by, at=at, from_=later, note=note)


@dataclass(frozen=True, slots=True)
class Move:
    name: str
    label: Promise
    done: Promise
    act: Callable[..., Article]
    from_statuses: tuple[str, ...]
    permission: str = "articles.change_article"

    def is_open(self, article: Article, request: HttpRequest) -> bool:
        needed = {self.permission} | ({PUBLISH} if article.status in REVIEWERS_ONLY else set())
        return article.status in self.from_statuses and staff(request).has_perms(needed)

    def perform(self, request: HttpRequest, article: Article) -> bool:
        """Makes the move and tells the person how it went."""
        note = request.POST.get("review_note", "").strip()
        try:
            # All or nothing, and a refused move leaves no half of itself in the object.
            with transaction.atomic():
                self.act(article=article, by=staff(request), at=timezone.now(), note=note)
        except ValidationError as error:
            messages.error(request, f"{article}: {' '.join(error.messages)}")
            return False
        messages.success(request, self.done % {"title": article.title})
        return True


MOVES = (
    Move(
        "_submit",
        _("Send to review"),
        _("“%(title)s” waits for a reviewer."),
        actions.submit,
        (ArticleStatus.DRAFT,),
    ),
    Move(
        "_publish",
        _("Publish"),
        _("“%(title)s” is published."),
        _publish,
        (ArticleStatus.DRAFT, ArticleStatus.IN_REVIEW, ArticleStatus.ARCHIVED),
        PUBLISH,
    ),
    Move(
        "_return",
        _("Back to draft"),
        _("“%(title)s” is a draft again. Visitors don't see it."),
        actions.return_to_draft,
        (ArticleStatus.IN_REVIEW, ArticleStatus.PUBLISHED, ArticleStatus.ARCHIVED),
    ),
    Move(
        "_archive",
        _("Archive"),
        _("“%(title)s” is in the archive. Visitors don't see it."),
        actions.archive,
        (ArticleStatus.DRAFT, ArticleStatus.IN_REVIEW, ArticleStatus.PUBLISHED),
        PUBLISH,
    ),
)


def asked_for(request: HttpRequest) -> Move | None:
    return next((move for move in MOVES if move.name in request.POST), None)
