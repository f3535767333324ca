"""Brings one post, page or picture in. The caller's transaction holds all of it."""

from dataclasses import dataclass, field
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.actions.articles import create, revise
from articles.actions.lifecycle import publish, submit
from articles.actions.pages import save_page
from articles.actions.wordpress.addresses import is_reserved, lead_on
from articles.actions.wordpress.deciding import digest_of
from articles.actions.wordpress.links import relinked
from articles.actions.wordpress.people_and_topics import person_of, topic_of
from articles.actions.wordpress.picture_library import Library
from articles.choices import ArticleStatus, ImportOutcome
from articles.html import CleanHtml, with_anchors_of
from articles.imports import ImportedDocument
from articles.imports.wordpress.content import document_of
from articles.imports.wordpress.records import Record
from articles.imports.wordpress.uploads import Uploads
from articles.models import Article, ImportRun, Origin, Page, Topic

PUBLIC = {"publish", "future"}
STAYS_A_DRAFT = gettext_lazy("It is here as a draft: mend it, then publish it.")


@dataclass(slots=True)
class Brought:
    """What was done; `notes` are for a person to look through, one a line."""

    outcome: ImportOutcome
    notes: list[str] = field(default_factory=list)
    needs_links: bool = False


@dataclass(slots=True)
class Bringing:
    """One post or page on its way in."""

    run: ImportRun
    record: Record
    origin: Origin
    uploads: Uploads
    at: datetime

    def bring(self) -> Brought:
        library = Library(self.run.site, self.uploads, self.record.key)
        document = document_of(self.record, media=library)
        html, lost = relinked(document.html, site=self.run.site)
        notes = [*document.notes.splitlines(), *self._of_status(html), *_comments(self.record)]
        write = self._page if self.record.kind == "page" else self._article
        outcome = write(document, html, notes, library)
        self.origin.lacks_pictures = library.lacking
        self.origin.written = digest_of(self.origin.made)
        self.origin.digest, self.origin.path = self.record.digest, self.record.path[:500]
        self.origin.save()
        notes += [*library.remarks, *self._lead_on()]
        return Brought(outcome, notes, bool(lost))

    def _article(
        self, document: ImportedDocument, html: CleanHtml, notes: list[str], library: Library
    ) -> ImportOutcome:
        cover = library.picture("", self.record.cover) if self.record.cover else None
        if self.record.cover and cover is None:
            notes.append(_("Its cover is not among the pictures."))
        elif cover and not cover.is_large:
            notes.append(_("Its cover is too small to be one: %(title)s") % {"title": cover})
            cover = None
        content = {"title": document.title, "summary": document.summary, "body": html}
        topics = self._topics()
        there = self.origin.article
        if there is not None:
            content["body"] = with_anchors_of(there.body, html)
            known = [getattr(there, name) for name in content] == list(content.values())
            if known and (cover is None or cover == there.cover) and _same(topics, there):
                return ImportOutcome.UNCHANGED
            more = {"cover": cover} if cover else {}
            revise(article=there, by=self.run.by, at=self.at, topics=topics, **content, **more)
            self._move(there, notes)
            return ImportOutcome.UPDATED
        article = Article(
            language=self.run.language,
            slug=self._slug(Article, 160, notes),
            author=person_of(self.run, self.record.author)[0],
            cover=cover,
            revised_on=self._revised_on(),
            import_notes="\n".join(notes),
            imported_from=f"{self.run.site.partition('/')[0]}{self.record.path}"[:200],
            import_digest=self.record.digest,
            **content,
        )
        article.full_clean(exclude=["body"] if not html else None)
        self.origin.article = create(article=article, by=self.run.by, at=self.at, topics=topics)
        self._move(article, notes)
        return ImportOutcome.MADE

    def _move(self, article: Article, notes: list[str]) -> None:
        """As far in its life as it is in the blog, and as who brings it and what it says may."""
        if article.status != ArticleStatus.DRAFT:
            return
        if self._is_public() and article.body:
            try:
                publish(article=article, by=self.run.by, at=self.at, from_=self._from())
            except ValidationError as refusal:
                article.refresh_from_db()
                notes += [*refusal.messages, str(STAYS_A_DRAFT)]
        elif self.record.status == "pending":
            submit(article=article, by=self.run.by, at=self.at)

    def _page(
        self, document: ImportedDocument, html: CleanHtml, notes: list[str], library: Library
    ) -> ImportOutcome:
        content = {"title": document.title, "summary": document.summary, "body": html}
        page = self.origin.page
        made = page is None
        if page is not None:
            content["body"] = with_anchors_of(page.body, html)
        if page is None:
            page = Page(
                language=self.run.language,
                slug=self._slug(Page, 80, notes),
                published_at=self._from() if self._is_public() and html else None,
                **content,
            )
            page.full_clean(exclude=["body"] if not html else None)
        elif [getattr(page, name) for name in content] == list(content.values()):
            return ImportOutcome.UNCHANGED
        changes = content | {"revised_on": self._revised_on()}
        try:
            self.origin.page = save_page(page=page, by=self.run.by, at=self.at, **changes)
        except ValidationError as refusal:
            if not made:
                raise
            page.published_at = None
            self.origin.page = save_page(page=page, by=self.run.by, at=self.at, **changes)
            notes += [*refusal.messages, str(STAYS_A_DRAFT)]
        return ImportOutcome.MADE if made else ImportOutcome.UPDATED

    def _is_public(self) -> bool:
        open_ = self.record.status in PUBLIC and not self.record.has_password
        return open_ and self._may_publish

    @property
    def _may_publish(self) -> bool:
        run = self.run
        return run.may_publish_pages if self.record.kind == "page" else run.may_publish

    def _of_status(self, html: str) -> list[str]:
        record = self.record
        if record.has_password:
            return [_("It had a password: a draft here.")]
        if record.status == "private":
            return [_("It was private: a draft here.")]
        if record.status in PUBLIC and not self._may_publish:
            return [_("A draft, because who brought it in may not publish.")]
        if record.status in PUBLIC and not html:
            return [_("A draft, because it has no text.")]
        if record.status not in PUBLIC | {"draft", "pending"}:
            return [_("Its status “%(status)s” is not known: a draft.") % {"status": record.status}]
        return []

    def _from(self) -> datetime:
        return self.record.published_at or self.at

    def _revised_on(self) -> date:
        moments = [self.record.published_at, self.record.modified_at]
        known = [timezone.localdate(each) for each in moments if each]
        return max(known, default=timezone.localdate(self.at))

    def _topics(self) -> list[Topic]:
        found = (topic_of(self.run, ref, at=self.at)[0] for ref in self.record.terms)
        return list({topic.pk: topic for topic in found if topic}.values())

    def _slug(self, model: type[Article | Page], longest: int, notes: list[str]) -> str:
        """The blog's own where it is free; a number is put behind it where it is not."""
        record = self.record
        wanted = record.slug or slugify(record.title) or f"{record.kind}-{record.key}"
        wanted = wanted[:longest].strip("-_")
        slug, number = wanted, 1
        rows = model.objects.filter(language=self.run.language)
        while rows.filter(slug=slug).exists() or (model is Page and is_reserved(slug)):
            number += 1
            slug = f"{wanted[: longest - 6]}-{number}"
        if slug != wanted:
            notes.append(
                _("The address “%(wanted)s” is taken: it has “%(slug)s”.")
                % {"wanted": wanted, "slug": slug}
            )
        return slug

    def _lead_on(self) -> list[str]:
        target = self.origin.article or self.origin.page
        numbers = ["p", "page_id"] if self.record.kind == "page" else ["p"]
        base = "/" + self.run.site.partition("/")[2].strip("/")
        home = base if base.endswith("/") else f"{base}/"
        paths = [self.record.path, *(f"{home}?{name}={self.record.key}" for name in numbers)]
        notes = (lead_on(path, target, at=self.at) for path in dict.fromkeys(paths))
        return [note for note in notes if note]


def _same(topics: list[Topic], article: Article) -> bool:
    return set(topics) == set(article.topics.all())


def _comments(record: Record) -> list[str]:
    if not record.comments:
        return []
    return [_("Comments left out: %(number)s") % {"number": record.comments}]
