"""An import on its way in: the run, its items, and where each row came from."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.choices import ImportOutcome, ImportSource, ImportState
from articles.models.articles import Article
from articles.models.pages import Page
from articles.models.people import Person
from articles.models.pictures import Picture, private_storage
from articles.models.topics import Topic
from articles.querysets import ImportItemQuerySet
from recovery_site.constraints import one_of


class ImportRun(models.Model):
    """One export, or one bundle of texts.

    `file` is what everything is read from: the export as clean UTF-8, or a zip of the texts.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    name = models.CharField(_("file"), max_length=200)
    source = models.CharField(
        _("what it is"),
        max_length=12,
        choices=ImportSource,
        default=ImportSource.WORDPRESS,
        editable=False,
    )
    file = models.FileField(
        _("export"), storage=private_storage, upload_to="imports", max_length=200, blank=True
    )
    uploads = models.FileField(
        _("pictures"), storage=private_storage, upload_to="imports", max_length=200, blank=True
    )
    uploads_folder = models.CharField(max_length=400, blank=True, editable=False)
    digest = models.CharField(max_length=64, editable=False, help_text="SHA-256 of the file")
    site = models.CharField(_("blog"), max_length=200, blank=True, editable=False)
    remarks = models.TextField(_("remarks"), blank=True, editable=False)
    state = models.CharField(
        _("state"), max_length=12, choices=ImportState, default=ImportState.CHECKING
    )
    step = models.PositiveIntegerField(default=0, editable=False)
    offset = models.PositiveBigIntegerField(default=0, editable=False)
    line = models.PositiveIntegerField(default=1, editable=False)
    size = models.PositiveBigIntegerField(default=0, editable=False)
    language = models.CharField(
        _("language"), max_length=10, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    author = models.ForeignKey(
        Person,
        verbose_name=_("who signs it all"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Empty: each author of the blog signs what they wrote."),
    )
    authors = models.JSONField(default=dict, editable=False)
    as_drafts = models.BooleanField(_("publish nothing, bring all in as drafts"), default=False)
    with_pages = models.BooleanField(_("bring in pages"), default=True)
    with_drafts = models.BooleanField(_("bring in drafts"), default=True)
    with_tags = models.BooleanField(_("make topics of tags, too"), default=True)
    takes_over = models.BooleanField(
        _("take the blog’s text where it was changed here"), default=False
    )
    may_publish = models.BooleanField(_("may publish"), default=False, editable=False)
    may_publish_pages = models.BooleanField(default=False, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("brought by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    created_at = models.DateTimeField(_("brought"))
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        constraints = [
            one_of("state", ImportState.values, name="import_run_state_known"),
            one_of("source", ImportSource.values, name="import_run_source_known"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_of_documents(self) -> bool:
        return self.source == ImportSource.DOCUMENTS


class Origin(models.Model):
    """Where a row came from, so that the same thing is never made twice.

    `digest` is what the blog said when it was last brought in, `written` what was written here.
    """

    site = models.CharField(max_length=200)
    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=200)
    path = models.CharField(max_length=500, blank=True)
    parent = models.CharField(max_length=20, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    written = models.CharField(max_length=64, blank=True)
    lacks_pictures = models.BooleanField(default=False)
    article = models.ForeignKey(Article, on_delete=models.SET_NULL, null=True, related_name="+")
    page = models.ForeignKey(Page, on_delete=models.SET_NULL, null=True, related_name="+")
    picture = models.ForeignKey(Picture, on_delete=models.SET_NULL, null=True, related_name="+")
    topic = models.ForeignKey(Topic, on_delete=models.SET_NULL, null=True, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["site", "kind", "key"], name="origin_unique"),
        ]
        indexes = [models.Index(fields=["site", "path"], name="origin_by_path")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"

    @property
    def made(self) -> Article | Page | Picture | Topic | Person | None:
        """What was made of it and is still there."""
        return self.article or self.page or self.picture or self.topic or self.person


class ImportItem(models.Model):
    """One element of an export: what would become of it (`plan`) and what became of it."""

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveIntegerField(_("number"))
    stage = models.PositiveSmallIntegerField()
    kind = models.CharField(_("kind"), max_length=40)
    key = models.CharField(_("number in WordPress"), max_length=200, blank=True)
    title = models.CharField(_("title"), max_length=160, blank=True)
    offset = models.PositiveBigIntegerField()
    line = models.PositiveIntegerField(_("line"))
    plan = models.CharField(_("would be"), max_length=10, choices=ImportOutcome)
    outcome = models.CharField(_("was"), max_length=10, choices=ImportOutcome, blank=True)
    reason = models.TextField(_("why"), blank=True)
    notes = models.TextField(_("notes"), blank=True)
    comments = models.PositiveIntegerField(_("comments left out"), default=0)
    needs_links = models.BooleanField(default=False)
    origin = models.ForeignKey(Origin, on_delete=models.SET_NULL, null=True, related_name="+")

    objects = ImportItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("item of an import")
        verbose_name_plural = _("items of an import")
        constraints = [
            models.UniqueConstraint(fields=["run", "position"], name="import_item_once"),
            one_of("plan", ImportOutcome.values, name="import_item_plan_known"),
            one_of("outcome", ImportOutcome.values, name="import_item_outcome_known", blank=True),
            models.CheckConstraint(
                condition=~Q(outcome__in=["skipped", "failed"]) | ~Q(reason=""),
                name="import_item_explained",
                violation_error_message=_("What was left out has a reason."),
            ),
        ]
        indexes = [models.Index(fields=["run", "stage", "position"], name="import_item_order")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
