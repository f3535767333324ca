"""Texts in files on their way in, by the same steps as the posts of a blog."""

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from articles.actions.imports import ImportConflict, draft_of, slug_of, update_of
from articles.actions.wordpress.addresses import lead_on
from articles.actions.wordpress.beside import BesideTexts
from articles.actions.wordpress.deciding import Decision, decide_again, digest_of, may_update
from articles.choices import ImportOutcome
from articles.imports import ImportedDocument, UnreadableDocument, parse
from articles.imports.wordpress import Document
from articles.imports.wordpress.uploads import Uploads
from articles.models import Article, ImportItem, ImportRun, Origin, Person, Topic

SITE, KIND = "documents", "document"
# What was written before there were origins: as if it had been changed here since.
NOBODY_KNOWS = "?"
# What the front matter may say and only a person decides.
BY_HAND = ("published_on", "reviewer", "reviewed_on", "cover")


@dataclass(frozen=True, slots=True)
class Text:
    """One of them as it was read. `decision` is what becomes of it."""

    decision: Decision
    document: ImportedDocument | None = None
    language: str = ""
    digest: str = ""
    origin: Origin | None = None
    there: Article | None = None

    @property
    def slug(self) -> str:
        return slug_of(self.document) if self.document else ""

    @property
    def key(self) -> str:
        return f"{self.language}:{self.slug}"[:200]


def look_at(run: ImportRun, file: Document, *, has_pictures: bool = False) -> Text:
    """What would become of `file`. Changes nothing."""
    try:
        document = parse(file.content, file.name)
        language = _language(run, document)
        signer_of(run, document)
    except (UnreadableDocument, ValidationError) as error:
        words = " ".join(getattr(error, "messages", [str(error)]))
        return Text(Decision(ImportOutcome.FAILED, words))
    digest = hashlib.sha256(file.content).hexdigest()
    text = Text(Decision(ImportOutcome.MADE), document, language, digest)
    origins = Origin.objects.select_related("article").filter(site=SITE, kind=KIND, key=text.key)
    origin = origins.filter(path=file.name[:500]).first()
    if origin is None:
        return _first_time(run, text)
    again = decide_again(origin, digest=digest, run=run, has_pictures=has_pictures)
    return replace(text, decision=again, origin=origin, there=origin.article)


def _first_time(run: ImportRun, text: Text) -> Text:
    """No file of this name said so before, but its article may be here."""
    articles = Article.objects.filter(language=text.language)
    same = articles.filter(import_digest=text.digest).order_by("pk").first()
    there = same or articles.filter(slug=text.slug).first()
    if there is None:
        return text
    if run.takes_over:
        decision = may_update(run, there)
    elif same:
        decision = Decision(ImportOutcome.UNCHANGED, _("It is here already, made of this file."))
    else:
        decision = Decision(ImportOutcome.SKIPPED, str(ImportConflict(there)))
    return replace(text, decision=decision, there=there)


def bring_document(
    run: ImportRun, item: ImportItem, file: Document, *, uploads: Uploads, at: datetime
) -> Decision:
    """The caller's transaction holds all of it. Raises ValidationError."""
    text = look_at(run, file, has_pictures=type(uploads) is not Uploads)
    item.origin = text.origin
    if text.decision.outcome == ImportOutcome.UNCHANGED and text.there and not text.origin:
        item.origin = _noted(text, file, article=text.there, written=NOBODY_KNOWS)
    if text.decision.outcome not in {ImportOutcome.MADE, ImportOutcome.UPDATED}:
        return text.decision
    media = BesideTexts(file.name, uploads)
    document = parse(file.content, file.name, media=media)
    known = text.origin and text.there and text.origin.digest == text.digest
    if known and text.there and text.there.body == document.html:
        return Decision(ImportOutcome.UNCHANGED)  # what it lacked is not here this time either
    article = _written(run, text, document, file, at)
    item.origin = _noted(
        text, file, article=article, written=digest_of(article), lacks_pictures=media.lacking
    )
    former = [lead_on(path, article, at=at) for path in document.settings.get("former", [])]
    notes = [*notes_of(document), *media.remarks, *filter(None, former)]
    item.notes = "\n".join(dict.fromkeys(notes))
    return text.decision


def _noted(text: Text, file: Document, **made: Any) -> Origin:
    said = {"path": file.name[:500], "digest": text.digest}
    return Origin.objects.update_or_create(
        site=SITE, kind=KIND, key=text.key, defaults=said | made
    )[0]


def _written(
    run: ImportRun, text: Text, document: ImportedDocument, file: Document, at: datetime
) -> Article:
    name = file.name[-200:]
    if text.there and text.decision.outcome == ImportOutcome.UPDATED:
        return update_of(
            text.there, document=document, name=name, digest=text.digest, by=run.by, at=at
        )
    return draft_of(
        document=document,
        name=name,
        digest=text.digest,
        author=signer_of(run, document),
        language=text.language,
        by=run.by,
        at=at,
    )


def notes_of(document: ImportedDocument) -> list[str]:
    """For a person to look through: what was set aside, and what a draft does not take over."""
    lines = document.notes.splitlines()
    wanted = document.settings.get("topics", [])
    known = set(Topic.objects.filter(slug__in=wanted).values_list("slug", flat=True))
    if unknown := [slug for slug in wanted if slug not in known]:
        lines.append(_("No such topic: %(topics)s") % {"topics": ", ".join(unknown)})
    if by_hand := sorted(name for name in BY_HAND if document.settings.get(name)):
        lines.append(_("Set by hand in the draft: %(names)s") % {"names": ", ".join(by_hand)})
    return lines


def signer_of(run: ImportRun, document: ImportedDocument) -> Person:
    """Raises ValidationError, with the keys to choose from."""
    if run.author:
        return run.author
    return find_person(document.settings.get("author", ""))


def find_person(key: str) -> Person:
    """The person of `key`; without one the only person that there is."""
    people = list(Person.objects.order_by("slug")[:20])
    found = Person.objects.filter(slug=key).first() if key else None
    if found or (len(people) == 1 and not key):
        return found or people[0]
    if not people:
        raise ValidationError(_("Add an author in the back office first: every article has one."))
    keys = ", ".join(person.slug for person in people)
    raise ValidationError(_("Say who signs it with --author, one of: %(keys)s") % {"keys": keys})


def _language(run: ImportRun, document: ImportedDocument) -> str:
    known = [code for code, _name in settings.LANGUAGES]
    language = document.settings.get("language") or run.language
    if language not in known:
        raise ValidationError(
            _("The site has no language “%(language)s”, only %(known)s.")
            % {"language": language, "known": ", ".join(known)}
        )
    return language
