"""The life of an article: draft, in review, published (at a time to come: scheduled), archived."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.choices import ArticleStatus
from articles.claims import refuse_claims
from articles.models import Article, ReviewRequest
from recovery_site.actions import audit
from recovery_site.models import User


@transaction.atomic
def submit(*, article: Article, by: User | None, at: datetime, note: str = "") -> Article:
    """Ask a reviewer to read it; `note` says what to look at."""
    if article.status != ArticleStatus.DRAFT:
        raise ValidationError(_("Only a draft can be sent to review."))
    _answer(article, by, at, "")
    ReviewRequest.objects.create(article=article, asked_at=at, asked_by=by, note=note)
    return _move(article, ArticleStatus.IN_REVIEW, "submitted", by, at)


@transaction.atomic
def return_to_draft(*, article: Article, by: User | None, at: datetime, note: str = "") -> Article:
    """Take it off the site, or back from review with the reviewer's `note`, to work on it."""
    if article.status == ArticleStatus.DRAFT:
        raise ValidationError(_("It is a draft already."))
    article.published_at = None
    article.expires_at = None
    _answer(article, by, at, note)
    return _move(article, ArticleStatus.DRAFT, "returned", by, at)


@transaction.atomic
def publish(
    *,
    article: Article,
    by: User | None,
    at: datetime,
    from_: datetime | None = None,
    note: str = "",
) -> Article:
    """Let it appear at `from_`, or now. A time to come schedules it.

    Raises ValidationError while it claims what may not be claimed.
    """
    if article.status == ArticleStatus.PUBLISHED and not article.is_scheduled(at):
        raise ValidationError(_("It is published already."))
    if not article.body:
        raise ValidationError(_("It has no text yet."))
    article.published_at = from_ or at
    if article.expires_at and article.expires_at <= article.published_at:
        raise ValidationError(_("It can't disappear before it appears."))
    refuse_claims(article)
    if article.revised_on is None:
        article.revised_on = timezone.localdate(article.published_at)
    _answer(article, by, at, note)
    return _move(article, ArticleStatus.PUBLISHED, "published", by, at)


@transaction.atomic
def archive(*, article: Article, by: User | None, at: datetime, note: str = "") -> Article:
    """Take it off the site for good. Its address stays its own."""
    if article.status == ArticleStatus.ARCHIVED:
        raise ValidationError(_("It is in the archive already."))
    _answer(article, by, at, note)
    return _move(article, ArticleStatus.ARCHIVED, "archived", by, at)


def _answer(article: Article, by: User | None, at: datetime, answer: str) -> None:
    """Closes the open request for a review, if there is one."""
    waiting = ReviewRequest.objects.filter(article=article, answered_at__isnull=True)
    waiting.update(answered_at=at, answered_by=by, answer=answer)


def _move(
    article: Article, status: ArticleStatus, action: str, by: User | None, at: datetime
) -> Article:
    article.status = status
    article.save()
    audit(action=action, of=article, by=by, at=at, fields=["status"])
    return article
