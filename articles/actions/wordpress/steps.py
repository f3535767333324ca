"""Brings a checked export in, a little at a time: each item in a transaction of its own."""

import logging
from datetime import datetime
from typing import IO

from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.utils.translation import gettext as _

from articles.actions.articles import revise
from articles.actions.pages import save_page
from articles.actions.wordpress.checking import Enough
from articles.actions.wordpress.deciding import Decision, decide, digest_of, is_changed_here
from articles.actions.wordpress.documents import bring_document
from articles.actions.wordpress.links import relinked
from articles.actions.wordpress.people_and_topics import bring_author, bring_term
from articles.actions.wordpress.picturing import bring_picture, lead_attachment_on
from articles.actions.wordpress.writing import Bringing, Brought
from articles.choices import ImportOutcome, ImportState
from articles.html import clean
from articles.imports.bundle import document_at
from articles.imports.wordpress import Author, Document, Item, Term, read_one
from articles.imports.wordpress.events import Event
from articles.imports.wordpress.records import Record, record_of
from articles.imports.wordpress.uploads import Uploads
from articles.models import ImportItem, ImportRun, Origin

logger = logging.getLogger(__name__)

AT_ONCE = 50
LEFT_OUT = (ImportOutcome.SKIPPED, ImportOutcome.FAILED)
MADE_OF = ("article", "page", "picture", "topic", "person")


def bring_in(*, run: ImportRun, uploads: Uploads, at: datetime, enough: Enough) -> ImportRun:
    """Go on where the run stands, until `enough` says so or all is in."""
    with run.file.open("rb") as file:
        while items := list(run.items.waiting().in_order()[:AT_ONCE]):
            for item in items:
                _bring(run, item, file, uploads, at)
                if enough():
                    return run
        while items := list(run.items.filter(needs_links=True).in_order()[:AT_ONCE]):
            for item in items:
                _bring_links(run, item, file, at)
                if enough():
                    return run
    run.state, run.finished_at = ImportState.DONE, at
    run.save(update_fields=["state", "finished_at"])
    return run


def _bring(
    run: ImportRun, item: ImportItem, file: IO[bytes], uploads: Uploads, at: datetime
) -> None:
    try:
        with transaction.atomic():
            locked = ImportItem.objects.select_for_update().get(pk=item.pk)
            if locked.outcome:
                return
            _one(run, locked, file, uploads, at)
            locked.save()
    except ValidationError as error:
        _failed(item, " ".join(error.messages))
    except (DatabaseError, ArithmeticError, LookupError, TypeError, ValueError) as error:
        logger.warning("not imported", extra={"fields": {"item": item.pk}}, exc_info=error)
        _failed(item, _("It could not be stored (%s).") % type(error).__name__)


def _one(run: ImportRun, item: ImportItem, file: IO[bytes], uploads: Uploads, at: datetime) -> None:
    if item.plan in LEFT_OUT:
        item.outcome = item.plan
        return
    match _read(run, item, file):
        case Author() as author:
            decision, item.origin = bring_author(run, author)
        case Term() as term:
            decision, item.origin = bring_term(run, term, at=at)
        case Item() as event:
            decision = _item(run, item, record_of(event, at=at), uploads, at)
        case Document() as document:
            decision = bring_document(run, item, document, uploads=uploads, at=at)
        case _nothing:
            decision = Decision(ImportOutcome.FAILED, _("It could not be read again."))
    item.outcome, item.reason = decision.outcome, decision.reason


def _read(run: ImportRun, item: ImportItem, file: IO[bytes]) -> Event | None:
    if run.is_of_documents:
        return document_at(file, offset=item.offset)
    return read_one(file, offset=item.offset)


def _item(
    run: ImportRun, item: ImportItem, record: Record, uploads: Uploads, at: datetime
) -> Decision:
    origins = Origin.objects.select_related(*MADE_OF)
    name = {"site": run.site, "kind": record.kind, "key": record.key}
    origin = origins.filter(**name).first()
    decision = decide(record, run=run, origin=origin, uploads=uploads)
    item.origin = origin
    if decision.outcome in {ImportOutcome.SKIPPED, ImportOutcome.UNCHANGED}:
        return decision
    if origin is None:
        Origin.objects.create(**name)
    origin = Origin.objects.select_for_update().get(**name)
    brought: Brought
    if record.kind == "attachment":
        brought = bring_picture(run=run, record=record, origin=origin, uploads=uploads, at=at)
    else:
        brought = Bringing(run, record, origin, uploads, at).bring()
        item.needs_links = brought.needs_links
    item.origin = origin
    item.notes = "\n".join(dict.fromkeys([*item.notes.splitlines(), *brought.notes]))
    return Decision(brought.outcome)


def _failed(item: ImportItem, reason: str) -> None:
    ImportItem.objects.filter(pk=item.pk, outcome="").update(
        outcome=ImportOutcome.FAILED, reason=reason
    )


@transaction.atomic
def _bring_links(run: ImportRun, item: ImportItem, file: IO[bytes], at: datetime) -> None:
    """Once everything is here: links between posts, and the pages that pictures had."""
    item.needs_links = False
    if item.kind == "attachment":
        event = read_one(file, offset=item.offset)
        if isinstance(event, Item):
            note = lead_attachment_on(run=run, record=record_of(event, at=at), at=at)
            item.notes = "\n".join(filter(None, [item.notes, note]))
    elif item.origin:
        lost = _relink(run, item.origin, at)
        words = [_("A link leads to the old site: %(address)s") % {"address": one} for one in lost]
        item.notes = "\n".join(filter(None, [item.notes, *words]))
    item.save()


def _relink(run: ImportRun, origin: Origin, at: datetime) -> list[str]:
    row = origin.article or origin.page
    if row is None or is_changed_here(origin):
        return []
    html, lost = relinked(clean(row.body), site=run.site)
    if html != row.body:
        if origin.article:
            revise(article=origin.article, by=run.by, at=at, body=html, revised_on=row.revised_on)
        elif origin.page:
            save_page(page=origin.page, by=run.by, at=at, body=html, revised_on=row.revised_on)
        origin.written = digest_of(origin.made)
        origin.save()
    return lost
