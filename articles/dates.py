"""When what people read has changed: not when somebody pressed "save"."""

from datetime import date, datetime, time

from django.utils import timezone


def changed_at(published_at: datetime, revised_on: date | None) -> datetime:
    """The beginning of the day of the last revision, or the publication if that is later."""
    if revised_on is None:
        return published_at
    return max(published_at, timezone.make_aware(datetime.combine(revised_on, time.min)))
