from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from articles.choices import ArticleStatus
from articles.fields import CleanHtmlField, WordCountField
from articles.html import reading_minutes
from articles.models.people import Person
from articles.models.pictures import Picture
from articles.models.topics import Topic
from articles.models.translated import Translated, path_of
from articles.models.versions import KeepsParts
from articles.querysets import ArticleQuerySet
from recovery_site.constraints import one_of, together


class Article(Translated):
    title = models.CharField(_("title"), max_length=160)
    slug = models.SlugField(
        _("address"),
        max_length=160,
        help_text=_("The last part of the page's address. Old addresses keep working."),
    )
    summary = models.CharField(
        _("summary"), max_length=240, help_text=_("One or two sentences, for lists and searches.")
    )
    body = CleanHtmlField(_("text"))
    word_count = WordCountField(_("words"), of="body")
    cover = models.ForeignKey(
        Picture,
        verbose_name=_("cover"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="covered_articles",
    )
    topics = models.ManyToManyField(
        Topic, verbose_name=_("topics"), blank=True, related_name="articles"
    )
    author = models.ForeignKey(
        Person, verbose_name=_("author"), on_delete=models.PROTECT, related_name="written"
    )
    reviewer = models.ForeignKey(
        Person,
        verbose_name=_("reviewed by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="reviewed",
    )
    reviewed_on = models.DateField(_("reviewed on"), null=True, blank=True)
    status = models.CharField(
        _("status"), max_length=12, choices=ArticleStatus, default=ArticleStatus.DRAFT
    )
    published_at = models.DateTimeField(
        _("appears"), null=True, blank=True, help_text=_("A time to come schedules it.")
    )
    expires_at = models.DateTimeField(_("disappears"), null=True, blank=True)
    revised_on = models.DateField(
        _("updated on"), null=True, blank=True, help_text=_("When its content last changed.")
    )
    import_notes = models.TextField(
        _("set aside by the import"),
        blank=True,
        help_text=_("What was in the file and is not part of the article. Empty it when done."),
    )
    imported_from = models.CharField(_("imported from"), max_length=200, blank=True, editable=False)
    import_digest = models.CharField(
        max_length=64, blank=True, editable=False, db_index=True, help_text="SHA-256 of the file"
    )
    created_at = models.DateTimeField(_("added"), auto_now_add=True)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    objects = ArticleQuerySet.as_manager()
    history = HistoricalRecords(m2m_fields=[topics], bases=[KeepsParts])

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        permissions = [("publish_article", "Can publish articles")]
        constraints = [
            models.UniqueConstraint(
                fields=["language", "slug"],
                name="article_address_unique",
                violation_error_message=_("Another article has this address."),
            ),
            models.UniqueConstraint(
                fields=["translation_group", "language"], name="article_translation_unique"
            ),
            one_of("status", ArticleStatus.values, name="article_status_known"),
            models.CheckConstraint(
                condition=~Q(status=ArticleStatus.PUBLISHED) | Q(published_at__isnull=False),
                name="article_published_has_time",
                violation_error_message=_("A published article has a time when it appears."),
            ),
            models.CheckConstraint(
                condition=Q(expires_at__isnull=True) | Q(expires_at__gt=F("published_at")),
                name="article_disappears_after_it_appears",
                violation_error_message=_("It can't disappear before it appears."),
            ),
            together(
                "reviewer",
                "reviewed_on",
                name="article_review_whole",
                message=_("Say who reviewed it and when."),
            ),
        ]
        indexes = [
            models.Index(fields=["language", "status", "-published_at"], name="article_public_list")
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return path_of("article_detail", self.slug, self.language)

    @property
    def reading_minutes(self) -> int:
        return reading_minutes(self.word_count)

    def is_public(self, at: datetime) -> bool:
        """The twin of `published(at=…)` for a row at hand."""
        return (
            self.status == ArticleStatus.PUBLISHED
            and self.published_at is not None
            and self.published_at <= at
            and (self.expires_at is None or self.expires_at > at)
        )

    def is_scheduled(self, at: datetime) -> bool:
        return (
            self.status == ArticleStatus.PUBLISHED
            and self.published_at is not None
            and self.published_at > at
        )
