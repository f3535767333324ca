"""Brings one picture of a blog into the editors' library."""

from datetime import datetime

from django.utils.translation import gettext as _

from articles.actions.pictures import bring_picture_in
from articles.actions.wordpress.addresses import lead_on
from articles.actions.wordpress.deciding import digest_of
from articles.actions.wordpress.writing import Brought
from articles.choices import ImportOutcome
from articles.imports.finishing import short
from articles.imports.wordpress.records import Record
from articles.imports.wordpress.uploads import Uploads, path_in_uploads
from articles.models import Article, ImportRun, Origin, Page, Picture

LONGEST_ALT = 200


def bring_picture(
    *, run: ImportRun, record: Record, origin: Origin, uploads: Uploads, at: datetime
) -> Brought:
    """Raises ValidationError for a file that can't be shown."""
    alt = short(record.alt or record.title, LONGEST_ALT)
    notes = [] if record.alt else [_("Describe this picture: it has only its title.")]
    outcome = ImportOutcome.MADE
    if origin.picture is None:
        name = uploads.find(record.file_url, exact=True)
        picture = Picture(title=short(record.title, 120), alt=alt)
        notes += bring_picture_in(picture=picture, upload=uploads.open(name))
        origin.picture = picture
    else:
        outcome = ImportOutcome.UNCHANGED
        if record.alt and alt != origin.picture.alt:
            origin.picture.alt = alt
            origin.picture.save()
            outcome = ImportOutcome.UPDATED
    origin.written = digest_of(origin.picture)
    origin.digest, origin.parent = record.digest, record.parent
    origin.path = path_in_uploads(record.file_url)[:500]
    origin.save()
    return Brought(outcome, notes)


def lead_attachment_on(*, run: ImportRun, record: Record, at: datetime) -> str:
    """Its own page in the blog leads to the article that it belongs to; without one it is gone."""
    belongs = Origin.objects.filter(
        site=run.site, kind__in=["post", "page"], key=record.parent or "-"
    ).select_related("article", "page")
    parent = belongs.first()
    target: Article | Page | None = (parent.article or parent.page) if parent else None
    notes = [
        lead_on(path, target, at=at)
        for path in dict.fromkeys([record.path, f"/?attachment_id={record.key}"])
    ]
    return next((note for note in notes if note), "")
