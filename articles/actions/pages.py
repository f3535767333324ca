from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from articles.models import Page
from recovery_site.actions import audit
from recovery_site.models import User

CONTENT = {"title", "summary", "body"}


@transaction.atomic
def save_page(*, page: Page, by: User | None, at: datetime, **changes: Any) -> Page:
    """Save a standing page, new or changed, with `changes` by the names of its fields.

    `page` may hold the changes already, as a form leaves it.
    """
    new = page.pk is None
    for name, value in changes.items():
        setattr(page, name, value)
    if CONTENT & changes.keys() and "revised_on" not in changes:
        page.revised_on = timezone.localdate(at)
    page.save()
    audit(action="page.create" if new else "page.revise", of=page, by=by, at=at, fields=changes)
    return page
