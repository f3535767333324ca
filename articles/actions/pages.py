from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from articles.actions.former import keep_path
from articles.claims import refuse_claims_on_page
from articles.html import clean
from articles.models import Page
from recovery_site.actions import audit
from recovery_site.models import User

CONTENT = {"title", "summary", "body"}


@transaction.atomic
def save_page(*, page: Page, by: User | None, at: datetime, **changes: Any) -> Page:
    """Save a standing page, new or changed, with `changes` by the names of its fields.

    `page` may hold the changes already, as a form leaves it. The address that it had leads to the
    new one.
    """
    new = page.pk is None
    stored = Page() if new else Page.objects.select_for_update().get(pk=page.pk)
    for name, value in changes.items():
        setattr(page, name, clean(value) if name == "body" else value)
    changed = {name for name in changes if getattr(stored, name) != getattr(page, name)}
    if CONTENT & changed and "revised_on" not in changed:
        page.revised_on = timezone.localdate(at)
    if page.published_at:
        refuse_claims_on_page(page)
    page.save()
    keep_path(None if new else stored, page, at=at)
    audit(action="created" if new else "revised", of=page, by=by, at=at, fields=changed)
    return page
