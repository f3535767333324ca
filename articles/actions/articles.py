from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from articles.choices import ArticleStatus
from articles.claims import refuse_claims_in_text
from articles.html import clean
from articles.models import Article, FormerArticlePath, Topic
from recovery_site.actions import audit
from recovery_site.models import User

# What a reader sees of an article. A change in it moves "updated on", once it is published.
CONTENT = {"title", "summary", "body"}


@transaction.atomic
def create(
    *, article: Article, by: User | None, at: datetime, topics: Iterable[Topic] = ()
) -> Article:
    """Save a new draft. An address that another article had before is free again."""
    article.save(force_insert=True)
    article.topics.set(topics)
    _free_path(article)
    Article.history.filter(id=article.pk).update(questions=[], sources=[])
    audit(action="created", of=article, by=by, at=at)
    return article


@transaction.atomic
def revise(*, article: Article, by: User | None, at: datetime, **changes: Any) -> Article:
    """Save `changes`, by the names of fields. The address that it had leads to the new one.

    `article` may hold the changes already, as a form leaves it. Raises ValidationError where the
    public would read a claim that may not be made.
    """
    stored = Article.objects.select_for_update().get(pk=article.pk)
    topics = changes.pop("topics", None)
    for name, value in changes.items():
        setattr(article, name, clean(value) if name == "body" else value)
    changed = {name for name in changes if getattr(stored, name) != getattr(article, name)}
    if stored.get_absolute_url() != article.get_absolute_url():
        _keep_path(stored, at)
        _free_path(article)
    if CONTENT & changed and "revised_on" not in changed and stored.is_public(at):
        article.revised_on = timezone.localdate(at)
    if CONTENT & changed and article.status == ArticleStatus.PUBLISHED:
        refuse_claims_in_text(article)
    article.save()
    if topics is not None and set(topics) != set(article.topics.all()):
        article.topics.set(topics)
        changed.add("topics")
    audit(action="revised", of=article, by=by, at=at, fields=changed)
    return article


def _keep_path(stored: Article, at: datetime) -> None:
    FormerArticlePath.objects.update_or_create(
        path=stored.get_absolute_url(), defaults={"article": stored, "until": at}
    )


def _free_path(article: Article) -> None:
    """A page that is there wins over a redirect from its address."""
    FormerArticlePath.objects.filter(path=article.get_absolute_url()).delete()
