"""The life of an import: brought, checked, started, stopped, done."""

import hashlib
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import IO, Any, cast

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from articles.actions.wordpress.checking import Enough, check
from articles.actions.wordpress.documents import SITE
from articles.actions.wordpress.steps import bring_in
from articles.choices import ImportSource, ImportState
from articles.imports import UnreadableDocument
from articles.imports.bundle import pack_file, pack_folder
from articles.imports.wordpress import RefusedExport, normalize
from articles.imports.wordpress.uploads import Archive, Folder, RefusedUploads, Uploads
from articles.models import ImportRun
from recovery_site.actions import audit, enqueue
from recovery_site.models import User

STEP = "articles.import_step"
FORGET = "articles.import_forget"
# Everything that concerns a person goes first.
PRIORITY = 9
SECONDS_A_STEP = 2.0
# The export holds what people who wrote comments typed, so it does not stay.
KEPT_FOR = timedelta(days=30)
PUBLISH = "articles.publish_article"
PUBLISH_PAGES = "articles.publish_page"


def begin(
    *,
    name: str,
    source: IO[bytes],
    by: User | None,
    at: datetime,
    uploads: File | None = None,
    **options: Any,
) -> ImportRun:
    """Keep the export, ready to be checked. `options` are fields of the run.

    Raises ValidationError for a file that is no text at all, or pictures that can't be used.
    """
    run = ImportRun(name=name[:200], by=by, created_at=at, **options)
    run.digest = _sha256(source)
    try:
        pictures = Archive(cast(IO[bytes], uploads)) if uploads else _folder_of(run)
        with tempfile.TemporaryFile() as clean:
            remarks = [*normalize(source, clean), *pictures.remarks]
            run.size = clean.tell()
            run.remarks = "\n".join(remarks[:50])
            run.file.save(f"{run.uuid}.xml", File(clean), save=False)
    except (RefusedExport, RefusedUploads) as error:
        raise ValidationError(str(error)) from None
    return _kept(run, uploads, at)


def begin_documents(
    *,
    name: str,
    source: IO[bytes] | Path,
    by: User | None,
    at: datetime,
    uploads: File | None = None,
    **options: Any,
) -> ImportRun:
    """The same for texts: `source` is a folder of them, or an open file, a zip or a single text.

    Pictures come from `uploads`, or from where the texts are.
    """
    kind = ImportSource.DOCUMENTS
    run = ImportRun(name=name[:200], by=by, created_at=at, source=kind, site=SITE, **options)
    if isinstance(source, Path):
        run.uploads_folder = run.uploads_folder or ("" if uploads else str(source.resolve()))
    elif name.lower().endswith(".zip") and not uploads and not run.uploads_folder:
        uploads = File(source, name=name)
    try:
        with tempfile.TemporaryFile() as packed:
            if isinstance(source, Path):
                run.size = pack_folder(source, packed)
            else:
                source.seek(0)
                run.size = pack_file(source, name, packed)
            pictures = Archive(cast(IO[bytes], uploads)) if uploads else _folder_of(run)
            run.digest = _sha256(packed)
            run.remarks = "\n".join(pictures.remarks[:50])
            run.file.save(f"{run.uuid}.texts.zip", File(packed), save=False)
    except (UnreadableDocument, RefusedUploads) as error:
        raise ValidationError(str(error)) from None
    return _kept(run, uploads, at)


def _kept(run: ImportRun, uploads: File | None, at: datetime) -> ImportRun:
    if uploads:
        run.uploads.save(f"{run.uuid}.zip", uploads, save=False)
    with transaction.atomic():
        run.save(force_insert=True)
        audit(action="import brought", of=run, by=run.by, at=at)
        plan_forgetting(run=run, at=at)
    return run


@transaction.atomic
def start(*, run: ImportRun, by: User | None, at: datetime) -> ImportRun:
    """Let it in, or go on with one that was stopped."""
    if run.state not in {ImportState.CHECKED, ImportState.STOPPED, ImportState.RUNNING}:
        raise ValidationError(_("Only an export that was checked can be brought in."))
    if not run.file:
        raise ValidationError(_("The export was kept for 30 days. Please bring it again."))
    run.state = ImportState.RUNNING
    run.may_publish = not run.as_drafts and (by is None or by.has_perm(PUBLISH))
    run.may_publish_pages = not run.as_drafts and (by is None or by.has_perm(PUBLISH_PAGES))
    run.save(update_fields=["state", "may_publish", "may_publish_pages"])
    audit(action="import started", of=run, by=by, at=at)
    return run


@transaction.atomic
def stop(*, run: ImportRun, by: User | None, at: datetime) -> ImportRun:
    """After the item that is on its way. What is in stays in."""
    if run.state != ImportState.RUNNING:
        raise ValidationError(_("It is not running."))
    run.state = ImportState.STOPPED
    run.save(update_fields=["state"])
    audit(action="import stopped", of=run, by=by, at=at)
    return run


@transaction.atomic
def plan_step(*, run: ImportRun, at: datetime) -> None:
    """Have the worker go on with it. Two promises of one step are one."""
    run.step += 1
    ImportRun.objects.filter(pk=run.pk).update(step=run.step)
    enqueue(
        kind=STEP,
        payload={"run": run.pk, "step": run.step},
        at=at,
        priority=PRIORITY,
        dedupe_key=f"import:{run.uuid}:{run.step}",
    )


@transaction.atomic
def plan_forgetting(*, run: ImportRun, at: datetime) -> None:
    enqueue(kind=FORGET, payload={"run": run.pk}, at=at, due_at=at + KEPT_FOR, priority=PRIORITY)


def work(*, run: ImportRun, at: datetime, enough: Enough | None = None) -> ImportRun:
    """Go on until `enough` says so. What was done is stored; whoever is killed loses one item."""
    enough = enough or after(SECONDS_A_STEP)
    with uploads_of(run) as uploads:
        if run.state == ImportState.CHECKING:
            return check(run=run, uploads=uploads, at=at, enough=enough)
        if run.state == ImportState.RUNNING:
            return bring_in(run=run, uploads=uploads, at=at, enough=enough)
    return run


def after(seconds: float) -> Enough:
    until = time.monotonic() + seconds
    return lambda: time.monotonic() >= until


@contextmanager
def uploads_of(run: ImportRun) -> Iterator[Uploads]:
    """Raises RefusedUploads."""
    if run.uploads:
        with run.uploads.open("rb") as file:
            yield Archive(file)
    else:
        yield _folder_of(run)


def _folder_of(run: ImportRun) -> Uploads:
    return Folder(Path(run.uploads_folder)) if run.uploads_folder else Uploads()


@transaction.atomic
def remove_run(*, run: ImportRun, by: User | None, at: datetime) -> None:
    """Its report and its files. What it brought in stays."""
    audit(action="import removed", of=run, by=by, at=at)
    forget_files(run=run)
    run.delete()


@transaction.atomic
def forget_files(*, run: ImportRun) -> None:
    for file in (run.file, run.uploads):
        if file:
            transaction.on_commit(partial(file.storage.delete, str(file.name)))
    ImportRun.objects.filter(pk=run.pk).update(file="", uploads="")


def _sha256(source: IO[bytes]) -> str:
    digest = hashlib.sha256()
    source.seek(0)
    while chunk := source.read(1 << 20):
        digest.update(chunk)
    return digest.hexdigest()
