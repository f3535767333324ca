from datetime import datetime
from typing import Any

from django.db import transaction

from articles.actions.former import keep_path
from articles.models import Topic
from recovery_site.actions import audit
from recovery_site.models import User


@transaction.atomic
def save_topic(*, topic: Topic, by: User | None, at: datetime, **changes: Any) -> Topic:
    """Save a topic, new or changed, with `changes` by the names of its fields.

    `topic` may hold the changes already, as a form leaves it. The address that it had leads to
    the new one.
    """
    new = topic.pk is None
    stored = Topic() if new else Topic.objects.select_for_update().get(pk=topic.pk)
    for name, value in changes.items():
        setattr(topic, name, value)
    changed = {name for name in changes if getattr(stored, name) != getattr(topic, name)}
    topic.save()
    keep_path(stored if not new else None, topic, at=at)
    audit(action="created" if new else "revised", of=topic, by=by, at=at, fields=changed)
    return topic
