"""The life of an article: draft, in review, published (at a time to come: scheduled), archived."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.choices import ArticleStatus
from articles.models import Article
from recovery_site.actions import audit
from recovery_site.models import User


def submit(*, article: Article, by: User | None, at: datetime) -> Article:
    """Ask a reviewer to read it."""
    if article.status != ArticleStatus.DRAFT:
        raise ValidationError(_("Only a draft can be sent to review."))
    return _move(article, ArticleStatus.IN_REVIEW, "submitted", by, at)


def return_to_draft(*, article: Article, by: User | None, at: datetime) -> Article:
    """Take it off the site, or back from review, to work on it."""
    if article.status == ArticleStatus.DRAFT:
        raise ValidationError(_("It is a draft already."))
    article.published_at = None
    article.expires_at = None
    return _move(article, ArticleStatus.DRAFT, "returned", by, at)


def publish(
    *, article: Article, by: User | None, at: datetime, from_: datetime | None = None
) -> Article:
    """Let it appear at `from_`, or now. A time to come schedules it."""
    if article.status == ArticleStatus.PUBLISHED and not article.is_scheduled(at):
        raise ValidationError(_("It is published already."))
    if not article.body:
        raise ValidationError(_("It has no text yet."))
    article.published_at = from_ or at
    if article.expires_at and article.expires_at <= article.published_at:
        raise ValidationError(_("It can't disappear before it appears."))
    if article.revised_on is None:
        article.revised_on = timezone.localdate(article.published_at)
    return _move(article, ArticleStatus.PUBLISHED, "published", by, at)


def archive(*, article: Article, by: User | None, at: datetime) -> Article:
    """Take it off the site for good. Its address stays its own."""
    if article.status == ArticleStatus.ARCHIVED:
        raise ValidationError(_("It is in the archive already."))
    return _move(article, ArticleStatus.ARCHIVED, "archived", by, at)


@transaction.atomic
def _move(
    article: Article, status: ArticleStatus, action: str, by: User | None, at: datetime
) -> Article:
    article.status = status
    article.save()
    audit(action=action, of=article, by=by, at=at, fields=["status"])
    return article
