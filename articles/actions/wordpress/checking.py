"""Looks through an export and says what would become of each of its items. Changes nothing else."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import IO
from urllib.parse import urlsplit

from django.db import transaction
from django.utils.translation import gettext as _

from articles.actions.wordpress.deciding import Decision, decide
from articles.actions.wordpress.documents import look_at, notes_of
from articles.actions.wordpress.people_and_topics import (
    TAXONOMIES,
    decide_author,
    decide_term,
    key_of_author,
    ref_of,
)
from articles.choices import ImportOutcome, ImportState
from articles.imports.bundle import documents
from articles.imports.finishing import short
from articles.imports.wordpress import (
    Author,
    Break,
    Channel,
    Document,
    Item,
    RefusedExport,
    Term,
    read,
)
from articles.imports.wordpress.events import Event
from articles.imports.wordpress.records import plain, record_of
from articles.imports.wordpress.uploads import Uploads
from articles.models import ImportItem, ImportRun, Origin

AT_ONCE = 100
AUTHORS, TERMS, PICTURES, TEXTS = range(4)
STAGES = {"author": AUTHORS, **dict.fromkeys(TAXONOMIES, TERMS), "attachment": PICTURES}
Enough = Callable[[], bool]


def check(*, run: ImportRun, uploads: Uploads, at: datetime, enough: Enough) -> ImportRun:
    """Go on with the check where it stands, until `enough` says so or all is read."""
    with run.file.open("rb") as file:
        events = _events(run, file)
        for batch in _batches(_behind(events, run)):
            with transaction.atomic():
                try:
                    _Batch(run, batch, uploads, at).note()
                except _NotOurs as error:
                    return _refuse(run, str(error))
            if enough():
                return run
    return _checked(run)


def _events(run: ImportRun, file: IO[bytes]) -> Iterator[Event]:
    if run.is_of_documents:
        return documents(file, offset=run.offset)
    return read(file, offset=run.offset, line=run.line)


def _batches(events: Iterable[Event]) -> Iterator[list[Event]]:
    batch: list[Event] = []
    try:
        for event in events:
            batch.append(event)
            if len(batch) == AT_ONCE:
                yield batch
                batch = []
    except RefusedExport as error:
        batch.append(Break(reason=str(error), offset=-1))
    if batch:
        yield batch


def _behind(events: Iterable[Event], run: ImportRun) -> Iterator[Event]:
    """Without the one that the check ended with the last time."""
    for number, event in enumerate(events):
        if number or not run.offset or isinstance(event, Channel):
            yield event


class _NotOurs(Exception):
    pass


class _Batch:
    def __init__(self, run: ImportRun, events: list[Event], uploads: Uploads, at: datetime) -> None:
        self.run, self.events, self.uploads, self.at = run, events, uploads, at
        self.position = run.items.count()
        self.items: list[ImportItem] = []

    def note(self) -> None:
        seen = self._seen()
        for event in self.events:
            if isinstance(event, Channel):
                self.run.site = site_of(event.site)
                continue
            if isinstance(event, Break) and event.offset < 0:
                raise _NotOurs(event.reason)
            item = self._item(event)
            if item.key and (item.kind, item.key) in seen:
                item.plan = ImportOutcome.SKIPPED
                item.reason = _("The same one came before in this file.")
            seen.add((item.kind, item.key))
            self.items.append(item)
            self.run.offset, self.run.line = event.offset, event.line
        ImportItem.objects.bulk_create(self.items)
        self.run.save(update_fields=["site", "offset", "line"])

    def _seen(self) -> set[tuple[str, str]]:
        keys = [key for event in self.events if (key := _key(event))]
        return set(self.run.items.filter(key__in=keys).values_list("kind", "key"))

    def _item(self, event: Event) -> ImportItem:
        match event:
            case Author():
                decision = decide_author(self.run)
                return self._row(event, "author", decision, event.name or event.login)
            case Term():
                kind = TAXONOMIES.get(event.taxonomy, event.taxonomy or "term")
                decision = decide_term(self.run, ref_of(event))
                return self._row(event, kind, decision, plain(event.name))
            case Item():
                return self._of_item(event)
            case Document():
                return self._of_document(event)
            case Break():
                failed = Decision(ImportOutcome.FAILED, event.reason)
                return self._row(event, "damage", failed, "")
        raise TypeError(event)

    def _of_item(self, event: Item) -> ImportItem:
        record = record_of(event, at=self.at)
        origin = Origin.objects.filter(site=self.run.site, kind=record.kind, key=record.key)
        related = ("article", "page", "picture", "topic", "person")
        decision = decide(
            record,
            run=self.run,
            origin=origin.select_related(*related).first(),
            uploads=self.uploads,
        )
        if event.too_large:
            decision = Decision(ImportOutcome.FAILED, _("It is larger than 16 MB."))
        row = self._row(event, record.kind or "?", decision, record.title)
        row.comments = record.comments
        row.notes = "" if row.plan == ImportOutcome.SKIPPED else "\n".join(record.remarks)
        row.needs_links = record.kind == "attachment" and bool(record.key)
        return row

    def _of_document(self, event: Document) -> ImportItem:
        text = look_at(self.run, event, has_pictures=type(self.uploads) is not Uploads)
        title = text.document.title if text.document else ""
        row = self._row(event, "document", text.decision, title)
        if text.document and text.decision.outcome != ImportOutcome.SKIPPED:
            row.notes = "\n".join(notes_of(text.document))
        return row

    def _row(
        self,
        event: Author | Term | Item | Document | Break,
        kind: str,
        decision: Decision,
        title: str,
    ) -> ImportItem:
        return ImportItem(
            run=self.run,
            position=self.position + len(self.items) + 1,
            stage=STAGES.get(kind, TEXTS),
            kind=kind[:40],
            key=_key(event)[:200],
            title=short("" if "@" in title and kind == "author" else title, 160),
            offset=event.offset,
            line=event.line,
            plan=decision.outcome,
            reason=decision.reason,
        )


def _key(event: Event) -> str:
    match event:
        case Author():
            return key_of_author(event.login)
        case Term():
            return event.slug or event.name
        case Item():
            return event.get("post_id")
        case Document():
            return event.name
    return ""


def site_of(address: str) -> str:
    """A blog's name across exports: its host without www, and its folder."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return "unknown"
    host = (parts.hostname or "").removeprefix("www.")
    return (host + parts.path.rstrip("/"))[:200] or "unknown"


def _checked(run: ImportRun) -> ImportRun:
    if not run.items.exclude(kind="damage").exists():
        return _refuse(run, _("The file holds no items of WordPress."))
    run.state = ImportState.CHECKED
    run.save(update_fields=["state"])
    return run


def _refuse(run: ImportRun, reason: str) -> ImportRun:
    run.items.all().delete()
    run.state = ImportState.REFUSED
    run.remarks = "\n".join(filter(None, [run.remarks, reason]))
    run.save(update_fields=["state", "remarks"])
    return run
