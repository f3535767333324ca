"""Runs an import to its end, as a test needs it."""

import io
from datetime import datetime

from django.core.files.base import ContentFile

from articles.actions import wordpress
from articles.choices import ImportState
from articles.models import ImportItem, ImportRun
from tests.factories.articles import NOON


def brought(content: bytes, *, at: datetime = NOON, uploads: io.BytesIO | None = None, **options):
    """The run, with everything in it brought in."""
    run = checked(content, at=at, uploads=uploads, **options)
    assert run.state == ImportState.CHECKED, run.remarks
    wordpress.start(run=run, by=run.by, at=at)
    return wordpress.work(run=run, at=at, enough=never)


def checked(content: bytes, *, at: datetime = NOON, uploads=None, by=None, **options) -> ImportRun:
    file = ContentFile(uploads.getvalue(), name="uploads.zip") if uploads else None
    run = wordpress.begin(
        name="blog.xml", source=io.BytesIO(content), by=by, at=at, uploads=file, **options
    )
    return wordpress.work(run=run, at=at, enough=never)


def never() -> bool:
    return False


def outcomes(run: ImportRun, column: str = "outcome") -> dict[str, str]:
    items = run.items.order_by("position")
    return {f"{each.kind} {each.key}".strip(): getattr(each, column) for each in items}


def item_of(run: ImportRun, kind: str, key: int | str) -> ImportItem:
    return run.items.get(kind=kind, key=str(key))
